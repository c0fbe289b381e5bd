#include "tools/io/timeline/horizon_reader.h"
#include "tools/io/base/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "models/time/cash.h"
#include "tools/io/base/text.h"
#include "tools/io/timeline/budgets.h"
#include "tools/io/timeline/changes.h"
#include "tools/io/timeline/economics.h"
#include "tools/io/timeline/failures.h"
#include "tools/io/timeline/rollout.h"
#include "tools/io/timeline/timeline.h"
#include "tools/io/yaml/keys.h"

namespace lastmile::io {
namespace {

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

// The parts of an option as written.
struct Way {
  std::string description;
  RolloutAsWritten rollout;
  EconomicsAsWritten economics;
  std::optional<TakeUpAsWritten> take_up;
  std::vector<ChangeAsWritten> changes;
};

// Used if there are no economics.
EconomicsAsWritten no_economics() {
  EconomicsAsWritten none;
  none.late_cost = 0;
  return none;
}

class HorizonReader;

// One option while it is read over the common settings of the scenario.
struct OptionReading {
  Way way;
  HorizonReader& reader;
};
const Keys<OptionReading>& option_keys();

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
    timeline_ = read_timeline(*parts_.timeline, "timeline", report_);
    if (timeline_) horizon_.timeline = *timeline_;
    read_common();
    open_late_costs_ = without_late_cost(horizon_);
    if (parts_.options != nullptr) read_options(*parts_.options);
    if (horizon_.options.empty()) finish_option("", common_, common_.changes.size());
    settle_late_costs(horizon_, common_.economics.late_cost.value_or(0));
    check_all_failures();
    if (timeline_) check_all_budgets();
  }

  void add_changes(const YamlNode& node, const std::string& path, Way& way) {
    const Timeline* timeline = timeline_ ? &*timeline_ : nullptr;
    for (ChangeAsWritten& change : read_changes(node, path, timeline, surroundings_, report_))
      way.changes.push_back(std::move(change));
  }

  const Names& names() const { return scenario_.names; }

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

  void read_options(const YamlNode& node) {
    if (node.kind == YamlNode::Kind::map && node.children.size() / 2 > max_options) {
      report_.error(FixedPlace(node.mark, "options"), {"too-many-options",
                                                       fmt::format("has {} options, at most {} are read",
                                                                   node.children.size() / 2, max_options),
                                                       "put them into several files"});
      return;
    }
    for_each_named_entry(node, "options", report_, [&](const YamlNode& key, const YamlNode& value) {
      const std::string path = fmt::format("options.{}", shortened(key.text));
      check_name(key, path);
      read_option(key.text, value, path);
    });
  }

  void check_name(const YamlNode& key, const std::string& path) {
    if (key.text.empty()) report_.error(FixedPlace(key.mark, path), {"empty-text", "must not be empty"});
    check_text(key.text, FixedPlace(key.mark, path), report_);
  }

  void read_option(const std::string& name, const YamlNode& node, const std::string& path) {
    OptionReading reading{common_, *this};
    if (node.kind != YamlNode::Kind::null) read_mapping(node, option_keys(), path, reading, report_);
    finish_option(name, reading.way, common_.changes.size());
  }

  // The first `checked` changes are known to agree.
  void finish_option(const std::string& name, const Way& way, std::size_t checked) {
    check_together(way);
    check_changes(way.changes, checked);
    budgets_at_.push_back(way.rollout.budget_at);
    RolloutOption& option = horizon_.options.emplace_back();
    option.name = name;
    option.description = way.description;
    option.rollout = settle(way.rollout);
    option.rollout.only =
        find_listed(way.rollout.only, scenario_, report_,
                    [&](const WrittenAt& at, Finding finding) { tell_once(at, std::move(finding)); });
    option.builds_anything = way.rollout.given;
    option.economics = settle(way.economics, scenario_.names);
    if (way.take_up) option.take_up = way.take_up->take_up;
    add_late_cost(way, option);
    std::vector<ChangeAsWritten>& changes = changes_.emplace_back(way.changes);
    std::stable_sort(changes.begin(), changes.end(), [](const ChangeAsWritten& a, const ChangeAsWritten& b) {
      return a.change.period < b.change.period;
    });
    option.changes.reserve(changes.size());
    for (const ChangeAsWritten& written : changes) option.changes.push_back(written.change);
  }

