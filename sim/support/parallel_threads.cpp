#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "sim/support/parallel.h"

namespace lastmile {
namespace {

thread_local std::size_t thread_limit = 0;  // 0: all cores
thread_local bool is_worker = false;        // passes within a pass run on the thread they are called on

// Calls loop() on this thread and on others, `threads` in all, and waits for them.
void on_threads(std::size_t threads, const std::function<void()>& loop) {
  const auto as_worker = [&] {
    const bool outer = std::exchange(is_worker, true);
    loop();
    is_worker = outer;
  };
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back(as_worker);
  as_worker();
}

// Keeps the exception of the lowest index, so that the choice depends on the timing of threads as little as
// possible.
class FirstFailure {
 public:
  bool happened() const { return happened_; }
  void keep(std::size_t index) {
    const std::lock_guard lock(mutex_);
    if (!happened_ || index < index_) {
      index_ = index;
      failure_ = std::current_exception();
    }
    happened_ = true;
  }
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::mutex mutex_;
  std::atomic<bool> happened_{false};
  std::size_t index_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

std::size_t thread_count() {
  if (is_worker) return 1;
  return thread_limit > 0 ? thread_limit : std::max(1U, std::thread::hardware_concurrency());
}

void with_threads(std::size_t threads, const std::function<void()>& work) {
  struct Restore {
    std::size_t limit;
    ~Restore() { thread_limit = limit; }
  };
  const Restore restore{std::exchange(thread_limit, threads)};
  work();
}

void on_this_thread(const std::function<void()>& work) {
  struct Restore {
    bool outer;
    ~Restore() { is_worker = outer; }
  };
  const Restore restore{std::exchange(is_worker, true)};
  work();
}

void for_each_index(std::size_t count, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  FirstFailure failure;
  on_threads(std::min(count, thread_count()), [&] {
    for (std::size_t i = next++; i < count && !failure.happened(); i = next++) {
      try {
        work(i);
      } catch (...) {
        failure.keep(i);
      }
    }
  });
  failure.rethrow();
}

void run_pipeline(std::size_t slots, const std::function<bool(std::size_t)>& begin,
                  const std::function<void(std::size_t)>& work, const std::function<void(std::size_t)>& end) {
  std::mutex reading;
  std::mutex ending;
  std::condition_variable item_ended;
  std::size_t begun = 0;
  std::size_t ended = 0;
  bool is_exhausted = false;
  FirstFailure failure;
  const auto handle_one = [&](std::size_t& number) {
    {
      const std::lock_guard lock(reading);
      if (is_exhausted) return false;
      number = begun;
      is_exhausted = !begin(number % slots);
      if (is_exhausted) return false;
      ++begun;
    }
    work(number % slots);
    std::unique_lock lock(ending);
    item_ended.wait(lock, [&] { return ended == number || failure.happened(); });
    if (failure.happened()) return false;
    end(number % slots);
    ++ended;
    item_ended.notify_all();
    return true;
  };
  // Each thread has one item in progress, and the item that is next to end never waits, so slots never
  // collide.
  on_threads(std::min(slots, thread_count()), [&] {
    for (bool goes_on = true; goes_on && !failure.happened();) {
      std::size_t number = 0;
      try {
        goes_on = handle_one(number);
      } catch (...) {
        failure.keep(number);
        const std::lock_guard lock(ending);
        item_ended.notify_all();
        goes_on = false;
      }
    }
  });
  failure.rethrow();
}

}  // namespace lastmile
