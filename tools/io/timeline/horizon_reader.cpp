#include "tools/io/timeline/horizon_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "models/time/cash.h"
#include "tools/io/base/format.h"
#include "tools/io/base/text.h"
#include "tools/io/timeline/changes.h"
#include "tools/io/timeline/economics.h"
#include "tools/io/timeline/rollout.h"
#include "tools/io/yaml/yaml_cells.h"
#include "tools/io/yaml/yaml_mapping.h"

namespace lastmile::io {
namespace {

// From its notation: 2027 is a year, 2027-Q1 a quarter.
PeriodUnit unit_of(std::string_view written) {
  if (written.find('Q') != std::string_view::npos) return PeriodUnit::quarter;
  if (written.find('W') != std::string_view::npos) return PeriodUnit::week;
  switch (std::count(written.begin(), written.end(), '-')) {
    case 0: return PeriodUnit::year;
    case 1: return PeriodUnit::month;
    default: return PeriodUnit::day;
  }
}

// Whether its last period has a name that can be written.
bool ends_in_calendar(const Timeline& timeline) {
  return timeline.start + timeline.periods - 1 <= period_of(*first_day_of("2200-12-31"), timeline.unit);
}

std::optional<std::uint32_t> read_periods(const YamlNode& node, Reporter& report) {
  const auto periods = number_between(node, "timeline.periods", 1, max_periods, report);
  if (!periods || *periods == std::floor(*periods))
    return periods ? std::optional{static_cast<std::uint32_t>(*periods)} : std::nullopt;
  report.error(FixedPlace(node.mark, "timeline.periods"),
               {"not-an-integer", fmt::format("must be a whole number, but is {}", node.text)});
  return std::nullopt;
}

std::optional<std::chrono::sys_days> read_start(const YamlNode& node, Reporter& report) {
  const auto text = text_of(node, "timeline.start", report);
  const auto day = text ? first_day_of(*text) : std::nullopt;
  if (text && !day) report.error(FixedPlace(node.mark, "timeline.start"), no_period(*text));
  return day;
}

std::optional<Timeline> read_timeline(const YamlNode& node, Reporter& report) {
  enum Key { start, periods, unit };
  std::array<bool, timeline_keys.size()> given{};
  std::optional<std::chrono::sys_days> first_day;
  std::optional<std::uint32_t> count;
  std::optional<PeriodUnit> unit_given;
  PeriodUnit unit_written{};
  const bool is_mapping =
      for_each_entry(node, timeline_keys, "timeline.", report, [&](std::size_t key, const YamlNode& value) {
        given[key] = true;
        switch (static_cast<Key>(key)) {
          case start:
            first_day = read_start(value, report);
            unit_written = unit_of(value.text);
            break;
          case periods: count = read_periods(value, report); break;
          case unit:
            unit_given = value_in<PeriodUnit>(period_unit_names, value, "timeline.unit",
                                              {"unknown-unit", "period unit"}, report);
            break;
        }
      });
  for (const Key key : {start, periods})
    if (is_mapping && !given[key])
      report.error(FixedPlace(node.mark, "timeline"),
                   {"missing-key", fmt::format("missing key {}", quoted(timeline_keys[key]))});
  if (!first_day || !count || (given[unit] && !unit_given)) return std::nullopt;
  Timeline timeline{unit_given.value_or(unit_written), 0, *count};
  timeline.start = period_of(*first_day, timeline.unit);
  if (ends_in_calendar(timeline)) return timeline;
  report.error(FixedPlace(node.mark, "timeline"), {"out-of-range", "the timeline ends after the year 2200"});
  return std::nullopt;
}

// Final links without a late cost of their own.
std::vector<LinkId> without_late_cost(const Horizon& horizon) {
  std::vector<LinkId> found;
  std::size_t link = 0;
  horizon.late_cost.for_each([&](double cost) {
    if (std::isnan(cost)) found.push_back(LinkId{link});
    ++link;
  });
  return found;
}

void settle_late_costs(Horizon& horizon, double cost) {
  horizon.late_cost.for_each([&](double& given) {
    if (std::isnan(given)) given = cost;
  });
}

// What a way to go on is made of, as written.
struct Way {
  std::string description;
  RolloutAsWritten rollout;
  EconomicsAsWritten economics;
  std::optional<TakeUpAsWritten> take_up;
  std::vector<ChangeAsWritten> changes;
};

// Where nothing costs or brings anything over time.
EconomicsAsWritten no_economics() {
  EconomicsAsWritten none;
  none.late_cost = 0;
  return none;
}

class HorizonReader {
 public:
  HorizonReader(const HorizonParts& parts, const Surroundings& surroundings, Horizon& horizon,
                Reporter& report)
      : parts_(parts),
        surroundings_(surroundings),
        scenario_(surroundings.scenario),
        horizon_(horizon),
        report_(report) {}

