#include "tools/study/evaluator.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "sim/coverage/coverage.h"
#include "sim/rollout/simulate.h"

namespace lastmile::study {
namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

// A scaling that was checked when the study was read.
Scaling checked_scaling(const Study& study, const Scenario& scenario) {
  io::ProblemList problems;
  io::Reporter report(study.path, problems);
  Scaling scaling(study, scenario, report);
  if (problems.error_count() > 0) throw io::InputRefused(std::move(problems));
  return scaling;
}

template <class Is>
bool any_setting(const Study& study, Is is) {
  return std::any_of(study.parameters.begin(), study.parameters.end(), [&](const Parameter& parameter) {
    return !parameter.is_scaled() && is(parameter.path);
  });
}

using Part = io::ScenarioVariants::Part;

bool any_about(const Study& study, Part part) {
  return any_setting(study, [&](const auto& path) { return study.scenario->part_of(path) == part; });
}

std::size_t moments_of(const Study& study) {
  const bool varies_time =
      any_setting(study, [](const auto& path) { return path.front().key == "timeline"; });
  return study.base().horizon && !varies_time ? study.base().horizon->timeline.periods + 1U : 0;
}

std::vector<double> factors_of(const RunValues& values) {
  std::vector<double> factors;
  for (const RunValue& value : values.of_parameters) factors.push_back(value.number);
  return factors;
}

// A run keeps the options of the base: they name the rows of its results.
void refuse_other_options(const Study& study, const std::optional<Horizon>& horizon) {
  const std::optional<Horizon>& base = study.base().horizon;
  const auto same_name = [](const RolloutOption& a, const RolloutOption& b) { return a.name == b.name; };
  if (horizon.has_value() == base.has_value() &&
      (!base || std::equal(base->options.begin(), base->options.end(), horizon->options.begin(),
                           horizon->options.end(), same_name)))
    return;
  io::ProblemList problems;
  io::Reporter(study.path, problems)
      .error(io::FixedPlace({}),
             {"unknown-option", "the run has other options than the scenario", "vary values within options"});
  throw io::InputRefused(std::move(problems));
}

std::string reason_of(const io::InputRefused& refused) {
  std::string reason;
  for (const io::Problem& problem : refused.problems().shown()) {
    if (problem.severity != io::Severity::error) continue;
    if (!reason.empty()) reason += "; ";
    reason += problem.path.empty() ? problem.message : fmt::format("{}: {}", problem.path, problem.message);
  }
  return reason;
}

}  // namespace

bool is_about_cash(std::span<const io::PathStep> path) {
  if (path.size() == 4 && path[0].key == "options") path = path.subspan(2);
  constexpr std::array<std::string_view, 4> keys = {"discount_rate", "revenue_per_home_month",
                                                    "opex_per_home_month", "opex_share_of_value"};
  return path.size() == 2 && path[0].key == "economics" &&
         std::find(keys.begin(), keys.end(), path[1].key) != keys.end();
}

StudyBase::StudyBase(const Study& of)
    : study(of),
      design(of.design),
      scaling(checked_scaling(of, of.base())),
      varies_horizon(any_about(of, Part::horizon)),
      varies_service(any_about(of, Part::service)),
      varies_all(any_about(of, Part::any)),
      varies_cash(any_setting(of, [](const auto& path) { return is_about_cash(path); })),
      network(of.base().horizon ? Network{} : build_network(of.base().plant)),
      moments_(moments_of(of)) {}

std::uint64_t StudyBase::ladder_runs() const {
  constexpr std::uint64_t enough = 10'000;
  constexpr std::uint64_t most_numbers = std::uint64_t{1} << 22U;
  const std::uint64_t of_run = option_count() * moments() * enum_count<Rung>;
  return of_run == 0 ? 0 : std::min(enough, most_numbers / of_run);
}

Evaluator::Evaluator(const StudyBase& base) : base_(base) {
  if ((!base.scaling.is_empty() || base.varies_service) && !base.varies_all)
    own_plant_ = base.study.base().plant;
}

RunResult Evaluator::run(std::uint64_t number, WithLadder with_ladder) {
  try {
    return evaluate(values_of_run(base_.study, base_.design, number), with_ladder);
  } catch (const io::InputRefused& refused) {
    RunResult result;
    result.refused = reason_of(refused);
    result.figures.assign(base_.option_count() * base_.figure_count(), no_value);
    if (with_ladder == WithLadder::yes)
      result.ladder.assign(base_.option_count() * base_.moments() * enum_count<Rung>, no_value);
    return result;
  }
}

