#include "sim/planning/dual_improver.h"

#include <algorithm>

#include "sim/planning/draws.h"

namespace lastmile::planning {
namespace {

constexpr std::size_t most_near = 24;  // customers of a move
constexpr double most_taken = 0.3;     // share of their steps that a move takes back
constexpr double crossed_taken = 0.5;  // of the steps at fault
constexpr double disorder = 12;        // of the order in which they grow again

}  // namespace

DualImprover::DualImprover(const SteinerGraph& graph, const RootedTree& guide, std::uint64_t seed,
                           std::function<bool()> stop)
    : graph_(graph), stop_(std::move(stop)), draws_(mixed(seed)), steps_of_(graph.vertex_count()) {
  follow(guide);
  ascent_.run(graph, graph.arc_costs(), graph.prize,
              {.slack = 0.1, .stop = stop_, .records = true, .guide = &guide_});
  keep(ascent_.take_steps());
  for (Vertex v = 0; v < graph.vertex_count(); ++v)
    if (v != graph.root && graph.prize[v] > 0) customers_.push_back(v);
  find_near();
}

void DualImprover::follow(const RootedTree& guide) {
  guide_.assign(graph_.vertex_count(), none);
  for (std::size_t i = 1; i < guide.vertices.size(); ++i) guide_[guide.vertices[i]] = guide.slots[i];
}

void DualImprover::find_near() {
  std::vector<std::uint32_t> seen(graph_.vertex_count(), none);
  std::vector<Amount> distance(graph_.vertex_count());
  MinQueue<Amount, Vertex> queue;
  for (std::uint32_t i = 0; i < customers_.size() && !stop_(); ++i) {
    near_first_.push_back(static_cast<std::uint32_t>(near_.size()));
    queue.clear();
    seen[customers_[i]] = i;
    distance[customers_[i]] = 0;
    queue.push(0, customers_[i]);
    while (!queue.empty() && near_.size() < near_first_.back() + most_near) {
      const auto [at, v] = queue.pop();
      if (at != distance[v]) continue;
      if (v != graph_.root && graph_.prize[v] > 0) near_.push_back(v);
      for (std::uint32_t s = graph_.first[v]; s < graph_.first[v + 1]; ++s) {
        const Vertex u = graph_.neighbour[s];
        const Amount reach = at + graph_.cost[s];
        if (seen[u] == i && distance[u] <= reach) continue;
        seen[u] = i;
        distance[u] = reach;
        queue.push(reach, u);
      }
    }
  }
  near_first_.resize(customers_.size() + 1, static_cast<std::uint32_t>(near_.size()));
}

void DualImprover::keep(std::vector<Step> steps) {
  for (Step& step : steps) steps_of_[step.customer].push_back(std::move(step));
}

void DualImprover::improve(std::size_t moves) {
  for (std::size_t i = 0; i < moves && !customers_.empty() && ascent_.feasible() && !stop_(); ++i) move();
}

void DualImprover::move() {
  const std::size_t centre = mixed(draws_++) % customers_.size();
  const std::size_t near_count = near_first_[centre + 1] - near_first_[centre];
  const std::size_t count = std::min<std::size_t>(near_count, 1 + mixed(draws_++) % most_near);
  const std::span<const Vertex> moved(near_.data() + near_first_[centre], count);
  const double share = most_taken * draw();
  taken_.clear();
  for (const Vertex v : moved) {
    std::vector<Step>& steps = steps_of_[v];
    for (std::size_t i = 0; i < steps.size();) {
      if (draw() >= (steps[i].crossed ? crossed_taken : share)) {
        ++i;
        continue;
      }
      taken_.push_back(std::move(steps[i]));
      if (i + 1 < steps.size()) steps[i] = std::move(steps.back());
      steps.pop_back();
    }
  }
  if (taken_.empty()) return;
  const Amount before = ascent_.bound();
  for (const Step& step : taken_) ascent_.take_back(graph_, step);
  ascent_.resume(
      graph_, moved,
      {.slack = 0.1, .records = true, .guide = &guide_, .disorder = disorder, .seed = mixed(draws_++)});
  std::vector<Step> made = ascent_.take_steps();
  if (ascent_.bound() >= before) return keep(std::move(made));
  for (const Step& step : made) ascent_.take_back(graph_, step);
  for (const Step& step : taken_) ascent_.make_again(graph_, step);
  keep(std::move(taken_));
}

}  // namespace lastmile::planning
