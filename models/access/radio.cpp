#include "models/access/radio.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <sstream>

namespace lastmile {
namespace {

constexpr double hz_per_ghz = 1e9;
constexpr double hz_per_mhz = 1e6;
constexpr double light_m_per_s = 3.0e8;  // as TR 38.901 rounds it
constexpr double shortest_m = 10;

double lg(double x) {
  return std::log10(x);
}

// The inputs of the formulas: f in GHz, lengths in m.
struct Ray {
  double d2d;
  double d3d;
  double f;
  double mast;
  double home;
  double break_point;
};

Ray ray_of(const RadioSystem& radio, double distance_2d_m) {
  const double d2d = std::max(distance_2d_m, shortest_m);
  return {d2d,
          std::hypot(d2d, radio.mast_height_m - radio.home_height_m),
          radio.frequency_ghz,
          radio.mast_height_m,
          radio.home_height_m,
          break_point_m(radio)};
}

// RMa PL1: 20 lg(40 pi d3D f / 3) + min(0.03 h^1.72, 10) lg d3D - min(0.044 h^1.72, 14.77) + 0.002 lg(h) d3D
double rural_near_db(double d3d, double f, double building) {
  const double h172 = std::pow(building, 1.72);
  return 20 * lg(40 * std::numbers::pi * d3d * f / 3) + std::min(0.03 * h172, 10.0) * lg(d3d) -
         std::min(0.044 * h172, 14.77) + 0.002 * lg(building) * d3d;
}

// RMa PL2, beyond the break point: PL1(dBP) + 40 lg(d3D / dBP)
double rural_los_db(const Ray& r, double building) {
  if (r.d2d <= r.break_point) return rural_near_db(r.d3d, r.f, building);
  return rural_near_db(r.break_point, r.f, building) + 40 * lg(r.d3d / r.break_point);
}

// 161.04 - 7.1 lg W + 7.5 lg h - (24.37 - 3.7 (h/hBS)^2) lg hBS + (43.42 - 3.1 lg hBS)(lg d3D - 3) + 20 lg f
// - (3.2 (lg 11.75 hUT)^2 - 4.97)
double rural_nlos_db(const Ray& r, double building, double street) {
  const double flatness = building / r.mast;
  const double home = lg(11.75 * r.home);
  return 161.04 - 7.1 * lg(street) + 7.5 * lg(building) - (24.37 - 3.7 * flatness * flatness) * lg(r.mast) +
         (43.42 - 3.1 * lg(r.mast)) * (lg(r.d3d) - 3) + 20 * lg(r.f) - (3.2 * home * home - 4.97);
}

// lg(dBP'^2 + (hBS - hUT)^2)
double beyond_break(const Ray& r) {
  const double fall = r.mast - r.home;
  return lg(r.break_point * r.break_point + fall * fall);
}

// 28.0 + 22 lg d3D + 20 lg f; beyond the break point 28.0 + 40 lg d3D + 20 lg f - 9 lg(dBP'^2 + (hBS -
// hUT)^2)
double urban_los_db(const Ray& r) {
  const double near = 28.0 + 20 * lg(r.f);
  return r.d2d <= r.break_point ? near + 22 * lg(r.d3d) : near + 40 * lg(r.d3d) - 9 * beyond_break(r);
}

// 13.54 + 39.08 lg d3D + 20 lg f - 0.6 (hUT - 1.5)
double urban_nlos_db(const Ray& r) {
  return 13.54 + 39.08 * lg(r.d3d) + 20 * lg(r.f) - 0.6 * (r.home - 1.5);
}

// 32.4 + 21 lg d3D + 20 lg f; beyond the break point 32.4 + 40 lg d3D + 20 lg f - 9.5 lg(dBP'^2 + (hBS -
// hUT)^2). The second branch: assumption (not confirmed).
double street_los_db(const Ray& r) {
  const double near = 32.4 + 20 * lg(r.f);
  return r.d2d <= r.break_point ? near + 21 * lg(r.d3d) : near + 40 * lg(r.d3d) - 9.5 * beyond_break(r);
}

// 22.4 + 35.3 lg d3D + 21.3 lg f - 0.3 (hUT - 1.5)
double street_nlos_db(const Ray& r) {
  return 22.4 + 35.3 * lg(r.d3d) + 21.3 * lg(r.f) - 0.3 * (r.home - 1.5);
}

double los_db(const RadioSystem& radio, const Ray& ray) {
  switch (radio.model) {
    case RadioModel::rma: return rural_los_db(ray, radio.building_height_m);
    case RadioModel::uma: return urban_los_db(ray);
    case RadioModel::umi: break;
  }
  return street_los_db(ray);
}

double nlos_db(const RadioSystem& radio, const Ray& ray) {
  switch (radio.model) {
    case RadioModel::rma: return rural_nlos_db(ray, radio.building_height_m, radio.street_width_m);
    case RadioModel::uma: return urban_nlos_db(ray);
    case RadioModel::umi: break;
  }
  return street_nlos_db(ray);
}

// 18/d + exp(-d / scale)(1 - 18/d), 1 up to 18 m
double urban_sight(double d, double scale) {
  constexpr double always_m = 18;
  if (d <= always_m) return 1;
  return always_m / d + std::exp(-d / scale) * (1 - always_m / d);
}

// Correction for tall homes: 1 + C' 1.25 (d/100)^3 exp(-d/150), C' = ((hUT - 13)/10)^1.5 above 13 m
double tall_home_gain(double home_height_m, double d) {
  constexpr double tall_m = 13;
  constexpr double always_m = 18;
  if (home_height_m <= tall_m || d <= always_m) return 1;
  const double c = std::pow((home_height_m - tall_m) / 10, 1.5);
  return 1 + c * 1.25 * std::pow(d / 100, 3) * std::exp(-d / 150);
}

class ParameterCheck {
 public:
  void between(const char* key, double value, double least, double most, const char* unit) {
    if (value >= least && value <= most) return;
    std::ostringstream text;
    text << "must be from " << least << " to " << most << unit << ", but is " << value;
    problems_.push_back({key, text.str()});
  }
  void add(const char* key, std::string message) { problems_.push_back({key, std::move(message)}); }
  std::vector<RadioProblem> problems() && { return std::move(problems_); }

