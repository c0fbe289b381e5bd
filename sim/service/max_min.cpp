#include "sim/service/max_min.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <queue>
#include <utility>

#include "sim/support/parallel.h"

namespace lastmile {
namespace {

constexpr double not_yet = -1;

// The flows of each resource: members[first[r]] up to members[first[r + 1]].
struct Members {
  Members(std::size_t resources, const Flows& flows) : first(resources + 1, 0) {
    for (std::size_t f = 0; f < flows.size(); ++f)
      for (const std::uint32_t r : flows[f].resources) ++first[r + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());
    of.resize(first.back());
    FlatVector<std::uint32_t> next(first.begin(), first.end() - 1);
    for (std::uint32_t f = 0; f < flows.size(); ++f)
      for (const std::uint32_t r : flows[f].resources) of[next[r]++] = f;
  }
  std::span<const std::uint32_t> operator[](std::size_t r) const {
    return {of.data() + first[r], first[r + 1] - first[r]};
  }
  FlatVector<std::uint32_t> first;
  FlatVector<std::uint32_t> of;
};

// For sums that are reduced repeatedly: rounding must not affect the result.
using Sum = long double;

// Fills a resource whose flows use no other one: each flow gets its cap, in ascending order, while capacity
// lasts. by_cap is reused memory.
void fill_alone(Sum capacity, const Flows& flows, std::span<const std::uint32_t> members,
                std::vector<std::uint32_t>& by_cap, FlatVector<double>& rates) {
  by_cap.assign(members.begin(), members.end());
  std::sort(by_cap.begin(), by_cap.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(flows[a].cap, a) < std::pair(flows[b].cap, b);
  });
  Sum rising = 0;
  for (const std::uint32_t f : by_cap) rising += flows[f].weight;
  for (const std::uint32_t f : by_cap) {
    const Flow flow = flows[f];
    const double fair = rising > 0 ? static_cast<double>(std::max(Sum{0}, capacity) / rising) : flow.cap;
    rates[f] = std::min(flow.cap, fair);
    if (rates[f] < flow.cap) continue;  // all later flows get the same
    capacity -= Sum{flow.weight} * flow.cap;
    rising -= flow.weight;
  }
}

// Fills all other resources together.
class Filling {
 public:
  Filling(const std::vector<double>& capacities, const Flows& flows, const Members& members,
          FlatVector<double>& rates)
      : flows_(flows),
        members_(members),
        left_(capacities.begin(), capacities.end()),
        rising_(capacities.size(), 0),
        unstopped_(capacities.size(), 0),
        rates_(rates) {
    for (std::uint32_t f = 0; f < flows.size(); ++f) {
      if (rates[f] != not_yet) continue;
      by_cap_.push_back(f);
      for (const std::uint32_t r : flows[f].resources) {
        rising_[r] += flows[f].weight;
        ++unstopped_[r];
      }
    }
    for (std::uint32_t r = 0; r < capacities.size(); ++r)
      if (rising_[r] > 0) events_.emplace(full_at(r), r);
  }

  void run() {
    std::stable_sort(by_cap_.begin(), by_cap_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return flows_[a].cap < flows_[b].cap; });
    for (const std::uint32_t flow : by_cap_) {
      fill_resources_up_to(flows_[flow].cap);
      if (rates_[flow] == not_yet) stop(flow, flows_[flow].cap);
    }
  }

 private:
  using Event = std::pair<double, std::uint32_t>;  // the rate at which the resource is full

  double full_at(std::uint32_t r) const {
    return static_cast<double>(std::max(Sum{0}, left_[r]) / rising_[r]);
  }
  void fill_resources_up_to(double rate) {
    while (!events_.empty() && events_.top().first < rate) {
      const auto [at, resource] = events_.top();
      events_.pop();
      if (rising_[resource] <= 0) continue;
      if (const double now = full_at(resource); now > at) {  // other flows have stopped in the meantime
        events_.emplace(now, resource);
        continue;
      }
      for (const std::uint32_t flow : members_[resource])
        if (rates_[flow] == not_yet) stop(flow, at);
    }
  }
  void stop(std::uint32_t flow, double rate) {
    rates_[flow] = rate;
    for (const std::uint32_t r : flows_[flow].resources) {
      left_[r] -= Sum{flows_[flow].weight} * rate;
      rising_[r] -= flows_[flow].weight;
      if (--unstopped_[r] == 0) rising_[r] = 0;  // removes rounding
    }
  }

