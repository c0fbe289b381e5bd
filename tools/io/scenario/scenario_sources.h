// The files of a scenario: the scenario file merged over those that it extends, with settings over them, and
// the other files that they name.
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/io/files/input_file.h"
#include "tools/io/problems/problem.h"
#include "tools/io/scenario/variants.h"
#include "tools/io/yaml/settings.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// A mark in the tree says by its number which of the files() it is in. Every file has its own list of
// problems, so that those of a file stand together however reading goes.
class ScenarioSources {
 public:
  explicit ScenarioSources(std::vector<std::string> files);
  ScenarioSources(const ScenarioSources&) = delete;
  ScenarioSources& operator=(const ScenarioSources&) = delete;

  // The scenario file over the files it extends, and the settings (PATH=VALUE) over both; null if a file
  // cannot be read. The tree lives as long as this.
  const YamlNode* read_tree(const std::vector<std::string>& settings);
  // The tree with settings put over it. Messages name each setting, as it was written, like a file.
  const YamlNode& put_over(const YamlNode& tree, std::span<const ShownSetting> settings);
  // The same with settings as text.
  const YamlNode& put_over(const YamlNode& tree, const std::vector<std::string>& settings);
  // Another file that something at `place` names; `report` is about that file.
  std::optional<YamlDocument> read_document(const std::string& path, const Place& place, Reporter& report,
                                            const Finding& if_empty, std::uint32_t file_number = 0);

  // Paths are relative to the file that contains them, or to the current folder for a pipe and a setting.
  std::string path_from(const Mark& mark, const std::string& name) const;
  // Only the scenario itself and tables may come from a pipe: reading one may never end.
  bool refuse_pipe(const std::string& path, const Place& place);
  // A pipe gives its bytes once.
  bool refuse_second_reading(const std::string& path, const Place& place);
  bool refuse_unreadable(const std::string& path, const Place& place);
  // Tables may be anywhere, but a note shows paths outside the folder.
  void note_if_outside(const std::string& path, const Place& place);

  Reporter& report() { return report_; }  // about the scenario's files
  ProblemList& list_of_problems() { return problems_.emplace_back(); }
  bool is_right_so_far() const;
  ProblemList all_problems();
  const ProblemList& own_problems() const { return problems_.front(); }  // of the scenario's files
  ProblemList other_problems() const;                                    // of all other files

  // The settings that were put over as text, in order.
  const std::deque<PathSetting>& settings() const { return set_; }

  // The scenario file, the one it extends, and so on; then the settings.
  const std::vector<std::string>& files() const { return files_; }
  bool has_read_pipes() const { return !pipes_.empty(); }
  void add_input(InputRecord record) { inputs_.push_back(std::move(record)); }
  std::vector<InputRecord> take_inputs() { return std::move(inputs_); }

 private:
  void refuse_other_crs(const std::vector<const YamlNode*>& trees);
  bool refuse_other_file();
  bool refuse_table();
  bool refuse_circle(const std::string& path, const Place& place);
  const YamlNode* read_base(const YamlNode& named);
  const YamlNode* read_file(const Place& place, Reporter& report);

  std::vector<std::string> files_;
  std::deque<ProblemList> problems_;  // the scenario's first
  Reporter report_;
  std::deque<YamlDocument> documents_;
  std::deque<YamlNode> merged_;
  std::deque<PathSetting> set_;
  std::vector<InputRecord> inputs_;
  std::vector<std::string> pipes_;  // that were read
};

}  // namespace lastmile::io
