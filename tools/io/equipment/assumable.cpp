#include "tools/io/equipment/assumable.h"

#include <algorithm>
#include <deque>

#include "tools/io/equipment/technology_parts.h"

namespace lastmile::io {
namespace {

class KeyList {
 public:
  KeyList() {
    add("", names_of(technology_figures));
    add("", {fcc_code_key, rates_key_name});
    add("", names_of(medium_figures));
    add("rates.", names_of(rate_figures));
    add("optical.", optical_keys().names());
    add("voice.", voice_keys().names());
    add("radio.", radio_keys().names());
  }
  std::span<const std::string_view> names() const { return names_; }

 private:
  template <class T, std::size_t N>
  static std::vector<std::string_view> names_of(const std::array<Figure<T>, N>& figures) {
    std::vector<std::string_view> names(N);
    std::transform(figures.begin(), figures.end(), names.begin(), [](const Figure<T>& f) { return f.key; });
    return names;
  }
  void add(std::string_view prefix, std::vector<std::string_view> keys) {
    add(prefix, std::span<const std::string_view>{keys});
  }
  void add(std::string_view prefix, std::span<const std::string_view> keys) {
    for (const std::string_view key : keys)
      names_.push_back(texts_.emplace_back(std::string{prefix}.append(key)));
  }

  std::deque<std::string> texts_;
  std::vector<std::string_view> names_;
};

}  // namespace

std::span<const std::string_view> assumable_keys() {
  static const KeyList keys;
  return keys.names();
}

}  // namespace lastmile::io
