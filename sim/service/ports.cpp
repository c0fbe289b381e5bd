#include "sim/service/ports.h"

#include <algorithm>

namespace lastmile {
namespace {

bool is_optical(const Access& access, const Upstream& line) {
  return line.head_end.exists() &&
         access.equipment.technologies[line.technology].kind == TechnologyKind::optical;
}

bool is_splitter(const Access& access, SiteId site) {
  return access.split[site] > 1;
}

// Splitters divide light only.
std::uint32_t ports_of(const Access& access, SiteId site, bool optical) {
  const bool outputs_count = access.ports[site] == unlimited_ports && optical && is_splitter(access, site);
  return outputs_count ? access.split[site] : access.ports[site];
}

bool limits_ports(const Access& access) {
  return std::any_of(access.ports.begin(), access.ports.end(),
                     [](std::uint32_t ports) { return ports != unlimited_ports; }) ||
         std::any_of(access.split.begin(), access.split.end(), [](std::uint32_t split) { return split > 1; });
}

}  // namespace

// Ports that a line needs from a site on, towards its head-end.
struct Ports::Need {
  SiteId first;     // the nearest site that may have a number of ports
  SiteId head_end;  // none: up to the source
  bool optical;
  ServiceLines::Path path;
  std::uint64_t ports;
  bool for_splitter;
};

// Consecutive connected premises that leave the same site over final links of the same kind.
struct Ports::Run {
  SiteId site;
  LinkSpecId spec;
  Need need{};  // of all of them
  std::vector<PremisesId> premises;
};

// Calls visit(site, ports, need, feeds) for each site at which the line needs further ports: the number of
// its ports, the need there, and the ports that its splitters need above it in addition. Stops if visit
// returns false.
template <class Visit>
void Ports::for_each_need(const RoutedPlant& routed, const ServiceLines& lines, Need need,
                          Visit visit) const {
  const Plant& plant = routed.plant;
  const Access& access = *plant.access;
  const Reach& reach = routed.reach;
  for (SiteId site = need.first; site.exists() && need.ports > 0;) {
    if (need.head_end.exists() && reach.path[site].elements < reach.path[need.head_end].elements) return;
    const std::uint32_t ports = ports_of(access, site, need.optical);
    const bool splits = need.optical && is_splitter(access, site);
    std::uint64_t feeds = need.ports;
    if (splits) {
      const std::uint64_t split = access.split[site];
      const std::uint64_t in_use = (taken_[site] + need.ports + split - 1) / split;
      feeds = in_use > feeds_[site] ? in_use - feeds_[site] : 0;
    }
    if (ports != unlimited_ports && !visit(site, ports, need, splits ? feeds : 0)) return;
    need.ports = feeds;
    need.for_splitter = need.for_splitter || splits;
    const LinkId via = lines.via(site, need.path);
    if (!via.exists()) return;
    site = lines.upstream(plant, other_end(plant, via, site), need.path).ports;
  }
}

std::optional<FullSite> Ports::shortage(const RoutedPlant& routed, const ServiceLines& lines,
                                        const Need& need) const {
  std::optional<FullSite> full;
  for_each_need(routed, lines, need, [&](SiteId site, std::uint32_t ports, const Need& here, std::uint64_t) {
    if (taken_[site] + here.ports > ports)
      full = {site, ports, ports - taken_[site], here.ports, here.for_splitter};
    return !full;
  });
  return full;
}

bool Ports::take(const RoutedPlant& routed, const ServiceLines& lines, const Need& need) {
  if (shortage(routed, lines, need)) return false;
  for_each_need(routed, lines, need, [&](SiteId site, std::uint32_t, const Need& here, std::uint64_t feeds) {
    taken_[site] += static_cast<std::uint32_t>(here.ports);
    feeds_[site] += static_cast<std::uint32_t>(feeds);
    return true;
  });
  return true;
}

// If there are enough ports for all, it does not matter that they take them one after the other.
void Ports::take(const RoutedPlant& routed, const ServiceLines& lines, const Run& run) {
  if (take(routed, lines, run.need)) return;
  Need one = run.need;
  for (const PremisesId p : run.premises) {
    one.ports = routed.plant.premises.homes[p];
    if (!take(routed, lines, one)) refused_[p] = 1;
  }
}

// A splitter in the live network occupies a port above it, whether homes are connected to it or not.
void Ports::feed_splitters(const RoutedPlant& routed, const ServiceLines& lines) {
  const Plant& plant = routed.plant;
  const Access& access = *plant.access;
  constexpr auto live = ServiceLines::Path::live;
  for (const SiteId site : ids<SiteId>(plant.sites.size())) {
    if (!is_splitter(access, site) || feeds_[site] > 0 || !routed.reach.path[site].is_live()) continue;
    const LinkId via = lines.via(site, live);
    const Upstream line = lines.upstream(plant, site, live);
    if (!via.exists() || line.head_end == site || !is_optical(access, line)) continue;
    const SiteId above = lines.upstream(plant, other_end(plant, via, site), live).ports;
    if (take(routed, lines, {above, line.head_end, true, live, 1, true})) feeds_[site] = 1;
  }
}

Ports::Ports(const RoutedPlant& routed, const ServiceLines& lines) {
  const Plant& plant = routed.plant;
  const Access& access = *plant.access;
  if (!limits_ports(access)) return;
  taken_ = IdVector<SiteId, std::uint32_t>(plant.sites.size());
  feeds_ = IdVector<SiteId, std::uint32_t>(plant.sites.size());
  feed_splitters(routed, lines);
  refused_ = IdVector<PremisesId, std::uint8_t>(plant.premises.size(), 0);
  Run run;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    const LinkId connected = lines.live_final_link(routed, p);
    if (!connected.exists()) continue;
    const SiteId site = plant.links.from[connected];
    const LinkSpecId spec = access.spec[connected];
    if (site != run.site || spec != run.spec) {
      take(routed, lines, run);
      constexpr auto live = ServiceLines::Path::live;
      const Upstream at = lines.approach(plant, site, spec, live).at;
      run.site = site;
      run.spec = spec;
      run.need = {at.ports, at.head_end, is_optical(access, at), live, 0, false};
      run.premises.clear();
    }
    run.premises.push_back(p);
    run.need.ports += plant.premises.homes[p];
  }
  take(routed, lines, run);
}

std::optional<FullSite> Ports::full_site(const RoutedPlant& routed, const ServiceLines& lines,
                                         const Upstream& at, ServiceLines::Path path,
                                         std::uint32_t homes) const {
  if (taken_.empty()) return std::nullopt;
  return shortage(routed, lines,
                  {at.ports, at.head_end, is_optical(*routed.plant.access, at), path, homes, false});
}

bool Ports::has_more(const RoutedPlant& routed, const ServiceLines& lines, const Upstream& at,
                     ServiceLines::Path path, std::uint32_t homes, Memo& memo) const {
  if (taken_.empty()) return true;
  if (memo.ports != at.ports || memo.head_end != at.head_end || memo.technology != at.technology ||
      memo.path != path)
    memo = {at.ports, at.head_end, at.technology, path};
  if (homes <= memo.enough_for) return true;
  if (homes >= memo.too_few_for) return false;
  const bool enough = !full_site(routed, lines, at, path, homes);
  (enough ? memo.enough_for : memo.too_few_for) = homes;
  return enough;
}

}  // namespace lastmile
