#include "tools/study/study.h"

#include <limits>

#include "tools/io/base/version.h"
#include "tools/io/files/sha256.h"

namespace lastmile::study {

std::uint64_t Study::runs() const {
  const std::uint64_t points = point_count(design);
  constexpr std::uint64_t too_many = std::numeric_limits<std::uint64_t>::max();
  return points > too_many / replicates ? too_many : points * replicates;
}

std::vector<const Parameter*> Study::factors() const {
  std::vector<const Parameter*> all;
  for (const Parameter& parameter : parameters)
    if (parameter.is_factor()) all.push_back(&parameter);
  return all;
}

std::string hash_of(const Study& study) {
  io::Json all = {{"lastmile_version", io::lastmile_version}, {"study", study.as_written}};
  io::Json inputs = io::Json::array();
  for (const io::InputRecord& input : study.scenario->base().inputs) inputs.push_back(input.sha256);
  all["inputs"] = std::move(inputs);
  io::Sha256 hash;
  hash.add(io::to_text(all));
  return hash.hex();
}

}  // namespace lastmile::study
