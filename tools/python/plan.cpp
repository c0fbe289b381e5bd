#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "models/plant/money.h"
#include "tools/io/base/text.h"
#include "tools/io/planning/make_plan.h"
#include "tools/io/results/plan_json.h"
#include "tools/io/scenario/named_parts.h"
#include "tools/python/session.h"

namespace lastmile::python {
namespace {

using planning::PlanRequest;
using planning::Question;
using planning::Weight;

void require_between(double least, double most, std::string_view name, double value) {
  if (!(value >= least && value <= most))
    throw std::invalid_argument(fmt::format("{} must be from {} to {}, but is {}", name, least, most, value));
}

std::optional<PlanRequest> request_of(const PlanArguments& given) {
  std::vector<PlanRequest> requests;
  const auto ask = [&](Question question, std::string_view name, const std::optional<double>& amount) {
    if (!amount) return;
    require_between(0, max_amount, name, *amount);
    requests.push_back({question, *amount});
  };
  ask(Question::budget, "budget", given.budget);
  ask(Question::target, "target_users", given.target_users);
  ask(Question::target, "target_homes", given.target_homes);
  ask(Question::value, "value_per_home", given.value_per_home);
  if (requests.size() + (given.over_time ? 1 : 0) != 1)
    throw std::invalid_argument(
        "pass exactly one of budget, target_users, target_homes, value_per_home and over_time");
  if (!given.weight.empty() && !given.budget && !given.over_time)
    throw std::invalid_argument("weight goes with budget and over_time only");
  if (!given.option.empty() && !given.over_time)
    throw std::invalid_argument("option goes with over_time only");
  return given.over_time ? std::nullopt : std::optional(requests.front());
}

io::PlanQuestion question_of(const io::ScenarioReading& reading, const PlanArguments& given) {
  io::PlanQuestion question;
  question.request = request_of(given);
  if (given.over_time && !reading.scenario.horizon)
    throw std::invalid_argument("over_time needs a scenario with a timeline");
  if (given.over_time) question.over_time = &io::option_named(reading, given.option, "option");
  planning::NetworkQuestion& network = question.network;
  network.weight =
      given.weight == "homes" || given.target_homes || given.value_per_home ? Weight::homes : Weight::users;
  network.required = io::elements_named(reading.path, reading.scenario, given.required, "require");
  network.excluded = io::elements_named(reading.path, reading.scenario, given.excluded, "exclude");
  for (const Element element : network.excluded)
    if (std::find(network.required.begin(), network.required.end(), element) != network.required.end())
      throw std::invalid_argument(fmt::format("{} is both required and excluded",
                                              io::quoted(element_name(reading.scenario, element))));
  question.only_qualified = given.qualified_only;
  question.frontier = given.frontier;
  question.by_area = given.by_area;
  return question;
}

}  // namespace

std::string plan(const io::ScenarioReading& reading, const PlanArguments& arguments,
                 const std::atomic<bool>& cancelled) {
  planning::SearchControl control;
  control.gap = arguments.gap;
  control.cancelled = &cancelled;
  require_between(0, 1, "gap", arguments.gap);
  if (arguments.time_limit_s) {
    constexpr double year_s = 31'536'000;
    require_between(0, year_s, "time_limit", *arguments.time_limit_s);
    control.deadline = planning::after_seconds(*arguments.time_limit_s);
  }
  const io::PlannedNetwork planned = io::make_plan(reading, question_of(reading, arguments), control);
  return io::to_text(io::plan_json(reading, planned.plan));
}

}  // namespace lastmile::python
