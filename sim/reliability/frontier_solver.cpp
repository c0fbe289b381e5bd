#include "sim/reliability/frontier_solver.h"

#include <algorithm>
#include <array>

#include "sim/reliability/vertex_order.h"

namespace lastmile {
namespace {

// A state has four bits for each slot of the frontier: down, joined to the root, or the number of a
// group of slots that are joined to each other. Groups are numbered in the order of their first slots.
using FrontierState = std::uint64_t;
using SlotLabel = std::uint8_t;
constexpr SlotLabel label_down = 0;
constexpr SlotLabel label_root = 15;
constexpr std::size_t most_slots = 16;
constexpr std::size_t most_states_of_step = 500'000;
// Of all steps together, unless the frontier is narrow: then any number.
constexpr std::size_t most_states = 30'000'000;
constexpr std::size_t always_solved = 8;
constexpr std::size_t most_states_of_segment = 2'000'000;  // that are kept in memory
using SlotLabels = std::array<SlotLabel, most_slots>;

SlotLabels labels_of(FrontierState state) {
  SlotLabels labels{};
  for (SlotLabel& label : labels) {
    label = static_cast<SlotLabel>(state & 15U);
    state >>= 4U;
  }
  return labels;
}

// The states of one step with their probabilities, found by their bits (open addressing).
class StateTable {
 public:
  explicit StateTable(std::size_t expected = 16) {
    std::size_t size = 64;
    while (size < 2 * expected) size *= 2;
    slots_.assign(size, 0);
  }
  std::uint32_t add(FrontierState state, double probability) {
    if (2 * (states_.size() + 1) > slots_.size()) grow();
    std::uint32_t& slot = slots_[place_of(state)];
    if (slot == 0) {
      states_.push_back(state);
      probabilities_.push_back(0);
      slot = static_cast<std::uint32_t>(states_.size());
    }
    probabilities_[slot - 1] += probability;
    return slot - 1;
  }
  std::uint32_t find(FrontierState state) const { return slots_[place_of(state)] - 1; }
  std::size_t size() const { return states_.size(); }
  FrontierState state(std::size_t i) const { return states_[i]; }
  double probability(std::size_t i) const { return probabilities_[i]; }
  // Frees the slots; find() needs make_slots() before it.
  void drop_slots() {
    slots_.clear();
    slots_.shrink_to_fit();
  }
  void make_slots() {
    std::size_t size = 64;
    while (size < 2 * states_.size()) size *= 2;
    fill(size);
  }

 private:
  std::size_t place_of(FrontierState state) const {
    std::uint64_t hash = state * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 32U;
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at] != 0 && states_[slots_[at] - 1] != state) at = (at + 1) & mask;
    return at;
  }
  void grow() { fill(2 * slots_.size()); }
  void fill(std::size_t size) {
    slots_.assign(size, 0);
    for (std::size_t i = 0; i < states_.size(); ++i)
      slots_[place_of(states_[i])] = static_cast<std::uint32_t>(i + 1);
  }

  std::vector<FrontierState> states_;
  std::vector<double> probabilities_;
  std::vector<std::uint32_t> slots_;  // index of the state plus one
};

}  // namespace

FrontierSolver::FrontierSolver(const FailureGraph& graph) : graph_(graph) {
  const Incidence incidence(graph_);
  const auto order = narrow_order(graph_, incidence, widest);
  too_wide_ = !order;
  if (order) plan_steps(incidence, *order);
}

void FrontierSolver::plan_steps(const Incidence& incidence, const std::vector<std::uint32_t>& order) {
  std::vector<std::uint32_t> open(graph_.vertices);
  for (std::uint32_t v = 0; v < graph_.vertices; ++v)
    open[v] = static_cast<std::uint32_t>(incidence.at(v).size());
  std::vector<std::uint32_t> frontier;
  bool has_root = false;
  const auto slot_of = [&](std::uint32_t v) {
    const auto found = std::find(frontier.begin(), frontier.end(), v);
    return found == frontier.end() ? most_slots : static_cast<std::size_t>(found - frontier.begin());
  };
  for (const std::uint32_t v : order) {
    frontier.push_back(v);
    has_root = has_root || v == 0;
    Step step;
    step.adds_vertex = true;
    step.vertex = v;
    const auto finish = [&] {
      step.width = frontier.size();
      step.has_root = has_root;
      std::vector<std::uint32_t> kept;
      for (std::uint32_t slot = 0; slot < frontier.size(); ++slot)
        if (open[frontier[slot]] > 0) {
          step.kept.push_back(slot);
          kept.push_back(frontier[slot]);
        }
      frontier = std::move(kept);
      steps_.push_back(std::move(step));
      step = {};
    };
    for (const std::uint32_t e : incidence.at(v)) {
      const std::uint32_t w = other_end(graph_.edges[e], v);
      const std::size_t slot = slot_of(w);
      if (slot == most_slots) continue;  // comes later
      if (step.joins.size() == most_edges_per_step) finish();
      const bool v_is_a = graph_.edges[e].a == v;
      const auto slot_v = static_cast<std::uint32_t>(slot_of(v));
      const auto slot_w = static_cast<std::uint32_t>(slot_of(w));
      step.joins.push_back({e, v_is_a ? slot_v : slot_w, v_is_a ? slot_w : slot_v});
      --open[v];
      --open[w];
    }
    finish();
  }
}

