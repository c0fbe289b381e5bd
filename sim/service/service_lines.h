// The lines over which service is delivered, from the head-end of an access technology to the outlet, and
// what the technology achieves over them. Only for a plant with access data.
//
// A connected premises is served over the live path with the fewest elements, then the shortest, then the
// first in file order. For other premises the best path is used. The head-end is the nearest site upstream on
// that path with the technology that the final link requires, or with any technology if it requires none.
// Cost: O(sites + links) once, then O(1) per premises; O(depth) if a final link requires another technology
// than the nearest one upstream. Most sites lead to no other site; their upstream data are not stored but
// derived from the previous site when needed, which saves memory and is as fast.
#pragma once

#include <limits>
#include <vector>

#include "models/access/copper.h"
#include "models/access/optics.h"
#include "models/access/radio.h"
#include "sim/network/reach.h"

namespace lastmile {

using ChainId = Id<struct ChainTag>;

// The links of limited capacity on a path, last one first.
struct ChainNode {
  LinkId link;
  ChainId above;
};

// The upstream data of a site.
struct Upstream {
  SiteId head_end;  // nearest site with a technology; none without one
  TechnologyId technology;
  SiteId segment;  // where the shared medium begins: an optical line's first splitter, else the head-end
  SiteId ports;    // nearest site with a number of ports or a splitter, including itself
  ChainId chain;   // starting at the source
  // The lowest capacities in the chain.
  LineRate narrowest = {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  double from_source_m = 0;
  double delay_us = 0;  // from the source, one way
  // Starting at the head-end:
  double length_m = 0;
  double table_length_m = 0;  // for rate tables
  bool medium_matches = true;
  OpticalPath optical;
  VoiceLoop loop;
};

// A rate does not fall short of another if they differ only by rounding.
constexpr bool falls_short(double rate, double asked) {
  constexpr double rounding = 1e-9;
  return rate < asked * (1 - rounding);
}

// Round-trip delay in ms for a one-way delay in microseconds.
constexpr double round_trip_ms(double one_way_us) {
  return one_way_us * 2e-3;
}

// The line of one home, without sharing.
struct Line {
  LinkId final_link;     // none if there is no route
  Upstream at;           // at the outlet
  LineRate capacity;     // of the final link
  double down_mbps = 0;  // that the technology delivers to one home
  double up_mbps = 0;
  double latency_ms = 0;  // round trip
  OpticalBudget budget;   // of optical lines
  Obstacles lacks;        // over_budget, under_budget, rate, latency

  bool light_arrives() const {
    return !lacks.contains(Obstacle::over_budget) && !lacks.contains(Obstacle::under_budget);
  }
};

// The requirements of a profile that a line does not meet by itself: rate, latency.
Obstacles line_shortfalls(const ServiceProfile& asked, const Line& line);

// What lines have in common that leave one site over final links of one specification: everything but the
// length of these links.
struct Approach {
  SiteId site;
  LinkSpecId spec;
  Upstream at;  // at the site, from the head-end that the final links require
  const Technology* technology = nullptr;
  const Medium* medium = nullptr;  // of the final links; null if unknown

  void lead_to(const Plant& plant, LinkId final_link, Line& line) const;
};

class ServiceLines {
 public:
  ServiceLines() = default;
  explicit ServiceLines(const RoutedPlant& routed);

  // The final link over which a connected premises is served; none for other premises.
  LinkId live_final_link(const RoutedPlant& routed, PremisesId p) const;

  // Along live paths or along best paths.
  enum class Path { live, best };
  // The link of the site towards the source; none for a source and for a site without a path.
  LinkId via(SiteId site, Path path) const { return tree(path).via[site]; }
  Upstream upstream(const Plant& plant, SiteId site, Path path) const;
  Approach approach(const Plant& plant, SiteId site, LinkSpecId spec, Path path) const;
  Line line(const Plant& plant, LinkId final_link, Path path) const;

  const ChainNode& chain_node(ChainId id) const { return chain_[id]; }
  std::size_t chain_nodes() const { return chain_.size(); }

 private:
  // The paths from the sources to all sites, and the upstream data of the sites that lead to other sites or
  // that are reached over a link of limited capacity.
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
  // The medium of a link for a line of this technology; null if unknown.
  const Medium* medium_of(const Access& access, const LinkSpec& spec, const Technology* technology) const;
  void extend(const Plant& plant, LinkId link, Upstream& line) const;

  EnumArray<MediumKind, MediumId> usual_medium_;  // by kind, for links without a medium
  Tree live_;                                     // along the best path for sites that are not live
  Tree best_;                                     // empty if equal to live_
  IdVector<ChainId, ChainNode> chain_;
};

constexpr ServiceLines::Path last_of(ServiceLines::Path) {
  return ServiceLines::Path::best;
}

// The last approach along each kind of path: consecutive premises mostly have the same one.
class ApproachMemo {
 public:
  const Approach& find(const Plant& plant, const ServiceLines& lines, LinkId final_link,
                       ServiceLines::Path path);

 private:
  EnumArray<ServiceLines::Path, Approach> last_;
};

// The technology of the line; null if it has no head-end.
inline const Technology* technology_of(const Plant& plant, const Line& line) {
  return line.at.head_end.exists() ? &plant.access->equipment.technologies[line.at.technology] : nullptr;
}

// Whether the line has an optical budget: only if it runs over fibre all the way.
inline bool has_optical_budget(const Technology& technology, const Line& line) {
  return technology.kind == TechnologyKind::optical && line.at.medium_matches;
}

}  // namespace lastmile
