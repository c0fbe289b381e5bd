#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "models/plant/money.h"
#include "sim/coverage/explain.h"
#include "sim/planning/network_plan.h"
#include "tools/io/base/text.h"
#include "tools/io/problems/problem.h"
#include "tools/io/results/plan_json.h"
#include "tools/python/elements.h"
#include "tools/python/session.h"

namespace lastmile::python {
namespace {

using planning::GraphPlan;
using planning::PlanRequest;
using planning::Question;
using planning::Weight;

[[noreturn]] void refuse(const io::ScenarioReading& reading, std::string why) {
  io::ProblemList problems;
  io::Reporter(reading.path, problems).error(io::FixedPlace({0, 0}), {"out-of-reach", std::move(why)});
  throw io::InputRefused(std::move(problems));
}

PlanRequest request_of(const PlanQuestion& asked) {
  std::vector<PlanRequest> requests;
  const auto ask = [&](Question question, const std::optional<double>& amount) {
    if (amount) requests.push_back({question, *amount});
  };
  ask(Question::budget, asked.budget);
  ask(Question::target, asked.target_users);
  ask(Question::target, asked.target_homes);
  ask(Question::value, asked.value_per_home);
  if (requests.size() != 1)
    throw std::invalid_argument("pass exactly one of budget, target_users, target_homes and value_per_home");
  const double amount = requests.front().amount;
  if (!(amount >= 0 && amount <= max_amount))
    throw std::invalid_argument(fmt::format("an amount must be from 0 to {}, but is {}", max_amount, amount));
  if (!(asked.gap >= 0 && asked.gap <= 1))
    throw std::invalid_argument(fmt::format("gap must be from 0 to 1, but is {}", asked.gap));
  return requests.front();
}

planning::NetworkQuestion network_question(const io::ScenarioReading& reading, const PlanQuestion& asked) {
  planning::NetworkQuestion question;
  question.weight =
      asked.weighs_homes || asked.target_homes || asked.value_per_home ? Weight::homes : Weight::users;
  question.required = elements_named(reading, asked.required);
  question.excluded = elements_named(reading, asked.excluded);
  for (const Element element : question.excluded)
    if (std::find(question.required.begin(), question.required.end(), element) != question.required.end())
      throw std::invalid_argument(fmt::format("{} is both required and excluded",
                                              io::quoted(element_name(reading.scenario, element))));
  return question;
}

double counted(Weight by, const planning::ServedByPlan& served) {
  return by == Weight::users ? served.users : served.homes;
}

void require_found(const io::ScenarioReading& reading, const io::NetworkPlan& plan, double target,
                   double before) {
  const GraphPlan& found = plan.plan;
  switch (found.status) {
    case GraphPlan::Status::found: return;
    case GraphPlan::Status::stopped:
      throw std::runtime_error("the search ended before it found a plan that contains all that is required");
    case GraphPlan::Status::must_too_dear:
      refuse(reading, "no plan within the budget contains all that is required");
    case GraphPlan::Status::out_of_reach:
      if (plan.question == Question::target && target > found.reachable)
        refuse(reading,
               fmt::format("the target is out of reach: at most {} {} can be served",
                           before + found.reachable, plan.weight == Weight::users ? "users" : "homes"));
      refuse(reading, "no plan contains all that is required");
  }
}

}  // namespace

// The steps of `lastmile plan`.
std::string plan(const io::ScenarioReading& reading, const PlanQuestion& asked,
                 const std::atomic<bool>& cancelled) {
  const Plant& plant = reading.scenario.plant;
  PlanRequest request = request_of(asked);
  const planning::NetworkQuestion question = network_question(reading, asked);
  io::NetworkPlan plan;
  plan.question = request.question;
  plan.weight = question.weight;
  plan.amount = request.amount;
  plan.before = planning::served_by(plant);
  const double before = counted(plan.weight, plan.before);
  if (request.question == Question::target) request.amount = std::max(0.0, request.amount - before);
  planning::SearchControl control;
  control.gap = asked.gap;
  control.cancelled = &cancelled;
  if (asked.time_limit_s)
    control.deadline =
        std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                               std::chrono::duration<double>(*asked.time_limit_s));
  const planning::PlanningGraph graph = planning::planning_graph(plant, question);
  plan.plan = solve_plan(graph.graph, request, control);
  require_found(reading, plan, request.amount, before);
  plan.has_choice = plan.plan.reachable > 0;
  if (plan.question == Question::budget) {  // the graph counts only who is added
    const bool is_closed = plan.plan.bound == plan.plan.objective;
    plan.plan.objective += before;
    plan.plan.bound = is_closed ? plan.plan.objective : plan.plan.bound + before;
  }
  plan.works = works_of(graph, plan.plan);
  const Plant after = with_operational(plant, plan.works);
  plan.after = planning::served_by(after);
  plan.judged = evaluate(after, build_network(after)).standings.ladder;
  return io::to_text(io::plan_json(reading.scenario, plan));
}

}  // namespace lastmile::python
