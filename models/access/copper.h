// What a copper pair can carry: telephone, limited by the resistance and loss of the loop, and broadband, by
// a table of rates over length. The multicarrier law below explains the tables; the simulator uses the
// tables.
#pragma once

#include <optional>
#include <vector>

#include "models/access/equipment.h"

namespace lastmile {

struct LineRate {
  double down_mbps = 0;
  double up_mbps = 0;
};

// The rate at a length in metres of the table: constant up to the first point, linear between points, 0
// beyond the last one (1e-6 m count as rounding) and for an empty table. Cost: O(log points).
LineRate rate_at(const std::vector<RatePoint>& points, double table_length_m);

// A telephone loop, both wires.
struct VoiceLoop {
  double ohm = 0;
  double loss_db = 0;  // at 1 kHz
};

// Adds a length of a pair to the loop.
inline void add_pair(const Medium& pair, double length_m, VoiceLoop& loop) {
  loop.ohm += pair.loop_ohm_per_km * length_m / 1000;
  loop.loss_db += pair.voice_loss_db_per_km * length_m / 1000;
}

// Whether signalling and speech work: loop resistance and loss at 1 kHz are within the limits (1700 ohm
// and 8 dB in North America: Freeman, Fundamentals of Telecommunications, 5.4).
bool carries_voice(const VoiceLimits& limits, const VoiceLoop& loop);

// The longest loop of one kind of pair that carries voice. None if the pair has neither resistance nor loss.
std::optional<double> max_voice_length_m(const VoiceLimits& limits, const Medium& pair);

// Loss of a pair at high frequency: a(f) = k1 + k2 (f / MHz)^k3, in dB/km (form: lntwww.de, "Properties of
// electrical cables"). Valid from about 0.1 MHz up.
struct PairLoss {
  double k1 = 0;
  double k2 = 0;
  double k3 = 0;
};
// Constants after Pollakowski & Wellhausen 1995: assumption (not confirmed).
inline constexpr PairLoss pair_loss_04 = {5.1, 14.3, 0.59};
inline constexpr PairLoss pair_loss_05 = {4.4, 10.8, 0.60};
double pair_loss_db_per_km(const PairLoss& pair, double frequency_mhz);

// Discrete multitone: every tone carries floor(log2(1 + SNR / gap)) bits per symbol, up to a limit.
//   SNR(f) = sent - a(f) length - noise, in dB
//   rate   = efficiency x symbols/s x sum of bits over the tones
struct Multitone {
  double first_khz = 0;
  double last_khz = 0;
  double tone_khz = 4.3125;
  double sent_dbm_per_hz = 0;
  double noise_dbm_per_hz = 0;  // flat, crosstalk included
  double gap_db = 12.8;         // 9.8 for 1e-7 errors, + 6 margin - 3 coding
  double most_bits = 15;
  double symbols_per_s = 4000;
  double efficiency = 0.90;
};
// ADSL2+ downstream. The noise is fitted, not measured: with it, the law reproduces the two published tables
// of rates over length within 1.6 Mbit/s (0.4 mm) and 0.9 Mbit/s (0.5 mm), root mean square.
inline constexpr Multitone adsl2plus_04 = {
    .first_khz = 142, .last_khz = 2208, .sent_dbm_per_hz = -40, .noise_dbm_per_hz = -124};
inline constexpr Multitone adsl2plus_05 = {
    .first_khz = 142, .last_khz = 2208, .sent_dbm_per_hz = -40, .noise_dbm_per_hz = -116};
// Cost: O(tones).
double dmt_rate_mbps(const Multitone& system, const PairLoss& pair, double length_m);

}  // namespace lastmile
