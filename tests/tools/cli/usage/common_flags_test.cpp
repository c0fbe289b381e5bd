// Every command with every common flag: accepted with the same meaning where it has one, refused with the
// names of the commands that accept it where it has none.
#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/text_lines.h"
#include "tools/cli/commands/commands.h"
#include "tools/cli/usage/arguments.h"

namespace lastmile::common_flags_test {
namespace {

using test::ProgramRun;
using test::run_program;
using test::TemporaryDirectory;
using Arguments = std::vector<std::string>;

struct Row {
  Arguments line;  // a complete command line; OUT stands for a place to write to
  bool format;
  bool threads;
  bool quiet;
  bool output;  // a folder of results besides standard output
  bool plot;
};

const std::string cable = "scenarios/cable.yaml";  // has a note
const std::string rollout = "tests/golden/rollout.yaml";

const std::vector<Row> rows = {
    {{"run", cable}, true, true, true, true, false},
    {{"explain", cable, "hill_top"}, true, true, true, false, false},
    {{"simulate", rollout, "--option", "wide-first"}, true, true, true, true, true},
    {{"compare", rollout}, true, true, true, true, true},
    {{"plan", cable, "--budget", "3000", "--frontier", "2"}, true, true, true, true, true},
    {{"reliability", cable}, true, true, true, true, true},
    {{"sweep", "scenarios/studies/town_money.yaml", "--output", "OUT"}, true, true, true, false, false},
    {{"report", cable, "--output", "OUT"}, false, true, true, false, false},
    {{"init", "OUT"}, false, false, false, false, false},
    {{"import", "tests/tools/exchange/files/hills.graphml", "--output", "OUT"},
     true,
     true,
     true,
     false,
     false},
    {{"check", cable}, true, true, true, false, false},
    {{"pack", cable, "--output", "OUT"}, false, true, true, false, false},
    {{"generate", "--premises", "50", "--seed", "1", "--output", "OUT"}, false, true, true, false, false},
    {{"profiles"}, true, false, false, false, false},
    {{"equipment"}, true, false, false, false, false},
    {{"schema"}, false, false, false, false, false},
    {{"completion", "bash"}, false, false, false, false, false},
    {{"man"}, false, false, false, false, false},
    {{"help", "run"}, false, false, false, false, false},
};

ProgramRun run_with(const Row& row, const Arguments& more) {
  const TemporaryDirectory folder;
  Arguments line = row.line;
  line.insert(line.end(), more.begin(), more.end());
  for (std::string& word : line)
    if (word == "OUT") word = folder / "out";
  return run_program(line, test::in_source(""));
}

// Names of the commands for which `has` holds, as messages list them.
std::string listed(bool Row::*has) {
  Arguments names;
  for (const Row& row : rows)
    if (row.*has) names.push_back(row.line.front());
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return text;
}

void check_refused(const ProgramRun& run, const std::string& message) {
  CHECK(run.status == 2);
  CHECK(run.out.empty());
  CHECK(test::lines_of(run.err).front() == message);
}

struct CommonFlag {
  std::string name;
  std::string value;
  bool Row::*has;
};
const std::vector<CommonFlag> common_flags = {
    {"--format", "text", &Row::format}, {"--format", "json", &Row::format}, {"--threads", "1", &Row::threads},
    {"--threads", "2", &Row::threads},  {"--quiet", "", &Row::quiet},       {"-q", "", &Row::quiet}};

TEST_CASE("The table of common flags lists every command") {
  Arguments in_table;
  Arguments in_program;
  for (const Row& row : rows) in_table.push_back(row.line.front());
  for (const cli::Command& command : cli::all_commands()) in_program.emplace_back(command.name);
  CHECK(in_table == in_program);
}

TEST_CASE("Every command accepts the common flags that apply to it and refuses the others") {
  for (const Row& row : rows) {
    const ProgramRun plain = run_with(row, {});
    REQUIRE(plain.status == 0);
    for (const CommonFlag& flag : common_flags) {
      CAPTURE(row.line.front());
      CAPTURE(flag.name);
      CAPTURE(flag.value);
      const Arguments words = flag.value.empty() ? Arguments{flag.name} : Arguments{flag.name, flag.value};
      const ProgramRun run = run_with(row, words);
      if (!(row.*flag.has)) {
        check_refused(run, "lastmile " + row.line.front() + ": unknown option " + flag.name +
                               ": accepted by " + listed(flag.has));
        continue;
      }
      CHECK(run.status == 0);
      if (flag.value == "json")
        CHECK(nlohmann::json::accept(run.out));
      else
        CHECK(run.out == plain.out);
      CHECK(run.err == (flag.has == &Row::quiet ? "" : plain.err));
    }
  }
}

TEST_CASE("--output and --plot write files in addition to the result on standard output") {
  for (const Row& row : rows) {
    for (const std::string flag : {"--output", "--plot"}) {
      const bool accepted = flag == "--plot" ? row.plot : row.output;
      CAPTURE(row.line.front());
      CAPTURE(flag);
      const bool has_own = std::count(row.line.begin(), row.line.end(), "OUT") > 0;
      if (flag == "--output" && has_own) continue;
      const TemporaryDirectory folder;
      Arguments line = row.line;
      line.insert(line.end(), {flag, folder / "written"});
      for (std::string& word : line)
        if (word == "OUT") word = folder / "out";
      const ProgramRun run = run_program(line, test::in_source(""));
      CHECK(run.status == (accepted ? 0 : 2));
      CHECK(std::filesystem::exists(folder / "written") == accepted);
      if (accepted) CHECK(run.out == run_with(row, {}).out);
    }
  }
}

TEST_CASE("Every command prints its help, and the command help prints the same") {
  for (const Row& row : rows) {
    const std::string& name = row.line.front();
    CAPTURE(name);
    const ProgramRun help = run_program({name, "--help"});
    CHECK(help.status == 0);
    CHECK(help.err.empty());
    CHECK(run_program({name, "-h"}).out == help.out);
    CHECK(run_program({"help", name}).out == help.out);
    Arguments with_all = row.line;
    with_all.push_back("--help");
    CHECK(run_program(with_all).out == help.out);
  }
}

TEST_CASE("Without arguments the program prints its help") {
  const ProgramRun bare = run_program({});
  CHECK(bare.status == 0);
  CHECK(bare.err.empty());
  CHECK(bare.out == run_program({"--help"}).out);
  CHECK(bare.out == run_program({"help"}).out);
}

// The words of an example up to what a shell would take for itself.
Arguments words_of(std::string_view line) {
  Arguments words;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    if (word == ">" || word == "|") break;
    words.emplace_back(word);
  }
  return words;
}

TEST_CASE("The examples in the help are command lines that the program accepts") {
  std::vector<cli::Command> all(cli::all_commands().begin(), cli::all_commands().end());
  all.push_back(cli::program());
  for (const cli::Command& command : all) {
    bool shows_itself = command.name.empty();
    for (const cli::Example& example : command.examples) {
      CAPTURE(example.line);
      std::string_view line = example.line;
      CHECK(example.does.ends_with('.'));
      if (line.starts_with("source <(")) line = line.substr(9, line.size() - 10);
      const Arguments words = words_of(line);
      REQUIRE(words.size() >= 2);
      CHECK(words[0] == "lastmile");
      shows_itself = shows_itself || words[1] == command.name;
      const cli::Command& named = cli::named_command(words[1]);
      CHECK_NOTHROW(cli::parse(named, std::span(words).subspan(2), cli::all_commands()));
    }
    CAPTURE(command.name);
    CHECK(shows_itself);
  }
}

TEST_CASE("A common flag has the same letter and the same help in every command") {
  std::map<std::string_view, const cli::Flag*> first;
  for (const cli::Command& command : cli::all_commands())
    for (const cli::Flag& flag : command.flags) {
      CAPTURE(command.name);
      CAPTURE(flag.name);
      const cli::Flag& known = *first.try_emplace(flag.name, &flag).first->second;
      // The -o of `plan` is the plan itself.
      if (command.name != "plan" || flag.name != "--output") CHECK(flag.letter == known.letter);
      if (flag.name != "--output" && flag.name != "--seed") CHECK(flag.help == known.help);
      CHECK_FALSE(flag.help.ends_with('.'));
    }
}

}  // namespace
}  // namespace lastmile::common_flags_test