class FrontierSolver::Run {
 public:
  Run(const FrontierSolver& solver, const UpProbabilities& up) : solver_(solver), up_(up) {
    solution_.vertices.assign(solver.graph_.vertices, 0);
    solution_.vertices[0] = 1;
    solution_.edges.resize(solver.graph_.edges.size());
  }

  std::optional<Solution> solve() {
    if (!go_forward()) return std::nullopt;
    go_back();
    settle();
    return std::move(solution_);
  }

 private:
  // What can become of a state in a step: labels of all slots before any is dropped, and what is up.
  struct Branch {
    SlotLabels labels{};
    double probability = 0;
    std::uint32_t edges_up = 0;  // bit i: the i-th edge of the step
  };

  template <class Visit>
  void for_each_branch(const Step& step, FrontierState state, double probability, Visit visit) const {
    Branch branch{labels_of(state), probability, 0};
    if (!step.adds_vertex) {
      join(step, 0, branch, visit);
      return;
    }
    const std::size_t last = step.width - 1;
    if (step.vertex == 0) {
      branch.labels[last] = label_root;
      join(step, 0, branch, visit);
      return;
    }
    const double vertex_up = up_.vertices[step.vertex];
    if (vertex_up > 0) {
      SlotLabel next = 1;
      for (std::size_t slot = 0; slot < last; ++slot)
        if (branch.labels[slot] != label_root)
          next = std::max(next, static_cast<SlotLabel>(branch.labels[slot] + 1));
      Branch is_up = branch;
      is_up.labels[last] = next;
      is_up.probability *= vertex_up;
      join(step, 0, is_up, visit);
    }
    if (vertex_up < 1) {
      branch.labels[last] = label_down;
      branch.probability *= 1 - vertex_up;
      join(step, 0, branch, visit);
    }
  }

  template <class Visit>
  void join(const Step& step, std::size_t i, const Branch& branch, Visit& visit) const {
    if (i == step.joins.size()) {
      visit(branch);
      return;
    }
    const Step::Join& edge = step.joins[i];
    const double edge_up = up_.edges[edge.edge];
    if (edge_up > 0) {
      Branch is_up = branch;
      is_up.probability *= edge_up;
      is_up.edges_up |= 1U << i;
      const SlotLabel a = is_up.labels[edge.slot_a];
      const SlotLabel b = is_up.labels[edge.slot_b];
      if (a != b && a != label_down && b != label_down) {
        const SlotLabel to = std::max(a, b);  // the root's label is the highest
        const SlotLabel from = std::min(a, b);
        for (std::size_t slot = 0; slot < step.width; ++slot)
          if (is_up.labels[slot] == from) is_up.labels[slot] = to;
      }
      join(step, i + 1, is_up, visit);
    }
    if (edge_up < 1) {
      Branch is_down = branch;
      is_down.probability *= 1 - edge_up;
      join(step, i + 1, is_down, visit);
    }
  }

  // The state of the kept slots. Where the root has been added and no slot is joined to it, nothing can be
  // any more: then none.
  static std::optional<FrontierState> state_after(const Step& step, const SlotLabels& labels) {
    SlotLabels number{};
    SlotLabel next = 1;
    FrontierState state = 0;
    bool joined = !step.has_root;
    for (std::size_t i = 0; i < step.kept.size(); ++i) {
      SlotLabel label = labels[step.kept[i]];
      if (label == label_root) {
        joined = true;
      } else if (label != label_down) {
        if (number[label] == 0) number[label] = next++;
        label = number[label];
      }
      state |= FrontierState{label} << (4 * i);
    }
    return joined && !step.kept.empty() ? std::optional{state} : std::nullopt;
  }

  // The states after a step; none if there are too many.
  std::optional<StateTable> advance(const StateTable& before, const Step& step) const {
    StateTable after(before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
      for_each_branch(step, before.state(i), before.probability(i), [&](const Branch& branch) {
        if (const auto state = state_after(step, branch.labels)) after.add(*state, branch.probability);
      });
      if (after.size() > most_states_of_step) return std::nullopt;
    }
    return after;
  }

