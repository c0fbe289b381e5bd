// What a scenario says about time: the periods, the rollout options to compare, and the properties of its
// elements that only a simulation over time needs. Present only if the scenario has a timeline.
#pragma once

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "models/base/enum_array.h"
#include "models/base/ids.h"
#include "models/base/link_column.h"
#include "models/plant/element.h"
#include "models/plant/state.h"
#include "models/plant/tier.h"
#include "models/time/calendar.h"
#include "models/time/payers.h"

namespace lastmile {

inline constexpr std::uint32_t unlimited = std::numeric_limits<std::uint32_t>::max();

// Works are ranked by a list of keys. Each key breaks the ties of the keys before it; file order breaks the
// remaining ties.
enum class OrderKey : std::uint8_t {
  file,
  cheapest,                 // lowest price first
  users_per_cost,           // most users per price first
  released_value_per_cost,  // most released stranded value per price first
  area,                     // areas in the order in which they first appear, sites before premises
  tier,                     // backbone, feeder, distribution, drop; a site has the tier of its uplink
  random,                   // by the seed
};
constexpr OrderKey last_of(OrderKey) {
  return OrderKey::random;
}
inline constexpr EnumArray<OrderKey, std::string_view> order_key_names = {
    {"file", "cheapest", "users_per_cost", "released_value_per_cost", "area", "tier", "random"}};

// One work is either everything that the best path of a premises needs, or a single element.
enum class WorkSize : std::uint8_t { remedies, elements };
constexpr WorkSize last_of(WorkSize) {
  return WorkSize::elements;
}
inline constexpr EnumArray<WorkSize, std::string_view> work_size_names = {{"remedies", "elements"}};

// Final links are built for all premises, or only for those that have ordered.
enum class DropsFor : std::uint8_t { all, ordered };
constexpr DropsFor last_of(DropsFor) {
  return DropsFor::ordered;
}
inline constexpr EnumArray<DropsFor, std::string_view> drops_for_names = {{"all", "ordered"}};

struct Rollout {
  std::vector<OrderKey> order = {OrderKey::file};  // each key at most once
  std::uint64_t seed = 1;                          // of OrderKey::random
  WorkSize works = WorkSize::remedies;
  DropsFor drops = DropsFor::all;
  // Currency, one for each period; the last one applies to all later periods. Never empty.
  std::vector<double> budget_per_period = {std::numeric_limits<double>::infinity()};
  bool carry_over = true;  // whether unspent budget carries over to the next period
  EnumArray<Trade, std::uint32_t> crews =
      EnumArray<Trade, std::uint32_t>::filled(unlimited);  // elements started per period
  std::vector<Element> only;                               // if given, only these are built, in this order

  double budget_in(std::uint32_t period) const {
    return budget_per_period[std::min<std::size_t>(period, budget_per_period.size() - 1)];
  }
};

struct Economics {
  double discount_rate = 0;             // per year; greater than -1
  double revenue_per_home_month = 0;    // served homes, currency
  double opex_per_home_month = 0;       // served homes, currency
  double opex_share_of_value = 0;       // per year, of the gross value in service
  double default_visit_cost = 0;        // per area and period in which work is started, currency
  IdVector<AreaId, double> visit_cost;  // one for each area
  std::vector<Payer> payers;            // the operator pays the rest
  // Straight-line depreciation lives in years; infinity: no depreciation.
  IdVector<SiteId, float> site_life;  // empty: no site depreciates
  EnumArray<Tier, double> link_life =
      EnumArray<Tier, double>::filled(std::numeric_limits<double>::infinity());  // by tier
};

// Orders over time: the Bass model (bass.h) from a starting point on.
struct TakeUp {
  enum class From : std::uint8_t { passed, start };
  double p = 0.03;     // per year
  double q = 0.38;     // per year
  double ceiling = 1;  // share of homes that eventually order
  From from = From::passed;
  std::optional<std::uint64_t> seed;  // draws orders at random; none: exact expectation
};
constexpr TakeUp::From last_of(TakeUp::From) {
  return TakeUp::From::start;
}
inline constexpr EnumArray<TakeUp::From, std::string_view> take_up_from_names = {{"passed", "start"}};

// The properties that a change sets; all others stay as they are.
struct Setting {
  std::optional<State> state;
  std::optional<double> cost;  // total; the completion cost of an unbuilt element is this less its value
  std::optional<double> completion_cost;  // currency
  std::optional<double> late_cost;        // of final links, currency
  std::optional<std::uint32_t> build_periods;
  std::optional<std::uint32_t> repair_periods;  // replaces build_periods if the state becomes failed
  std::optional<bool> subscribed;               // of premises
  std::optional<double> users;                  // of premises
};

// Elements in file order.
struct Selection {
  std::vector<SiteId> sites;
  std::vector<LinkId> links;  // including inline drops
  std::vector<PremisesId> premises;
};

struct Change {
  std::uint32_t period = 0;  // in which it takes effect
  Selection of;              // only elements that have the properties
  Setting set;
};

// One way to roll out the network.
struct RolloutOption {
  std::string name;  // empty if the file names no options
  std::string description;
  Rollout rollout;
  bool builds_anything = false;  // the scenario gives a rollout
  std::vector<Change> changes;   // by period, then in file order
  Economics economics;
  std::optional<TakeUp> take_up;  // none: subscribed premises stay subscribed, no others order
};

struct Horizon {
  Timeline timeline;
  std::vector<RolloutOption> options;  // at least one

  std::size_t areas = 0;  // named in Names::areas
  IdVector<SiteId, AreaId> site_area;
  IdVector<PremisesId, AreaId> premises_area;
  // Added to the price of a final link that is started after its site was built.
  LinkColumn<double> late_cost;  // 0 for links of the backbone
  // Periods from the start of work on an element until it is operational.
  IdVector<SiteId, std::uint32_t> site_build_periods;
  LinkColumn<std::uint32_t> link_build_periods;
};

}  // namespace lastmile
