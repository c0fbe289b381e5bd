// The exact output of every command, stored in golden/ so that no change goes unnoticed. Renew the
// files with LASTMILE_RENEW_GOLDEN=1 in the environment, then read the difference before you commit it.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "tests/support/file_text.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tools/cli/commands/commands.h"

namespace lastmile::test::golden_test {
namespace {

namespace fs = std::filesystem;

struct Golden {
  std::string file;
  std::vector<std::string> arguments;
  int columns = 80;
  int status = 0;
};

const std::string cable = "scenarios/cable.yaml";
const std::string cable_followed_through = "scenarios/cable_followed_through.yaml";
const std::string fibre = "scenarios/fibre.yaml";
const std::string full_terminal = "scenarios/full_terminal.yaml";
const std::string marathon = "scenarios/marathon.yaml";
const std::string islands = "tests/support/island_town.yaml";
const std::string payers = "tests/support/paid_town.yaml";
const std::string rollout = "tests/golden/rollout.yaml";
const std::string wrong = "tests/golden/wrong.yaml";

const std::vector<Golden> results = {
    {"run_cable_80.txt", {"run", cable}},
    {"run_cable_160.txt", {"run", cable}, 160},
    {"run_fibre_80.txt", {"run", fibre}},
    {"run_fibre_160.txt", {"run", fibre}, 160},
    {"run_marathon_80.txt", {"run", marathon}},
    {"run_cable_followed_through_80.txt", {"run", cable_followed_through}},
    {"run_cable.json", {"run", cable, "--format", "json"}},
    {"run_marathon.json", {"run", marathon, "--format", "json"}},
    {"explain_missing_drop_80.txt", {"explain", cable, "mill_court"}},
    {"explain_missing_drop_160.txt", {"explain", cable, "mill_court"}, 160},
    {"explain_joint_80.txt", {"explain", cable, "hill_top"}},
    {"explain_served_80.txt", {"explain", cable, "elm_houses"}},
    {"explain_no_route_80.txt", {"explain", cable, "farms"}},
    {"explain_not_subscribed_80.txt", {"explain", cable, "oak_corner"}},
    {"explain_millions_80.txt", {"explain", fibre, "w2_homes"}},
    {"explain_no_port_80.txt", {"explain", full_terminal, "flats"}},
    {"explain_no_port.json", {"explain", full_terminal, "court", "--format", "json"}},
    {"explain_joint.json", {"explain", cable, "hill_top", "--format", "json"}},
    {"explain_no_route.json", {"explain", cable, "farms", "--format", "json"}},
    {"compare_cable_80.txt", {"compare", cable, cable_followed_through}},
    {"compare_cable_160.txt", {"compare", cable, cable_followed_through}, 160},
    {"compare_three_80.txt", {"compare", cable, cable_followed_through, marathon}},
    {"compare_cable.json", {"compare", cable, cable_followed_through, "--format", "json"}},
    {"simulate_rollout_80.txt", {"simulate", rollout, "--option", "wide-first"}},
    {"simulate_rollout_160.txt", {"simulate", rollout, "--option", "wide-first"}, 160},
    {"simulate_unchanged_80.txt", {"simulate", rollout, "--option", "as-it-is"}},
    {"simulate_rollout.json", {"simulate", rollout, "--option", "follow-through", "--format", "json"}},
    {"simulate_which_80.txt", {"simulate", rollout}, 80, 2},
    {"compare_rollout_80.txt", {"compare", rollout}},
    {"compare_rollout_160.txt", {"compare", rollout}, 160},
    {"compare_rollout.json", {"compare", rollout, "--format", "json"}},
    {"run_islands_80.txt", {"run", islands, "--by", "area"}},
    {"run_islands.json", {"run", islands, "--by", "area", "--format", "json"}},
    {"explain_island_80.txt", {"explain", islands, "h3"}},
    {"explain_island.json", {"explain", islands, "h3", "--format", "json"}},
    {"check_islands_80.txt", {"check", islands}},
    {"simulate_payers_80.txt", {"simulate", payers, "--option", "all", "--by", "area"}},
    {"simulate_payers.json", {"simulate", payers, "--option", "all", "--by", "area", "--format", "json"}},
    {"compare_payers_80.txt", {"compare", payers}},
    {"explain_within_option_80.txt", {"explain", payers, "h2", "--option", "all", "--at", "2027"}},
    {"plan_rollout_80.txt", {"plan", rollout, "--budget", "150000", "--by", "area", "--frontier", "3"}},
    {"plan_over_time_80.txt", {"plan", rollout, "--over-time", "--option", "wide-first"}},
    {"check_wrong_80.txt", {"check", wrong}, 80, 2},
    {"check_wrong.json", {"check", wrong, "--format", "json"}, 80, 2},
    {"check_cable_80.txt", {"check", cable}},
    {"schema.json", {"schema"}},
};

// The results above, and the help of the program and of each command.
std::vector<Golden> all_goldens() {
  std::vector<Golden> all = results;
  all.push_back({"help_80.txt", {}});
  all.push_back({"help_160.txt", {}, 160});
  for (const cli::Command& command : cli::all_commands())
    all.push_back({fmt::format("help_{}_80.txt", command.name), {std::string{command.name}, "--help"}});
  return all;
}
const std::vector<Golden> goldens = all_goldens();

// Standard output, followed by standard error if it is not empty.
std::string output_of(const ProgramRun& run) {
  constexpr const char* below = "---- standard error ----\n";
  return run.err.empty() ? run.out : run.out + below + run.err;
}

std::string path_of(const std::string& file) {
  return (fs::path(in_source("tests/golden")) / file).string();
}

bool renews() {
  const char* given = std::getenv("LASTMILE_RENEW_GOLDEN");
  return given != nullptr && std::string_view{given} == "1";
}

std::string first_difference(const std::string& kept, const std::string& got) {
  const std::vector<std::string> a = lines_of(kept);
  const std::vector<std::string> b = lines_of(got);
  std::size_t line = 0;
  while (line < a.size() && line < b.size() && a[line] == b[line]) ++line;
  const auto shown = [line](const std::vector<std::string>& lines) {
    return line < lines.size() ? lines[line] : "(no such line)";
  };
  return "line " + std::to_string(line + 1) + "\n  kept: " + shown(a) + "\n  got:  " + shown(b);
}

void compare_or_renew(const Golden& golden, const std::string& got) {
  const std::string path = path_of(golden.file);
  if (renews()) {
    std::ofstream(path, std::ios::binary) << got;
    return;
  }
  const std::string kept = fs::exists(path) ? read_text(path) : "";
  if (kept == got) return;
  const std::string message = "the output is not that of " + path + ": " + first_difference(kept, got) +
                              "\nIf it is meant, renew all golden files: LASTMILE_RENEW_GOLDEN=1 "
                              "lastmile_tests -tc=\"Every command*\", and read the difference.";
  FAIL_CHECK(message);
}

}  // namespace

TEST_CASE("Every command prints exactly the content of its golden file") {
  for (const Golden& golden : goldens) {
    CAPTURE(golden.file);
    const ProgramRun run = run_program(golden.arguments, in_source(""), golden.columns);
    CHECK(run.status == golden.status);
    compare_or_renew(golden, output_of(run));
  }
}

TEST_CASE("No line of a golden text is wider than its terminal") {
  for (const Golden& golden : goldens) {
    if (!golden.file.ends_with(".txt") || golden.file.starts_with("check")) continue;
    CAPTURE(golden.file);
    const ProgramRun run = run_program(golden.arguments, in_source(""), golden.columns);
    for (const std::string& line : lines_of(run.out)) {
      CAPTURE(line);
      std::size_t characters = 0;  // all of them are one cell wide
      for (const char byte : line)
        characters += (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U ? 0U : 1U;
      CHECK(characters <= static_cast<std::size_t>(golden.columns));
    }
  }
}

TEST_CASE("Every golden file is used in a comparison") {
  for (const fs::directory_entry& entry : fs::directory_iterator(path_of(""))) {
    const std::string file = entry.path().filename().string();
    if (file == "golden_test.cpp") continue;
    const bool is_known = std::any_of(goldens.begin(), goldens.end(),
                                      [&](const Golden& golden) { return golden.file == file; });
    CAPTURE(file);
    CHECK((is_known || file.ends_with(".yaml")));
  }
}

}  // namespace lastmile::test::golden_test
