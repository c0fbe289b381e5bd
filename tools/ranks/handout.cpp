#include "tools/ranks/handout.h"

#include <utility>

namespace lastmile::ranks {

Handout::Handout(std::uint64_t first, std::uint64_t last, std::uint64_t window, TakeResult take)
    : next_(first), taken_(first), last_(last), window_(window), take_(std::move(take)) {}

std::optional<std::uint64_t> Handout::next_locked() {
  if (is_given_out_locked() || is_window_full()) return std::nullopt;
  return next_++;
}

std::optional<std::uint64_t> Handout::next() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return is_given_out_locked() || !is_window_full(); });
  return next_locked();
}

std::optional<std::uint64_t> Handout::next_if_any() {
  const std::scoped_lock lock(mutex_);
  return next_locked();
}

bool Handout::is_given_out() const {
  const std::scoped_lock lock(mutex_);
  return is_given_out_locked();
}

void Handout::give_in(std::uint64_t piece, std::string&& result) {
  std::unique_lock lock(mutex_);
  results_.emplace(piece, std::move(result));
  if (takes_) return;  // the thread that takes goes on with this one
  takes_ = true;
  while (failure_ == nullptr && !results_.empty() && results_.begin()->first == taken_) {
    std::string one = std::move(results_.extract(results_.begin()).mapped());
    lock.unlock();
    std::exception_ptr failure;
    try {
      take_(taken_, std::move(one));
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    if (failure_ == nullptr) failure_ = failure;
    ++taken_;
    changed_.notify_all();
  }
  takes_ = false;
  changed_.notify_all();
}

void Handout::fail(std::exception_ptr failure) {
  const std::scoped_lock lock(mutex_);
  if (failure_ == nullptr) failure_ = std::move(failure);
  changed_.notify_all();
}

void Handout::wait() const {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !takes_ && (failure_ != nullptr || taken_ == last_); });
  if (failure_ != nullptr) std::rethrow_exception(failure_);
}

}  // namespace lastmile::ranks
