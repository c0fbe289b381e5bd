#include "sim/service/fair_shares.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/support/parallel.h"

namespace lastmile {
namespace {

bool share_medium(const SharedLine& a, const SharedLine& b) {
  return a.segment == b.segment && a.technology == b.technology;
}

template <class Resources>
void add_chain(const ServiceLines& lines, ChainId chain,
               const IdVector<ChainId, std::uint32_t>& chain_resource, Resources& resources) {
  for (ChainId at = chain; at.exists(); at = lines.chain_node(at).above)
    resources.push_back(chain_resource[at]);
}

}  // namespace

FairShares::FairShares(const Plant& plant, const ServiceLines& lines, FlatVector<Participants> participants)
    : segments_(plant.sites.size()) {
  group_flows(std::move(participants), segments_ + lines.chain_nodes());
  number_resources(plant, lines);
  for_each_index(2, [&](std::size_t direction) {
    if (direction == 0)
      down_ = fill(lines, down_capacity_, &SharedLine::down_cap);
    else
      up_ = fill(lines, up_capacity_, &SharedLine::up_cap);
  });
}

// Distributes participants to groups (counting sort), sorts each group, and merges identical lines into one
// flow. Sums are formed in file order.
void FairShares::group_flows(FlatVector<Participants> participants, std::size_t groups) {
  first_flow_.assign(groups + 1, 0);
  for (const Participants& some : participants) ++first_flow_[group(some.line) + 1];
  for (std::size_t g = 0; g < groups; ++g) first_flow_[g + 1] += first_flow_[g];
  flows_.resize(participants.size());
  FlatVector<std::uint32_t> next = first_flow_;
  for (const Participants& some : participants) flows_[next[group(some.line)]++] = some;
  for_each_chunk(groups, [&](std::size_t first, std::size_t last) {
    for (std::size_t g = first; g < last; ++g) {
      if (first_flow_[g + 1] - first_flow_[g] < 2) continue;
      std::stable_sort(flows_.begin() + first_flow_[g], flows_.begin() + first_flow_[g + 1],
                       [](const Participants& a, const Participants& b) { return a.line < b.line; });
    }
  });
  std::uint32_t read = 0;
  std::uint32_t size = 0;
  for (std::size_t g = 0; g < groups; ++g) {
    first_flow_[g] = size;
    for (; read < first_flow_[g + 1]; ++read) {
      if (size > first_flow_[g] && flows_[size - 1].line == flows_[read].line)
        flows_[size - 1].active += flows_[read].active;
      else
        flows_[size++] = flows_[read];
    }
  }
  first_flow_.back() = size;
  flows_.resize(size);
}

void FairShares::number_resources(const Plant& plant, const ServiceLines& lines) {
  const auto add = [&](double down, double up) {
    down_capacity_.push_back(down);
    up_capacity_.push_back(up);
    return static_cast<std::uint32_t>(down_capacity_.size() - 1);
  };
  chain_resource_ = IdVector<ChainId, std::uint32_t>(lines.chain_nodes());
  IdVector<LinkId, std::uint32_t> of_link(lines.chain_nodes() > 0 ? plant.links.size() : 0, no_resource);
  for (const ChainId node : ids<ChainId>(lines.chain_nodes())) {
    const LinkId link = lines.chain_node(node).link;
    const LinkSpec& spec = link_spec(plant, link);
    if (of_link[link] == no_resource) of_link[link] = add(spec.down_capacity_mbps, spec.up_capacity_mbps);
    chain_resource_[node] = of_link[link];
  }
  medium_ = FlatVector<std::uint32_t>(flows_.size(), no_resource);
  for (std::size_t f = 0; f < flows_.size(); ++f) {
    const SharedLine& line = flows_[f].line;
    if (!line.segment.exists()) continue;
    const bool is_known = f > 0 && share_medium(flows_[f - 1].line, line);
    const Technology& technology = plant.access->equipment.technologies[line.technology];
    medium_[f] = is_known ? medium_[f - 1] : add(technology.shared_down_mbps, technology.shared_up_mbps);
  }
}

// no_resource if the medium has no participants.
std::uint32_t FairShares::medium_of(const SharedLine& line) const {
  const auto last = flows_.begin() + first_flow_[group(line) + 1];
  const auto found =
      std::partition_point(flows_.begin() + first_flow_[group(line)], last,
                           [&](const Participants& flow) { return flow.line.technology < line.technology; });
  return found != last && share_medium(found->line, line)
             ? medium_[static_cast<std::size_t>(found - flows_.begin())]
             : no_resource;
}

MaxMinShares FairShares::fill(const ServiceLines& lines, const std::vector<double>& capacity,
                              double SharedLine::*cap) const {
  Flows one_way;
  one_way.reserve(flows_.size());
  std::vector<std::uint32_t> resources;
  for (std::size_t f = 0; f < flows_.size(); ++f) {
    resources.clear();
    if (medium_[f] != no_resource) resources.push_back(medium_[f]);
    add_chain(lines, flows_[f].line.chain, chain_resource_, resources);
    std::erase_if(resources, [&](std::uint32_t r) { return std::isinf(capacity[r]); });
    one_way.add({flows_[f].active, flows_[f].line.*cap, resources});
  }
  return {capacity, one_way};
}

LineRate FairShares::of(const SharedLine& line, Memo& memo) const {
  if (!(memo.line_ == line)) {
    const std::size_t g = group(line);
    const auto found = std::lower_bound(
        flows_.begin() + first_flow_[g], flows_.begin() + first_flow_[g + 1], line,
        [](const Participants& flow, const SharedLine& wanted) { return flow.line < wanted; });
    memo.line_ = line;
    memo.flow_ = static_cast<std::size_t>(found - flows_.begin());
  }
  return {down_.rate(memo.flow_), up_.rate(memo.flow_)};
}

LineRate FairShares::of_more(const Plant& plant, const ServiceLines& lines, const SharedLine& line,
                             double active, Memo& memo) const {
  if (memo.more_ == line && memo.active_ == active) return memo.rate_of_more_;
  if (!share_medium(memo.more_, line) || memo.more_.chain != line.chain) {
    memo.resources_.clear();
    memo.medium_ = line.segment.exists() ? medium_of(line) : no_resource;
    if (memo.medium_ != no_resource) memo.resources_.push_back(memo.medium_);
    add_chain(lines, line.chain, chain_resource_, memo.resources_);
  }
  LineRate most{line.down_cap, line.up_cap};
  if (line.segment.exists() && memo.medium_ == no_resource) {  // the medium has no other users
    const Technology& technology = plant.access->equipment.technologies[line.technology];
    most.down_mbps = std::min(most.down_mbps, technology.shared_down_mbps / std::max(1.0, active));
    most.up_mbps = std::min(most.up_mbps, technology.shared_up_mbps / std::max(1.0, active));
  }
  memo.more_ = line;
  memo.active_ = active;
  memo.rate_of_more_ = {down_.rate_of_one_more({active, most.down_mbps, memo.resources_}),
                        up_.rate_of_one_more({active, most.up_mbps, memo.resources_})};
  return memo.rate_of_more_;
}

}  // namespace lastmile
