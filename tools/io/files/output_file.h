// A file being written, with its size and hash.
#pragma once

#include <string>
#include <string_view>

#include "tools/io/files/sha256.h"
#include "tools/io/files/staging_folder.h"

namespace lastmile::io {

// The path to which a file is written, and its name in messages.
struct OutputPlace {
  std::string path;
  std::string name;
};

class OutputFile {
 public:
  // Throws IoFailed if writing fails, as do all functions below.
  explicit OutputFile(OutputPlace place);
  // Writes to an open descriptor, and closes it at the end.
  OutputFile(int descriptor, std::string name);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view text);
  struct Written {
    std::uint64_t bytes;
    std::string sha256;
  };
  // The file is on disk when this returns.
  Written close();

 private:
  [[noreturn]] void fail() const;

  std::string name_;
  Descriptor descriptor_;
  std::uint64_t bytes_ = 0;
  Sha256 hash_;
};

}  // namespace lastmile::io
