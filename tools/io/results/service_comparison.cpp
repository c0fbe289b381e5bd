#include "tools/io/results/service_comparison.h"

namespace lastmile::io {
namespace {

Json estimate_json(const Estimate& estimate) {
  return {{"mean", number(estimate.value)},
          {"mean_ci95", {number(estimate.ci95.low), number(estimate.ci95.high)}}};
}

}  // namespace

ServiceColumn service_column(const OptionCourse& course) {
  ServiceColumn column{course.label, &course.service.back(), 0, course.course.spent.total(),
                       course.currency()};
  for (const ExpectedService& period : course.service)
    column.user_hours_lost += period.served.user_hours_lost_per_year() * years_in(course.timeline().unit);
  return column;
}

ServiceGain gain_over(const ServiceColumn& first, const ServiceColumn& later) {
  ServiceGain gain{difference_in_homes(*later.service, *first.service),
                   difference_of(first.user_hours_lost, later.user_hours_lost), std::nullopt};
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
    gains.push_back({{"label", column.label},
                     {"compared_with", columns.front().label},
                     {"homes_in_worlds", estimate_json(gain.homes)},
                     {"user_hours_saved", number(gain.user_hours_saved)},
                     {"money", gain.money ? number(*gain.money) : Json(nullptr)},
                     {"user_hours_saved_per_money", per_money ? number(*per_money) : Json(nullptr)}});
  }
  return {{"worlds", {{"count", request.count}, {"seed", request.seed}}},
          {"columns", std::move(list)},
          {"gains", std::move(gains)}};
}

}  // namespace lastmile::io