  // Late costs are stored with the elements, so an option with other late costs begins with a change.
  void add_late_cost(const Way& way, RolloutOption& option) const {
    const double common = common_.economics.late_cost.value_or(0);
    const double own = way.economics.late_cost.value_or(common);
    if (own == common || open_late_costs_.empty()) return;
    Change& change = option.changes.emplace_back();
    change.of.links = open_late_costs_;
    change.set.late_cost = own;
  }

  // With a rate near -1, late amounts would grow beyond the range of numbers.
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
    check_payers(way.economics);
    check_only(way.rollout);
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

  void check_all_failures() {
    std::vector<OptionChanges> all;
    for (std::size_t i = 0; i < horizon_.options.size(); ++i)
      all.push_back({horizon_.options[i], std::move(changes_[i])});
    check_failures(all, scenario_, horizon_, report_);
  }

  void check_all_budgets() {
    std::vector<OptionBudget> all;
    all.reserve(horizon_.options.size());
    for (std::size_t i = 0; i < horizon_.options.size(); ++i)
      all.push_back({horizon_.options[i], budgets_at_[i]});
    check_budgets(all, scenario_, horizon_.timeline, report_);
  }

  void check_payers(const EconomicsAsWritten& economics) {
    const std::size_t areas = scenario_.names.areas.size();
    const auto too_much = find_too_much_paid(settle_payers(economics.payers, areas), areas);
    if (!too_much) return;
    const std::string_view area =
        too_much->area < areas ? scenario_.names.areas[too_much->area] : std::string_view{"none"};
    tell_once(economics.payers.back().at,
              {"payers-above-1",
               fmt::format("the payers' shares of {} in area {} add up to {:.6g}",
                           trade_names[too_much->trade], io::quoted(area), too_much->sum),
               "reduce them to at most 1; the operator pays the rest"});
  }

  // A list says itself what is built, and in which order.
  void check_only(const RolloutAsWritten& rollout) {
    if (rollout.only.empty()) return;
    const bool has_order = !rollout.order_at.path.empty() || rollout.works || !rollout.drops_at.path.empty();
    if (has_order)
      tell_once(rollout.only_at, {"only-with-order", "`only` builds its elements in their order",
                                  "omit order, works and drops"});
  }

  // Options share the settings of their scenario, and its problems.
  void tell_once(const WrittenAt& at, Finding finding) {
    if (told_.emplace(at.mark, finding.message).second) report_.error(at.place(), std::move(finding));
  }

  const HorizonParts& parts_;
  const Surroundings& surroundings_;
  const Scenario& scenario_;
  Horizon& horizon_;
  Reporter& report_;
  std::optional<Timeline> timeline_;  // none if it cannot be read
  Way common_;
  std::vector<LinkId> open_late_costs_;
  std::vector<std::vector<ChangeAsWritten>> changes_;  // of each option
  std::vector<WrittenAt> budgets_at_;                  // of each option
  std::set<std::pair<Mark, std::string>> told_;
};

const Keys<OptionReading>& option_keys() {
  using Reading = OptionReading;
  static const Keys<Reading> keys = {
      {"description", any_text_value(),
       [](Reading& option) -> std::string& { return option.way.description; }},
      {"rollout", rollout_schema(),
       [](Reading& option, const YamlNode& node, const std::string& path, Reporter& report) {
         forget_what_is_replaced(node, option.way.rollout);
         read_rollout(node, path, option.way.rollout, report);
       },
       [](Reading& option) { option.way.rollout = {}; }},
      {"changes", changes_schema(),
       [](Reading& option, const YamlNode& node, const std::string& path, Reporter&) {
         option.reader.add_changes(node, path, option.way);
       }},
      {"economics", economics_schema(),
       [](Reading& option, const YamlNode& node, const std::string& path, Reporter& report) {
         read_economics(node, path, option.reader.names(), option.way.economics, report);
       },
       [](Reading& option) { option.way.economics = no_economics(); }},
      {"take_up", take_up_schema(),
       [](Reading& option, const YamlNode& node, const std::string& path, Reporter& report) {
         read_take_up(node, path, option.way.take_up, report);
       },
       [](Reading& option) { option.way.take_up.reset(); }},
  };
  return keys;
}

}  // namespace

Json option_schema() {
  return schema_of(option_keys());
}

Json options_schema() {
  Json options = mapping_to(definition("option"));
  options["propertyNames"] = {{"minLength", 1}};
  return options;
}

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
