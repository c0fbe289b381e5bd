#include "tools/io/results/service_comparison.h"

#include <algorithm>
#include <cmath>

namespace lastmile::io {
namespace {

Json estimate_json(const Estimate& estimate) {
  return {{"mean", number(estimate.value)},
          {"mean_ci95", {number(estimate.ci95.low), number(estimate.ci95.high)}}};
}

// Up to rounding.
bool serve_the_same(const ServiceColumn& a, const ServiceColumn& b) {
  constexpr double rounding = 1e-9;
  return std::equal(a.user_hours_served.begin(), a.user_hours_served.end(), b.user_hours_served.begin(),
                    b.user_hours_served.end(),
                    [](double x, double y) { return std::abs(x - y) <= rounding * std::max(x, y); });
}

ServiceGain::Doubt doubt_between(const ServiceColumn& first, const ServiceColumn& later) {
  if (!first.can_fail && !later.can_fail) return ServiceGain::Doubt::nothing_fails;
  return serve_the_same(first, later) ? ServiceGain::Doubt::none : ServiceGain::Doubt::users_differ;
}

Json doubt_json(ServiceGain::Doubt doubt) {
  switch (doubt) {
    case ServiceGain::Doubt::none: break;
    case ServiceGain::Doubt::users_differ: return "users_differ";
    case ServiceGain::Doubt::nothing_fails: return "nothing_fails";
  }
  return nullptr;
}

}  // namespace

ServiceColumn service_column(const OptionCourse& course) {
  ServiceColumn column{course.label, &course.service.back(), 0, course.course.spent.total(),
                       course.currency()};
  const double years = years_in(course.timeline().unit);
  column.can_fail = false;
  for (const ExpectedService& period : course.service) {
    column.user_hours_lost += period.served.user_hours_lost_per_year() * years;
    column.user_hours_served.push_back(period.served.users_now * hours_per_year * years);
    column.can_fail = column.can_fail || period.can_fail;
  }
  return column;
}

ServiceGain gain_over(const ServiceColumn& first, const ServiceColumn& later) {
  ServiceGain gain;
  gain.homes = difference_of(later.service->served.homes, first.service->served.homes);
  gain.homes_in_worlds = difference_in_homes(*later.service, *first.service);
  gain.doubt = doubt_between(first, later);
  if (gain.doubt == ServiceGain::Doubt::none)
    gain.user_hours_saved = difference_of(first.user_hours_lost, later.user_hours_lost);
  if (first.currency == later.currency) gain.money = difference_of(later.money, first.money);
  return gain;
}

Json expected_service_json(const ExpectedService& service) {
  return {{"method", service.is_exact ? "exact" : "mixed"},
          {"homes", number(service.served.homes)},
          {"users", number(service.served.users)},
          {"homes_in_worlds", estimate_json(service.homes_in_worlds)},
          {"user_hours_lost_per_year", number(service.served.user_hours_lost_per_year())}};
}

Json service_comparison_json(std::span<const ServiceColumn> columns) {
  const WorldsRequest& request = columns.front().service->request;
  Json list = Json::array();
  Json gains = Json::array();
  for (const ServiceColumn& column : columns) {
    list.push_back({{"label", column.label},
                    {"expected_served", expected_service_json(*column.service)},
                    {"user_hours_lost", number(column.user_hours_lost)},
                    {"money", number(column.money)}});
    if (&column == &columns.front()) continue;
    const ServiceGain gain = gain_over(columns.front(), column);
    const auto per_money = gain.hours_per_money();
    gains.push_back(
        {{"label", column.label},
         {"compared_with", columns.front().label},
         {"homes", number(gain.homes)},
         {"homes_in_worlds", estimate_json(gain.homes_in_worlds)},
         {"user_hours_saved", gain.user_hours_saved ? number(*gain.user_hours_saved) : Json(nullptr)},
         {"hours_not_compared", doubt_json(gain.doubt)},
         {"money", gain.money ? number(*gain.money) : Json(nullptr)},
         {"user_hours_saved_per_money", per_money ? number(*per_money) : Json(nullptr)}});
  }
  return {{"worlds", {{"count", request.count}, {"seed", request.seed}}},
          {"columns", std::move(list)},
          {"gains", std::move(gains)}};
}

}  // namespace lastmile::io
