// The works of an option that lists them: each listed element is one work, in the order of the list. Elements
// outside the design wait until a change adds them to it. Cost: O(list) per period.
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
