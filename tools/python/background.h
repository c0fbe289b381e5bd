// Long calls: the work runs on a thread of its own without the interpreter lock, while the calling thread
// waits and answers Ctrl-C. An interrupted call raises KeyboardInterrupt at once; its work is asked to stop,
// and ends at its next step. The interpreter waits for such work before it exits.
#pragma once

#include <pybind11/pybind11.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>

#include "tools/io/base/progress.h"

namespace lastmile::python {

// Ends work that nobody waits for.
struct Abandoned {};

// Every report of progress is an occasion to stop.
class StoppableProgress : public io::Progress {
 public:
  void begin(std::string_view, std::uint64_t, std::string_view) override { stop_if_asked(); }
  void advance(std::uint64_t) override { stop_if_asked(); }
  std::atomic<bool> stop{false};

 private:
  void stop_if_asked() const {
    if (stop.load(std::memory_order_relaxed)) throw Abandoned{};
  }
};

// Threads that are at work.
class Workers {
 public:
  void begin() {
    const std::scoped_lock lock(mutex_);
    ++count_;
  }
  void end() {
    const std::scoped_lock lock(mutex_);
    --count_;
    none_.notify_all();
  }
  void wait_for_all() {
    std::unique_lock lock(mutex_);
    none_.wait(lock, [this] { return count_ == 0; });
  }
  static Workers& all() {
    static Workers workers;
    return workers;
  }

 private:
  std::mutex mutex_;
  std::condition_variable none_;
  std::size_t count_ = 0;
};

// Returns work(progress). The work must own all it uses, since it may outlive the call, and must not touch
// Python.
template <class Work>
auto in_background(Work work) {
  using Answer = std::invoke_result_t<Work, StoppableProgress&>;
  struct Task {
    explicit Task(Work given) : work(std::move(given)) {}
    Work work;
    StoppableProgress progress;
    std::mutex mutex;
    std::condition_variable ended;
    bool has_ended = false;
    std::optional<Answer> answer;
    std::exception_ptr failure;
  };
  const auto task = std::make_shared<Task>(std::move(work));
  Workers::all().begin();
  std::thread([task = std::shared_ptr<Task>(task)]() mutable {
    std::optional<Answer> answer;
    std::exception_ptr failure;
    try {
      answer = task->work(task->progress);
    } catch (...) {
      failure = std::current_exception();
    }
    {
      const std::scoped_lock lock(task->mutex);
      task->answer = std::move(answer);
      task->failure = failure;
      task->has_ended = true;
    }
    task->ended.notify_all();
    failure = nullptr;
    task.reset();
    Workers::all().end();
  }).detach();
  constexpr auto between_looks = std::chrono::milliseconds(50);
  for (bool has_ended = false; !has_ended;) {
    {
      const pybind11::gil_scoped_release release;
      std::unique_lock lock(task->mutex);
      has_ended = task->ended.wait_for(lock, between_looks, [&] { return task->has_ended; });
    }
    if (!has_ended && PyErr_CheckSignals() != 0) {
      task->progress.stop = true;
      throw pybind11::error_already_set();
    }
  }
  if (task->failure) std::rethrow_exception(task->failure);
  return std::move(*task->answer);
}

}  // namespace lastmile::python
