// One entry of the equipment library while it is read: the keys it gives, their places, and the source that
// results from them.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tools/io/equipment/figures.h"
#include "tools/io/yaml/keys.h"

namespace lastmile::io {

// Key names are relative to the entry: up_mbps, optical.min_loss_db.
class EntryReader {
 public:
  EntryReader(const YamlNode& node, std::string path, Reporter& report)
      : node_(node), path_(std::move(path)), report_(report) {}

  bool has(const std::string& key) const { return places_.contains(key); }
  void meet(const std::string& key, const Mark& mark);
  // The same for a mapping or list of figures, which are recorded separately.
  void meet_block(const std::string& key, const Mark& mark) { places_[key] = mark; }

  void error_at(const std::string& key, Finding finding);
  void require(std::initializer_list<std::string_view> keys, const std::string& prefix = {});
  // Reports a key that does not apply to the entry's kind.
  void refuse(const std::string& key, std::string_view kind);

  void read_source(const YamlNode& value, const std::string& path);
  // `known` are the figures that may be assumed.
  void read_assumed(const YamlNode& value, const std::string& path, std::span<const std::string_view> known);

  // The entry's source after this reading: given figures are no longer assumed, and are marked as overridden
  // if no source is given with them.
  std::string source_after(std::string_view before, std::span<const std::string_view> known) const;

 private:
  std::string path_of(const std::string& key) const;

  const YamlNode& node_;
  std::string path_;
  Reporter& report_;
  std::map<std::string, Mark> places_;
  std::vector<std::string> given_;
  std::optional<std::string> source_;
  std::optional<std::vector<std::string>> assumed_;
};

// The target into which the keys of an entry, or of a mapping inside it, are read.
template <class T>
struct EntryOf {
  EntryReader& entry;
  T& to;
};

// A key of an entry; `prefix` is "optical." for a key of a mapping inside it.
template <class T, class V, class Where>
Key<EntryOf<T>> entry_key(std::string_view prefix, std::string_view name, Value<V> value, Where where) {
  return {name, std::move(value.schema),
          [key = std::string{prefix}.append(name), read = std::move(value.read), where](
              EntryOf<T>& of, const YamlNode& node, const std::string& path, Reporter& report) {
            of.entry.meet(key, node.mark);
            if (auto found = read(node, path, report)) std::invoke(where, of.to) = std::move(*found);
          }};
}

template <class T, std::size_t N>
Keys<EntryOf<T>> figure_keys(std::string_view prefix, const std::array<Figure<T>, N>& figures) {
  Keys<EntryOf<T>> keys;
  for (const Figure<T>& figure : figures)
    keys.add(entry_key<T>(prefix, figure.key, value_between(figure.least, figure.most), figure.field));
  return keys;
}

// A list of mappings of figures; each must give all of them.
template <class T, std::size_t N>
Value<std::vector<T>> rows_value(const std::array<Figure<T>, N>& figures, std::string_view example) {
  const Keys<T> keys = row_keys(figures);
  Json row = schema_of(keys);
  row["required"] = required_names(keys);
  return {{{"type", "array"}, {"items", std::move(row)}, {"minItems", 1}},
          [keys, example](const YamlNode& node, const std::string& path, Reporter& report) {
            std::vector<T> rows;
            for (const YamlNode* item : items_of(node, path, example, report)) {
              const std::string at = path + '[' + std::to_string(rows.size()) + ']';
              read_mapping(*item, keys, at, rows.emplace_back(), report);
            }
            return std::optional{std::move(rows)};
          }};
}

// The keys that identify the entry and its sources.
template <class T>
void add_name_key(Keys<EntryOf<T>>& keys) {
  keys.add({"name", type_schema(CellType::id),
            [](EntryOf<T>&, const YamlNode&, const std::string&, Reporter&) {},  // read before all others
            Required{}});
}
template <class T>
void add_source_keys(Keys<EntryOf<T>>& keys, std::span<const std::string_view> assumable) {
  keys.add(
      {"source", any_text(), [](EntryOf<T>& of, const YamlNode& node, const std::string& path, Reporter&) {
         of.entry.read_source(node, path);
       }});
  keys.add({"assumed",
            {{"type", "array"}, {"items", exactly_one_of(assumable)}},
            [assumable](EntryOf<T>& of, const YamlNode& node, const std::string& path, Reporter&) {
              of.entry.read_assumed(node, path, assumable);
            }});
}

}  // namespace lastmile::io
