// A study with its scenario in a folder of its own, and what a sweep writes.
#pragma once

#include <filesystem>
#include <map>

#include "tests/support/file_text.h"
#include "tests/support/paths.h"
#include "tests/support/temporary_directory.h"
#include "tools/study/read_study.h"
#include "tools/study/sweep.h"

namespace lastmile::test {

// tests/golden/rollout.yaml: eight premises, three options, twenty quarters, take-up with a seed to vary.
inline std::string riverton() {
  return read_text(in_source("tests/golden/rollout.yaml"));
}

// Two cabinets worth 300 and 100 to which drops are missing, so that all their value is stranded.
inline constexpr const char* two_cabinets =
    "lastmile: 1\nname: two cabinets\nsites:\n"
    "  - {id: pop, kind: source}\n"
    "  - {id: a, kind: cabinet, value: 300}\n"
    "  - {id: b, kind: cabinet, value: 100}\n"
    "links:\n"
    "  - {id: fa, from: pop, to: a, tier: feeder}\n"
    "  - {id: fb, from: pop, to: b, tier: feeder}\n"
    "premises:\n"
    "  - {id: p, homes: 4, drop: {from: a, state: planned, cost: 50}}\n"
    "  - {id: q, homes: 2, drop: {from: b, state: planned, cost: 70}}\n"
    "  - {id: r, homes: 1, drop: {from: pop, cost: 9}}\n";

class StudyFolder {
 public:
  StudyFolder(const std::string& scenario, const std::string& vary_and_design) {
    folder_.write("scenario.yaml", scenario);
    folder_.write("study.yaml", "lastmile: 1\nstudy: a test\nscenario: scenario.yaml\n" + vary_and_design);
  }

  std::string operator/(const std::string& name) const { return folder_ / name; }
  std::string path() const { return folder_ / "study.yaml"; }
  std::string scenario() const { return folder_ / "scenario.yaml"; }
  std::string write(const std::string& name, const std::string& text) const {
    return folder_.write(name, text);
  }

  study::Study read() const { return study::read_study(path()); }
  io::Json sweep(const std::string& into, study::Resume resume = study::Resume::no,
                 io::Progress& progress = io::Progress::unwatched()) const {
    ranks::Ranks alone;
    return study::sweep(read(), folder_ / into, resume, progress, alone);
  }
  // Every file that the sweep wrote.
  std::map<std::string, std::string> files(const std::string& into) const {
    std::map<std::string, std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / into))
      all[entry.path().filename().string()] = read_text(entry.path());
    return all;
  }

 private:
  TemporaryDirectory folder_;
};

// The cells of a line of CSV.
inline std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  bool is_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool is_quote = line[i] == '"';
    const bool is_double = is_quote && is_quoted && i + 1 < line.size() && line[i + 1] == '"';
    if (is_double)
      cells.back().push_back(line[++i]);
    else if (is_quote)
      is_quoted = !is_quoted;
    else if (line[i] == ',' && !is_quoted)
      cells.emplace_back();
    else
      cells.back().push_back(line[i]);
  }
  return cells;
}

// A table: the cells of each row by the names of the columns.
using TableRow = std::map<std::string, std::string>;
inline std::vector<TableRow> table_rows(const std::string& csv) {
  const std::vector<std::string> lines = split(csv, '\n');
  const std::vector<std::string> names = cells_of(lines.front());
  std::vector<TableRow> rows;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string> cells = cells_of(lines[i]);
    TableRow& row = rows.emplace_back();
    for (std::size_t column = 0; column < names.size(); ++column) row[names[column]] = cells.at(column);
  }
  return rows;
}

}  // namespace lastmile::test
