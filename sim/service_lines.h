// The lines that service takes: from the head-end of an access technology over what lies between down to the
// outlet, and what the laws of the technology make of it. Only for a plant with access data.
//
// A connected premises is served over its live path with the fewest elements, then the shortest, then first
// in file order; for one that is not connected its best path stands in. Its head-end is the nearest site
// upstream on that path that carries the technology its final link names, or any technology where it names
// none. Cost: O(sites + links) once, then O(1) a premises; O(depth) where a final link names another
// technology than the nearest upstream.
#pragma once

#include "models/copper.h"
#include "models/optics.h"
#include "models/radio.h"
#include "sim/reach.h"

namespace lastmile {

using ChainId = Id<struct ChainTag>;

// Links of limited capacity on a path, the last one first.
struct ChainNode {
  LinkId link;
  ChainId above;
};

// What a site has from upstream.
struct Upstream {
  LinkId via;       // towards the source; none at a source
  SiteId head_end;  // nearest site with a technology; none where there is none
  TechnologyId technology;
  SiteId segment;  // where the shared medium begins: an optical line's first splitter, else the head-end
  SiteId ports;    // nearest site with a number of ports, itself included
  ChainId chain;   // from the source on
  double from_source_m = 0;
  double delay_us = 0;  // from the source, one way
  // From the head-end on:
  double length_m = 0;
  double table_length_m = 0;  // as tables of rates count it
  bool is_right_medium = true;
  OpticalPath optical;
  VoiceLoop loop;
};

// Of two rates that differ by rounding neither falls short of the other.
constexpr bool falls_short(double rate, double asked) {
  constexpr double rounding = 1e-9;
  return rate < asked * (1 - rounding);
}

// Delay there and back, in ms, of so many microseconds one way.
constexpr double there_and_back_ms(double one_way_us) {
  return one_way_us * 2e-3;
}

// One home's line, judged alone.
struct Line {
  LinkId final_link;         // none: there is no route
  Upstream at;               // the outlet
  double capacity_mbps = 0;  // of the final link
  double down_mbps = 0;      // what the technology gives one home
  double up_mbps = 0;
  double latency_ms = 0;  // there and back
  OpticalBudget budget;   // of optical lines
  Obstacles lacks;        // of the profile: over_budget, under_budget, rate, latency

  bool light_arrives() const {
    return !lacks.contains(Obstacle::over_budget) && !lacks.contains(Obstacle::under_budget);
  }
};

class ServiceLines {
 public:
  ServiceLines() = default;
  ServiceLines(const Plant& plant, const Network& network, const Reach& reach);

  // The final link that a connected premises is served over; none of one that is not connected.
  LinkId live_final_link(const Plant& plant, const Network& network, const Reach& reach, PremisesId p) const;
  // The line over a final link, its path taken from the live ones or from the best ones.
  enum class Path { live, best };
  Line line(const Plant& plant, LinkId final_link, Path path) const;
  const Upstream& upstream(SiteId site, Path path) const {
    return path == Path::best && !best_.empty() ? best_[site] : live_[site];
  }
  const ChainNode& chain_node(ChainId id) const { return chain_[id]; }
  std::size_t chain_nodes() const { return chain_.size(); }

 private:
  // What each site has from upstream along these links.
  IdVector<SiteId, Upstream> follow(const Plant& plant, const std::vector<SiteId>& order,
                                    const IdVector<SiteId, LinkId>& via);
  Upstream upstream_with(const Plant& plant, SiteId site, TechnologyId technology, Path path) const;
  ChainId chain_below(const Plant& plant, LinkId link, ChainId above);

  IdVector<SiteId, Upstream> live_;  // of sites that are not live along their best path
  IdVector<SiteId, Upstream> best_;  // empty where it is all the same
  IdVector<ChainId, ChainNode> chain_;
};

// The technology of a line that has a head-end; null of any other.
inline const Technology* technology_of(const Plant& plant, const Line& line) {
  return line.at.head_end.exists() ? &plant.access->equipment.technologies[line.at.technology] : nullptr;
}

// Whether the line has an optical budget: not where it runs over anything but fibre.
inline bool has_optical_budget(const Technology& technology, const Line& line) {
  return technology.kind == TechnologyKind::optical && line.at.is_right_medium;
}

// Along one more link: lengths, losses and delay, not its capacity.
void extend(const Plant& plant, LinkId link, Upstream& line);

}  // namespace lastmile
