// Longer than 400 lines because reading a scenario and its variants is one class: it holds the files, the
// trees merged from them and the columns built so far.
#include "tools/io/scenario/yaml_scenario.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <deque>
#include <filesystem>
#include <fstream>
#include <memory>

#include "tools/io/base/text.h"
#include "tools/io/equipment/equipment.h"
#include "tools/io/equipment/service.h"
#include "tools/io/problems/cells.h"
#include "tools/io/scenario/element_list.h"
#include "tools/io/scenario/heading.h"
#include "tools/io/scenario/scenario_file.h"
#include "tools/io/scenario/table.h"
#include "tools/io/scenario/variants.h"
#include "tools/io/yaml/settings.h"
#include "tools/io/yaml/yaml_cells.h"
#include "tools/io/yaml/yaml_json.h"
#include "tools/io/yaml/yaml_mapping.h"
#include "tools/io/yaml/yaml_merge.h"

namespace lastmile::io {
namespace {

namespace fs = std::filesystem;

bool is_same(const std::string& a, const std::string& b) {
  struct stat of_a {};
  struct stat of_b {};
  return ::stat(a.c_str(), &of_a) == 0 && ::stat(b.c_str(), &of_b) == 0 && of_a.st_dev == of_b.st_dev &&
         of_a.st_ino == of_b.st_ino;
}

// A copy of the value that counts as written at `mark`.
const YamlNode& marked_copy(const YamlNode& value, const Mark& mark, std::deque<YamlNode>& store) {
  YamlNode& copy = store.emplace_back(value);
  copy.mark = mark;
  for (const YamlNode*& child : copy.children) child = &marked_copy(*child, mark, store);
  return copy;
}

// The tree with all settings in their places. Each counts as a file, whose name is what was written.
const YamlNode& put_over(const YamlNode& root, std::span<const ShownSetting> settings,
                         std::vector<std::string>& files, std::deque<YamlNode>& store, Reporter& report) {
  const YamlNode* tree = &root;
  for (const ShownSetting& setting : settings) {
    files.push_back("--set " + setting.shown);
    const Mark mark{0, 0, static_cast<std::uint32_t>(files.size() - 1)};
    tree = &with_setting(*tree, NodeSetting{setting.put.path, &marked_copy(*setting.put.value, mark, store)},
                         store, report);
  }
  return *tree;
}

}  // namespace

// Reads one scenario; a list of problems per file, so that each file's stand together however reading goes.
class ScenarioReader {
 public:
  ScenarioReader(std::string path, InputFile::Hashing table_hashing, Progress& progress, const Keep& keep,
                 const std::vector<std::string>& settings)
      : files_({std::move(path)}),
        table_hashing_(table_hashing),
        progress_(progress),
        keep_(keep),
        settings_(settings),
        report_(files_, problems_.emplace_back()) {}

  // Over a tree that is read already, whose files are `files`.
  ScenarioReader(std::vector<std::string> files, const Keep& keep)
      : files_(std::move(files)),
        table_hashing_(InputFile::Hashing::off),
        progress_(Progress::unwatched()),
        keep_(keep),
        report_(files_, problems_.emplace_back()) {}

  ScenarioReading read() {
    if (const YamlNode* root = read_tree()) read_parts(*(root_ = &with_settings(*root)));
    return finish();
  }

  // The scenario of this tree with the settings put over it.
  ScenarioReading read_variant(const YamlNode& root, std::span<const ShownSetting> settings) {
    const YamlNode& tree = put_over(root, settings, files_, merged_, report_);
    if (is_right_so_far()) read_parts(tree);
    return finish();
  }

  const std::vector<std::string>& files() const { return files_; }
  const YamlNode& root() const { return *root_; }
  bool has_read_pipes() const { return !pipes_.empty(); }
  const Horizon& horizon_before_settling() const { return before_settling_; }

 private:
  ScenarioReading finish() {
    if (is_right_so_far()) {
      builder_.note_peculiarities(report_);
      if (reads_premises_tables_) builder_.note_subscriptions(report_);
    }
    ProblemList all;
    for (ProblemList& of_file : problems_) {
      of_file.sort_by_mark();
      all.append(std::move(of_file));
    }
    if (all.error_count() > 0) throw InputRefused(std::move(all));
    return {builder_.finish(),  files_.front(),         std::move(all),
            std::move(inputs_), std::move(parameters_), settings_};
  }

