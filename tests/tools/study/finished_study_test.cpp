// A finished study: what it notes about its figures, and what --resume finds changed.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>

#include "tests/support/program.h"
#include "tests/tools/study/study_folder.h"

namespace lastmile::finished_study_test {
namespace {

using study::Resume;
using test::StudyFolder;

// The notes in study.json, each as "line:column message".
std::vector<std::string> notes_in(const io::Json& result) {
  std::vector<std::string> lines;
  for (const io::Json& note : result["notes"])
    lines.push_back(fmt::format("{}:{} {}", note["line"].get<int>(), note["column"].get<int>(),
                                note["message"].get<std::string>()));
  return lines;
}

TEST_CASE("A figure that some runs have not is noted with their number, whatever is refused") {
  using Notes = std::vector<std::string>;
  const StudyFolder folder(test::riverton(),
                           "vary:\n"
                           "  options.wide-first.rollout.budget_per_period: [0, 75000]\n"
                           "  economics.payers.town: [0, 0.7]\n"
                           "  economics.payers.state: [0, 0.7]\n"  // one of four is refused
                           "design: {method: grid}\n"
                           "figures: [served_homes, served_80, payback, net_present_value]\n");
  const io::Json result = folder.sweep("out");
  CHECK(result["refused"] == 2);
  Notes notes = notes_in(result);
  CHECK(notes.front().starts_with("0:0 2 of 8 runs were refused, such as run "));
  CHECK(notes.front().find("economics.payers") != std::string::npos);
  notes.erase(notes.begin());
  CHECK(notes == Notes{"9:25 served_80 has no value in all 6 runs",
                       "9:36 payback has no value in 3 of 6 runs of wide-first, all 6 runs of as-it-is"});
  const StudyFolder whole(
      test::two_cabinets,
      "vary: {a: {select: {id: a}, scale: [1, 2], figure: value}}\ndesign: {method: grid}\n");
  const Notes of_all = notes_in(whole.sweep("out"));
  REQUIRE(of_all.size() == 1);
  CHECK(of_all.front().starts_with("0:0 home_years_served, served_50, "));
  CHECK(of_all.front().ends_with(" have no value in all 2 runs"));
  const test::ProgramRun told = test::run_program({"sweep", folder.path(), "-o", folder / "told"});
  CHECK(told.err.find("note: figures[1]: ") != std::string::npos);
  CHECK(told.err.find(" [no-value]\n") != std::string::npos);
  CHECK(told.err.find(" [refused-runs]\n") != std::string::npos);
  const test::ProgramRun again =
      test::run_program({"sweep", folder.path(), "-o", folder / "told", "--resume"});
  CHECK(again.err == told.err);
  CHECK(again.out == told.out);
}

// The file and the rule of each problem.
std::vector<std::string> changes_found(const StudyFolder& folder, const std::string& into) {
  std::vector<std::string> found;
  try {
    folder.sweep(into, Resume::yes);
  } catch (const io::InputRefused& refused) {
    for (const io::Problem& problem : refused.problems().shown())
      found.push_back(std::filesystem::path(problem.file).filename().string() + " " + problem.rule);
  }
  return found;
}

TEST_CASE("To resume a finished study finds every result that something else has changed") {
  using Found = std::vector<std::string>;
  const StudyFolder folder(test::riverton(),
                           "vary: {take_up.ceiling: {uniform: [0.4, 0.9]}}\n"
                           "design: {method: random, samples: 20}\n");
  folder.sweep("out");
  const auto whole = folder.files("out");
  CHECK(changes_found(folder, "out").empty());
  std::string runs = whole.at("runs.csv");
  runs[runs.size() / 2] ^= 1;
  folder.write("out/runs.csv", runs);
  folder.write("out/summary.csv", whole.at("summary.csv") + "\n");
  std::filesystem::remove(folder / "out/ladder_fan.svg");
  CHECK(changes_found(folder, "out") ==
        Found{"runs.csv changed-result", "summary.csv changed-result", "ladder_fan.svg changed-result"});
  CHECK(folder.files("out").at("runs.csv") == runs);  // nothing is written
  folder.sweep("out");
  CHECK(folder.files("out") == whole);
  // A figure of study.json itself; another layout of the same content is no change.
  io::Json record = io::Json::parse(whole.at("study.json"));
  folder.write("out/study.json", record.dump());
  CHECK(changes_found(folder, "out").empty());
  record["figures"][0]["mean"] = 1;
  folder.write("out/study.json", io::to_text(record));
  CHECK(changes_found(folder, "out") == Found{"study.json changed-result"});
  record.erase("content_sha256");
  record.erase("files");
  folder.write("out/study.json", io::to_text(record));
  CHECK(changes_found(folder, "out") == Found{"study.json changed-result"});
}

TEST_CASE("A place where no result can be written is found before the first run") {
  const StudyFolder folder(test::two_cabinets,
                           "vary: {a: {select: {id: a}, scale: [1, 2], figure: value}}\n"
                           "design: {method: grid}\nfigures: [stranded_value]\n");
  for (const char* name : {"summary.csv", "tornado_stranded_value.svg"}) {
    CAPTURE(name);
    const std::string out = std::string{"out_"} + name;
    folder.write(out + "/" + name + "/a file", "");
    CHECK_THROWS_AS(folder.sweep(out), io::IoFailed);
    CHECK(std::distance(std::filesystem::directory_iterator(folder / out), {}) == 1);  // not even a journal
  }
  // An input of the study is never replaced.
  folder.write("runs.csv", test::read_text(folder.scenario()));
  folder.write("of_runs.yaml",
               "lastmile: 1\nstudy: a test\nscenario: runs.csv\n"
               "vary: {a: {select: {id: a}, scale: [1, 2], figure: value}}\ndesign: {method: grid}\n");
  const test::ProgramRun run = test::run_program({"sweep", folder / "of_runs.yaml", "-o", folder / ""});
  CHECK(run.status == 1);
  CHECK(run.err.find("runs.csv: cannot write: it is an input of this run") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder / "runs.journal"));
}

}  // namespace
}  // namespace lastmile::finished_study_test
