// A step that the standard heap functions lack: the first item of a heap gives way to another.
#pragma once

#include <cstddef>
#include <vector>

namespace lastmile {

// As std::pop_heap, then std::push_heap of `item`, but in one way down: half the cost, O(log items). `heap`
// is not empty; comes_later(a, b) as these functions take it.
template <class Item, class ComesLater>
void replace_first(std::vector<Item>& heap, const Item& item, ComesLater comes_later) {
  std::size_t at = 0;
  for (std::size_t next = 1; next < heap.size(); next = 2 * at + 1) {
    if (next + 1 < heap.size() && comes_later(heap[next], heap[next + 1])) ++next;
    if (!comes_later(item, heap[next])) break;
    heap[at] = heap[next];
    at = next;
  }
  heap[at] = item;
}

}  // namespace lastmile
