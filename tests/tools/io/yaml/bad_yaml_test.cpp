// Problems of a scenario file itself: the file, its bytes, its YAML.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "tests/support/scenario_folder.h"

namespace lastmile::bad_yaml_test {
namespace {

using namespace std::string_literals;
using test::Said;
using test::said_about;
using test::ScenarioFolder;

const std::string heading = "lastmile: 1\nname: t\n";

std::string errors(const std::string& yaml) {
  return said_about(ScenarioFolder(yaml)).errors();
}

TEST_CASE("A scenario that does not exist or is a directory is refused by name") {
  const test::TemporaryDirectory folder;
  const Said missing = said_about(folder / "none.yaml", folder.string());
  CHECK(missing.errors() == "none.yaml:1:1 missing-file");
  CHECK(missing.only_error().message == "file not found: " + folder / "none.yaml");
  std::filesystem::create_directory(folder / "s.yaml");
  CHECK(said_about(folder / "s.yaml", folder.string()).errors() == "s.yaml:1:1 not-a-file");
  const std::string file = folder.write("file", "x");
  CHECK(said_about(file + "/s.yaml", folder.string()).errors() == "file/s.yaml:1:1 missing-file");
}

TEST_CASE("A table that does not exist or is a directory is reported where the scenario names it") {
  const ScenarioFolder folder(heading + "tables:\n  sites: [a.csv, nope.csv]\n  links: [dir]\n");
  folder.write("a.csv", "id\n");
  folder.write("dir/file", "x");
  const Said said = said_about(folder);
  CHECK(said.errors() == "s.yaml:4:18 tables missing-file\ns.yaml:5:11 tables not-a-file");
  CHECK(said.first("missing-file").message == "file not found: " + folder / "nope.csv");
  CHECK(said.notes().empty());
}

TEST_CASE("The error for a table in place of a scenario shows how to use the table") {
  const test::TemporaryDirectory folder;
  const Said sites = said_about(folder.write("sites.csv", "id,kind\npop,source\n"), folder.string());
  CHECK(sites.errors() == "sites.csv:1:1 is-a-table");
  CHECK(sites.only_error().hint.ends_with("with tables: {sites: [sites.csv]}"));
  const Said premises = said_about(folder.write("Premises.CSV", "id\nh\n"), folder.string());
  CHECK(premises.only_error().hint.ends_with("with tables: {premises: [Premises.CSV]}"));
  const Said map = said_about(folder.write("town.GPKG", "SQLite format 3"), folder.string());
  CHECK(map.errors() == "town.GPKG:1:1 is-for-import");
}

TEST_CASE("An empty file is reported as empty") {
  for (const std::string& nothing :
       {""s, "\n\n"s, "# only\n# comments\n"s, "---\n"s, "~\n"s, "\xEF\xBB\xBF"s}) {
    CAPTURE(nothing);
    CHECK(errors(nothing) == "s.yaml:1:1 empty-file");
  }
}

TEST_CASE("Malformed YAML is refused at the place of the error") {
  CHECK(errors("a: [b\nc: }") == "s.yaml:2:2 yaml-syntax");
  CHECK(errors(heading + "sites:\n  - {id: a\n  - {id: b}\n").starts_with("s.yaml:5:"));
  CHECK(errors(heading + "sites:\n\t- {id: a}\n") == "s.yaml:4:2 yaml-syntax");
  const auto hint = [](const std::string& yaml) {
    return said_about(ScenarioFolder(yaml)).only_error().hint;
  };
  CHECK(hint(heading + "sites:\n\t- {id: a}\n") == "indent with spaces instead of tabs");
  CHECK(hint("lastmile: 1\n name: t\n").empty());
  CHECK(errors(heading + "sites: *nowhere\n") == "s.yaml:3:8 yaml-syntax");
  CHECK(errors("lastmile: 1\n name: t\n").ends_with("yaml-syntax"));
}

TEST_CASE("An unclosed quote does not swallow the rest of the file") {
  CHECK(errors("lastmile: 1\nname: \"t").ends_with(" yaml-syntax"));
  CHECK(errors("lastmile: 1\nname: \"t\nsites: [{id: a}]\n").ends_with(" yaml-syntax"));
  CHECK(errors("lastmile: 1\nname: 't\nsites: [{id: a}]\n\n").ends_with(" yaml-syntax"));
}

TEST_CASE("An unclosed quote after an anchor or a tag does not swallow the rest of the file") {
  CHECK(errors("lastmile: 1\nname: &a \"t\nsites: [{id: a}]\n").ends_with(" yaml-syntax"));
  CHECK(errors("lastmile: 1\nname: !!str 't\nsites: [{id: a}]\n").ends_with(" yaml-syntax"));
}

TEST_CASE("Closed quotes are not reported as unclosed") {
  for (const char* last : {"name: \"t\"", "name: 'it''s' # \"", "name: \"a\\\"b\"\n\n# don't",
                           "name: \"a\\\\\"", "name: &a \"t\"", "name: !!str 't'", "name: isn't",
                           "name: 5\" # 5'", "name: t\ndescription: |\n  \"x"}) {
    CAPTURE(last);
    CHECK(errors("lastmile: 1\n"s + last + "\n").empty());
    CHECK(errors("\xEF\xBB\xBFlastmile: 1\r\n"s + last + "\r\n").empty());
  }
}

TEST_CASE("A file contains exactly one document") {
  CHECK(errors(heading + "---\n" + heading) == "s.yaml:3:1 several-documents");
  CHECK(errors(heading + "---\n") == "s.yaml:3:1 several-documents");
  CHECK(errors(heading + "...\n---\n" + heading) == "s.yaml:4:1 several-documents");
  CHECK(errors("%YAML 1.2\n---\n" + heading + "...\n").empty());
}

TEST_CASE("Bytes that are not UTF-8 are refused at the character where they begin") {
  CHECK(errors("lastmile: 1\nname: M\xC3\xBCnch\xE4n\n") == "s.yaml:2:12 not-utf8");
  CHECK(errors(heading + "# \xC3\xA4\xC3\xB6 \xF0\x9F\x98\x80\xFF\n") == "s.yaml:3:7 not-utf8");
  for (const char* wrong :
       {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {  // overlong, surrogate,
    CAPTURE(wrong);                                                     // too high, cut off
    CHECK(errors("# " + std::string(wrong)) == "s.yaml:1:3 not-utf8");
  }
  CHECK(errors("\xFF\xFEl\0a\0s\0t\0"s) == "s.yaml:1:1 not-utf8");  // UTF-16
}

TEST_CASE("NUL bytes and control characters are refused, also in comments") {
  CHECK(errors(heading + "# a\0b\n"s) == "s.yaml:3:4 nul-byte");
  CHECK(errors(heading + "# \x1B[31m\n") == "s.yaml:3:3 control-character");
  CHECK(errors("lastmile: 1\nname: a\x07\n") == "s.yaml:2:8 control-character");
  CHECK(said_about(ScenarioFolder(heading + "# \x1B\n")).only_error().message ==
        "control character U+001B is not allowed");
  CHECK(errors("lastmile: 1\r\nname: t\r\ndescription: \"a\tb\"\r\n").empty());
}

TEST_CASE("DEL and the C1 control characters, which YAML does not allow, are refused") {
  CHECK(errors(heading + "# \x7F\n") == "s.yaml:3:3 control-character");
  CHECK(errors(heading + "# ä\xC2\x9B\n") == "s.yaml:3:4 control-character");
  CHECK(errors(heading + "# \xC2\x85\n").empty());  // NEL is allowed
}

TEST_CASE("Columns count characters and lines count line feeds") {
  CHECK(errors(heading + "sites: [{id: äöü€😀, cost: -1}]\n") == "s.yaml:3:27 sites[0].cost negative-number");
  CHECK(errors(heading + "description: |\n  ä\n  ö\nsites:\n  - id: a\n    state:\n      off\n") ==
        "s.yaml:9:7 sites[0].state unknown-state");
  CHECK(errors("lastmile: 1\r\nname: t\r\nsites:\r\n  - {id: a,\r\n     cost: -1}\r\n") ==
        "s.yaml:5:12 sites[0].cost negative-number");
}

TEST_CASE("A byte order mark does not change the columns of the text") {
  // It counts as a character of the first line, as in tables: the following text is one column further right.
  CHECK(errors("\xEF\xBB\xBFlastmile: 2\nname: t\n").ends_with(" lastmile wrong-version"));
  const io::Problem version = said_about(ScenarioFolder("\xEF\xBB\xBFlastmile: 2\nname: t\n")).only_error();
  CHECK(version.mark.line == 1);
  CHECK(version.mark.column >= 11);
  CHECK(version.mark.column <= 12);
  CHECK(errors("\xEF\xBB\xBFlastmile: 1\nname: t\nzone: 3\n") == "s.yaml:3:1 zone unknown-key");
}

TEST_CASE("Aliases may repeat nodes, but not multiply them") {
  CHECK(errors(heading + "description: &text words\nvocabulary: {home: *text}\n").empty());
  std::string bomb = heading + "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 10; ++i) {
    bomb += fmt::format("a{}: &a{} [", i, i);
    for (int k = 0; k < 10; ++k) bomb += fmt::format("{}*a{}", k == 0 ? "" : ", ", i - 1);
    bomb += "]\n";
  }
  const std::string said = errors(bomb);
  CHECK(said.starts_with("s.yaml:7:"));  // a4, the first of more than 100,000 nodes
  CHECK(said.ends_with(" alias-bomb"));
}

TEST_CASE("An alias inside its own anchor is refused") {
  CHECK(errors(heading + "sites: &a [*a]\n") == "s.yaml:3:12 alias-bomb");
  CHECK(errors(heading + "sites: &a [{id: x}, *a]\n") == "s.yaml:3:21 alias-bomb");
  CHECK(errors(heading + "sites: &a {b: {c: *a}}\n") == "s.yaml:3:19 alias-bomb");
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

TEST_CASE("64 levels are read and 65 are too deep, in any notation") {
  // The mapping of the whole file is one level.
  CHECK(errors("x: " + repeated("[", 63) + repeated("]", 63)).find("too-deep") == std::string::npos);
  CHECK(errors("x: " + repeated("[", 64) + repeated("]", 64)) == "s.yaml:1:67 too-deep");
  CHECK(errors(repeated("- ", 64) + "x") == "s.yaml:1:1 wrong-type");
  CHECK(errors(repeated("- ", 65) + "x") == "s.yaml:1:129 too-deep");
  std::string nested;
  for (std::size_t i = 0; i < 64; ++i) nested += std::string(i, ' ') + "a:\n";
  CHECK(errors(nested).find("too-deep") == std::string::npos);
  CHECK(errors(nested + std::string(64, ' ') + "a:\n") == "s.yaml:65:65 too-deep");
  // What an alias repeats counts as deep as it stands.
  const std::string deep = "x: &a " + repeated("[", 40) + "x" + repeated("]", 40) + "\ny: ";
  CHECK(errors(deep + repeated("[", 23) + "*a" + repeated("]", 23)).find("too-deep") == std::string::npos);
  CHECK(errors(deep + repeated("[", 24) + "*a" + repeated("]", 24)) == "s.yaml:2:28 too-deep");
}

TEST_CASE("A hundred thousand levels are refused at once") {
  constexpr std::size_t levels = 100'000;
  std::string block;
  for (std::size_t i = 0; i < 3000; ++i) block += std::string(i, ' ') + "a:\n";
  const std::array<std::string, 6> deep = {
      repeated("[", levels),          repeated("[", levels) + repeated("]", levels),
      repeated("{a: ", levels) + "x", repeated("- ", levels) + "x",
      repeated("? ", levels) + "x\n", block};
  for (const std::string& yaml : deep) {
    CAPTURE(yaml.substr(0, 20));
    CHECK(errors(yaml).ends_with(" too-deep"));
  }
}

TEST_CASE("YAML of more than 64 MiB is refused without reading it") {
  const std::string large = heading + "# " + std::string(std::size_t{64} << 20, 'x') + "\n";
  CHECK(errors(large) == "s.yaml:1:1 too-large");
}

}  // namespace
}  // namespace lastmile::bad_yaml_test
