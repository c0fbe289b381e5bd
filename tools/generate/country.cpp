#include "tools/generate/country.h"

#include <Random123/philox.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace lastmile {
namespace {

enum class What : std::uint32_t { core, exchange, cabinet, terminal, premises };

// One draw: four independent numbers for one element.
class Draw {
 public:
  Draw(const CountrySpec& spec, What what, std::uint64_t element)
      : numbers_(r123::Philox4x32{}({{low(element), high(element), static_cast<std::uint32_t>(what), 0}},
                                    {{low(spec.seed), high(spec.seed)}})) {}

  std::uint32_t bits(std::size_t i) const { return numbers_[i]; }
  double unit(std::size_t i) const { return numbers_[i] * 0x1p-32; }  // [0, 1)

 private:
  static std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
  static std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }
  r123::Philox4x32::ctr_type numbers_;
};

// Properties of an exchange's area. Costs per metre: Cartesian 2023 medians for urban, typical and very rural
// underground building (76, 53 and 41 USD per metre); the rest are assumptions.
struct Area {
  double share;          // of all areas
  double radius_m;       // of the exchange area
  double drop_length_m;  // mean
  double cost_per_m;
  double take_up;            // share of connected homes that take the service
  std::uint32_t most_homes;  // in one building
};
constexpr std::array<Area, 3> areas = {{
    {0.35, 1200, 16, 76, 0.52, 16},
    {0.40, 3000, 26, 53, 0.58, 4},
    {0.25, 8000, 70, 41, 0.66, 1},
}};

const Area& area_of_exchange(const CountrySpec& spec, std::uint64_t exchange) {
  const double drawn = Draw(spec, What::exchange, exchange).unit(0);
  if (drawn < areas[0].share) return areas[0];
  return drawn < areas[0].share + areas[1].share ? areas[1] : areas[2];
}

// Stage of a cabinet's district, and the share of final links built.
struct Stage {
  double share;
  State feeder;
  State distribution;
  double drops_built;
};
constexpr std::array<Stage, 4> stages = {{
    {0.45, State::operational, State::operational, 0.90},         // followed through
    {0.33, State::operational, State::operational, 0.20},         // passed, then abandoned
    {0.12, State::operational, State::under_construction, 0.00},  // in progress
    {0.10, State::planned, State::planned, 0.00},
}};

const Stage& stage_of_cabinet(const CountrySpec& spec, std::uint64_t cabinet) {
  double drawn = Draw(spec, What::cabinet, cabinet).unit(0);
  for (const Stage& stage : stages) {
    if (drawn < stage.share) return stage;
    drawn -= stage.share;
  }
  return stages.front();
}

State with_faults(State state, double drawn) {
  constexpr double failed = 0.002;
  constexpr double inactive = 0.006;
  if (state != State::operational || drawn >= inactive) return state;
  return drawn < failed ? State::failed : State::inactive;
}

constexpr double metres_per_degree = 111'320;

Point moved(const Point& from, double east_m, double north_m) {
  const double shrink = std::cos(from.lat * std::numbers::pi / 180);
  return {from.lon + east_m / (metres_per_degree * shrink), from.lat + north_m / metres_per_degree};
}

// A point around `centre`, evenly over the disc.
Point around(const Point& centre, double radius_m, double drawn_radius, double drawn_angle) {
  const double distance = radius_m * std::sqrt(drawn_radius);
  const double angle = 2 * std::numbers::pi * drawn_angle;
  return moved(centre, distance * std::cos(angle), distance * std::sin(angle));
}

