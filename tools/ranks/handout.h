// Pieces of work in a row: handed out one after the other to whoever asks, their results taken in order.
//
// So that memory is bounded when one piece is late, no piece is handed out that is `window` or more beyond
// the first one whose result is missing. All functions may be called by any thread.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace lastmile::ranks {

// Gets the results, in order and from one thread at a time.
using TakeResult = std::function<void(std::uint64_t piece, std::string&& result)>;

class Handout {
 public:
  // Pieces first to last - 1; window > 0.
  Handout(std::uint64_t first, std::uint64_t last, std::uint64_t window, TakeResult take);

  // The next piece; none if there are no more or something has failed. Waits while the window is full.
  std::optional<std::uint64_t> next();
  // The same without waiting: also none while the window is full; then `is_given_out` does not hold.
  std::optional<std::uint64_t> next_if_any();
  bool is_given_out() const;

  // Each piece that was handed out once. What `take` throws counts as a failure.
  void give_in(std::uint64_t piece, std::string&& result);
  // Nothing more is handed out, and later results are dropped. The first failure counts.
  void fail(std::exception_ptr failure);

  // Until all results are taken. Throws the failure, if there is one.
  void wait() const;

 private:
  std::optional<std::uint64_t> next_locked();
  bool is_given_out_locked() const { return failure_ != nullptr || next_ == last_; }
  bool is_window_full() const { return next_ - taken_ >= window_; }

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::uint64_t next_;   // to be handed out
  std::uint64_t taken_;  // results before this one are taken
  const std::uint64_t last_;
  const std::uint64_t window_;
  const TakeResult take_;
  std::map<std::uint64_t, std::string> results_;  // not taken yet
  bool takes_ = false;                            // a thread is in `take_`
  std::exception_ptr failure_;
};

}  // namespace lastmile::ranks