  bool is_right_so_far() const {
    return std::all_of(problems_.begin(), problems_.end(),
                       [](const ProblemList& p) { return p.error_count() == 0; });
  }

  // The scenario file merged over the files it extends; null if one of them cannot be read.
  const YamlNode* read_tree() {
    if (refuse_other_file()) return nullptr;
    std::error_code error;
    if (fs::is_other(files_.front(), error)) pipes_.push_back(files_.front());
    const YamlNode* own = read_file(FixedPlace({}), report_);
    if (own == nullptr) return nullptr;
    std::vector<const YamlNode*> trees = {own};
    while (const YamlNode* base = find_value(*trees.back(), "extends")) {
      trees.push_back(read_base(*base));
      if (trees.back() == nullptr) return nullptr;
    }
    refuse_other_crs(trees);
    const YamlNode* tree = trees.back();
    for (auto over = trees.rbegin() + 1; over != trees.rend(); ++over) tree = &merge(*tree, **over, merged_);
    return tree;
  }

  // Each setting counts as a file, whose name is what was written.
  const YamlNode& with_settings(const YamlNode& root) {
    const YamlNode* tree = &root;
    for (const std::string& text : settings_) {
      files_.push_back("--set " + text);
      auto setting = read_setting(text, static_cast<std::uint32_t>(files_.size() - 1), report_);
      if (setting) tree = &with_setting(*tree, set_.emplace_back(std::move(*setting)), merged_, report_);
    }
    return *tree;
  }

  // x and y of all files are in one system.
  void refuse_other_crs(const std::vector<const YamlNode*>& trees) {
    const YamlNode* first = nullptr;
    for (const YamlNode* tree : trees) {
      const YamlNode* crs = find_value(*tree, "crs");
      if (crs == nullptr || crs->kind != YamlNode::Kind::scalar) continue;
      if (first != nullptr && !equals_ignoring_case(first->text, crs->text))
        report_.error(FixedPlace(first->mark, "crs"),
                      {"other-crs", fmt::format("the scenario that this one extends has crs {}", crs->text),
                       "give the tables of this scenario a crs of their own"});
      if (first == nullptr) first = crs;
    }
  }

  // A file of another kind, by its name.
  bool refuse_other_file() {
    const std::string lower = lower_case(fs::path(files_.front()).filename().string());
    constexpr std::array<std::string_view, 8> kinds = {".gpkg", ".shp",  ".geojson", ".fgb",
                                                       ".pbf",  ".xlsx", ".ods",     ".graphml"};
    std::error_code error;
    if (std::none_of(kinds.begin(), kinds.end(),
                     [&](std::string_view kind) { return lower.ends_with(kind); }) ||
        !fs::is_regular_file(files_.front(), error))
      return refuse_table();
    std::string beginning(4096, ' ');
    std::ifstream(files_.front(), std::ios::binary).read(beginning.data(), 4096);
    for (const char* key : {"lastmile:", "\"lastmile\":"})
      if (beginning.find(key) != std::string::npos) return false;  // a scenario in spite of its name
    report_.error(FixedPlace({}), {"is-for-import", "is not a scenario",
                                   "make one of it: lastmile import FILE --output DIR"});
    return true;
  }

  bool refuse_table() {
    const std::string name = fs::path(files_.front()).filename().string();
    const std::string lower = lower_case(name);
    const bool is_table = lower.ends_with(".csv") || lower.ends_with(".csv.gz") || lower.ends_with(".tsv");
    std::error_code error;
    if (!is_table || !fs::is_regular_file(files_.front(), error)) return false;
    std::string first_line;
    std::getline(std::ifstream(files_.front(), std::ios::binary), first_line);
    if (first_line.find(": ") != std::string::npos) return false;  // a scenario in spite of its name
    const bool has_links = lower.find("link") != std::string::npos;
    const bool has_premises = lower.find("premises") != std::string::npos;
    report_.error(FixedPlace({}),
                  {"is-a-table", "is a table, not a scenario",
                   fmt::format("write a scenario (lastmile: 1, name: ...) with tables: {{{}: [{}]}}",
                               has_links      ? "links"
                               : has_premises ? "premises"
                                              : "sites",
                               name)});
    return true;
  }

