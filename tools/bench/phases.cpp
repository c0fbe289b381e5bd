// Measures the phases of a run on one scenario, igraph's component search on the same graph and, if the
// scenario has a timeline, the course of every option. Evaluations are repeated in turn with the search, and
// the median counts. Prints one JSON object, with seconds of wall time (..._s) and of processor time
// (..._cpu_s) and the peak of memory up to the end of a phase. Usage: lastmile_bench SCENARIO THREADS
// [OUTPUT_DIR]
#include <fmt/format.h>
#include <igraph/igraph.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/rollout/simulate.h"
#include "sim/support/parallel.h"
#include "tools/io/package/data_package.h"
#include "tools/io/read_scenario.h"

namespace {

using namespace lastmile;

struct Seconds {
  double wall = 0;
  double processor = 0;  // of all threads
};

Seconds seconds(const std::function<void()>& work) {
  const std::clock_t processor = std::clock();
  const auto begin = std::chrono::steady_clock::now();
  work();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
          static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC};
}

Seconds median(std::vector<Seconds> times) {
  const auto middle = [&](double Seconds::*part) {
    std::sort(times.begin(), times.end(),
              [&](const Seconds& a, const Seconds& b) { return a.*part < b.*part; });
    return times[times.size() / 2].*part;
  };
  return {middle(&Seconds::wall), middle(&Seconds::processor)};
}

std::string entry(std::string_view name, const Seconds& time) {
  return fmt::format("\"{0}_s\": {1:.4f}, \"{0}_cpu_s\": {2:.4f}, ", name, time.wall, time.processor);
}

std::string peak_mb(std::string_view name) {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  return fmt::format("\"{}_mb\": {:.1f}, ", name, static_cast<double>(usage.ru_maxrss) / 1024);
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
  std::string report = entry(
      "read_check", seconds([&] { reading = io::read_scenario(argv[1], io::InputFile::Hashing::off); }));
  report += peak_mb("read_check");
  const Plant& plant = reading.scenario.plant;
  report += entry("build", seconds([&] { network = build_network(plant); }));
  report += entry("evaluate", seconds([&] { coverage = evaluate(plant, network); }));
  if (argc > 3)
    report += entry("write", seconds([&] {
                      io::write_data_package(
                          argv[3], reading, network, coverage,
                          io::find_islands_and_areas(reading.scenario, network, coverage, io::ByArea::no));
                    }));
  report += peak_mb("peak");
  std::vector<Seconds> evaluations;
  std::vector<Seconds> searches;
  const IgraphNetwork peer(plant);
  constexpr int rounds = 7;
  for (int round = 0; round < rounds; ++round) {
    evaluations.push_back(seconds([&] { coverage = evaluate(plant, network); }));
    searches.push_back(seconds([&] {
      if (peer.search() == 0) std::abort();
    }));
  }
  report += entry("evaluate_again", median(evaluations)) + entry("igraph", median(searches));
  if (const auto& horizon = reading.scenario.horizon)
    for (const RolloutOption& option : horizon->options)
      report += entry("course " + option.name, seconds([&] { simulate(plant, *horizon, option); }));
  report.resize(report.size() - 2);
  std::printf("{%s}\n", report.c_str());
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
