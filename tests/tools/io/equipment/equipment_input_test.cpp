// Changes of the equipment library by a scenario, and invalid equipment.
#include "tools/io/equipment/equipment.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/equipment_entries.h"
#include "tools/io/equipment/equipment_json.h"
#include "tools/io/equipment/provenance.h"

namespace lastmile::equipment_input_test {
namespace {

using io::Provenance;
using test::medium;
using test::standard;
using test::technology;

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

TEST_CASE("An entry with a known name changes only the keys it gives") {
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

TEST_CASE("A given figure is no longer an assumption, and is marked as overridden if it has no source") {
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

TEST_CASE("A source and its assumptions can be separated and joined again") {
  for (const Provenance& p :
       {Provenance{"a", {}}, Provenance{"a; b", {"x"}}, Provenance{"", {"x", "rates.up_mbps"}}}) {
    const Provenance again = io::provenance_of(io::source_text(p));
    CHECK(again.source == p.source);
    CHECK(again.assumed == p.assumed);
  }
}

TEST_CASE("Lists are replaced as a whole, and a capacity can be set to not shared") {
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

TEST_CASE("A new entry is added after the others") {
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

TEST_CASE("Problems in an equipment file have paths without a prefix") {
  CHECK(read("media: [{name: coax, delay_us_per_km: -1}]", "").errors() ==
        "1:39 media[0].delay_us_per_km negative-number");
  CHECK(read("zone: 1", "").errors() == "1:1 zone unknown-key");
}

TEST_CASE("Invalid equipment is refused at its place") {
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

TEST_CASE("Keys that are unknown, or unknown for the kind, are refused") {
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

TEST_CASE("Figures that are not numbers or out of range are refused") {
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

TEST_CASE("Unknown words are refused with the nearest known one") {
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

TEST_CASE("A new entry without the required keys of its kind is refused, key by key") {
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

TEST_CASE("In a rate table, lengths must rise and rates must not rise") {
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

TEST_CASE("An optical window must not be empty, and a larger splitter must not have less loss") {
  CHECK(errors("name: gpon-b+, optical: {min_loss_db: 28}") ==
        "1:55 equipment.technologies[0].optical.min_loss_db out-of-range");
  CHECK(errors("name: gpon-b+, optical: {max_loss_db: 12}") ==
        "1:55 equipment.technologies[0].optical.max_loss_db out-of-range");
  CHECK(errors("name: gpon-b+, optical: {split_db: [7, 3]}") ==
        "1:52 equipment.technologies[0].optical.split_db out-of-range");
  CHECK(errors("name: gpon-b+, optical: {least_db_per_km: 0.5}") ==
        "1:59 equipment.technologies[0].optical.least_db_per_km out-of-range");
}

TEST_CASE("The least loss of a part must not exceed its greatest") {
  const std::string at = " equipment.technologies[0].optical.";
  CHECK(errors("name: gpon-b+, optical: {least_splice_db: 0.2}") ==
        "1:59" + at + "least_splice_db out-of-range");
  CHECK(errors("name: gpon-b+, optical: {least_connector_db: 0.6, connector_db: 0.55}") ==
        "1:62" + at + "least_connector_db out-of-range");
  CHECK(errors("name: gpon-b+, optical: {least_split_db: [3, 6, 11]}") ==
        "1:58" + at + "least_split_db out-of-range");
  CHECK(errors("name: gpon-b+, optical: {least_split_db: [3, 2]}") ==
        "1:58" + at + "least_split_db out-of-range");
  CHECK(errors("name: gpon-b+, optical: {least_split_db: 3}") == "1:58" + at + "least_split_db wrong-type");
}

TEST_CASE("Least losses that an entry does not give follow from the greatest") {
  const auto optics = [](const std::string& entry, const std::string& name) {
    const Read result = read("technologies: [{" + entry + "}]");
    REQUIRE(result.errors().empty());
    return technology(result.equipment, name).optical;
  };
  // A changed entry lowers the library's.
  const OpticalLimits better =
      optics("name: gpon-b+, optical: {splice_db: 0.02, connector_db: 0.4, split_db: [3.2, 7.2]}", "gpon-b+");
  CHECK(better.least_splice_db == 0.02);
  CHECK(better.least_connector_db == 0.3);
  CHECK(better.least_split_db == std::vector<double>{3.2, 6.5});
  // A new entry has no range.
  const std::string added =
      "name: own, kind: optical, medium: fibre, source: s, down_mbps: 1, up_mbps: 1, latency_ms: 1, optical: "
      "{min_loss_db: 1, max_loss_db: 20, reach_m: 1000, most_db_per_km: 0.4, least_db_per_km: 0.3, "
      "splice_db: "
      "0.2, connector_db: 0.6, margin_db: 3, split_db: [4, 8]";
  const OpticalLimits own = optics(added + "}", "own");
  CHECK(own.least_splice_db == 0.2);
  CHECK(own.least_connector_db == 0.6);
  CHECK(own.least_split_db == std::vector<double>{4, 8});
  const OpticalLimits ranged =
      optics(added + ", least_splice_db: 0.1, least_connector_db: 0, least_split_db: [3]}", "own");
  CHECK(ranged.least_splice_db == 0.1);
  CHECK(ranged.least_connector_db == 0);
  CHECK(ranged.least_split_db == std::vector<double>{3});
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

TEST_CASE("The library as JSON has every entry with its figures and assumptions") {
  const io::Json json = io::equipment_json(io::standard_equipment());
  CHECK(json["media"].size() == 10);
  CHECK(json["technologies"].size() == 20);
  const io::Json& gpon = json["technologies"][0];
  CHECK(gpon["name"] == "gpon-b+");
  CHECK(gpon["optical"]["max_loss_db"] == 28);
  CHECK(gpon["optical"]["split_db"].size() == 7);
  CHECK(gpon["optical"]["least_split_db"].size() == 7);
  CHECK(gpon["optical"]["least_splice_db"] == 0.05);
  CHECK(gpon["assumed"].size() == 7);
  CHECK(!gpon.contains("radio"));
  for (const io::Json& one : json["technologies"]) {
    CHECK(one["shared_down_mbps"].is_null() ==
          std::isinf(standard(one["name"].get<std::string>()).shared_down_mbps));
    CHECK(one.contains("rates") == (one["kind"] == "copper"));
  }
}

}  // namespace
}  // namespace lastmile::equipment_input_test
