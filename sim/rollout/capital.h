// The book value of all elements over time: the amounts spent on them, less straight-line depreciation.
//
// Elements in service at the start depreciate from the first period on. Later spending, and earlier spending
// on an unfinished element, depreciates from the period after the one in which the element becomes
// operational. Built elements keep depreciating whatever their state. Decommissioned elements have no book
// value. Cost: O(sites + links) per period.
#pragma once

#include <limits>
#include <vector>

#include "models/plant/element.h"
#include "models/time/horizon.h"

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
  // Both must outlive it. close() writes the net book value of each backbone element into the plant.
  Capital(Plant& plant, const Economics& economics, PeriodUnit unit);

  double opening_value() const { return opening_value_; }
  // Adds spending on an element. It counts as in service only after take_into_service().
  void capitalise(Element e, double amount);
  // All spending on the element is in service from the end of the period on.
  void take_into_service(Element e, std::int64_t period);
  // Starts to load what the functions for a final link read.
  void prefetch(LinkId link) const { __builtin_prefetch(&unfinished_final_link_[link.value]); }
  // All spending on it so far.
  double spent_on(Element e) const;
  Closing close(std::int64_t period);

 private:
  static constexpr std::int64_t not_yet = std::numeric_limits<std::int64_t>::max();
  // One element, in service from the end of period `since` on; -1: from the start.
  struct Asset {
    double gross = 0;
    std::int64_t since = not_yet;
    double unfinished = 0;  // further spending, not in service
    double spent = 0;       // total so far
  };
  // Spending on an element that was already in service before, to light or rebuild it.
  struct Addition {
    Element of;
    Asset asset;
  };

  Asset& asset(Element e) { return e.is_site() ? sites_[e.site()] : links_[e.link()]; }
  const Asset& asset(Element e) const { return e.is_site() ? sites_[e.site()] : links_[e.link()]; }
  double life_of(Element e) const;
  Closing close_final_links(std::int64_t period) const;

  Plant& plant_;
  const Economics& economics_;
  double periods_a_year_;
  double opening_value_ = 0;
  IdVector<SiteId, Asset> sites_;
  IdVector<LinkId, Asset> links_;  // backbone links
  std::vector<Addition> additions_;
  // The total of final links by the period in which they came into service (first: from the start), and the
  // spending that is not in service, for each and in total.
  std::vector<double> final_links_;
  std::vector<double> unfinished_final_link_;
  double unfinished_final_links_ = 0;
};

}  // namespace lastmile
