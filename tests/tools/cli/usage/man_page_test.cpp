// The manual page and the version.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/text_lines.h"
#include "tools/cli/commands/commands.h"

namespace lastmile::man_page_test {
namespace {

using test::run_program;
using test::run_words;

TEST_CASE("The manual page formats without warnings and has every command, option and example") {
  const std::string page = run_program({"man"}).out;
  if (!test::is_installed("mandoc")) {
    MESSAGE("skipped: there is no mandoc on this machine (CI installs it)");
    return;
  }
  const test::TemporaryDirectory folder;
  const std::string path = folder.write("lastmile.1", page);
  const test::ProgramRun lint = run_words({"mandoc", "-Tlint", "-W", "unsupp", path});
  CHECK(lint.status == 0);
  CHECK(lint.out == "");
  const std::string text = run_words({"mandoc", "-Tascii", "-O", "width=200", path}).out;
  std::string plain;  // without overstrikes for bold and italic letters
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\b')
      plain.pop_back();
    else
      plain += text[i];
  }
  for (const cli::Command& command : cli::all_commands()) {
    CAPTURE(command.name);
    CHECK(plain.find("\n   " + std::string{command.name} + "\n") != std::string::npos);
    CHECK(plain.find(command.summary) != std::string::npos);
    for (const cli::Example& example : command.examples)
      CHECK(plain.find("\n       " + std::string{example.line} + "\n") != std::string::npos);
    for (const cli::Flag& flag : command.flags) {
      CAPTURE(flag.name);
      CHECK(plain.find(flag.name) != std::string::npos);
      CHECK(plain.find(std::string{flag.help} + ".") != std::string::npos);
    }
  }
}

TEST_CASE("The version is one line, and as JSON it has commit, compiler and libraries") {
  const std::vector<std::string> lines = test::lines_of(run_program({"--version"}).out);
  REQUIRE(lines.size() == 1);
  CHECK(run_program({"-V"}).out == run_program({"--version"}).out);
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"--version", "--format", "json"}, {"--format=json", "--version"}}) {
    const test::ProgramRun run = run_program(arguments);
    CHECK(run.status == 0);
    CHECK(run.err.empty());
    const nlohmann::json version = nlohmann::json::parse(run.out);
    CHECK(version["schema"] == "lastmile.version.v1");
    CHECK(lines[0].starts_with("lastmile " + version["version"].get<std::string>()));
    const std::string commit = version["commit"];
    if (commit != "unknown") {
      CHECK(commit.size() == 40);
      CHECK(lines[0].ends_with(" (rev " + commit.substr(0, 10) + ")"));
    }
    CHECK_FALSE(version["compiler"]["name"].get<std::string>().empty());
    CHECK_FALSE(version["compiler"]["version"].get<std::string>().empty());
    for (const char* library : {"Boost", "Eigen3", "fmt", "nettle", "nlohmann_json", "yaml-cpp", "zlib"}) {
      CAPTURE(library);
      REQUIRE(version["libraries"].contains(library));
      const std::string found = version["libraries"][library];
      CHECK(found.find('.') != std::string::npos);
    }
  }
  CHECK(run_program({"--format", "json"}).status == 2);
  CHECK(run_program({"--version", "run"}).status == 2);
}

TEST_CASE("The version names the commit of the checkout at configuration time") {
  const std::string top = test::in_source("");
  const test::ProgramRun inside = run_words({"git", "-C", top, "rev-parse", "--show-prefix"});
  const nlohmann::json version = nlohmann::json::parse(run_program({"--version", "--format", "json"}).out);
  if (inside.status != 0 || inside.out != "\n") {
    MESSAGE("skipped: this is no checkout of git");
    return;
  }
  const std::string commit = version["commit"];
  CHECK(run_words({"git", "-C", top, "cat-file", "-e", commit + "^{commit}"}).status == 0);
}

}  // namespace
}  // namespace lastmile::man_page_test
