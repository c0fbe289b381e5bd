#include "sim/reliability/shared_ways.h"

#include <algorithm>
#include <bit>
#include <set>
#include <unordered_map>

namespace lastmile {
namespace {

constexpr std::size_t most_sites_together = 3;
// Elements of all graphs that are solved, each counted once per solution.
constexpr std::uint64_t most_work = 200'000'000;

}  // namespace

SharedWays::Drops SharedWays::drops_of(PremisesId p) const {
  Drops drops;
  drops.root = live_drops(plant_, live_, p).depends_on;
  for_each_live_drop(plant_, live_, p, [&](LinkId, SiteId site) {
    if (site != drops.root) drops.sites.push_back(site);
  });
  std::sort(drops.sites.begin(), drops.sites.end());
  drops.sites.erase(std::unique(drops.sites.begin(), drops.sites.end()), drops.sites.end());
  for_each_live_drop(plant_, live_, p, [&](LinkId link, SiteId site) {
    const auto place = std::lower_bound(drops.sites.begin(), drops.sites.end(), site) - drops.sites.begin();
    drops.links.emplace_back(link, site == drops.root ? drops.sites.size() : static_cast<std::size_t>(place));
  });
  return drops;
}

// All blocks between the root and the sites; `vertices` are those of the sites.
ElementGraph SharedWays::graph_between(SiteId root, const Sites& sites,
                                       std::vector<std::uint32_t>& vertices) const {
  ElementGraph graph;
  std::unordered_map<std::uint32_t, std::uint32_t> vertex_of;
  const auto vertex = [&](SiteId site) -> std::uint32_t {
    if (!site.exists() || site == root) return 0;
    const auto [found, is_new] = vertex_of.emplace(site.value, 0);
    if (is_new) found->second = graph.add_site(site);
    return found->second;
  };
  std::set<SiteId> seen;  // one of each block, or the lower end of a bridge
  for (const SiteId end : sites) {
    for (SiteId site = end; site.exists() && site != root; site = live_.above[site]) {
      const BlockId block = live_.network.site_block[site];
      const bool is_core = block.value < live_.network.first_island.value;
      const std::size_t place = block.value - 1;
      if (!seen.insert(is_core ? live_.sites_of(place).front() : site).second) break;
      if (is_core)
        for (const BlockLink& link : live_.links_of(place))
          graph.add_link(link.link, vertex(link.a), vertex(link.b));
      else
        graph.add_link(live_.bridge[site], vertex(live_.above[site]), vertex(site));
    }
  }
  for (const SiteId site : sites) vertices.push_back(vertex(site));
  return graph;
}

std::optional<JoinedByState> SharedWays::solve_within_limits(const ElementGraph& graph) {
  work_ += graph.graph.edges.size() + graph.graph.vertices;
  if (work_ > most_work) return std::nullopt;
  return solve(graph, risks_);
}

// From the probabilities that some site of each set is joined: for the set alone its own, for larger sets
// that of a vertex beside them.
std::optional<SharedWays::Together> SharedWays::find_together(SiteId root, const Sites& sites) {
  std::vector<std::uint32_t> vertices;
  ElementGraph graph = graph_between(root, sites, vertices);
  const std::size_t sets = std::size_t{1} << sites.size();
  std::vector<std::vector<double>> none_joined(sets);  // [set][combination]
  Risks risks;
  for (std::size_t set = 1; set < sets; ++set) {
    ElementGraph with_vertex = graph;
    std::uint32_t asked = vertices[static_cast<std::size_t>(std::countr_zero(set))];
    if (!std::has_single_bit(set)) {
      asked = with_vertex.add_site(SiteId::none());
      for (std::size_t i = 0; i < sites.size(); ++i)
        if ((set >> i & 1U) != 0) with_vertex.add_link(LinkId::none(), vertices[i], asked);
    }
    const auto solved = solve_within_limits(with_vertex);
    if (!solved) return std::nullopt;
    risks = solved->risks;
    for (const std::vector<double>& joined : solved->joined) none_joined[set].push_back(1 - joined[asked]);
  }
  const std::size_t combinations = std::size_t{1} << risks.size();
  none_joined[0].assign(combinations, 1);
  Together together{risks, std::vector<std::vector<double>>(combinations, std::vector<double>(sets, 0))};
  for (std::size_t present = 0; present < combinations; ++present)
    for (std::size_t up = 0; up < sets; ++up) {
      // Inclusion and exclusion: the others are down, and no part of `up` is.
      double exactly = 0;
      for (std::size_t part = up;; part = (part - 1) & up) {
        const double sign = std::popcount(part) % 2 == 0 ? 1 : -1;
        exactly += sign * none_joined[(sets - 1 - up) | part][present];
        if (part == 0) break;
      }
      together.sets[present][up] = std::max(0.0, exactly);
    }
  return together;
}

const std::optional<SharedWays::Together>& SharedWays::together(SiteId root, const Sites& sites) {
  const auto [found, is_new] = known_.try_emplace({root, sites});
  if (is_new) found->second = find_together(root, sites);
  return found->second;
}

std::optional<double> SharedWays::from_sets(const Drops& drops) {
  const std::optional<Together>& sites = together(drops.root, drops.sites);
  if (!sites) return std::nullopt;
  const Way before = way_to(drops.root);
  const Condition& up_to_root = conditions_[before.condition];
  Risks all = united(up_to_root.risks, sites->risks);
  for (const auto& [link, place] : drops.links) all = united(all, risks_[risks_.risks(link)]);
  if (all.size() > most_risks_on_a_way) return std::nullopt;
  double availability = 0;
  std::vector<double> all_down(drops.sites.size() + 1);  // of the final links at each site
  for (std::uint32_t present = 0; present < 1U << all.size(); ++present) {
    std::fill(all_down.begin(), all_down.end(), 1);
    for (const auto& [link, place] : drops.links)
      all_down[place] *= 1 - risks_.own_up(link) * risks_.survives(risks_.risks(link), all, present);
    const std::vector<double>& sets = sites->sets[restricted(present, all, sites->risks)];
    double down = 0;
    for (std::size_t set = 0; set < sets.size(); ++set) {
      double part = sets[set] * all_down.back();
      for (std::size_t i = 0; i < drops.sites.size(); ++i)
        if ((set >> i & 1U) != 0) part *= all_down[i];
      down += part;
    }
    availability += risks_.weight(all, present) *
                    up_to_root.value[restricted(present, all, up_to_root.risks)] * (1 - down);
  }
  return std::clamp(before.scale * availability, 0.0, 1.0);
}

PremisesGraph SharedWays::graph_of(const Drops& drops) const {
  std::vector<std::uint32_t> vertices;
  PremisesGraph one{drops.root, graph_between(drops.root, drops.sites, vertices), 0};
  vertices.push_back(0);
  one.premises = one.graph.add_site(SiteId::none());
  for (const auto& [link, place] : drops.links) one.graph.add_link(link, vertices[place], one.premises);
  return one;
}

std::optional<double> SharedWays::as_vertex(const Drops& drops) {
  const PremisesGraph one = graph_of(drops);
  const auto solved = solve_within_limits(one.graph);
  if (!solved) return std::nullopt;
  const Way before = way_to(drops.root);
  const Condition& up_to_root = conditions_[before.condition];
  const Risks all = united(up_to_root.risks, solved->risks);
  if (all.size() > most_risks_on_a_way) return std::nullopt;
  double availability = 0;
  for (std::uint32_t present = 0; present < 1U << all.size(); ++present)
    availability += risks_.weight(all, present) *
                    up_to_root.value[restricted(present, all, up_to_root.risks)] *
                    solved->joined[restricted(present, all, solved->risks)][one.premises];
  return before.scale * availability;
}

std::optional<double> SharedWays::availability(PremisesId p) {
  const Drops drops = drops_of(p);
  if (!way_to(drops.root).is_exact()) return std::nullopt;
  return drops.sites.size() <= most_sites_together ? from_sets(drops) : as_vertex(drops);
}

}  // namespace lastmile