  const Flows& flows_;
  const Members& members_;
  std::vector<Sum> left_;               // capacity left for the flows that still rise, by resource
  std::vector<Sum> rising_;             // their weight
  std::vector<std::size_t> unstopped_;  // their number
  std::vector<std::uint32_t> by_cap_;
  FlatVector<double>& rates_;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
};

}  // namespace

void Flows::reserve(std::size_t flows) {
  weight_.reserve(flows);
  cap_.reserve(flows);
  first_.reserve(flows + 1);
  resources_.reserve(flows);  // usually at least one each
}

void Flows::add(const Flow& flow) {
  weight_.push_back(flow.weight);
  cap_.push_back(flow.cap);
  resources_.insert(resources_.end(), flow.resources.begin(), flow.resources.end());
  first_.push_back(resources_.size());
}

MaxMinShares::MaxMinShares(std::vector<double> capacities, const Flows& flows)
    : capacities_(std::move(capacities)), rates_(flows.size(), not_yet) {
  Members members(capacities_.size(), flows);
  for_each_chunk(capacities_.size(), [&](std::size_t first, std::size_t last) {
    std::vector<std::uint32_t> by_cap;
    for (std::size_t r = first; r < last; ++r) {
      const auto mine = members[r];
      if (std::all_of(mine.begin(), mine.end(),
                      [&](std::uint32_t f) { return flows[f].resources.size() == 1; }))
        fill_alone(capacities_[r], flows, mine, by_cap, rates_);
    }
  });
  if (std::find(rates_.begin(), rates_.end(), not_yet) != rates_.end())
    Filling(capacities_, flows, members, rates_).run();
  first_level_ = std::move(members.first);
  sort_levels(flows, members.of);
}

void MaxMinShares::sort_levels(const Flows& flows, const FlatVector<std::uint32_t>& members) {
  levels_.resize(members.size());
  for_each_chunk(capacities_.size(), [&](std::size_t first, std::size_t last) {
    for (std::size_t r = first; r < last; ++r) {
      const std::span<Level> mine(levels_.data() + first_level_[r], first_level_[r + 1] - first_level_[r]);
      for (std::size_t i = 0; i < mine.size(); ++i) {
        const std::uint32_t f = members[first_level_[r] + i];
        mine[i] = {rates_[f], flows[f].weight, rates_[f] * flows[f].weight};
      }
      if (mine.size() < 2) continue;
      std::stable_sort(mine.begin(), mine.end(),
                       [](const Level& a, const Level& b) { return a.rate < b.rate; });
      for (std::size_t i = 1; i < mine.size(); ++i) {
        mine[i].weight += mine[i - 1].weight;
        mine[i].used += mine[i - 1].used;
      }
    }
  });
}

double MaxMinShares::rate_of_one_more(const Flow& flow) const {
  double rate = flow.cap;
  for (const std::uint32_t r : flow.resources) {
    const Level* const first = levels_.data() + first_level_[r];
    const Level* const last = levels_.data() + first_level_[r + 1];
    const double all = first == last ? 0 : last[-1].weight;
    const double capacity = capacities_[r];
    // The first level at which it no longer fits.
    const Level* const full = std::partition_point(first, last, [&](const Level& level) {
      return level.used + level.rate * (all - level.weight + flow.weight) <= capacity;
    });
    const Level below = full == first ? Level{} : full[-1];
    const double rising = all - below.weight + flow.weight;
    if (full == last &&
        rising <= 0) {  // without weight, it has the rate of the others when they fill the resource
      constexpr double rounding = 1e-12;
      if (first != last && last[-1].used >= capacity * (1 - rounding)) rate = std::min(rate, last[-1].rate);
      continue;
    }
    const double left = std::max(0.0, capacity - below.used);
    rate = std::min(rate, rising > 0 ? left / rising : 0);
  }
  return rate;
}

}  // namespace lastmile
