// How far a long piece of work has come. Whoever works says so here; whoever watches decides what to show.
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

  // A new phase begins: `total` units of work, 0 where nobody can tell. Called by one thread at a time.
  virtual void begin(std::string_view phase, std::uint64_t total, std::string_view unit);
  // So much more of the phase is done. Called by any thread.
  virtual void advance(std::uint64_t amount);

  // One that nobody watches.
  static Progress& unwatched();
};

}  // namespace lastmile::io
