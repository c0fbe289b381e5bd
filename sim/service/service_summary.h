// A summary of the service of all connected homes: by technology, and the distributions of rates, delay and
// margins.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "models/access/equipment.h"
#include "models/base/enum_array.h"
#include "sim/support/tally.h"

namespace lastmile {

// Values with the number of homes for each. Cost: O(1) to add; O(values) per quantile. Memory: 12 bytes per
// value; values that repeat soon are stored once.
class HomesByValue {
 public:
  void add(double value, std::uint32_t homes) {
    if (homes != 0) parts_.back().add(value, homes);
  }
  // Releases unused memory after the last add().
  void close();
  HomesByValue& operator+=(HomesByValue&& other);

  std::uint64_t homes() const;
  // For each share, the lowest value that at least this share of the homes does not exceed (nearest rank); 0
  // without homes. `shares` ascends.
  std::vector<double> quantiles(std::span<const double> shares) const;

 private:
  // Parallel arrays of values and homes. Parts are never merged, so large ones are never copied.
  class Part {
   public:
    void add(double value, std::uint32_t homes);
    void close();
    template <class Visit>
    void for_each(Visit visit) const {
      for (std::size_t i = 0; i < values_.size(); ++i) visit(values_[i], homes_[i]);
    }

   private:
    static constexpr std::size_t remembered = 512;
    std::vector<double> values_;
    std::vector<std::uint32_t> homes_;
    std::vector<std::uint32_t> last_at_;  // the last position of a value, by some of its bits
  };
  template <class Visit>
  void for_each(Visit visit) const {
    for (const Part& part : parts_) part.for_each(visit);
  }

  std::vector<Part> parts_ = std::vector<Part>(1);
};

inline constexpr std::array<double, 5> shown_quantiles = {0.05, 0.25, 0.50, 0.75, 0.95};

enum class ServiceFigure : std::uint8_t {
  down_mbps,
  up_mbps,
  latency_ms,
  optical_margin_weak_db,
  optical_margin_strong_db,
  loop_length_m
};
constexpr ServiceFigure last_of(ServiceFigure) {
  return ServiceFigure::loop_length_m;
}
struct ServiceFigureName {
  std::string_view name;
  std::string_view unit;
};
inline constexpr EnumArray<ServiceFigure, ServiceFigureName> service_figures = {
    {{"down_mbps", "Mbit/s"},
     {"up_mbps", "Mbit/s"},
     {"latency_ms", "ms"},
     {"optical_margin_weak_db", "dB"},
     {"optical_margin_strong_db", "dB"},
     {"loop_length_m", "m"}}};

struct TechnologyTally {
  Tally connected;
  Tally qualified;
};

// Of connected premises. Optical margins are those of optical lines, loop lengths those of copper pairs.
struct ServiceSummary {
  std::vector<TechnologyTally> by_technology;  // by TechnologyId; the last entry: no technology
  std::vector<Tally> by_further_profile;       // qualified, for each of Access::further_profiles
  EnumArray<ServiceFigure, HomesByValue> figures;

  void close();
  ServiceSummary& operator+=(ServiceSummary&& other);
};

}  // namespace lastmile
