// Ctrl-C ends the program at once with status 1 and without partial output.
#pragma once

#include <atomic>

namespace lastmile::cli {

// Call first in main, before any thread starts. SIGINT, SIGTERM, SIGHUP and SIGQUIT then wake a dedicated
// thread, which removes unfinished output and ends the process. No other code needs to handle them.
void end_cleanly_on_interrupt();

// While one of these lives, the first SIGINT or SIGTERM only sets a flag, so that a search can end with the
// best that it has found; a second one ends the program. One at a time.
class InterruptSetsFlag {
 public:
  InterruptSetsFlag();
  ~InterruptSetsFlag();
  InterruptSetsFlag(const InterruptSetsFlag&) = delete;
  InterruptSetsFlag& operator=(const InterruptSetsFlag&) = delete;

  const std::atomic<bool>& flag() const;
};

}  // namespace lastmile::cli
