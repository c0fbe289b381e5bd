// Measures what `lastmile reliability` computes, in seconds of wall time and of processor time, with the time
// of one evaluation of the same network.
//
//   lastmile_bench_reliability SCENARIO.yaml [WORLDS]    phases of a scenario with `reliability`
//   lastmile_bench_reliability                           the grid of 10 x 10, from a corner to all
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <ctime>

#include "sim/coverage/coverage.h"
#include "sim/reliability/joined_vertices.h"
#include "sim/reliability/reliability_result.h"
#include "tools/io/read_scenario.h"
#include "tools/io/results/reliability_json.h"

namespace lastmile {
namespace {

struct Seconds {
  double wall = 0;
  double processor = 0;  // of all threads
};

template <class Work>
Seconds seconds_of(Work work) {
  const std::clock_t processor = std::clock();
  const auto start = std::chrono::steady_clock::now();
  work();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
          static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC};
}

void print_time(const char* what, Seconds seconds) {
  fmt::print("{:32} {:9.4f} s {:9.4f} s of processor time\n", what, seconds.wall, seconds.processor);
}

void measure_grid() {
  constexpr std::uint32_t side = 10;
  FailureGraph grid;
  grid.vertices = side * side;
  for (std::uint32_t v = 0; v < grid.vertices; ++v) {
    if ((v + 1) % side != 0) grid.edges.push_back({v, v + 1});
    if (v + side < grid.vertices) grid.edges.push_back({v, v + side});
  }
  const std::vector<double> edges(grid.edges.size(), 0.9);
  for (const double vertex_up : {1.0, 0.95}) {
    const std::vector<double> vertices(grid.vertices, vertex_up);
    double corner = 0;
    const Seconds seconds = seconds_of([&] {
      corner = JoinedVertices(grid).solve({vertices, edges})->back();
    });
    print_time(fmt::format("grid, sites up {}: {:.12f}", vertex_up, corner).c_str(), seconds);
  }
}

void measure(const std::string& path, std::uint64_t worlds) {
  const io::ScenarioReading reading = io::read_scenario(
      path, io::InputFile::Hashing::off, io::Progress::unwatched(), {.names = true, .reliability = true});
  const Plant& plant = reading.scenario.plant;
  const Reliability* reliability = reading.scenario.reliability ? &*reading.scenario.reliability : nullptr;
  for (int round = 0; round < 3; ++round) {
    print_time("network and evaluation", seconds_of([&] {
                 const Network network = build_network(plant);
                 const Coverage coverage = evaluate(plant, network);
               }));
    LiveNetwork live;
    print_time("live network", seconds_of([&] { live = build_live_network(plant); }));
    double users = 0;
    print_time("single failures, ten worst", seconds_of([&] {
                 const SingleFailures failures(plant, live, reliability);
                 users = failures.worst(shown_single_failures).front().cut_off.users;
               }));
    const RiskSets risks(plant, reliability);
    Conditions conditions(risks);
    IdVector<SiteId, Way> ways;
    Availability availability;
    print_time("exact availability", seconds_of([&] {
                 ways = find_site_ways(plant, live, risks, conditions);
                 availability = find_availability(plant, live, risks, conditions, ways);
               }));
    print_time("perfect elements", seconds_of([&] {
                 find_perfect_elements(plant, live, risks, conditions, ways, shown_perfect_elements);
               }));
    const DrawKeys keys = io::draw_keys(reading.scenario);
    print_time(fmt::format("{} worlds", worlds).c_str(), seconds_of([&] {
                 draw_worlds(plant, live, risks, keys, {worlds, 1}, availability.estimated);
               }));
    fmt::print("worst failure {} users, {} estimated\n\n", users, availability.estimated.size());
  }
}

}  // namespace
}  // namespace lastmile

int main(int argc, char** argv) {
  if (argc < 2)
    lastmile::measure_grid();
  else
    lastmile::measure(argv[1], argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 10'000);
}
