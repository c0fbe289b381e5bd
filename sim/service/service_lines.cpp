#include "sim/service/service_lines.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lastmile {
namespace {

// The medium of links that name none: the first of its kind with a rate length factor of 1, which for copper
// is the 0.4 mm pair. None if there is no such medium.
MediumId usual_medium(const Equipment& equipment, MediumKind kind) {
  for (const MediumId id : ids<MediumId>(equipment.media.size()))
    if (equipment.media[id].kind == kind && equipment.media[id].rate_length_factor == 1) return id;
  return MediumId::none();
}

SiteId site_of(const Network& network, CoreVertex v) {
  return network.core_sites[v - 1];
}

// The core sites with a path from a source, each after its predecessors on any best or live path.
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

// Calls visit(site) for all sites with a path from a source in such an order: the core, then the hanging
// trees.
class SitesOutwards {
 public:
  SitesOutwards(const Network& network, const Reach& reach, const std::vector<CoreVertex>& core)
      : network_(network), reach_(reach), core_(core) {}
  template <class Visit>
  void for_each(Visit visit) const {
    for (const CoreVertex v : core_) visit(site_of(network_, v));
    for (const SiteId site : network_.tree_sites)
      if (reach_.path[site].exists()) visit(site);
  }

 private:
  const Network& network_;
  const Reach& reach_;
  const std::vector<CoreVertex>& core_;
};

// The last link of each site's path: for live sites of the core, of the shortest among the live paths with
// the fewest elements; for all others, of the best path.
IdVector<SiteId, LinkId> live_links(const RoutedPlant& routed, const std::vector<CoreVertex>& order) {
  const auto& [plant, network, reach] = routed;
  IdVector<SiteId, LinkId> via = reach.via;
  std::vector<double> length(network.core_sites.size() + 1, 0);
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
      const double here = length[before] + length_m(plant, link);
      if (here < shortest || (here == shortest && link < via[site])) {
        shortest = here;
        via[site] = link;
      }
    }
    length[v] = shortest;
  }
  return via;
}

// The rates and the budget of the technology for one home over the line.
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

// Passes the splitter of the site if it has one and the line is optical.
void pass_splitter(const Access& access, SiteId site, Upstream& line) {
  if (!line.technology.exists() || access.split[site] <= 1) return;
  const Technology& technology = access.equipment.technologies[line.technology];
  if (technology.kind != TechnologyKind::optical) return;
  add_splitter(technology.optical, access.split[site], line.optical);
  if (!line.segment.exists()) line.segment = site;
}

// The upstream data at a site: inherited, or started anew if the site has a technology of its own.
Upstream begin_at(const Access& access, SiteId site, const Upstream& from_above) {
  Upstream here = from_above;
  if (access.ports[site] != unlimited_ports || access.split[site] > 1) here.ports = site;
  if (access.technology[site].exists()) {
    here.head_end = site;
    here.technology = access.technology[site];
    here.length_m = here.table_length_m = 0;
    here.medium_matches = true;
    here.optical = {};
    here.loop = {};
    const Technology& technology = access.equipment.technologies[here.technology];
    here.segment = technology.kind == TechnologyKind::optical ? SiteId::none() : site;
  }
  pass_splitter(access, site, here);
  return here;
}

bool is_limited(const Plant& plant, LinkId link) {
  const LinkSpec& spec = link_spec(plant, link);
  return std::isfinite(spec.down_capacity_mbps) || std::isfinite(spec.up_capacity_mbps);
}

const Technology* technology_at(const Access& access, const Upstream& line) {
  return line.technology.exists() ? &access.equipment.technologies[line.technology] : nullptr;
}

