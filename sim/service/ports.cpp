#include "sim/service/ports.h"

#include <algorithm>

namespace lastmile {
namespace {

// Calls visit(site) for the sites with limited ports between the final link of an outlet and its head-end, or
// its source if it has no head-end. Stops when visit returns false.
template <class Visit>
void for_each_port_site(const RoutedPlant& routed, const ServiceLines& lines, const Upstream& at,
                        ServiceLines::Path path, Visit visit) {
  const Plant& plant = routed.plant;
  const Reach& reach = routed.reach;
  const SiteId head_end = at.head_end;
  for (SiteId site = at.ports; site.exists();) {
    if (head_end.exists() && reach.path[site].elements < reach.path[head_end].elements) return;
    if (!visit(site)) return;
    const LinkId via = lines.via(site, path);
    if (!via.exists()) return;
    site = lines.upstream(plant, other_end(plant, via, site), path).ports;
  }
}

}  // namespace

Ports::Ports(const RoutedPlant& routed, const ServiceLines& lines) {
  const Plant& plant = routed.plant;
  const IdVector<SiteId, std::uint32_t>& ports = plant.access->ports;
  if (std::all_of(ports.begin(), ports.end(), [](std::uint32_t n) { return n == unlimited_ports; })) return;
  left_ = IdVector<SiteId, std::uint64_t>(ports.size());
  for (const SiteId site : ids<SiteId>(ports.size())) left_[site] = ports[site];
  refused_ = IdVector<PremisesId, std::uint8_t>(plant.premises.size(), 0);
  ApproachMemo memo;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    const LinkId connected = lines.live_final_link(routed, p);
    if (!connected.exists()) continue;
    const Upstream& at = memo.find(plant, lines, connected, ServiceLines::Path::live).at;
    const std::uint32_t homes = plant.premises.homes[p];
    if (full_site(routed, lines, at, ServiceLines::Path::live, homes).exists()) {
      refused_[p] = 1;
      continue;
    }
    for_each_port_site(routed, lines, at, ServiceLines::Path::live, [&](SiteId site) {
      left_[site] -= homes;
      return true;
    });
  }
}

SiteId Ports::full_site(const RoutedPlant& routed, const ServiceLines& lines, const Upstream& at,
                        ServiceLines::Path path, std::uint32_t homes) const {
  SiteId full;
  if (left_.empty()) return full;
  for_each_port_site(routed, lines, at, path, [&](SiteId site) {
    if (left_[site] < homes) full = site;
    return !full.exists();
  });
  return full;
}

}  // namespace lastmile