  // The file that the last one extends.
  const YamlNode* read_base(const YamlNode& named) {
    const FixedPlace place(named.mark, "extends");
    const auto name = word_of(named, "extends", report_);
    if (!name) return nullptr;
    const std::string path = path_from(named.mark, *name);
    if (refuse_circle(path, place) || refuse_pipe(path, place)) return nullptr;
    files_.push_back(path);
    Reporter report(path, problems_.emplace_back());
    const YamlNode* root = read_file(place, report);
    if (root == nullptr) return nullptr;
    note_if_outside(path, place);
    if (!require_mapping(*root, "", report_)) return nullptr;
    check_version(*root, report_);
    return root;
  }

  // Only the scenario itself and tables may come from a pipe: reading one may never end.
  bool refuse_pipe(const std::string& path, const Place& place) {
    std::error_code error;
    if (!fs::is_other(path, error)) return false;
    report_.error(place, {"not-a-file", fmt::format("{} is not a regular file", path)});
    return true;
  }

  bool refuse_circle(const std::string& path, const Place& place) {
    std::error_code error;
    const auto is_same = [&](const std::string& file) { return fs::equivalent(file, path, error); };
    const auto first = std::find_if(files_.begin(), files_.end(), is_same);
    if (first != files_.end()) {
      std::string circle;
      for (auto file = first; file != files_.end(); ++file) circle += *file + " -> ";
      report_.error(place, {"extends-circle", fmt::format("circular extends: {}{}", circle, path)});
    } else if (files_.size() > max_extended) {
      report_.error(place, {"too-deep", fmt::format("more than {} levels of extends", max_extended)});
    } else {
      return false;
    }
    return true;
  }

  // The last of the files, which something at `place` names; `report` is about that file alone.
  const YamlNode* read_file(const Place& place, Reporter& report) {
    auto document =
        read_document(files_.back(), place, report, {"empty-file", "file is empty", "add \"lastmile: 1\""},
                      static_cast<std::uint32_t>(files_.size() - 1));
    return document ? documents_.emplace_back(std::move(*document)).root : nullptr;
  }

  // The file at `path`, which something at `place` names; `report` is about that file.
  std::optional<YamlDocument> read_document(const std::string& path, const Place& place, Reporter& report,
                                            const Finding& if_empty, std::uint32_t file_number = 0) {
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
      report.error(FixedPlace({}), {"too-large", fmt::format("file larger than {} MiB", max_yaml_bytes >> 20),
                                    "put bulk data in tables"});
      return std::nullopt;
    }
    inputs_.push_back(file.record());
    return read_yaml(std::move(text), report, if_empty, file_number);
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

  // Inline, or in a separate file.
  void read_own_equipment(const YamlNode& node, Equipment& equipment) {
    if (node.kind != YamlNode::Kind::scalar) {
      read_equipment(node, equipment, report_);
      return;
    }
    const FixedPlace place(node.mark, "equipment");
    const std::string path = path_from(node.mark, node.text);
    if (refuse_pipe(path, place)) return;
    Reporter report(path, problems_.emplace_back());
    const auto document =
        read_document(path, place, report, {"empty-file", "file is empty", "add media or technologies"});
    if (!document) return;
    note_if_outside(path, place);
    read_equipment(*document->root, equipment, report, "");
    parameters_["equipment"] = as_json(*document->root);
  }

  void keep_parameters(const YamlNode& root) {
    if (root.kind != YamlNode::Kind::map) return;
    const auto keep = [&](std::string_view key) {
      if (const YamlNode* value = find_value(root, key)) parameters_[std::string{key}] = as_json(*value);
    };
    for (const std::string_view key : parameter_keys) keep(key);
    keep("options");
    keep("reliability");
  }

