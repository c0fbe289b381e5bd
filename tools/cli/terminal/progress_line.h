// A progress line on standard error: phase, percentage, rate and time left. It appears after one second, only
// on a terminal, and disappears when the work is done.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "tools/cli/terminal/output.h"
#include "tools/io/base/progress.h"

namespace lastmile::cli {

class ProgressLine : public io::Progress {
 public:
  enum class Shown { if_terminal, never };
  explicit ProgressLine(Shown shown);
  ~ProgressLine() override;

  void begin(std::string_view phase, std::uint64_t total, std::string_view unit) override;
  void advance(std::uint64_t amount) override { done_.fetch_add(amount, std::memory_order_relaxed); }
  // Removes the line. Call before printing a result.
  void finish();

 private:
  using Clock = std::chrono::steady_clock;
  void watch();
  std::string text(Clock::time_point now) const;

  const Clock::time_point started_ = Clock::now();
  Clock::time_point phase_started_ = started_;
  std::string phase_;
  std::string unit_;
  std::uint64_t total_ = 0;
  std::atomic<std::uint64_t> done_{0};
  bool finished_ = false;
  bool visible_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::thread watcher_;
};

// None if only errors are to be printed.
inline ProgressLine::Shown progress_for(Talk talk) {
  return talk == Talk::notes ? ProgressLine::Shown::if_terminal : ProgressLine::Shown::never;
}

// "1.2 GB" for bytes, "1.2 M rows" for other units.
std::string amount_words(double amount, std::string_view unit);

}  // namespace lastmile::cli
