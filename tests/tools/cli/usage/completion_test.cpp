// The completion scripts, loaded by their shells.
#include <doctest/doctest.h>

#include <set>

#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/text_lines.h"
#include "tools/cli/commands/commands.h"

namespace lastmile {
namespace {

using test::lines_of;
using test::run_program;
using test::run_words;
using test::TemporaryDirectory;
using Names = std::set<std::string>;

// $1 is the script, $2 the line up to the cursor.
constexpr const char* bash_driver = R"(
source "$1"
read -ra COMP_WORDS <<< "${2//=/ = }"
[[ $2 == *' ' || $2 == *= ]] && COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_lastmile
printf '%s\n' "${COMPREPLY[@]}"
)";

constexpr const char* fish_driver = R"(
source $argv[1]
complete -C $argv[2]
)";

// An interactive zsh on a pseudo terminal completes the line; compadd writes down what it is offered.
constexpr const char* zsh_driver = R"(
zmodload zsh/zpty
export SCRIPT=$1 OFFERS=$3/offers
print -r -- 'PROMPT=
autoload -U compinit; compinit -u -D
source $SCRIPT
bindkey "^I" complete-word
finished() { exit }
comppostfuncs=(finished)
compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return $?; fi
  local -a hits
  builtin compadd -A hits "$@"
  print -rl -- $hits >> $OFFERS
}
echo loaded' > $3/setup
: > $OFFERS
zpty shell zsh -f -i
zpty -w shell "source $3/setup"
while zpty -r shell line; do [[ $line == *loaded* ]] && break; done
zpty -w -n shell "$2"$'\t'
while zpty -r shell line; do :; done
cat $OFFERS
)";

class Shell {
 public:
  explicit Shell(const std::string& name) : name_(name) {
    script_ = folder_.write("script", run_program({"completion", name}).out);
    driver_ = folder_.write("driver", name == "bash"  ? bash_driver
                                      : name == "zsh" ? zsh_driver
                                                      : fish_driver);
  }

  // What the shell offers at the end of the line.
  Names offers(const std::string& line) const {
    const std::string norc = name_ == "bash" ? "--norc" : name_ == "zsh" ? "-f" : "--no-config";
    const test::ProgramRun run = run_words(
        {"timeout", "60", name_, norc, driver_, script_, line, folder_.string()}, test::in_source(""));
    CHECK(run.status == 0);
    CHECK(run.err.empty());
    Names found;
    for (const std::string& offer : lines_of(run.out)) {
      const std::string word = offer.substr(0, offer.find('\t'));
      const std::size_t name_begins = word.find_last_not_of('/') == std::string::npos
                                          ? 0
                                          : word.rfind('/', word.find_last_not_of('/')) + 1;
      std::string last =
          word.substr(name_begins);  // zsh offers names without the folder that is typed already
      if (last.ends_with('/')) last.pop_back();
      const std::size_t equals = last.starts_with("--") ? last.find('=') : std::string::npos;
      if (!last.empty()) found.insert(equals == std::string::npos ? last : last.substr(equals + 1));
    }
    return found;
  }

 private:
  std::string name_;
  TemporaryDirectory folder_;
  std::string script_;
  std::string driver_;
};

Names flag_names(const cli::Command& command) {
  Names names;
  for (const cli::Flag& flag : command.flags) names.emplace(flag.name);
  return names;
}

bool includes(const Names& all, const Names& part) {
  return std::includes(all.begin(), all.end(), part.begin(), part.end());
}

void check_shell(const std::string& name) {
  if (!test::is_installed(name)) {
    MESSAGE("skipped: there is no ", name, " on this machine (CI installs it)");
    return;
  }
  const Shell shell(name);
  Names commands;
  for (const cli::Command& command : cli::all_commands()) {
    CAPTURE(command.name);
    commands.emplace(command.name);
    CHECK(shell.offers("lastmile " + std::string{command.name} + " --") == flag_names(command));
  }
  CHECK(includes(shell.offers("lastmile "), commands));
  CHECK(includes(shell.offers("lastmile --"), flag_names(cli::program())));
  CHECK(shell.offers("lastmile co") == Names{"compare", "completion"});
  CHECK(shell.offers("lastmile help co") == Names{"compare", "completion"});
  CHECK(shell.offers("lastmile completion ") == Names{"bash", "fish", "zsh"});
  CHECK(shell.offers("lastmile run --format ") == Names{"json", "text"});
  CHECK(shell.offers("lastmile run --format=j") == Names{"json"});
  CHECK(shell.offers("lastmile --version --format j") == Names{"json"});
  CHECK(shell.offers("lastmile run scenarios/cab") == Names{"cable.yaml", "cable_followed_through.yaml"});
  CHECK(shell.offers("lastmile compare scenarios/cable.yaml scenarios/fibre") ==
        Names{"fibre.yaml", "fibre_followed_through.yaml"});
  CHECK(shell.offers("lastmile run CHANGE").empty());  // no scenario
  CHECK(shell.offers("lastmile run s.yaml --output CHANGE").empty());
  CHECK(shell.offers("lastmile run s.yaml --output scen") == Names{"scenarios"});
  CHECK(shell.offers("lastmile run s.yaml -o scen") == Names{"scenarios"});
  CHECK(shell.offers("lastmile pack s.yaml --output CHANGE") == Names{"CHANGELOG.md"});
  CHECK(shell.offers("lastmile run s.yaml --threads ").empty());
}

TEST_CASE("bash completes commands, options, words and paths") {
  check_shell("bash");
}
TEST_CASE("zsh completes commands, options, words and paths") {
  check_shell("zsh");
}
TEST_CASE("fish completes commands, options, words and paths") {
  check_shell("fish");
}

}  // namespace
}  // namespace lastmile
