// Parsing of a command line: every notation of a flag, and the messages about errors.
#include <doctest/doctest.h>

#include "tests/support/text_lines.h"
#include "tools/cli/usage/flags.h"

namespace lastmile::cli::arguments_test {
namespace {

using Words = std::vector<std::string>;

constexpr Flag folder = flags::output("Folder");
constexpr Flag count = {"--count", 'n', {ValueKind::whole_number, "N", {}, 1, 10}, "Count"};
constexpr Flag all = {"--all", 'a', {}, "All"};
constexpr Flag share = {"--share", 0, {ValueKind::number, "X", {}, 0, 2}, "Share"};
constexpr Flag with = {"--with", 0, {ValueKind::text, "ID"}, "With", false, false, true};
constexpr Flag must = flags::required({"--must", 0, {ValueKind::text, "TEXT"}, "Needed"});
constexpr Flag names = {.name = "--names", .help = "Names", .instead_of_operands = true};

const std::vector<Command>& commands() {
  static const std::vector<Command> list = {
      {"build",
       Group::results,
       "",
       "",
       {operands::scenario, {{ValueKind::text, "ID"}, "", 0}},
       {folder, count, flags::format, flags::quiet, all, share, with, help_flag},
       {}},
      {"pick",
       Group::results,
       "",
       "",
       {{{ValueKind::choice, "SHAPE", choices::formats}, "", 1, 3}},
       {must, help_flag},
       {}},
      {"list", Group::results, "", "", {}, {flags::quiet, help_flag}, {}},
      {"show",
       Group::results,
       "",
       "",
       {{{ValueKind::text, "ID"}, "", 1, std::numeric_limits<std::size_t>::max()}},
       {names, help_flag},
       {}}};
  return list;
}

Arguments read(std::size_t command, const Words& words) {
  return parse(commands()[command], words, commands());
}

std::string refusal(std::size_t command, const Words& words) {
  try {
    read(command, words);
  } catch (const WrongLine& wrong) {
    return test::lines_of(wrong.what()).front();
  }
  return "accepted";
}

TEST_CASE("A number may have a fraction and an exponent, and must lie in its range") {
  CHECK(read(0, {"s.yaml", "--share", "1e-07"}).real(share) == 1e-07);
  CHECK(read(0, {"s.yaml", "--share=2"}).real(share) == 2);
  CHECK_FALSE(read(0, {"s.yaml"}).real(share));
  for (const std::string wrong : {"-1", "2.5", "inf", "nan", "1 ", "1EUR", ""})
    CHECK(refusal(0, {"s.yaml", "--share", wrong}) ==
          "lastmile build: --share must be a number from 0 to 2, is \"" + wrong + "\"");
}

TEST_CASE("A repeatable flag keeps all its values in their order, any other is given once") {
  CHECK(read(0, {"--with", "b", "s.yaml", "--with=a"}).all(with) == Words{"b", "a"});
  CHECK(read(0, {"s.yaml"}).all(with).empty());
  CHECK(refusal(0, {"s.yaml", "--share", "1", "--share", "1"}) ==
        "lastmile build: option --share can be given only once");
}

TEST_CASE("A value follows its flag, an equals sign or its letter, wherever the flag stands") {
  for (const Words& words : std::vector<Words>{{"s.yaml", "--output", "out", "-n", "7", "-q"},
                                               {"--output=out", "-n7", "s.yaml", "--quiet"},
                                               {"-o", "out", "-qn", "7", "--", "s.yaml"},
                                               {"-oout", "--count=7", "-q", "s.yaml"}}) {
    const Arguments given = read(0, words);
    CHECK(given.operands() == Words{"s.yaml"});
    CHECK(given.text(folder) == "out");
    CHECK(given.number(count, 0) == 7);
    CHECK(given.has(flags::quiet));
    CHECK_FALSE(given.has(all));
    CHECK(given.operand(0) == "s.yaml");
    CHECK(given.operand(1).empty());
  }
}

TEST_CASE("A flag that is not given has no value") {
  const Arguments given = read(0, {"s.yaml"});
  CHECK(given.text(folder).empty());
  CHECK(given.number(count, 3) == 3);
  CHECK(format_of(given) == Format::text);
  CHECK(talk_of(given) == Talk::notes);
}

TEST_CASE("A value may look like a flag, and after -- everything is an operand") {
  CHECK(read(0, {"s.yaml", "--output", "--all"}).text(folder) == "--all");
  CHECK(read(0, {"s.yaml", "--output=a=b"}).text(folder) == "a=b");
  CHECK(read(0, {"--", "-x", "--all"}).operands() == Words{"-x", "--all"});
  CHECK(read(0, {"--", "--x="}).operands() == Words{"--x="});
  CHECK(read(0, {"-", "--all"}).operands() == Words{"-"});
  CHECK(read(0, {"-5", "---"}).operands() == Words{"-5", "---"});
}

TEST_CASE("Operands without a limit are taken as they are written, or replaced by a flag") {
  const Words many(1000, "[a,b]");
  CHECK(read(3, many).operands() == many);
  CHECK(read(3, {"--names"}).has(names));
  CHECK(refusal(3, {}) == "lastmile show: missing argument ID");
  CHECK(refusal(3, {"a", "--names"}) == "lastmile show: option --names goes without ID");
}

TEST_CASE("An empty value is refused and does not take the next word") {
  CHECK(refusal(0, {"s", "--output=", "--all"}) == "lastmile build: --output must not be empty");
  CHECK(refusal(0, {"--count=", "7", "s"}) ==
        "lastmile build: --count must be a whole number from 1 to 10, is \"\"");
}

TEST_CASE("A switch takes no value but true") {
  CHECK(read(0, {"s", "--all=true"}).has(all));
  for (const char* word : {"--all=yes", "--all=false", "--all=1", "--help=no"}) {
    CAPTURE(word);
    CHECK(refusal(0, {"s", word}).ends_with(" takes no value"));
  }
  CHECK(refusal(0, {"s", "--all="}) == "lastmile build: ID must not be empty");
}

TEST_CASE(
    "A word that the command does not take is named before a wrong value, and that before what is missing") {
  CHECK(refusal(1, {"xml", "--frob"}) == "lastmile pick: unknown option \"--frob\"");
  CHECK(refusal(1, {"xml"}) == "lastmile pick: SHAPE must be text or json, is \"xml\"");
  CHECK(refusal(1, {"--help", "--frob"}) == "lastmile pick: unknown option \"--frob\"");
}

TEST_CASE("A switch may be repeated, a flag with a value may not") {
  CHECK(read(0, {"s", "-q", "-qq", "--quiet"}).has(flags::quiet));
  CHECK(refusal(0, {"s", "--count", "1", "-n2"}) == "lastmile build: option --count can be given only once");
}

TEST_CASE("With --help no other argument is required") {
  CHECK(read(0, {"--help"}).has(help_flag));
  CHECK(read(1, {"-h"}).has(help_flag));
}

TEST_CASE("A wrong command line is refused with the expected form") {
  CHECK(refusal(0, {}) == "lastmile build: missing argument SCENARIO");
  CHECK(refusal(1, {"text"}) == "lastmile pick: missing option --must TEXT");
  CHECK(refusal(0, {"a", "b", "c"}) == "lastmile build: unexpected argument \"c\"");
  CHECK(refusal(0, {""}) == "lastmile build: SCENARIO must not be empty");
  CHECK(refusal(0, {"s", "--output="}) == "lastmile build: --output must not be empty");
  CHECK(refusal(0, {"s", "-o"}) == "lastmile build: option --output needs a value, DIR");
  CHECK(refusal(0, {"s", "--all=yes"}) == "lastmile build: option --all takes no value");
  CHECK(refusal(0, {"s", "--format", "xml"}) == "lastmile build: --format must be text or json, is \"xml\"");
  CHECK(refusal(1, {"text", "xml", "--must", "x"}) ==
        "lastmile pick: SHAPE must be text or json, is \"xml\"");
  CHECK(refusal(1, {"text", "json", "text", "json", "--must", "x"}) ==
        "lastmile pick: unexpected argument \"json\"");
  for (const char* number : {"0", "11", "-1", "1.5", "", "x", "0x3", "3 ", "99999999999999999999999"}) {
    CAPTURE(number);
    CHECK(refusal(0, {"s", "--count", number}) ==
          "lastmile build: --count must be a whole number from 1 to 10, is \"" + std::string{number} + "\"");
  }
}

TEST_CASE("An unknown option names the commands that accept it, or the nearest option") {
  CHECK(refusal(1, {"--quiet"}) == "lastmile pick: unknown option --quiet: accepted by build and list");
  CHECK(refusal(2, {"-o", "x"}) == "lastmile list: unknown option -o: accepted by build");
  CHECK(refusal(2, {"-oDIR"}) == "lastmile list: unknown option -o: accepted by build");
  CHECK(refusal(2, {"--output=x"}) == "lastmile list: unknown option --output: accepted by build");
  CHECK(refusal(0, {"--quite"}) == "lastmile build: unknown option \"--quite\"; did you mean --quiet?");
  CHECK(refusal(0, {"--frobnicate"}) == "lastmile build: unknown option \"--frobnicate\"");
  CHECK(refusal(0, {"-qx"}) == "lastmile build: unknown option \"-x\"");
}

TEST_CASE("Messages show control characters of arguments escaped") {
  for (const Words& words : std::vector<Words>{{"--\x1b[31m"},
                                               {"-\x1b"},
                                               {"s", "--format", "\x1b]0;title\x07"},
                                               {"s", "--count", "\xC2\x9B"},
                                               {"s", "b", "\xE2\x80\xAEtxt"},
                                               {"s", "--count", "a\nb"}}) {
    const std::string message = refusal(0, words);
    CAPTURE(message);
    CHECK(message != "accepted");
    CHECK(message.find("\\x") != std::string::npos);
    CHECK(test::steering_characters(message) == 0);
  }
}

}  // namespace
}  // namespace lastmile::cli::arguments_test
