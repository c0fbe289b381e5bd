// What a study has computed so far: a file of blocks in order. A process that is killed leaves whole blocks
// and at most one part of a block, which is dropped when the study goes on.
//
// The file begins with a line that names the format and the hash of the study. Each block follows as its
// size, its SHA-256 and its bytes. Blocks are not flushed to disk one by one: after a loss of power some may
// be missing, which the hashes show, and they are computed again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/io/files/staging_folder.h"
#include "tools/study/block.h"

namespace lastmile::study {

class Journal {
 public:
  // Opens the file, or makes it, and finds its whole blocks. `keeps` tells whether to go on with blocks that
  // are there. Throws IoFailed if that fails or another process uses the file, InputRefused if it belongs to
  // another study, or holds blocks that are not to be kept.
  enum class Keeps : bool { no, yes };
  Journal(const std::string& path, const std::string& hash, Keeps keeps);

  std::uint64_t blocks() const { return begins_.size(); }
  void add(std::string_view block);  // its bytes
  // Throws IoFailed if the file has changed meanwhile.
  Block read(std::uint64_t block, const StudyBase& base) const;
  // Deletes the file; the results are complete.
  void remove();

 private:
  void find_blocks(std::uint64_t size);
  bool read_at(std::uint64_t offset, char* into, std::uint64_t size) const;
  void write(std::string_view bytes);
  [[noreturn]] void fail(std::string_view what, int error) const;

  std::string path_;
  io::Descriptor file_;
  std::vector<std::uint64_t> begins_;  // of the blocks
  std::uint64_t end_ = 0;              // of the last one
};

}  // namespace lastmile::study
