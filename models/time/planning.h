// What a scenario says about time: the periods, the ways to go on that are compared (options), and the facts
// about its elements that only a course through time asks for. Only there where a scenario has a timeline.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "models/base/ids.h"
#include "models/plant/state.h"
#include "models/plant/tier.h"
#include "models/time/calendar.h"

namespace lastmile {

using AreaId = Id<struct AreaTag>;  // none: no area is given

inline constexpr std::uint32_t unlimited = std::numeric_limits<std::uint32_t>::max();

// Works are ranked by a list of these, the later ones breaking the ties of those before; what still ties goes
// by file order.
enum class OrderKey : std::uint8_t {
  file,
  cheapest,                 // least price first
  users_per_cost,           // most users per price first
  released_value_per_cost,  // most stranded value put to work per price first
  area,                     // areas in the order of their names' first appearance, sites before premises
  tier,                     // backbone, feeder, distribution, drop; a site with the link that leads to it
  random,                   // by the seed
};
inline constexpr std::array<std::string_view, 7> order_key_names = {
    "file", "cheapest", "users_per_cost", "released_value_per_cost", "area", "tier", "random"};

// A work is all that one premises' best path needs, or one element.
enum class WorkSize : std::uint8_t { remedies, elements };
inline constexpr std::array<std::string_view, 2> work_size_names = {"remedies", "elements"};

// Final links are built for everybody, or for those only whose users have ordered.
enum class DropsFor : std::uint8_t { all, ordered };
inline constexpr std::array<std::string_view, 2> drops_for_names = {"all", "ordered"};

// Crews by what they work on.
enum class Trade : std::uint8_t { site, backbone, feeder, distribution, drop };
inline constexpr std::array<std::string_view, 5> trade_names = {"site", "backbone", "feeder", "distribution",
                                                                "drop"};
constexpr Trade trade_of(Tier tier) {
  return static_cast<Trade>(static_cast<std::size_t>(tier) + 1);
}

struct Rollout {
  std::vector<OrderKey> order = {OrderKey::file};  // each key at most once
  std::uint64_t seed = 1;                          // of OrderKey::random
  WorkSize works = WorkSize::remedies;
  DropsFor drops = DropsFor::all;
  double budget_per_period = std::numeric_limits<double>::infinity();  // currency
  bool carry_over = true;                                              // what a period leaves unspent
  std::array<std::uint32_t, trade_names.size()> crews = {unlimited, unlimited, unlimited, unlimited,
                                                         unlimited};  // elements started a period
};

struct Economics {
  double discount_rate = 0;             // a year; greater than -1
  double revenue_per_home_month = 0;    // served homes, currency
  double opex_per_home_month = 0;       // served homes, currency
  double opex_share_of_value = 0;       // a year, of the gross value of what is built
  double default_visit_cost = 0;        // an area and period in which any work is started, currency
  IdVector<AreaId, double> visit_cost;  // by area; as many as there are areas
  // Straight-line lives in years; infinity: no depreciation.
  IdVector<SiteId, float> site_life;  // empty: none depreciates
  std::array<double, tier_names.size()> link_life = {
      std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity(),
      std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};  // by tier
};

// How orders come in: the Bass model (bass.h) from a starting point on.
struct TakeUp {
  enum class From : std::uint8_t { passed, start };
  double p = 0.03;     // a year
  double q = 0.38;     // a year
  double ceiling = 1;  // share of homes that order in the end
  From from = From::passed;
  std::optional<std::uint64_t> seed;  // drawn by it; the exact expectation where not given
};
inline constexpr std::array<std::string_view, 2> take_up_from_names = {"passed", "start"};

// What a change sets; what is not given stays.
struct Setting {
  std::optional<State> state;
  std::optional<double> cost;             // of what is not built: what it takes less what is spent already
  std::optional<double> completion_cost;  // currency
  std::optional<double> late_cost;        // of final links, currency
  std::optional<std::uint32_t> build_periods;
  std::optional<bool> subscribed;  // of premises
  std::optional<double> users;     // of premises
};

// Elements as the scenario's file has them, in file order.
struct Selection {
  std::vector<SiteId> sites;
  std::vector<LinkId> links;  // inline drops among them
  std::vector<PremisesId> premises;
};

struct Change {
  std::uint32_t period = 0;  // in which it falls due
  Selection of;              // only what the setting can be applied to
  Setting set;
};

// One way to go on.
struct Option {
  std::string name;  // empty: the scenario as it stands, where the file names no options
  std::string description;
  Rollout rollout;
  bool works = false;           // whether anything is built at all: a rollout is given
  std::vector<Change> changes;  // by period, then in file order
  Economics economics;
  std::optional<TakeUp> take_up;  // none: whoever is subscribed stays so, nobody else orders
};

struct Planning {
  Timeline timeline;
  std::vector<Option> options;  // at least one

  std::size_t areas = 0;  // their names stand in Names
  IdVector<SiteId, AreaId> site_area;
  IdVector<PremisesId, AreaId> premises_area;
  // Added to the price of a final link that is started after its site was built.
  IdVector<LinkId, double> late_cost;           // of explicit links; 0 for those of the backbone
  IdVector<PremisesId, double> drop_late_cost;  // of inline drops
  // An element whose work starts in one period is operational that many periods later.
  IdVector<SiteId, std::uint32_t> site_build_periods;
  IdVector<LinkId, std::uint32_t> link_build_periods;
  IdVector<PremisesId, std::uint32_t> drop_build_periods;
};

}  // namespace lastmile