  void read() {
    horizon_.areas = scenario_.names.areas.size();
    timeline_ = read_timeline(*parts_.timeline, report_);
    if (timeline_) horizon_.timeline = *timeline_;
    read_common();
    open_late_costs_ = without_late_cost(horizon_);
    if (parts_.options != nullptr) read_options(*parts_.options);
    if (horizon_.options.empty()) finish_option("", common_, common_.changes.size());
    settle_late_costs(horizon_, common_.economics.late_cost.value_or(0));
  }

 private:
  // Settings common to all options.
  void read_common() {
    if (parts_.rollout != nullptr) read_rollout(*parts_.rollout, "rollout", common_.rollout, report_);
    if (parts_.take_up != nullptr) read_take_up(*parts_.take_up, "take_up", common_.take_up, report_);
    if (parts_.economics != nullptr)
      read_economics(*parts_.economics, "economics", scenario_.names, common_.economics, report_);
    if (parts_.changes != nullptr) add_changes(*parts_.changes, "changes", common_);
    check_changes(common_.changes, 0);
  }

  void add_changes(const YamlNode& node, const std::string& path, Way& way) {
    const Timeline* timeline = timeline_ ? &*timeline_ : nullptr;
    for (ChangeAsWritten& change : read_changes(node, path, timeline, surroundings_, report_))
      way.changes.push_back(std::move(change));
  }

  void read_options(const YamlNode& node) {
    for_each_named_entry(node, "options", report_, [&](const YamlNode& key, const YamlNode& value) {
      const std::string path = fmt::format("options.{}", shortened(key.text));
      check_name(key, path);
      read_option(key.text, value, path);
    });
  }

  void check_name(const YamlNode& key, const std::string& path) {
    if (key.text.empty()) report_.error(FixedPlace(key.mark, path), {"empty-text", "must not be empty"});
    bool steers = false;
    for_each_character(
        key.text, [&](std::string_view, std::int32_t character) { steers |= is_unsafe_to_print(character); });
    if (steers)
      report_.error(FixedPlace(key.mark, path), {"control-character", "control character in an option name"});
  }

  void read_option(const std::string& name, const YamlNode& node, const std::string& path) {
    enum Key { description, rollout, changes, economics, take_up };
    Way way = common_;
    const auto read_entry = [&](std::size_t key, const YamlNode& value) {
      const std::string at = fmt::format("{}.{}", path, option_keys[key]);
      if (value.kind == YamlNode::Kind::null) {
        switch (static_cast<Key>(key)) {
          case rollout: way.rollout = {}; break;
          case economics: way.economics = no_economics(); break;
          case take_up: way.take_up.reset(); break;
          case description:
          case changes: break;
        }
        return;
      }
      switch (static_cast<Key>(key)) {
        case description:
          if (const auto text = text_of(value, at, report_)) way.description = *text;
          break;
        case rollout: read_rollout(value, at, way.rollout, report_); break;
        case changes: add_changes(value, at, way); break;
        case economics: read_economics(value, at, scenario_.names, way.economics, report_); break;
        case take_up: read_take_up(value, at, way.take_up, report_); break;
      }
    };
    if (node.kind != YamlNode::Kind::null) for_each_key(node, option_keys, path + ".", report_, read_entry);
    finish_option(name, way, common_.changes.size());
  }