// Extends a line by one link: lengths, losses and delay, but not capacity.
inline void extend_over(const LinkSpec& spec, const Technology* technology, const Medium* medium, double m,
                        Upstream& line) {
  line.from_source_m += m;
  if (medium != nullptr) line.delay_us += m / 1000 * medium->delay_us_per_km;
  if (technology == nullptr) return;
  line.length_m += m;
  if (medium == nullptr || medium->kind != technology->medium) {
    line.medium_matches = false;
    return;
  }
  line.optical.fibre_m += m;
  line.optical.splices += spec.splices;
  line.optical.connectors += spec.connectors;
  line.table_length_m += m * medium->rate_length_factor;
  add_pair(*medium, m, line.loop);
}

}  // namespace

Obstacles line_shortfalls(const ServiceProfile& asked, const Line& line) {
  Obstacles lacks;
  const bool gives_nothing = line.down_mbps <= 0 && line.up_mbps <= 0;
  if (gives_nothing || falls_short(line.down_mbps, asked.down_mbps) ||
      falls_short(line.up_mbps, asked.up_mbps))
    lacks |= Obstacle::rate;
  if (asked.latency_ms > 0 && falls_short(asked.latency_ms, line.latency_ms)) lacks |= Obstacle::latency;
  return lacks;
}

ServiceLines::ServiceLines(const RoutedPlant& routed) {
  const auto& [plant, network, reach] = routed;
  for (const MediumKind kind : enum_values<MediumKind>())
    usual_medium_[kind] = usual_medium(plant.access->equipment, kind);
  const std::vector<CoreVertex> core = core_outwards(network, reach);
  const SitesOutwards order(network, reach, core);
  live_ = follow(plant, order, live_links(routed, core));
  if (live_.via.raw() != reach.via.raw()) best_ = follow(plant, order, reach.via);
}

template <class Order>
ServiceLines::Tree ServiceLines::follow(const Plant& plant, const Order& order,
                                        IdVector<SiteId, LinkId> via) {
  Tree tree{std::move(via), IdVector<SiteId, std::uint32_t>(plant.sites.size(), not_kept), {}};
  IdVector<SiteId, std::uint8_t> leads_on(plant.sites.size(), 0);
  order.for_each([&](SiteId site) {
    if (const LinkId link = tree.via[site]; link.exists()) leads_on[other_end(plant, link, site)] = 1;
  });
  order.for_each([&](SiteId site) {
    const LinkId link = tree.via[site];
    const bool limited = link.exists() && is_limited(plant, link);
    if (link.exists() && leads_on[site] == 0 && !limited) return;
    Upstream here = found(plant, tree, site);
    if (limited) {
      chain_.push_back({link, here.chain});
      here.chain = ChainId{chain_.size() - 1};
      const LinkSpec& spec = link_spec(plant, link);
      here.narrowest = {std::min(here.narrowest.down_mbps, spec.down_capacity_mbps),
                        std::min(here.narrowest.up_mbps, spec.up_capacity_mbps)};
    }
    tree.kept_as[site] = static_cast<std::uint32_t>(tree.kept.size());
    tree.kept.push_back(here);
  });
  return tree;
}

// Derived from the previous site, without the capacity of the link between them.
Upstream ServiceLines::found(const Plant& plant, const Tree& tree, SiteId site) const {
  Upstream line;
  if (const LinkId link = tree.via[site]; link.exists()) {
    line = tree.kept[tree.kept_as[other_end(plant, link, site)]];
    extend(plant, link, line);
  }
  return begin_at(*plant.access, site, line);
}

Upstream ServiceLines::upstream(const Plant& plant, SiteId site, Path path) const {
  const Tree& paths = tree(path);
  const std::uint32_t kept_as = paths.kept_as[site];
  return kept_as != not_kept ? paths.kept[kept_as] : found(plant, paths, site);
}

const Medium* ServiceLines::medium_of(const Access& access, const LinkSpec& spec,
                                      const Technology* technology) const {
  const MediumKind kind = technology != nullptr ? technology->medium : MediumKind::fibre;
  const MediumId id = spec.medium.exists() ? spec.medium : usual_medium_[kind];
  return id.exists() ? &access.equipment.media[id] : nullptr;
}