 private:
  std::vector<RadioProblem> problems_;
};

bool rises(const std::vector<ModulationPoint>& rows) {
  for (std::size_t i = 1; i < rows.size(); ++i)
    if (!(rows[i].snr_db > rows[i - 1].snr_db && rows[i].bits_per_hz > rows[i - 1].bits_per_hz)) return false;
  return true;
}

}  // namespace

double free_space_loss_db(double frequency_ghz, double distance_m) {
  return 32.45 + 20 * lg(frequency_ghz) + 20 * lg(distance_m);
}

double break_point_m(const RadioSystem& radio) {
  constexpr double environment_m = 1;  // effective height, hE
  const double waves_per_m = radio.frequency_ghz * hz_per_ghz / light_m_per_s;
  if (radio.model == RadioModel::rma)
    return 2 * std::numbers::pi * radio.mast_height_m * radio.home_height_m * waves_per_m;
  return 4 * (radio.mast_height_m - environment_m) * (radio.home_height_m - environment_m) * waves_per_m;
}

double radio_range_m(RadioModel model, Sight sight) {
  constexpr double rural_los_m = 10'000;
  constexpr double other_m = 5'000;
  return model == RadioModel::rma && sight == Sight::los ? rural_los_m : other_m;
}

std::optional<double> path_loss_db(const RadioSystem& radio, Sight sight, double distance_2d_m) {
  constexpr double rounding_m = 1e-6;
  if (!(distance_2d_m <= radio_range_m(radio.model, sight) + rounding_m)) return std::nullopt;
  const Ray ray = ray_of(radio, distance_2d_m);
  const double in_sight = los_db(radio, ray);
  return sight == Sight::los ? in_sight : std::max(in_sight, nlos_db(radio, ray));
}

double los_probability(RadioModel model, double home_height_m, double distance_2d_m) {
  const double d = std::max(distance_2d_m, shortest_m);
  switch (model) {
    case RadioModel::rma: return std::exp(-(d - shortest_m) / 1000);
    case RadioModel::uma: return std::min(1.0, urban_sight(d, 63) * tall_home_gain(home_height_m, d));
    case RadioModel::umi: break;
  }
  return urban_sight(d, 36);
}

double noise_dbm(double bandwidth_hz, double noise_figure_db) {
  constexpr double thermal_dbm_per_hz = -173.98;
  return thermal_dbm_per_hz + 10 * lg(bandwidth_hz) + noise_figure_db;
}

double bits_per_hz(const std::vector<ModulationPoint>& rows, double snr_db) {
  constexpr double rounding_db = 1e-9;
  const auto beyond = std::partition_point(rows.begin(), rows.end(), [&](const ModulationPoint& row) {
    return row.snr_db <= snr_db + rounding_db;
  });
  return beyond == rows.begin() ? 0 : (beyond - 1)->bits_per_hz;
}

std::optional<RadioRate> radio_rate(const RadioSystem& radio, Sight sight, double distance_2d_m) {
  const auto loss = path_loss_db(radio, sight, distance_2d_m);
  if (!loss) return std::nullopt;
  const double bandwidth_hz = radio.bandwidth_mhz * hz_per_mhz;
  const double lost = *loss + radio.margin_db;
  RadioRate rate;
  rate.path_loss_db = *loss;
  rate.snr_down_db =
      radio.mast_eirp_dbm + radio.home_gain_db - lost - noise_dbm(bandwidth_hz, radio.home_noise_figure_db);
  rate.snr_up_db =
      radio.home_eirp_dbm + radio.mast_gain_db - lost - noise_dbm(bandwidth_hz, radio.mast_noise_figure_db);
  const double net_mhz = radio.bandwidth_mhz * (1 - radio.overhead);
  rate.down_mbps = net_mhz * radio.down_share * bits_per_hz(radio.modulation, rate.snr_down_db);
  rate.up_mbps = net_mhz * (1 - radio.down_share) * bits_per_hz(radio.modulation, rate.snr_up_db);
  return rate;
}

std::vector<RadioProblem> problems_of(const RadioSystem& radio) {
  ParameterCheck check;
  if (radio.model == RadioModel::rma) {
    check.between("frequency_ghz", radio.frequency_ghz, 0.5, 30, " GHz");
    check.between("mast_height_m", radio.mast_height_m, 10, 150, " m");
    check.between("home_height_m", radio.home_height_m, 1, 10, " m");
    check.between("building_height_m", radio.building_height_m, 5, 50, " m");
    check.between("street_width_m", radio.street_width_m, 5, 50, " m");
  } else {
    // The standard's masts are 25 m (UMa) and 10 m (UMi) high. The formulas need more than 1 m; a mast is at
    // least as high as the lowest antenna at a home.
    check.between("frequency_ghz", radio.frequency_ghz, 0.5, 100, " GHz");
    check.between("mast_height_m", radio.mast_height_m, 1.5, 150, " m");
    check.between("home_height_m", radio.home_height_m, 1.5, 22.5, " m");
  }
  check.between("bandwidth_mhz", radio.bandwidth_mhz, 0.1, 10'000, " MHz");
  check.between("down_share", radio.down_share, 0, 1, "");
  check.between("overhead", radio.overhead, 0, 1, "");
  if (radio.modulation.empty())
    check.add("modulation", "needs at least one row");
  else if (!rises(radio.modulation))
    check.add("modulation", "snr_db and bits_per_hz must rise from row to row");
  return std::move(check).problems();
}

}  // namespace lastmile
