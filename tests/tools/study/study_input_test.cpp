// Studies that are wrong: what is reported, and where.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/support/program.h"
#include "tests/tools/study/study_folder.h"

namespace lastmile::study_input_test {
namespace {

using test::StudyFolder;

// Each error as "line:column path rule"; the scenario is Riverton.
std::vector<std::string> errors_in(const std::string& study, const std::string& scenario = test::riverton()) {
  const StudyFolder folder(scenario, study);
  std::vector<std::string> lines;
  try {
    folder.read();
  } catch (const io::InputRefused& refused) {
    for (const io::Problem& problem : refused.problems().shown())
      if (problem.severity == io::Severity::error)
        lines.push_back(
            fmt::format("{}:{} {} {}", problem.mark.line, problem.mark.column, problem.path, problem.rule));
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST_CASE("A path that leads nowhere is reported where it is written, with the nearest key") {
  const StudyFolder folder(
      test::riverton(),
      "vary:\n  take_up.celing: {uniform: [0.4, 0.8]}\n  economics.discount_rate: [0.1]\n"
      "design: {method: random, samples: 3}\n");
  try {
    folder.read();
    FAIL("accepted");
  } catch (const io::InputRefused& refused) {
    REQUIRE(refused.problems().error_count() == 1);
    const std::string line = io::to_line(refused.problems().shown().front());
    CHECK(line.find("study.yaml:5:3: error: vary.take_up.celing: ") != std::string::npos);
    CHECK(line.find("did you mean \"ceiling\"?") != std::string::npos);
    CHECK(line.ends_with("[unknown-key]"));
  }
  CHECK(errors_in("vary: {options.wide.rollout.order: [cheapest]}\ndesign: {method: grid}\n") ==
        Lines{"4:8 vary.options.wide.rollout.order unknown-option"});
  CHECK(errors_in("vary: {\"premises[99].homes\": [1]}\ndesign: {method: grid}\n") ==
        Lines{"4:8 vary.premises[99].homes bad-setting"});
  CHECK(errors_in("vary: {a..b: [1], extends: [x.yaml], name: [x], timeline.start: [2027]}\ndesign: {method: "
                  "grid}\n") == Lines{"4:8 vary.a..b bad-setting", "4:19 vary.extends bad-setting",
                                      "4:38 vary.name bad-setting", "4:49 vary.timeline.start bad-setting"});
}

TEST_CASE("Replicates number seeds only, and a level in two spellings is one") {
  CHECK(errors_in("vary: {take_up.ceiling: {replicates: 3}}\ndesign: {method: random, samples: 3}\n") ==
        Lines{"4:8 vary.take_up.ceiling bad-setting"});
  CHECK(errors_in("vary: {economics.discount_rate: [0.04, +0.040]}\ndesign: {method: grid}\n") ==
        Lines{"4:40 vary.economics.discount_rate duplicate-key"});
}

TEST_CASE("A name of what is scaled can head a column") {
  CHECK(errors_in("vary:\n  \"\": {select: {tier: drop}, scale: [1, 2]}\n"
                  "  \"a\\tb\": {select: {tier: drop}, scale: [1, 2]}\ndesign: {method: grid}\n") ==
        Lines{"5:3 vary. empty-id", "6:3 vary.a\\x09b control-character"});
}

TEST_CASE("Values that contradict each other") {
  CHECK(errors_in("vary:\n  take_up.p: {uniform: [0.8, 0.4]}\n  take_up.q: {triangular: [1, 5, 2]}\n"
                  "  take_up.ceiling: {normal: [0.5, -1]}\ndesign: {method: random, samples: 3}\n") ==
        Lines{"5:24 vary.take_up.p.uniform bad-distribution",
              "6:27 vary.take_up.q.triangular bad-distribution",
              "7:29 vary.take_up.ceiling.normal bad-distribution"});
  CHECK(errors_in(
            "vary:\n  take_up.p: {uniform: [1]}\n  take_up.q: {unifrom: [1, 2]}\n  take_up.ceiling: 0.5\n"
            "  take_up.seed: {replicates: 0}\n  rollout.seed: []\ndesign: {method: random, samples: 3}\n") ==
        Lines{"5:24 vary.take_up.p.uniform wrong-type", "6:15 vary.take_up.q.unifrom unknown-key",
              "7:20 vary.take_up.ceiling wrong-type", "8:30 vary.take_up.seed.replicates out-of-range",
              "9:17 vary.rollout.seed missing-value"});
  CHECK(
      errors_in("vary:\n  take_up.p: [0.1, 0.1]\n  take_up.q: {uniform: [0, 1], normal: [0, 1]}\n  "
                "take_up.ceiling: {}\n"
                "  take_up.seed: {replicates: 2, uniform: [1, 2]}\ndesign: {method: random, samples: 3}\n") ==
      Lines{"5:20 vary.take_up.p duplicate-key", "6:14 vary.take_up.q missing-key",
            "7:20 vary.take_up.ceiling missing-key", "8:17 vary.take_up.seed conflicting-keys"});
  CHECK(errors_in("vary:\n  take_up.seed: {replicates: 2}\n  rollout.seed: {replicates: 3}\n"
                  "design: {method: random, samples: 3}\n") ==
        Lines{"6:3 vary.rollout.seed conflicting-keys"});
  CHECK(errors_in(
            "vary:\n  take_up.ceiling: [0.4, 0.5]\n  take_up: [{model: now}, {model: linear, periods: 4}]\n"
            "design: {method: grid}\n") == Lines{"6:3 vary.take_up conflicting-keys"});
  CHECK(errors_in("vary: {served_homes: {select: {tier: drop}, scale: [1]}}\ndesign: {method: grid}\n") ==
        Lines{"4:8 vary.served_homes reserved-name"});
}

TEST_CASE("A level, or an end of a distribution, that no run takes is reported where it is written") {
  CHECK(errors_in("vary:\n  take_up.ceiling: [0.5, high, 0.8, 1.2]\n  take_up.q: {uniform: [-1, 0.5]}\n"
                  "  take_up.p: {triangular: [0.1, 0.2, 30]}\n"
                  "  options.wide-first.rollout.order: [cheapest, [tier, dear]]\n"
                  "  timeline.periods: {integers: [4, 20000]}\n"
                  "design: {method: random, samples: 3}\n") ==
        Lines{"5:26 vary.take_up.ceiling[1] not-a-number", "5:37 vary.take_up.ceiling[3] huge-number",
              "6:25 vary.take_up.q.uniform[0] negative-number",
              "8:48 vary.options.wide-first.rollout.order[1] unknown-order",
              "9:36 vary.timeline.periods.integers[1] out-of-range"});
  // With no other value.
  CHECK(errors_in("vary: {take_up.ceiling: [high, 0.5]}\ndesign: {method: grid}\n") ==
        Lines{"4:26 vary.take_up.ceiling[0] not-a-number"});
  // Of a service.
  CHECK(errors_in("vary: {service: [superfast, superslow]}\ndesign: {method: grid}\n",
                  test::read_text(test::in_source("scenarios/village_vdsl.yaml"))) ==
        Lines{"4:29 vary.service[1] unknown-profile"});
}

TEST_CASE("A value that is refused only with some of the other values is left to the runs") {
  // The timeline must not end before the change in 2027-Q2, unless that is left out.
  CHECK(errors_in("vary:\n  timeline.periods: [20, 1]\n  options.as-it-is.changes: [[], ~]\n"
                  "design: {method: grid}\n") == Lines{});
  CHECK(errors_in("vary:\n  timeline.periods: [20, 1]\n  take_up.p: [0.1, 0.2]\n"
                  "design: {method: grid}\n") == Lines{"5:26 vary.timeline.periods[1] outside-timeline"});
  // No run takes the end itself, and the values beside it are right.
  CHECK(errors_in("vary: {take_up.ceiling: {uniform: [0.5, 1.0001]}}\n"
                  "design: {method: random, samples: 3}\n") == Lines{});
  // A normal distribution has no ends.
  CHECK(errors_in("vary: {take_up.ceiling: {normal: [0.9, 0.1]}}\n"
                  "design: {method: random, samples: 3}\n") == Lines{});
}

TEST_CASE("What is scaled must be there") {
  CHECK(errors_in("vary:\n  a: {select: {tier: drop}}\n  b: {scale: [1]}\n  c: {select: {tier: drop}, scale: "
                  "[1], uniform: [1, 2]}\n"
                  "  d: {select: {tier: drop}, scale: {uniform: [-1, 2]}}\n  e: {select: {tier: drop}, "
                  "scale: [1], figure: colour}\n"
                  "design: {method: random, samples: 3}\n") ==
        Lines{"5:6 vary.a missing-key", "6:6 vary.b missing-key", "7:6 vary.c conflicting-keys",
              "8:36 vary.d.scale negative-number", "9:49 vary.e.figure unknown-word"});
  CHECK(
      errors_in(
          "vary:\n  a: {select: {kind: mast}, scale: [1]}\n  b: {select: {element: premises}, scale: [1]}\n"
          "  c: {select: {id: f_n}, scale: [1]}\n  d: {select: {tier: drop}, scale: [1], figure: length_m}\n"
          "design: {method: grid}\n") ==
      Lines{"5:22 vary.a.select.kind unknown-kind", "6:15 vary.b.select selects-nothing",
            "7:15 vary.c.select selects-nothing", "8:3 vary.d.figure conflicting-keys"});
  CHECK(
      errors_in("vary:\n  a: {select: {tier: drop}, scale: [1], figure: late_cost}\ndesign: {method: grid}\n",
                test::two_cabinets) == Lines{"5:3 vary.a.figure conflicting-keys"});
}

TEST_CASE("Designs that cannot be") {
  const std::string vary = "vary: {take_up.p: {uniform: [0.1, 0.2]}, take_up.q: [0.3, 0.4]}\n";
  CHECK(errors_in(vary + "design: {method: sobol, samples: 1000}\n") ==
        Lines{"5:34 design.samples no-power-of-two"});
  CHECK(errors_in(vary + "design: {method: grid}\n") == Lines{"4:8 vary.take_up.p distribution-in-grid"});
  CHECK(errors_in("vary: {take_up.q: [0.3, 0.4]}\ndesign: {method: grid, samples: 5, seed: 1}\n") ==
        Lines{"5:33 design.samples conflicting-keys", "5:42 design.seed conflicting-keys"});
  CHECK(errors_in(vary + "design: {method: random}\n") == Lines{"5:18 design missing-key"});
  CHECK(errors_in(vary + "design: {method: latin, samples: 0}\n") ==
        Lines{"5:18 design.method unknown-word", "5:34 design.samples out-of-range"});
  CHECK(errors_in(vary + "design: {samples: 1.5}\n") ==
        Lines{"5:9 design missing-key", "5:19 design.samples not-an-integer"});
  CHECK(errors_in("vary: {take_up.seed: {replicates: 3}}\ndesign: {method: sobol, samples: 8}\n") ==
        Lines{"5:18 design.method missing-value"});
  CHECK(errors_in("vary: {take_up.seed: {replicates: 1000}}\n"
                  "design: {method: random, samples: 4000000000}\n") == Lines{"4:8 vary out-of-range"});
  CHECK(errors_in(vary) == Lines{"1:1  missing-key"});
  CHECK(errors_in("vary: {}\ndesign: {method: random, samples: 3}\nfigures: [served_homes, colour, "
                  "served_homes]\n") ==
        Lines{"4:7 vary missing-value", "6:25 figures[1] unknown-word", "6:33 figures[2] duplicate-key"});
}

TEST_CASE("A scenario that is wrong or missing is reported with its own file and line") {
  CHECK(errors_in("vary: {take_up.p: [0.1]}\ndesign: {method: grid}\n", "lastmile: 1\nsites: 5\n").size() ==
        2);
  const StudyFolder folder(test::riverton(), "");
  folder.write(
      "missing.yaml",
      "lastmile: 1\nstudy: x\nscenario: nowhere.yaml\nvary: {take_up.p: [1]}\ndesign: {method: grid}\n");
  const test::ProgramRun missing =
      test::run_program({"sweep", folder / "missing.yaml", "-o", folder / "out"});
  CHECK(missing.status == 2);
  CHECK(missing.err.find("nowhere.yaml:1:1: error: ") != std::string::npos);
  const test::ProgramRun no_study = test::run_program({"sweep", folder / "none.yaml", "-o", folder / "out"});
  CHECK(no_study.status == 2);
  CHECK(no_study.err.find("[missing-file]") != std::string::npos);
}

TEST_CASE("The command: many runs need consent, a dry run writes nothing, flags that exclude each other") {
  const StudyFolder folder(test::two_cabinets,
                           "vary:\n  a: {select: {id: a}, scale: {uniform: [1, 2]}, figure: value}\n"
                           "design: {method: random, samples: 1000001}\n");
  const std::string out = folder / "out";
  const test::ProgramRun refused = test::run_program({"sweep", folder.path(), "-o", out});
  CHECK(refused.status == 2);
  CHECK(refused.err.find(
            "the study has 1,000,001 runs; add --yes to run them all; --dry-run estimates the time "
            "[too-many-runs]") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(out));
  const test::ProgramRun dry = test::run_program({"sweep", folder.path(), "--dry-run"});
  CHECK(dry.status == 0);
  CHECK(dry.out.starts_with("1,000,001 runs: 1000001 points, 1 replicate each\nabout "));
  const test::ProgramRun json = test::run_program({"sweep", folder.path(), "--dry-run", "--format", "json"});
  CHECK(io::Json::parse(json.out)["runs"] == 1'000'001);
  CHECK(test::run_program({"sweep", folder.path()}).status == 2);
  CHECK(test::run_program({"sweep", folder.path(), "--dry-run", "-o", out}).status == 2);
  CHECK_FALSE(std::filesystem::exists(out));
}

TEST_CASE("A full disk is named, and the study goes on from there once there is room") {
  const StudyFolder folder(
      test::riverton(),
      "vary: {take_up.ceiling: {uniform: [0.4, 0.8]}}\ndesign: {method: random, samples: 100}\n");
  folder.sweep("whole");
  const std::string out = folder / "out";
  const test::ProgramRun full =
      test::run_prepared({"sweep", folder.path(), "-o", out}, [] { test::limit_file_size(150'000); });
  CHECK(full.status == 1);
  CHECK(full.err.find("runs.journal: cannot write: ") != std::string::npos);
  const test::ProgramRun unfinished = test::run_program({"sweep", folder.path(), "-o", out});
  CHECK(unfinished.status == 2);
  CHECK(unfinished.err.find("[unfinished-study]") != std::string::npos);
  const test::ProgramRun resumed = test::run_program({"sweep", folder.path(), "-o", out, "--resume"});
  CHECK(resumed.status == 0);
  CHECK(folder.files("out") == folder.files("whole"));
  CHECK(test::run_program({"sweep", folder.path(), "-o", out, "--resume"}).out == resumed.out);
}

}  // namespace
}  // namespace lastmile::study_input_test
