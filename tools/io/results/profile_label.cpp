#include "tools/io/results/profile_label.h"

#include <fmt/format.h>

#include "models/access/profiles.h"

namespace lastmile::io {

std::string profile_label(const ServiceProfile& profile) {
  const NamedProfile* named = find_profile(profile.name);
  if (named != nullptr && named->down_mbps == profile.down_mbps && named->up_mbps == profile.up_mbps &&
      named->latency_ms == profile.latency_ms)
    return profile.name;
  std::string label;
  if (profile.down_mbps > 0 || profile.up_mbps > 0)
    label = fmt::format("{}/{} Mbit/s", profile.down_mbps, profile.up_mbps);
  if (profile.latency_ms > 0) label += fmt::format("{}{} ms", label.empty() ? "" : ", ", profile.latency_ms);
  return label;
}

}  // namespace lastmile::io
