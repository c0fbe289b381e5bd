// The module has no exceptions: what would throw, such as a lack of memory, stops it, and the page says so.
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

}  // extern "C"
