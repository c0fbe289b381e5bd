#include "sim/planning/network_plan.h"

#include <algorithm>
#include <numeric>

namespace lastmile::planning {
namespace {

// Sites that operational links join.
class Groups {
 public:
  explicit Groups(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0U); }
  std::uint32_t of(std::uint32_t x) {
    while (parent_[x] != x) x = parent_[x] = parent_[parent_[x]];
    return x;
  }
  void join(std::uint32_t a, std::uint32_t b) { parent_[of(a)] = of(b); }

 private:
  std::vector<std::uint32_t> parent_;
};

bool works(State state) {
  return carries_service(state);
}
bool may_work(State state) {
  return state != State::decommissioned;
}

// Groups of the operational sites; group `sites` is that of the sources.
Groups operational_groups(const Plant& plant) {
  Groups groups(plant.sites.size() + 1);
  const auto root = static_cast<std::uint32_t>(plant.sites.size());
  for (const SiteId site : ids<SiteId>(plant.sites.size()))
    if (plant.sites.is_source[site] && works(plant.sites.state[site])) groups.join(site.value, root);
  for (const LinkId link : ids<LinkId>(plant.links.size())) {
    if (plant.links.tier[link] == Tier::drop || !works(plant.links.state[link])) continue;
    const SiteId a = plant.links.from[link], b = plant.links.to[link];
    if (works(plant.sites.state[a]) && works(plant.sites.state[b])) groups.join(a.value, b.value);
  }
  return groups;
}

class Builder {
 public:
  Builder(const Plant& plant, const NetworkQuestion& question)
      : plant_(plant), question_(question), groups_(operational_groups(plant)) {}

  PlanningGraph build() {
    for (const Element e : question_.excluded)
      (e.is_site() ? excluded_sites_ : excluded_links_).push_back(e.index);
    std::sort(excluded_sites_.begin(), excluded_sites_.end());
    std::sort(excluded_links_.begin(), excluded_links_.end());
    add_sites();
    add_links();
    add_premises();
    require();
    return std::move(result_);
  }

 private:
  static bool holds(const std::vector<std::uint32_t>& sorted, std::uint32_t x) {
    return std::binary_search(sorted.begin(), sorted.end(), x);
  }
  bool usable(SiteId site) const {
    const State state = plant_.sites.state[site];
    return works(state) || (may_work(state) && !holds(excluded_sites_, site.value));
  }
  bool usable(LinkId link, State state) const {
    return works(state) || (may_work(state) && !holds(excluded_links_, link.value));
  }
  Vertex add_vertex() {
    result_.graph.add_vertices(1);
    result_.works_at.emplace_back();
    return static_cast<Vertex>(result_.graph.vertex_count() - 1);
  }
  void add_edge(Vertex a, Vertex b, double cost, LinkId link) {
    result_.graph.edges.push_back({a, b, cost});
    result_.graph.edge_work.push_back(link.exists() ? 1 : 0);
    result_.link_of.push_back(link);
  }

  void add_sites() {
    const auto root_group = static_cast<std::uint32_t>(plant_.sites.size());
    vertex_of_group_.assign(plant_.sites.size() + 1, none);
    vertex_of_group_[groups_.of(root_group)] = result_.graph.root = add_vertex();
    for (const SiteId site : ids<SiteId>(plant_.sites.size())) {
      if (!usable(site)) continue;
      Vertex& vertex = vertex_of_group_[groups_.of(site.value)];
      if (vertex == none) vertex = add_vertex();
      if (works(plant_.sites.state[site])) continue;
      result_.graph.vertex_cost[vertex] = plant_.sites.completion_cost[site];
      result_.graph.vertex_work[vertex] = 1;
      result_.works_at[vertex].push_back(site);
      if (plant_.sites.is_source[site]) add_edge(result_.graph.root, vertex, 0, LinkId::none());
    }
  }
  Vertex vertex_at(SiteId site) { return usable(site) ? vertex_of_group_[groups_.of(site.value)] : none; }

  void add_links() {
    for (const LinkId link : ids<LinkId>(plant_.links.size())) {
      const State state = plant_.links.state[link];
      if (plant_.links.tier[link] == Tier::drop || !usable(link, state)) continue;
      const Vertex a = vertex_at(plant_.links.from[link]), b = vertex_at(plant_.links.to[link]);
      if (a == none || b == none || (a == b && !is_required(link))) continue;
      add_edge(a, b, works(state) ? 0 : plant_.links.completion_cost[link],
               works(state) ? LinkId::none() : link);
    }
  }

  bool is_required(LinkId link) const {
    return std::find(question_.required.begin(), question_.required.end(), Element(link)) !=
           question_.required.end();
  }

