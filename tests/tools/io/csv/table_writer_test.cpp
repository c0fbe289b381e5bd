// How the cells of a table are found, and how they are written: for programs, and for spreadsheets.
#include "tools/io/csv/table_writer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "tests/support/file_text.h"
#include "tests/support/temporary_directory.h"
#include "tools/io/csv/separators.h"
#include "tools/io/csv/table_blocks.h"

namespace lastmile::io::table_writer_test {
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

TEST_CASE("The separators of a table are found in order, whatever lies between them") {
  std::mt19937_64 draw(11);
  for (int i = 0; i < 2'000; ++i) {
    std::string text(draw() % 300, 'x');
    for (char& c : text) c = "ab\xff\x8c;,\n\"\r-.+:!#"[draw() % 15];
    const char delimiter = delimiters[draw() % delimiters.size()];
    std::string marked = text;
    std::string found(text.size(), ' ');
    for (std::size_t at = 0; at < text.size(); ++at)
      if (text[at] == delimiter || text[at] == '\n' || text[at] == '"') marked[at] = '^';
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    Separators separators(text, delimiter);
    for (const char* at = separators.next(); at != end; at = separators.next())
      found[static_cast<std::size_t>(at - begin)] = '^';
    const std::size_t from = draw() % (text.size() + 1);
    separators.skip_to(begin + from);
    bool is_same =
        static_cast<std::size_t>(separators.next() - begin) == std::min(marked.find('^', from), text.size());
    for (std::size_t at = 0; at < text.size(); ++at)
      is_same = is_same && (marked[at] == '^') == (found[at] == '^');
    for (std::size_t at = 0; at + 64 <= text.size(); ++at) {
      const std::uint64_t marks = separators_by_words(begin + at, delimiter);
      for (std::size_t bit = 0; bit < 64; ++bit)
        is_same = is_same && ((marks >> bit & 1) != 0) == (marked[at + bit] == '^');
    }
    CHECK(is_same);
  }
}

TEST_CASE("A cell has quotes if a delimiter, a quote or the end of a line is anywhere in it") {
  for (unsigned byte = 1; byte < 256; ++byte)
    for (std::size_t size = 1; size <= 18; ++size)
      for (std::size_t at = 0; at < size; ++at) {
        std::string text(size, 'x');
        text[at] = static_cast<char>(byte);
        const bool is_special = std::string_view(",;\"\r\n").find(text[at]) != std::string_view::npos;
        const std::string row = row_of({.delimiter = ';'}, [&](RowWriter& cells) { cells.text(text); });
        if ((row.front() == '"') != is_special) FAIL_CHECK(byte, " at ", at, " of ", size);
      }
}

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

TEST_CASE(
    "A table in memory holds the cells of the file, in the order of the rows, without what is left out") {
  static constexpr std::array<OutputColumn, 4> columns = {{{"id", "string", "", "a name"},
                                                           {"cost", "number", "EUR", "an amount"},
                                                           {"homes", "integer", "homes", "a count"},
                                                           {"note", "string", "", "a text"}}};
  constexpr std::uint64_t many = 40'000;  // several blocks
  ColumnTables tables(ColumnTables::LeftOut{{"t", {"note"}}});
  TableWriter writer = tables.table("t", columns);
  writer.write(many, Progress::unwatched(), [](RowWriter& row, std::uint64_t i) {
    if (i % 3 == 2) return;  // no row
    row.text(std::to_string(i));
    if (i % 2 == 0)
      row.nothing();
    else
      row.number(static_cast<double>(i) / 8);
    row.count(i);
    row.text("left out");
    row.end();
  });
  CHECK(writer.finish({})["schema"]["fields"].size() == 4);
  const std::vector<ColumnTable::Column>& kept = tables.tables().at("t").columns();
  REQUIRE(kept.size() == 4);
  CHECK(kept[1].unit == "EUR");
  CHECK(kept[3].use == ColumnUse::left_out);
  CHECK(kept[3].cells.text.empty());
  std::size_t row = 0;
  bool is_same = true;
  for (std::uint64_t i = 0; i < many; ++i) {
    if (i % 3 == 2) continue;
    is_same = is_same && kept[0].cells.text_at(row) == std::to_string(i) &&
              kept[2].cells.numbers[row] == static_cast<double>(i) &&
              (i % 2 == 0 ? std::isnan(kept[1].cells.numbers[row])
                          : kept[1].cells.numbers[row] == static_cast<double>(i) / 8);
    ++row;
  }
  CHECK(is_same);
  CHECK(kept[0].cells.text_ends.size() == row);
}

}  // namespace lastmile::io::table_writer_test
