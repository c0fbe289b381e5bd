// A folder of results whose files appear whole or not at all: they are written beside their place and moved
// there together at the end. What goes wrong before leaves nothing behind.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tools/io/files/sha256.h"

namespace lastmile::io {

class OutputDirectory {
 public:
  // Makes the folder where it is not there. Throws IoFailed.
  explicit OutputDirectory(const std::string& path);
  ~OutputDirectory();
  OutputDirectory(const OutputDirectory&) = delete;
  OutputDirectory& operator=(const OutputDirectory&) = delete;

  // Where to write the file. Throws IoFailed where it would take the place of one of `inputs`.
  std::string place_for(const std::string& file, const std::vector<std::string>& inputs = {});
  // Moves all files to where they belong; where one cannot be moved, what stood there before stands there
  // again. Throws IoFailed.
  void finish();

  // Takes away what every unfinished folder of this process has left so far, and lets none finish any more:
  // for the moment before the process ends.
  static void abandon_all();

 private:
  void remove_unfinished() const;
  void put_former_files_back(std::size_t moved) const;

  std::filesystem::path path_;
  std::filesystem::path workshop_;           // where files are written
  std::vector<std::filesystem::path> made_;  // folders that were not there before, the deepest first
  std::vector<std::string> files_;
};

// One file of text on its way to disk, with its size and hash. Throws IoFailed where writing fails.
class OutputFile {
 public:
  explicit OutputFile(std::string path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view text);
  struct Written {
    std::uint64_t bytes;
    std::string sha256;
  };
  Written close();

 private:
  std::string path_;
  int descriptor_;
  std::uint64_t bytes_ = 0;
  Sha256 hash_;
};

}  // namespace lastmile::io
