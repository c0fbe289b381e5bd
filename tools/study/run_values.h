// The value of every parameter in one run of a study.
#pragma once

#include <deque>

#include "tools/study/study.h"

namespace lastmile::study {

struct RunValue {
  const io::YamlNode* node = nullptr;
  std::string text;   // as it could stand after the equals sign of --set
  double number = 0;  // NaN if the value is none
};

// One value for each parameter of the study. Owns the nodes of what is drawn from distributions.
struct RunValues {
  std::vector<RunValue> of_parameters;
  std::deque<io::YamlNode> drawn;
};

// Replicates count from 0. The study must outlive the values.
RunValues values_at(const Study& study, std::span<const double> coordinates, std::uint64_t replicate);

// The values of run `number`: its point is number / replicates.
RunValues values_of_run(const Study& study, const Design& design, std::uint64_t number);

}  // namespace lastmile::study
