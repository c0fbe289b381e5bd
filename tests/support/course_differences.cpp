#include "tests/support/course_differences.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace lastmile::test {
namespace {

class Comparison {
 public:
  explicit Comparison(bool counts_are_whole) : counts_are_whole_(counts_are_whole) {}

  void compare(const Course& expected, const Course& got) {
    where_ = "start";
    compare(expected.start, got.start);
    same("periods", expected.periods.size(), got.periods.size());
    for (std::size_t t = 0; t < std::min(expected.periods.size(), got.periods.size()); ++t) {
      where_ = "period " + std::to_string(t);
      compare(expected.periods[t], got.periods[t]);
    }
    where_ = "course";
    compare(expected.spent, got.spent);
    amount("home_years_served", expected.home_years_served, got.home_years_served);
    amount("value_years_stranded", expected.value_years_stranded, got.value_years_stranded);
    amount("value_years_idle", expected.value_years_idle, got.value_years_idle);
    amount("revenue", expected.revenue, got.revenue);
    amount("opex", expected.opex, got.opex);
    amount("depreciation", expected.depreciation, got.depreciation);
    amount("net_present_value", expected.net_present_value, got.net_present_value);
    // Whether a sum that should be 0 is one rounding below it is no matter of payback.
    const bool is_near_zero =
        std::any_of(expected.periods.begin(), expected.periods.end(), [](const Period& period) {
          return period.cumulative_cash_flow != 0 && std::abs(period.cumulative_cash_flow) < 1e-9;
        });
    if (!is_near_zero) maybe("payback", expected.payback, got.payback);
    for (std::size_t mark = 0; mark < served_marks.size(); ++mark)
      maybe("reached", expected.reached[mark], got.reached[mark]);
    same("blocked_count", expected.blocked_count, got.blocked_count);
    same("blocked", expected.blocked.size(), got.blocked.size());
    for (std::size_t i = 0; i < std::min(expected.blocked.size(), got.blocked.size()); ++i) {
      where_ = "blocked " + std::to_string(i);
      compare(expected.blocked[i], got.blocked[i]);
    }
  }

  const std::vector<std::string>& found() const { return found_; }

 private:
  void compare(const Status& expected, const Status& got) {
    for (const Rung rung : enum_values<Rung>())
      compare(rung_names[rung], expected.ladder[rung], got.ladder[rung]);
    for (const Obstacle cause : enum_values<Obstacle>()) {
      compare(obstacle_names[cause], expected.unserved[cause].sole, got.unserved[cause].sole);
      compare(obstacle_names[cause], expected.unserved[cause].joint, got.unserved[cause].joint);
    }
    for (const Book book : enum_values<Book>())
      amount(book_names[book], expected.backbone[book], got.backbone[book]);
    amount("stranded_by_final_links", expected.stranded_by_final_links, got.stranded_by_final_links);
  }

  void compare(std::string_view what, const ExpectedTally& expected, const ExpectedTally& got) {
    count(what, "premises", expected.premises, got.premises);
    count(what, "homes", expected.homes, got.homes);
    amount(std::string(what) + " users", expected.users, got.users);
  }

  void compare(const Period& expected, const Period& got) {
    for (const Trade trade : enum_values<Trade>())
      same("started " + std::string(trade_names[trade]), expected.started[trade], got.started[trade]);
    compare(expected.spent, got.spent);
    amount("budget_left", expected.budget_left, got.budget_left);
    compare(expected.status, got.status);
    amount("opening_value", expected.opening_value, got.opening_value);
    amount("depreciation", expected.depreciation, got.depreciation);
    amount("closing_value", expected.closing_value, got.closing_value);
    amount("revenue", expected.revenue, got.revenue);
    amount("opex", expected.opex, got.opex);
    amount("cash_flow", expected.cash_flow, got.cash_flow);
    amount("cumulative_cash_flow", expected.cumulative_cash_flow, got.cumulative_cash_flow);
    amount("discounted_cash_flow", expected.discounted_cash_flow, got.discounted_cash_flow);
  }

  void compare(const Spending& expected, const Spending& got) {
    amount("capital", expected.capital, got.capital);
    amount("late", expected.late, got.late);
    amount("visits", expected.visits, got.visits);
    amount("repairs", expected.repairs, got.repairs);
  }

  void compare(const BlockedWork& expected, const BlockedWork& got) {
    same("why", blocked_why_names[expected.why], blocked_why_names[got.why]);
    same("kind", index_of(expected.of.kind), index_of(got.of.kind));
    same("index", expected.of.index, got.of.index);
    amount("price", expected.price, got.price);
  }

  void count(std::string_view rung, std::string_view what, double expected, double got) {
    const std::string both = std::string(rung) + ' ' + std::string(what);
    if (counts_are_whole_)
      same(both, expected, got);
    else
      amount(both, expected, got);
  }

  void amount(std::string_view what, double expected, double got) {
    const bool is_same = expected == got || std::abs(expected - got) <=
                                                1e-9 * std::max({1.0, std::abs(expected), std::abs(got)});
    if (!is_same) tell(what, expected, got);
  }

  template <class T>
  void same(std::string_view what, const T& expected, const T& got) {
    if (expected != got) tell(what, expected, got);
  }

  void maybe(std::string_view what, std::optional<std::uint32_t> expected, std::optional<std::uint32_t> got) {
    const auto text = [](std::optional<std::uint32_t> period) {
      return period ? std::to_string(*period) : std::string("none");
    };
    same(what, text(expected), text(got));
  }

  template <class T>
  void tell(std::string_view what, const T& expected, const T& got) {
    std::ostringstream text;
    text.precision(17);
    text << where_ << ": " << what << " is " << got << ", should be " << expected;
    found_.push_back(text.str());
  }

  bool counts_are_whole_;
  std::string where_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> differences(const Course& expected, const Course& got, bool counts_are_whole) {
  Comparison comparison(counts_are_whole);
  comparison.compare(expected, got);
  return comparison.found();
}

}  // namespace lastmile::test
