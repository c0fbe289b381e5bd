// Over 400 lines: ports, losses and fair shares are one slow calculation, kept apart from the engine.
#include "tests/support/service_oracle.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <variant>

#include "models/access/copper.h"
#include "models/access/radio.h"

namespace lastmile::oracle {
namespace {

// ---- Paths ----

bool is_live(const Plant& plant, SiteId site) {
  return plant.sites.state[site] == State::operational;
}

// All simple paths over `path` on that carry service.
void go_on(const Plant& plant, const Path& path, std::vector<Path>& found) {
  found.push_back(path);
  const SiteId here = path.back().site();
  for (const LinkId link : ids<LinkId>(plant.links.size())) {
    if (plant.links.tier[link] == Tier::drop || plant.links.state[link] != State::operational) continue;
    for (const auto& [from, to] : {std::pair(plant.links.from[link], plant.links.to[link]),
                                   std::pair(plant.links.to[link], plant.links.from[link])}) {
      if (from != here || !is_live(plant, to) ||
          std::find(path.begin(), path.end(), Element{to}) != path.end())
        continue;
      Path longer = path;
      longer.emplace_back(link);
      longer.emplace_back(to);
      go_on(plant, longer, found);
    }
  }
}

std::vector<Path> live_paths(const Plant& plant) {
  std::vector<Path> found;
  for (const SiteId site : ids<SiteId>(plant.sites.size()))
    if (plant.sites.is_source[site] != 0 && is_live(plant, site)) go_on(plant, Path{site}, found);
  return found;
}

double length_of(const Plant& plant, const Path& path) {
  double sum = 0;
  for (const Element& element : path)
    if (element.is_link()) sum += length_m(plant, element.link());
  return sum;
}

// Fewest elements, shortest, final link first in file order, then at each site back to the source the link
// first in file order.
auto rank(const Plant& plant, const Path& path) {
  std::vector<LinkId> links;
  for (auto element = path.rbegin(); element != path.rend(); ++element)
    if (element->is_link()) links.push_back(element->link());
  return std::tuple(path.size(), length_of(plant, path), links);
}

std::vector<LinkId> operational_final_links(const Plant& plant, PremisesId p) {
  std::vector<LinkId> links;
  for (const LinkId link : ids<LinkId>(plant.links.size()))
    if (plant.links.tier[link] == Tier::drop && plant.links.premises[link] == p) links.push_back(link);
  if (plant.has_inline_drop(p)) links.push_back(plant.inline_drop(p));
  std::erase_if(links, [&](LinkId link) { return final_link(plant, link).state != State::operational; });
  return links;
}

std::optional<Path> service_path(const Plant& plant, const std::vector<Path>& live, PremisesId p) {
  std::optional<Path> best;
  for (const LinkId link : operational_final_links(plant, p)) {
    for (Path path : live) {
      if (path.back() != Element{final_link(plant, link).site}) continue;
      path.emplace_back(link);
      if (!best || rank(plant, path) < rank(plant, *best)) best = path;
    }
  }
  return best;
}

// ---- One line ----

// Two figures that differ by rounding are equal.
bool is_less(double a, double b) {
  constexpr double rounding = 1e-9;
  return a < b * (1 - rounding);
}

const Medium* medium_over(const Equipment& equipment, const LinkSpec& spec, MediumKind kind) {
  if (spec.medium.exists()) return &equipment.media[spec.medium];
  for (const Medium& medium : equipment.media)
    if (medium.kind == kind) return &medium;
  return nullptr;
}

std::vector<SiteId> sites_of(const Path& path) {
  std::vector<SiteId> sites;
  for (const Element& element : path)
    if (element.is_site()) sites.push_back(element.site());
  return sites;
}

// The position of the head-end on the path; the size of the path if there is none.
std::size_t find_head_end(const Plant& plant, const Path& path, TechnologyId asked) {
  for (std::size_t i = path.size(); i-- > 0;) {
    if (!path[i].is_site()) continue;
    const TechnologyId there = plant.access->technology[path[i].site()];
    if (asked.exists() ? there == asked : there.exists()) return i;
  }
  return path.size();
}

// One way over the whole path. A link that names no medium is taken for one of the technology that runs over
// it: the line's own from the head-end on, the nearest upstream above it, else fibre.
double delay_us(const Plant& plant, const Path& path, std::size_t head_end, TechnologyId own) {
  const Access& access = *plant.access;
  double sum = 0;
  TechnologyId running;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i].is_site()) {
      if (access.technology[path[i].site()].exists()) running = access.technology[path[i].site()];
      continue;
    }
    const bool is_own = i > head_end || i + 1 == path.size();
    const TechnologyId over = is_own && own.exists() ? own : running;
    const MediumKind kind = over.exists() ? access.equipment.technologies[over].medium : MediumKind::fibre;
    const LinkId link = path[i].link();
    if (const Medium* medium = medium_over(access.equipment, link_spec(plant, link), kind))
      sum += medium->delay_us_per_km * length_m(plant, link) / 1000;
  }
  return sum;
}

