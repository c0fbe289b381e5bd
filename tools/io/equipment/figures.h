// The numbers of the equipment library: their keys, their fields and their valid ranges.
#pragma once

#include <array>
#include <string_view>

#include "models/access/equipment.h"
#include "tools/io/yaml/keys.h"

namespace lastmile::io {

// A number in a mapping, with its valid range.
template <class T>
struct Figure {
  std::string_view key;
  double T::*field;
  double least;
  double most;
};

inline constexpr double most_mbps = 1e9;
inline constexpr double most_db = 1000;
inline constexpr double most_m = 1e8;
inline constexpr double most_ms = 1e6;

inline constexpr std::array<Figure<Medium>, 4> medium_figures = {{
    {"delay_us_per_km", &Medium::delay_us_per_km, 0, 1000},
    {"loop_ohm_per_km", &Medium::loop_ohm_per_km, 0, 1e5},
    {"voice_loss_db_per_km", &Medium::voice_loss_db_per_km, 0, most_db},
    {"rate_length_factor", &Medium::rate_length_factor, 0.01, 100},
}};
inline constexpr std::array<Figure<Technology>, 5> technology_figures = {{
    {"down_mbps", &Technology::down_mbps, 0, most_mbps},
    {"up_mbps", &Technology::up_mbps, 0, most_mbps},
    {"shared_down_mbps", &Technology::shared_down_mbps, 0, most_mbps},
    {"shared_up_mbps", &Technology::shared_up_mbps, 0, most_mbps},
    {"latency_ms", &Technology::latency_ms, 0, most_ms},
}};
inline constexpr std::array<Figure<RatePoint>, 3> rate_figures = {{
    {"length_m", &RatePoint::length_m, 0, most_m},
    {"down_mbps", &RatePoint::down_mbps, 0, most_mbps},
    {"up_mbps", &RatePoint::up_mbps, 0, most_mbps},
}};
inline constexpr std::array<Figure<OpticalLimits>, 8> optical_figures = {{
    {"min_loss_db", &OpticalLimits::min_loss_db, 0, most_db},
    {"max_loss_db", &OpticalLimits::max_loss_db, 0, most_db},
    {"reach_m", &OpticalLimits::reach_m, 0, most_m},
    {"most_db_per_km", &OpticalLimits::most_db_per_km, 0, most_db},
    {"least_db_per_km", &OpticalLimits::least_db_per_km, 0, most_db},
    {"splice_db", &OpticalLimits::splice_db, 0, most_db},
    {"connector_db", &OpticalLimits::connector_db, 0, most_db},
    {"margin_db", &OpticalLimits::margin_db, 0, most_db},
}};
// Without them, the least plausible loss of a part is also its greatest.
inline constexpr std::array<Figure<OpticalLimits>, 2> least_optical_figures = {{
    {"least_splice_db", &OpticalLimits::least_splice_db, 0, most_db},
    {"least_connector_db", &OpticalLimits::least_connector_db, 0, most_db},
}};
inline constexpr std::array<Figure<VoiceLimits>, 2> voice_figures = {{
    {"max_loop_ohm", &VoiceLimits::max_loop_ohm, 0, 1e6},
    {"max_loss_db", &VoiceLimits::max_loss_db, 0, most_db},
}};
// The model's own bounds are those of problems_of in models/access/radio.h.
inline constexpr std::array<Figure<RadioSystem>, 15> radio_figures = {{
    {"frequency_ghz", &RadioSystem::frequency_ghz, -most_db, most_db},
    {"mast_height_m", &RadioSystem::mast_height_m, -most_m, most_m},
    {"home_height_m", &RadioSystem::home_height_m, -most_m, most_m},
    {"building_height_m", &RadioSystem::building_height_m, -most_m, most_m},
    {"street_width_m", &RadioSystem::street_width_m, -most_m, most_m},
    {"bandwidth_mhz", &RadioSystem::bandwidth_mhz, 0, 1e6},
    {"down_share", &RadioSystem::down_share, 0, 1},
    {"overhead", &RadioSystem::overhead, 0, 1},
    {"mast_eirp_dbm", &RadioSystem::mast_eirp_dbm, -200, 200},
    {"home_eirp_dbm", &RadioSystem::home_eirp_dbm, -200, 200},
    {"mast_gain_db", &RadioSystem::mast_gain_db, -100, 100},
    {"home_gain_db", &RadioSystem::home_gain_db, -100, 100},
    {"mast_noise_figure_db", &RadioSystem::mast_noise_figure_db, 0, 100},
    {"home_noise_figure_db", &RadioSystem::home_noise_figure_db, 0, 100},
    {"margin_db", &RadioSystem::margin_db, -100, 100},
}};
inline constexpr std::array<Figure<ModulationPoint>, 2> modulation_figures = {{
    {"snr_db", &ModulationPoint::snr_db, -200, 200},
    {"bits_per_hz", &ModulationPoint::bits_per_hz, 0, 1000},
}};

// A mapping that consists of figures only, all of them required.
template <class T, std::size_t N>
Keys<T> row_keys(const std::array<Figure<T>, N>& figures) {
  Keys<T> keys;
  for (const Figure<T>& figure : figures)
    keys.add({figure.key, value_between(figure.least, figure.most), figure.field, Required{}});
  return keys;
}

}  // namespace lastmile::io
