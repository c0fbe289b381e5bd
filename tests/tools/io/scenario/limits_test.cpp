// Limits that keep hostile input from taking memory or time without end.
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <zlib.h>

#include <fmt/format.h>

#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tools/io/base/format.h"
#include "tools/io/csv/table_writer.h"
#include "tools/io/scenario/table.h"
#include "tools/io/yaml/yaml_limits.h"

namespace lastmile::limits_test {
namespace {

using test::ProgramRun;
using test::run_program;
using test::TemporaryDirectory;

const std::string head = "lastmile: 1\nname: t\n";

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

// What check says of a scenario, in little memory: what comes before a limit must not take much.
ProgramRun check_in(const TemporaryDirectory& folder, const std::string& scenario) {
  const std::string path = folder.write("s.yaml", scenario);
  return test::run_prepared({"check", path}, [] {
#ifndef LASTMILE_SANITIZERS  // these reserve memory without limit
    const rlimit limit{rlim_t{256} << 20, rlim_t{256} << 20};
    ::setrlimit(RLIMIT_DATA, &limit);
#endif
  });
}

TEST_CASE("Deep nesting is refused before it takes memory") {
  const TemporaryDirectory folder;
  constexpr std::size_t many = 2'000'000;
  for (const char* opening : {"[", "{", "{a: ", "[[],", "- ", "? ", "[? "}) {
    CAPTURE(opening);
    const ProgramRun run = check_in(folder, head + "sites: " + repeated(opening, many) + "\n");
    CHECK(run.status == 2);
    CHECK((run.out.find("[too-deep]") != std::string::npos ||
           run.out.find("[yaml-syntax]") != std::string::npos));
  }
  CHECK_FALSE(io::find_excess(repeated("[", 64) + repeated("]", 64)));
  CHECK(io::find_excess(repeated("[", 65))->offset == 64);
}

TEST_CASE("Brackets in text, quotes, comments and block scalars do not count as nesting") {
  const std::string brackets = repeated("[{", 100);
  for (const std::string& text :
       {"a: plain " + brackets + "\n", "a: \"" + brackets + "\"\n", "a: 'it''s " + brackets + "'\n",
        "# " + brackets + "\na: 1\n", "a: |\n  " + brackets + "\n  " + brackets + "\nb: 2\n",
        "- a: >-\n    " + brackets + "\n  b: [1]\n", "[\"" + brackets + "\", '" + brackets + "']\n",
        "{a: \"" + brackets + "\", b: [x]}\n"}) {
    CAPTURE(text);
    CHECK_FALSE(io::find_excess(text));
  }
  CHECK(io::find_excess("a: |\n  text\nb: " + brackets));
}

TEST_CASE("Keys and values beyond the limit of a YAML file are refused before they take memory") {
  const TemporaryDirectory folder;
  const ProgramRun flow =
      check_in(folder, head + "sites: [" + repeated("a,", io::max_yaml_nodes + 1) + "]\n");
  CHECK(flow.status == 2);
  CHECK(flow.out.find("[too-many-nodes]") != std::string::npos);
}

TEST_CASE("The number of options of a scenario is limited") {
  const TemporaryDirectory folder;
  std::string text =
      head + "sites: [{id: s, kind: source}]\ntimeline: {start: 2027, periods: 1, unit: year}\noptions:\n";
  for (std::size_t i = 0; i <= io::max_options; ++i) text += fmt::format("  o{}: {{}}\n", i);
  const ProgramRun run = run_program({"check", folder.write("s.yaml", text)});
  CHECK(run.status == 2);
  CHECK(run.out.find("[too-many-options]") != std::string::npos);
}

void write_gzip(const std::string& path, const std::string& begin, const std::string& block, int times) {
  const gzFile file = gzopen(path.c_str(), "wb1");
  gzwrite(file, begin.data(), static_cast<unsigned>(begin.size()));
  for (int i = 0; i < times; ++i) gzwrite(file, block.data(), static_cast<unsigned>(block.size()));
  gzclose(file);
}

TEST_CASE("A table that expands to empty or invalid rows is read up to a limit") {
  const TemporaryDirectory folder;
  const std::string scenario =
      folder.write("s.yaml", head + "sites: [{id: s, kind: source}]\ntables: {premises: [p.csv.gz]}\n");
  write_gzip(folder / "p.csv.gz", "id\na\n", std::string(std::size_t{1} << 20, '\n'), 64);
  const ProgramRun empty = run_program({"check", scenario});
  CHECK(empty.status == 2);
  CHECK(empty.out.find("[long-record]") != std::string::npos);
  write_gzip(folder / "p.csv.gz", "id\n", repeated("a,b\n", 1 << 18), 8);
  const ProgramRun wrong = run_program({"check", scenario});
  CHECK(wrong.status == 2);
  CHECK(wrong.out.find("[too-many-errors]") != std::string::npos);
  const std::size_t more = wrong.out.find("... and ");
  REQUIRE(more != std::string::npos);
  CHECK(std::stoull(wrong.out.substr(more + 8)) < 2 * io::max_table_errors);
}

TEST_CASE("Ids and names must not contain control characters or bidirectional overrides") {
  const TemporaryDirectory folder;
  for (const char* bad : {"\\e[2J", "\\u202e", "\\x9b", "a\\tb", "\\n", "\\u2067"}) {
    CAPTURE(bad);
    for (const char* line : {"sites: [{{id: \"{}\"}}]\n", "sites: [{{id: s, kind: \"{}\"}}]\n",
                             "sites: [{{id: s, area: \"{}\"}}]\n", "vocabulary: {{home: \"{}\"}}\n"}) {
      const ProgramRun run =
          run_program({"check", folder.write("s.yaml", head + fmt::format(fmt::runtime(line), bad))});
      CHECK(run.status == 2);
      CHECK(run.out.find("[control-character]") != std::string::npos);
    }
  }
  const std::string scenario = folder.write("s.yaml", head + "tables: {sites: [t.csv]}\n");
  folder.write("t.csv", "id,kind\nok,x\n\x1b[31mred,x\n");
  const ProgramRun table = run_program({"check", scenario});
  CHECK(table.status == 2);
  CHECK(table.out.find("t.csv:3:1: error: id: must not contain control characters") != std::string::npos);
  CHECK(
      run_program({"check",
                   folder.write(
                       "s.yaml",
                       head + "description: \"two\\nlines\"\nsites: [{id: Größe, name: \"\\u200fשלום\"}]\n")})
          .status == 0);
}

TEST_CASE("Errors of the command line repeat arguments without their escape sequences") {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"run", "x", "--\x1b[31mred"}, {"run", "x", "--format", "\x1b[31mred"}}) {
    const ProgramRun run = run_program(arguments);
    CHECK(run.status == 2);
    CHECK(run.err.find('\x1b') == std::string::npos);
    CHECK(run.err.find("red") != std::string::npos);
  }
}

