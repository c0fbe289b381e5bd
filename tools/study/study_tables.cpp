#include "tools/study/study_tables.h"

#include <cmath>

#include "sim/support/parallel.h"
#include "tools/io/csv/table_writer.h"
#include "tools/io/package/totals_table.h"
#include "tools/study/run_values.h"

namespace lastmile::study {
namespace {

using io::RowText;
using io::RowWriter;

void write_figure(RowWriter& row, const StudyBase& base, CourseFigure figure, double value) {
  if (std::isnan(value))
    row.nothing();
  else if (about(figure).unit == FigureUnit::period)
    row.text(base.study.base().horizon->timeline.name_of(static_cast<std::size_t>(value)));
  else
    row.number(value);
}

void begin_row(RowWriter& row, const StudyBase& base, std::uint64_t run, const RunValues& values) {
  row.count(run + 1);
  for (const RunValue& value : values.of_parameters) row.text(value.text);
  row.text(base.study.base().heading.name);
}

void write_block(const StudyBase& base, const Block& block, RowText& text) {
  RowWriter row(text);
  auto refused = block.refused.begin();
  const double* figure = block.figures.data();
  for (std::uint64_t run = block.first; run < block.first + block.count; ++run) {
    const RunValues values = values_of_run(base.study, base.design, run);
    if (refused != block.refused.end() && refused->first == run) {
      begin_row(row, base, run, values);
      for (std::size_t i = 0; i < base.figure_count() + 1; ++i) row.nothing();
      row.text(refused->second);
      row.end();
      figure += base.option_count() * base.figure_count();
      ++refused;
      continue;
    }
    for (std::size_t option = 0; option < base.option_count(); ++option) {
      begin_row(row, base, run, values);
      row.text(option_name(base, option));
      for (const CourseFigure of : base.study.figures) write_figure(row, base, of, *figure++);
      row.nothing();
      row.end();
    }
  }
}

template <class WriteRows>
std::string table(std::initializer_list<std::string_view> columns, WriteRows write_rows) {
  RowText text;
  RowWriter row(text);
  for (const std::string_view column : columns) row.text(column);
  row.end();
  write_rows(row);
  return {text.data(), text.size()};
}

void write(RowWriter& row, const Estimate& estimate) {
  for (const double number : {estimate.value, estimate.low, estimate.high})
    if (std::isnan(number))
      row.nothing();
    else
      row.number(number);
}

void write_nothing(RowWriter& row, std::size_t cells) {
  for (std::size_t i = 0; i < cells; ++i) row.nothing();
}

void begin_row(RowWriter& row, const StudyBase& base, const FigureResult& result) {
  row.text(base.study.base().heading.name);
  row.text(option_name(base, result.option));
  row.text(about(result.figure).id);
}

}  // namespace

std::string option_name(const StudyBase& base, std::size_t option) {
  const auto& horizon = base.study.base().horizon;
  return horizon ? horizon->options[option].name : std::string{};
}

void write_runs(const StudyBase& base, const ReadBlock& read, io::OutputFile& file, io::Progress& progress) {
  RowText header;
  RowWriter row(header);
  row.text("run");
  for (const Parameter& parameter : base.study.parameters) row.text(parameter.name);
  row.text("scenario");
  row.text("option");
  for (const CourseFigure figure : base.study.figures) row.text(about(figure).id);
  row.text("refused");
  row.end();
  file.write({header.data(), header.size()});
  const Blocks blocks = blocks_of(base.study);
  progress.begin("writing runs", blocks.runs, "runs");
  take_chunks_in_order<RowText>(
      blocks.count(), 1,
      [&](RowText& text, std::uint64_t number, std::uint64_t) {
        text.clear();
        write_block(base, read(number), text);
        progress.advance(blocks.runs_in(number));
      },
      [&](const RowText& text) {
        file.write({text.data(), text.size()});
      });
}

std::string summary_csv(const StudyBase& base, const StudyAnalysis& analysis) {
  return table({"scenario", "option", "figure", "runs", "without_value", "mean", "deviation", "mean_low",
                "mean_high", "least", "q025", "q25", "median", "q75", "q975", "most"},
               [&](RowWriter& row) {
                 for (const FigureResult& result : analysis.figures) {
                   const FigureSummary& of = result.summary;
                   begin_row(row, base, result);
                   row.count(of.with_value);
                   row.count(of.without);
                   const double numbers[] = {of.mean,  of.deviation, of.mean_low, of.mean_high,
                                             of.least, of.q025,      of.q25,      of.median,
                                             of.q75,   of.q975,      of.most};
                   const bool is_grid = base.study.design.method == Method::grid;
                   for (const double& number : numbers) {
                     const bool is_sampling_error = &number == &numbers[2] || &number == &numbers[3];
                     if (of.with_value == 0 || std::isnan(number) || (is_grid && is_sampling_error))
                       row.nothing();
                     else
                       row.number(number);
                   }
                   row.end();
                 }
               });
}

std::string sensitivity_csv(const StudyBase& base, const StudyAnalysis& analysis) {
  const bool is_sobol = base.study.design.method == Method::sobol;
  const std::vector<const Parameter*> factors = base.study.factors();
  const auto write_rows = [&](RowWriter& row) {
    for (const FigureResult& result : analysis.figures)
      for (std::size_t i = 0; i < factors.size(); ++i) {
        begin_row(row, base, result);
        row.text(factors[i]->name);
        if (is_sobol && result.sobol.empty()) {
          write_nothing(row, 6);
        } else if (is_sobol) {
          write(row, result.sobol[i].first_order);
          write(row, result.sobol[i].total);
        } else if (result.correlations[i]) {
          write(row, *result.correlations[i]);
        } else {
          write_nothing(row, 3);
        }
        row.end();
      }
  };
  return is_sobol ? table({"scenario", "option", "figure", "parameter", "first_order", "first_order_low",
                           "first_order_high", "total", "total_low", "total_high"},
                          write_rows)
                  : table({"scenario", "option", "figure", "parameter", "rank_correlation", "low", "high"},
                          write_rows);
}

}  // namespace lastmile::study
