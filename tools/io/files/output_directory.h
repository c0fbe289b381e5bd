// A folder of results whose files appear whole and together, or not at all.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tools/io/files/output_file.h"

namespace lastmile::io {

class OutputDirectory {
 public:
  // Makes the folder where there is none. Throws IoFailed.
  explicit OutputDirectory(const std::string& path);

  // Where to write the file. Throws IoFailed where it would take the place of one of `inputs`, or of anything
  // that is not a regular file.
  OutputPlace place_for(const std::string& file, const std::vector<std::string>& inputs = {});
  // Puts all files in their places; where that fails, what was there before is there again (see
  // staging_folder.h). Throws IoFailed.
  void finish();

 private:
  std::filesystem::path path_;
  std::string new_name_;  // of a folder that does not exist yet
  std::optional<StagingFolder> staging_;
};

// A single file of results. A regular file is replaced whole or not at all; what is written to a device, a
// pipe or an open descriptor (/dev/stdout) goes there directly.
class SingleOutput {
 public:
  // Throws IoFailed where the path is a folder or a socket, or one of `inputs`.
  SingleOutput(const std::string& path, const std::vector<std::string>& inputs);
  OutputFile& file() { return *file_; }
  // Throws IoFailed.
  void finish();

 private:
  std::optional<OutputDirectory> directory_;
  std::optional<OutputFile> file_;
};

}  // namespace lastmile::io
