#include "sim/service/qualification.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/network/best_path.h"
#include "sim/support/parallel.h"

namespace lastmile {
namespace {

bool has_shared_medium(const Technology& technology) {
  return std::isfinite(technology.shared_down_mbps) || std::isfinite(technology.shared_up_mbps);
}

// Whether sharing makes rates fall short of a profile that the line alone meets.
Obstacles sharing_shortfall(const ServiceProfile& asked, const DeliveredService& given) {
  const auto sharing_falls_short = [](double alone, double at_busy_hour, double wanted) {
    return !falls_short(alone, wanted) && falls_short(at_busy_hour, wanted);
  };
  if (sharing_falls_short(given.line.down_mbps, given.down_mbps, asked.down_mbps) ||
      sharing_falls_short(given.line.up_mbps, given.up_mbps, asked.up_mbps))
    return Obstacle::capacity;
  return {};
}

// Whether a service meets a profile other than the one that it was judged by.
bool meets(const ServiceProfile& asked, const DeliveredService& given) {
  return !given.lacks.contains(Obstacle::no_port) && given.line.light_arrives() &&
         line_shortfalls(asked, given.line).empty() && sharing_shortfall(asked, given).empty();
}

}  // namespace

// Participants in file order; consecutive ones with identical lines are merged.
struct Qualification::ParticipantsInOrder {
  std::vector<FairShares::Participants> participants;