  // Keeps the states of the last segment of steps, and of the others those at their beginning.
  bool go_forward() {
    const std::vector<Step>& steps = solver_.steps_;
    const bool is_narrow = std::all_of(steps.begin(), steps.end(),
                                       [](const Step& step) { return step.kept.size() <= always_solved; });
    StateTable begin;
    begin.add(0, 1);
    segments_.push_back({0, begin});
    layers_.push_back(std::move(begin));
    std::size_t in_segment = 0;
    for (std::size_t s = 0; s < steps.size(); ++s) {
      auto after = advance(layers_.back(), steps[s]);
      if (!after) return false;
      solution_.states += after->size();
      in_segment += after->size();
      if (!is_narrow && solution_.states > most_states) return false;
      layers_.back().drop_slots();
      if (in_segment > most_states_of_segment && s + 1 < steps.size()) {
        segments_.push_back({s + 1, *after});
        segments_.back().begin.drop_slots();
        layers_.clear();
        in_segment = 0;
      }
      layers_.push_back(std::move(*after));
    }
    return true;
  }

  // `joined_after_` holds, for each state of a layer and each slot of its frontier, the probability that the
  // slot's vertex will be joined to the root.
  void go_back() {
    std::size_t last = solver_.steps_.size();
    for (; !segments_.empty(); segments_.pop_back()) {
      const std::size_t first = segments_.back().first;
      if (last < solver_.steps_.size()) {
        layers_.clear();
        layers_.push_back(std::move(segments_.back().begin));
        for (std::size_t s = first; s < last; ++s) {
          layers_.push_back(*advance(layers_.back(), solver_.steps_[s]));
          layers_[layers_.size() - 2].drop_slots();
        }
      }
      go_back(first, last);
      last = first;
    }
  }

  void go_back(std::size_t first, std::size_t last) {
    for (std::size_t s = last; s-- > first;) {
      const Step& step = solver_.steps_[s];
      const StateTable& before = layers_[s - first];
      layers_[s - first + 1].make_slots();
      const StateTable& after = layers_[s - first + 1];
      const std::size_t width = step.width - (step.adds_vertex ? 1U : 0U);
      std::vector<double> joined(before.size() * width, 0);
      for (std::size_t i = 0; i < before.size(); ++i) {
        const double probability = before.probability(i);
        for_each_branch(step, before.state(i), 1, [&](const Branch& branch) {
          std::array<double, most_slots> of_label{};
          of_label[label_root] = 1;
          if (const auto state = state_after(step, branch.labels)) {
            const double* values = &joined_after_[after.find(*state) * width_after_];
            for (std::size_t slot = 0; slot < step.kept.size(); ++slot) {
              const SlotLabel label = branch.labels[step.kept[slot]];
              if (label != label_root) of_label[label] = values[slot];
            }
            of_label[label_down] = 0;
          }
          for (std::size_t slot = 0; slot < width; ++slot)
            joined[i * width + slot] += branch.probability * of_label[branch.labels[slot]];
          note(step, branch, probability * branch.probability, of_label);
        });
      }
      layers_.pop_back();
      joined_after_ = std::move(joined);
      width_after_ = width;
    }
  }

  void note(const Step& step, const Branch& branch, double probability,
            const std::array<double, most_slots>& of_label) {
    if (step.adds_vertex && step.vertex != 0)
      solution_.vertices[step.vertex] += probability * of_label[branch.labels[step.width - 1]];
    for (std::size_t i = 0; i < step.joins.size(); ++i) {
      const Step::Join& edge = step.joins[i];
      const double a = of_label[branch.labels[edge.slot_a]];
      const double b = of_label[branch.labels[edge.slot_b]];
      AroundEdge& around = solution_.edges[edge.edge];
      if ((branch.edges_up >> i & 1U) != 0) {
        around.a_if_up += probability * a;
        around.b_if_up += probability * b;
        // Two ends that are up are joined to each other, so both have the same value.
        around.either_if_up += probability * std::max(a, b);
      } else {
        around.a_if_down += probability * a;
        around.b_if_down += probability * b;
      }
    }
  }

  // From joint to conditional probabilities.
  void settle() {
    for (std::size_t e = 0; e < solution_.edges.size(); ++e) {
      AroundEdge& around = solution_.edges[e];
      const double edge_up = up_.edges[e];
      for (double* value : {&around.a_if_up, &around.b_if_up, &around.either_if_up})
        *value = edge_up > 0 ? *value / edge_up : 0;
      for (double* value : {&around.a_if_down, &around.b_if_down})
        *value = edge_up < 1 ? *value / (1 - edge_up) : 0;
    }
  }

  const FrontierSolver& solver_;
  const UpProbabilities& up_;
  struct Segment {
    std::size_t first;  // step
    StateTable begin;   // the states before it
  };
  std::vector<Segment> segments_;
  std::vector<StateTable> layers_;  // the states before each step of one segment, and after its last
  std::vector<double> joined_after_;
  std::size_t width_after_ = 0;
  Solution solution_;
};

std::optional<FrontierSolver::Solution> FrontierSolver::solve(const UpProbabilities& up) const {
  if (too_wide_) return std::nullopt;
  return Run(*this, up).solve();
}

}  // namespace lastmile
