#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <thread>

#include "sim/support/parallel.h"

// TBB loads libraries and starts a thread when it is first used, so what has only one part runs without it.
namespace lastmile {
namespace {

thread_local std::size_t thread_limit = 0;  // 0: all cores

struct Limit {
  explicit Limit(std::size_t threads) : outer(std::exchange(thread_limit, threads)) {}
  ~Limit() { thread_limit = outer; }
  Limit(const Limit&) = delete;
  Limit& operator=(const Limit&) = delete;
  std::size_t outer;
};

}  // namespace

std::size_t thread_count() {
  static const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  return thread_limit > 0 ? thread_limit : cores;
}

void with_threads(std::size_t threads, const std::function<void()>& work) {
  if (threads == 0) {
    work();
    return;
  }
  const Limit of_slots(threads);
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena arena(static_cast<int>(threads));
  arena.execute(work);
}

// An arena of its own, so that a thread that waits for a pass within it takes no other piece of work.
void on_this_thread(const std::function<void()>& work) {
  const Limit of_slots(1);
  tbb::task_arena arena(1);
  arena.execute(work);
}

void for_each_index(std::size_t count, const std::function<void(std::size_t)>& work) {
  if (count > 1)
    tbb::parallel_for(std::size_t{0}, count, work);
  else if (count == 1)
    work(0);
}

void run_pipeline(std::size_t slots, const std::function<bool(std::size_t)>& begin,
                  const std::function<void(std::size_t)>& work, const std::function<void(std::size_t)>& end) {
  if (!begin(0)) return;
  if (slots == 1 || !begin(1)) {
    do {
      work(0);
      end(0);
    } while (slots == 1 && begin(0));
    return;
  }
  // At most `slots` items are in progress and they end in order, so slots can be used in a ring.
  std::size_t taken = 0;
  const auto take_slot = [&](tbb::flow_control& flow) {
    const std::size_t slot = taken++ % slots;
    if (taken > 2 && !begin(slot)) flow.stop();
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
