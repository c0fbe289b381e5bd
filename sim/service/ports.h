// Which premises have a port. A record needs a port for each of its homes at the sites with a number of ports
// on its line, from the outlet up to the first splitter; it gets all of them or none. The outputs of a
// splitter are its ports, unless the site says otherwise. Each splitter needs one port in turn at such sites
// above it, up to the next splitter, and so on up to the head-end (the tree of ITU-T G.984.1: a port of the
// head-end feeds one fibre, an output feeds a home or another splitter). A site with more ports than its
// split holds several splitters; each that is in use needs its own port above.
//
// Splitters that the live network joins to a source come first, in file order; then the connected premises,
// in file order. Cost: O((splitters + premises) x such sites above them); 0 if no site limits its ports.
#pragma once

#include <optional>
#include <vector>

#include "sim/service/service_lines.h"

namespace lastmile {

// A site with too few free ports for a premises.
struct FullSite {
  SiteId site;
  std::uint32_t ports = 0;
  std::uint32_t free = 0;
  std::uint64_t needed = 0;
  bool for_splitter = false;  // needed by a splitter on the line, otherwise by the homes themselves
};

class Ports {
 public:
  Ports() = default;
  Ports(const RoutedPlant& routed, const ServiceLines& lines);

  // Whether a connected premises has its ports.
  bool has(PremisesId p) const { return refused_.empty() || refused_[p] == 0; }
  // The site nearest to the outlet with too few free ports for this many homes on the line with this upstream
  // data; none if all sites have enough.
  std::optional<FullSite> full_site(const RoutedPlant& routed, const ServiceLines& lines, const Upstream& at,
                                    ServiceLines::Path path, std::uint32_t homes) const;
  // Whether there is no such site. Consecutive premises mostly have the same upstream data, and what is
  // enough for some homes is enough for fewer, so that the memo knows most answers.
  struct Memo {
    SiteId ports;
    SiteId head_end;
    TechnologyId technology;
    ServiceLines::Path path = ServiceLines::Path::live;
    std::uint64_t enough_for = 0;
    std::uint64_t too_few_for = std::uint64_t{1} << 32;
  };
  bool has_more(const RoutedPlant& routed, const ServiceLines& lines, const Upstream& at,
                ServiceLines::Path path, std::uint32_t homes, Memo& memo) const;

 private:
  struct Need;
  struct Run;
  template <class Visit>
  void for_each_need(const RoutedPlant& routed, const ServiceLines& lines, Need need, Visit visit) const;
  std::optional<FullSite> shortage(const RoutedPlant& routed, const ServiceLines& lines,
                                   const Need& need) const;
  // Takes all ports, or none if a site has too few.
  bool take(const RoutedPlant& routed, const ServiceLines& lines, const Need& need);
  void take(const RoutedPlant& routed, const ServiceLines& lines, const Run& run);
  void feed_splitters(const RoutedPlant& routed, const ServiceLines& lines);

  IdVector<SiteId, std::uint32_t> taken_;  // both are empty if no site limits its ports
  IdVector<SiteId, std::uint32_t> feeds_;  // the ports above that the splitters of a site have
  IdVector<PremisesId, std::uint8_t> refused_;
};

}  // namespace lastmile
