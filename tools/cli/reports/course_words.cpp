#include "tools/cli/reports/course_words.h"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "tools/cli/reports/words.h"
#include "tools/cli/terminal/terminal.h"

namespace lastmile::cli {
namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  return fmt::format("{}", fmt::join(parts, between));
}

// Describes the settings of an option in the vocabulary of its scenario.
class RuleTeller {
 public:
  RuleTeller(const io::ScenarioReading& reading, const RolloutOption& option)
      : heading_(reading.scenario.heading),
        words_(heading_.vocabulary),
        option_(option),
        timeline_(reading.scenario.horizon->timeline) {}

  Rules rules() const {
    Rules rules = {{"builds", builds()}};
    if (option_.builds_anything) {
      rules.emplace_back("budget", budget());
      if (const std::string text = crews(); !text.empty()) rules.emplace_back("crews", text);
    }
    if (!option_.changes.empty()) rules.emplace_back("changes", changes());
    if (option_.take_up) rules.emplace_back("orders", orders());
    if (const std::string text = money(); !text.empty()) rules.emplace_back("money", text);
    return rules;
  }

 private:
  std::string amount(double money) const { return Money(money, heading_.currency).in_text(money); }

  std::string order_words(OrderKey key) const {
    switch (key) {
      case OrderKey::file: return "in file order";
      case OrderKey::cheapest: return "cheapest first";
      case OrderKey::users_per_cost:
        return fmt::format("most {} per {} first", words_.users, io::one_of_money(heading_.currency));
      case OrderKey::released_value_per_cost:
        return fmt::format("most stranded value released per {} first", io::one_of_money(heading_.currency));
      case OrderKey::area: return "area by area";
      case OrderKey::tier: return "tier by tier";
      case OrderKey::random: return fmt::format("in random order (seed {})", option_.rollout.seed);
    }
    return {};
  }

  std::string builds() const {
    if (!option_.builds_anything) return "nothing";
    std::vector<std::string> keys;
    for (const OrderKey key : option_.rollout.order) keys.push_back(order_words(key));
    const bool whole = option_.rollout.works == WorkSize::remedies;
    std::string text = fmt::format(
        "{}: {}",
        whole ? fmt::format("one complete {} at a time", words_.home) : std::string{"one element at a time"},
        joined(keys, ", then "));
    if (option_.rollout.drops == DropsFor::ordered)
      text += fmt::format("; {} only after an order", words_.final_links);
    return text;
  }

  std::string budget() const {
    if (!io::has_budget(option_)) return "unlimited";
    return fmt::format("{} per {}; unspent money {}", amount(option_.rollout.budget_per_period),
                       name(timeline_.unit), option_.rollout.carry_over ? "is carried over" : "expires");
  }

  std::string crews() const {
    static constexpr EnumArray<Trade, std::string_view> trades = {
        {"site", "backbone link", "feeder link", "distribution link", ""}};
    std::vector<std::string> parts;
    for (const Trade trade : enum_values<Trade>()) {
      const std::uint32_t most = option_.rollout.crews[trade];
      if (most == unlimited) continue;
      parts.push_back(trades[trade].empty() ? counted(most, words_.final_link, words_.final_links)
                                            : counted(most, trades[trade], std::string{trades[trade]} + "s"));
    }
    if (parts.empty()) return {};
    return fmt::format("at most {} per {}", joined(parts, ", "), name(timeline_.unit));
  }

  std::string changes() const {
    std::map<std::uint32_t, std::size_t> touched;  // elements by period
    for (const Change& change : option_.changes)
      touched[change.period] += change.of.sites.size() + change.of.links.size() + change.of.premises.size();
    constexpr std::size_t most_shown = 6;
    std::vector<std::string> parts;
    for (const auto& [period, elements] : touched) {
      if (parts.size() == most_shown) {
        parts.push_back(
            fmt::format("more in another {}", period_count(touched.size() - most_shown, timeline_.unit)));
        break;
      }
      parts.push_back(
          fmt::format("{} in {}", grouped(static_cast<double>(elements)), timeline_.name_of(period)));
    }
    return fmt::format("elements affected: {}", joined(parts, ", "));
  }

  std::string orders() const {
    const TakeUp& take_up = *option_.take_up;
    return fmt::format(
        "Bass model, p = {} and q = {} per year, ceiling {} % of {}, from {}; {}", take_up.p, take_up.q,
        grouped(100 * take_up.ceiling), words_.homes,
        take_up.from == TakeUp::From::passed ? "the period that passes each" : "the start",
        take_up.seed ? fmt::format("drawn with seed {}", *take_up.seed) : std::string{"expected values"});
  }

  std::string money() const {
    const Economics& economics = option_.economics;
    std::vector<std::string> parts;
    if (economics.revenue_per_home_month > 0)
      parts.push_back(fmt::format("revenue {} per month per {} {}", amount(economics.revenue_per_home_month),
                                  words_.home, words_.served));
    std::vector<std::string> costs;
    if (economics.opex_per_home_month > 0)
      costs.push_back(fmt::format("{} per month per {} {}", amount(economics.opex_per_home_month),
                                  words_.home, words_.served));
    if (economics.opex_share_of_value > 0)
      costs.push_back(fmt::format("{} % of value per year", grouped(100 * economics.opex_share_of_value)));
    if (!costs.empty()) parts.push_back(fmt::format("operating cost {}", joined(costs, " and ")));
    if (economics.discount_rate != 0)
      parts.push_back(fmt::format("discount rate {} % per year", grouped(100 * economics.discount_rate)));
    return joined(parts, "; ");
  }

  const Heading& heading_;
  const Vocabulary& words_;
  const RolloutOption& option_;
  const Timeline& timeline_;
};

}  // namespace

std::string period_count(std::size_t periods, PeriodUnit unit) {
  return fmt::format("{} {}{}", grouped(static_cast<double>(periods)), name(unit), periods == 1 ? "" : "s");
}

std::string timeline_words(const Timeline& timeline) {
  const std::string last = timeline.name_of(timeline.periods > 0 ? timeline.periods - 1 : 0);
  return fmt::format("{} to {}, {}", timeline.name_of(0), last,
                     period_count(timeline.periods, timeline.unit));
}

Rules rules_of(const io::ScenarioReading& reading, const RolloutOption& option) {
  return RuleTeller(reading, option).rules();
}

std::string reached_words(const io::OptionCourse& course) {
  const Timeline& timeline = course.timeline();
  std::string text;
  for (std::size_t mark = 0; mark < served_marks.size(); ++mark) {
    const auto& period = course.course.reached[mark];
    const std::string when =
        period ? "by " + timeline.name_of(*period) : "not by " + timeline.name_of(timeline.periods - 1);
    text += fmt::format("{}{} % {}", mark > 0 ? ", " : "", std::lround(100 * served_marks[mark]), when);
    if (!period) break;  // the later ones are not reached either
  }
  return text;
}

std::string payback_words(const io::OptionCourse& course) {
  if (course.course.payback) return course.timeline().name_of(*course.course.payback);
  return has_to_pay_back(course.course) ? "never" : "not needed";
}

}  // namespace lastmile::cli
