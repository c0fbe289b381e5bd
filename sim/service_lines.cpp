#include "sim/service_lines.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lastmile {
namespace {

// The medium of a link that names none: the first of the kind that runs over it by which tables of rates are
// counted, of copper the pair of 0.4 mm.
const Medium* medium_of(const Equipment& equipment, const LinkMake& make, MediumKind kind) {
  if (make.medium.exists()) return &equipment.media[make.medium];
  const auto found = std::find_if(equipment.media.begin(), equipment.media.end(), [&](const Medium& medium) {
    return medium.kind == kind && medium.rate_length_factor == 1;
  });
  return found == equipment.media.end() ? nullptr : &*found;
}

SiteId site_of(const Network& network, CoreVertex v) {
  return network.core_sites[v - 1];
}

// The core's sites that the design joins to a source, each after those before it on any best or live path.
std::vector<CoreVertex> core_outwards(const Network& network, const Reach& reach) {
  std::vector<CoreVertex> order;
  order.reserve(network.core_sites.size());
  for (CoreVertex v = 1; v <= network.core_sites.size(); ++v)
    if (reach.path[site_of(network, v)].exists()) order.push_back(v);
  std::stable_sort(order.begin(), order.end(), [&](CoreVertex a, CoreVertex b) {
    return reach.path[site_of(network, a)].elements < reach.path[site_of(network, b)].elements;
  });
  return order;
}

// The same for all sites: the core, then the hanging trees.
std::vector<SiteId> sites_outwards(const Network& network, const Reach& reach,
                                   const std::vector<CoreVertex>& core) {
  std::vector<SiteId> order;
  order.reserve(core.size() + network.tree_sites.size());
  for (const CoreVertex v : core) order.push_back(site_of(network, v));
  for (const SiteId site : network.tree_sites)
    if (reach.path[site].exists()) order.push_back(site);
  return order;
}

// For live sites of the core the last link of the shortest among the live paths with the fewest elements, for
// all others that of the best path.
IdVector<SiteId, LinkId> live_links(const Plant& plant, const Network& network, const Reach& reach,
                                    const std::vector<CoreVertex>& order) {
  IdVector<SiteId, LinkId> via = reach.via;
  IdVector<SiteId, double> length(plant.sites.size(), 0);
  for (const CoreVertex v : order) {
    const SiteId site = site_of(network, v);
    if (!reach.path[site].is_live() || !reach.via[site].exists()) continue;
    double shortest = std::numeric_limits<double>::infinity();
    for (auto [arc, end] = out_edges(v, network.core); arc != end; ++arc) {
      const CoreVertex before = target(*arc, network.core);
      const LinkId link = network.core[*arc].link;
      if (before == core_root || !carries_service(plant.links.state[link])) continue;
      const PathLabel& path = reach.path[site_of(network, before)];
      if (!path.is_live() || path.elements + 2 != reach.path[site].elements) continue;
      const double here = length[site_of(network, before)] + length_m(plant, link);
      if (here < shortest || (here == shortest && link < via[site])) {
        shortest = here;
        via[site] = link;
      }
    }
    length[site] = shortest;
  }
  return via;
}

// What the technology gives one home over the line.
void apply_technology(const Technology& technology, Sight sight, Line& line) {
  line.down_mbps = technology.down_mbps;
  line.up_mbps = technology.up_mbps;
  switch (technology.kind) {
    case TechnologyKind::optical:
      line.budget = optical_budget(technology.optical, line.at.optical);
      if (line.budget.too_weak) line.lacks |= Obstacle::over_budget;
      if (line.budget.too_strong) line.lacks |= Obstacle::under_budget;
      break;
    case TechnologyKind::copper: {
      const LineRate rate = rate_at(technology.rates, line.at.table_length_m);
      line.down_mbps = std::min(line.down_mbps, rate.down_mbps);
      line.up_mbps = std::min(line.up_mbps, rate.up_mbps);
      break;
    }
    case TechnologyKind::voice:
      if (!carries_voice(technology.voice, line.at.loop)) line.down_mbps = line.up_mbps = 0;
      break;
    case TechnologyKind::radio: {
      const auto rate = radio_rate(technology.radio, sight, line.at.length_m);
      line.down_mbps = std::min(line.down_mbps, rate ? rate->down_mbps : 0);
      line.up_mbps = std::min(line.up_mbps, rate ? rate->up_mbps : 0);
      break;
    }
    case TechnologyKind::coax:
    case TechnologyKind::satellite: break;
  }
}

// Through the splitter of a site, where it has one and the line is optical.
void pass_splitter(const Access& access, SiteId site, Upstream& line) {
  if (!line.technology.exists() || access.split[site] <= 1) return;
  const Technology& technology = access.equipment.technologies[line.technology];
  if (technology.kind != TechnologyKind::optical) return;
  add_splitter(technology.optical, access.split[site], line.optical);
  if (!line.segment.exists()) line.segment = site;
}

// The site takes over what comes from above; a technology of its own begins here anew.
Upstream begin_at(const Access& access, SiteId site, const Upstream& from_above) {
  Upstream here = from_above;
  if (access.ports[site] != unlimited_ports) here.ports = site;
  if (access.technology[site].exists()) {
    here.head_end = site;
    here.technology = access.technology[site];
    here.length_m = here.table_length_m = 0;
    here.is_right_medium = true;
    here.optical = {};
    here.loop = {};
    const Technology& technology = access.equipment.technologies[here.technology];
    here.segment = technology.kind == TechnologyKind::optical ? SiteId::none() : site;
  }
  pass_splitter(access, site, here);
  return here;
}

}  // namespace

