// The state of the slow oracle of a course: the current plant, the spending on each element, the start of its
// depreciation, and the orders. Every query is a full evaluation.
#pragma once

#include "models/plant/element.h"
#include "models/time/horizon.h"
#include "sim/rollout/course.h"

namespace lastmile::oracle {

// Sums that agree to 12 digits count as equal.
inline constexpr double rounding = 1e-12;
inline bool pays(double money, double price) {
  return price <= money * (1 + rounding);
}

struct Batch {
  double amount;
  std::uint32_t first;  // period in which it depreciates first
};

// One site, link or inline drop.
struct Item {
  Element element;
  Trade trade = Trade::site;
  AreaId area;
  double life = std::numeric_limits<double>::infinity();  // years
  double late_cost = 0;
  std::uint32_t build_periods = 0;
  std::optional<std::uint32_t> repair_periods;  // of its next work, if it has failed
  std::optional<std::uint32_t> ready;           // period of its completion, where work is under way
  double not_in_service = 0;                    // spent on it before it became operational
  std::vector<Batch> batches;                   // spent on it, by when it became operational
};

// A whole plant evaluated afresh.
struct Look {
  Plant plant;
  Network network;
  Coverage coverage;
};

struct SlowPlant {
  SlowPlant(const Plant& written, const Horizon& planned, const RolloutOption& chosen);

  std::size_t site_count() const { return plant.sites.size(); }
  Item& item(SiteId site) { return items[site.value]; }
  Item& item(LinkId link) { return items[site_count() + link.value]; }
  std::size_t number_of(const Item& one) const { return static_cast<std::size_t>(&one - items.data()); }
  bool exists(const Item& one) const { return one.element.exists(); }
  bool is_final(const Item& one) const { return is_final_link(plant, one.element); }
  State state(const Item& one) const { return state_of(plant, one.element); }
  ElementColumns columns(const Item& one) { return columns_of(plant, one.element); }

  // With net values; premises that have ordered in part count as subscribed.
  Look look() const;
  Status status_of(const Look& found) const;
  // By the end of so many periods.
  double depreciated(const Item& one, const Batch& batch, std::uint32_t by) const;
  double net_value(const Item& one) const;
  double booked_value() const;
  // The spending depreciates from the next period on.
  void put_in_service(Item& one);

  const Horizon& horizon;
  const RolloutOption& option;
  double length;                                // of a period, years
  Plant plant;                                  // with all that was spent on it
  std::vector<Item> items;                      // sites, links, inline drops
  IdVector<PremisesId, std::uint8_t> customer;  // connected and subscribed at the start, or by a change
  IdVector<PremisesId, double> share;           // that is subscribed
  IdVector<PremisesId, std::uint8_t> was_passed_at_start;
  IdVector<PremisesId, std::optional<std::uint32_t>> passed_in;
  std::uint32_t now = 0;
  std::uint32_t periods_over = 0;

 private:
  void list_items();
  void list_link(Item& one, LinkId link, Tier tier, const Reach& reach);
  AreaId area_of_first_drop(PremisesId p) const;
  void settle_subscriptions(const Look& written);
  Books books_in_part(const Look& found) const;
};

}  // namespace lastmile::oracle
