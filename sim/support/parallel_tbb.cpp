#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include "sim/support/parallel.h"

namespace lastmile {

std::size_t thread_count() {
  return static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
}

void with_threads(std::size_t threads, const std::function<void()>& work) {
  if (threads == 0) {
    work();
    return;
  }
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena arena(static_cast<int>(threads));
  arena.execute(work);
}

// An arena of its own, so that a thread that waits for a pass within it takes no other piece of work.
void on_this_thread(const std::function<void()>& work) {
  tbb::task_arena arena(1);
  arena.execute(work);
}

void for_each_index(std::size_t count, const std::function<void(std::size_t)>& work) {
  tbb::parallel_for(std::size_t{0}, count, work);
}

void run_pipeline(std::size_t slots, const std::function<bool(std::size_t)>& begin,
                  const std::function<void(std::size_t)>& work, const std::function<void(std::size_t)>& end) {
  // At most `slots` items are in progress and they end in order, so slots can be used in a ring.
  std::size_t begun = 0;
  const auto take_slot = [&](tbb::flow_control& flow) {
    const std::size_t slot = begun++ % slots;
    if (!begin(slot)) flow.stop();
    return slot;
  };
  const auto work_on = [&](std::size_t slot) {
    work(slot);
    return slot;
  };
  using Mode = tbb::filter_mode;
  tbb::parallel_pipeline(slots, tbb::make_filter<void, std::size_t>(Mode::serial_in_order, take_slot) &
                                    tbb::make_filter<std::size_t, std::size_t>(Mode::parallel, work_on) &
                                    tbb::make_filter<std::size_t, void>(Mode::serial_in_order, end));
}

}  // namespace lastmile