  void read_parts(const YamlNode& root) {
    const ScenarioFile file = read_scenario_file(root, builder_.heading(), report_);
    keep_parameters(root);
    read_access(file);
    require_timeline(file.horizon, report_);
    if (file.horizon.timeline != nullptr) builder_.ask_for_horizon();
    const bool asks_for_failures = keep_.reliability || file.reliability != nullptr;
    if (asks_for_failures) {
      FailureClasses classes;
      classes.read(file.reliability, report_);
      builder_.ask_for_reliability(std::move(classes));
    }
    builder_.keep(keep_);
    crs_.name = file.crs;
    if (!crs_.name.empty()) crs_.projection = Projection::open(crs_.name);
    read_edits(file.edits);
    read_elements<SiteRow>(file.sites, file.site_tables);
    builder_.end_sites();
    read_elements<PremisesRow>(file.premises, file.premises_tables);
    reads_premises_tables_ = !file.premises_tables.empty();
    builder_.end_premises();
    read_elements<LinkRow>(file.links, file.link_tables);
    builder_.check_edits(report_);
    if (file.horizon.timeline != nullptr && keep_.money) before_settling_ = builder_.horizon();
    if (file.horizon.timeline != nullptr)
      read_horizon(file.horizon, builder_.surroundings(), builder_.horizon(), report_);
    if (asks_for_failures) builder_.end_reliability(report_);
  }

  void read_edits(const YamlNode* list) {
    if (list == nullptr) return;
    Edits edits;
    edits.read(*list, report_);
    builder_.edit(std::move(edits));
  }

  template <class Row>
  void read_elements(const YamlNode* list, const std::vector<TableSource>& tables) {
    read_list<Row>(list, crs_, builder_, report_);
    for (const TableSource& table : tables) {
      const FixedPlace place(table.mark, "tables");
      const std::string path = path_from(table.mark, table.file);
      if (refuse_unreadable(path, place) || refuse_second_reading(path, place)) {
        builder_.lose_names();
        continue;
      }
      note_if_outside(path, place);
      inputs_.push_back(read_table<Row>({path, table, crs_.name, report_}, table_hashing_, builder_,
                                        problems_.emplace_back(), progress_));
    }
  }

  // Paths are relative to the file that contains them, or to the current folder for a pipe and a setting.
  std::string path_from(const Mark& mark, const std::string& name) const {
    if (mark.line == 0) return name;
    const fs::path file = files_[mark.file];
    std::error_code error;
    return fs::is_other(file, error) ? name : (file.parent_path() / name).string();
  }

  // A pipe gives its bytes once.
  bool refuse_second_reading(const std::string& path, const Place& place) {
    std::error_code error;
    if (!fs::is_other(path, error)) return false;
    const bool is_second = std::any_of(pipes_.begin(), pipes_.end(),
                                       [&](const std::string& pipe) { return is_same(pipe, path); });
    if (is_second)
      report_.error(place, {"not-a-file", fmt::format("{} is a pipe or a device that was read already", path),
                            "name each pipe once"});
    else
      pipes_.push_back(path);
    return is_second;
  }

  bool refuse_unreadable(const std::string& path, const Place& place) {
    Finding finding = check_readable(path);
    if (finding.rule.empty()) return false;
    report_.error(place, std::move(finding));
    return true;
  }

  // Tables may be anywhere, but a note shows paths outside the folder.
  void note_if_outside(const std::string& path, const Place& place) {
    std::error_code error;
    const fs::path folder = fs::weakly_canonical(fs::absolute(files_.front()).parent_path(), error);
    const fs::path table = fs::weakly_canonical(path, error);
    const fs::path relative = table.lexically_relative(folder);
    if (!error && (relative.empty() || *relative.begin() == ".."))
      report_.note(place, {"outside-file",
                           fmt::format("{} is outside the scenario's folder: {}", path, table.string())});
  }

