// The results of a block of runs: what one thread computes at a time, and what is kept on disk together.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/io/base/progress.h"
#include "tools/study/evaluator.h"

namespace lastmile::study {

struct Block {
  std::uint64_t first = 0;  // run
  std::uint64_t count = 0;
  std::vector<double> figures;  // by run, option and figure; NaN for none
  std::vector<double> ladder;   // by run, option, moment and rung, of the first ladder_runs()
  std::vector<std::pair<std::uint64_t, std::string>> refused;  // runs, ascending, each with its reason

  bool operator==(const Block&) const = default;
};

// How the runs of a study are cut into blocks. It depends on the study alone.
struct Blocks {
  std::uint64_t runs = 0;
  std::uint64_t size = 1;  // runs of each block but the last

  std::uint64_t count() const { return (runs + size - 1) / size; }
  std::uint64_t first_run(std::uint64_t block) const { return block * size; }
  std::uint64_t runs_in(std::uint64_t block) const { return std::min(size, runs - first_run(block)); }
};
// Whole points, and about 16 runs or more.
Blocks blocks_of(const Study& study);

// Computes blocks, one on each thread that calls. Memory: one plant for each of them.
class BlockComputer {
 public:
  // Both must outlive it. Each run advances the progress.
  BlockComputer(const StudyBase& base, io::Progress& progress);
  ~BlockComputer();
  Block operator()(std::uint64_t block);

 private:
  class Pool;
  const StudyBase& base_;
  io::Progress& progress_;
  const Blocks blocks_;
  std::unique_ptr<Pool> pool_;
};

// As bytes, in the byte order of this machine, and back; none if they are not a block of this study.
std::string to_bytes(const Block& block);
std::optional<Block> block_from(std::string_view bytes, const StudyBase& base);

}  // namespace lastmile::study
