// The lines that service takes: from the head-end of an access technology over what lies between down to the
// outlet, and what the laws of the technology make of it. Only for a plant with access data.
//
// A connected premises is served over its live path with the fewest elements, then the shortest, then first
// in file order; for one that is not connected its best path stands in. Its head-end is the nearest site
// upstream on that path that carries the technology its final link names, or any technology where it names
// none. Cost: O(sites + links) once, then O(1) a premises; O(depth) where a final link names another
// technology than the nearest upstream. Most sites lead on to no other site, so what they have from upstream
// is not kept but found again from the site before: much less memory, and no slower.
#pragma once

#include <array>
#include <limits>
#include <vector>

#include "models/access/copper.h"
#include "models/access/optics.h"
#include "models/access/radio.h"
#include "sim/network/reach.h"

namespace lastmile {

using ChainId = Id<struct ChainTag>;

// Links of limited capacity on a path, the last one first.
struct ChainNode {
  LinkId link;
  ChainId above;
};

// What a site has from upstream.
struct Upstream {
  SiteId head_end;  // nearest site with a technology; none where there is none
  TechnologyId technology;
  SiteId segment;  // where the shared medium begins: an optical line's first splitter, else the head-end
  SiteId ports;    // nearest site with a number of ports, itself included
  ChainId chain;   // from the source on
  double narrowest_mbps = std::numeric_limits<double>::infinity();  // least capacity of a link of the chain
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

// What lines have in common that leave one site over final links of one make: all but these links' length.
struct Approach {
  SiteId site;
  MakeId make;
  Upstream at;  // the site, from the head-end that the final links need
  const Technology* technology = nullptr;
  const Medium* medium = nullptr;  // of the final links; null: none is known

  void lead_to(const Plant& plant, LinkId final_link, Line& line) const;
};

class ServiceLines {
 public:
  ServiceLines() = default;
  ServiceLines(const Plant& plant, const Network& network, const Reach& reach);

  // The final link that a connected premises is served over; none of one that is not connected.
  LinkId live_final_link(const Plant& plant, const Network& network, const Reach& reach, PremisesId p) const;

  // Along the live paths or along the best ones.
  enum class Path { live, best };
  // The site's link towards the source; none of a source and of a site that no source is joined to.
  LinkId via(SiteId site, Path path) const { return tree(path).via[site]; }
  Upstream upstream(const Plant& plant, SiteId site, Path path) const;
  Approach approach(const Plant& plant, SiteId site, MakeId make, Path path) const;
  Line line(const Plant& plant, LinkId final_link, Path path) const;

  const ChainNode& chain_node(ChainId id) const { return chain_[id]; }
  std::size_t chain_nodes() const { return chain_.size(); }

 private:
  // The sites' paths from the sources, and what those sites have from upstream that others are reached over
  // or that a link of limited capacity leads to.
  struct Tree {
    IdVector<SiteId, LinkId> via;
    IdVector<SiteId, std::uint32_t> kept_as;  // not_kept or an index into `kept`
    std::vector<Upstream> kept;
  };
  static constexpr std::uint32_t not_kept = ~std::uint32_t{0};

  const Tree& tree(Path path) const { return path == Path::best && !best_.via.empty() ? best_ : live_; }
  template <class Order>
  Tree follow(const Plant& plant, const Order& order, IdVector<SiteId, LinkId> via);
  Upstream found(const Plant& plant, const Tree& tree, SiteId site) const;
  Upstream upstream_with(const Plant& plant, SiteId site, TechnologyId technology, Path path) const;
  // The medium of a link that such a line runs over; null where none is known.
  const Medium* medium_of(const Access& access, const LinkMake& make, const Technology* technology) const;
  void extend(const Plant& plant, LinkId link, Upstream& line) const;

  std::array<MediumId, medium_kind_names.size()> usual_medium_;  // by kind, of links that name none
  Tree live_;  // of sites that are not live along their best path
  Tree best_;  // empty where it is all the same
  IdVector<ChainId, ChainNode> chain_;
};

// Keeps the last approach along each kind of path: neighbours in the tables mostly share theirs.
class ApproachMemo {
 public:
  const Approach& find(const Plant& plant, const ServiceLines& lines, LinkId final_link,
                       ServiceLines::Path path);

 private:
  std::array<Approach, 2> last_;
};

// The technology of a line that has a head-end; null of any other.
inline const Technology* technology_of(const Plant& plant, const Line& line) {
  return line.at.head_end.exists() ? &plant.access->equipment.technologies[line.at.technology] : nullptr;
}

// Whether the line has an optical budget: not where it runs over anything but fibre.
inline bool has_optical_budget(const Technology& technology, const Line& line) {
  return technology.kind == TechnologyKind::optical && line.at.is_right_medium;
}

}  // namespace lastmile
