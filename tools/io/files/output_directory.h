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
  // Creates the folder if it does not exist. Throws IoFailed.
  explicit OutputDirectory(const std::string& path);

  // The path to write the file to. Throws IoFailed if the file would replace one of `inputs`, or anything
  // other than a regular file.
  OutputPlace place_for(const std::string& file, const std::vector<std::string>& inputs = {});
  // Moves all files into place. If that fails, restores the previous files (see staging_folder.h) and throws
  // IoFailed.
  void finish();

 private:
  std::filesystem::path path_;
  std::string new_name_;  // of a folder that does not exist yet
  std::optional<StagingFolder> staging_;
};

// A single file of results. A regular file is replaced completely or not at all; output to a device, a pipe
// or an open descriptor (/dev/stdout) is written there directly.
class SingleOutput {
 public:
  // Throws IoFailed if the path is a folder, a socket or one of `inputs`.
  SingleOutput(const std::string& path, const std::vector<std::string>& inputs);
  OutputFile& file() { return *file_; }
  // Throws IoFailed.
  void finish();

 private:
  std::optional<OutputDirectory> directory_;
  std::optional<OutputFile> file_;
};

}  // namespace lastmile::io
