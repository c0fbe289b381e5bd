// Copper: rates by length, telephone loops, and the multicarrier law against the published tables.
#include "models/access/copper.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "tests/support/approx.h"

namespace lastmile::copper_test {
namespace {

// ADSL2+ over 0.4 mm, scribd.com 395550329 and Wikipedia; 1 Mbit/s up is this test's own.
const std::vector<RatePoint> adsl2plus = {{300, 25, 1},  {600, 24, 1},  {900, 23, 1},  {1200, 22, 1},
                                          {1500, 21, 1}, {1800, 19, 1}, {2100, 16, 1}, {3000, 8, 1},
                                          {4500, 3, 1},  {5200, 1.5, 1}};
// ADSL2+ at 13.81 dB/km of line attenuation, speedguide.net faq 371.
const std::vector<RatePoint> adsl2plus_speedguide = {{1000, 23, 0}, {1500, 21, 0}, {2000, 18, 0},
                                                     {2500, 13, 0}, {3000, 8, 0},  {3500, 6, 0},
                                                     {4000, 4, 0},  {4500, 3, 0},  {5000, 2, 0}};

double error_mbps(const Multitone& system, const PairLoss& pair, const std::vector<RatePoint>& table) {
  double squares = 0;
  for (const RatePoint& point : table)
    squares += std::pow(dmt_rate_mbps(system, pair, point.length_m) - point.down_mbps, 2);
  return std::sqrt(squares / static_cast<double>(table.size()));
}

Medium pair_of(double ohm_per_km, double db_per_km) {
  Medium pair;
  pair.kind = MediumKind::copper;
  pair.loop_ohm_per_km = ohm_per_km;
  pair.voice_loss_db_per_km = db_per_km;
  return pair;
}

}  // namespace

TEST_CASE("A rate table gives its own rates at its points and interpolates linearly between them") {
  for (const RatePoint& point : adsl2plus) {
    CHECK(rate_at(adsl2plus, point.length_m).down_mbps == point.down_mbps);
    CHECK(rate_at(adsl2plus, point.length_m).up_mbps == point.up_mbps);
  }
  for (std::size_t i = 1; i < adsl2plus.size(); ++i) {
    const RatePoint& a = adsl2plus[i - 1];
    const RatePoint& b = adsl2plus[i];
    CHECK(rate_at(adsl2plus, (a.length_m + b.length_m) / 2).down_mbps ==
          test::about((a.down_mbps + b.down_mbps) / 2));
    CHECK(rate_at(adsl2plus, a.length_m + (b.length_m - a.length_m) / 4).down_mbps ==
          test::about(a.down_mbps + (b.down_mbps - a.down_mbps) / 4));
  }
}

TEST_CASE("A line shorter than the first point gets the first rate, a line beyond the last point gets none") {
  CHECK(rate_at(adsl2plus, 0).down_mbps == 25);
  CHECK(rate_at(adsl2plus, 299).up_mbps == 1);
  CHECK(rate_at(adsl2plus, 5200.01).down_mbps == 0);
  CHECK(rate_at(adsl2plus, 5200.01).up_mbps == 0);
  CHECK(rate_at(adsl2plus, 1e12).down_mbps == 0);
  CHECK(rate_at(adsl2plus, 5200 + 1e-9).down_mbps == 1.5);  // rounding
  CHECK(rate_at({}, 10).down_mbps == 0);
  CHECK(rate_at({{100, 5, 1}}, 100).down_mbps == 5);
  CHECK(rate_at({{100, 5, 1}}, 101).down_mbps == 0);
}

TEST_CASE("A longer copper pair never gives more rate") {
  double before = rate_at(adsl2plus, 0).down_mbps;
  for (double length = 0; length < 6000; length += 7) {
    const double rate = rate_at(adsl2plus, length).down_mbps;
    CHECK(rate <= before);
    before = rate;
  }
}

TEST_CASE(
    "Telephone loops have the reach of Freeman 5.4: the limit of 8 dB applies before that of 1700 ohm") {
  const VoiceLimits limits{.max_loop_ohm = 1700, .max_loss_db = 8};
  const Medium pair_04 = pair_of(275, 1.673);  // 0.51 dB/kft
  const Medium pair_05 = pair_of(168, 1.345);  // 0.41 dB/kft
  CHECK(std::abs(max_voice_length_m(limits, pair_04).value() / 1000 - 4.78) < 0.01);
  CHECK(std::abs(max_voice_length_m(limits, pair_05).value() / 1000 - 5.95) < 0.01);
  CHECK(std::abs(max_voice_length_m(limits, pair_of(275, 0)).value() / 1000 - 6.2) < 0.05);
  CHECK(std::abs(max_voice_length_m(limits, pair_of(168, 0)).value() / 1000 - 10.1) < 0.05);
  CHECK(!max_voice_length_m(limits, pair_of(0, 0)).has_value());
  for (const Medium& pair : {pair_04, pair_05, pair_of(275, 0), pair_of(168, 0)}) {
    const double longest = max_voice_length_m(limits, pair).value();
    VoiceLoop loop;
    add_pair(pair, longest, loop);
    CHECK(carries_voice(limits, loop));
    add_pair(pair, 1, loop);
    CHECK(!carries_voice(limits, loop));
  }
}

TEST_CASE("A loop of several pairs adds resistance and loss") {
  const VoiceLimits limits{.max_loop_ohm = 1700, .max_loss_db = 8};
  VoiceLoop loop;
  add_pair(pair_of(275, 1.673), 2000, loop);
  add_pair(pair_of(168, 1.345), 3000, loop);
  CHECK(loop.ohm == test::about(550 + 504));
  CHECK(loop.loss_db == test::about(3.346 + 4.035));
  CHECK(carries_voice(limits, loop));
  CHECK(!carries_voice(limits, {.ohm = 1701, .loss_db = 1}));
  CHECK(!carries_voice(limits, {.ohm = 1, .loss_db = 8.001}));
}

TEST_CASE("Loss at high frequency is k1 + k2 f^k3") {
  CHECK(pair_loss_db_per_km(pair_loss_04, 1) == test::about(19.4));
  CHECK(pair_loss_db_per_km(pair_loss_05, 1) == test::about(15.2));
  CHECK(pair_loss_db_per_km(pair_loss_04, 4) == test::about(5.1 + 14.3 * std::pow(4, 0.59)));
  CHECK(pair_loss_db_per_km(pair_loss_05, 2) < pair_loss_db_per_km(pair_loss_04, 2));
}

TEST_CASE("The multicarrier law with a flat noise floor reproduces both published tables of ADSL2+") {
  CHECK(error_mbps(adsl2plus_04, pair_loss_04, adsl2plus) < 1.6);
  CHECK(error_mbps(adsl2plus_05, pair_loss_05, adsl2plus_speedguide) < 0.95);
}

TEST_CASE(
    "The multicarrier law gives the known rates of vectored VDSL2 17a over 0.5 mm: plan 998, -58 dBm/Hz") {
  constexpr std::array<std::array<double, 2>, 3> bands_khz = {{{138, 3750}, {5200, 8500}, {12000, 17664}}};
  constexpr std::array<std::array<double, 2>, 4> expected = {{{300, 150}, {500, 125}, {700, 97}, {1000, 58}}};
  for (const auto& [length, mbps] : expected) {
    double rate = 0;
    for (const auto& [first, last] : bands_khz)
      rate += dmt_rate_mbps(
          {.first_khz = first, .last_khz = last, .sent_dbm_per_hz = -58, .noise_dbm_per_hz = -130},
          pair_loss_05, length);
    CHECK(std::abs(rate - mbps) < 1);
  }
}

TEST_CASE("The multicarrier law gives the known rates of G.fast between those at -65 and -76 dBm/Hz") {
  constexpr std::array<std::array<double, 2>, 6> expected = {
      {{100, 835}, {200, 554}, {250, 421}, {300, 325}, {400, 217}, {500, 158}}};
  Multitone system{.first_khz = 2200,
                   .last_khz = 106'000,
                   .tone_khz = 51.75,
                   .noise_dbm_per_hz = -130,
                   .most_bits = 12,
                   .symbols_per_s = 48'000,
                   .efficiency = 0.88};
  for (const auto& [length, mbps] : expected) {
    system.sent_dbm_per_hz = -76;
    CHECK(dmt_rate_mbps(system, pair_loss_05, length) < mbps);
    system.sent_dbm_per_hz = -65;
    CHECK(dmt_rate_mbps(system, pair_loss_05, length) > mbps);
  }
}

TEST_CASE(
    "In the multicarrier law a longer pair never has a higher rate and a thicker pair never a lower one") {
  double before = 1e9;
  for (double length = 0; length < 8000; length += 100) {
    const double rate = dmt_rate_mbps(adsl2plus_04, pair_loss_04, length);
    CHECK(rate <= before);
    CHECK(dmt_rate_mbps(adsl2plus_04, pair_loss_05, length) >= rate);
    before = rate;
  }
}

}  // namespace lastmile::copper_test