void ServiceLines::extend(const Plant& plant, LinkId link, Upstream& line) const {
  const LinkSpec& spec = link_spec(plant, link);
  const Technology* technology = technology_at(*plant.access, line);
  extend_over(spec, technology, medium_of(*plant.access, spec, technology), length_m(plant, link), line);
}

// As upstream(), but starting at the nearest head-end of this technology. Without a head-end if there is
// none.
Upstream ServiceLines::upstream_with(const Plant& plant, SiteId site, TechnologyId technology,
                                     Path path) const {
  const Access& access = *plant.access;
  const Upstream as_it_is = upstream(plant, site, path);
  std::vector<SiteId> down;
  SiteId at = site;
  while (access.technology[at] != technology) {
    down.push_back(at);
    const LinkId link = via(at, path);
    if (!link.exists()) {
      Upstream none = as_it_is;
      none.head_end = none.segment = SiteId::none();
      none.technology = technology;
      return none;
    }
    at = other_end(plant, link, at);
  }
  Upstream line = upstream(plant, at, path);
  for (std::size_t i = down.size(); i-- > 0;) {
    extend(plant, via(down[i], path), line);
    pass_splitter(access, down[i], line);
  }
  line.chain = as_it_is.chain;
  line.narrowest = as_it_is.narrowest;
  line.ports = as_it_is.ports;
  return line;
}

LinkId ServiceLines::live_final_link(const RoutedPlant& routed, PremisesId p) const {
  const Plant& plant = routed.plant;
  const Reach& reach = routed.reach;
  LinkId best;
  std::uint32_t fewest = 0;
  const auto length = [&](LinkId id) {
    return upstream(plant, plant.links.from[id], Path::live).from_source_m + length_m(plant, id);
  };
  for_each_final_link(plant, routed.network, p, [&](const FinalLink& link) {
    const PathLabel& path = reach.path[link.site];
    if (!carries_service(link.state) || !path.is_live()) return;
    if (best.exists() &&
        (path.elements > fewest || (path.elements == fewest && length(link.id) >= length(best))))
      return;
    best = link.id;
    fewest = path.elements;
  });
  return best;
}

Approach ServiceLines::approach(const Plant& plant, SiteId site, LinkSpecId spec_id, Path path) const {
  const Access& access = *plant.access;
  const LinkSpec& spec = access.link_specs[spec_id];
  Approach way{site, spec_id, upstream(plant, site, path), nullptr, nullptr};
  if (spec.technology.exists() && spec.technology != way.at.technology)
    way.at = upstream_with(plant, site, spec.technology, path);
  way.technology = technology_at(access, way.at);
  way.medium = medium_of(access, spec, way.technology);
  return way;
}

Line ServiceLines::line(const Plant& plant, LinkId id, Path path) const {
  Line line;
  approach(plant, plant.links.from[id], plant.access->spec[id], path).lead_to(plant, id, line);
  return line;
}

void Approach::lead_to(const Plant& plant, LinkId final_link, Line& line) const {
  const LinkSpec& link = plant.access->link_specs[spec];
  line.final_link = final_link;
  line.at = at;
  line.capacity = {link.down_capacity_mbps, link.up_capacity_mbps};
  line.down_mbps = line.up_mbps = 0;
  line.budget = {};
  line.lacks = {};
  extend_over(link, technology, medium, length_m(plant, final_link), line.at);
  if (line.at.head_end.exists() && line.at.medium_matches) apply_technology(*technology, link.sight, line);
  line.latency_ms = round_trip_ms(line.at.delay_us);
  if (technology != nullptr) line.latency_ms += technology->latency_ms;
  line.lacks |= line_shortfalls(plant.access->profile, line);
}

const Approach& ApproachMemo::find(const Plant& plant, const ServiceLines& lines, LinkId id,
                                   ServiceLines::Path path) {
  Approach& last = last_[path];
  const SiteId site = plant.links.from[id];
  const LinkSpecId spec = plant.access->spec[id];
  if (site != last.site || spec != last.spec) last = lines.approach(plant, site, spec, path);
  return last;
}

}  // namespace lastmile
