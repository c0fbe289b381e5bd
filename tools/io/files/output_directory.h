// A folder of results in which all files appear or none: they are written to a temporary folder and moved
// together at the end. A failure before that leaves no files behind.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tools/io/files/sha256.h"

namespace lastmile::io {

class OutputDirectory {
 public:
  // Creates the folder if it does not exist. Throws IoFailed.
  explicit OutputDirectory(const std::string& path);
  ~OutputDirectory();
  OutputDirectory(const OutputDirectory&) = delete;
  OutputDirectory& operator=(const OutputDirectory&) = delete;

  // The path to write the file to. Throws IoFailed if the file would replace one of `inputs`.
  std::string place_for(const std::string& file, const std::vector<std::string>& inputs = {});
  // Moves all files to their final paths. If one cannot be moved, restores all previous files and throws
  // IoFailed.
  void finish();

  // Removes the files of all unfinished folders of this process and prevents them from finishing. Call
  // immediately before the process ends.
  static void abandon_all();

 private:
  void remove_unfinished() const;
  void put_former_files_back(std::size_t moved) const;

  std::filesystem::path path_;
  std::filesystem::path workshop_;           // where files are written
  std::vector<std::filesystem::path> made_;  // created folders, deepest first
  std::vector<std::string> files_;
};

// One file of text on its way to disk, with its size and hash. Throws IoFailed if writing fails.
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
