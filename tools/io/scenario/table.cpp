#include "tools/io/scenario/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <memory>
#include <utility>

#include "sim/support/parallel.h"
#include "tools/io/base/text.h"
#include "tools/io/csv/number_style.h"
#include "tools/io/geo/projection.h"
#include "tools/io/problems/cells.h"
#include "tools/io/scenario/edits.h"
#include "tools/io/scenario/table_plan.h"

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
  NumberStyle numbers;
  std::uint64_t with_degrees = 0;  // rows
  std::uint64_t beyond = 0;        // of these, with more than 180 degrees
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
  constexpr std::size_t start = index(DropField::from);
  if (!row.has_drop || !row.drop_from.empty() || header.is_misnamed(start)) return;
  report.error(FixedPlace(source.mark(index(PremisesField::id)), "drop_from"),
               {"missing-value", "the final link has no start site",
                header.column_of(start) ? "" : "add a column \"drop_from\""});
}
void require_drop_start(const SiteRow&, const TableHeader&, const RowSource&, Reporter&) {}
void require_drop_start(const LinkRow&, const TableHeader&, const RowSource&, Reporter&) {}

// Puts our words into the cells of the record.
void translate(Record& record, const TablePlan& plan) {
  for (std::size_t column = 0; column < plan.uses.size(); ++column) {
    const TableWords* words = plan.uses[column].words;
    if (words == nullptr) continue;
    std::string_view& text = record.cells[column].text;
    const auto meaning = std::find_if(words->meanings.begin(), words->meanings.end(),
                                      [&](const auto& word) { return word.first == text; });
    if (meaning != words->meanings.end()) text = meaning->second;
  }
}

template <class Row>
void read_row(Row& row, const TablePlan& plan, const Record& record, const References& known,
              NumberStyle& numbers, Reporter& report) {
  const TableHeader& header = plan.header;
  const TableRow source(header, record);
  const bool has_style = plan.delimiter != ',';
  for (std::size_t column = 0; column < record.cells.size(); ++column) {
    const std::size_t field = header.field_of(column);
    std::string_view text = record.cells[column].text;
    if (field == TableHeader::no_field || text.empty()) continue;
    const FieldPlace place(source, field);
    if (has_style && is_number(plan.uses[column].type))
      text = numbers.plain(text, plan.uses[column].type, place);
    read_cell(row, field, text, place, report);
  }
  for (const std::size_t column : header.required()) {
    if (!record.cells[column].text.empty()) continue;
    const std::size_t field = header.field_of(column);
    const FieldPlace place(source, field);
    report.error(place, missing_cell<Row>(field));
  }
  require_drop_start(row, header, source, report);
  const auto written = known.edits == nullptr ? std::nullopt : known.edits->apply(row);
  if (!written) {
    resolve(row, source, known, report);
    return;
  }
  References of_edit = known;
  if (written->has(route_field<Row>)) of_edit.projects_routes = false;  // it is in degrees
  resolve(row, EditedRow(source, *written), of_edit, report);
}

template <class Row>
void count_degrees(Batch<Row>& batch, const Row& row) {
  if constexpr (lies_somewhere<Row>) {
    batch.with_degrees += row.axes.degrees ? 1U : 0U;
    batch.beyond += row.axes.beyond ? 1U : 0U;
  }
}

template <class Row>
void parse(Batch<Row>& batch, const TablePlan& plan, const References& known, Reporter& report) {
  check_bytes(batch.block.text.substr(batch.block.start), batch.block.first_line, report);
  if (batch.block.is_cut_off)
    report.error(FixedPlace({batch.block.first_line, 1}),
                 {"long-record", fmt::format("row longer than {} MiB", max_record_bytes >> 20),
                  "check for an unclosed quote or empty lines"});
  RecordReader reader(batch.block, report);
  Record record;
  while (reader.next(record)) {
    if (record.cells.size() == plan.header.columns()) {
      if (!plan.uses.empty()) translate(record, plan);
      read_row(batch.rows.emplace_back(), plan, record, known, batch.numbers, report);
      if (plan.lon_column) count_degrees(batch, batch.rows.back());
      continue;
    }
    report.error(FixedPlace({record.line, 1}),
                 {"ragged-row",
                  fmt::format("the row has {} cell{}, but the header has {}", record.cells.size(),
                              record.cells.size() == 1 ? "" : "s", plan.header.columns()),
                  fmt::format("quote cells that contain a {}", name_of_delimiter(plan.delimiter))});
  }
}

