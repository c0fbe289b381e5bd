#include "tools/io/yaml/yaml_mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tools/io/base/suggest.h"
#include "tools/io/problems/cells.h"

namespace lastmile::io {
namespace {

std::string_view kind_of(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::null: return "nothing";
    case YamlNode::Kind::scalar: return node.quoted ? "quoted text" : "a single value";
    case YamlNode::Kind::list: return "a list";
    case YamlNode::Kind::map: break;
  }
  return "a mapping";
}

void report_no_key(const YamlNode& key, const std::string& path, Reporter& report) {
  report.error(FixedPlace(key.mark, path),
               {"wrong-type", fmt::format("a key must be plain text, but is {}", kind_of(key))});
}

Finding given_twice(const YamlNode& key) {
  return {"duplicate-key", fmt::format("duplicate key {}", io::quoted(key.text))};
}

// As in {cost: 1,500}.
bool is_rest_of_number(std::string_view key) {
  return key.size() == 3 && key.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string without_dot(const std::string& prefix) {
  return prefix.substr(0, prefix.find_last_not_of('.') + 1);
}

}  // namespace

bool require_mapping(const YamlNode& node, const std::string& path, Reporter& report) {
  if (node.kind == YamlNode::Kind::map) return true;
  report.error(FixedPlace(node.mark, path),
               {"wrong-type", fmt::format("must be a mapping, but is {}", kind_of(node))});
  return false;
}

Finding missing_key(std::string_view name, std::string hint) {
  return {"missing-key", fmt::format("missing key {}", io::quoted(name)), std::move(hint)};
}

const YamlNode* find_value(const YamlNode& node, std::string_view key) {
  if (node.kind != YamlNode::Kind::map) return nullptr;
  for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
    const YamlNode* value = node.children[i + 1];
    if (node.children[i]->kind == YamlNode::Kind::scalar && node.children[i]->text == key)
      return value->kind == YamlNode::Kind::null ? nullptr : value;
  }
  return nullptr;
}

bool for_each_key(const YamlNode& node, std::span<const std::string_view> known, const std::string& prefix,
                  Reporter& report, const std::function<void(std::size_t, const YamlNode&)>& visit) {
  if (!require_mapping(node, without_dot(prefix), report)) return false;
  std::vector<bool> seen(known.size(), false);
  for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
    const YamlNode& key = *node.children[i];
    if (key.kind != YamlNode::Kind::scalar) {
      report_no_key(key, without_dot(prefix), report);
      continue;
    }
    const FixedPlace place(key.mark, prefix + shortened(key.text));
    const auto found = std::find(known.begin(), known.end(), key.text);
    if (found == known.end()) {
      report.error(place, {"unknown-key", fmt::format("unknown key {}", io::quoted(key.text)),
                           is_rest_of_number(key.text) ? "write numbers without thousands separators"
                                                       : hint_for(key.text, known)});
      continue;
    }
    const auto index = static_cast<std::size_t>(found - known.begin());
    if (seen[index]) {
      report.error(place, given_twice(key));
      continue;
    }
    seen[index] = true;
    visit(index, *node.children[i + 1]);
  }
  return true;
}

bool for_each_entry(const YamlNode& node, std::span<const std::string_view> known, const std::string& prefix,
                    Reporter& report, const std::function<void(std::size_t, const YamlNode&)>& visit) {
  return for_each_key(node, known, prefix, report, [&](std::size_t key, const YamlNode& value) {
    if (value.kind != YamlNode::Kind::null) visit(key, value);
  });
}

void for_each_named_entry(const YamlNode& node, const std::string& path, Reporter& report,
                          const std::function<void(const YamlNode&, const YamlNode&)>& visit) {
  if (!require_mapping(node, path, report)) return;
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
    const YamlNode& key = *node.children[i];
    if (key.kind != YamlNode::Kind::scalar)
      report_no_key(key, path, report);
    else if (!seen.insert(key.text).second)
      report.error(FixedPlace(key.mark, fmt::format("{}.{}", path, shortened(key.text))), given_twice(key));
    else
      visit(key, *node.children[i + 1]);
  }
}

std::span<const YamlNode* const> items_of(const YamlNode& node, const std::string& path,
                                          std::string_view example, Reporter& report) {
  if (node.kind == YamlNode::Kind::list) return node.children;
  if (node.kind != YamlNode::Kind::null)
    report.error(FixedPlace(node.mark, path),
                 {"wrong-type", fmt::format("must be a list, but is {}", kind_of(node)),
                  fmt::format("write {}", example)});
  return {};
}

void for_each_item(const YamlNode& node, const std::string& path, std::string_view example, Reporter& report,
                   const std::function<void(const YamlNode&, const std::string&)>& visit) {
  const YamlNode* before = nullptr;
  std::size_t index = 0;
  for (const YamlNode* item : items_of(node, path, example, report)) {
    index = before != nullptr && before->mark.file == item->mark.file ? index + 1 : 0;
    before = item;
    visit(*item, fmt::format("{}[{}]", path, index));
  }
}

void for_each_value(const YamlNode& node, const std::string& path,
                    const std::function<void(const YamlNode&, const std::string&)>& visit) {
  if (node.kind != YamlNode::Kind::list) {
    visit(node, path);
    return;
  }
  std::size_t index = 0;
  for (const YamlNode* item : node.children) visit(*item, fmt::format("{}[{}]", path, index++));
}

std::optional<std::string_view> text_of(const YamlNode& node, const std::string& path, Reporter& report) {
  if (node.kind == YamlNode::Kind::scalar) return node.text;
  report.error(FixedPlace(node.mark, path),
               {"wrong-type", fmt::format("must be a single value, but is {}", kind_of(node))});
  return std::nullopt;
}

std::optional<std::string_view> unquoted_text_of(const YamlNode& node, const std::string& path,
                                                 Reporter& report) {
  const auto text = text_of(node, path, report);
  if (!text || !node.quoted) return text;
  report.error(FixedPlace(node.mark, path),
               {"wrong-type", fmt::format("must be unquoted, but is {} in quotes", io::quoted(*text)),
                "remove the quotes"});
  return std::nullopt;
}

}  // namespace lastmile::io
