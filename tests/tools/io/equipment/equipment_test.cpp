// The equipment library: what is compiled in, against its published figures; what a scenario may change; and
// what is wrong with equipment.
#include "tools/io/equipment/equipment.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "models/access/copper.h"
#include "models/access/optics.h"
#include "models/access/profiles.h"
#include "models/access/radio.h"
#include "tests/support/approx.h"

namespace lastmile {
namespace {

using io::Provenance;

const Medium& medium(const Equipment& equipment, std::string_view name) {
  const auto found = std::find_if(equipment.media.begin(), equipment.media.end(),
                                  [&](const Medium& one) { return one.name == name; });
  REQUIRE(found != equipment.media.end());
  return *found;
}

const Technology& technology(const Equipment& equipment, std::string_view name) {
  const auto found = std::find_if(equipment.technologies.begin(), equipment.technologies.end(),
                                  [&](const Technology& one) { return one.name == name; });
  REQUIRE(found != equipment.technologies.end());
  return *found;
}

const Technology& standard(std::string_view name) {
  return technology(io::standard_equipment(), name);
}

struct Read {
  Equipment equipment;
  io::ProblemList problems;
  // One line each: "e.yaml:4:19 equipment.media[0].kind unknown-kind".
  std::string errors() const {
    std::string lines;
    for (const io::Problem& p : problems.shown())
      lines += (lines.empty() ? "" : "\n") + std::to_string(p.mark.line) + ":" +
               std::to_string(p.mark.column) + " " + p.path + " " + p.rule;
    return lines;
  }
  std::string message() const { return problems.shown().empty() ? "" : problems.shown().front().message; }
  std::string hint() const { return problems.shown().empty() ? "" : problems.shown().front().hint; }
};

Read read(const std::string& yaml, const std::string& path = "equipment") {
  Read result;
  result.equipment = io::standard_equipment();
  io::Reporter report("e.yaml", result.problems);
  const auto document = io::read_yaml(yaml, report);
  REQUIRE(document.has_value());
  io::read_equipment(*document->root, result.equipment, report, path);
  return result;
}

// Errors of one technology written in flow style.
std::string errors(const std::string& entry) {
  return read("technologies: [{" + entry + "}]").errors();
}

bool is_assumed(std::string_view source, std::string_view key) {
  const Provenance provenance = io::provenance_of(source);
  return std::find(provenance.assumed.begin(), provenance.assumed.end(), key) != provenance.assumed.end();
}

const std::string new_radio =
    "name: r, kind: radio, medium: radio, source: s, down_mbps: 1, up_mbps: 1, latency_ms: 1, radio: {model: "
    "uma, "
    "frequency_ghz: 3.5, mast_height_m: 25, home_height_m: 5, bandwidth_mhz: 20, down_share: 0.5, overhead: "
    "0.1, "
    "mast_eirp_dbm: 50, home_eirp_dbm: 20, mast_gain_db: 1, home_gain_db: 1, mast_noise_figure_db: 5, "
    "home_noise_figure_db: 5, margin_db: 0, modulation: [{snr_db: -3, bits_per_hz: 1}]}";

}  // namespace

TEST_CASE("Every medium and technology that the program brings is there, with a source") {
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

TEST_CASE("Optical windows are those of ITU-T G.984.2 and G.9807.1 (ad-net.com.tw, jjsats.co.th)") {
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

TEST_CASE("Reach of the PON classes as compiled in is the golden table's, at 0.35 dB/km") {
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
    "Point to point Ethernet needs no loss and allows no splitter (IEEE 802.3 clause 59, an assumption)") {
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

TEST_CASE("VDSL2 17a gives the rates of the field (BT FTTC, w-eaves.uk), exactly") {
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

TEST_CASE("Thicker copper resists less, loses less and stretches the tables") {
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

TEST_CASE("Cable segments share what sthq.pages.dev tells of DOCSIS") {
  CHECK(standard("docsis-3.0").shared_down_mbps == 1600);
  CHECK(standard("docsis-3.0").shared_up_mbps == 200);
  CHECK(standard("docsis-3.0").down_mbps == 600);
  CHECK(standard("docsis-3.1").shared_down_mbps == 10'000);
  CHECK(standard("docsis-3.1").shared_up_mbps == 1000);
  CHECK(standard("docsis-3.1").down_mbps == 1000);
  CHECK(standard("docsis-4.0").shared_down_mbps == 10'000);
  CHECK(standard("docsis-4.0").shared_up_mbps == 6000);
}

TEST_CASE("Fixed wireless keeps to its models, and its modulation is that of 3GPP TS 38.214 (pysim5g)") {
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

TEST_CASE("At a tower's edge the signal is there and a rate of 100 Mbit/s is not") {
  const Technology& rural = standard("fwa-3.5");
  CHECK(radio_rate(rural.radio, Sight::nlos, 1000).value().down_mbps > 100);
  const RadioRate far = radio_rate(rural.radio, Sight::nlos, 5000).value();
  CHECK(far.down_mbps > 10);
  CHECK(far.down_mbps < 100);
}

TEST_CASE(
    "Satellites have the medians that Ookla measured; the geostationary one is fast enough but too late") {
  const Technology& leo = standard("leo");
  CHECK(leo.down_mbps == 104.71);
  CHECK(leo.up_mbps == 14.84);
  CHECK(leo.latency_ms == 45);
  const Technology& geo = standard("geo");
  const NamedProfile& uso = *find_profile("ofcom-uso");
  CHECK(geo.down_mbps > uso.down_mbps);
  CHECK(geo.up_mbps > uso.up_mbps);
  CHECK(geo.latency_ms == 724);
  CHECK(geo.latency_ms > 477);  // there and back over 35,786 km
}

TEST_CASE("Profiles ask for what their sources say") {
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

TEST_CASE("An entry of a known name changes the keys it gives and no others") {
  const Read r = read(
      "technologies:\n  - {name: gpon-b+, latency_ms: 4, optical: {max_loss_db: 29}, source: our vendor}\n"
      "media:\n  - {name: coax, delay_us_per_km: 4.1}\n");
  CHECK(r.errors().empty());
  const Technology& changed = technology(r.equipment, "gpon-b+");
  CHECK(changed.latency_ms == 4);
  CHECK(changed.optical.max_loss_db == 29);
  CHECK(changed.optical.min_loss_db == 13);
  CHECK(changed.optical.split_db.size() == 7);
  CHECK(changed.down_mbps == 2300);
  CHECK(changed.title == "GPON class B+");
  CHECK(medium(r.equipment, "coax").delay_us_per_km == 4.1);
  CHECK(r.equipment.technologies.size() == io::standard_equipment().technologies.size());
  CHECK(standard("gpon-b+").latency_ms == 2);
}

TEST_CASE("A figure that is given is no assumption any more, and is told where no source is given with it") {
  const Read r = read(
      "technologies:\n  - {name: gpon-b+, latency_ms: 4, optical: {min_loss_db: 12}}\n"
      "  - {name: adsl2+, latency_ms: 30, source: measured, assumed: [up_mbps]}\n"
      "  - {name: geo, title: Old satellite}\n");
  CHECK(r.errors().empty());
  const std::string& gpon = technology(r.equipment, "gpon-b+").source;
  CHECK(!is_assumed(gpon, "latency_ms"));
  CHECK(!is_assumed(gpon, "optical.min_loss_db"));
  CHECK(is_assumed(gpon, "down_mbps"));
  CHECK(io::provenance_of(gpon).source.ends_with("; overridden: latency_ms, optical.min_loss_db"));
  CHECK(technology(r.equipment, "adsl2+").source == "measured; assumption (not confirmed): up_mbps");
  CHECK(technology(r.equipment, "geo").source == standard("geo").source);
}

TEST_CASE("A source and its assumptions come apart and together again") {
  for (const Provenance& p :
       {Provenance{"a", {}}, Provenance{"a; b", {"x"}}, Provenance{"", {"x", "rates.up_mbps"}}}) {
    const Provenance again = io::provenance_of(io::source_text(p));
    CHECK(again.source == p.source);
    CHECK(again.assumed == p.assumed);
  }
}

TEST_CASE("Lists are replaced as a whole, and a capacity may be taken out of sharing") {
  const Read r = read(
      "technologies:\n  - {name: adsl2+, rates: [{length_m: 1000, down_mbps: 10, up_mbps: 1}]}\n"
      "  - {name: leo, shared_down_mbps: none}\n  - {name: gpon-c+, optical: {split_db: [4, 8]}}\n"
      "  - {name: fwa-28, radio: {modulation: [{snr_db: -1, bits_per_hz: 1}]}}\n");
  CHECK(r.errors().empty());
  CHECK(technology(r.equipment, "adsl2+").rates.size() == 1);
  CHECK(std::isinf(technology(r.equipment, "leo").shared_down_mbps));
  CHECK(technology(r.equipment, "leo").shared_up_mbps == 600);
  CHECK(technology(r.equipment, "gpon-c+").optical.split_db == std::vector<double>{4, 8});
  CHECK(technology(r.equipment, "fwa-28").radio.modulation.size() == 1);
}

TEST_CASE("A new entry is added behind the others") {
  const Read r = read(
      "media: [{name: copper-0.8, kind: copper, delay_us_per_km: 5, loop_ohm_per_km: 70, "
      "voice_loss_db_per_km: 0.8, "
      "rate_length_factor: 0.5, source: s}]\n"
      "technologies: [{name: docsis-5, kind: coax, medium: coax, fcc_code: 40, down_mbps: 9, up_mbps: 8, "
      "latency_ms: "
      "1, source: s}, {" +
      new_radio + "}]\n");
  CHECK(r.errors().empty());
  CHECK(medium(r.equipment, "copper-0.8").loop_ohm_per_km == 70);
  CHECK((r.equipment.media.end() - 1)->name == "copper-0.8");
  CHECK(technology(r.equipment, "docsis-5").title == "docsis-5");
  CHECK(std::isinf(technology(r.equipment, "docsis-5").shared_up_mbps));
  CHECK(technology(r.equipment, "r").radio.modulation.front().snr_db == -3);
}

TEST_CASE("Equipment of a file of its own is told without a path before it") {
  CHECK(read("media: [{name: coax, delay_us_per_km: -1}]", "").errors() ==
        "1:39 media[0].delay_us_per_km negative-number");
  CHECK(read("zone: 1", "").errors() == "1:1 zone unknown-key");
}

TEST_CASE("What is no equipment is refused where it stands") {
  CHECK(read("[]").errors() == "1:1 equipment wrong-type");
  CHECK(read("media: 5").errors() == "1:8 equipment.media wrong-type");
  CHECK(read("media: [5]").errors() == "1:9 equipment.media[0] wrong-type");
  CHECK(read("media: [{kind: coax}]").errors() == "1:9 equipment.media[0] missing-key");
  CHECK(read("media: [{name: }]").errors() == "1:9 equipment.media[0] missing-key");
  CHECK(read("media: [{name: ''}]").errors() == "1:16 equipment.media[0].name empty-id");
  CHECK(read("media: [{name: [a]}]").errors() == "1:16 equipment.media[0].name wrong-type");
  CHECK(read("media: [{name: coax}, {name: coax}]").errors() == "1:30 equipment.media[1].name duplicate-id");
  CHECK(read("media: ~\ntechnologies: ~").errors().empty());
}

TEST_CASE("Keys that do not exist, or not for this kind, are refused") {
  const Read typo = read("technologies: [{name: adsl2+, latency_m: 5}]");
  CHECK(typo.errors() == "1:31 equipment.technologies[0].latency_m unknown-key");
  CHECK(typo.hint() == "did you mean \"latency_ms\"?");
  CHECK(errors("name: gpon-b+, optical: {window: 3}") ==
        "1:42 equipment.technologies[0].optical.window unknown-key");
  CHECK(errors("name: adsl2+, optical: {margin_db: 3}") ==
        "1:40 equipment.technologies[0].optical unknown-key");
  CHECK(errors("name: geo, rates: [{length_m: 1, down_mbps: 1, up_mbps: 1}]") ==
        "1:35 equipment.technologies[0].rates unknown-key");
  CHECK(errors("name: geo, assumed: [loudness]") == "1:38 equipment.technologies[0].assumed[0] unknown-key");
  CHECK(read("media: [{name: coax, loop_ohm_per_km: 3}]").errors() ==
        "1:39 equipment.media[0].loop_ohm_per_km unknown-key");
}

TEST_CASE("Figures that are none or make no sense are refused") {
  CHECK(errors("name: adsl2+, latency_ms: fast") == "1:43 equipment.technologies[0].latency_ms not-a-number");
  CHECK(errors("name: adsl2+, latency_ms: '5'") == "1:43 equipment.technologies[0].latency_ms wrong-type");
  CHECK(errors("name: adsl2+, latency_ms: -5") ==
        "1:43 equipment.technologies[0].latency_ms negative-number");
  CHECK(errors("name: adsl2+, down_mbps: 1e99") == "1:42 equipment.technologies[0].down_mbps huge-number");
  CHECK(errors("name: adsl2+, up_mbps: .inf") == "1:40 equipment.technologies[0].up_mbps not-finite");
  CHECK(errors("name: adsl2+, fcc_code: 11") == "1:41 equipment.technologies[0].fcc_code out-of-range");
  CHECK(errors("name: adsl2+, source: ''") == "1:39 equipment.technologies[0].source empty-text");
  CHECK(errors("name: gpon-b+, optical: {max_split: 1.5}") ==
        "1:53 equipment.technologies[0].optical.max_split not-an-integer");
  CHECK(errors("name: gpon-b+, optical: {max_split: 0}") ==
        "1:53 equipment.technologies[0].optical.max_split out-of-range");
  CHECK(read("media: [{name: copper-0.4, rate_length_factor: 0}]").errors() ==
        "1:48 equipment.media[0].rate_length_factor out-of-range");
}

TEST_CASE("Words that are not on their list are refused with the nearest that is") {
  const Read kind = read("technologies: [{name: adsl2+, kind: cooper}]");
  CHECK(kind.errors() == "1:37 equipment.technologies[0].kind unknown-kind");
  CHECK(kind.hint() == "did you mean \"copper\"?");
  CHECK(errors("name: adsl2+, medium: rope") == "1:39 equipment.technologies[0].medium unknown-medium");
  CHECK(errors("name: fwa-28, radio: {model: rural}") ==
        "1:46 equipment.technologies[0].radio.model unknown-model");
  CHECK(read("media: [{name: coax, kind: rope}]").errors() == "1:28 equipment.media[0].kind unknown-kind");
  const Read other = read("technologies: [{name: adsl2+, medium: coax}]");
  CHECK(other.errors() == "1:39 equipment.technologies[0].medium unknown-medium");
  CHECK(other.hint() == "write medium: copper");
}

TEST_CASE("A new entry without what its kind needs is refused, key by key") {
  CHECK(read("media: [{name: wire}]").errors() ==
        "1:9 equipment.media[0] missing-key\n1:9 equipment.media[0] missing-key\n1:9 equipment.media[0] "
        "missing-key");
  CHECK(read("media: [{name: w, kind: copper, delay_us_per_km: 5, source: s, rate_length_factor: 1, "
             "loop_ohm_per_km: 1}]")
            .message() == "missing key \"voice_loss_db_per_km\"");
  const std::string base = "name: n, medium: fibre, down_mbps: 1, up_mbps: 1, latency_ms: 1, ";
  CHECK(read("technologies: [{" + base + "kind: optical}]").message() == "missing key \"source\"");
  CHECK(read("technologies: [{" + base + "kind: optical, source: s}]").message() ==
        "missing key \"optical.min_loss_db\"");
  CHECK(read("technologies: [{" + base + "source: s}]").message() == "missing key \"kind\"");
  CHECK(read("technologies: [{" + base + "source: s, kind: voice}]").message() ==
        "missing key \"voice.max_loop_ohm\"");
  CHECK(read("technologies: [{" + base + "source: s, kind: radio}]").message() ==
        "missing key \"radio.model\"");
}

TEST_CASE("A table of rates must rise in length and must not rise in rate") {
  const std::string rates = "name: adsl2+, rates: ";
  const std::string at = "1:38 equipment.technologies[0].rates";
  CHECK(errors(rates + "[]") == at + " missing-value");
  CHECK(
      errors(rates + "[{length_m: 5, down_mbps: 2, up_mbps: 1}, {length_m: 5, down_mbps: 1, up_mbps: 1}]") ==
      at + " out-of-range");
  CHECK(
      errors(rates + "[{length_m: 5, down_mbps: 2, up_mbps: 1}, {length_m: 4, down_mbps: 1, up_mbps: 1}]") ==
      at + " out-of-range");
  CHECK(
      errors(rates + "[{length_m: 5, down_mbps: 2, up_mbps: 1}, {length_m: 6, down_mbps: 3, up_mbps: 1}]") ==
      at + " out-of-range");
  CHECK(errors(rates + "[{length_m: 5, down_mbps: 2}]") ==
        "1:39 equipment.technologies[0].rates[0] missing-key");
  CHECK(errors(rates + "[{length_m: -5, down_mbps: 2, up_mbps: 1}]") ==
        "1:50 equipment.technologies[0].rates[0].length_m negative-number");
}

TEST_CASE("An optical window must have room, and larger splitters must not lose less") {
  CHECK(errors("name: gpon-b+, optical: {min_loss_db: 28}") ==
        "1:55 equipment.technologies[0].optical.min_loss_db out-of-range");
  CHECK(errors("name: gpon-b+, optical: {max_loss_db: 12}") ==
        "1:55 equipment.technologies[0].optical.max_loss_db out-of-range");
  CHECK(errors("name: gpon-b+, optical: {split_db: [7, 3]}") ==
        "1:52 equipment.technologies[0].optical.split_db out-of-range");
  CHECK(errors("name: gpon-b+, optical: {least_db_per_km: 0.5}") ==
        "1:59 equipment.technologies[0].optical.least_db_per_km out-of-range");
}

TEST_CASE("A mast of -3 m and a frequency outside the model are input problems") {
  const Read mast = read("technologies: [{name: fwa-3.5, radio: {mast_height_m: -3}}]");
  CHECK(mast.errors() == "1:55 equipment.technologies[0].radio.mast_height_m out-of-range");
  CHECK(mast.message() == "must be from 10 to 150 m, but is -3");
  CHECK(errors("name: fwa-3.5, radio: {frequency_ghz: 60}") ==
        "1:55 equipment.technologies[0].radio.frequency_ghz out-of-range");
  CHECK(errors("name: fwa-28, radio: {frequency_ghz: 60}").empty());
  CHECK(errors("name: fwa-28, radio: {home_gain_db: -2, home_eirp_dbm: -10}").empty());
  CHECK(
      errors(
          "name: fwa-28, radio: {modulation: [{snr_db: 3, bits_per_hz: 1}, {snr_db: 2, bits_per_hz: 2}]}") ==
      "1:51 equipment.technologies[0].radio.modulation out-of-range");
}

TEST_CASE("The library as JSON has every entry, its figures and what is assumed") {
  const io::Json json = io::equipment_json(io::standard_equipment());
  CHECK(json["media"].size() == 10);
  CHECK(json["technologies"].size() == 20);
  const io::Json& gpon = json["technologies"][0];
  CHECK(gpon["name"] == "gpon-b+");
  CHECK(gpon["optical"]["max_loss_db"] == 28);
  CHECK(gpon["optical"]["split_db"].size() == 7);
  CHECK(gpon["assumed"].size() == 6);
  CHECK(!gpon.contains("radio"));
  for (const io::Json& one : json["technologies"]) {
    CHECK(one["shared_down_mbps"].is_null() ==
          std::isinf(standard(one["name"].get<std::string>()).shared_down_mbps));
    CHECK(one.contains("rates") == (one["kind"] == "copper"));
  }
}

}  // namespace lastmile