  void add_premises() {
    const Premises& premises = plant_.premises;
    std::vector<Vertex> vertex_of(premises.size(), none);
    std::vector<char> served(premises.size(), 0);
    std::vector<std::uint32_t> degree(premises.size(), 0);
    for_each_final_link(plant_, [&](LinkId link) {
      const FinalLink drop = final_link(plant_, link);
      if (works(drop.state) && vertex_at(drop.site) == result_.graph.root) served[drop.premises.value] = 1;
    });
    for_each_final_link(plant_, [&](LinkId link) {
      const FinalLink drop = final_link(plant_, link);
      const PremisesId p = drop.premises;
      const Vertex from = vertex_at(drop.site);
      if (from == none || !usable(link, drop.state)) return;
      const bool counts = premises.subscribed[p] && !served[p.value];
      if (!counts && !is_required(link)) return;
      Vertex& vertex = vertex_of[p.value];
      if (vertex == none) {
        vertex = add_vertex();
        if (counts)
          result_.graph.prize[vertex] =
              question_.weight == Weight::users ? premises.users[p] : static_cast<double>(premises.homes[p]);
      }
      if (++degree[p.value] > 1) result_.graph.leaf_only[vertex] = 1;
      add_edge(from, vertex, works(drop.state) ? 0 : drop.completion_cost,
               works(drop.state) ? LinkId::none() : link);
    });
  }

  // A required link is cut in two by a vertex that must be reached.
  void require() {
    for (const Element e : question_.required) {
      if (e.is_site()) {
        if (works(plant_.sites.state[e.site()])) continue;
        const Vertex vertex = vertex_at(e.site());
        result_.graph.must[vertex == none ? impossible() : vertex] = 1;
        continue;
      }
      const auto at = std::find(result_.link_of.begin(), result_.link_of.end(), e.link());
      if (at == result_.link_of.end()) {
        if (!works(state_of(plant_, e))) result_.graph.must[impossible()] = 1;
        continue;
      }
      const auto edge = static_cast<std::size_t>(at - result_.link_of.begin());
      const RootedGraph::Edge whole = result_.graph.edges[edge];
      const Vertex middle = add_vertex();
      result_.graph.must[middle] = 1;
      result_.graph.vertex_cost[middle] = whole.cost;
      result_.graph.edges[edge] = {whole.a, middle, 0};
      add_edge(middle, whole.b, 0, e.link());
      // It is one work, though both halves name it.
      result_.graph.vertex_work[middle] = 1;
      result_.graph.edge_work[edge] = result_.graph.edge_work.back() = 0;
    }
  }
  Vertex impossible() { return add_vertex(); }

  const Plant& plant_;
  const NetworkQuestion& question_;
  Groups groups_;
  PlanningGraph result_;
  std::vector<Vertex> vertex_of_group_;
  std::vector<std::uint32_t> excluded_sites_, excluded_links_;
};

}  // namespace

PlanningGraph planning_graph(const Plant& plant, const NetworkQuestion& question) {
  return Builder(plant, question).build();
}

std::vector<Element> works_of(const PlanningGraph& graph, const GraphPlan& plan) {
  std::vector<Element> works;
  std::vector<char> in(graph.graph.vertex_count(), 0);
  for (const EdgeIndex e : plan.edges) {
    if (graph.link_of[e].exists()) works.push_back(graph.link_of[e]);
    in[graph.graph.edges[e].a] = in[graph.graph.edges[e].b] = 1;
  }
  for (Vertex v = 0; v < in.size(); ++v)
    if (in[v]) works.insert(works.end(), graph.works_at[v].begin(), graph.works_at[v].end());
  std::sort(works.begin(), works.end());
  works.erase(std::unique(works.begin(), works.end()), works.end());
  return works;
}

std::vector<EdgeIndex> edges_of(const PlanningGraph& graph, const std::vector<Element>& works) {
  std::vector<Element> sorted = works;
  std::sort(sorted.begin(), sorted.end());
  const auto built = [&](Element e) { return std::binary_search(sorted.begin(), sorted.end(), e); };
  const auto usable = [&](Vertex v) {
    return std::all_of(graph.works_at[v].begin(), graph.works_at[v].end(), built);
  };
  std::vector<EdgeIndex> edges;
  for (EdgeIndex e = 0; e < graph.link_of.size(); ++e) {
    const RootedGraph::Edge& edge = graph.graph.edges[e];
    if (graph.link_of[e].exists() && !built(graph.link_of[e])) continue;
    if (usable(edge.a) && usable(edge.b)) edges.push_back(e);
  }
  return edges;
}

std::vector<char> joined_premises(const Plant& plant) {
  Groups groups = operational_groups(plant);
  const std::uint32_t root = groups.of(static_cast<std::uint32_t>(plant.sites.size()));
  std::vector<char> joined(plant.premises.size(), 0);
  for_each_final_link(plant, [&](LinkId link) {
    const FinalLink drop = final_link(plant, link);
    if (works(drop.state) && works(plant.sites.state[drop.site]) && groups.of(drop.site.value) == root)
      joined[drop.premises.value] = 1;
  });
  return joined;
}

ServedByPlan served_by(const Plant& plant) {
  const std::vector<char> joined = joined_premises(plant);
  ServedByPlan sum;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    if (!joined[p.value] || !plant.premises.subscribed[p]) continue;
    sum.homes += static_cast<double>(plant.premises.homes[p]);
    sum.users += plant.premises.users[p];
  }
  return sum;
}

}  // namespace lastmile::planning
