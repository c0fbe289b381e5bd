// Networks worked out by hand. Every folder of cases/ is a test that this file finds by itself:
//   scenario.yaml                    the network
//   README.md                        its drawing and the calculation of every figure
//   expected.json                    `run --format json`, without version, path and hash
//   expected_premises.csv, expected_elements.csv, expected_final_links.csv    the tables of `run --output`
//   expected_explain_<premises>.json `explain --format json`, for the premises that teach something
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "tests/support/differences.h"
#include "tests/support/file_text.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"

namespace lastmile::test::cases_test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> sorted_content_of(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<fs::path> case_folders() {
  std::vector<fs::path> folders = sorted_content_of(fs::path(in_source("tests/cases")));
  std::erase_if(folders, [](const fs::path& path) { return !fs::is_directory(path); });
  return folders;
}

ProgramRun run_in(const fs::path& folder, const std::vector<std::string>& arguments) {
  const ProgramRun run = run_program(arguments, folder.string());
  INFO(run.err);
  REQUIRE(run.status == 0);
  return run;
}

Json without_version_path_and_hash(Json result) {
  result.erase("lastmile_version");
  result["scenario"].erase("path");
  result["scenario"].erase("sha256");
  return result;
}

void check_none(const Differences& found) {
  for (const std::string& difference : found) FAIL_CHECK(difference);
}

void check_result_and_tables(const fs::path& folder) {
  const TemporaryDirectory output;
  const ProgramRun run =
      run_in(folder, {"run", "scenario.yaml", "--format", "json", "--output", output.string()});
  check_none(differences(Json::parse(read_text(folder / "expected.json")),
                         without_version_path_and_hash(Json::parse(run.out))));
  for (const std::string table : {"premises.csv", "elements.csv", "final_links.csv"}) {
    CAPTURE(table);
    check_none(table_differences(read_text(folder / ("expected_" + table)), read_text(output / table)));
  }
}

// The premises that an expected_explain_<premises>.json names; empty for another file.
std::string explained_premises(const fs::path& file) {
  const std::string name = file.stem().string();
  constexpr std::string_view prefix = "expected_explain_";
  return file.extension() == ".json" && name.starts_with(prefix) ? name.substr(prefix.size()) : "";
}

std::size_t check_explanations(const fs::path& folder) {
  std::size_t checked = 0;
  for (const fs::path& file : sorted_content_of(folder)) {
    const std::string premises = explained_premises(file);
    if (premises.empty()) continue;
    CAPTURE(premises);
    const ProgramRun run = run_in(folder, {"explain", "scenario.yaml", premises, "--format", "json"});
    check_none(differences(Json::parse(read_text(file)), Json::parse(run.out)));
    ++checked;
  }
  return checked;
}

}  // namespace

TEST_CASE("Every case gives the figures calculated by hand") {
  const std::vector<fs::path> folders = case_folders();
  REQUIRE(folders.size() >= 12);
  std::size_t explanations = 0;
  for (const fs::path& folder : folders) {
    INFO(folder.string());
    CHECK(fs::is_regular_file(folder / "README.md"));
    check_result_and_tables(folder);
    explanations += check_explanations(folder);
  }
  CHECK(explanations >= 12);
}

TEST_CASE(
    "The comparison of cases detects a wrong figure, an extra or missing key, and a different order in a "
    "list") {
  const Json expected = Json::parse(R"({"users": 3, "list": [1, 2], "state": "failed", "none": null})");
  const auto count = [&](const char* got) { return differences(expected, Json::parse(got)).size(); };
  CHECK(count(R"({"state": "failed", "users": 3.000000000001, "list": [1, 2.0], "none": null})") == 0);
  CHECK(count(R"({"users": 3.0000001, "list": [1, 2], "state": "failed", "none": null})") == 1);
  CHECK(count(R"({"users": 3, "list": [2, 1], "state": "failed", "none": null})") == 2);
  CHECK(count(R"({"users": 3, "list": [1, 2, 3], "state": "failed", "none": null})") == 1);
  CHECK(count(R"({"users": "3", "list": [1, 2], "state": "planned", "none": 0})") == 3);
  CHECK(count(R"({"users": 3, "list": [1, 2], "state": "failed", "more": null})") == 2);
}

TEST_CASE("The comparison of cases detects a wrong cell and an extra or missing row") {
  const std::string expected = "id,value\na,1\nb,\n";
  CHECK(table_differences(expected, "id,value\na,1.0\nb,\n").empty());
  CHECK(table_differences(expected, "id,value\na,1.1\nb,\n").size() == 1);
  CHECK(table_differences(expected, "id,value\na,1\nb\n").size() == 1);
  CHECK(table_differences(expected, "id,value\na,1\nb,0\n").size() == 1);
  CHECK(table_differences(expected, "id,value\na,1\n").size() == 2);
  CHECK(table_differences(expected, "id,value\na,1\nb,\nc,\n").size() == 2);
}

}  // namespace lastmile::test::cases_test
