// Progress of a long task. The task reports it here; the observer decides what to show.
#pragma once

#include <cstdint>
#include <string_view>

namespace lastmile::io {

class Progress {
 public:
  Progress() = default;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  virtual ~Progress() = default;

  // Starts a phase of `total` units of work, 0 if unknown. Called by one thread at a time.
  virtual void begin(std::string_view phase, std::uint64_t total, std::string_view unit);
  // Adds to the work done in this phase. Called by any thread.
  virtual void advance(std::uint64_t amount);

  // Discards all reports.
  static Progress& unwatched();
};

}  // namespace lastmile::io
