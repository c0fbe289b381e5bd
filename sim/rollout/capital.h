// What stands in the books of a course: what was spent on each element, less straight-line depreciation.
//
// What is in service at the start depreciates from the first period on; what is capitalised later, together
// with what was spent on an unfinished element before, from the period after the one in which it becomes
// operational. What is built keeps depreciating whatever happens to it. Decommissioned elements stand in no
// book. Cost: O(sites + links) a period.
#pragma once

#include <limits>
#include <vector>

#include "models/plant/element.h"
#include "models/time/planning.h"

namespace lastmile {

struct Closing {
  double value = 0;  // net book value of all elements, currency
  double depreciation = 0;
  double gross_in_service = 0;

  Closing& operator+=(const Closing& other) {
    value += other.value;
    depreciation += other.depreciation;
    gross_in_service += other.gross_in_service;
    return *this;
  }
};

class Capital {
 public:
  // Both must outlive it. Writes each backbone element's net book value into the plant as periods are closed.
  Capital(Plant& plant, const Economics& economics, PeriodUnit unit);

  double opening_value() const { return opening_value_; }
  // Spends so much on an element; it is in service only once that is taken into service.
  void capitalise(Element e, double amount);
  // All that was spent on the element is in service from the end of that period on.
  void take_into_service(Element e, std::int64_t period);
  // All that was ever spent on it.
  double spent_on(Element e) const;
  Closing close(std::int64_t period);

 private:
  static constexpr std::int64_t not_yet = std::numeric_limits<std::int64_t>::max();
  // Of one element; in service from the end of period `since` on, those there from the start since -1.
  struct Asset {
    double gross = 0;
    std::int64_t since = not_yet;
    double unfinished = 0;  // spent on it besides, not in service
    double spent = 0;       // all that ever was
  };
  // What was spent on an element in service to light or rebuild it.
  struct Addition {
    Element of;
    Asset asset;
  };

  Asset& asset(Element e) { return e.site.exists() ? sites_[e.site] : links_[e.link]; }
  const Asset& asset(Element e) const { return e.site.exists() ? sites_[e.site] : links_[e.link]; }
  double life_of(Element e) const;
  Closing close_final_links(std::int64_t period) const;

  Plant& plant_;
  const Economics& economics_;
  double periods_a_year_;
  double opening_value_ = 0;
  IdVector<SiteId, Asset> sites_;
  IdVector<LinkId, Asset> links_;  // of the backbone
  std::vector<Addition> additions_;
  // Final links in sum, by the period that they are in service from (the first: those there from the start);
  // and what is not in service, of each and in sum.
  std::vector<double> final_links_;
  std::vector<double> unfinished_final_link_;
  double unfinished_final_links_ = 0;
};

}  // namespace lastmile
