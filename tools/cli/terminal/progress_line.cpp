#include "tools/cli/terminal/progress_line.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "tools/cli/terminal/terminal.h"

namespace lastmile::cli {
namespace {

constexpr auto silent_at_first = std::chrono::seconds(1);
constexpr auto between_looks = std::chrono::milliseconds(200);
constexpr std::string_view erase_line = "\r\x1b[K";

double seconds(std::chrono::steady_clock::duration duration) {
  return std::chrono::duration<double>(duration).count();
}

std::string time_words(double seconds) {
  constexpr double minute = 60;
  return seconds < minute
             ? fmt::format("{:.0f} s", seconds)
             : fmt::format("{:.0f} min {:02.0f} s", std::floor(seconds / minute), std::fmod(seconds, minute));
}

}  // namespace

std::string amount_words(double amount, std::string_view unit) {
  constexpr double thousand = 1e3;
  constexpr double million = 1e6;
  constexpr double billion = 1e9;
  const bool bytes = unit == "B";
  if (amount >= billion) return fmt::format("{:.1f} {}{}", amount / billion, bytes ? "G" : "bn ", unit);
  if (amount >= million) return fmt::format("{:.1f} {}{}", amount / million, bytes ? "M" : "M ", unit);
  if (amount >= thousand) return fmt::format("{:.1f} {}{}", amount / thousand, bytes ? "k" : "k ", unit);
  return fmt::format("{:.0f} {}", amount, unit);
}

ProgressLine::ProgressLine(Shown shown) {
  if (shown == Shown::if_terminal && ::isatty(STDERR_FILENO) == 1)
    watcher_ = std::thread([this] { watch(); });
}

ProgressLine::~ProgressLine() {
  finish();
}

void ProgressLine::begin(std::string_view phase, std::uint64_t total, std::string_view unit) {
  const std::scoped_lock lock(mutex_);
  phase_ = phase;
  unit_ = unit;
  total_ = total;
  done_ = 0;
  phase_started_ = Clock::now();
}

void ProgressLine::finish() {
  {
    const std::scoped_lock lock(mutex_);
    finished_ = true;
  }
  wake_.notify_all();
  if (watcher_.joinable()) watcher_.join();
  if (visible_) std::fputs(std::string{erase_line}.c_str(), stderr);
  visible_ = false;
}

void ProgressLine::watch() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, between_looks, [&] { return finished_; })) {
    const Clock::time_point now = Clock::now();
    if (now - started_ < silent_at_first || phase_.empty()) continue;
    visible_ = true;
    std::fputs((std::string{erase_line} + printable(text(now), 79)).c_str(), stderr);
    std::fflush(stderr);
  }
}

std::string ProgressLine::text(Clock::time_point now) const {
  const double taken = seconds(now - phase_started_);
  const auto done = static_cast<double>(done_.load(std::memory_order_relaxed));
  const auto total = static_cast<double>(total_);
  if (total <= 0 || done <= 0 || taken <= 0) return fmt::format("{}, {}", phase_, time_words(taken));
  const double rate = done / taken;
  return fmt::format("{}: {:.0f} %, {}/s, {} left", phase_, 100 * std::min(1.0, done / total),
                     amount_words(rate, unit_), time_words(std::max(0.0, total - done) / rate));
}

}  // namespace lastmile::cli
