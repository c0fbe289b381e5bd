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

struct Requirement {
  ServiceProfile profile;
  std::optional<double> busy_hour_share;
};

// A name, or a mapping of figures.
std::optional<Requirement> read_requirement(const YamlNode& node, const std::string& path, Reporter& report) {
  Requirement required;
  if (node.kind == YamlNode::Kind::scalar) {
    take(required.profile, read_profile(node, path, report));
    return required;
  }
  const std::uint64_t errors_before = report.error_count();
  ServiceReading reading;
  if (!read_mapping(node, service_keys(), path, reading, report)) return std::nullopt;
  ServiceProfile& profile = required.profile;
  take(profile, reading.profile);
  take(profile.down_mbps, reading.down_mbps);
  take(profile.up_mbps, reading.up_mbps);
  take(profile.latency_ms, reading.latency_ms);
  required.busy_hour_share = reading.busy_hour_share;
  if (profile.down_mbps == 0 && profile.up_mbps == 0 && profile.latency_ms == 0 &&
      report.error_count() == errors_before)
    report.error(FixedPlace(node.mark, path),
                 {"missing-key", "no requirement", "set profile, down_mbps, up_mbps or latency_ms"});
  return required;
}

}  // namespace

void read_service(const YamlNode& node, Access& access, Reporter& report) {
  if (node.kind != YamlNode::Kind::list) {
    const auto required = read_requirement(node, "service", report);
    if (!required) return;
    access.profile = required->profile;
    take(access.busy_hour_share, required->busy_hour_share);
    return;
  }
  std::vector<ServiceProfile> profiles;
  for (const YamlNode* item : items_of(node, "service", "service: [bead, gigabit]", report)) {
    const std::string path = fmt::format("service[{}]", profiles.size());
    const auto required = read_requirement(*item, path, report);
    profiles.push_back(required ? required->profile : ServiceProfile{});
    const auto is_same = [&](const ServiceProfile& before) { return before == profiles.back(); };
    if (required && std::any_of(profiles.begin(), profiles.end() - 1, is_same))
      report.error(FixedPlace(item->mark, path), {"duplicate-key", "the profile occurs twice in the list"});
    if (!required || !required->busy_hour_share) continue;
    if (profiles.size() > 1)
      report.error(FixedPlace(item->mark, path + ".busy_hour_share"),
                   {"unknown-key", "the busy hour is the same for all profiles",
                    "give busy_hour_share in the first profile of the list"});
    access.busy_hour_share = *required->busy_hour_share;
  }
  if (profiles.empty()) {
    report.error(FixedPlace(node.mark, "service"),
                 {"missing-value", "needs at least one profile", "write service: [bead, gigabit]"});
    return;
  }
  access.profile = profiles.front();
  access.further_profiles.assign(profiles.begin() + 1, profiles.end());
}

Json service_schema() {
  Json figures = schema_of(service_keys());
  figures["minProperties"] = 1;
  const Json one = {exactly_one_of(profile_names), figures};
  const Json list = {{"type", "array"}, {"items", {{"anyOf", one}}}, {"minItems", 1}};
  return {{"anyOf", {one.at(0), one.at(1), list}}};
}

}  // namespace lastmile::io
