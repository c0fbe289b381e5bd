#include "tools/io/snapshot/snapshot.h"

#include <doctest/doctest.h>
#include <xxhash.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "sim/coverage/coverage.h"
#include "tests/support/island_town.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tools/io/problems/problems_json.h"
#include "tools/io/read_scenario.h"
#include "tools/io/results/result_json.h"

namespace lastmile::snapshot_test {
namespace {

using test::in_source;
using test::TemporaryDirectory;

constexpr std::size_t head_bytes = 32;  // magic, version, reserved, directory length and checksum

io::ScenarioReading read_hashed(const std::string& path) {
  return io::read_scenario(path, io::InputFile::Hashing::on);
}

std::string cable() {
  return in_source("scenarios/cable.yaml");
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string packed_cable(const TemporaryDirectory& folder) {
  io::write_snapshot(folder / "cable.lmz", read_hashed(cable()));
  return bytes_of(folder / "cable.lmz");
}

// The rule by which the bytes are refused; empty where they are read.
std::string rule_for(const TemporaryDirectory& folder, const std::string& bytes) {
  const std::string path = folder.write("changed.lmz", bytes);
  try {
    const io::ScenarioReading reading = io::read_snapshot(path);
    evaluate(reading.scenario.plant, build_network(reading.scenario.plant));
    return "";
  } catch (const io::InputRefused& refused) {
    return refused.problems().shown().front().rule;
  }
}

std::uint64_t number_at(const std::string& bytes, std::size_t offset) {
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data() + offset, sizeof number);
  return number;
}

// A crafted file: one block's bytes changed and every checksum made right again.
std::string with_block(std::string bytes, const std::string& name, std::size_t at, const std::string& patch) {
  const std::size_t directory_bytes = number_at(bytes, 16);
  io::Json directory = io::Json::parse(bytes.substr(head_bytes, directory_bytes));
  std::string blocks = bytes.substr(head_bytes + directory_bytes);
  io::Json& block = directory["blocks"][name];
  const std::size_t offset = block["offset"].get<std::size_t>();
  blocks.replace(offset + at, patch.size(), patch);
  block["xxh3"] = XXH3_64bits(blocks.data() + offset, block["bytes"].get<std::size_t>());
  const std::string text = io::to_text(directory);
  std::string crafted = bytes.substr(0, 16);
  for (const std::uint64_t number :
       {std::uint64_t{text.size()}, std::uint64_t{XXH3_64bits(text.data(), text.size())}})
    crafted.append(reinterpret_cast<const char*>(&number), sizeof number);
  return crafted + text + blocks;
}

template <class T>
std::string raw(T value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

}  // namespace

TEST_CASE("A snapshot gives the same result as its scenario, including notes and hashes") {
  const TemporaryDirectory folder;
  for (const auto& entry : std::filesystem::directory_iterator(in_source("scenarios"))) {
    if (entry.path().extension() != ".yaml") continue;
    CAPTURE(entry.path().string());
    const io::ScenarioReading original = read_hashed(entry.path().string());
    if (original.scenario.horizon) continue;  // is not packed
    io::write_snapshot(folder / "a.lmz", original);
    io::ScenarioReading again = io::read_scenario(folder / "a.lmz", io::InputFile::Hashing::off);
    CHECK(io::problems_json(again.notes) == io::problems_json(original.notes));
    again.path = original.path;
    const auto result = [](const io::ScenarioReading& r) {
      const Network network = build_network(r.scenario.plant);
      const Coverage coverage = evaluate(r.scenario.plant, network);
      return io::result_json(r, coverage,
                             io::find_islands_and_areas(r.scenario, network, coverage, io::ByArea::no));
    };
    CHECK(result(again) == result(original));
  }
}

TEST_CASE("A snapshot keeps areas and where sites are") {
  const TemporaryDirectory folder;
  REQUIRE(test::run_program({"pack", test::island_town(), "-o", folder / "i.lmz", "--quiet"}).status == 0);
  const auto by_area = [](const std::string& scenario) {
    const io::Json result =
        io::Json::parse(test::run_program({"run", scenario, "--by", "area", "--format", "json"}).out);
    return io::Json{result["by_area"], result["islands"]};
  };
  CHECK(by_area(folder / "i.lmz") == by_area(test::island_town()));
  CHECK(by_area(folder / "i.lmz")[1]["largest"][0]["distance_m"].get<double>() > 0);
}

TEST_CASE("Every command reads a snapshot as it reads a scenario") {
  const TemporaryDirectory folder;
  CHECK(test::run_program({"pack", cable(), "-o", folder / "c.lmz", "--quiet"}).status == 0);
  CHECK(test::run_program({"check", folder / "c.lmz"}).status == 0);
  CHECK(test::run_program({"explain", folder / "c.lmz", "hill_top", "--format", "json"}).out ==
        test::run_program({"explain", cable(), "hill_top", "--format", "json"}).out);
  CHECK(test::run_program({"compare", folder / "c.lmz", cable(), "--quiet"}).status == 0);
  CHECK(test::run_program({"run", folder / "c.lmz", "--quiet", "--output", folder / "out"}).status == 0);
  CHECK(test::run_program({"run", folder / "absent.lmz"}).status == 2);
}

TEST_CASE("An invalid scenario is not packed and leaves no file") {
  const TemporaryDirectory folder;
  const std::string wrong = folder.write("wrong.yaml", "lastmile: 1\nname: t\nsites: [{id: a, cost: -1}]\n");
  CHECK(test::run_program({"pack", wrong, "-o", folder / "w.lmz"}).status == 2);
  CHECK_FALSE(std::filesystem::exists(folder / "w.lmz"));
}

TEST_CASE("A truncated snapshot or a foreign file is refused") {
  const TemporaryDirectory folder;
  const std::string bytes = packed_cable(folder);
  CHECK(rule_for(folder, bytes).empty());
  for (std::size_t length = 0; length < bytes.size(); length += 1 + bytes.size() / 400) {
    CAPTURE(length);
    CHECK(rule_for(folder, bytes.substr(0, length)) == "damaged-snapshot");
  }
  CHECK(rule_for(folder, "lastmile: 1\nname: this is YAML, and long enough\n") == "not-a-snapshot");
  std::string later = bytes;
  later[8] = static_cast<char>(io::snapshot_version + 1);
  CHECK(rule_for(folder, later) == "snapshot-version");
}

TEST_CASE("A snapshot with any one byte changed is refused") {
  const TemporaryDirectory folder;
  const std::string bytes = packed_cable(folder);
  for (std::size_t at = 16; at < bytes.size(); at += 1 + bytes.size() / 1000) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    CAPTURE(at);
    CHECK(rule_for(folder, changed) == "damaged-snapshot");
  }
}

TEST_CASE("A crafted snapshot with valid checksums and impossible values is refused") {
  const TemporaryDirectory folder;
  const std::string bytes = packed_cable(folder);
  CHECK(rule_for(folder, with_block(bytes, "sites.state", 0, raw<std::uint8_t>(0))).empty());
  const std::uint32_t far = 1'000'000;
  const double not_a_number = std::numeric_limits<double>::quiet_NaN();
  struct Craft {
    const char* block;
    std::string patch;
  };
  for (const Craft& craft :
       std::vector<Craft>{{"sites.state", raw<std::uint8_t>(7)},
                          {"sites.is_source", raw<std::uint8_t>(2)},
                          {"sites.value", raw(-1.0)},
                          {"sites.value", raw(not_a_number)},
                          {"sites.completion_cost", raw(5.0)},
                          {"sites.kind", raw(far)},
                          {"links.tier", raw<std::uint8_t>(9)},
                          {"links.tier", raw<std::uint8_t>(3)},
                          {"links.from", raw(far)},
                          {"links.to", raw(far)},
                          {"links.premises", raw<std::uint32_t>(0)},
                          {"premises.drop_site", raw(far)},
                          {"premises.users", raw(std::numeric_limits<double>::infinity())},
                          {"premises.drop_state", raw<std::uint8_t>(200)},
                          {"names.sites.text", std::string{"\xFF"}},
                          {"names.sites.start_in_page", raw(far)},
                          {"names.premises.page_start", raw<std::uint64_t>(far)}}) {
    CAPTURE(craft.block);
    CHECK(rule_for(folder, with_block(bytes, craft.block, 0, craft.patch)) == "damaged-snapshot");
  }
}

TEST_CASE("A crafted directory that is nested deeply or names an impossible year is refused") {
  const TemporaryDirectory folder;
  const std::string bytes = packed_cable(folder);
  const auto with_directory = [&](const std::string& text) {
    const std::size_t length = number_at(bytes, 16);
    std::string crafted = bytes.substr(0, 16);
    for (const std::uint64_t number :
         {std::uint64_t{text.size()}, std::uint64_t{XXH3_64bits(text.data(), text.size())}})
      crafted.append(reinterpret_cast<const char*>(&number), sizeof number);
    return crafted + text + bytes.substr(head_bytes + length);
  };
  const io::Json directory = io::Json::parse(bytes.substr(head_bytes, number_at(bytes, 16)));
  CHECK(rule_for(folder, with_directory(io::to_text(directory))).empty());
  const std::string deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
  std::string nested = io::to_text(directory);
  nested.insert(1, "\"equipment\": " + deep + ",");
  CHECK(rule_for(folder, with_directory(nested)) == "damaged-snapshot");
  for (const io::Json& year :
       {io::Json(4'000'000'000'000), io::Json(-5), io::Json(1e300), io::Json("2020")}) {
    io::Json changed = directory;
    changed["heading"]["price_year"] = year;
    CAPTURE(year.dump());
    CHECK(rule_for(folder, with_directory(io::to_text(changed))) == "damaged-snapshot");
  }
  io::Json steering = directory;
  steering["heading"]["name"] = "\x1b[2J";
  CHECK(rule_for(folder, with_directory(io::to_text(steering))) == "damaged-snapshot");
}

TEST_CASE("A crafted snapshot with values beyond the limits of tables, or an id twice, is refused") {
  const TemporaryDirectory folder;
  const std::string bytes = packed_cable(folder);
  for (const char* block : {"sites.value", "premises.users", "links.value", "links.completion_cost"})
    for (const double value : {1e300, 1e16, 1e-300}) {
      CAPTURE(block);
      CAPTURE(value);
      CHECK(rule_for(folder, with_block(bytes, block, 0, raw(value))) == "damaged-snapshot");
    }
  const io::ScenarioReading reading = read_hashed(cable());
  const std::string first(reading.scenario.names.premises[0]);
  const std::string second(reading.scenario.names.premises[1]);
  if (first.size() == second.size()) {
    CHECK(rule_for(folder, with_block(bytes, "names.premises.text", first.size(), first)) ==
          "damaged-snapshot");
  }
  CHECK(rule_for(folder, with_block(bytes, "names.premises.text", 0, "\x1b")) == "damaged-snapshot");
  const std::string twice = folder.write("d.yaml",
                                         "lastmile: 1\nname: t\nsites: [{id: pop, kind: source}, {id: aaa}]\n"
                                         "premises: [{id: bbb}, {id: ccc}]\n");
  io::write_snapshot(folder / "d.lmz", read_hashed(twice));
  const std::string small = bytes_of(folder / "d.lmz");
  CHECK(rule_for(folder, small).empty());
  CHECK(rule_for(folder, with_block(small, "names.premises.text", 3, "bbb")) == "damaged-snapshot");
  CHECK(rule_for(folder, with_block(small, "names.premises.text", 0, "aaa")) == "damaged-snapshot");
  CHECK(rule_for(folder, with_block(small, "names.sites.text", 3, "pop")) == "damaged-snapshot");
}

}  // namespace lastmile::snapshot_test