  std::vector<std::string> files_;  // the scenario file, the one it extends, and so on; then the settings
  InputFile::Hashing table_hashing_;
  Progress& progress_;
  Keep keep_;
  std::vector<std::string> settings_;
  bool reads_premises_tables_ = false;
  std::deque<ProblemList> problems_;  // the scenario's first
  Reporter report_;                   // about the scenario's files
  std::deque<YamlDocument> documents_;
  std::deque<YamlNode> merged_;
  std::deque<PathSetting> set_;
  ScenarioBuilder builder_;
  NamedCrs crs_;  // of x and y
  std::vector<InputRecord> inputs_;
  Json parameters_ = Json::object();
  std::vector<std::string> pipes_;  // that were read
  const YamlNode* root_ = nullptr;
  Horizon before_settling_;  // with the late costs that elements give themselves
};

ScenarioReading read_yaml_scenario(const std::string& path, InputFile::Hashing table_hashing,
                                   Progress& progress, const Keep& keep,
                                   const std::vector<std::string>& settings) {
  return ScenarioReader(path, table_hashing, progress, keep, settings).read();
}

namespace {

constexpr std::array<std::string_view, 6> horizon_keys = {"timeline", "economics", "take_up",
                                                          "rollout",  "changes",   "options"};

Keep all_for_variants() {
  Keep keep;
  keep.areas = keep.site_points = keep.geometry = keep.money = true;
  return keep;
}

// The value of a key; null if there is none.
const YamlNode* part_in(const YamlNode& root, std::string_view key) {
  const YamlNode* value = find_value(root, key);
  return value != nullptr && value->kind != YamlNode::Kind::null ? value : nullptr;
}

HorizonParts horizon_parts(const YamlNode& root) {
  return {part_in(root, "timeline"), part_in(root, "economics"), part_in(root, "take_up"),
          part_in(root, "rollout"),  part_in(root, "changes"),   part_in(root, "options")};
}

}  // namespace

struct ScenarioVariants::State {
  ScenarioReader reader;
  ScenarioReading base;

  State(const std::string& path, InputFile::Hashing table_hashing, Progress& progress)
      : reader(path, table_hashing, progress, all_for_variants(), {}), base(reader.read()) {}

  // Reads of the tree of the base with the settings put over it. Throws InputRefused.
  template <class Read>
  void read_with(std::span<const ShownSetting> settings, Read read) const;
};

ScenarioVariants::ScenarioVariants(const std::string& path, InputFile::Hashing table_hashing,
                                   Progress& progress)
    : state_(std::make_unique<State>(path, table_hashing, progress)) {}

ScenarioVariants::~ScenarioVariants() = default;

const ScenarioReading& ScenarioVariants::base() const {
  return state_->base;
}

ScenarioVariants::Part ScenarioVariants::part_of(std::span<const PathStep> path) const {
  const std::string& key = path.front().key;
  if (key == "service" && base().scenario.plant.access) return Part::service;
  if (!base().scenario.horizon || (path.size() == 1 && key == "timeline")) return Part::any;
  return std::find(horizon_keys.begin(), horizon_keys.end(), key) != horizon_keys.end() ? Part::horizon
                                                                                        : Part::any;
}

template <class Read>
void ScenarioVariants::State::read_with(std::span<const ShownSetting> settings, Read read) const {
  std::vector<std::string> files = reader.files();
  std::deque<YamlNode> store;
  ProblemList problems;
  Reporter report(files, problems);
  const YamlNode& root = put_over(reader.root(), settings, files, store, report);
  if (problems.error_count() == 0) read(root, report);
  if (problems.error_count() > 0) throw InputRefused(std::move(problems));
}

Horizon ScenarioVariants::horizon_with(std::span<const ShownSetting> settings) const {
  Horizon horizon = state_->reader.horizon_before_settling();
  state_->read_with(settings, [&](const YamlNode& root, Reporter& report) {
    const Scenario& scenario = base().scenario;
    const Surroundings surroundings{scenario, scenario.geometry.site_points,
                                    scenario.geometry.premises_points};
    read_horizon(horizon_parts(root), surroundings, horizon, report);
  });
  return horizon;
}

void ScenarioVariants::put_service(std::span<const ShownSetting> settings,
                                   std::optional<Access>& access) const {
  state_->read_with(settings, [&](const YamlNode& root, Reporter& report) {
    const YamlNode* service = part_in(root, "service");
    if (service == nullptr) {
      access.reset();
      return;
    }
    const Access& unchanged = *base().scenario.plant.access;
    if (!access) access = unchanged;
    access->profile = {};
    access->further_profiles.clear();
    access->busy_hour_share = default_busy_hour_share;
    read_service(*service, *access, report);
  });
}

Scenario ScenarioVariants::scenario_with(std::span<const ShownSetting> settings) const {
  if (state_->reader.has_read_pipes()) {
    ProblemList problems;
    Reporter(base().path, problems)
        .error(FixedPlace({0, 0}),
               {"not-a-file", "a table that is a pipe cannot be read again", "give the tables as files"});
    throw InputRefused(std::move(problems));
  }
  return ScenarioReader(state_->reader.files(), all_for_variants())
      .read_variant(state_->reader.root(), settings)
      .scenario;
}

}  // namespace lastmile::io
