// The works of an option that names them itself: each element of a list is one work, in the list's order.
// Elements that are not part of the design wait until a change makes them so. Cost: O(list) a period.
#pragma once

#include <vector>

#include "sim/rollout/construction.h"

namespace lastmile {

class ListedWorks {
 public:
  // All must outlive it.
  ListedWorks(const Plant& plant, const std::vector<Element>& list, Construction& construction)
      : plant_(plant), list_(list), construction_(construction) {}
  // After everything changed.
  void start_over() {}
  // As far as the period's money and crews go.
  void start_works();
  void list_blocked(Course& course);  // at its end

 private:
  bool waits(Element e) const { return in_design(state_of(plant_, e)) && construction_.is_to_start(e); }

  const Plant& plant_;
  const std::vector<Element>& list_;
  Construction& construction_;
};

}  // namespace lastmile
