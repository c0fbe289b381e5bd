// Times the phases of the main job on one scenario, and igraph's component search on the same graph beside
// them. Prints one JSON object per run, median last. Usage: lastmile_bench SCENARIO [RUNS]
#include <igraph/igraph.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sim/coverage.h"
#include "tools/io/data_package.h"
#include "tools/io/read_scenario.h"

namespace {

using namespace lastmile;

double seconds(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// The operational network as igraph has it, premises included, so that both walk the same elements.
class IgraphNetwork {
 public:
  explicit IgraphNetwork(const Plant& plant) {
    const auto sites = static_cast<igraph_integer_t>(plant.sites.size());
    std::vector<igraph_integer_t> ends;
    for (const LinkId link : ids<LinkId>(plant.links.size()))
      if (plant.links.tier[link] != Tier::drop && carries_service(plant.links.state[link]))
        ends.insert(ends.end(), {plant.links.from[link].value, plant.links.to[link].value});
    for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
      if (plant.premises.drop_site[p].exists() && carries_service(plant.premises.drop_state[p]))
        ends.insert(ends.end(), {plant.premises.drop_site[p].value, sites + p.value});
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

using Phases = std::map<std::string, double>;

void print(const char* label, const Phases& phases) {
  std::printf("{\"run\": \"%s\"", label);
  for (const auto& [name, time] : phases) std::printf(", \"%s\": %.4f", name.c_str(), time);
  std::printf("}\n");
}

Phases run_once(const std::string& path, const std::string& output) {
  Phases phases;
  io::ScenarioReading reading;
  phases["read_check_s"] = seconds([&] { reading = io::read_scenario(path, io::InputFile::Hashing::off); });
  const Plant& plant = reading.scenario.plant;
  Network network;
  phases["build_s"] = seconds([&] { network = build_network(plant); });
  Coverage coverage;
  phases["evaluate_s"] = seconds([&] { coverage = evaluate(plant, network); });
  if (!output.empty())
    phases["write_s"] = seconds([&] { io::write_data_package(output, reading, network, coverage); });
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  phases["peak_mb"] = static_cast<double>(usage.ru_maxrss) / 1024;
  const IgraphNetwork peer(plant);
  phases["igraph_component_s"] = seconds([&] {
    if (peer.search() == 0) std::abort();
  });
  phases["evaluate_over_igraph"] = phases["evaluate_s"] / phases["igraph_component_s"];
  return phases;
}

Phases median_of(const std::vector<Phases>& runs) {
  Phases medians;
  for (const auto& [name, ignored] : runs.front()) {
    std::vector<double> values;
    for (const Phases& run : runs) values.push_back(run.at(name));
    std::nth_element(values.begin(), values.begin() + static_cast<long>(values.size() / 2), values.end());
    medians[name] = values[values.size() / 2];
  }
  return medians;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: lastmile_bench SCENARIO [RUNS [OUTPUT_DIR]]\n");
    return 2;
  }
  const int count = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
  std::vector<Phases> runs;
  for (int i = 0; i < count; ++i) {
    runs.push_back(run_once(argv[1], argc > 3 ? argv[3] : ""));
    print(std::to_string(i + 1).c_str(), runs.back());
  }
  print("median", median_of(runs));
  return 0;
}
