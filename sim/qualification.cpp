#include "sim/qualification.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "sim/best_path.h"
#include "sim/parallel.h"

namespace lastmile {
namespace {

std::uint64_t segment_key(SiteId segment, TechnologyId technology) {
  return std::uint64_t{segment.value} << 32 | technology.value;
}

bool has_shared_medium(const Technology& technology) {
  return std::isfinite(technology.shared_down_mbps) || std::isfinite(technology.shared_up_mbps);
}

}  // namespace

std::size_t Qualification::HashFlowKey::operator()(const FlowKey& key) const {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
  std::uint64_t hash = segment_key(key.segment, key.technology);
  for (const std::uint64_t part : {std::uint64_t{key.chain.value}, std::bit_cast<std::uint64_t>(key.down_cap),
                                   std::bit_cast<std::uint64_t>(key.up_cap)}) {
    hash = (hash ^ part) * odd;
    hash ^= hash >> 29;
  }
  return hash;
}

// Flows in the order of their premises, those of one flow in a row in one.
struct Qualification::FlowRuns {
  std::vector<std::pair<FlowKey, double>> runs;

  void add(const FlowKey& key, double weight) {
    if (runs.empty() || !(runs.back().first == key)) runs.emplace_back(key, 0);
    runs.back().second += weight;
  }
};

Qualification::Qualification(const Plant& plant, const Network& network, const Reach& reach)
    : judged_(true), lines_(plant, network, reach) {
  const std::size_t premises = plant.premises.size();
  auto connected = IdVector<PremisesId, LinkId>::unfilled(premises);
  for_each_chunk(premises, [&](std::size_t first, std::size_t last) {
    for (const PremisesId p : IdRange<PremisesId>(first, last))
      connected[p] = lines_.live_final_link(plant, network, reach, p);
  });
  ports_ = Ports(plant, reach, lines_, connected);
  share_out(plant, connected);
  lacks_ = IdVector<PremisesId, Obstacles>::unfilled(premises);
  summary_ = sum_over_chunks<ServiceSummary>(premises, [&](std::size_t first, std::size_t last) {
    ServiceSummary chunk;
    Memo memo;
    chunk.by_technology.resize(plant.access->equipment.technologies.size() + 1);
    for (const PremisesId p : IdRange<PremisesId>(first, last)) {
      const bool live = connected[p].exists();
      const LinkId link = live ? connected[p] : best_path(plant, network, reach, p).final_link;
      lacks_[p] = {};
      if (!link.exists()) continue;
      const ServiceGiven given =
          judge(plant, reach, live ? ServiceLines::Path::live : ServiceLines::Path::best, link, p, memo);
      lacks_[p] = given.lacks;
      if (live) count(plant, p, given, chunk);
    }
    return chunk;
  });
}

void Qualification::count(const Plant& plant, PremisesId p, const ServiceGiven& given,
                          ServiceSummary& summary) const {
  const Line& line = given.line;
  const Tally one{1, plant.premises.homes[p], plant.premises.users[p]};
  const bool has_technology = line.at.head_end.exists();
  TechnologyTally& tally =
      has_technology ? summary.by_technology[line.at.technology.value] : summary.by_technology.back();
  tally.connected += one;
  if (given.lacks.empty()) tally.qualified += one;
  summary.of(ServiceFigure::down_mbps).add(given.arriving(given.down_mbps), one.homes);
  summary.of(ServiceFigure::up_mbps).add(given.arriving(given.up_mbps), one.homes);
  if (!has_technology) return;
  summary.of(ServiceFigure::latency_ms).add(line.latency_ms, one.homes);
  const Technology& technology = plant.access->equipment.technologies[line.at.technology];
  if (has_optical_budget(technology, line))
    summary.of(ServiceFigure::optical_margin_db).add(line.budget.margin_db, one.homes);
  if (technology.medium == MediumKind::copper)
    summary.of(ServiceFigure::loop_length_m).add(line.at.length_m, one.homes);
}

bool Qualification::takes_part(const Plant& plant, const Line& line, PremisesId p) const {
  return plant.premises.subscribed[p] != 0 && plant.premises.homes[p] > 0 && ports_.has(p) &&
         line.light_arrives() && line.down_mbps + line.up_mbps > 0;
}

Qualification::SharedLine Qualification::shared_line(const Plant& plant, const Line& line,
                                                     PremisesId p) const {
  const Access& access = *plant.access;
  const double active = plant.premises.homes[p] * access.busy_hour_share;
  // The homes of a record share its final link among themselves.
  const double of_final_link = line.capacity_mbps / std::max(1.0, active);
  SharedLine shared{{line.at.chain, SiteId::none(), TechnologyId::none(),
                     std::min(line.down_mbps, of_final_link), std::min(line.up_mbps, of_final_link)},
                    active,
                    line.at.chain.exists()};
  const auto limit = [&](double down, double up) {
    shared.key.down_cap = std::min(shared.key.down_cap, down);
    shared.key.up_cap = std::min(shared.key.up_cap, up);
  };
  if (line.at.segment.exists()) {
    const Technology& technology = access.equipment.technologies[line.at.technology];
    if (has_shared_medium(technology)) {
      shared.shares = true;
      shared.key.segment = line.at.segment;
      shared.key.technology = line.at.technology;
      limit(technology.shared_down_mbps, technology.shared_up_mbps);
    }
  }
  for (ChainId at = line.at.chain; at.exists(); at = lines_.chain_node(at).above) {
    const double capacity = make_of(plant, lines_.chain_node(at).link).capacity_mbps;
    limit(capacity, capacity);
  }
  return shared;
}

// Each link of limited capacity is one resource, on whichever paths it lies.
void Qualification::number_resources(const Plant& plant) {
  std::unordered_map<std::uint32_t, std::uint32_t> of_link;
  chain_resource_ = IdVector<ChainId, std::uint32_t>(lines_.chain_nodes());
  for (const ChainId node : ids<ChainId>(lines_.chain_nodes())) {
    const LinkId link = lines_.chain_node(node).link;
    const auto [known, is_new] =
        of_link.emplace(link.value, static_cast<std::uint32_t>(down_capacity_.size()));
    chain_resource_[node] = known->second;
    if (!is_new) continue;
    down_capacity_.push_back(make_of(plant, link).capacity_mbps);
    up_capacity_.push_back(make_of(plant, link).capacity_mbps);
  }
}

void Qualification::add_segment(const Plant& plant, const FlowKey& key) {
  if (!key.segment.exists()) return;
  const auto [known, is_new] = segment_resource_.emplace(segment_key(key.segment, key.technology),
                                                         static_cast<std::uint32_t>(down_capacity_.size()));
  if (!is_new) return;
  const Technology& technology = plant.access->equipment.technologies[key.technology];
  down_capacity_.push_back(technology.shared_down_mbps);
  up_capacity_.push_back(technology.shared_up_mbps);
}

Flow Qualification::flow_of(const Plant& plant, const FlowKey& key, double weight, bool down,
                            Memo& memo) const {
  memo.resources.clear();
  double cap = down ? key.down_cap : key.up_cap;
  const auto pass = [&](std::uint32_t resource) {
    if (std::isfinite((down ? down_capacity_ : up_capacity_)[resource])) memo.resources.push_back(resource);
  };
  if (key.segment.exists()) {
    if (const std::uint64_t segment = segment_key(key.segment, key.technology); memo.segment != segment) {
      const auto known = segment_resource_.find(segment);
      memo.segment = segment;
      memo.segment_resource = known == segment_resource_.end() ? Memo::nobody_there : known->second;
    }
    if (memo.segment_resource != Memo::nobody_there) {
      pass(memo.segment_resource);
    } else {  // nobody takes part there yet: these homes would have it among themselves
      const Technology& technology = plant.access->equipment.technologies[key.technology];
      cap = std::min(
          cap, (down ? technology.shared_down_mbps : technology.shared_up_mbps) / std::max(1.0, weight));
    }
  }
  for (ChainId at = key.chain; at.exists(); at = lines_.chain_node(at).above) pass(chain_resource_[at]);
  return {weight, cap, memo.resources};
}

void Qualification::share_out(const Plant& plant, const IdVector<PremisesId, LinkId>& connected) {
  std::vector<std::pair<FlowKey, double>> flows;
  take_chunks_in_order<FlowRuns>(
      connected.size(), chunk_size,
      [&](FlowRuns& part, std::size_t first, std::size_t last) {
        part.runs.clear();
        for (const PremisesId p : IdRange<PremisesId>(first, last)) {
          if (!connected[p].exists()) continue;
          const Line line = lines_.line(plant, connected[p], ServiceLines::Path::live);
          if (!takes_part(plant, line, p)) continue;
          const SharedLine shared = shared_line(plant, line, p);
          if (shared.shares) part.add(shared.key, shared.weight);
        }
      },
      [&](const FlowRuns& part) {
        for (const auto& [key, weight] : part.runs) {
          const auto [known, is_new] = flow_number_.emplace(key, flows.size());
          if (is_new) flows.emplace_back(key, 0);
          flows[known->second].second += weight;
        }
      });
  number_resources(plant);
  for (const auto& [key, weight] : flows) add_segment(plant, key);
  for (const bool down : {true, false}) {
    Flows one_way;
    Memo memo;
    for (const auto& [key, weight] : flows) one_way.add(flow_of(plant, key, weight, down, memo));
    (down ? down_ : up_) = MaxMinShares(down ? down_capacity_ : up_capacity_, one_way);
  }
}

ServiceGiven Qualification::judge(const Plant& plant, const Reach& reach, const ServiceLines::Path path,
                                  LinkId final_link, PremisesId p, Memo& memo) const {
  ServiceGiven given;
  given.line = lines_.line(plant, final_link, path);
  given.is_connected = path == ServiceLines::Path::live;
  given.lacks = given.line.lacks;
  const bool has_port =
      given.is_connected ? ports_.has(p)
                         : ports_.are_free(plant, reach, lines_, given.line, path, plant.premises.homes[p]);
  if (!has_port) given.lacks |= Obstacle::no_port;

  const SharedLine shared = shared_line(plant, given.line, p);
  given.down_mbps = shared.key.down_cap;
  given.up_mbps = shared.key.up_cap;
  if (shared.shares && given.is_connected && takes_part(plant, given.line, p)) {
    if (!memo.is_set || !(memo.key == shared.key)) {
      memo.key = shared.key;
      memo.flow = flow_number_.at(shared.key);
      memo.is_set = true;
    }
    given.down_mbps = down_.rate(memo.flow);
    given.up_mbps = up_.rate(memo.flow);
  } else if (shared.shares) {
    given.down_mbps = down_.rate_of_one_more(flow_of(plant, shared.key, shared.weight, true, memo));
    given.up_mbps = up_.rate_of_one_more(flow_of(plant, shared.key, shared.weight, false, memo));
  }
  const ServiceProfile& asked = plant.access->profile;
  const auto sharing_falls_short = [](double alone, double share, double wanted) {
    return !falls_short(alone, wanted) && falls_short(share, wanted);
  };
  if (sharing_falls_short(given.line.down_mbps, given.down_mbps, asked.down_mbps) ||
      sharing_falls_short(given.line.up_mbps, given.up_mbps, asked.up_mbps))
    given.lacks |= Obstacle::capacity;
  return given;
}

ServiceGiven Qualification::service(const Plant& plant, const Network& network, const Reach& reach,
                                    PremisesId p) const {
  Memo memo;
  const LinkId connected = lines_.live_final_link(plant, network, reach, p);
  if (connected.exists()) return judge(plant, reach, ServiceLines::Path::live, connected, p, memo);
  const LinkId best = best_path(plant, network, reach, p).final_link;
  return best.exists() ? judge(plant, reach, ServiceLines::Path::best, best, p, memo) : ServiceGiven{};
}

}  // namespace lastmile
