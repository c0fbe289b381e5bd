// What the C++ library and the engine ask of a system, and the module does not have. It has no exceptions:
// what would throw, such as a lack of memory, stops it, and the page says so.
#include <cstddef>
#include <cstdlib>

extern "C" {

void* __cxa_allocate_exception(std::size_t) {
  std::abort();
}
void __cxa_throw(void*, void*, void (*)(void*)) {
  std::abort();
}
void* __cxa_begin_catch(void*) {
  std::abort();
}
void __cxa_end_catch() {}
void __cxa_rethrow() {
  std::abort();
}

// Its one thread never ends.
int __cxa_thread_atexit(void (*)(void*), void*, void*) {
  return 0;
}
// A hint about huge pages.
int madvise(void*, std::size_t, int) {
  return 0;
}

}  // extern "C"
