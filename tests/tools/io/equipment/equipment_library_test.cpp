// The equipment library as compiled in, against its published figures.
#include "tools/io/equipment/equipment.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "models/access/copper.h"
#include "models/access/optics.h"
#include "models/access/profiles.h"
#include "models/access/radio.h"
#include "tests/support/approx.h"
#include "tests/support/equipment_entries.h"
#include "tools/io/equipment/provenance.h"

namespace lastmile::equipment_library_test {
namespace {

using io::Provenance;
using test::medium;
using test::standard;
using test::technology;

bool is_assumed(std::string_view source, std::string_view key) {
  const Provenance provenance = io::provenance_of(source);
  return std::find(provenance.assumed.begin(), provenance.assumed.end(), key) != provenance.assumed.end();
}

TEST_CASE("Every built-in medium and technology exists and has a source") {
  const Equipment& equipment = io::standard_equipment();
  for (const char* name : {"fibre", "copper-0.32", "copper-0.4", "copper-0.5", "copper-0.63", "copper-0.9",
                           "copper-0.5-al", "coax", "radio", "satellite"})
    CHECK(!medium(equipment, name).source.empty());
  for (const char* name :
       {"gpon-b+",    "gpon-c+", "xgs-pon-n1",    "xgs-pon-n2", "xgs-pon-e1", "xgs-pon-e2", "ethernet-p2p",
        "voice",      "adsl2+",  "vdsl2-17a",     "vdsl2-35b",  "g.fast",     "docsis-3.0", "docsis-3.1",
        "docsis-4.0", "fwa-3.5", "fwa-3.5-urban", "fwa-28",     "leo",        "geo"}) {
    CAPTURE(name);
    CHECK(!technology(equipment, name).source.empty());
    CHECK(!technology(equipment, name).title.empty());
  }
  CHECK(equipment.media.size() == 10);
  CHECK(equipment.technologies.size() == 20);
}

TEST_CASE("Technologies carry the codes of the FCC's Broadband Data Collection") {
  for (const Technology& one : io::standard_equipment().technologies) {
    CAPTURE(one.name);
    switch (one.kind) {
      case TechnologyKind::optical: CHECK(one.fcc_code == 50); break;
      case TechnologyKind::copper:
      case TechnologyKind::voice: CHECK(one.fcc_code == 10); break;
      case TechnologyKind::coax: CHECK(one.fcc_code == 40); break;
      case TechnologyKind::radio: CHECK(one.fcc_code == 71); break;
      case TechnologyKind::satellite: CHECK(one.fcc_code == (one.name == "geo" ? 60 : 61)); break;
    }
  }
}

TEST_CASE("Optical windows equal those of ITU-T G.984.2 and G.9807.1 (ad-net.com.tw, jjsats.co.th)") {
  struct Window {
    const char* name;
    double least;
    double most;
    std::uint32_t max_split;
  };
  for (const Window& w : {Window{"gpon-b+", 13, 28, 128}, Window{"gpon-c+", 17, 32, 128},
                          Window{"xgs-pon-n1", 14, 29, 256}, Window{"xgs-pon-n2", 16, 31, 256},
                          Window{"xgs-pon-e1", 18, 33, 256}, Window{"xgs-pon-e2", 20, 35, 256}}) {
    CAPTURE(w.name);
    const Technology& pon = standard(w.name);
    CHECK(pon.optical.min_loss_db == w.least);
    CHECK(pon.optical.max_loss_db == w.most);
    CHECK(pon.optical.max_split == w.max_split);
    CHECK(pon.optical.reach_m == 60'000);
    CHECK(is_assumed(pon.source, "down_mbps"));
    CHECK(is_assumed(pon.source, "optical.min_loss_db") == (pon.optical.max_split == 128));
  }
}

TEST_CASE("The built-in PON classes have the reach of the golden table at 0.35 dB/km") {
  constexpr double infeasible = -1;
  const std::array<std::pair<const char*, std::array<double, 3>>, 6> table = {
      {{"gpon-b+", {12.9, 2.9, infeasible}},
       {"gpon-c+", {24.3, 14.3, 4.3}},
       {"xgs-pon-n1", {15.7, 5.7, infeasible}},
       {"xgs-pon-n2", {21.4, 11.4, 1.4}},
       {"xgs-pon-e1", {27.1, 17.1, 7.1}},
       {"xgs-pon-e2", {32.9, 22.9, 12.9}}}};
  for (const auto& row : table) {
    const std::string name = row.first;
    const auto& reaches = row.second;
    for (std::size_t i = 0; i < reaches.size(); ++i) {
      CAPTURE(name);
      CAPTURE(i);
      OpticalLimits limits = standard(name).optical;
      limits.most_db_per_km = 0.35;
      OpticalPath path{.splices = 10, .connectors = 4};
      add_splitter(limits, 32U << i, path);
      const auto reach = reach_m(limits, path);
      CHECK(reach.has_value() == (reaches[i] != infeasible));
      if (reach) CHECK(std::abs(*reach / 1000 - reaches[i]) <= 0.1);
    }
  }
}

TEST_CASE(
    "Point-to-point Ethernet has no minimum loss and allows no splitter (IEEE 802.3 clause 59, an "
    "assumption)") {
  const Technology& p2p = standard("ethernet-p2p");
  CHECK(!optical_budget(p2p.optical, {.fibre_m = 50, .connectors = 2}).too_strong);
  CHECK(!optical_budget(p2p.optical, {.fibre_m = 10'000, .splices = 10, .connectors = 4}).too_weak);
  CHECK(optical_budget(p2p.optical, {.fibre_m = 10'001}).too_weak);
  CHECK(optical_budget(p2p.optical, {.split_db = 3.8, .split = 2}).too_weak);
  CHECK(std::isinf(p2p.shared_down_mbps));
  CHECK(is_assumed(p2p.source, "optical.max_loss_db"));
}

TEST_CASE("ADSL2+ gives the published rates (scribd.com 395550329, Wikipedia), exactly") {
  const Technology& adsl = standard("adsl2+");
  const std::vector<std::pair<double, double>> published = {{300, 25},  {600, 24},  {900, 23},  {1200, 22},
                                                            {1500, 21}, {1800, 19}, {2100, 16}, {3000, 8},
                                                            {4500, 3},  {5200, 1.5}};
  CHECK(adsl.rates.size() == published.size());
  for (const auto& [length, mbps] : published) CHECK(rate_at(adsl.rates, length).down_mbps == mbps);
  CHECK(is_assumed(adsl.source, "rates.up_mbps"));
}

TEST_CASE("VDSL2 17a gives the rates measured in the field (BT FTTC, w-eaves.uk), exactly") {
  const Technology& vdsl = standard("vdsl2-17a");
  for (const auto& [length, mbps] : std::vector<std::pair<double, double>>{
           {200, 80}, {600, 51}, {1200, 24.5}, {1800, 18}, {2400, 13.3}, {3000, 8.7}, {3600, 4.1}})
    CHECK(rate_at(vdsl.rates, length).down_mbps == mbps);
  CHECK(rate_at(vdsl.rates, 3601).down_mbps == 0);
}

TEST_CASE("VDSL2 35b and G.fast give the published points") {
  // elektronik-kompendium.de 1804231, de.wikipedia, commsupdate.com
  const std::vector<RatePoint>& super = standard("vdsl2-35b").rates;
  CHECK(rate_at(super, 300).down_mbps == 300);
  CHECK(rate_at(super, 500).down_mbps == 250);
  CHECK(rate_at(super, 500).up_mbps == 40);
  CHECK(rate_at(super, 800).down_mbps == 100);
  // G.9701's targets for both directions together (cablinginstall.com)
  const std::vector<RatePoint>& fast = standard("g.fast").rates;
  for (const auto& [length, mbps] :
       std::vector<std::pair<double, double>>{{100, 500}, {200, 200}, {250, 150}})
    CHECK(rate_at(fast, length).down_mbps + rate_at(fast, length).up_mbps == test::about(mbps));
  CHECK(rate_at(fast, 251).down_mbps == 0);
}

TEST_CASE("Telephone loops reach 4.78 km of 0.4 mm and 5.95 km of 0.5 mm (Freeman 5.4)") {
  const VoiceLimits& limits = standard("voice").voice;
  const Equipment& equipment = io::standard_equipment();
  const auto reach_km = [&](const char* name) {
    return max_voice_length_m(limits, medium(equipment, name)).value() / 1000;
  };
  CHECK(std::abs(reach_km("copper-0.4") - 4.78) < 0.01);
  CHECK(std::abs(reach_km("copper-0.5") - 5.95) < 0.01);
  CHECK(std::abs(limits.max_loop_ohm / medium(equipment, "copper-0.4").loop_ohm_per_km - 6.2) < 0.05);
  CHECK(std::abs(limits.max_loop_ohm / medium(equipment, "copper-0.5").loop_ohm_per_km - 10.1) < 0.05);
}

TEST_CASE("Thicker copper has less resistance, less loss and a longer reach in the rate tables") {
  const Equipment& equipment = io::standard_equipment();
  const std::array<const char*, 5> pairs = {"copper-0.32", "copper-0.4", "copper-0.5", "copper-0.63",
                                            "copper-0.9"};
  for (std::size_t i = 1; i < pairs.size(); ++i) {
    const Medium& thin = medium(equipment, pairs[i - 1]);
    const Medium& thick = medium(equipment, pairs[i]);
    CHECK(thick.loop_ohm_per_km < thin.loop_ohm_per_km);
    CHECK(thick.voice_loss_db_per_km < thin.voice_loss_db_per_km);
    CHECK(thick.rate_length_factor < thin.rate_length_factor);
  }
  const double of_04 = medium(equipment, "copper-0.4").voice_loss_db_per_km;
  for (const Medium& one : equipment.media)
    if (one.kind == MediumKind::copper)
      CHECK(std::abs(one.rate_length_factor - one.voice_loss_db_per_km / of_04) < 0.001);
}

TEST_CASE("Cable segments share the DOCSIS capacities published at sthq.pages.dev") {
  CHECK(standard("docsis-3.0").shared_down_mbps == 1600);
  CHECK(standard("docsis-3.0").shared_up_mbps == 200);
  CHECK(standard("docsis-3.0").down_mbps == 600);
  CHECK(standard("docsis-3.1").shared_down_mbps == 10'000);
  CHECK(standard("docsis-3.1").shared_up_mbps == 1000);
  CHECK(standard("docsis-3.1").down_mbps == 1000);
  CHECK(standard("docsis-4.0").shared_down_mbps == 10'000);
  CHECK(standard("docsis-4.0").shared_up_mbps == 6000);
}

TEST_CASE("Fixed wireless stays within its models, with the modulation of 3GPP TS 38.214 (pysim5g)") {
  for (const char* name : {"fwa-3.5", "fwa-3.5-urban", "fwa-28"}) {
    CAPTURE(name);
    const Technology& fixed = standard(name);
    CHECK(problems_of(fixed.radio).empty());
    CHECK(fixed.radio.modulation.size() == 15);
    CHECK(bits_per_hz(fixed.radio.modulation, 0.2) == 0.60);
    CHECK(bits_per_hz(fixed.radio.modulation, 22.7) == 5.55);
    CHECK(is_assumed(fixed.source, "radio.mast_eirp_dbm"));
    const RadioRate near = radio_rate(fixed.radio, Sight::los, 10).value();
    CHECK(near.down_mbps >= fixed.down_mbps);
    CHECK(near.up_mbps >= fixed.up_mbps);
    CHECK(near.down_mbps >= fixed.shared_down_mbps);
    CHECK(near.up_mbps >= fixed.shared_up_mbps);
  }
}

TEST_CASE("At the edge of a cell there is a signal but not 100 Mbit/s") {
  const Technology& rural = standard("fwa-3.5");
  CHECK(radio_rate(rural.radio, Sight::nlos, 1000).value().down_mbps > 100);
  const RadioRate far = radio_rate(rural.radio, Sight::nlos, 5000).value();
  CHECK(far.down_mbps > 10);
  CHECK(far.down_mbps < 100);
}

TEST_CASE("Satellites have the medians measured by Ookla; the geostationary one misses only the latency") {
  const Technology& leo = standard("leo");
  CHECK(leo.down_mbps == 104.71);
  CHECK(leo.up_mbps == 14.84);
  CHECK(leo.latency_ms == 45);
  const Technology& geo = standard("geo");
  const NamedProfile& uso = *find_profile("ofcom-uso");
  CHECK(geo.down_mbps > uso.down_mbps);
  CHECK(geo.up_mbps > uso.up_mbps);
  CHECK(geo.latency_ms == 724);
  CHECK(geo.latency_ms > 477);  // round trip over 35,786 km
}

TEST_CASE("Profiles have the requirements of their sources") {
  const NamedProfile& bead = *find_profile("bead");
  CHECK((bead.down_mbps == 100 && bead.up_mbps == 20 && bead.latency_ms == 100));
  CHECK(find_profile("eu-vhcn")->latency_ms == 10);
  CHECK(find_profile("superfast")->up_mbps == 0);
  CHECK(find_profile("voice")->latency_ms == 300);
  CHECK(find_profile("hyperfast") == nullptr);
  CHECK(service_of(bead).name == "bead");
  CHECK(service_of(bead).up_mbps == 20);
  for (const NamedProfile& profile : named_profiles) CHECK(!profile.source.empty());
}

}  // namespace
}  // namespace lastmile::equipment_library_test
