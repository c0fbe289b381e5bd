// The works of an option that builds element by element, even if an element alone serves nobody: each element
// of the design that is not operational and can carry a user is one work.
//
// A site has the tier of the link that leads to it. A single element releases the stranded value of the
// premises for which it is the only obstacle. If only premises that have ordered are connected, other final
// links wait. Cost: O(n log n) once for n works, then O(waiting works) per period; O(n log n) per period if
// the order changes because of released value, late costs, or best paths that reach a site over another tier.
#pragma once

#include <vector>

#include "sim/rollout/construction.h"
#include "sim/rollout/work_rank.h"

namespace lastmile {

class ElementWorks {
 public:
  // All must outlive it.
  ElementWorks(const Plant& plant, const RolloutOption& option, const RunningCoverage& coverage,
               Construction& construction);
  // After a change to the plant.
  void start_over();
  // As far as the money and crews of the period allow.
  void start_works();
  void list_blocked(Course& course);  // after the last period

 private:
  struct Work {
    Element element;  // none once it is started
    Tier tier = Tier::backbone;

    Trade trade() const { return element.is_site() ? Trade::site : trade_of(tier); }
  };
  // Stranded value by element; links include inline drops.
  struct Releases {
    IdVector<SiteId, double> of_site;
    std::vector<double> of_link;
  };

  bool ranks_by(OrderKey key) const;
  void rank_all();
  bool has_order_changed() const;
  WorkFigures figures(Element e) const;
  Tier tier_of(SiteId site) const;
  double users(Element e) const;
  void find_releases();
  Element only_work_for(PremisesId p) const;
  bool waits(Element e) const;
  bool nothing_more_can_start(const EnumArray<Trade, std::size_t>& waiting) const;

  const Plant& plant_;
  const RolloutOption& option_;
  const RunningCoverage& coverage_;
  Construction& construction_;
  std::vector<Work> works_;  // in order
  Releases releases_;
  bool order_changes_ = false;
};

}  // namespace lastmile
