#include "tools/io/yaml/yaml_merge.h"

#include <algorithm>
#include <array>
#include <map>

namespace lastmile::io {
namespace {

using NodeKind = YamlNode::Kind;

// Single values that are short for a mapping of one key.
struct ShortForm {
  std::string_view key;
  std::string_view stands_for;
};
constexpr std::array<ShortForm, 2> short_forms = {{{"service", "profile"}, {"visit_cost", "default"}}};

constexpr std::array<std::string_view, 2> of_one_file = {"lastmile", "extends"};
constexpr std::array<std::string_view, 3> parts_to_do_without = {"rollout", "economics", "take_up"};
// Their items only make sense together.
constexpr std::array<std::string_view, 2> lists_of_one_value = {"order", "service"};

bool is_of_one_file(const YamlNode& key) {
  return std::find(of_one_file.begin(), of_one_file.end(), key.text) != of_one_file.end();
}

bool is_of_one_value(std::string_view key) {
  return std::find(lists_of_one_value.begin(), lists_of_one_value.end(), key) != lists_of_one_value.end();
}

// The level of a mapping.
enum class Level { scenario, options, option, other };

Level below(std::string_view key, Level level) {
  if (level == Level::scenario && key == "options") return Level::options;
  return level == Level::options ? Level::option : Level::other;
}

// The parts of its base that a scenario or an option can remove.
bool can_be_off(std::string_view key, Level level) {
  const bool has_parts = level == Level::scenario || level == Level::option;
  return has_parts &&
         std::find(parts_to_do_without.begin(), parts_to_do_without.end(), key) != parts_to_do_without.end();
}

class Merger {
 public:
  explicit Merger(std::deque<YamlNode>& store) : store_(store) {}

  const YamlNode& merge(const YamlNode& base, const YamlNode& own, std::string_view key, Level level) {
    if (own.kind == NodeKind::null) return can_be_off(key, level) ? own : base;
    if (own.kind == NodeKind::map && base.kind == NodeKind::map)
      return merge_mappings(base, own, below(key, level));
    if (own.kind == NodeKind::map && base.kind == NodeKind::scalar)
      return merge_with_short_form(base, own, key);
    if (own.kind == NodeKind::list && base.kind == NodeKind::list && !is_of_one_value(key))
      return join(base, own);
    return own;
  }

  // Keeps duplicate keys so that they are reported.
  const YamlNode& merge_mappings(const YamlNode& base, const YamlNode& own, Level level) {
    YamlNode& merged = start(own);
    merged.children = base.children;
    std::map<std::string_view, std::size_t> place_of;
    for (std::size_t i = 0; i + 1 < base.children.size(); i += 2)
      if (base.children[i]->kind == NodeKind::scalar) place_of.emplace(base.children[i]->text, i);
    for (std::size_t i = 0; i + 1 < own.children.size(); i += 2) {
      const YamlNode& key = *own.children[i];
      const auto place = key.kind == NodeKind::scalar ? place_of.find(key.text) : place_of.end();
      if (place == place_of.end()) {
        merged.children.insert(merged.children.end(), {&key, own.children[i + 1]});
        continue;
      }
      const std::size_t at = place->second;
      merged.children[at] = &key;
      merged.children[at + 1] = &merge(*merged.children[at + 1], *own.children[i + 1], key.text, level);
      place_of.erase(place);
    }
    return merged;
  }

  // The base without the keys that apply to its file only.
  const YamlNode& heritage_of(const YamlNode& base) {
    YamlNode& heritage = start(base);
    for (std::size_t i = 0; i + 1 < base.children.size(); i += 2)
      if (!is_of_one_file(*base.children[i]))
        heritage.children.insert(heritage.children.end(), {base.children[i], base.children[i + 1]});
    return heritage;
  }

 private:
  YamlNode& start(const YamlNode& like) {
    YamlNode& node = store_.emplace_back();
    node.kind = like.kind;
    node.mark = like.mark;
    return node;
  }

  const YamlNode& join(const YamlNode& base, const YamlNode& own) {
    YamlNode& joined = start(own);
    joined.children = base.children;
    joined.children.insert(joined.children.end(), own.children.begin(), own.children.end());
    return joined;
  }

  const YamlNode& merge_with_short_form(const YamlNode& base, const YamlNode& own, std::string_view key) {
    const YamlNode* mapping = long_form(base, key, store_);
    return mapping == nullptr ? own : merge_mappings(*mapping, own, Level::other);
  }

  std::deque<YamlNode>& store_;
};

}  // namespace

const YamlNode& merge(const YamlNode& base, const YamlNode& own, std::deque<YamlNode>& store) {
  Merger merger(store);
  return merger.merge_mappings(merger.heritage_of(base), own, Level::scenario);
}

const YamlNode* long_form(const YamlNode& value, std::string_view key, std::deque<YamlNode>& store) {
  const auto form = std::find_if(short_forms.begin(), short_forms.end(),
                                 [&](const ShortForm& known) { return known.key == key; });
  if (form == short_forms.end()) return nullptr;
  YamlNode& long_key = store.emplace_back();
  long_key.kind = YamlNode::Kind::scalar;
  long_key.mark = value.mark;
  long_key.text = form->stands_for;
  YamlNode& mapping = store.emplace_back();
  mapping.kind = YamlNode::Kind::map;
  mapping.mark = value.mark;
  mapping.children = {&long_key, &value};
  return &mapping;
}

}  // namespace lastmile::io
