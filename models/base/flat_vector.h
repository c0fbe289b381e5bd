// A vector for large flat columns. New memory is not cleared, and large blocks use huge pages where the
// system has them, which avoids most page faults of a table with millions of rows.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace lastmile {

template <class T>
class FlatAllocator {
 public:
  using value_type = T;

  FlatAllocator() = default;
  template <class Other>
  FlatAllocator(const FlatAllocator<Other>&) {}  // NOLINT(google-explicit-constructor): allocators convert

  T* allocate(std::size_t count) {
    if (count < large / sizeof(T)) return std::allocator<T>{}.allocate(count);
    if (count > static_cast<std::size_t>(-1) / sizeof(T) - huge_page) throw std::bad_array_new_length();
    const std::size_t bytes = (count * sizeof(T) + huge_page - 1) / huge_page * huge_page;
    void* block = std::aligned_alloc(huge_page, bytes);
    if (block == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
    ::madvise(block, bytes, MADV_HUGEPAGE);  // a hint; the system may ignore it
#endif
    return static_cast<T*>(block);
  }
  void deallocate(T* block, std::size_t count) {
    if (count < large / sizeof(T))
      std::allocator<T>{}.deallocate(block, count);
    else
      std::free(block);
  }
  // Items constructed without a value stay uninitialized where their type allows it.
  template <class U>
  void construct(U* at) noexcept(std::is_nothrow_default_constructible_v<U>) {
    ::new (static_cast<void*>(at)) U;
  }
  template <class U, class... Arguments>
  void construct(U* at, Arguments&&... arguments) {
    ::new (static_cast<void*>(at)) U(std::forward<Arguments>(arguments)...);
  }
  bool operator==(const FlatAllocator&) const = default;

 private:
  static constexpr std::size_t huge_page = std::size_t{1} << 21;
  static constexpr std::size_t large = 2 * huge_page;
};

template <class T>
using FlatVector = std::vector<T, FlatAllocator<T>>;

}  // namespace lastmile
