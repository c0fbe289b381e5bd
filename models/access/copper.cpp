#include "models/access/copper.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/base/units.h"

namespace lastmile {
namespace {

double ratio_of(double db) {
  return std::pow(10.0, db / 10);
}

}  // namespace

LineRate rate_at(const std::vector<RatePoint>& points, double table_length_m) {
  constexpr double rounding_m = 1e-6;
  if (points.empty() || !(table_length_m <= points.back().length_m + rounding_m)) return {};
  const auto next =
      std::lower_bound(points.begin(), points.end(), table_length_m,
                       [](const RatePoint& point, double length) { return point.length_m < length; });
  if (next == points.begin()) return {next->down_mbps, next->up_mbps};
  const RatePoint& before = *(next - 1);
  if (next == points.end()) return {before.down_mbps, before.up_mbps};
  const double part = (table_length_m - before.length_m) / (next->length_m - before.length_m);
  return {std::lerp(before.down_mbps, next->down_mbps, part), std::lerp(before.up_mbps, next->up_mbps, part)};
}

bool carries_voice(const VoiceLimits& limits, const VoiceLoop& loop) {
  constexpr double rounding = 1e-9;
  return loop.ohm <= limits.max_loop_ohm + rounding && loop.loss_db <= limits.max_loss_db + rounding;
}

std::optional<double> max_voice_length_m(const VoiceLimits& limits, const Medium& pair) {
  double longest_km = std::numeric_limits<double>::infinity();
  if (pair.loop_ohm_per_km > 0) longest_km = std::min(longest_km, limits.max_loop_ohm / pair.loop_ohm_per_km);
  if (pair.voice_loss_db_per_km > 0)
    longest_km = std::min(longest_km, limits.max_loss_db / pair.voice_loss_db_per_km);
  if (!std::isfinite(longest_km)) return std::nullopt;
  return longest_km * metres_per_km;
}

double pair_loss_db_per_km(const PairLoss& pair, double frequency_mhz) {
  return pair.k1 + pair.k2 * std::pow(frequency_mhz, pair.k3);
}

double dmt_rate_mbps(const Multitone& system, const PairLoss& pair, double length_m) {
  constexpr double khz_per_mhz = 1000;
  constexpr double bits_per_megabit = 1e6;
  const auto first = static_cast<std::size_t>(std::ceil(system.first_khz / system.tone_khz));
  const auto last = static_cast<std::size_t>(std::floor(system.last_khz / system.tone_khz));
  double bits = 0;
  for (std::size_t tone = first; tone <= last; ++tone) {
    const double mhz = static_cast<double>(tone) * system.tone_khz / khz_per_mhz;
    const double loss = pair_loss_db_per_km(pair, mhz) * length_m / metres_per_km;
    const double snr_over_gap =
        ratio_of(system.sent_dbm_per_hz - loss - system.noise_dbm_per_hz - system.gap_db);
    bits += std::min(std::floor(std::log2(1 + snr_over_gap)), system.most_bits);
  }
  return bits * system.symbols_per_s * system.efficiency / bits_per_megabit;
}

}  // namespace lastmile
