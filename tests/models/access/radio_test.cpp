// Fixed wireless against golden values of 3GPP TR 38.901.
#include "models/access/radio.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "tests/support/approx.h"

namespace lastmile::radio_test {
namespace {

// 3GPP TS 38.214 as in pysim5g scripts/run.py.
const std::vector<ModulationPoint> cqi = {{-6.7, 0.15}, {-4.7, 0.23}, {-2.3, 0.38}, {0.2, 0.60},
                                          {2.4, 0.88},  {4.3, 1.18},  {5.9, 1.48},  {8.1, 1.91},
                                          {10.3, 2.41}, {11.7, 2.73}, {14.1, 3.32}, {16.3, 3.90},
                                          {18.7, 4.52}, {21.0, 5.12}, {22.7, 5.55}};

RadioSystem system_of(RadioModel model, double ghz, double mast, double home) {
  RadioSystem radio;
  radio.model = model;
  radio.frequency_ghz = ghz;
  radio.mast_height_m = mast;
  radio.home_height_m = home;
  radio.building_height_m = 5;
  radio.street_width_m = 20;
  radio.bandwidth_mhz = 100;
  radio.down_share = 0.75;
  radio.overhead = 0.14;
  radio.mast_eirp_dbm = 65;
  radio.home_eirp_dbm = 38;
  radio.mast_gain_db = 24;
  radio.home_gain_db = 12;
  radio.mast_noise_figure_db = 5;
  radio.home_noise_figure_db = 7;
  radio.margin_db = 8;
  radio.modulation = cqi;
  return radio;
}

double loss(const RadioSystem& radio, Sight sight, double distance) {
  return path_loss_db(radio, sight, distance).value();
}

bool near(double value, double golden) {
  return std::abs(value - golden) <= 0.01;
}

// The keys that problems_of names, in one line.
std::string keys_of(const RadioSystem& radio) {
  std::string keys;
  for (const RadioProblem& problem : problems_of(radio)) keys += (keys.empty() ? "" : " ") + problem.key;
  return keys;
}

template <class Change>
std::string wrong_after(Change change, RadioModel model = RadioModel::rma) {
  RadioSystem radio = system_of(model, 3.5, 35, 5);
  change(radio);
  return keys_of(radio);
}

}  // namespace

TEST_CASE("Free space loses 103.33 dB at 3.5 GHz and 121.39 dB at 28 GHz over a kilometre") {
  CHECK(near(free_space_loss_db(3.5, 1000), 103.33));
  CHECK(near(free_space_loss_db(28, 1000), 121.39));
}

TEST_CASE("UMa path loss at 3.5 GHz over 1000 m equals a hand calculation") {
  const RadioSystem radio = system_of(RadioModel::uma, 3.5, 25, 10);
  const double along_ground = std::sqrt(1000.0 * 1000.0 - 15.0 * 15.0);
  CHECK(near(loss(radio, Sight::los, along_ground), 104.88));
  CHECK(near(loss(radio, Sight::nlos, along_ground), 136.56));
}

TEST_CASE("RMa path loss over 3000 m at 0.7 and 3.5 GHz equals a hand calculation (mast 35 m, home 1.5 m)") {
  const RadioSystem low = system_of(RadioModel::rma, 0.7, 35, 1.5);
  CHECK(std::abs(break_point_m(low) - 769.7) < 0.05);
  CHECK(near(loss(low, Sight::los, 3000), 112.46));
  CHECK(near(loss(low, Sight::nlos, 3000), 134.87));
  const RadioSystem high = system_of(RadioModel::rma, 3.5, 35, 1.5);
  CHECK(near(loss(high, Sight::los, 3000), 118.02));
  CHECK(near(loss(high, Sight::nlos, 3000), 148.85));
}

TEST_CASE("UMi path loss equals a hand calculation with the formulas of table 7.4.1-1") {
  // 28 GHz, mast 10 m, home 1.5 m: break point 4 x 9 x 0.5 x 28e9 / 3e8 = 1680 m.
  const RadioSystem radio = system_of(RadioModel::umi, 28, 10, 1.5);
  CHECK(break_point_m(radio) == test::about(1680));
  const double d3d = std::hypot(100.0, 8.5);
  CHECK(loss(radio, Sight::los, 100) == test::about(32.4 + 21 * std::log10(d3d) + 20 * std::log10(28.0)));
  CHECK(loss(radio, Sight::nlos, 100) ==
        test::about(22.4 + 35.3 * std::log10(d3d) + 21.3 * std::log10(28.0)));
}

TEST_CASE("Path loss with line of sight is nearly continuous at the break point") {
  for (const RadioModel model : {RadioModel::rma, RadioModel::uma, RadioModel::umi}) {
    CAPTURE(static_cast<int>(model));
    const RadioSystem radio = system_of(model, 3.5, 25, 1.5);
    const double bend = break_point_m(radio);
    REQUIRE(bend < 5000);
    CHECK(std::abs(loss(radio, Sight::los, bend + 0.001) - loss(radio, Sight::los, bend - 0.001)) < 0.01);
  }
}

TEST_CASE("Path loss never decreases with distance, and is never lower without line of sight than with it") {
  for (const RadioModel model : {RadioModel::rma, RadioModel::uma, RadioModel::umi}) {
    for (const double ghz : {0.7, 3.5, 28.0}) {
      const RadioSystem radio = system_of(model, ghz, 35, 5);
      double los_before = 0;
      double nlos_before = 0;
      double down_before = 1e9;
      double up_before = 1e9;
      for (double distance = 0; distance <= 5000; distance += 5) {
        const double los = loss(radio, Sight::los, distance);
        const double nlos = loss(radio, Sight::nlos, distance);
        CHECK(los >= los_before - 0.01);  // the bend of the urban models is not exact
        CHECK(nlos >= nlos_before);
        CHECK(nlos >= los);
        los_before = los;
        nlos_before = nlos;
        const RadioRate rate = radio_rate(radio, Sight::nlos, distance).value();
        CHECK(rate.down_mbps <= down_before);
        CHECK(rate.up_mbps <= up_before);
        down_before = rate.down_mbps;
        up_before = rate.up_mbps;
      }
    }
  }
}

TEST_CASE("Distances below 10 m count as 10 m, and there is no service beyond the range of the model") {
  for (const RadioModel model : {RadioModel::rma, RadioModel::uma, RadioModel::umi}) {
    const RadioSystem radio = system_of(model, 3.5, 35, 5);
    for (const Sight sight : {Sight::los, Sight::nlos}) {
      CHECK(loss(radio, sight, 0) == loss(radio, sight, 10));
      const double range = model == RadioModel::rma && sight == Sight::los ? 10'000 : 5'000;
      CHECK(radio_range_m(model, sight) == range);
      CHECK(path_loss_db(radio, sight, range).has_value());
      CHECK(!path_loss_db(radio, sight, range + 1).has_value());
      CHECK(!radio_rate(radio, sight, range + 1).has_value());
    }
  }
}

TEST_CASE("The probability of line of sight follows table 7.4.2-1") {
  CHECK(los_probability(RadioModel::rma, 1.5, 10) == 1);
  CHECK(los_probability(RadioModel::rma, 1.5, 1010) == test::about(std::exp(-1)));
  CHECK(los_probability(RadioModel::umi, 1.5, 18) == 1);
  CHECK(los_probability(RadioModel::umi, 1.5, 36) == test::about(0.5 + std::exp(-1) * 0.5));
  CHECK(los_probability(RadioModel::uma, 1.5, 63) == test::about(18.0 / 63 + std::exp(-1) * (1 - 18.0 / 63)));
  // A home 23 m up: C' = 1.
  const double low = 18.0 / 150 + std::exp(-150.0 / 63) * (1 - 18.0 / 150);
  CHECK(los_probability(RadioModel::uma, 23, 150) ==
        test::about(low * (1 + 1.25 * std::pow(1.5, 3) * std::exp(-1))));
  CHECK(los_probability(RadioModel::uma, 13, 150) == test::about(low));
}

TEST_CASE("The probability of line of sight is between 0 and 1 and falls with distance") {
  for (const RadioModel model : {RadioModel::rma, RadioModel::uma, RadioModel::umi}) {
    for (const double home : {1.5, 13.0, 22.5}) {
      double before = 1;
      for (double distance = 0; distance < 5000; distance += 3) {
        const double p = los_probability(model, home, distance);
        CHECK(p >= 0);
        CHECK(p <= 1);
        if (home <= 13) CHECK(p <= before);  // for tall homes the standard's own formula has a bump
        before = p;
      }
    }
  }
}

TEST_CASE("Noise in 100 MHz with a noise figure of 7 dB is -87.0 dBm") {
  CHECK(std::abs(noise_dbm(100e6, 7) - -87.0) < 0.05);
  CHECK(noise_dbm(1, 0) == test::about(-173.98));
}

TEST_CASE("The modulation is the last row whose signal-to-noise ratio is reached") {
  for (std::size_t i = 0; i < cqi.size(); ++i) {
    CHECK(bits_per_hz(cqi, cqi[i].snr_db) == cqi[i].bits_per_hz);
    CHECK(bits_per_hz(cqi, cqi[i].snr_db - 1e-12) == cqi[i].bits_per_hz);  // rounding
    CHECK(bits_per_hz(cqi, cqi[i].snr_db - 0.01) == (i == 0 ? 0 : cqi[i - 1].bits_per_hz));
  }
  CHECK(bits_per_hz(cqi, 100) == 5.55);
  CHECK(bits_per_hz({}, 100) == 0);
}

TEST_CASE("Signal-to-noise ratio and rate follow the link budget") {
  const RadioSystem radio = system_of(RadioModel::rma, 3.5, 35, 1.5);
  const RadioRate rate = radio_rate(radio, Sight::nlos, 3000).value();
  CHECK(near(rate.path_loss_db, 148.85));
  CHECK(near(rate.snr_down_db, 65 + 12 - 148.85 - 8 + 86.98));
  CHECK(near(rate.snr_up_db, 38 + 24 - 148.85 - 8 + 88.98));
  CHECK(rate.down_mbps == test::about(100 * 0.86 * 0.75 * 1.48));  // 7.13 dB
  CHECK(rate.up_mbps == test::about(100 * 0.86 * 0.25 * 0.15));    // -5.87 dB
  RadioSystem faint = radio;
  faint.home_eirp_dbm = 20;
  CHECK(radio_rate(faint, Sight::nlos, 3000).value().up_mbps == 0);
}

TEST_CASE("Every radio parameter outside the model is reported by name") {
  CHECK(wrong_after([](RadioSystem&) {}).empty());
  CHECK(wrong_after([](RadioSystem& r) { r.mast_height_m = -3; }) == "mast_height_m");
  CHECK(wrong_after([](RadioSystem& r) { r.mast_height_m = 9; }) == "mast_height_m");
  CHECK(wrong_after([](RadioSystem& r) { r.mast_height_m = 151; }) == "mast_height_m");
  CHECK(wrong_after([](RadioSystem& r) { r.frequency_ghz = 0.4; }) == "frequency_ghz");
  CHECK(wrong_after([](RadioSystem& r) { r.frequency_ghz = 31; }) == "frequency_ghz");
  CHECK(wrong_after([](RadioSystem& r) { r.frequency_ghz = 31; }, RadioModel::umi).empty());
  CHECK(wrong_after([](RadioSystem& r) { r.frequency_ghz = 101; }, RadioModel::uma) == "frequency_ghz");
  CHECK(wrong_after([](RadioSystem& r) { r.home_height_m = 11; }) == "home_height_m");
  CHECK(wrong_after([](RadioSystem& r) { r.home_height_m = 11; }, RadioModel::uma).empty());
  CHECK(wrong_after([](RadioSystem& r) { r.home_height_m = 1; }, RadioModel::uma) == "home_height_m");
  CHECK(wrong_after([](RadioSystem& r) { r.street_width_m = 0; }) == "street_width_m");
  CHECK(wrong_after([](RadioSystem& r) { r.street_width_m = 0; }, RadioModel::umi).empty());
  CHECK(wrong_after([](RadioSystem& r) { r.bandwidth_mhz = 0; }) == "bandwidth_mhz");
  CHECK(wrong_after([](RadioSystem& r) { r.down_share = 1.5; }) == "down_share");
  CHECK(wrong_after([](RadioSystem& r) { r.overhead = std::nan(""); }) == "overhead");
  CHECK(wrong_after([](RadioSystem& r) { r.modulation.clear(); }) == "modulation");
  CHECK(wrong_after([](RadioSystem& r) { r.modulation = {{1, 1}, {1, 2}}; }) == "modulation");
  CHECK(wrong_after([](RadioSystem& r) { r.modulation = {{1, 1}, {2, 1}}; }) == "modulation");
  CHECK(keys_of(RadioSystem{}).starts_with("frequency_ghz mast_height_m home_height_m"));
  const auto problems = problems_of(system_of(RadioModel::rma, 3.5, -3, 5));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].message == "must be from 10 to 150 m, but is -3");
}

}  // namespace lastmile::radio_test