TEST_CASE("Text that a spreadsheet would run as a formula gets an apostrophe where that is asked for") {
  const auto cell = [](std::string_view text, io::CellText how) {
    io::RowText row;
    io::RowWriter writer(row, how);
    writer.text(text);
    return std::string(row.data(), row.size());
  };
  using io::CellText;
  CHECK(cell("=1+1", CellText::as_is) == "=1+1");
  CHECK(cell("=1+\"1", CellText::spreadsheet_safe) == "\"'=1+\"\"1\"");
  for (const char* text : {"+x", "-x", "@x"})
    CHECK(cell(text, CellText::spreadsheet_safe) == "\"'" + std::string{text} + "\"");
  CHECK(cell("a=1", CellText::spreadsheet_safe) == "a=1");
  const TemporaryDirectory folder;
  const std::string scenario = folder.write(
      "s.yaml", head + "sites: [{id: s, kind: source}]\npremises: [{id: \"=h\", drop: {from: s}}]\n");
  REQUIRE(run_program({"run", scenario, "--quiet", "--output", folder / "out", "--csv-safe"}).status == 0);
  std::ifstream table(folder / "out/premises.csv");
  std::string line;
  std::getline(table, line);
  std::getline(table, line);
  CHECK(line.starts_with("\"'=h\","));
  CHECK(run_program({"run", scenario, "--csv-safe"}).status == 2);
}

}  // namespace
}  // namespace lastmile::limits_test
