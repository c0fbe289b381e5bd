// --output FILE.sqlite: the cells of the CSV tables in one SQLite file, or the old file.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <filesystem>

#include "tests/support/file_text.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tools/io/csv/table_records.h"

namespace lastmile::sqlite_output_test {
namespace {

using test::in_source;
using test::ProgramRun;
using test::run_program;
using test::TemporaryDirectory;
using Rows = std::vector<std::vector<std::string>>;
namespace fs = std::filesystem;

Rows rows_of_csv(const std::string& path) {
  const std::string text = test::read_text(path);
  io::Block block;
  block.text = text;
  io::ProblemList problems;
  io::Reporter report(path, problems);
  io::RecordReader records(block, report);
  io::Record record;
  Rows rows;
  while (records.next(record)) {
    std::vector<std::string> row;
    for (const io::Cell& cell : record.cells) row.emplace_back(cell.text);
    rows.push_back(std::move(row));
  }
  return rows;
}

// The names of the columns, then all rows, with numbers in the shortest form that reads back to them.
Rows rows_of(const std::string& database, const std::string& query) {
  sqlite3* connection = nullptr;
  REQUIRE(sqlite3_open_v2(database.c_str(), &connection, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  REQUIRE(sqlite3_prepare_v2(connection, query.c_str(), -1, &statement, nullptr) == SQLITE_OK);
  const int columns = sqlite3_column_count(statement);
  Rows rows(1);
  for (int i = 0; i < columns; ++i) rows[0].emplace_back(sqlite3_column_name(statement, i));
  while (sqlite3_step(statement) == SQLITE_ROW) {
    std::vector<std::string> row;
    for (int i = 0; i < columns; ++i) {
      const int type = sqlite3_column_type(statement, i);
      if (type == SQLITE_FLOAT)
        row.push_back(fmt::format("{}", sqlite3_column_double(statement, i)));
      else if (type == SQLITE_NULL)
        row.emplace_back();
      else
        row.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, i)));
    }
    rows.push_back(std::move(row));
  }
  sqlite3_finalize(statement);
  sqlite3_close(connection);
  return rows;
}

// A table has the type `number` where CSV may show a whole number.
void check_same(const Rows& csv, const Rows& table) {
  REQUIRE(csv.size() == table.size());
  REQUIRE(csv[0] == table[0]);
  for (std::size_t i = 1; i < csv.size(); ++i) {
    REQUIRE(csv[i].size() == table[i].size());
    for (std::size_t j = 0; j < csv[i].size(); ++j) {
      CAPTURE(i);
      CAPTURE(csv[0][j]);
      CHECK((csv[i][j] == table[i][j] ||
             (!csv[i][j].empty() && std::stod(csv[i][j]) == std::stod(table[i][j]))));
    }
  }
}

void check_database(std::vector<std::string> command) {
  const TemporaryDirectory folder;
  const auto with_output = [&](const std::string& output) {
    std::vector<std::string> line = command;
    line.insert(line.end(), {"--quiet", "--by", "area", "--output", folder / output});
    return run_program(line);
  };
  REQUIRE(with_output("tables").status == 0);
  const ProgramRun run = with_output("results.sqlite");
  REQUIRE(run.status == 0);
  CHECK(run.err.empty());
  std::size_t tables = 0;
  std::size_t documents = 0;
  for (const fs::directory_entry& file : fs::directory_iterator(folder / "tables")) {
    const std::string name = file.path().stem().string();
    CAPTURE(name);
    if (file.path().extension() == ".csv") {
      ++tables;
      check_same(rows_of_csv(file.path().string()),
                 rows_of(folder / "results.sqlite", "SELECT * FROM " + name));
    } else {
      ++documents;
      const Rows content =
          rows_of(folder / "results.sqlite", "SELECT content FROM documents WHERE name = '" + name + "'");
      REQUIRE(content.size() == 2);
      if (name != "datapackage") CHECK(content[1][0] == test::read_text(file.path().string()));
    }
  }
  const Rows all = rows_of(folder / "results.sqlite", "SELECT name FROM sqlite_schema WHERE type = 'table'");
  CHECK(all.size() == 1 + tables + 1);
  CHECK(rows_of(folder / "results.sqlite", "SELECT name FROM documents").size() == 1 + documents);
}

}  // namespace

TEST_CASE("An SQLite file of results has the tables and cells of the data package") {
  check_database({"run", in_source("scenarios/cable.yaml")});
  check_database({"simulate", in_source("scenarios/town_rollout.yaml"), "--option", "follow-through"});
  check_database({"compare", in_source("scenarios/town_rollout.yaml")});
}

TEST_CASE("An SQLite file of results replaces an older one whole, and no input or folder") {
  const TemporaryDirectory folder;
  const std::string cable = in_source("scenarios/cable.yaml");
  const std::string file = folder / "out.sqlite";
  REQUIRE(run_program({"run", cable, "--quiet", "--output", file}).status == 0);
  const std::string first = test::read_text(file);
  REQUIRE(run_program({"run", cable, "--quiet", "--output", file}).status == 0);
  CHECK(test::read_text(file) == first);
  CHECK(std::distance(fs::directory_iterator(folder.string()), fs::directory_iterator()) == 1);

  fs::create_directory(folder / "d.sqlite");
  const ProgramRun onto_folder = run_program({"run", cable, "--quiet", "--output", folder / "d.sqlite"});
  CHECK(onto_folder.status == 1);
  CHECK(onto_folder.err ==
        "lastmile: " + (folder / "d.sqlite") + ": cannot write: a folder with this name exists\n");

  fs::copy(cable, folder / "s.sqlite");
  const std::string before = test::read_text(folder / "s.sqlite");
  const ProgramRun onto_input =
      run_program({"run", folder / "s.sqlite", "--quiet", "--output", folder / "s.sqlite"});
  CHECK(onto_input.status != 0);
  CHECK(test::read_text(folder / "s.sqlite") == before);

  const ProgramRun for_spreadsheets =
      run_program({"run", cable, "--output", folder / "x.sqlite", "--csv-for-spreadsheets"});
  CHECK(for_spreadsheets.status == 2);
  CHECK_FALSE(fs::exists(folder / "x.sqlite"));
}

}  // namespace lastmile::sqlite_output_test
