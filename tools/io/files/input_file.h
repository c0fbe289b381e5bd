// An input file, read once from start to end: its bytes (inflated if it is gzip), its size and, on request,
// its SHA-256.
#pragma once

#include <memory>
#include <string>

#include "tools/io/base/progress.h"
#include "tools/io/problems/problem.h"

namespace lastmile::io {

// Name, size and hash of a file that was read, for the record.
struct InputRecord {
  std::string name;
  std::uint64_t bytes = 0;
  std::string sha256;  // hexadecimal; empty if not requested
};

class InputFile {
 public:
  enum class Hashing { off, on };

  // Throws IoFailed if the file cannot be opened.
  // Reports every byte read to `progress`.
  InputFile(const std::string& path, Hashing hashing, Progress& progress = Progress::unwatched());
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  // Reads up to `most` bytes of the text and returns their number, 0 at the end. Throws IoFailed if reading
  // fails or the file has changed, BadGzip if a gzip file is damaged.
  std::size_t read(char* into, std::size_t most);
  InputRecord record() const;
  // Size of the file in bytes, 0 if unknown; and of its text, also 0 for gzip.
  std::uint64_t size() const;
  std::uint64_t text_size() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

struct BadGzip : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The reason why `path` cannot be read as a file; the rule is empty if it can.
Finding check_readable(const std::string& path);

}  // namespace lastmile::io
