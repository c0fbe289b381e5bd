#include "sim/planning/dual_ascent.h"

#include <algorithm>
#include <limits>

#include "sim/planning/draws.h"

namespace lastmile::planning {

void DualAscent::run(const SteinerGraph& graph, std::vector<Amount> arc_costs, std::vector<Amount> prizes,
                     const Settings& settings) {
  const std::size_t n = graph.vertex_count();
  root_ = graph.root;
  bound_ = 0;
  feasible_ = true;
  reduced_ = std::move(arc_costs);
  prize_left_ = std::move(prizes);
  prize_left_[root_] = 0;
  open_arcs_.assign(n, 0);
  for (Vertex v = 0; v < n; ++v)
    for (std::uint32_t s = graph.first[v]; s < graph.first[v + 1]; ++s)
      open_arcs_[v] += reduced_[s] < unreachable ? 1 : 0;
  active_.assign(n, 0);
  first_waiting_.assign(n, none);
  next_waiting_.assign(n, none);
  seen_in_.assign(n, 0);
  settled_in_.assign(n, 0);
  distance_.resize(n);
  search_ = 0;
  settings_ = settings;
  draws_ = settings.seed;
  steps_.clear();
  queue_.clear();
  for (Vertex v = 0; v < n; ++v) {
    if (prize_left_[v] <= 0) continue;
    active_[v] = 1;
    push(v, key(open_arcs_[v], 1));
  }
  ascend(graph);
}

void DualAscent::resume(const SteinerGraph& graph, std::span<const Vertex> customers,
                        const Settings& settings) {
  settings_ = settings;
  queue_.clear();
  for (const Vertex v : customers) {
    first_waiting_[v] = none;
    if (prize_left_[v] <= 0 || active_[v]) continue;
    active_[v] = 1;
    push(v, key(open_arcs_[v], 1));
  }
  ascend(graph);
}

void DualAscent::push(Vertex customer, std::uint64_t at) {
  if (settings_.disorder > 0)
    at = static_cast<std::uint64_t>(static_cast<double>(at) *
                                    (1 + settings_.disorder * mixed_share(draws_++)));
  queue_.push(at, customer);
}

// What a set stands in the queue by.
std::uint64_t DualAscent::key(std::uint64_t incoming, std::uint64_t entries) {
  return 16 * incoming * std::max<std::uint64_t>(entries * entries, 1);
}

void DualAscent::ascend(const SteinerGraph& graph) {
  for (std::uint32_t steps = 1; !queue_.empty() && feasible_; ++steps) {
    if (steps % 64 == 0 && settings_.stop && settings_.stop()) break;
    const Vertex customer = queue_.pop().second;
    const double limit = queue_.empty() ? std::numeric_limits<double>::infinity()
                                        : static_cast<double>(queue_.least_key()) * (1 + settings_.slack);
    switch (grow(graph, customer, limit)) {
      case Outcome::finished: active_[customer] = 0; break;
      case Outcome::later: push(customer, key(incoming_, entries_)); break;
      case Outcome::waits:
        active_[customer] = 0;
        next_waiting_[customer] = first_waiting_[met_];
        first_waiting_[met_] = customer;
        break;
      case Outcome::spent:
        active_[customer] = 0;
        for (Vertex w = first_waiting_[customer]; w != none; w = next_waiting_[w]) {
          active_[w] = 1;
          push(w, key(incoming_, entries_));
        }
        first_waiting_[customer] = none;
        break;
    }
  }
}

void DualAscent::settle(const SteinerGraph& graph, Vertex v, Amount distance) {
  settled_in_[v] = search_;
  distance_[v] = distance;
  set_.push_back(v);
  incoming_ += open_arcs_[v];
  --incoming_;
  if (settings_.guide) {
    const std::vector<std::uint32_t>& parent = *settings_.guide;
    if (parent[v] != none && settled_in_[graph.neighbour[parent[v]]] != search_) ++entries_;
    for (std::uint32_t s = graph.first[v]; s < graph.first[v + 1]; ++s)
      if (settled_in_[graph.neighbour[s]] == search_ && parent[graph.neighbour[s]] == graph.twin[s])
        --entries_;
  }
  if (v == root_ || (active_[v] && v != set_.front() && met_ != root_)) met_ = v;
}

DualAscent::Outcome DualAscent::grow(const SteinerGraph& graph, Vertex customer, double limit) {
  ++search_;
  set_.clear();
  rim_.clear();
  closed_until_ = 0;
  incoming_ = 1;
  entries_ = 0;
  crossed_ = false;
  met_ = none;
  const Amount budget = prize_left_[customer];
  Amount raise = 0;
  settle(graph, customer, 0);
  Outcome outcome = Outcome::finished;
  for (;;) {
    // All that is joined by saturated arcs at this distance.
    while (closed_until_ < set_.size() && met_ == none) {
      const Vertex v = set_[closed_until_++];
      for (std::uint32_t s = graph.first[v]; s < graph.first[v + 1]; ++s) {
        const Amount left = reduced_[s];
        if (left >= unreachable) continue;
        const Vertex u = graph.neighbour[s];
        if (settled_in_[u] == search_) continue;
        if (left == 0) {
          settle(graph, u, raise);
          continue;
        }
        const Amount at = raise + left;
        if (seen_in_[u] == search_ && distance_[u] <= at) continue;
        seen_in_[u] = search_;
        distance_[u] = at;
        rim_.push(at, u);
      }
    }
    if (met_ != none) {
      outcome = met_ == root_ ? Outcome::finished : Outcome::waits;
      break;
    }
    if (static_cast<double>(key(incoming_, entries_)) > limit) {
      outcome = Outcome::later;
      break;
    }
    while (!rim_.empty()) {
      const auto [at, u] = rim_.pop();
      if (settled_in_[u] == search_) continue;
      rim_.push(at, u);
      break;
    }
    if (rim_.empty() || rim_.least_key() >= budget) {
      raise = budget;
      outcome = Outcome::spent;
      if (budget >= required / 2) feasible_ = false;
      break;
    }
    raise = rim_.least_key();
    crossed_ = crossed_ || entries_ > 1;
    while (!rim_.empty() && rim_.least_key() == raise) {
      const Vertex u = rim_.pop().second;
      if (settled_in_[u] != search_) settle(graph, u, raise);
    }
  }
  if (raise > 0) {
    change_arcs(graph, set_, raise, [](Amount& left, Amount by) { left -= by; });
    bound_ += raise;
    prize_left_[customer] -= raise;
    if (settings_.records) {
      Step step{customer, raise, crossed_, {}, {}};
      for (const Vertex v : set_) {
        if (distance_[v] >= raise) break;
        step.set.push_back(v);
        step.joined_at.push_back(distance_[v]);
      }
      steps_.push_back(std::move(step));
    }
  }
  return outcome;
}

// A vertex joined the set at its distance; until the end at distance `raise` its incoming arcs change
// together, except from tails that had joined too.
template <class Change>
void DualAscent::change_arcs(const SteinerGraph& graph, std::span<const Vertex> set, Amount raise,
                             Change change) {
  for (const Vertex v : set) {
    const Amount since = distance_[v];
    if (since >= raise) break;
    for (std::uint32_t s = graph.first[v]; s < graph.first[v + 1]; ++s) {
      if (reduced_[s] >= unreachable) continue;
      const Vertex u = graph.neighbour[s];
      const Amount until = settled_in_[u] == search_ ? std::min(distance_[u], raise) : raise;
      if (until > since) change(reduced_[s], until - since);
    }
  }
}

void DualAscent::mark(const Step& step) {
  ++search_;
  for (std::size_t i = 0; i < step.set.size(); ++i) {
    settled_in_[step.set[i]] = search_;
    distance_[step.set[i]] = step.joined_at[i];
  }
}

void DualAscent::take_back(const SteinerGraph& graph, const Step& step) {
  mark(step);
  change_arcs(graph, step.set, step.raise, [](Amount& left, Amount by) { left += by; });
  bound_ -= step.raise;
  prize_left_[step.customer] += step.raise;
}

void DualAscent::make_again(const SteinerGraph& graph, const Step& step) {
  mark(step);
  change_arcs(graph, step.set, step.raise, [](Amount& left, Amount by) { left -= by; });
  bound_ += step.raise;
  prize_left_[step.customer] -= step.raise;
}

}  // namespace lastmile::planning
