// A binary heap of (key, item), least key first, of equal keys the least item; its memory is kept between
// uses.
#pragma once

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace lastmile::planning {

template <class Key, class Item>
class MinQueue {
 public:
  bool empty() const { return heap_.empty(); }
  void clear() { heap_.clear(); }
  Key least_key() const { return heap_.front().first; }
  void push(Key key, Item item) {
    heap_.emplace_back(key, item);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
  }
  std::pair<Key, Item> pop() {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    const std::pair<Key, Item> least = heap_.back();
    heap_.pop_back();
    return least;
  }

 private:
  std::vector<std::pair<Key, Item>> heap_;
};

}  // namespace lastmile::planning
