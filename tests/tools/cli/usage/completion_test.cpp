// The completion scripts, loaded by their shells.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/text_lines.h"
#include "tools/cli/commands/commands.h"

namespace lastmile::completion_test {
namespace {

using test::lines_of;
using test::run_program;
using test::run_words;
using test::TemporaryDirectory;
using Names = std::set<std::string>;

// What each driver is called with: the script, a folder to work in, and lines up to the cursor. It prints a
// line "line" for each of them and below it what the shell offers.
constexpr const char* bash_driver = R"(
source "$1"
for line in "${@:3}"; do
  echo line
  read -ra COMP_WORDS <<< "${line//=/ = }"
  [[ $line == *' ' || $line == *= ]] && COMP_WORDS+=('')
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  _lastmile
  printf '%s\n' "${COMPREPLY[@]}"
done
)";

constexpr const char* fish_driver = R"(
source $argv[1]
for line in $argv[3..]
    echo line
    complete -C $line
end
)";

// An interactive zsh on a pseudo terminal completes each line; compadd writes down what it is offered.
constexpr const char* zsh_driver = R"(
zmodload zsh/zpty
export SCRIPT=$1 FOLDER=$2
print -r -- 'PROMPT=
autoload -U compinit; compinit -u -d $FOLDER/dump
source $SCRIPT
bindkey "^I" complete-word
finished() { exit }
comppostfuncs=(finished)
compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return $?; fi
  local -a hits
  builtin compadd -A hits "$@"
  print -rl -- $hits >> $FOLDER/offers
}
echo loaded' > $FOLDER/setup
for line in "${@[3,-1]}"; do
  echo line
  : > $FOLDER/offers
  zpty shell zsh -f -i
  zpty -w shell "source $FOLDER/setup"
  while zpty -r shell text; do [[ $text == *loaded* ]] && break; done
  zpty -w -n shell "$line"$'\t'
  while zpty -r shell text; do :; done
  zpty -d shell
  cat $FOLDER/offers
done
)";

struct Shell {
  std::string name;
  std::string flag;  // that keeps it from reading startup files
  const char* driver;
};

struct Completion {
  std::string line;  // up to the cursor
  Names offers;
  bool and_more = false;  // may be offered
};

Names flag_names(const cli::Command& command) {
  Names names;
  for (const cli::Flag& flag : command.flags) names.emplace(flag.name);
  return names;
}

std::vector<Completion> completions() {
  std::vector<Completion> all;
  Names commands;
  for (const cli::Command& command : cli::all_commands()) {
    commands.emplace(command.name);
    all.push_back({"lastmile " + std::string{command.name} + " --", flag_names(command)});
  }
  const std::vector<Completion> others = {
      {"lastmile ", commands, true},
      {"lastmile --", flag_names(cli::program()), true},
      {"lastmile co", {"compare", "completion"}},
      {"lastmile help co", {"compare", "completion"}},
      {"lastmile completion ", {"bash", "fish", "zsh"}},
      {"lastmile run --format ", {"json", "text"}},
      {"lastmile run --format=j", {"json"}},
      {"lastmile --version --format j", {"json"}},
      {"lastmile run scenarios/cab", {"cable.yaml", "cable_followed_through.yaml"}},
      {"lastmile compare scenarios/cable.yaml scenarios/fibre",
       {"fibre.yaml", "fibre_followed_through.yaml"}},
      {"lastmile run CHANGE", {}},  // no scenario
      {"lastmile run s.yaml --output CHANGE", {}},
      {"lastmile run s.yaml --output scen", {"scenarios"}},
      {"lastmile run s.yaml -o scen", {"scenarios"}},
      {"lastmile pack s.yaml --output CHANGE", {"CHANGELOG.md"}},
      {"lastmile run s.yaml --threads ", {}},
  };
  all.insert(all.end(), others.begin(), others.end());
  return all;
}

// The bare word of an offer: zsh leaves the folder out that is typed already, fish adds a description and
// repeats the flag.
std::string bare(const std::string& offer) {
  std::string word = offer.substr(0, offer.find('\t'));
  if (word.ends_with('/')) word.pop_back();
  if (word.starts_with("--") && word.find('=') != std::string::npos) word.erase(0, word.find('=') + 1);
  return word.substr(word.rfind('/') + 1);  // npos + 1 is 0
}

void check_shell(const Shell& shell) {
  if (!test::is_installed(shell.name)) {
    MESSAGE("skipped: there is no ", shell.name, " on this machine (CI installs it)");
    return;
  }
  const std::vector<Completion> all = completions();
  const TemporaryDirectory folder;
  std::vector<std::string> words = {shell.name, shell.flag, folder.write("driver", shell.driver),
                                    folder.write("script", run_program({"completion", shell.name}).out),
                                    folder.string()};
  for (const Completion& completion : all) words.push_back(completion.line);
  const test::ProgramRun run = run_words(words, test::in_source(""));
  CHECK(run.status == 0);
  CHECK(run.err.empty());
  std::vector<Names> offered;
  for (const std::string& line : lines_of(run.out)) {
    if (line == "line")
      offered.emplace_back();
    else if (!line.empty())
      offered.back().insert(bare(line));
  }
  REQUIRE(offered.size() == all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    CAPTURE(all[i].line);
    if (all[i].and_more)
      CHECK(std::includes(offered[i].begin(), offered[i].end(), all[i].offers.begin(), all[i].offers.end()));
    else
      CHECK(offered[i] == all[i].offers);
  }
}

TEST_CASE("bash completes commands, options, words and paths") {
  check_shell({"bash", "--norc", bash_driver});
}
TEST_CASE("zsh completes commands, options, words and paths") {
  check_shell({"zsh", "-f", zsh_driver});
}
TEST_CASE("fish completes commands, options, words and paths") {
  check_shell({"fish", "--no-config", fish_driver});
}

}  // namespace
}  // namespace lastmile::completion_test