struct Totals {
  OpticalPath optical;
  VoiceLoop loop;
  double table_m = 0;
};

void apply_law(const Technology& technology, const Totals& totals, Sight sight, ServiceAnswer& answer) {
  double down = technology.down_mbps;
  double up = technology.up_mbps;
  if (technology.kind == TechnologyKind::optical) {
    answer.budget = optical_budget(technology.optical, totals.optical);
    if (answer.budget->too_weak) answer.lacks |= Obstacle::over_budget;
    if (answer.budget->too_strong) answer.lacks |= Obstacle::under_budget;
  } else if (technology.kind == TechnologyKind::copper) {
    const LineRate rate = rate_at(technology.rates, totals.table_m);
    down = std::min(down, rate.down_mbps);
    up = std::min(up, rate.up_mbps);
  } else if (technology.kind == TechnologyKind::voice) {
    if (!carries_voice(technology.voice, totals.loop)) down = up = 0;
  } else if (technology.kind == TechnologyKind::radio) {
    const std::optional<RadioRate> rate = radio_rate(technology.radio, sight, answer.length_m);
    down = rate ? std::min(down, rate->down_mbps) : 0;
    up = rate ? std::min(up, rate->up_mbps) : 0;
  }
  answer.line_down_mbps = down;
  answer.line_up_mbps = up;
}

ServiceAnswer judge_line(const Plant& plant, const Path& path) {
  const Access& access = *plant.access;
  ServiceAnswer answer;
  answer.has_route = true;
  answer.path = path;
  answer.final_link = path.back().link();
  const LinkSpec& last = link_spec(plant, answer.final_link);
  const std::size_t head_end = find_head_end(plant, path, last.technology);
  TechnologyId own = last.technology;
  if (head_end < path.size()) {
    answer.head_end = path[head_end].site();
    own = answer.technology = access.technology[answer.head_end];
    const Technology& technology = access.equipment.technologies[own];
    Totals totals;
    for (std::size_t i = head_end; i < path.size(); ++i) {
      if (path[i].is_site()) {
        totals.optical.split_db += splitter_loss_db(technology.optical, access.split[path[i].site()]);
        totals.optical.least_split_db +=
            least_splitter_loss_db(technology.optical, access.split[path[i].site()]);
        totals.optical.split *= access.split[path[i].site()];
        continue;
      }
      const LinkId link = path[i].link();
      const LinkSpec& spec = link_spec(plant, link);
      const Medium* medium = medium_over(access.equipment, spec, technology.medium);
      answer.length_m += length_m(plant, link);
      if (medium == nullptr || medium->kind != technology.medium) {
        answer.medium_matches = false;
        continue;
      }
      totals.optical.splices += spec.splices;
      totals.optical.connectors += spec.connectors;
      totals.table_m += medium->rate_length_factor * length_m(plant, link);
      totals.loop.ohm += medium->loop_ohm_per_km * length_m(plant, link) / 1000;
      totals.loop.loss_db += medium->voice_loss_db_per_km * length_m(plant, link) / 1000;
    }
    totals.optical.fibre_m = answer.length_m;
    if (answer.medium_matches) apply_law(technology, totals, last.sight, answer);
  }
  answer.latency_ms = 2 * delay_us(plant, path, head_end, own) / 1000;
  if (own.exists()) answer.latency_ms += access.equipment.technologies[own].latency_ms;

  const ServiceProfile& asked = access.profile;
  if (is_less(answer.line_down_mbps, asked.down_mbps) || is_less(answer.line_up_mbps, asked.up_mbps) ||
      (answer.line_down_mbps == 0 && answer.line_up_mbps == 0))
    answer.lacks |= Obstacle::rate;
  if (asked.latency_ms > 0 && is_less(asked.latency_ms, answer.latency_ms)) answer.lacks |= Obstacle::latency;
  return answer;
}

// ---- Ports ----

bool is_optical(const Plant& plant, TechnologyId technology) {
  return technology.exists() &&
         plant.access->equipment.technologies[technology].kind == TechnologyKind::optical;
}

