#include "tools/cli/reports/reliability_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tools/cli/reports/page.h"
#include "tools/cli/reports/service_section.h"
#include "tools/cli/reports/words.h"
#include "tools/io/results/element_words.h"

namespace lastmile::cli {
namespace {

// Hours in words: 35 min, 4.2 h.
std::string duration(double hours) {
  constexpr double minutes = 60;
  if (hours < 1 / minutes) return hours > 0 ? "less than 1 min" : "0 min";
  return hours < 1 ? fmt::format("{} min", short_number(hours * minutes))
                   : fmt::format("{} h", short_number(hours));
}

TextTable::Cell bar_cell(double part, double whole, std::size_t width) {
  return {pad_right(bar(whole > 0 ? part / whole : 0, width), width), Style::green, true};
}

class ReliabilityReport {
 public:
  ReliabilityReport(const io::ScenarioReading& reading, const ReliabilityResult& result,
                    const io::Findings& found, const io::OutlookByArea& by_area, const Terminal& terminal)
      : reading_(reading),
        scenario_(reading.scenario),
        words_(scenario_.heading.vocabulary),
        result_(result),
        found_(found),
        by_area_(by_area),
        page_(terminal) {}

  std::string text() && {
    page_.head(scenario_.heading.name, reading_.path, "");
    page_.line();
    summary();
    availability();
    single_failures();
    perfect_elements();
    shared_risks();
    worlds();
    areas();
    return std::move(page_).text();
  }

 private:
  void summary() {
    const ExpectedServed& served = result_.outlook.served;
    page_.paragraph(
        fmt::format("Of {} and {} that are {}, {} and {} are expected to be at any time. {} lose {} hours a "
                    "year together, "
                    "{} per {}.",
                    counted(served.homes_now, words_.home, words_.homes),
                    counted(served.users_now, words_.user, words_.users), words_.served,
                    expected_count(served.homes), expected_count(served.users), capitalized(words_.users),
                    short_number(served.user_hours_lost_per_year()),
                    duration(served.hours_lost_per_home_and_year()), words_.home));
    const std::size_t estimated = result_.availability.estimated.size();
    if (estimated == 0)
      page_.paragraph("All of this is exact.");
    else
      page_.paragraph(
          fmt::format("{} estimated from {} worlds; with 95 % confidence the expected {} are {} to {}.",
                      counted(static_cast<double>(estimated), "premises record is", "premises records are"),
                      grouped(static_cast<double>(result_.worlds.count)), words_.users,
                      expected_count(result_.users_ci95.low), expected_count(result_.users_ci95.high)));
  }

  void availability() {
    const HomesByAvailability& homes = result_.outlook.homes;
    if (homes.connected == 0) return;
    page_.section(fmt::format("Service of the {} connected",
                              counted(static_cast<double>(homes.connected), words_.home, words_.homes)));
    page_.table_with_bars([&](std::size_t width) {
      TextTable table;
      const auto add = [&](const std::string& label, std::uint64_t count) {
        const auto n = static_cast<double>(count);
        const auto all = static_cast<double>(homes.connected);
        table.add_row({{label}, bar_cell(n, all, width), {grouped(n)}, {percentage(n, all)}});
      };
      for (std::size_t i = 0; i < hours_limits.size(); ++i)
        add(fmt::format("less than {} h lost a year", hours_limits[i]), homes.loses_less[i]);
      for (std::size_t i = 0; i < nines.size(); ++i)
        add(fmt::format("available {:.6g} % or more", nines[i] * 100), homes.at_least[i]);
      return table;
    });
    if (homes.estimated > 0) say_what_is_estimated(homes);
  }

  // What no world of so many has shown may still happen.
  void say_what_is_estimated(const HomesByAvailability& homes) {
    const std::uint64_t worlds = result_.worlds.count;
    const double surely = wilson_interval(1, worlds).low;
    page_.paragraph(fmt::format(
        "The availability of {} is estimated from {} worlds. They are counted by the estimate: one that is "
        "up "
        "in all worlds counts as always available, but may be so only {} % of the time (the lower end of its "
        "95 % interval).",
        counted(static_cast<double>(homes.estimated), words_.home, words_.homes),
        grouped(static_cast<double>(worlds)), significant(surely * 100, 6)));
  }

