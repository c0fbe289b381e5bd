#include "tools/io/equipment/service.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "models/access/profiles.h"
#include "tools/io/base/format.h"
#include "tools/io/base/suggest.h"
#include "tools/io/yaml/yaml_cells.h"
#include "tools/io/yaml/yaml_mapping.h"

namespace lastmile::io {
namespace {

constexpr double least_busy_hour_share = 1e-4;

void read_profile(const YamlNode& node, const std::string& path, ServiceProfile& profile, Reporter& report) {
  const auto name = text_of(node, path, report);
  if (!name) return;
  if (const NamedProfile* known = find_profile(*name)) {
    profile = service_of(*known);
    return;
  }
  std::array<std::string_view, named_profiles.size()> names;
  std::transform(named_profiles.begin(), named_profiles.end(), names.begin(),
                 [](const NamedProfile& named) { return named.name; });
  report.error(
      FixedPlace(node.mark, path),
      {"unknown-profile", fmt::format("unknown service profile {}", quoted(*name)), hint_for(*name, names)});
}

}  // namespace

void read_service(const YamlNode& node, Access& access, Reporter& report) {
  ServiceProfile& profile = access.profile;
  if (node.kind == YamlNode::Kind::scalar) {
    read_profile(node, "service", profile, report);
    return;
  }
  enum Key { profile_name, down, up, latency, busy_hour_share };
  // Reads the profile first, wherever it is, so that the figures override it.
  for (const bool names : {true, false}) {
    ProblemList told_already;
    Reporter silent("", told_already);
    const bool is_mapping = for_each_entry(
        node, service_keys, "service.", names ? report : silent, [&](std::size_t key, const YamlNode& value) {
          const std::string path = fmt::format("service.{}", service_keys[key]);
          if (names != (key == profile_name)) return;
          switch (static_cast<Key>(key)) {
            case profile_name: read_profile(value, path, profile, report); break;
            case down: take(profile.down_mbps, amount_of(value, path, report)); break;
            case up: take(profile.up_mbps, amount_of(value, path, report)); break;
            case latency: take(profile.latency_ms, amount_of(value, path, report)); break;
            case busy_hour_share:
              take(access.busy_hour_share, number_between(value, path, least_busy_hour_share, 1, report));
              break;
          }
        });
    if (!is_mapping) return;
  }
  if (profile.down_mbps == 0 && profile.up_mbps == 0 && profile.latency_ms == 0 && report.error_count() == 0)
    report.error(FixedPlace(node.mark, "service"),
                 {"missing-key", "no requirement", "set profile, down_mbps, up_mbps or latency_ms"});
}

}  // namespace lastmile::io
