#include "tools/study/run_values.h"

#include <fmt/format.h>

#include <algorithm>

namespace lastmile::study {
namespace {

RunValue level_at(const FactorValues& values, double coordinate) {
  const std::size_t count = values.levels.size();
  const std::size_t level =
      std::min(count - 1, static_cast<std::size_t>(coordinate * static_cast<double>(count)));
  return {values.levels[level], values.level_texts[level], values.level_numbers[level]};
}

RunValue drawn_value(double number, RunValues& values) {
  io::YamlNode& node = values.drawn.emplace_back();
  node.kind = io::YamlNode::Kind::scalar;
  node.text = fmt::format("{}", number);
  return {&node, node.text, number};
}

}  // namespace

RunValues values_at(const Study& study, std::span<const double> coordinates, std::uint64_t replicate) {
  RunValues values;
  values.of_parameters.reserve(study.parameters.size());
  std::size_t factor = 0;
  for (const Parameter& parameter : study.parameters) {
    if (!parameter.is_factor()) {
      values.of_parameters.push_back(drawn_value(static_cast<double>(replicate + 1), values));
      continue;
    }
    const double coordinate = coordinates[factor++];
    values.of_parameters.push_back(
        parameter.values.is_distribution()
            ? drawn_value(quantile(*parameter.values.distribution, coordinate), values)
            : level_at(parameter.values, coordinate));
  }
  return values;
}

RunValues values_of_run(const Study& study, const Design& design, std::uint64_t number) {
  std::vector<double> coordinates(study.design.factors);
  design.point(number / study.replicates, coordinates);
  return values_at(study, coordinates, number % study.replicates);
}

}  // namespace lastmile::study
