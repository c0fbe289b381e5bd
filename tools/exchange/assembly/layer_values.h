// The values that a mapping gives the keys of a layer's features.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/plant/state.h"
#include "models/plant/tier.h"
#include "tools/exchange/features/feature_layer.h"
#include "tools/exchange/mapping/mapping.h"
#include "tools/io/base/format.h"
#include "tools/io/problems/problem.h"

namespace lastmile::exchange {

class LayerValues {
 public:
  struct Key {
    std::string name;  // of the table's column
    const KeySource* source = nullptr;
    std::size_t field = 0;  // of the layer, if the source names one
    io::CellType type = io::CellType::text;
  };

  // Every field that the mapping names is in the layer.
  LayerValues(const FeatureLayer& layer, const LayerMapping& mapping);

  const std::vector<Key>& keys() const { return keys_; }
  const Key* find(std::string_view name) const;
  // What the file has; empty where it has nothing, or the mapping a value.
  std::string_view raw(const Key* key, std::size_t feature) const;
  // The value of a key, empty where there is none: words are translated, and the default stands for what is
  // empty, unknown (a state or tier) or wrong (a number).
  std::string_view value(const Key* key, std::size_t feature) const;

  // Reports the values of one feature that are wrong. Calls replaced(key, what the file has) where a default
  // stands for a value that is not empty.
  template <class Replaced>
  void check(std::size_t feature, io::Reporter& report, Replaced replaced) const {
    for (const Key& key : keys_) {
      if (key.source->otherwise && is_replaced(key, feature)) replaced(key, raw(&key, feature));
      report_wrong(key, feature, report);
    }
  }
  io::Mark mark(std::size_t feature) const;
  std::string place(std::size_t feature, std::string_view field = {}) const;

 private:
  std::string_view translated(const Key& key, std::size_t feature) const;
  bool is_replaced(const Key& key, std::size_t feature) const;
  void report_wrong(const Key& key, std::size_t feature, io::Reporter& report) const;

  const FeatureLayer& layer_;
  std::vector<Key> keys_;
};

// A state or tier in any case of letters; none if the word is neither.
std::optional<State> state_of_word(std::string_view word);
std::optional<Tier> tier_of_word(std::string_view word);

}  // namespace lastmile::exchange
