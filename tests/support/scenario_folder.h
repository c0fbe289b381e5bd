// A scenario with its tables in its own folder, and the problems of reading it.
#pragma once

#include <string>
#include <vector>

#include "tests/support/temporary_directory.h"
#include "tools/io/read_scenario.h"

namespace lastmile::test {

class ScenarioFolder {
 public:
  // Writes the scenario to `name` in the folder.
  explicit ScenarioFolder(const std::string& yaml, const std::string& name = "s.yaml")
      : path_(folder_.write(name, yaml)) {}

  // A further file; returns its path.
  std::string write(const std::string& name, const std::string& content) const {
    return folder_.write(name, content);
  }
  std::string operator/(const std::string& name) const { return folder_ / name; }
  std::string string() const { return folder_.string(); }
  const std::string& path() const { return path_; }

  io::ScenarioReading read() const { return io::read_scenario(path_, io::InputFile::Hashing::off); }

 private:
  TemporaryDirectory folder_;
  std::string path_;
};

// All problems: the errors of a refused scenario, or the notes of an accepted one. File names from
// the folder on.
struct Said {
  bool refused = false;
  std::vector<io::Problem> problems;
  std::uint64_t error_count = 0;

  // One line each: "s.yaml:4:19 sites[0].cost negative-number".
  std::string errors() const;
  std::string notes() const;
  // The only error; fails the test if there is not exactly one.
  io::Problem only_error() const;
  // The first problem of this rule; fails the test if there is none.
  io::Problem first(const std::string& rule) const;
};
Said said_about(const ScenarioFolder& folder);
Said said_about(const std::string& scenario_path, const std::string& folder);

}  // namespace lastmile::test
