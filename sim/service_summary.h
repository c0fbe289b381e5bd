// What the connected homes get, all together: by technology, and how rates, delay and margins are
// distributed.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "models/equipment.h"
#include "sim/tally.h"

namespace lastmile {

// Values with the number of homes that have each. Cost: O(1) to add; O(values) a quantile.
class HomesByValue {
 public:
  void add(double value, std::uint64_t homes);
  HomesByValue& operator+=(const HomesByValue& other);

  std::uint64_t homes() const;
  // The least values that at least these shares of the homes do not exceed (nearest rank); 0 where there are
  // no homes. `shares` rises.
  std::vector<double> quantiles(std::span<const double> shares) const;

 private:
  struct Entry {
    double value;
    std::uint64_t homes;
  };
  std::vector<Entry> entries_;
};

inline constexpr std::array<double, 5> shown_quantiles = {0.05, 0.25, 0.50, 0.75, 0.95};

enum class ServiceFigure : std::uint8_t { down_mbps, up_mbps, latency_ms, optical_margin_db, loop_length_m };
struct ServiceFigureName {
  std::string_view name;
  std::string_view unit;
};
inline constexpr std::array<ServiceFigureName, 5> service_figures = {{{"down_mbps", "Mbit/s"},
                                                                      {"up_mbps", "Mbit/s"},
                                                                      {"latency_ms", "ms"},
                                                                      {"optical_margin_db", "dB"},
                                                                      {"loop_length_m", "m"}}};

struct TechnologyTally {
  Tally connected;
  Tally qualified;
};

// Of connected premises. Optical margins are those of optical lines, loop lengths those of copper pairs.
struct ServiceSummary {
  std::vector<TechnologyTally> by_technology;  // by TechnologyId; the last one: no technology
  std::array<HomesByValue, service_figures.size()> figures;

  HomesByValue& of(ServiceFigure figure) { return figures[static_cast<std::size_t>(figure)]; }
  ServiceSummary& operator+=(const ServiceSummary& other);
};

}  // namespace lastmile
