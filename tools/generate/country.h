// A realistic synthetic country, element by element: each site, link and premises depends only on a seed and
// its own number. A country of any size can therefore be written as a stream, and the same seed gives the
// same country.
//
// The layout, from the core outwards: regions of 40 exchanges around a core node, the core nodes joined in a
// ring with chords; exchanges in rings of 8 that begin and end at their core node; 20 cabinets per exchange,
// some with a second feeder; 32 terminals per cabinet, some behind another terminal; 8 premises per terminal.
// Areas are city, town or country, with their own distances, costs and take-up, and each cabinet's district
// is at its own stage of the rollout. Random numbers are Philox 4x32-10 (Salmon et al. 2011), one draw per
// element.
#pragma once

#include <cstdint>
#include <string_view>

#include "models/base/point.h"
#include "models/plant/state.h"

namespace lastmile {

struct CountrySpec {
  explicit CountrySpec(std::uint64_t premises_wanted, std::uint64_t seed_given);

  std::uint64_t seed;
  std::uint64_t premises;
  std::uint64_t terminals;
  std::uint64_t cabinets;
  std::uint64_t exchanges;
  std::uint64_t cores;
};

struct CountrySite {
  std::string_view kind;
  State state;
  std::uint32_t cost;  // currency units
  Point at;
};

struct CountryLink {
  State state;
  std::uint32_t cost;
  std::uint32_t length_m;
};

struct CountryPremises {
  std::uint32_t homes;
  std::uint32_t users;
  bool subscribed;
  Point at;
  CountryLink drop;
};

inline constexpr std::uint64_t premises_per_terminal = 8;
inline constexpr std::uint64_t terminals_per_cabinet = 32;
inline constexpr std::uint64_t cabinets_per_exchange = 20;
inline constexpr std::uint64_t exchanges_per_ring = 8;
inline constexpr std::uint64_t exchanges_per_core = 40;

CountrySite core_site(const CountrySpec& spec, std::uint64_t core);
CountrySite exchange_site(const CountrySpec& spec, std::uint64_t exchange);
CountrySite cabinet_site(const CountrySpec& spec, std::uint64_t cabinet);
CountrySite terminal_site(const CountrySpec& spec, std::uint64_t terminal);
CountryPremises country_premises(const CountrySpec& spec, std::uint64_t premises);

CountryLink core_link(const CountrySpec& spec, std::uint64_t from_core, std::uint64_t to_core);
// The link of an exchange ring to this exchange, from the previous exchange or from the core node.
CountryLink ring_link(const CountrySpec& spec, std::uint64_t exchange);
CountryLink feeder(const CountrySpec& spec, std::uint64_t cabinet);
bool has_second_feeder(const CountrySpec& spec, std::uint64_t cabinet);
CountryLink distribution(const CountrySpec& spec, std::uint64_t terminal);
// Whether the terminal is behind the previous terminal and not directly behind its cabinet.
bool is_behind_another(const CountrySpec& spec, std::uint64_t terminal);

}  // namespace lastmile
