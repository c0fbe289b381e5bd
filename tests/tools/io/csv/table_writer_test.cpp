// How the cells of a table are written: for programs, and for spreadsheets.
#include "tools/io/csv/table_writer.h"

#include <doctest/doctest.h>

#include "tests/support/file_text.h"
#include "tests/support/temporary_directory.h"

namespace lastmile::io {
namespace {

constexpr CellText german{.delimiter = ';', .decimal_mark = ',', .begins_with_mark = true};

std::string row_of(const CellText& how, auto write) {
  RowText text;
  RowWriter row(text, how);
  write(row);
  row.end();
  return {text.data(), text.size()};
}

}  // namespace

TEST_CASE("Numbers for a spreadsheet have the decimal mark of the locale, and semicolons part the cells") {
  const auto write = [](RowWriter& row) {
    row.text("a,b");
    row.text("c;d");
    row.number(0.5);
    row.number(-1234567.25);
    row.number(1e-7);
    row.number(3);
    row.count(1'000'000);
    row.nothing();
    row.text("1.5");
  };
  CHECK(row_of(CellText::as_is, write) == "\"a,b\",c;d,0.5,-1234567.25,1e-07,3,1000000,,1.5\n");
  CHECK(row_of(german, write) == "\"a,b\";\"c;d\";0,5;-1234567,25;1e-07;3;1000000;;1.5\n");
}

TEST_CASE("A table for a spreadsheet begins with a byte-order mark, and its description names the dialect") {
  const test::TemporaryDirectory folder;
  static constexpr std::array<OutputColumn, 2> columns = {
      {{"id", "string", "", "a name"}, {"cost", "number", "EUR", "an amount"}}};
  const auto written = [&](const std::string& name, const CellText& how) {
    OutputDirectory directory(folder / name);
    TableWriter table(csv_file(directory, "t", columns, how), "t", columns, how);
    table.write(1, Progress::unwatched(), [](RowWriter& row, std::uint64_t) {
      row.text("x");
      row.number(2.5);
      row.end();
    });
    Json json = table.finish(std::array<std::string_view, 1>{"id"});
    directory.finish();
    return json;
  };
  const Json plain = written("plain", CellText::as_is);
  CHECK(test::read_text(folder / "plain/t.csv") == "id,cost\nx,2.5\n");
  CHECK_FALSE(plain.contains("dialect"));
  CHECK_FALSE(plain["schema"]["fields"][1].contains("decimalChar"));
  const Json sheet = written("sheet", german);
  CHECK(test::read_text(folder / "sheet/t.csv") == "\xEF\xBB\xBFid;cost\nx;2,5\n");
  CHECK(sheet["dialect"]["delimiter"] == ";");
  CHECK(sheet["schema"]["fields"][1]["decimalChar"] == ",");
  CHECK_FALSE(sheet["schema"]["fields"][0].contains("decimalChar"));
  CHECK(sheet["bytes"] == 17);
}

}  // namespace lastmile::io