// Where the columns of the header stand, for problems of the table as a whole.
struct WholeTable {
  NumberStyle numbers;
  std::uint64_t with_degrees = 0;
  std::uint64_t beyond = 0;
  Mark of_degrees;

  void report_to(Reporter& report) const {
    numbers.report_ambiguous(report);
    if (2 * beyond > with_degrees)
      report.error(
          FixedPlace(of_degrees),
          {"impossible-coordinates",
           fmt::format("{} of {} rows lie beyond 180 degrees", beyond, with_degrees),
           "for projected coordinates, give the table a crs: {file: ..., crs: EPSG:25832}, or name the "
           "columns x and y and give the scenario a crs"});
  }
};

// Reads the table block by block, from the first record after the header.
template <class Row>
void read_body(const std::string& path, TableBlocks& blocks, Block&& first, const TablePlan& plan,
               WholeTable& whole, ScenarioBuilder& builder, ProblemList& problems) {
  std::vector<Batch<Row>> batches(pipeline_slots());
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
    if (!plan.crs.empty() && !batch.projection) batch.projection = Projection::open(plan.crs);
    known.projection = batch.projection.get();
    known.projects_routes = plan.projects_routes;
    SiteByName last_start;
    known.last_start = &last_start;
    parse(batch, plan, known, report);
  };
  const auto take_over = [&](std::size_t slot) {
    Batch<Row>& batch = batches[slot];
    problems.append(std::move(batch.problems));
    Reporter report(path, problems);
    if (std::exchange(nothing_taken, false)) builder.expect(batch.rows, blocks.times_in_file(batch.block));
    builder.add(batch.rows, report);
    whole.numbers.add(std::exchange(batch.numbers, {}));
    whole.with_degrees += std::exchange(batch.with_degrees, 0);
    whole.beyond += std::exchange(batch.beyond, 0);
    enough_shown = !problems.shows_more();
    if (problems.error_count() >= max_table_errors && !has_stopped.exchange(true))
      report.note(
          FixedPlace({batch.block.first_line, 1}),
          {"too-many-errors", fmt::format("reading stopped here after {} errors", problems.error_count())});
  };
  run_pipeline(batches.size(), read, parse_block, take_over);
}

// Plans the table by the header in the first block; none if it cannot be read.
template <class Row>
std::optional<TablePlan> read_header(Block& block, const TableToRead& table, WholeTable& whole,
                                     Reporter& report) {
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
  auto plan = plan_table<Row>(record, block.delimiter, table.source, table.crs, report, table.of_source);
  if (plan && plan->lon_column) whole.of_degrees = record.mark_of(record.cells[*plan->lon_column].at);
  block.start = reader.offset();
  block.first_line = reader.line();
  return plan;
}

}  // namespace

template <class Row>
InputRecord read_table(const TableToRead& table, InputFile::Hashing hashing, ScenarioBuilder& builder,
                       ProblemList& problems, Progress& progress) {
  InputFile file(table.path, hashing, progress);
  progress.begin("reading " + std::filesystem::path(table.path).filename().string(), file.size(), "B");
  Reporter report(table.path, problems);
  try {
    TableBlocks blocks(file, table.source.delimiter);
    Block first;
    WholeTable whole;
    blocks.next(first);
    if (const auto plan = read_header<Row>(first, table, whole, report)) {
      read_body<Row>(table.path, blocks, std::move(first), *plan, whole, builder, problems);
      whole.report_to(report);
    } else {
      builder.lose_names();
    }
  } catch (const BadGzip& damage) {
    report.error(FixedPlace({}), {"bad-gzip", damage.what()});
    builder.lose_names();
  }
  return file.record();
}

template InputRecord read_table<SiteRow>(const TableToRead&, InputFile::Hashing, ScenarioBuilder&,
                                         ProblemList&, Progress&);
template InputRecord read_table<LinkRow>(const TableToRead&, InputFile::Hashing, ScenarioBuilder&,
                                         ProblemList&, Progress&);
template InputRecord read_table<PremisesRow>(const TableToRead&, InputFile::Hashing, ScenarioBuilder&,
                                             ProblemList&, Progress&);

}  // namespace lastmile::io