  void add(const SharedLine& line, double active) {
    if (participants.empty() || !(participants.back().line == line)) participants.push_back({line, 0});
    participants.back().active += active;
  }
};

Qualification::Qualification(const RoutedPlant& routed) : judged_(true), lines_(routed) {
  const Plant& plant = routed.plant;
  ports_ = Ports(routed, lines_);
  shares_ = FairShares(plant, lines_, participants(routed));
  const std::size_t premises = plant.premises.size();
  lacks_ = IdVector<PremisesId, Obstacles>::uninitialized(premises);
  summary_ = sum_over_chunks<ServiceSummary>(premises, [&](std::size_t first, std::size_t last) {
    ServiceSummary chunk;
    Memo memo;
    DeliveredService given;
    chunk.by_technology.resize(plant.access->equipment.technologies.size() + 1);
    chunk.by_further_profile.resize(plant.access->further_profiles.size());
    for (const PremisesId p : IdRange<PremisesId>(first, last)) {
      judge(routed, p, memo, given);
      lacks_[p] = given.lacks;
      if (given.is_connected) count(plant, p, given, chunk);
    }
    chunk.close();
    return chunk;
  });
  summary_.by_further_profile.resize(plant.access->further_profiles.size());  // also without premises
}

void Qualification::count(const Plant& plant, PremisesId p, const DeliveredService& given,
                          ServiceSummary& summary) const {
  const Line& line = given.line;
  const Tally one = tally_of(plant, p);
  const bool has_technology = line.at.head_end.exists();
  TechnologyTally& tally =
      has_technology ? summary.by_technology[line.at.technology.value] : summary.by_technology.back();
  tally.connected += one;
  if (given.lacks.empty()) tally.qualified += one;
  const std::vector<ServiceProfile>& further = plant.access->further_profiles;
  for (std::size_t i = 0; i < further.size(); ++i)
    if (meets(further[i], given)) summary.by_further_profile[i] += one;
  const std::uint32_t homes = plant.premises.homes[p];
  summary.figures[ServiceFigure::down_mbps].add(given.arriving(given.down_mbps), homes);
  summary.figures[ServiceFigure::up_mbps].add(given.arriving(given.up_mbps), homes);
  if (!has_technology) return;
  summary.figures[ServiceFigure::latency_ms].add(line.latency_ms, homes);
  const Technology& technology = plant.access->equipment.technologies[line.at.technology];
  if (has_optical_budget(technology, line)) {
    summary.figures[ServiceFigure::optical_margin_weak_db].add(line.budget.weak_margin_db, homes);
    summary.figures[ServiceFigure::optical_margin_strong_db].add(line.budget.strong_margin_db, homes);
  }
  if (technology.medium == MediumKind::copper)
    summary.figures[ServiceFigure::loop_length_m].add(line.at.length_m, homes);
}

bool Qualification::asks_for_share(const Plant& plant, PremisesId p) const {
  return plant.premises.subscribed[p] != 0 && plant.premises.homes[p] > 0 && ports_.has(p);
}

bool Qualification::gets_share(const Line& line) {
  return line.light_arrives() && line.down_mbps + line.up_mbps > 0;
}

SharedLine Qualification::shared_line(const Plant& plant, const Line& line, double active) {
  // The homes of a record share its final link.
  const double sharing = std::max(1.0, active);
  SharedLine shared;
  shared.chain = line.at.chain;
  shared.down_cap =
      std::min({line.down_mbps, line.capacity.down_mbps / sharing, line.at.narrowest.down_mbps});
  shared.up_cap = std::min({line.up_mbps, line.capacity.up_mbps / sharing, line.at.narrowest.up_mbps});
  if (!line.at.segment.exists()) return shared;
  const Technology& technology = plant.access->equipment.technologies[line.at.technology];
  if (!has_shared_medium(technology)) return shared;
  shared.segment = line.at.segment;
  shared.technology = line.at.technology;
  shared.down_cap = std::min(shared.down_cap, technology.shared_down_mbps);
  shared.up_cap = std::min(shared.up_cap, technology.shared_up_mbps);
  return shared;
}

double Qualification::active_homes(const Plant& plant, PremisesId p) {
  return plant.premises.homes[p] * plant.access->busy_hour_share;
}

FlatVector<FairShares::Participants> Qualification::participants(const RoutedPlant& routed) const {
  const Plant& plant = routed.plant;
  FlatVector<FairShares::Participants> all;
  take_chunks_in_order<ParticipantsInOrder>(
      plant.premises.size(), chunk_size,
      [&](ParticipantsInOrder& part, std::size_t first, std::size_t last) {
        part.participants.clear();
        ApproachMemo memo;
        Line line;
        for (const PremisesId p : IdRange<PremisesId>(first, last)) {
          if (!asks_for_share(plant, p)) continue;
          const LinkId connected = lines_.live_final_link(routed, p);
          if (!connected.exists()) continue;
          memo.find(plant, lines_, connected, ServiceLines::Path::live).lead_to(plant, connected, line);
          if (!gets_share(line)) continue;
          const double active = active_homes(plant, p);
          const SharedLine shared = shared_line(plant, line, active);
          if (shared.shares()) part.add(shared, active);
        }
      },
      [&](const ParticipantsInOrder& part) {
        all.insert(all.end(), part.participants.begin(), part.participants.end());
      });
  return all;
}

void Qualification::judge(const RoutedPlant& routed, PremisesId p, Memo& memo,
                          DeliveredService& given) const {
  const Plant& plant = routed.plant;
  using Path = ServiceLines::Path;
  const LinkId connected = lines_.live_final_link(routed, p);
  given.is_connected = connected.exists();
  given.lacks = {};
  given.line.final_link = given.is_connected ? connected : best_path(routed, p).final_link;
  if (!given.line.final_link.exists()) return;
  const Path path = given.is_connected ? Path::live : Path::best;
  memo.approaches.find(plant, lines_, given.line.final_link, path)
      .lead_to(plant, given.line.final_link, given.line);
  given.lacks = given.line.lacks;
  const bool has_port = given.is_connected ? ports_.has(p)
                                           : ports_.has_more(routed, lines_, given.line.at, path,
                                                             plant.premises.homes[p], memo.ports);
  if (!has_port) given.lacks |= Obstacle::no_port;
  judge_share(plant, p, memo, given);
}

void Qualification::judge_share(const Plant& plant, PremisesId p, Memo& memo, DeliveredService& given) const {
  const Line& line = given.line;
  const double active = active_homes(plant, p);
  const SharedLine shared = shared_line(plant, line, active);
  LineRate share{shared.down_cap, shared.up_cap};
  if (shared.shares())
    share = given.is_connected && asks_for_share(plant, p) && gets_share(line)
                ? shares_.of(shared, memo.shares)
                : shares_.of_more(plant, lines_, shared, active, memo.shares);
  given.down_mbps = share.down_mbps;
  given.up_mbps = share.up_mbps;
  given.lacks |= sharing_shortfall(plant.access->profile, given);
}

std::optional<FullSite> Qualification::full_site(const RoutedPlant& routed, PremisesId p,
                                                 const DeliveredService& given) const {
  const auto path = given.is_connected ? ServiceLines::Path::live : ServiceLines::Path::best;
  return ports_.full_site(routed, lines_, given.line.at, path, routed.plant.premises.homes[p]);
}

DeliveredService Qualification::service(const RoutedPlant& routed, PremisesId p) const {
  Memo memo;
  DeliveredService given;
  judge(routed, p, memo, given);
  return given;
}

}  // namespace lastmile
