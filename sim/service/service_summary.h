// What the connected homes get, all together: by technology, and how rates, delay and margins are
// distributed.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "models/access/equipment.h"
#include "sim/support/tally.h"

namespace lastmile {

// Values with the number of homes that have each. Cost: O(1) to add; O(values) a quantile. Memory: 12 bytes a
// value, where those that come back soon count once.
class HomesByValue {
 public:
  void add(double value, std::uint32_t homes) {
    if (homes != 0) parts_.back().add(value, homes);
  }
  // Gives back what memory is left over: for one that nothing more is added to.
  void close();
  HomesByValue& operator+=(HomesByValue&& other);

  std::uint64_t homes() const;
  // The least values that at least these shares of the homes do not exceed (nearest rank); 0 where there are
  // no homes. `shares` rises.
  std::vector<double> quantiles(std::span<const double> shares) const;

 private:
  // Values and their homes side by side; large ones are never copied into one another.
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
    std::vector<std::uint32_t> last_at_;  // where a value was put last, by some of its bits
  };
  template <class Visit>
  void for_each(Visit visit) const {
    for (const Part& part : parts_) part.for_each(visit);
  }

  std::vector<Part> parts_ = std::vector<Part>(1);
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
  const HomesByValue& of(ServiceFigure figure) const { return figures[static_cast<std::size_t>(figure)]; }
  void close();
  ServiceSummary& operator+=(ServiceSummary&& other);
};

}  // namespace lastmile