  void single_failures() {
    if (result_.worst.empty()) return;
    page_.section("Single failures that cut off most");
    page_.table_with_names([&](std::size_t room) {
      TextTable table;
      table.add_row({{""},
                     {"element", Style::dim, true},
                     {"kind", Style::dim, true},
                     {printable(words_.homes, 16), Style::dim},
                     {printable(words_.users, 16), Style::dim},
                     {"hours a year", Style::dim}});
      for (std::size_t i = 0; i < result_.worst.size(); ++i) {
        const SingleFailure& one = result_.worst[i];
        table.add_row({{fmt::format("{}.", i + 1)},
                       element_cell(scenario_, one.element, room),
                       {printable(kind_of(one.element), 16), Style::plain, true},
                       {grouped(static_cast<double>(one.cut_off.homes))},
                       {grouped(one.cut_off.users)},
                       {short_number(one.user_hours)}});
      }
      return table;
    });
    page_.paragraph(fmt::format("Hours are those that {} lose by the element's own failures.", words_.users));
  }

  std::string kind_of(Element element) const {
    return element.is_site() ? io::element_kind(scenario_, element)
                             : std::string{io::element_tier(scenario_, element)};
  }

  void perfect_elements() {
    const std::uint64_t left_out = result_.perfect.elements_left_out;
    if (result_.perfect.best.empty() && left_out == 0) return;
    page_.section("What it would save if one element never failed");
    if (!result_.perfect.best.empty()) perfect_elements_table();
    if (left_out == 0) return;
    page_.paragraph(fmt::format(
        "{} not ranked and may save more: what {} would save is not computed, as the network around or "
        "behind "
        "{} is too meshed for an exact answer.",
        counted(static_cast<double>(left_out), "element that can fail is", "elements that can fail are"),
        left_out == 1 ? "it" : "each", left_out == 1 ? "it" : "them"));
  }

  void perfect_elements_table() {
    page_.table_with_names([&](std::size_t room) {
      TextTable table;
      table.add_row({{""},
                     {"element", Style::dim, true},
                     {"kind", Style::dim, true},
                     {"hours a year", Style::dim},
                     {"of all", Style::dim}});
      for (std::size_t i = 0; i < result_.perfect.best.size(); ++i) {
        const PerfectElement& one = result_.perfect.best[i];
        table.add_row({{fmt::format("{}.", i + 1)},
                       element_cell(scenario_, one.element, room),
                       {printable(kind_of(one.element), 16), Style::plain, true},
                       {short_number(one.user_hours)},
                       {percentage(one.user_hours, result_.outlook.served.user_hours_lost_per_year())}});
      }
      return table;
    });
    page_.paragraph(fmt::format("Hours of {}, events included.", words_.users));
  }

  void shared_risks() {
    if (result_.risks.empty()) return;
    page_.section(fmt::format("What an event does to {}", words_.users));
    TextTable table;
    table.add_row({{""},
                   {"of the time", Style::dim},
                   {"elements", Style::dim},
                   {"cut off meanwhile", Style::dim},
                   {""},
                   {"hours a year", Style::dim}});
    for (const RiskEffect& effect : result_.risks) {
      const SharedRisk& risk = scenario_.reliability->shared_risks[effect.risk];
      table.add_row({{printable(risk.name, longest_label)},
                     {significant(risk.presence * 100, 3) + " %"},
                     {grouped(static_cast<double>(io::operational_elements_of(scenario_.plant, risk)))},
                     {short_number(effect.users_cut_off)},
                     {percentage(effect.users_cut_off, result_.outlook.served.users_now)},
                     {short_number(effect.user_hours)}});
    }
    page_.table(table);
    if (result_.risks_left_out > 0)
      page_.paragraph(fmt::format("Not shown: {} more, which are rarer or bear on less.",
                                  grouped(static_cast<double>(result_.risks_left_out))));
  }

  void worlds() {
    const WorldsSummary& worlds = result_.worlds;
    if (result_.served.premises == 0) return;
    page_.section(fmt::format("{} served in {} worlds drawn at random", capitalized(words_.users),
                              grouped(static_cast<double>(worlds.count))));
    TextTable table;
    table.add_row({{""}, {"", Style::dim}, {"95 % interval", Style::dim}});
    const auto add = [&](const std::string& label, const Estimate& one) {
      table.add_row({{label},
                     {expected_count(one.value)},
                     {fmt::format("{} to {}", expected_count(one.ci95.low), expected_count(one.ci95.high))}});
    };
    add("mean", worlds.mean);
    add("standard deviation", worlds.sd);
    constexpr std::array<std::size_t, 4> shown = {0, 1, 2, 4};  // 1 %, 5 %, 10 %, 50 %
    for (const std::size_t q : shown)
      add(fmt::format("{:.6g} % of the time at most", shown_availability_quantiles[q] * 100),
          worlds.quantiles[q]);
    page_.table(table);
    page_.paragraph(fmt::format("Fewer than {} % of them are {} {} % of the time ({} to {} %).",
                                significant(worlds.share * 100, 6), words_.served,
                                significant(worlds.below_share.value * 100, 3),
                                significant(worlds.below_share.ci95.low * 100, 3),
                                significant(worlds.below_share.ci95.high * 100, 3)));
  }

