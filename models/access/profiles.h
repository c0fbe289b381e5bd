// Named service profiles: what regulators and standards require of a home's connection.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "models/access/equipment.h"

namespace lastmile {

struct NamedProfile {
  std::string_view name;
  std::string_view title;
  double down_mbps;
  double up_mbps;     // 0: not required
  double latency_ms;  // round trip; 0: not required
  std::string_view source;
};

inline constexpr std::array<NamedProfile, 8> named_profiles = {{
    {"bead", "US broadband programme BEAD", 100, 20, 100,
     "NTIA, BEAD notice of funding opportunity, 2022: a location below it is underserved. FCC benchmark "
     "since 2024"},
    {"broadband-25-3", "US broadband until 2024", 25, 3, 0,
     "FCC benchmark 2015-2024: BEAD calls a location below it unserved"},
    {"ofcom-uso", "UK universal service", 10, 1, 0,
     "Electronic Communications (Universal Service) (Broadband) Order 2018"},
    {"superfast", "UK superfast broadband", 30, 0, 0, "Ofcom, Connected Nations"},
    {"ultrafast", "UK ultrafast broadband", 300, 0, 0, "Ofcom, Connected Nations"},
    {"gigabit", "Gigabit", 1000, 100, 100,
     "no single norm: a gigabit down and a tenth of it up (assumption); latency of bead, so that it includes "
     "bead"},
    {"eu-vhcn", "EU very high capacity network", 1000, 200, 10, "BEREC guidelines BoR (20) 165, criterion 3"},
    {"voice", "Telephone", 0.1, 0.1, 300,
     "ITU-T G.114: 150 ms one way; a telephone loop within its limits also qualifies"},
}};

// Null if there is no profile of that name.
constexpr const NamedProfile* find_profile(std::string_view name) {
  const auto* found = std::find_if(named_profiles.begin(), named_profiles.end(),
                                   [&](const NamedProfile& profile) { return profile.name == name; });
  return found == named_profiles.end() ? nullptr : found;
}

inline ServiceProfile service_of(const NamedProfile& profile) {
  return {std::string{profile.name}, profile.down_mbps, profile.up_mbps, profile.latency_ms};
}

}  // namespace lastmile
