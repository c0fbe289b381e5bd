// Settings of a command line: the same as a line in the file, with the same checks.
#include "tools/io/yaml/settings.h"

#include <doctest/doctest.h>

#include "tests/support/program.h"
#include "tests/support/scenario_folder.h"
#include "tools/io/yaml/yaml_json.h"

namespace lastmile::settings_test {
namespace {

using io::Json;
using test::ScenarioFolder;

const std::string text =
    "lastmile: 1\nname: town\nservice: bead\n"
    "timeline: {start: 2027, periods: 4}\n"
    "rollout: {order: file, budget_per_period: [10, 20]}\n"
    "options: {a: {}, north.first: {rollout: {order: cheapest}}}\n"
    "sites: [{id: pop, kind: source}]\n";

// The scenario as JSON with these settings, or the rule and the message of what is wrong.
std::string with(const std::vector<std::string>& settings) {
  io::ProblemList problems;
  io::Reporter report("s.yaml", problems);
  auto document = io::read_yaml(text, report);
  std::deque<io::YamlNode> store;
  std::deque<io::PathSetting> kept;
  const io::YamlNode* tree = document->root;
  for (const std::string& setting : settings)
    if (auto read = io::read_setting(setting, 0, report))
      tree = &io::with_setting(*tree, kept.emplace_back(std::move(*read)), store, report);
  if (problems.error_count() == 0) return io::as_json(*tree).dump();
  const io::Problem& first = problems.shown().front();
  return first.rule + ": " + first.message;
}

Json json_with(const std::string& setting) {
  return Json::parse(with({setting}));
}

TEST_CASE("A setting replaces one value and leaves the others") {
  Json expected = Json::parse(with({}));
  expected["timeline"]["periods"] = 8;
  CHECK(json_with("timeline.periods=8") == expected);
  expected = Json::parse(with({}));
  expected["rollout"]["budget_per_period"] = {5, 6, 7};
  CHECK(json_with("rollout.budget_per_period=[5, 6, 7]") == expected);
  expected["rollout"]["budget_per_period"] = {10, 25};
  CHECK(json_with("rollout.budget_per_period[1]=25") == expected);
  CHECK(json_with("sites[0].cost=3")["sites"][0] == Json{{"id", "pop"}, {"kind", "source"}, {"cost", 3}});
}

TEST_CASE("Missing mappings on the way are made, short forms are written out, and ~ removes") {
  CHECK(json_with("take_up.ceiling=0.6")["take_up"] == Json{{"ceiling", 0.6}});
  CHECK(json_with("service.busy_hour_share=0.5")["service"] ==
        Json{{"profile", "bead"}, {"busy_hour_share", 0.5}});
  CHECK(json_with("rollout=~")["rollout"].is_null());
  CHECK(
      json_with("options.\"north.first\".rollout.order=file")["options"]["north.first"]["rollout"]["order"] ==
      "file");
  CHECK(Json::parse(with({"take_up.ceiling=0.6", "take_up.ceiling=0.7"}))["take_up"]["ceiling"] == 0.7);
}

TEST_CASE("A setting that leads nowhere is refused") {
  for (const char* wrong : {"periods", "=5", "a..b=1", "a.=1", "[1]=2", "a[x]=1", "a[1=2", "\"a=1"}) {
    CAPTURE(wrong);
    CHECK(with({wrong}) == "bad-setting: is not a setting");
  }
  CHECK(with({"name="}) == "missing-value: there is no value after the equals sign");
  CHECK(with({"extends=other.yaml"}) == "bad-setting: extends applies to a file and cannot be set");
  CHECK(with({"name.first=x"}) == "bad-setting: name is a single value");
  CHECK(with({"timeline[0]=x"}) == "bad-setting: timeline is not a list");
  CHECK(with({"sites.pop.cost=2"}) ==
        "bad-setting: sites is a list: write the number of an item in brackets");
  CHECK(with({"sites[1].cost=2"}) == "bad-setting: sites has 1 item, counted from 0");
  CHECK(with({"options.b.rollout.order=file"}) == "unknown-option: no option \"b\"");
}

TEST_CASE("Every command that reads a scenario takes settings, and checks them like a file") {
  const ScenarioFolder folder(text);
  const auto run = [&](std::vector<std::string> words) {
    words.push_back(folder.path());
    return test::run_program(words);
  };
  for (const char* command : {"run", "check", "compare"}) {
    CAPTURE(command);
    CHECK(run({command, "--set", "timeline.periods=8", "--quiet"}).status == 0);
    const test::ProgramRun refused = run({command, "--set", "timeline.perods=8"});
    CHECK(refused.status == 2);
    CHECK((refused.out + refused.err)
              .find("--set timeline.perods=8: error: timeline.perods: unknown key "
                    "\"perods\"; did you mean \"periods\"? [unknown-key]") != std::string::npos);
  }
  CHECK(run({"simulate", "--option", "a", "--set", "name=x"}).out.find("x") != std::string::npos);
  const test::ProgramRun json = run({"run", "--format", "json", "--set", "name=other", "--set", "service=~"});
  const Json scenario = Json::parse(json.out)["scenario"];
  CHECK(scenario["name"] == "other");
  CHECK(scenario["settings"] == Json{"name=other", "service=~"});
}

TEST_CASE("A packed scenario takes no settings") {
  const ScenarioFolder folder("lastmile: 1\nname: town\nsites: [{id: pop, kind: source}]\n");
  const std::string packed = folder / "s.lmz";
  REQUIRE(test::run_program({"pack", folder.path(), "-o", packed, "--set", "name=x"}).status == 0);
  const test::ProgramRun refused = test::run_program({"run", packed, "--set", "name=y"});
  CHECK(refused.status == 2);
  CHECK(refused.err.find("[bad-setting]") != std::string::npos);
}

}  // namespace
}  // namespace lastmile::settings_test
