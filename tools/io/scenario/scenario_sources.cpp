#include "tools/io/scenario/scenario_sources.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "tools/io/base/text.h"
#include "tools/io/scenario/heading.h"
#include "tools/io/yaml/yaml_cells.h"
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

}  // namespace

ScenarioSources::ScenarioSources(std::vector<std::string> files)
    : files_(std::move(files)), report_(files_, problems_.emplace_back()) {}

bool ScenarioSources::is_right_so_far() const {
  return std::all_of(problems_.begin(), problems_.end(),
                     [](const ProblemList& p) { return p.error_count() == 0; });
}

ProblemList ScenarioSources::all_problems() {
  ProblemList all;
  for (ProblemList& of_file : problems_) {
    of_file.sort_by_mark();
    all.append(std::move(of_file));
  }
  return all;
}

ProblemList ScenarioSources::other_problems() const {
  ProblemList all;
  for (auto of_file = problems_.begin() + 1; of_file != problems_.end(); ++of_file) {
    ProblemList sorted = *of_file;
    sorted.sort_by_mark();
    all.append(std::move(sorted));
  }
  return all;
}

const YamlNode& ScenarioSources::put_over(const YamlNode& root, std::span<const ShownSetting> settings) {
  const YamlNode* tree = &root;
  for (const ShownSetting& setting : settings) {
    files_.push_back("--set " + setting.shown);
    const Mark mark{0, 0, static_cast<std::uint32_t>(files_.size() - 1)};
    tree =
        &with_setting(*tree, NodeSetting{setting.put.path, &marked_copy(*setting.put.value, mark, merged_)},
                      merged_, report_);
  }
  return *tree;
}

const YamlNode* ScenarioSources::read_tree(const std::vector<std::string>& settings) {
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
  return &put_over(*tree, settings);
}

const YamlNode& ScenarioSources::put_over(const YamlNode& root, const std::vector<std::string>& settings) {
  const YamlNode* tree = &root;
  for (const std::string& text : settings) {
    files_.push_back("--set " + text);
    auto setting = read_setting(text, static_cast<std::uint32_t>(files_.size() - 1), report_);
    if (setting) tree = &with_setting(*tree, set_.emplace_back(std::move(*setting)), merged_, report_);
  }
  return *tree;
}

// x and y of all files are in one system.
void ScenarioSources::refuse_other_crs(const std::vector<const YamlNode*>& trees) {
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
bool ScenarioSources::refuse_other_file() {
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
  report_.error(FixedPlace({}),
                {"is-for-import", "is not a scenario", "make one of it: lastmile import FILE --output DIR"});
  return true;
}

bool ScenarioSources::refuse_table() {
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
const YamlNode* ScenarioSources::read_base(const YamlNode& named) {
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

bool ScenarioSources::refuse_pipe(const std::string& path, const Place& place) {
  std::error_code error;
  if (!fs::is_other(path, error)) return false;
  report_.error(place, {"not-a-file", fmt::format("{} is not a regular file", path)});
  return true;
}

bool ScenarioSources::refuse_circle(const std::string& path, const Place& place) {
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
const YamlNode* ScenarioSources::read_file(const Place& place, Reporter& report) {
  auto document =
      read_document(files_.back(), place, report, {"empty-file", "file is empty", "add \"lastmile: 1\""},
                    static_cast<std::uint32_t>(files_.size() - 1));
  return document ? documents_.emplace_back(std::move(*document)).root : nullptr;
}

std::optional<YamlDocument> ScenarioSources::read_document(const std::string& path, const Place& place,
                                                           Reporter& report, const Finding& if_empty,
                                                           std::uint32_t file_number) {
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

std::string ScenarioSources::path_from(const Mark& mark, const std::string& name) const {
  if (mark.line == 0) return name;
  const fs::path file = files_[mark.file];
  std::error_code error;
  return fs::is_other(file, error) ? name : (file.parent_path() / name).string();
}

bool ScenarioSources::refuse_second_reading(const std::string& path, const Place& place) {
  std::error_code error;
  if (!fs::is_other(path, error)) return false;
  const bool is_second =
      std::any_of(pipes_.begin(), pipes_.end(), [&](const std::string& pipe) { return is_same(pipe, path); });
  if (is_second)
    report_.error(place, {"not-a-file", fmt::format("{} is a pipe or a device that was read already", path),
                          "name each pipe once"});
  else
    pipes_.push_back(path);
  return is_second;
}

bool ScenarioSources::refuse_unreadable(const std::string& path, const Place& place) {
  Finding finding = check_readable(path);
  if (finding.rule.empty()) return false;
  report_.error(place, std::move(finding));
  return true;
}

void ScenarioSources::note_if_outside(const std::string& path, const Place& place) {
  std::error_code error;
  const fs::path folder = fs::weakly_canonical(fs::absolute(files_.front()).parent_path(), error);
  const fs::path table = fs::weakly_canonical(path, error);
  const fs::path relative = table.lexically_relative(folder);
  if (!error && (relative.empty() || *relative.begin() == ".."))
    report_.note(place, {"outside-file",
                         fmt::format("{} is outside the scenario's folder: {}", path, table.string())});
}

}  // namespace lastmile::io
