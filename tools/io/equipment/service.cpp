#include "tools/io/equipment/service.h"
#include "tools/io/base/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "models/access/profiles.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/yaml/keys.h"

namespace lastmile::io {
namespace {

constexpr auto profile_names = [] {
  std::array<std::string_view, named_profiles.size()> names;
  std::transform(named_profiles.begin(), named_profiles.end(), names.begin(),
                 [](const NamedProfile& named) { return named.name; });
  return names;
}();

std::optional<ServiceProfile> read_profile(const YamlNode& node, const std::string& path, Reporter& report) {
  const auto name = text_of(node, path, report);
  if (!name) return std::nullopt;
  if (const NamedProfile* known = find_profile(*name)) return service_of(*known);
  report.error(FixedPlace(node.mark, path),
               {"unknown-profile", fmt::format("unknown service profile {}", io::quoted(*name)),
                hint_for(*name, profile_names)});
  return std::nullopt;
}

// A profile, and other figures, which override it regardless of their order.
struct ServiceReading {
  std::optional<ServiceProfile> profile;
  std::optional<double> down_mbps;
  std::optional<double> up_mbps;
  std::optional<double> latency_ms;
  std::optional<double> busy_hour_share;
};

const Keys<ServiceReading>& service_keys() {
  using Reading = ServiceReading;
  static const Keys<Reading> keys = {
      {"profile", Value<ServiceProfile>{exactly_one_of(profile_names), read_profile}, &Reading::profile},
      {"down_mbps", amount_value(), &Reading::down_mbps},
      {"up_mbps", amount_value(), &Reading::up_mbps},
      {"latency_ms", amount_value(), &Reading::latency_ms},
      {"busy_hour_share", value_between(least_busy_hour_share, 1), &Reading::busy_hour_share},
  };
  return keys;
}

}  // namespace

void read_service(const YamlNode& node, Access& access, Reporter& report) {
  ServiceProfile& profile = access.profile;
  if (node.kind == YamlNode::Kind::scalar) {
    take(profile, read_profile(node, "service", report));
    return;
  }
  ServiceReading reading;
  if (!read_mapping(node, service_keys(), "service", reading, report)) return;
  take(profile, reading.profile);
  take(profile.down_mbps, reading.down_mbps);
  take(profile.up_mbps, reading.up_mbps);
  take(profile.latency_ms, reading.latency_ms);
  take(access.busy_hour_share, reading.busy_hour_share);
  if (profile.down_mbps == 0 && profile.up_mbps == 0 && profile.latency_ms == 0 && report.error_count() == 0)
    report.error(FixedPlace(node.mark, "service"),
                 {"missing-key", "no requirement", "set profile, down_mbps, up_mbps or latency_ms"});
}

Json service_schema() {
  Json figures = schema_of(service_keys());
  figures["minProperties"] = 1;
  return {{"anyOf", {exactly_one_of(profile_names), figures}}};
}

}  // namespace lastmile::io