void extend(const Plant& plant, LinkId link, Upstream& line) {
  const Access& access = *plant.access;
  const LinkMake& make = make_of(plant, link);
  const double m = length_m(plant, link);
  const Technology* technology =
      line.technology.exists() ? &access.equipment.technologies[line.technology] : nullptr;
  const Medium* medium =
      medium_of(access.equipment, make, technology != nullptr ? technology->medium : MediumKind::fibre);
  line.via = link;
  line.from_source_m += m;
  if (medium != nullptr) line.delay_us += m / 1000 * medium->delay_us_per_km;
  if (technology == nullptr) return;
  line.length_m += m;
  if (medium == nullptr || medium->kind != technology->medium) {
    line.is_right_medium = false;
    return;
  }
  line.optical.fibre_m += m;
  line.optical.splices += make.splices;
  line.optical.connectors += make.connectors;
  line.table_length_m += m * medium->rate_length_factor;
  add_pair(*medium, m, line.loop);
}

ServiceLines::ServiceLines(const Plant& plant, const Network& network, const Reach& reach) {
  const std::vector<CoreVertex> core = core_outwards(network, reach);
  const std::vector<SiteId> order = sites_outwards(network, reach, core);
  const IdVector<SiteId, LinkId> live = live_links(plant, network, reach, core);
  live_ = follow(plant, order, live);
  if (live.raw() != reach.via.raw()) best_ = follow(plant, order, reach.via);
}

ChainId ServiceLines::chain_below(const Plant& plant, LinkId link, ChainId above) {
  if (std::isinf(make_of(plant, link).capacity_mbps)) return above;
  chain_.push_back({link, above});
  return ChainId{chain_.size() - 1};
}

IdVector<SiteId, Upstream> ServiceLines::follow(const Plant& plant, const std::vector<SiteId>& order,
                                                const IdVector<SiteId, LinkId>& via) {
  IdVector<SiteId, Upstream> all(plant.sites.size());
  for (const SiteId site : order) {
    Upstream line;
    if (const LinkId link = via[site]; link.exists()) {
      line = all[other_end(plant, link, site)];
      line.chain = chain_below(plant, link, line.chain);
      extend(plant, link, line);
    }
    all[site] = begin_at(*plant.access, site, line);
  }
  return all;
}

// As upstream(), but from the nearest head-end of this technology on. None of it where there is no such one.
Upstream ServiceLines::upstream_with(const Plant& plant, SiteId site, TechnologyId technology,
                                     Path path) const {
  const Access& access = *plant.access;
  std::vector<SiteId> down;
  SiteId at = site;
  while (access.technology[at] != technology) {
    down.push_back(at);
    const LinkId via = upstream(at, path).via;
    if (!via.exists()) {
      Upstream none = upstream(site, path);
      none.head_end = none.segment = SiteId::none();
      none.technology = technology;
      return none;
    }
    at = other_end(plant, via, at);
  }
  Upstream line = upstream(at, path);
  for (std::size_t i = down.size(); i-- > 0;) {
    const Upstream& as_it_is = upstream(down[i], path);
    extend(plant, as_it_is.via, line);
    line.chain = as_it_is.chain;
    line.ports = as_it_is.ports;
    pass_splitter(access, down[i], line);
  }
  return line;
}

LinkId ServiceLines::live_final_link(const Plant& plant, const Network& network, const Reach& reach,
                                     PremisesId p) const {
  LinkId best;
  std::uint32_t fewest = 0;
  double shortest = 0;
  for_each_final_link(plant, network, p, [&](LinkId id) {
    const FinalLink link = final_link(plant, id);
    const PathLabel& path = reach.path[link.site];
    if (!carries_service(link.state) || !path.is_live()) return;
    const double length = live_[link.site].from_source_m + length_m(plant, id);
    if (best.exists() && (path.elements > fewest || (path.elements == fewest && length >= shortest))) return;
    best = id;
    fewest = path.elements;
    shortest = length;
  });
  return best;
}

Line ServiceLines::line(const Plant& plant, LinkId id, Path path) const {
  const Access& access = *plant.access;
  const LinkMake& make = make_of(plant, id);
  const SiteId site = final_link(plant, id).site;
  Line line;
  line.final_link = id;
  line.capacity_mbps = make.capacity_mbps;
  line.at = upstream(site, path);
  if (make.technology.exists() && make.technology != line.at.technology)
    line.at = upstream_with(plant, site, make.technology, path);
  extend(plant, id, line.at);
  if (line.at.head_end.exists() && line.at.is_right_medium)
    apply_technology(access.equipment.technologies[line.at.technology], make.sight, line);
  line.latency_ms = there_and_back_ms(line.at.delay_us);
  if (line.at.technology.exists())
    line.latency_ms += access.equipment.technologies[line.at.technology].latency_ms;

  const ServiceProfile& asked = access.profile;
  const bool gives_nothing = line.down_mbps <= 0 && line.up_mbps <= 0;
  if (gives_nothing || falls_short(line.down_mbps, asked.down_mbps) ||
      falls_short(line.up_mbps, asked.up_mbps))
    line.lacks |= Obstacle::rate;
  if (asked.latency_ms > 0 && falls_short(asked.latency_ms, line.latency_ms)) line.lacks |= Obstacle::latency;
  return line;
}

}  // namespace lastmile