  // The first `checked` changes are known to agree.
  void finish_option(const std::string& name, const Way& way, std::size_t checked) {
    check_together(way);
    check_changes(way.changes, checked);
    RolloutOption& option = horizon_.options.emplace_back();
    option.name = name;
    option.description = way.description;
    option.rollout = settle(way.rollout);
    option.builds_anything = way.rollout.given;
    option.economics = settle(way.economics, scenario_.names);
    if (way.take_up) option.take_up = way.take_up->take_up;
    add_late_cost(way, option);
    for (const ChangeAsWritten& written : way.changes) option.changes.push_back(written.change);
    std::stable_sort(option.changes.begin(), option.changes.end(),
                     [](const Change& a, const Change& b) { return a.period < b.period; });
  }

  // Late costs stand with the elements, so an option that has others changes them before all else.
  void add_late_cost(const Way& way, RolloutOption& option) const {
    const double common = common_.economics.late_cost.value_or(0);
    const double own = way.economics.late_cost.value_or(common);
    if (own == common || open_late_costs_.empty()) return;
    Change& change = option.changes.emplace_back();
    change.of.links = open_late_costs_;
    change.set.late_cost = own;
  }

  // A rate near -1 makes what comes late worth more than numbers can tell.
  void check_discount(const EconomicsAsWritten& economics) {
    if (!timeline_) return;
    constexpr double most = 1e15;
    const double years = timeline_->periods * years_in(timeline_->unit);
    const double factor = discount_factor(economics.figures.discount_rate, years);
    if (!(factor <= most))
      tell_once(
          economics.discount_rate_at,
          {"out-of-range", fmt::format("discounting over {:.6g} years exceeds a factor of {}", years, most),
           "use a rate nearer to 0, or fewer periods"});
  }

  void check_together(const Way& way) {
    check_discount(way.economics);
    const Rollout rollout = settle(way.rollout);
    if (goes_by_tier(rollout) && rollout.works == WorkSize::remedies)
      tell_once(way.rollout.order_at,
                {"tier-of-remedies", "a remedy spans all tiers, so it cannot be ordered by tier",
                 "set `works: elements`, or omit tier"});
    if (!way.take_up || way.take_up->take_up.seed) return;
    if (scenario_.plant.access)
      tell_once(way.take_up->at,
                {"needs-seed", "with a service, take-up must be drawn per home", "add `seed: 1`"});
    if (rollout.drops == DropsFor::ordered)
      tell_once(way.take_up->at,
                {"needs-seed", "with `drops: ordered`, take-up must be drawn per home", "add `seed: 1`"});
  }

  void check_changes(const std::vector<ChangeAsWritten>& changes, std::size_t checked) {
    for (std::size_t later = checked; later < changes.size(); ++later)
      for (std::size_t earlier = 0; earlier < later; ++earlier)
        if (auto finding = contradiction(changes[later], changes[earlier], scenario_, report_))
          report_.error(changes[later].at.place(), std::move(*finding));
  }

  // Options share what their scenario says, and what is wrong with it.
  void tell_once(const WrittenAt& at, Finding finding) {
    if (told_.emplace(at.mark, finding.message).second) report_.error(at.place(), std::move(finding));
  }

  const HorizonParts& parts_;
  const Surroundings& surroundings_;
  const Scenario& scenario_;
  Horizon& horizon_;
  Reporter& report_;
  std::optional<Timeline> timeline_;  // none where it cannot be read
  Way common_;
  std::vector<LinkId> open_late_costs_;
  std::set<std::pair<Mark, std::string>> told_;
};

}  // namespace

void require_timeline(const HorizonParts& parts, Reporter& report) {
  if (parts.timeline != nullptr) return;
  const auto require = [&](const YamlNode* part, std::string_view key) {
    if (part != nullptr)
      report.error(FixedPlace(part->mark, std::string{key}),
                   {"needs-timeline", fmt::format("{} requires a timeline", key),
                    "for example, timeline: {start: 2027-Q1, periods: 16}"});
  };
  require(parts.economics, "economics");
  require(parts.take_up, "take_up");
  require(parts.rollout, "rollout");
  require(parts.changes, "changes");
  require(parts.options, "options");
}

void read_horizon(const HorizonParts& parts, const Surroundings& surroundings, Horizon& horizon,
                  Reporter& report) {
  HorizonReader(parts, surroundings, horizon, report).read();
}

}  // namespace lastmile::io
