#include "tools/io/read_scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>

#include "tools/io/cells.h"
#include "tools/io/equipment.h"
#include "tools/io/scenario_file.h"
#include "tools/io/service.h"
#include "tools/io/snapshot.h"
#include "tools/io/table.h"

namespace lastmile::io {
namespace {

namespace fs = std::filesystem;

// Reads one scenario; a list of problems per file, so that each file's stand together however reading goes.
class ScenarioReader {
 public:
  ScenarioReader(std::string path, InputFile::Hashing table_hashing, Progress& progress)
      : path_(std::move(path)),
        table_hashing_(table_hashing),
        progress_(progress),
        report_(path_, problems_.emplace_back()) {}

  ScenarioReading read() {
    const auto document =
        read_document(path_, FixedPlace({}), report_,
                      {"empty-file", "the file holds no scenario", "begin with \"lastmile: 1\""});
    if (document) read_parts(*document);
    if (is_right_so_far()) builder_.note_peculiarities(report_);
    ProblemList all;
    for (ProblemList& of_file : problems_) {
      of_file.sort_by_mark();
      all.append(std::move(of_file));
    }
    if (all.error_count() > 0) throw InputRefused(std::move(all));
    return {builder_.finish(), path_, std::move(all), std::move(inputs_)};
  }

 private:
  bool is_right_so_far() const {
    return std::all_of(problems_.begin(), problems_.end(),
                       [](const ProblemList& p) { return p.error_count() == 0; });
  }

  // The file at `path`, which something at `place` names; `report` is about that file.
  std::optional<YamlDocument> read_document(const std::string& path, const Place& place, Reporter& report,
                                            const Finding& if_empty) {
    if (refuse_unreadable(path, place)) return std::nullopt;
    constexpr std::size_t at_once = std::size_t{1} << 20;
    std::string text;
    InputFile file(path, InputFile::Hashing::on);
    for (std::size_t size = 0, got = at_once; got > 0 && size <= max_yaml_bytes;) {
      text.resize(size + at_once);
      got = file.read(text.data() + size, at_once);
      text.resize(size += got);
    }
    if (text.size() > max_yaml_bytes) {
      report.error(FixedPlace({}), {"too-large", fmt::format("is larger than {} MiB", max_yaml_bytes >> 20),
                                    "keep bulk data in tables"});
      return std::nullopt;
    }
    inputs_.push_back(file.record());
    return read_yaml(std::move(text), report, if_empty);
  }

  void read_access(const ScenarioFile& file) {
    if (file.service == nullptr && file.equipment == nullptr) return;
    Access access;
    access.equipment = standard_equipment();
    if (file.equipment != nullptr) read_own_equipment(*file.equipment, access.equipment);
    if (file.service == nullptr) return;
    read_service(*file.service, access, report_);
    builder_.ask_for_service(std::move(access));
  }

  // Written here, or in a file of its own.
  void read_own_equipment(const YamlNode& node, Equipment& equipment) {
    if (node.kind != YamlNode::Kind::scalar) {
      read_equipment(node, equipment, report_);
      return;
    }
    const FixedPlace place(node.mark, "equipment");
    const std::string path = (fs::path(path_).parent_path() / node.text).string();
    Reporter report(path, problems_.emplace_back());
    const auto document = read_document(
        path, place, report, {"empty-file", "the file holds no equipment", "give media or technologies"});
    if (!document) return;
    note_if_outside(path, place);
    read_equipment(*document->root, equipment, report, "");
  }

  void read_parts(const YamlDocument& document) {
    const ScenarioFile file = read_scenario_file(*document.root, builder_.heading(), report_);
    read_access(file);
    read_elements<SiteRow>(file.sites, file.site_tables);
    builder_.end_sites();
    read_elements<PremisesRow>(file.premises, file.premises_tables);
    builder_.end_premises();
    read_elements<LinkRow>(file.links, file.link_tables);
  }

  template <class Row>
  void read_elements(const YamlNode* list, const std::vector<TableName>& tables) {
    read_list<Row>(list, builder_, report_);
    for (const TableName& table : tables) {
      const FixedPlace place(table.mark, "tables");
      const std::string path = (fs::path(path_).parent_path() / table.name).string();
      if (refuse_unreadable(path, place)) continue;
      note_if_outside(path, place);
      inputs_.push_back(read_table<Row>(path, table_hashing_, builder_, problems_.emplace_back(), progress_));
    }
  }

  bool refuse_unreadable(const std::string& path, const Place& place) {
    Finding finding = check_readable(path);
    if (finding.rule.empty()) return false;
    report_.error(place, std::move(finding));
    return true;
  }

  // A table may lie anywhere, but whoever runs a scenario from elsewhere should see where it reaches.
  void note_if_outside(const std::string& path, const Place& place) {
    std::error_code error;
    const fs::path folder = fs::weakly_canonical(fs::absolute(path_).parent_path(), error);
    const fs::path table = fs::weakly_canonical(path, error);
    const fs::path relative = table.lexically_relative(folder);
    if (!error && (relative.empty() || *relative.begin() == ".."))
      report_.note(place, {"outside-file",
                           fmt::format("{} lies outside the scenario's folder: {}", path, table.string())});
  }

  std::string path_;
  InputFile::Hashing table_hashing_;
  Progress& progress_;
  std::deque<ProblemList> problems_;  // the scenario file's first
  Reporter report_;                   // about the scenario file
  ScenarioBuilder builder_;
  std::vector<InputRecord> inputs_;
};

}  // namespace

std::vector<std::string> input_names(const ScenarioReading& reading) {
  std::vector<std::string> names = {reading.path};
  for (const InputRecord& input : reading.inputs) names.push_back(input.name);
  return names;
}

ScenarioReading read_scenario(const std::string& path, InputFile::Hashing table_hashing, Progress& progress) {
  if (is_snapshot(path)) return read_snapshot(path, progress);
  return ScenarioReader(path, table_hashing, progress).read();
}

}  // namespace lastmile::io
