// A study: one scenario, what varies in it, and the design that says how; the file that `lastmile sweep`
// reads. scenarios/README.md describes it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/rollout/option_comparison.h"
#include "tools/io/scenario/variants.h"
#include "tools/io/yaml/settings.h"
#include "tools/study/design.h"
#include "tools/study/factor_values.h"

namespace lastmile::study {

// A figure of elements that a study scales: as if it had been written larger or smaller.
enum class ScaledFigure : std::uint8_t { cost, value, completion_cost, late_cost, users, length_m };
constexpr ScaledFigure last_of(ScaledFigure) {
  return ScaledFigure::length_m;
}
inline constexpr EnumArray<ScaledFigure, std::string_view> scaled_figure_names = {
    {"cost", "value", "completion_cost", "late_cost", "users", "length_m"}};

// Equally likely levels, or a distribution.
struct FactorValues {
  std::vector<const io::YamlNode*> levels;
  std::vector<std::string> level_texts;  // as YAML on one line
  std::vector<double> level_numbers;     // true is 1, false 0; NaN where a level is no number
  std::optional<DistributedValue> distribution;
  // The least and the most of a distribution that has them, each with its place in the list of its numbers.
  std::vector<std::pair<const io::YamlNode*, std::size_t>> ends;

  bool is_distribution() const { return distribution.has_value(); }
};

// One entry of `vary`.
struct Parameter {
  std::string name;  // the key as written: a path, or any name for what is scaled
  io::Mark mark;
  std::vector<io::PathStep> path;  // of a value that is set; empty for what is scaled
  FactorValues values;             // of a factor
  const io::YamlNode* select = nullptr;
  ScaledFigure figure = ScaledFigure::cost;
  std::uint64_t replicates = 0;  // a seed that runs from 1 to this, and is no factor; 0 for a factor

  bool is_factor() const { return replicates == 0; }
  bool is_scaled() const { return select != nullptr; }
};

struct Study {
  std::string path;  // of the file, as the caller gave it
  std::string title;
  std::string scenario_path;
  std::vector<Parameter> parameters;  // in the order of the file
  DesignShape design;
  std::uint64_t replicates = 1;  // runs of each point
  std::vector<CourseFigure> figures;
  std::vector<io::Mark> figure_marks;  // where the study names them; empty if it names none
  io::Json as_written;
  io::InputRecord record;  // of the file
  std::shared_ptr<const io::YamlDocument> document;
  std::shared_ptr<const io::ScenarioVariants> scenario;

  const Scenario& base() const { return scenario->base().scenario; }
  // Empty without a timeline.
  std::size_t option_count() const { return base().horizon ? base().horizon->options.size() : 1; }
  std::uint64_t runs() const;  // the largest number if there are more
  std::vector<const Parameter*> factors() const;
};

inline constexpr std::uint64_t many_runs = 1'000'000;  // more need to be confirmed
inline constexpr std::uint64_t most_runs = std::uint64_t{1} << 40U;

// SHA-256 of everything that decides the results: the program's version, the study and its input files.
std::string hash_of(const Study& study);

}  // namespace lastmile::study
