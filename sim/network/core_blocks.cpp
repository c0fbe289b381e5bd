#include "sim/network/core_blocks.h"

#include <algorithm>
#include <boost/graph/biconnected_components.hpp>
#include <limits>

namespace lastmile {
namespace {

struct Search {
  explicit Search(std::size_t vertices)
      : discovered(vertices, 0), low(vertices, 0), parent(vertices, 0), component(vertices, 0) {}
  std::vector<std::uint32_t> discovered;
  std::vector<std::uint32_t> low;
  std::vector<CoreVertex> parent;        // itself for a start vertex
  std::vector<std::uint32_t> component;  // of the tree link into the vertex
};

// Boost assigns a component to each link. The component of a vertex is that of the tree link into it. This
// also covers parallel links: Boost 1.74 assigns none to a link that doubles a bridge, but both have the same
// ends.
class ComponentOfVertex {
 public:
  using key_type = CoreGraph::edge_descriptor;
  using value_type = std::size_t;
  using reference = std::size_t;
  using category = boost::writable_property_map_tag;

  ComponentOfVertex(const CoreGraph& graph, Search& search) : graph_(&graph), search_(&search) {}

  friend void put(const ComponentOfVertex& map, const key_type& arc, std::size_t component) {
    const CoreVertex from = source(arc, *map.graph_);
    const CoreVertex to = target(arc, *map.graph_);
    Search& search = *map.search_;
    const bool into_the_tree = search.discovered[to] > search.discovered[from];
    if (into_the_tree) search.component[to] = static_cast<std::uint32_t>(component);
  }

 private:
  const CoreGraph* graph_;
  Search* search_;
};

Search search_from_root(const CoreGraph& graph) {
  Search search(num_vertices(graph));
  const auto index = get(boost::vertex_index, graph);
  boost::biconnected_components(
      graph, ComponentOfVertex(graph, search),
      boost::vertex_index_map(index)
          .discover_time_map(boost::make_iterator_property_map(search.discovered.begin(), index))
          .lowpoint_map(boost::make_iterator_property_map(search.low.begin(), index))
          .predecessor_map(boost::make_iterator_property_map(search.parent.begin(), index)));
  return search;
}

}  // namespace

CoreBlocks find_core_blocks(const CoreGraph& core) {
  const Search search = search_from_root(core);
  const std::size_t vertices = num_vertices(core);

  // The search starts at vertex 0, the root. Vertices found after a second start have no path from a source.
  std::uint32_t second_start = std::numeric_limits<std::uint32_t>::max();
  for (CoreVertex v = core_root + 1; v < vertices; ++v)
    if (search.parent[v] == v) second_start = std::min(second_start, search.discovered[v]);
  const auto joined = [&](CoreVertex v) { return v != core_root && search.discovered[v] < second_start; };

  // The search numbers components when it leaves them, the deepest first. In reverse order, parents come
  // first.
  std::uint32_t components = 0;
  for (CoreVertex v = core_root + 1; v < vertices; ++v)
    if (joined(v)) components = std::max(components, search.component[v] + 1);
  const auto block_of = [&](CoreVertex v) {
    return v == core_root ? root_block : BlockId{components - search.component[v]};
  };
  CoreBlocks blocks{BlockParents(components + 1, root_block), std::vector<BlockId>(vertices)};
  for (CoreVertex v = core_root + 1; v < vertices; ++v) {
    if (!joined(v)) continue;
    const BlockId block = block_of(v);
    blocks.of_vertex[v] = block;
    const BlockId above = block_of(search.parent[v]);
    if (above != block) blocks.parent[block] = above;
  }
  return blocks;
}

}  // namespace lastmile
