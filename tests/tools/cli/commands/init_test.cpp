// init: a scenario to begin from, in a new or empty folder, whole or not at all.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/file_text.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tools/generate/start.h"
#include "tools/io/base/json.h"

namespace lastmile::init_test {
namespace {

using io::Json;
using test::ProgramRun;
using test::run_program;
using test::TemporaryDirectory;
namespace fs = std::filesystem;

std::size_t files_in(const std::string& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator{}));
}

}  // namespace

TEST_CASE("init writes the files of scenarios/start and prints their names") {
  const TemporaryDirectory folder;
  const ProgramRun run = run_program({"init", "town"}, folder.string());
  CHECK(run.status == 0);
  CHECK(run.err.empty());
  CHECK(run.out == "town/scenario.yaml\ntown/sites.csv\ntown/links.csv\ntown/premises.csv\n");
  CHECK(files_in(folder / "town") == io::start_files().size());
  for (const io::StartFile& file : io::start_files())
    CHECK(test::read_text(folder / ("town/" + std::string{file.name})) ==
          test::read_text(test::in_source("scenarios/start/" + std::string{file.name})));
}

TEST_CASE("What init writes has no problem, and every command for scenarios shows something in it") {
  const TemporaryDirectory folder;
  REQUIRE(run_program({"init", folder / "town"}).status == 0);
  const std::string path = folder / "town/scenario.yaml";
  const ProgramRun check = run_program({"check", path});
  CHECK(check.status == 0);
  CHECK(check.out == path + ": no errors\n");  // and no notes
  const Json result = Json::parse(run_program({"run", path, "--format", "json"}).out);
  // 70 homes; served: church_1, church_2 and station_1 with 8 + 12 + 14.
  CHECK(result["ladder"][0]["homes"] == 70);
  CHECK(result["ladder"][4]["homes"] == 34);
  CHECK(result["unserved"].size() >= 4);
  CHECK(run_program({"explain", path, "mill"}).status == 0);
  CHECK(Json::parse(run_program({"compare", path, "--format", "json"}).out)["options"].size() == 2);
}

TEST_CASE("The lines of the scenario that are commented out work") {
  const TemporaryDirectory folder;
  REQUIRE(run_program({"init", folder / "town"}).status == 0);
  const std::string path = folder / "town/scenario.yaml";
  std::string text = test::read_text(path);
  for (const std::string key : {"# vocabulary:", "# service:"}) {
    const std::size_t at = text.find("\n" + key);
    REQUIRE(at != std::string::npos);
    text.erase(at + 1, 2);
  }
  folder.write("town/scenario.yaml", text);
  const ProgramRun check = run_program({"check", path});
  INFO(check.out);
  CHECK(check.status == 0);
  const ProgramRun run = run_program({"run", path, "--quiet"});
  CHECK(run.out.find("residents") != std::string::npos);
  CHECK(run.out.find("Required by bead") != std::string::npos);
}

TEST_CASE("init takes an empty folder, and leaves one with files alone") {
  const TemporaryDirectory folder;
  fs::create_directory(folder / "empty");
  CHECK(run_program({"init", folder / "empty"}).status == 0);
  CHECK(files_in(folder / "empty") == io::start_files().size());
  const ProgramRun again = run_program({"init", folder / "empty"});
  CHECK(again.status == 1);
  CHECK(again.err.find("the folder is not empty") != std::string::npos);
  fs::create_directory(folder / "mine");
  folder.write("mine/notes.txt", "mine\n");
  CHECK(run_program({"init", folder / "mine"}).status == 1);
  CHECK(files_in(folder / "mine") == 1);
  CHECK(run_program({"init", folder.write("file", "")}).status == 1);
  CHECK(run_program({"init"}).status == 2);
}

}  // namespace lastmile::init_test