// Assigns ports one at a time, each to a home or a splitter.
class PortBook {
 public:
  explicit PortBook(const Plant& plant) : plant_(&plant) {}
  void turn_to(bool optical_lines) { optical_ = optical_lines; }

  // The path to an outlet or a splitter, from its head-end on; nearest to the outlet first.
  std::vector<SiteId> sites_on(const Path& path, SiteId head_end) const {
    std::vector<SiteId> sites = sites_of(path);
    if (head_end.exists()) sites.erase(sites.begin(), std::find(sites.begin(), sites.end(), head_end));
    std::reverse(sites.begin(), sites.end());
    return sites;
  }

  // One port at the i-th of the sites, and whatever has to be joined above it.
  bool claim(const std::vector<SiteId>& sites, std::size_t i) {
    if (i == sites.size()) return true;
    const SiteId site = sites[i];
    const Access& access = *plant_->access;
    const bool splits = optical_ && access.split[site] > 1;
    const bool says = access.ports[site] != unlimited_ports;
    if (!says && !splits) return claim(sites, i + 1);
    if (taken[site] == (says ? access.ports[site] : access.split[site])) return false;
    ++taken[site];
    if (!splits) return claim(sites, i + 1);
    // Is there a free output on the splitters that are in use?
    if (taken[site] <= splitters[site] * access.split[site]) return true;
    ++splitters[site];
    return claim(sites, i + 1);
  }

  std::map<SiteId, std::uint64_t> taken;
  std::map<SiteId, std::uint64_t> splitters;  // in use

 private:
  const Plant* plant_;
  bool optical_ = true;
};

bool claim_for_homes(PortBook& book, const std::vector<SiteId>& sites, std::uint32_t homes) {
  for (std::uint32_t home = 0; home < homes; ++home)
    if (!book.claim(sites, 0)) return false;
  return true;
}

void join_splitters(const Plant& plant, const std::vector<Path>& live, PortBook& book) {
  for (const SiteId site : ids<SiteId>(plant.sites.size())) {
    std::optional<Path> best;
    for (const Path& path : live)
      if (path.back() == Element{site} && (!best || rank(plant, path) < rank(plant, *best))) best = path;
    if (!best || best->size() == 1 || plant.access->split[site] <= 1 || book.splitters[site] > 0) continue;
    const std::size_t head_end = find_head_end(plant, *best, TechnologyId::none());
    if (head_end == best->size() || (*best)[head_end] == Element{site}) continue;
    if (!is_optical(plant, plant.access->technology[(*best)[head_end].site()])) continue;
    PortBook tried = book;
    if (!tried.claim(tried.sites_on(*best, (*best)[head_end].site()), 1)) continue;
    book = tried;
    book.splitters[site] = 1;
  }
}

void give_out_ports(const Plant& plant, const std::vector<Path>& live, std::vector<ServiceAnswer>& all) {
  PortBook book(plant);
  join_splitters(plant, live, book);
  for (const bool connected : {true, false}) {
    for (const PremisesId p : ids<PremisesId>(all.size())) {
      ServiceAnswer& answer = all[p.value];
      if (!answer.has_route || answer.is_connected != connected) continue;
      PortBook tried = book;
      tried.turn_to(is_optical(plant, answer.technology));
      answer.has_port =
          claim_for_homes(tried, tried.sites_on(answer.path, answer.head_end), plant.premises.homes[p]);
      if (!answer.has_port) answer.lacks |= Obstacle::no_port;
      if (!connected || !answer.has_port) continue;
      book = tried;
    }
  }
}

// ---- Shares ----

struct Direction {
  double ServiceAnswer::*line;
  double ServiceAnswer::*share;
  double Technology::*shared;
  double LinkSpec::*capacity;
};
constexpr std::array<Direction, 2> directions = {{
    {&ServiceAnswer::line_down_mbps, &ServiceAnswer::down_mbps, &Technology::shared_down_mbps,
     &LinkSpec::down_capacity_mbps},
    {&ServiceAnswer::line_up_mbps, &ServiceAnswer::up_mbps, &Technology::shared_up_mbps,
     &LinkSpec::up_capacity_mbps},
}};

// A resource: a link, or a shared medium (its start and its technology).
using Segment = std::pair<SiteId, TechnologyId>;
using Resource = std::variant<LinkId, Segment>;

std::optional<Segment> segment_of(const Plant& plant, const ServiceAnswer& answer) {
  if (!answer.head_end.exists()) return std::nullopt;
  const bool is_optical =
      plant.access->equipment.technologies[answer.technology].kind == TechnologyKind::optical;
  if (!is_optical) return Segment(answer.head_end, answer.technology);
  bool below = false;
  for (const SiteId site : sites_of(answer.path)) {
    below = below || site == answer.head_end;
    if (below && plant.access->split[site] > 1) return Segment(site, answer.technology);
  }
  return std::nullopt;
}

