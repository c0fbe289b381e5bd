#include "tools/io/scenario/table.h"

#include <fmt/format.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <utility>

#include "sim/support/parallel.h"
#include "tools/io/base/text.h"
#include "tools/io/problems/cells.h"
#include "tools/io/scenario/edits.h"
#include "tools/io/scenario/table_columns.h"

namespace lastmile::io {
namespace {

class TableRow final : public RowSource {
 public:
  TableRow(const TableHeader& header, const Record& record) : header_(header), record_(record) {}

  Mark mark(std::size_t field) const override {
    const auto column = header_.column_of(field);
    return column && *column < record_.cells.size() ? record_.mark_of(record_.cells[*column].at)
                                                    : Mark{record_.line, 1};
  }
  std::string path(std::size_t field) const override {
    const auto column = header_.column_of(field);
    return column ? header_.name_of(*column) : std::string{};
  }

 private:
  const TableHeader& header_;
  const Record& record_;
};

// A row of a table with the keys that an edit overrides: the row's line, the edit's path.
class EditedRow final : public RowSource {
 public:
  EditedRow(const RowSource& row, const YamlRow& edit) : row_(row), edit_(edit) {}
  Mark mark(std::size_t field) const override { return row_.mark(field); }
  std::string path(std::size_t field) const override {
    return edit_.has(field) ? edit_.path(field) : row_.path(field);
  }

