// Fixed wireless by 3GPP TR 38.901: path loss (table 7.4.1-1), noise, signal to noise, rate. Lengths and
// heights in m, frequencies in GHz, powers in dBm, losses and gains in dB. Every function: O(1), or O(rows of
// the modulation table).
//
// The formulas are in the comments beside the code. Break points use c = 3e8 m/s, as the notes of the
// standard do, and for UMa and UMi an effective environment height of 1 m, the standard's value for homes
// below 13 m. Interference from other cells and fading are not modelled; RadioSystem::margin_db accounts for
// them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/access/equipment.h"

namespace lastmile {

// 32.45 + 20 lg f + 20 lg d (ITU-R P.525).
double free_space_loss_db(double frequency_ghz, double distance_m);

// The break point of the path loss: beyond it, the loss grows with the fourth power of the distance.
double break_point_m(const RadioSystem& radio);

// The range of the model: 10 km for RMa with line of sight, otherwise 5 km.
double radio_range_m(RadioModel model, Sight sight);

// Over a distance along the ground. Distances below 10 m count as 10 m. None beyond the range of the model,
// where there is no service.
std::optional<double> path_loss_db(const RadioSystem& radio, Sight sight, double distance_2d_m);

// The probability that an outdoor antenna has line of sight to the mast (table 7.4.2-1), 0 to 1; it falls
// with distance. A help for choosing the sight of a link: the simulator itself draws no random sights.
double los_probability(RadioModel model, double home_height_m, double distance_2d_m);

// -173.98 dBm/Hz (kT at 290 K) + 10 lg bandwidth + noise figure.
double noise_dbm(double bandwidth_hz, double noise_figure_db);

// From the last row whose ratio is reached; 0 below the first row. Differences of 1e-9 dB count as rounding.
double bits_per_hz(const std::vector<ModulationPoint>& rows, double snr_db);

struct RadioRate {
  double down_mbps = 0;
  double up_mbps = 0;
  double snr_down_db = 0;
  double snr_up_db = 0;
  double path_loss_db = 0;
};
//   SNR down = mast EIRP + home gain - path loss - margin - noise at the home; up likewise
//   rate     = bandwidth x bits/s/Hz x share of the time x (1 - overhead)
// None beyond the range of the model.
std::optional<RadioRate> radio_rate(const RadioSystem& radio, Sight sight, double distance_2d_m);

// A parameter that is invalid or outside the model.
struct RadioProblem {
  std::string key;      // as in RadioSystem
  std::string message;  // what is allowed and what was given
};
std::vector<RadioProblem> problems_of(const RadioSystem& radio);

}  // namespace lastmile
