// The works of an option that builds element by element, whether or not it serves anybody at once: each
// element of the design that is not operational and can carry a user is one work.
//
// A site has the tier of the link that leads to it. What a single element releases is the stranded value of
// those whom nothing else keeps from being served. Where only those who ordered are to be built for, other
// final links wait. Cost: O(n log n) once for n works, O(works waiting) a period; O(n log n) a period where
// their order changes, by released value, late costs or best paths that lead to a site over another tier.
#pragma once

#include <vector>

#include "sim/rollout/construction.h"
#include "sim/rollout/work_rank.h"

namespace lastmile {

class ElementWorks {
 public:
  // All must outlive it.
  ElementWorks(const Plant& plant, const Option& option, const RunningCoverage& coverage,
               Construction& construction);
  // After everything changed.
  void start_over();
  // As far as the period's money and crews go.
  void start_works();
  void list_blocked(Course& course);  // at its end

 private:
  struct Work {
    WorkRank rank;
    Element element;
    std::size_t tier = 0;
  };
  // Stranded value by element; all links, inline drops too.
  struct Releases {
    IdVector<SiteId, double> of_site;
    std::vector<double> of_link;
  };

  bool ranks_by(OrderKey key) const;
  void rank_all();
  bool has_order_changed() const;
  WorkFigures figures(Element e) const;
  std::size_t tier_of(SiteId site) const;
  double users(Element e) const;
  void find_releases();
  Element only_work_for(PremisesId p) const;
  bool waits(Element e) const;
  bool nothing_more_can_start(const std::array<std::size_t, trade_names.size()>& waiting) const;

  const Plant& plant_;
  const Option& option_;
  const RunningCoverage& coverage_;
  Construction& construction_;
  std::vector<Work> works_;  // in order
  Releases releases_;
  bool order_changes_ = false;
};

}  // namespace lastmile