 private:
  const RowSource& row_;
  const YamlRow& edit_;
};

// Rows of a block between reader and scenario. They point into the block.
template <class Row>
struct Batch {
  Block block;
  std::vector<Row> rows;
  ProblemList problems;
  std::unique_ptr<Projection> projection;  // of x and y, once there is something to project
};

// Reports only the first byte that is not allowed in a cell. The text begins with a record, at
// `line`.
void check_bytes(std::string_view text, std::uint64_t line, Reporter& report) {
  Record whole;
  whole.begin = text.data();
  whole.line = line;
  const std::size_t nul = text.find('\0');
  if (nul != std::string_view::npos)
    report.error(FixedPlace(whole.mark_of(text.data() + nul)),
                 {"nul-byte", "NUL byte", "is this a text file?"});
  if (const auto at = first_invalid_utf8(text))
    report.error(FixedPlace(whole.mark_of(text.data() + *at)),
                 {"not-utf8", "invalid UTF-8", "save the file as UTF-8"});
}

void require_drop_start(const PremisesRow& row, const TableHeader& header, const RowSource& source,
                        Reporter& report) {
  if (!row.has_drop || !row.drop_from.empty()) return;
  report.error(FixedPlace(source.mark(index(PremisesField::id)), "drop_from"),
               {"missing-value", "the final link has no start site",
                header.column_of(index(DropField::from)) ? "" : "add a column \"drop_from\""});
}
void require_drop_start(const SiteRow&, const TableHeader&, const RowSource&, Reporter&) {}
void require_drop_start(const LinkRow&, const TableHeader&, const RowSource&, Reporter&) {}

template <class Row>
Row read_row(const TableHeader& header, const Record& record, const References& known, const Edits& edits,
             Reporter& report) {
  const TableRow source(header, record);
  Row row;
  for (std::size_t column = 0; column < record.cells.size(); ++column) {
    const std::size_t field = header.field_of(column);
    const std::string_view text = record.cells[column].text;
    if (field != TableHeader::no_field && !text.empty())
      read_cell(row, field, text, FieldPlace(source, field), report);
  }
  for (const std::size_t column : header.required()) {
    if (!record.cells[column].text.empty()) continue;
    const FieldPlace place(source, header.field_of(column));
    report.error(place, {header.name_of(column) == "id" ? "empty-id" : "missing-value", "must not be empty"});
  }
  require_drop_start(row, header, source, report);
  const auto written = edits.empty() ? std::nullopt : edits.apply(row);
  if (!written) {
    resolve(row, source, known, report);
    return row;
  }
  References of_edit = known;
  if (written->has(route_field<Row>)) of_edit.projects_routes = false;  // it is in degrees
  resolve(row, EditedRow(source, *written), of_edit, report);
  return row;
}

template <class Row>
void parse(Batch<Row>& batch, const TableHeader& header, const References& known, const Edits& edits,
           Reporter& report) {
  check_bytes(batch.block.text.substr(batch.block.start), batch.block.first_line, report);
  if (batch.block.is_cut_off)
    report.error(FixedPlace({batch.block.first_line, 1}),
                 {"long-record", fmt::format("row longer than {} MiB", max_record_bytes >> 20),
                  "check for an unclosed quote or empty lines"});
  RecordReader reader(batch.block, report);
  Record record;
  while (reader.next(record)) {
    if (record.cells.size() == header.columns()) {
      batch.rows.push_back(read_row<Row>(header, record, known, edits, report));
      continue;
    }
    report.error(FixedPlace({record.line, 1}),
                 {"ragged-row",
                  fmt::format("the row has {} cell{}, but the header has {}", record.cells.size(),
                              record.cells.size() == 1 ? "" : "s", header.columns()),
                  "quote cells that contain a comma"});
  }
}

template <class Row>
bool has_position(const TableHeader& header) {
  return lies_somewhere<Row> && (header.column_of(x_field<Row>) || header.column_of(x_field<Row> + 1));
}

// Longitude and latitude, if there are columns for both, decide where a row lies.
template <class Row>
void settle_position(TableHeader& header, const std::string& crs, const Record& record, Reporter& report) {
  if (!has_position<Row>(header)) return;
  const auto x = header.column_of(x_field<Row>);
  const FixedPlace place(record.mark_of(record.cells[x ? *x : *header.column_of(x_field<Row> + 1)].at));
  if (header.column_of(lon_field<Row>) && header.column_of(lon_field<Row> + 1)) {
    header.ignore(x_field<Row>);
    header.ignore(x_field<Row> + 1);
    report.note(place, {"unknown-column", "ignored columns \"x\", \"y\": the table has lon and lat"});
  } else if (crs.empty()) {
    report.error(place, missing_crs());
  }
}

// Reads the table block by block, from the first record after the header.
template <class Row>
void read_body(const std::string& path, TableBlocks& blocks, Block&& first, const TableHeader& header,
               const std::string& crs, ScenarioBuilder& builder, ProblemList& problems) {
  std::vector<Batch<Row>> batches(pipeline_slots());
  const bool projects = !crs.empty() && has_position<Row>(header);
  bool is_first = true;
  std::atomic<bool> enough_shown{false};
  std::atomic<bool> has_stopped{false};
  bool nothing_taken = true;
  const auto read = [&](std::size_t slot) {
    Batch<Row>& batch = batches[slot];
    batch.rows.clear();
    batch.problems = {};
    if (!std::exchange(is_first, false)) return !has_stopped && blocks.next(batch.block);
    batch.block = std::move(first);
    return true;
  };
  const auto parse_block = [&](std::size_t slot) {
    Batch<Row>& batch = batches[slot];
    if (enough_shown) batch.problems.only_count();
    Reporter report(path, batch.problems, Reporter::Origin::table);
    References known = builder.references();
    if (projects && !batch.projection) batch.projection = Projection::open(crs);
    known.projection = batch.projection.get();
    parse(batch, header, known, builder.edits(), report);
  };
  const auto take_over = [&](std::size_t slot) {
    Batch<Row>& batch = batches[slot];
    problems.append(std::move(batch.problems));
    Reporter report(path, problems);
    if (std::exchange(nothing_taken, false)) builder.expect(batch.rows, blocks.times_in_file(batch.block));
    builder.add(batch.rows, report);
    enough_shown = !problems.shows_more();
    if (problems.error_count() >= max_table_errors && !has_stopped.exchange(true))
      report.note(
          FixedPlace({batch.block.first_line, 1}),
          {"too-many-errors", fmt::format("reading stopped here after {} errors", problems.error_count())});
  };
  run_pipeline(batches.size(), read, parse_block, take_over);
}

// Reads the header from the first block.
template <class Row>
std::optional<TableHeader> read_header(Block& block, const std::string& crs, Reporter& report) {
  if (block.text.starts_with("\x1f\x8b")) {
    report.error(FixedPlace({}), {"bad-gzip", "gzip data in a file not named .gz", "rename it to .csv.gz"});
    return std::nullopt;
  }
  RecordReader reader(block, report);
  Record record;
  if (!reader.next(record)) {
    if (report.error_count() == 0)
      report.error(FixedPlace({}), {"empty-file", "file is empty", "the first line must name the columns"});
    return std::nullopt;
  }
  check_bytes({record.begin, block.text.data() + reader.offset()}, record.line, report);
  if (report.error_count() > 0) return std::nullopt;
  auto header = TableHeader::read(record, known_columns<Row>(), report);
  if (header) settle_position<Row>(*header, crs, record, report);
  block.start = reader.offset();
  block.first_line = reader.line();
  return header;
}

}  // namespace

template <class Row>
InputRecord read_table(const std::string& path, const std::string& crs, InputFile::Hashing hashing,
                       ScenarioBuilder& builder, ProblemList& problems, Progress& progress) {
  InputFile file(path, hashing, progress);
  progress.begin("reading " + std::filesystem::path(path).filename().string(), file.size(), "B");
  Reporter report(path, problems);
  try {
    TableBlocks blocks(file);
    Block first;
    blocks.next(first);
    if (const auto header = read_header<Row>(first, crs, report))
      read_body<Row>(path, blocks, std::move(first), *header, crs, builder, problems);
  } catch (const BadGzip& damage) {
    report.error(FixedPlace({}), {"bad-gzip", damage.what()});
  }
  return file.record();
}

template InputRecord read_table<SiteRow>(const std::string&, const std::string&, InputFile::Hashing,
                                         ScenarioBuilder&, ProblemList&, Progress&);
template InputRecord read_table<LinkRow>(const std::string&, const std::string&, InputFile::Hashing,
                                         ScenarioBuilder&, ProblemList&, Progress&);
template InputRecord read_table<PremisesRow>(const std::string&, const std::string&, InputFile::Hashing,
                                             ScenarioBuilder&, ProblemList&, Progress&);

}  // namespace lastmile::io
