#include "tools/io/results/courses.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "tools/io/results/result_json.h"

namespace lastmile::io {
namespace {

// From the shortest name to the most specific one.
std::array<std::string, 3> names_of(const OptionCourse& one) {
  const std::string& option = one.option->name;
  const std::string& scenario = one.reading->scenario.heading.name;
  if (option.empty()) return {scenario, scenario, fmt::format("{}: {}", one.reading->path, scenario)};
  return {option, fmt::format("{} ({})", option, scenario),
          fmt::format("{} ({})", option, one.reading->path)};
}

std::map<std::string, std::size_t> label_counts(std::span<const OptionCourse> courses) {
  std::map<std::string, std::size_t> counts;
  for (const OptionCourse& one : courses) ++counts[one.label];
  return counts;
}

}  // namespace

bool has_budget(const RolloutOption& option) {
  return option.builds_anything && std::isfinite(option.rollout.budget_per_period);
}

void label_courses(std::span<OptionCourse> courses) {
  for (OptionCourse& one : courses) one.label = names_of(one)[0];
  for (const std::size_t exactness : {std::size_t{1}, std::size_t{2}}) {
    const auto counts = label_counts(courses);
    for (OptionCourse& one : courses)
      if (counts.at(one.label) > 1) one.label = names_of(one)[exactness];
  }
  // Names that are still equal belong to the same option of the same file, given twice.
  std::map<std::string, std::size_t> taken;
  for (OptionCourse& one : courses)
    if (const std::size_t before = taken[one.label]++; before > 0)
      one.label = fmt::format("{} #{}", one.label, before + 1);
}

OptionComparison compare_options(std::span<const OptionCourse> courses) {
  std::vector<ComparedCourse> compared;
  for (const OptionCourse& one : courses) compared.push_back({&one.course, one.currency(), one.timeline()});
  return lastmile::compare_options(compared);
}

std::string common_currency(std::span<const OptionCourse> courses) {
  const bool one_for_all = std::all_of(courses.begin(), courses.end(), [&](const OptionCourse& one) {
    return one.currency() == courses.front().currency();
  });
  return one_for_all ? courses.front().currency() : std::string{};
}

}  // namespace lastmile::io