// Regions are on a square grid with small offsets, around the middle of the map.
Point place_of_core(const CountrySpec& spec, std::uint64_t core) {
  constexpr Point middle = {10.0, 51.0};
  constexpr double widest_map_m = 3'000'000;
  const auto side = static_cast<std::uint64_t>(std::ceil(std::sqrt(static_cast<double>(spec.cores))));
  const double cell = std::min(60'000.0, widest_map_m / static_cast<double>(side));
  const Draw draw(spec, What::core, core);
  const double half = static_cast<double>(side) / 2;
  const double column = static_cast<double>(core % side) + 0.5 + 0.4 * (draw.unit(0) - 0.5);
  const std::uint64_t whole_rows = core / side;
  const double row = static_cast<double>(whole_rows) + 0.5 + 0.4 * (draw.unit(1) - 0.5);
  return moved(middle, (column - half) * cell, (row - half) * cell);
}

Point place_of_exchange(const CountrySpec& spec, std::uint64_t exchange) {
  const Draw draw(spec, What::exchange, exchange);
  return around(place_of_core(spec, exchange / exchanges_per_core), 28'000, draw.unit(1), draw.unit(2));
}

Point place_of_cabinet(const CountrySpec& spec, std::uint64_t cabinet) {
  const std::uint64_t exchange = cabinet / cabinets_per_exchange;
  const Draw draw(spec, What::cabinet, cabinet);
  return around(place_of_exchange(spec, exchange), area_of_exchange(spec, exchange).radius_m, draw.unit(1),
                draw.unit(2));
}

std::uint64_t exchange_of_terminal(std::uint64_t terminal) {
  return terminal / terminals_per_cabinet / cabinets_per_exchange;
}

Point place_of_terminal(const CountrySpec& spec, std::uint64_t terminal) {
  constexpr double district = 0.2;  // of the exchange area's radius
  const Draw draw(spec, What::terminal, terminal);
  const double radius = district * area_of_exchange(spec, exchange_of_terminal(terminal)).radius_m;
  return around(place_of_cabinet(spec, terminal / terminals_per_cabinet), radius, draw.unit(1), draw.unit(2));
}

double distance_m(const Point& a, const Point& b) {
  const double shrink = std::cos((a.lat + b.lat) / 2 * std::numbers::pi / 180);
  return metres_per_degree * std::hypot((a.lon - b.lon) * shrink, a.lat - b.lat);
}

std::uint32_t whole(double x) {
  return static_cast<std::uint32_t>(std::lround(x));
}

CountryLink built_link(const Point& from, const Point& to, double cost_per_m, State state) {
  constexpr double detour = 1.3;  // streets are longer than the straight line
  const double length = detour * distance_m(from, to) + 5;
  return {state, whole(length * cost_per_m), whole(length)};
}

constexpr double backbone_cost_per_m = 41;

}  // namespace

CountrySpec::CountrySpec(std::uint64_t premises_wanted, std::uint64_t seed_given)
    : seed(seed_given),
      premises(premises_wanted),
      terminals((premises + premises_per_terminal - 1) / premises_per_terminal),
      cabinets((terminals + terminals_per_cabinet - 1) / terminals_per_cabinet),
      exchanges((cabinets + cabinets_per_exchange - 1) / cabinets_per_exchange),
      cores(std::max<std::uint64_t>(1, (exchanges + exchanges_per_core - 1) / exchanges_per_core)) {}

CountrySite core_site(const CountrySpec& spec, std::uint64_t core) {
  constexpr std::uint64_t cores_per_source = 25;
  const bool source = core % cores_per_source == 0;
  return {source ? "source" : "core", State::operational, source ? 4'000'000U : 1'500'000U,
          place_of_core(spec, core)};
}

CountrySite exchange_site(const CountrySpec& spec, std::uint64_t exchange) {
  const double fault = Draw(spec, What::exchange, exchange).unit(3);
  return {"exchange", with_faults(State::operational, fault), 420'000, place_of_exchange(spec, exchange)};
}

CountrySite cabinet_site(const CountrySpec& spec, std::uint64_t cabinet) {
  const double fault = Draw(spec, What::cabinet, cabinet).unit(3);
  return {"cabinet", with_faults(stage_of_cabinet(spec, cabinet).feeder, fault), 18'000,
          place_of_cabinet(spec, cabinet)};
}

CountrySite terminal_site(const CountrySpec& spec, std::uint64_t terminal) {
  const double fault = Draw(spec, What::terminal, terminal).unit(3);
  const State state = stage_of_cabinet(spec, terminal / terminals_per_cabinet).distribution;
  return {"terminal", with_faults(state, fault), 320, place_of_terminal(spec, terminal)};
}

CountryPremises country_premises(const CountrySpec& spec, std::uint64_t premises) {
  const std::uint64_t terminal = premises / premises_per_terminal;
  const Area& area = area_of_exchange(spec, exchange_of_terminal(terminal));
  const Stage& stage = stage_of_cabinet(spec, terminal / terminals_per_cabinet);
  const Draw draw(spec, What::premises, premises);
  const std::uint32_t homes = 1 + draw.bits(0) % area.most_homes;
  const std::uint32_t users = homes + (draw.bits(0) >> 8) % (2 * homes);  // two per home on average
  const double length = area.drop_length_m * (0.5 + draw.unit(1));
  const bool built = draw.unit(2) < stage.drops_built;
  const double fault = draw.unit(3);
  constexpr double terminal_end_cost = 400;  // outlet and visit
  CountryPremises made;
  made.homes = homes;
  made.users = users;
  made.subscribed = !built || draw.bits(1) % 1000 < 1000 * area.take_up;
  made.at = around(place_of_terminal(spec, terminal), area.drop_length_m * 1.5, draw.unit(1), draw.unit(3));
  made.drop = {built ? with_faults(State::operational, fault) : State::planned,
               whole(terminal_end_cost + length * area.cost_per_m * 0.4), whole(length)};
  return made;
}

CountryLink core_link(const CountrySpec& spec, std::uint64_t from_core, std::uint64_t to_core) {
  return built_link(place_of_core(spec, from_core), place_of_core(spec, to_core), backbone_cost_per_m,
                    State::operational);
}

CountryLink ring_link(const CountrySpec& spec, std::uint64_t exchange) {
  const bool first = exchange % exchanges_per_ring == 0;
  const Point from =
      first ? place_of_core(spec, exchange / exchanges_per_core) : place_of_exchange(spec, exchange - 1);
  return built_link(from, place_of_exchange(spec, exchange), backbone_cost_per_m, State::operational);
}

CountryLink feeder(const CountrySpec& spec, std::uint64_t cabinet) {
  const std::uint64_t exchange = cabinet / cabinets_per_exchange;
  return built_link(place_of_exchange(spec, exchange), place_of_cabinet(spec, cabinet),
                    area_of_exchange(spec, exchange).cost_per_m, stage_of_cabinet(spec, cabinet).feeder);
}

bool has_second_feeder(const CountrySpec& spec, std::uint64_t cabinet) {
  return Draw(spec, What::cabinet, cabinet).bits(3) % 20 == 0;
}

CountryLink distribution(const CountrySpec& spec, std::uint64_t terminal) {
  const std::uint64_t cabinet = terminal / terminals_per_cabinet;
  const Point from = is_behind_another(spec, terminal) ? place_of_terminal(spec, terminal - 1)
                                                       : place_of_cabinet(spec, cabinet);
  return built_link(from, place_of_terminal(spec, terminal),
                    area_of_exchange(spec, cabinet / cabinets_per_exchange).cost_per_m,
                    stage_of_cabinet(spec, cabinet).distribution);
}

bool is_behind_another(const CountrySpec& spec, std::uint64_t terminal) {
  return terminal % terminals_per_cabinet != 0 && Draw(spec, What::terminal, terminal).bits(0) % 4 == 0;
}

}  // namespace lastmile
