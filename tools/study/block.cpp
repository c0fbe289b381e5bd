#include "tools/study/block.h"

#include <algorithm>
#include <cstring>
#include <mutex>

#include "sim/support/parallel.h"

namespace lastmile::study {
namespace {

std::uint64_t runs_with_ladder(const StudyBase& base, const Block& block) {
  const std::uint64_t last = base.ladder_runs();
  return block.first >= last ? 0 : std::min(block.count, last - block.first);
}

Block compute(const StudyBase& base, Evaluator& evaluator, std::uint64_t first, std::uint64_t count,
              io::Progress& progress) {
  Block block{first, count, {}, {}, {}};
  for (std::uint64_t run = first; run < first + count; ++run) {
    RunResult result = evaluator.run(run, run < base.ladder_runs() ? WithLadder::yes : WithLadder::no);
    block.figures.insert(block.figures.end(), result.figures.begin(), result.figures.end());
    block.ladder.insert(block.ladder.end(), result.ladder.begin(), result.ladder.end());
    if (!result.refused.empty()) block.refused.emplace_back(run, std::move(result.refused));
    progress.advance(1);
  }
  return block;
}

void put(std::string& bytes, std::uint64_t number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}
void put(std::string& bytes, const std::vector<double>& numbers) {
  bytes.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(double));
}

// Takes parts off bytes; once something is missing, `failed` holds.
struct Bytes {
  std::string_view rest;
  bool failed = false;

  std::string_view take(std::uint64_t size) {
    failed = failed || size > rest.size();
    if (failed) return {};
    const std::string_view part = rest.substr(0, size);
    rest.remove_prefix(size);
    return part;
  }
  std::uint64_t number() {
    std::uint64_t number = 0;
    if (const std::string_view part = take(sizeof number); !failed)
      std::memcpy(&number, part.data(), sizeof number);
    return number;
  }
  std::vector<double> numbers(std::uint64_t count) {
    std::vector<double> numbers;
    const std::string_view part = take(count * sizeof(double));
    if (failed || part.empty()) return numbers;
    numbers.resize(count);
    std::memcpy(numbers.data(), part.data(), part.size());
    return numbers;
  }
};

}  // namespace

Blocks blocks_of(const Study& study) {
  const std::uint64_t together = Design(study.design).group() * study.replicates;
  constexpr std::uint64_t usual = 16;
  constexpr std::uint64_t most = 1024;
  return {study.runs(), together >= most ? most : together * ((usual + together - 1) / together)};
}

// Evaluators that no thread uses at the moment. There are never more than threads.
class BlockComputer::Pool {
 public:
  explicit Pool(const StudyBase& base) : base_(base) {}

  std::unique_ptr<Evaluator> take() {
    {
      const std::scoped_lock lock(mutex_);
      if (!free_.empty()) {
        std::unique_ptr<Evaluator> evaluator = std::move(free_.back());
        free_.pop_back();
        return evaluator;
      }
    }
    return std::make_unique<Evaluator>(base_);
  }
  void give_back(std::unique_ptr<Evaluator> evaluator) {
    const std::scoped_lock lock(mutex_);
    free_.push_back(std::move(evaluator));
  }

 private:
  const StudyBase& base_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Evaluator>> free_;
};

BlockComputer::BlockComputer(const StudyBase& base, io::Progress& progress)
    : base_(base), progress_(progress), blocks_(blocks_of(base.study)), pool_(std::make_unique<Pool>(base)) {}
BlockComputer::~BlockComputer() = default;

Block BlockComputer::operator()(std::uint64_t block) {
  Block computed;
  std::unique_ptr<Evaluator> evaluator = pool_->take();
  on_this_thread([&] {
    computed = compute(base_, *evaluator, blocks_.first_run(block), blocks_.runs_in(block), progress_);
  });
  pool_->give_back(std::move(evaluator));
  return computed;
}

std::string to_bytes(const Block& block) {
  std::string bytes;
  for (const std::uint64_t number : {block.first, block.count, std::uint64_t{block.refused.size()}})
    put(bytes, number);
  put(bytes, block.figures);
  put(bytes, block.ladder);
  for (const auto& [run, reason] : block.refused) {
    put(bytes, run);
    put(bytes, reason.size());
    bytes += reason;
  }
  return bytes;
}

std::optional<Block> block_from(std::string_view text, const StudyBase& base) {
  Bytes bytes{text};
  Block block;
  block.first = bytes.number();
  block.count = bytes.number();
  const std::uint64_t refused = bytes.number();
  const Blocks blocks = blocks_of(base.study);
  if (bytes.failed || block.count > blocks.size || refused > block.count) return std::nullopt;
  block.figures = bytes.numbers(block.count * base.option_count() * base.figure_count());
  block.ladder =
      bytes.numbers(runs_with_ladder(base, block) * base.option_count() * base.moments() * enum_count<Rung>);
  for (std::uint64_t i = 0; i < refused && !bytes.failed; ++i) {
    const std::uint64_t run = bytes.number();
    block.refused.emplace_back(run, bytes.take(bytes.number()));
  }
  if (bytes.failed || !bytes.rest.empty()) return std::nullopt;
  return block;
}

}  // namespace lastmile::study