class Sharing {
 public:
  Sharing(const Plant& plant, const Direction& direction) : plant_(plant), direction_(direction) {}

  FlowOnPath flow_of(PremisesId p, const ServiceAnswer& answer) {
    FlowOnPath flow;
    flow.weight = plant_.premises.homes[p] * plant_.access->busy_hour_share;
    flow.cap = answer.*direction_.line;
    flow.cap = std::min(
        flow.cap, link_spec(plant_, answer.final_link).*direction_.capacity / std::max(1.0, flow.weight));
    for (const Element& element : answer.path) {
      if (element.is_link() && element.link() != answer.final_link)
        pass(element.link(), link_spec(plant_, element.link()).*direction_.capacity, flow);
    }
    if (const std::optional<Segment> segment = segment_of(plant_, answer))
      pass(*segment, plant_.access->equipment.technologies[segment->second].*direction_.shared, flow);
    return flow;
  }

  const std::vector<double>& capacities() const { return capacities_; }

 private:
  void pass(const Resource& resource, double capacity, FlowOnPath& flow) {
    if (std::isinf(capacity)) return;
    const auto [known, is_new] = numbers_.emplace(resource, capacities_.size());
    if (is_new) capacities_.push_back(capacity);
    flow.resources.push_back(known->second);
    flow.cap = std::min(flow.cap, capacity);
  }

  const Plant& plant_;
  Direction direction_;
  std::map<Resource, std::size_t> numbers_;
  std::vector<double> capacities_;
};

bool takes_part(const Plant& plant, PremisesId p, const ServiceAnswer& answer) {
  const bool is_lit =
      !answer.lacks.contains(Obstacle::over_budget) && !answer.lacks.contains(Obstacle::under_budget);
  return answer.is_connected && plant.premises.subscribed[p] != 0 && plant.premises.homes[p] > 0 &&
         answer.has_port && is_lit && (answer.line_down_mbps > 0 || answer.line_up_mbps > 0);
}

void share_out(const Plant& plant, const Direction& direction, std::vector<ServiceAnswer>& all) {
  Sharing sharing(plant, direction);
  std::vector<FlowOnPath> flows;
  std::vector<PremisesId> owners;
  for (const PremisesId p : ids<PremisesId>(all.size())) {
    if (!all[p.value].takes_part) continue;
    flows.push_back(sharing.flow_of(p, all[p.value]));
    owners.push_back(p);
  }
  const std::vector<double> shares = fill_slowly(sharing.capacities(), flows);
  for (std::size_t i = 0; i < owners.size(); ++i) all[owners[i].value].*direction.share = shares[i];
  for (const PremisesId p : ids<PremisesId>(all.size())) {
    if (!all[p.value].has_route || all[p.value].takes_part) continue;
    std::vector<FlowOnPath> with_one_more = flows;
    with_one_more.push_back(sharing.flow_of(p, all[p.value]));
    all[p.value].*direction.share = fill_slowly(sharing.capacities(), with_one_more).back();
  }
}

void judge_sharing(const ServiceProfile& asked, ServiceAnswer& answer) {
  const auto falls_short = [](double alone, double share, double wanted) {
    return !is_less(alone, wanted) && is_less(share, wanted);
  };
  if (falls_short(answer.line_down_mbps, answer.down_mbps, asked.down_mbps) ||
      falls_short(answer.line_up_mbps, answer.up_mbps, asked.up_mbps))
    answer.lacks |= Obstacle::capacity;
}

}  // namespace

std::vector<ServiceAnswer> judge_service(const Plant& plant, const Answer& answer) {
  std::vector<ServiceAnswer> all;
  const std::vector<Path> live = live_paths(plant);
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    all.emplace_back();
    if (const std::optional<Path> path = service_path(plant, live, p)) {
      all.back() = judge_line(plant, *path);
      all.back().is_connected = true;
    } else if (const std::optional<Route>& best = answer.premises[p].best_path) {
      all.back() = judge_line(plant, best->elements);
    }
  }
  give_out_ports(plant, live, all);
  for (const PremisesId p : ids<PremisesId>(all.size()))
    all[p.value].takes_part = takes_part(plant, p, all[p.value]);
  for (const Direction& direction : directions) share_out(plant, direction, all);
  for (ServiceAnswer& one : all)
    if (one.has_route) judge_sharing(plant.access->profile, one);
  return all;
}

}  // namespace lastmile::oracle
