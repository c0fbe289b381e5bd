// Measures the phases of a run on one scenario, igraph's component search on the same graph and, if the
// scenario has a timeline, the course of every option. Prints one JSON object. Usage:
// lastmile_bench SCENARIO THREADS [OUTPUT_DIR]
#include <fmt/format.h>
#include <igraph/igraph.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

#include "sim/rollout/simulate.h"
#include "sim/support/parallel.h"
#include "tools/io/package/data_package.h"
#include "tools/io/read_scenario.h"

namespace {

using namespace lastmile;

double seconds(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// The operational network as an igraph graph, including premises, so that both search the same elements.
class IgraphNetwork {
 public:
  explicit IgraphNetwork(const Plant& plant) {
    const auto sites = static_cast<igraph_integer_t>(plant.sites.size());
    std::vector<igraph_integer_t> ends;
    for (const LinkId link : ids<LinkId>(plant.links.size()))
      if (plant.links.tier[link] != Tier::drop && carries_service(plant.links.state[link]))
        ends.insert(ends.end(), {plant.links.from[link].value, plant.links.to[link].value});
    for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
      if (plant.has_inline_drop(p) && carries_service(plant.links.state.inline_drops[p]))
        ends.insert(ends.end(), {plant.links.from.inline_drops[p].value, sites + p.value});
    igraph_vector_int_t edges;
    igraph_vector_int_view(&edges, ends.data(), static_cast<igraph_integer_t>(ends.size()));
    igraph_create(&graph_, &edges, sites + static_cast<igraph_integer_t>(plant.premises.size()),
                  IGRAPH_UNDIRECTED);
    for (const SiteId site : ids<SiteId>(plant.sites.size()))
      if (plant.sites.is_source[site] != 0) source_ = site.value;
  }
  ~IgraphNetwork() { igraph_destroy(&graph_); }
  IgraphNetwork(const IgraphNetwork&) = delete;
  IgraphNetwork& operator=(const IgraphNetwork&) = delete;

  long search() const {
    igraph_vector_int_t found;
    igraph_vector_int_init(&found, 0);
    igraph_subcomponent(&graph_, &found, source_, IGRAPH_ALL);
    const long count = igraph_vector_int_size(&found);
    igraph_vector_int_destroy(&found);
    return count;
  }

 private:
  igraph_t graph_{};
  igraph_integer_t source_ = 0;
};

void measure(int argc, char** argv) {
  io::ScenarioReading reading;
  Network network;
  Coverage coverage;
  const double read_check_s =
      seconds([&] { reading = io::read_scenario(argv[1], io::InputFile::Hashing::off); });
  const Plant& plant = reading.scenario.plant;
  const double build_s = seconds([&] { network = build_network(plant); });
  const double evaluate_s = seconds([&] { coverage = evaluate(plant, network); });
  double write_s = 0;
  if (argc > 3) write_s = seconds([&] { io::write_data_package(argv[3], reading, network, coverage); });
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  const IgraphNetwork peer(plant);
  const double igraph_s = seconds([&] {
    if (peer.search() == 0) std::abort();
  });
  std::string courses_s;
  if (const auto& horizon = reading.scenario.horizon)
    for (const RolloutOption& option : horizon->options)
      courses_s += fmt::format("{}\"{}\": {:.4f}", courses_s.empty() ? "" : ", ", option.name,
                               seconds([&] { simulate(plant, *horizon, option); }));
  std::printf(
      "{\"read_check_s\": %.4f, \"build_s\": %.4f, \"evaluate_s\": %.4f, \"write_s\": %.4f, \"peak_mb\": "
      "%.1f, "
      "\"igraph_s\": %.4f, \"courses_s\": {%s}}\n",
      read_check_s, build_s, evaluate_s, write_s, static_cast<double>(usage.ru_maxrss) / 1024, igraph_s,
      courses_s.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: lastmile_bench SCENARIO THREADS [OUTPUT_DIR]\n");
    return 2;
  }
  with_threads(static_cast<std::size_t>(std::max(1, std::atoi(argv[2]))), [&] { measure(argc, argv); });
  return 0;
}
