// run --output: a complete data package with its description, or no files at all.
#include <doctest/doctest.h>
#include <zlib.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/text_lines.h"
#include "tools/io/files/sha256.h"

namespace lastmile::output_folder_test {
namespace {

using test::in_source;
namespace fs = std::filesystem;
using test::lines_of;
using test::ProgramRun;
using test::run_prepared;
using test::run_program;
using test::TemporaryDirectory;
using Json = nlohmann::json;

const std::string cable = in_source("scenarios/cable.yaml");
const std::set<std::string> package_files = {"datapackage.json", "elements.csv", "final_links.csv",
                                             "premises.csv",     "result.json",  "totals.csv"};

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string sha256_of(const std::string& path) {
  io::Sha256 hash;
  hash.add(content_of(path));
  return hash.hex();
}

// Everything below a folder, hidden or not, by its path from there.
std::set<std::string> everything_in(const std::string& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    names.insert(fs::relative(entry.path(), folder).string());
  return names;
}

Json package_in(const std::string& folder) {
  return Json::parse(content_of(folder + "/datapackage.json"));
}

TEST_CASE("A data package holds every file, its size and its hash") {
  const TemporaryDirectory folder;
  const ProgramRun run = run_program({"run", cable, "--output", folder / "a/b"});
  REQUIRE(run.status == 0);
  CHECK(run.out == run_program({"run", cable}).out);
  CHECK(everything_in(folder / "a/b") == package_files);
  const Json package = package_in(folder / "a/b");
  REQUIRE(package["resources"].size() == 5);
  std::set<std::string> described = {"datapackage.json"};
  for (const Json& resource : package["resources"]) {
    const std::string path = resource["path"];
    CAPTURE(path);
    described.insert(path);
    CHECK(resource["bytes"] == fs::file_size(folder / "a/b" + "/" + path));
    CHECK(resource["hash"] == "sha256:" + sha256_of(folder / "a/b" + "/" + path));
  }
  CHECK(described == package_files);
  CHECK(Json::parse(content_of(folder / "a/b/result.json")) ==
        Json::parse(run_program({"run", cable, "--format", "json"}).out));
}

TEST_CASE("Every table of the package begins with the fields of its schema, in their order") {
  const TemporaryDirectory folder;
  REQUIRE(run_program({"run", cable, "--output", folder / "out"}).status == 0);
  const Json package = package_in(folder / "out");
  std::set<std::string> headers;
  for (const Json& resource : package["resources"]) {
    if (!resource.contains("schema")) continue;
    std::string fields;
    for (const Json& field : resource["schema"]["fields"])
      fields += (fields.empty() ? "" : ",") + field["name"].get<std::string>();
    const std::vector<std::string> lines =
        lines_of(content_of(folder / "out/" + resource["path"].get<std::string>()));
    REQUIRE(lines.size() > 1);
    CHECK(lines.front() == fields);
    headers.insert(resource["path"].get<std::string>() + ": " + fields);
  }
  CHECK(headers ==
        std::set<std::string>{
            "premises.csv: id,rung,obstacles,homes,users,best_final_link,remedy_cost,technology,fcc_code,"
            "down_mbps,up_mbps,latency_ms,optical_margin_weak_db,optical_margin_strong_db,line_length_m,down_"
            "margin_mbps,up_margin_mbps,name",
            "elements.csv: id,kind,tier,state,value,can_carry_users,served_users,in_use,dormant,stranded,"
            "no_demand,idle,name",
            "final_links.csv: id,premises,state,completion_cost,releases,name",
            "totals.csv: scenario,option,served_homes,home_years_served,served_50,served_80,served_95,"
            "stranded_value,value_years_stranded,spending,spending_capital,spending_late,spending_visits,"
            "spending_repairs,spending_operator,spending_per_home_passed,spending_per_home_connected,"
            "spending_per_home_served,net_present_value,net_present_value_operator,payback"});
}

TEST_CASE("The package names every input file with its size and hash") {
  const TemporaryDirectory folder;
  const std::string scenario = folder.write("in/s.yaml",
                                            "lastmile: 1\nname: t\nsites: [{id: pop, kind: source}]\n"
                                            "tables: {premises: [p.csv, sub/q.csv.gz], sites: [s.csv]}\n");
  folder.write("in/p.csv", "id,drop_from\nh1,pop\n");
  folder.write("in/s.csv", "id\nc\n");
  fs::create_directory(folder / "in/sub");
  const gzFile packed = gzopen((folder / "in/sub/q.csv.gz").c_str(), "wb");
  gzputs(packed, "id,drop_from\nh2,c\n");
  gzclose(packed);
  REQUIRE(run_program({"run", scenario, "--output", folder / "out"}).status == 0);
  const Json inputs = package_in(folder / "out")["inputs"];
  REQUIRE(inputs.size() == 4);
  const std::vector<std::string> names = {"in/s.yaml", "in/s.csv", "in/p.csv", "in/sub/q.csv.gz"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string path = folder / names[i];
    CHECK(inputs[i] == Json{{"name", path}, {"bytes", fs::file_size(path)}, {"sha256", sha256_of(path)}});
  }
  CHECK(Json::parse(content_of(folder / "out/result.json"))["scenario"]["sha256"] == sha256_of(scenario));
}

TEST_CASE("A second run to the same folder replaces the first results and keeps other files") {
  const TemporaryDirectory folder;
  folder.write("out/mine.txt", "mine");
  REQUIRE(run_program({"run", in_source("scenarios/fibre.yaml"), "--output", folder / "out"}).status == 0);
  const std::string first = content_of(folder / "out/premises.csv");
  REQUIRE(run_program({"run", cable, "--output", folder / "out"}).status == 0);
  CHECK(content_of(folder / "out/premises.csv") != first);
  CHECK(package_in(folder / "out")["title"] == "Millbrook, cable television");
  std::set<std::string> expected = package_files;
  expected.insert("mine.txt");
  CHECK(everything_in(folder / "out") == expected);
}

TEST_CASE("The package is the same to the byte for any number of threads") {
  const TemporaryDirectory folder;
  REQUIRE(run_program({"run", cable, "--output", folder / "one", "--threads", "1"}).status == 0);
  REQUIRE(run_program({"run", cable, "--output", folder / "two", "--threads", "2"}).status == 0);
  for (const std::string& file : package_files) {
    CAPTURE(file);
    CHECK(content_of(folder / "one/" + file) == content_of(folder / "two/" + file));
  }
}

TEST_CASE("If the folder cannot be created, the exit status is 1 and the message has path and reason") {
  const TemporaryDirectory folder;
  const std::string file = folder.write("file", "content");
  for (const std::string& place : {file, file + "/out", file + "/a/b"}) {
    CAPTURE(place);
    const ProgramRun run = run_program({"run", cable, "--quiet", "--output", place});
    CHECK(run.status == 1);
    CHECK(run.out.empty());
    REQUIRE(lines_of(run.err).size() == 1);
    CHECK(run.err.starts_with("lastmile: " + place));
  }
  CHECK(content_of(file) == "content");
  CHECK(everything_in(folder.string()) == std::set<std::string>{"file"});
}

TEST_CASE("A disk that fills up leaves no partial file and no new folder") {
  const TemporaryDirectory folder;
  fs::create_directory(folder / "here");
  for (const unsigned long bytes : {0UL, 700UL, 2000UL, 5000UL}) {  // in every file once
    CAPTURE(bytes);
    const ProgramRun run = run_prepared({"run", cable, "--quiet", "--output", folder / "here/a/b"},
                                        [&] { test::limit_file_size(bytes); });
    CHECK(run.status == 1);
    CHECK(run.out.empty());
    CHECK(everything_in(folder.string()) == std::set<std::string>{"here"});
    if (bytes == 0) continue;  // nor is there room to say why
    REQUIRE(lines_of(run.err).size() == 1);
    CHECK(run.err.find("cannot write") != std::string::npos);
  }
}

TEST_CASE("A disk that fills up leaves the earlier results as they were") {
  const TemporaryDirectory folder;
  REQUIRE(run_program({"run", in_source("scenarios/fibre.yaml"), "--output", folder / "out"}).status == 0);
  std::vector<std::string> before;
  for (const std::string& file : package_files) before.push_back(content_of(folder / "out/" + file));
  CHECK(run_prepared({"run", cable, "--output", folder / "out"}, [] {
          test::limit_file_size(2000);
        }).status == 1);
  CHECK(everything_in(folder / "out") == package_files);
  std::vector<std::string> after;
  for (const std::string& file : package_files) after.push_back(content_of(folder / "out/" + file));
  CHECK(after == before);
}

TEST_CASE("Results are written to disk even if they cannot be printed") {
  const TemporaryDirectory folder;
  const ProgramRun run = run_prepared({"run", cable, "--output", folder / "out"}, test::write_to_closed_pipe);
  CHECK(run.status == 128 + SIGPIPE);
  CHECK(everything_in(folder / "out") == package_files);
}

TEST_CASE("An empty folder name is refused") {
  CHECK(run_program({"run", cable, "--output", ""}).status == 2);
}

TEST_CASE("Results never replace an input, whatever its name") {
  const TemporaryDirectory folder;
  folder.write("s.yaml",
               "lastmile: 1\nname: t\nsites: [{id: s, kind: source}]\ntables: {premises: [premises.csv]}\n");
  const std::string table = "id,homes\na,1\n";
  folder.write("premises.csv", table);
  const ProgramRun run = run_program({"run", folder / "s.yaml", "--output", folder.string()});
  CHECK(run.status == 1);
  CHECK(run.err.find("it is an input") != std::string::npos);
  CHECK(content_of(folder / "premises.csv") == table);
  CHECK(everything_in(folder.string()) == std::set<std::string>{"premises.csv", "s.yaml"});
}

TEST_CASE("If one file cannot be moved into place, the others stay unchanged") {
  const TemporaryDirectory folder;
  folder.write("out/datapackage.json/in_the_way", "x");
  folder.write("out/result.json", "earlier");
  CHECK(run_program({"run", cable, "--output", folder / "out"}).status == 1);
  CHECK(content_of(folder / "out/result.json") == "earlier");
  CHECK_FALSE(fs::exists(folder / "out/premises.csv"));
}

}  // namespace
}  // namespace lastmile::output_folder_test
