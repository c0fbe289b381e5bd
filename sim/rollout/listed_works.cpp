#include "sim/rollout/listed_works.h"

#include <span>

namespace lastmile {

void ListedWorks::start_works() {
  for (const Element& e : list_)
    if (waits(e) && construction_.start(std::span(&e, 1)) == Construction::Answer::later) return;
}

void ListedWorks::list_blocked(Course& course) {
  construction_.end_course();
  for (const Element& e : list_) {
    if (!waits(e)) continue;
    const Construction::Bill bill = construction_.bill_of(std::span(&e, 1));
    const auto why = construction_.permanent_obstacle(bill);
    if (!why) continue;
    ++course.blocked_count;
    if (course.blocked.size() < shown_blocked_works) course.blocked.push_back({*why, e, bill.price});
  }
}

}  // namespace lastmile
