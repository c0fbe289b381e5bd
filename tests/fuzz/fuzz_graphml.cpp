// A graph in GraphML.
#include <cstdint>

#include "tests/fuzz/fuzz_network.h"
#include "tools/exchange/graphml/read_graphml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lastmile;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  io::ProblemList problems;
  exchange::GraphmlGraph graph = exchange::parse_graphml(text, "graph.graphml", problems);
  if (problems.error_count() > 0) return 0;
  exchange::Mapping mapping;
  mapping.layers = exchange::graphml_mapping(graph);
  mapping.sources.largest_component = true;
  fuzz::check_network(mapping, {graph.nodes, graph.edges});
  return 0;
}