  void areas() {
    if (found_.by_area.empty()) return;
    page_.section("By area");
    TextTable table;
    table.add_row({{"", Style::dim},
                   {printable(words_.homes, 16), Style::dim},
                   {"99 %", Style::dim},
                   {"99.9 %", Style::dim},
                   {"99.99 %", Style::dim},
                   {fmt::format("hours per {}", words_.home), Style::dim},
                   {fmt::format("hours of {}", words_.users), Style::dim}});
    for (std::size_t i = 0; i < found_.by_area.size(); ++i) {
      if (found_.by_area[i].is_empty()) continue;
      const Outlook& area = by_area_[i];
      if (area.homes.connected == 0) continue;
      const auto all = static_cast<double>(area.homes.connected);
      const auto share = [&](std::size_t nine) {
        return percentage(static_cast<double>(area.homes.at_least[nine]), all);
      };
      table.add_row({{printable(io::area_name(scenario_, i), 24)},
                     {grouped(all)},
                     {share(1)},
                     {share(2)},
                     {share(3)},
                     {duration(area.served.hours_lost_per_home_and_year())},
                     {short_number(area.served.user_hours_lost_per_year())}});
    }
    page_.table(table);
    page_.paragraph(fmt::format(
        "Connected {}, the shares of them that are available so much, and hours lost a year.{}", words_.homes,
        result_.outlook.homes.estimated > 0 ? " Estimates count as they are." : ""));
  }

  const io::ScenarioReading& reading_;
  const Scenario& scenario_;
  const Vocabulary& words_;
  const ReliabilityResult& result_;
  const io::Findings& found_;
  const io::OutlookByArea& by_area_;
  Page page_;
};

}  // namespace

std::string reliability_report(const io::ScenarioReading& reading, const ReliabilityResult& result,
                               const io::Findings& found, const io::OutlookByArea& by_area,
                               const Terminal& terminal) {
  return ReliabilityReport(reading, result, found, by_area, terminal).text();
}

std::string element_failure_report(const io::ScenarioReading& reading, const io::ElementFailure& told,
                                   const Terminal& terminal) {
  const Scenario& scenario = reading.scenario;
  const Vocabulary& words = scenario.heading.vocabulary;
  const Element element = told.failure.element;
  Page page(terminal);
  page.head(scenario.heading.name, reading.path, "");
  page.line();
  const std::string id = element_label(scenario, element);
  if (!carries_service(state_of(scenario.plant, element)))
    page.paragraph(fmt::format("{} is {}: it carries no service, so nobody depends on it.", id,
                               state_words(state_of(scenario.plant, element))));
  else
    page.paragraph(fmt::format(
        "If {} fails, {} and {} lose their service: {} hours a year by its own failures.", id,
        counted(static_cast<double>(told.failure.cut_off.homes), words.home, words.homes),
        counted(told.failure.cut_off.users, words.user, words.users), short_number(told.failure.user_hours)));
  if (told.premises.empty()) return std::move(page).text();
  page.section("Premises that are cut off");
  constexpr std::size_t most = 40;
  page.table_with_names([&](std::size_t room) {
    TextTable table;
    table.add_row({{"premises", Style::dim, true},
                   {printable(words.homes, 16), Style::dim},
                   {printable(words.users, 16), Style::dim},
                   {""}});
    const Premises& premises = scenario.plant.premises;
    for (const PremisesId p : std::span(told.premises).first(std::min(most, told.premises.size())))
      table.add_row({element_cell(scenario, p, room),
                     {grouped(static_cast<double>(premises.homes[p]))},
                     {grouped(premises.users[p])},
                     {is_subscribed(scenario.plant, p) ? "" : "not subscribed", Style::dim, true}});
    return table;
  });
  if (told.premises.size() > most)
    page.line(fmt::format("  and {} more; --format json lists all",
                          grouped(static_cast<double>(told.premises.size() - most))),
              Style::dim);
  return std::move(page).text();
}

}  // namespace lastmile::cli
