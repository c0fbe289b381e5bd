#include "sim/support/parallel.h"

namespace lastmile {

std::size_t thread_count() {
  return 1;
}

void with_threads(std::size_t, const std::function<void()>& work) {
  work();
}

void on_this_thread(const std::function<void()>& work) {
  work();
}

void for_each_index(std::size_t count, const std::function<void(std::size_t)>& work) {
  for (std::size_t i = 0; i < count; ++i) work(i);
}

void run_pipeline(std::size_t, const std::function<bool(std::size_t)>& begin,
                  const std::function<void(std::size_t)>& work, const std::function<void(std::size_t)>& end) {
  while (begin(0)) {
    work(0);
    end(0);
  }
}

}  // namespace lastmile