RunResult Evaluator::evaluate(const RunValues& values, WithLadder with_ladder) {
  const io::ScenarioVariants& variants = *base_.study.scenario;
  const Scenario& unchanged = base_.study.base();
  const std::vector<io::ShownSetting> settings = settings_of(base_.study, values);
  const std::vector<double> factors = factors_of(values);
  std::optional<Scenario> own;
  std::optional<Horizon> own_horizon;
  const Plant* plant = &unchanged.plant;
  const std::optional<Horizon>* horizon = &unchanged.horizon;
  if (base_.varies_all) {
    own = variants.scenario_with(settings);
    refuse_other_options(base_.study, own->horizon);
    if (!base_.scaling.is_empty()) {
      checked_scaling(base_.study, *own)
          .apply(*own, factors, own->plant, own->horizon ? &*own->horizon : nullptr);
    }
    plant = &own->plant;
    horizon = &own->horizon;
  } else {
    if (base_.varies_horizon) {
      own_horizon = variants.horizon_with(settings);
      refuse_other_options(base_.study, own_horizon);
    } else if (base_.scaling.changes_horizon()) {
      own_horizon = *unchanged.horizon;
    }
    if (own_horizon) horizon = &own_horizon;
    if (base_.varies_service) variants.put_service(settings, own_plant_.access);
    if (!base_.scaling.is_empty())
      base_.scaling.apply(unchanged, factors, own_plant_, own_horizon ? &*own_horizon : nullptr);
    if (base_.varies_service || !base_.scaling.is_empty()) plant = &own_plant_;
  }
  RunResult result;
  if (*horizon)
    take_courses(courses(values, *plant, **horizon), with_ladder, result);
  else if (base_.varies_all)
    take_evaluation(*plant, build_network(*plant), result);
  else
    take_evaluation(*plant, base_.network, result);
  return result;
}

std::string Evaluator::key_of(const RunValues& values) const {
  std::string key;
  for (std::size_t i = 0; i < base_.study.parameters.size(); ++i)
    if (const Parameter& parameter = base_.study.parameters[i];
        parameter.is_scaled() || !is_about_cash(parameter.path))
      key.append(values.of_parameters[i].text).push_back('\n');
  return key;
}

const std::vector<Course>& Evaluator::courses(const RunValues& values, const Plant& plant,
                                              const Horizon& horizon) {
  const auto simulate_all = [&] {
    std::vector<Course> all;
    for (const RolloutOption& option : horizon.options) all.push_back(simulate(plant, horizon, option));
    return all;
  };
  if (!base_.varies_cash) return last_ = simulate_all();
  std::string key = key_of(values);
  const auto known =
      std::find_if(known_.begin(), known_.end(), [&](const Known& one) { return one.key == key; });
  if (known != known_.end()) {
    for (std::size_t i = 0; i < horizon.options.size(); ++i)
      book_again(horizon.timeline, horizon.options[i].economics, known->courses[i]);
    return known->courses;
  }
  constexpr std::size_t most_known = 64;
  if (known_.size() == most_known) known_.pop_front();
  return known_.emplace_back(Known{std::move(key), simulate_all()}).courses;
}

void Evaluator::take_courses(const std::vector<Course>& all, WithLadder with_ladder,
                             RunResult& result) const {
  for (const Course& course : all)
    for (const CourseFigure figure : base_.study.figures)
      result.figures.push_back(value_of(figure, course).value_or(no_value));
  if (with_ladder == WithLadder::no || base_.moments() == 0) return;
  const auto take = [&](const Status& status) {
    for (const ExpectedTally& rung : status.ladder) result.ladder.push_back(rung.homes);
  };
  for (const Course& course : all) {
    take(course.start);
    for (const Period& period : course.periods) take(period.status);
  }
}

// The two figures that need no timeline, by the stages of evaluate() that lead to them.
void Evaluator::take_evaluation(const Plant& plant, const Network& network, RunResult& result) const {
  const Reach reach = find_best_paths(plant, network);
  const RoutedPlant of_plant{plant, network, reach};
  const Qualification qualification = qualify(of_plant);
  const JudgedPlant judged{of_plant, qualification};
  const Standings standings = judge_premises(judged);
  const bool needs_books = std::find(base_.study.figures.begin(), base_.study.figures.end(),
                                     CourseFigure::stranded_value) != base_.study.figures.end();
  const Ledger ledger = needs_books ? keep_books(judged, standings) : Ledger{};
  for (const CourseFigure figure : base_.study.figures) {
    double value = no_value;
    if (figure == CourseFigure::served_homes)
      value = static_cast<double>(standings.ladder[Rung::served].homes);
    if (figure == CourseFigure::stranded_value) value = ledger.total[Book::stranded];
    result.figures.push_back(value);
  }
}

}  // namespace lastmile::study
