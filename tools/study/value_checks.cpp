#include "tools/study/value_checks.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/io/base/text.h"
#include "tools/study/draws.h"
#include "tools/study/run_settings.h"
#include "tools/study/study_reader.h"

namespace lastmile::study {
namespace {

// One value of a parameter by itself.
struct Trial {
  const io::YamlNode* value = nullptr;
  std::string path;       // in the study
  double coordinate = 0;  // a value of the factor that is like it: the level itself, or one near the end
};

std::vector<Trial> trials_of(const Parameter& parameter) {
  std::vector<Trial> trials;
  const std::string path = "vary." + io::shortened(parameter.name);
  const FactorValues& values = parameter.values;
  if (!values.is_distribution()) {
    const auto count = static_cast<double>(values.levels.size());
    for (std::size_t i = 0; i < values.levels.size(); ++i)
      trials.push_back(
          {values.levels[i], fmt::format("{}[{}]", path, i), (static_cast<double>(i) + 0.5) / count});
    return trials;
  }
  const std::string_view name = distribution_names[values.distribution->distribution];
  constexpr double near_end = 0.001;
  for (const auto& [end, place] : values.ends)
    trials.push_back(
        {end, fmt::format("{}.{}[{}]", path, name, place), place == 0 ? near_end : 1 - near_end});
  return trials;
}

std::optional<io::InputRefused> refusal(const Study& study, std::span<const io::ShownSetting> settings) {
  try {
    check_settings(*study.scenario, settings);
  } catch (const io::InputRefused& refused) {
    return refused;
  }
  return std::nullopt;
}

bool has(const io::InputRefused& refused, const io::Problem& problem) {
  const auto& shown = refused.problems().shown();
  return std::any_of(shown.begin(), shown.end(), [&](const io::Problem& other) {
    return other.rule == problem.rule && other.path == problem.path;
  });
}

class ValueChecks {
 public:
  ValueChecks(const Study& study, io::Reporter& report) : study_(study), report_(report) {}

  void check(const Parameter& parameter, std::size_t factor) {
    for (const Trial& trial : trials_of(parameter)) {
      if (!report_.shows_more()) return;
      const io::ShownSetting alone{{parameter.path, trial.value},
                                   parameter.name + "=" + one_line(*trial.value)};
      const auto refused = refusal(study_, std::span(&alone, 1));
      if (refused && is_always(refused->problems().shown(), factor, trial.coordinate))
        tell(*refused, trial.value->mark, trial.path, report_);
    }
  }

 private:
  // Whether one of the problems is there with all draws of the other values. The value itself, at the end of
  // a distribution, need not be: no run takes it.
  bool is_always(std::vector<io::Problem> problems, std::size_t factor, double coordinate) const {
    constexpr std::uint64_t draws = 32;
    std::vector<double> coordinates(study_.design.factors);
    for (std::uint64_t draw = 0; draw < draws && !problems.empty(); ++draw) {
      for (std::uint32_t i = 0; i < coordinates.size(); ++i)
        coordinates[i] = unit_of(draw_bits(study_.design.seed, Purpose::check, i, draw));
      coordinates[factor] = coordinate;
      const RunValues values = values_at(study_, coordinates, 0);
      const auto refused = refusal(study_, settings_of(study_, values));
      if (!refused) return false;
      std::erase_if(problems, [&](const io::Problem& problem) {
        return problem.severity != io::Severity::error || !has(*refused, problem);
      });
    }
    return !problems.empty();
  }

  const Study& study_;
  io::Reporter& report_;
};

bool is_cheap(const Study& study, const std::vector<bool>& known) {
  std::uint64_t checks = 0;
  for (std::size_t i = 0; i < study.parameters.size(); ++i)
    if (const Parameter& parameter = study.parameters[i]; !known[i] && !parameter.is_scaled())
      checks += parameter.values.levels.size() + parameter.values.ends.size();
  const Plant& plant = study.base().plant;
  const std::uint64_t elements = plant.sites.size() + plant.links.size() + plant.premises.size();
  constexpr std::uint64_t few_elements = 2'000'000;  // to check once
  constexpr std::uint64_t many_runs_each = 20;
  return checks * elements <= few_elements || checks * many_runs_each <= study.runs();
}

}  // namespace

void tell(const io::InputRefused& refused, const io::Mark& mark, const std::string& path,
          io::Reporter& report) {
  for (const io::Problem& problem : refused.problems().shown()) {
    if (problem.severity != io::Severity::error) continue;
    const std::string where = problem.path.empty() ? "" : problem.path + ": ";
    report.error(io::FixedPlace(mark, path), {problem.rule, where + problem.message, problem.hint});
  }
}

void check_values(const Study& study, const std::vector<bool>& known, io::Reporter& report) {
  if (!is_cheap(study, known)) return;
  ValueChecks checks(study, report);
  std::size_t factor = 0;
  for (std::size_t i = 0; i < study.parameters.size(); ++i) {
    const Parameter& parameter = study.parameters[i];
    if (!parameter.is_factor()) continue;
    if (!known[i] && !parameter.is_scaled()) checks.check(parameter, factor);
    ++factor;
  }
}

}  // namespace lastmile::study
