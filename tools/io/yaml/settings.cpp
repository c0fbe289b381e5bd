#include "tools/io/yaml/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <span>

#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/yaml/yaml_merge.h"

namespace lastmile::io {
namespace {

using NodeKind = YamlNode::Kind;

constexpr std::string_view how_to_write = "write PATH=VALUE, such as take_up.ceiling=0.6";

// Nodes of a command line stand in no line.
constexpr Mark no_line(std::uint32_t file) {
  return {0, 0, file};
}

// Takes the next step off the text; none if there is no valid one.
std::optional<PathStep> take_step(std::string_view& text, bool is_first) {
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    std::size_t item = 0;
    if (is_first || end == std::string_view::npos) return std::nullopt;
    const auto [parsed, error] = std::from_chars(text.data() + 1, text.data() + end, item);
    if (error != std::errc{} || parsed != text.data() + end) return std::nullopt;
    text.remove_prefix(end + 1);
    return PathStep{{}, item};
  }
  if (!is_first) {
    if (!text.starts_with('.')) return std::nullopt;
    text.remove_prefix(1);
  }
  const bool is_quoted = text.starts_with('"');
  if (is_quoted) text.remove_prefix(1);
  const std::size_t end = is_quoted ? text.find('"') : std::min(text.find_first_of(".["), text.size());
  if (end == std::string_view::npos || end == 0) return std::nullopt;
  PathStep step{std::string{text.substr(0, end)}, {}};
  text.remove_prefix(is_quoted ? end + 1 : end);
  return step;
}

std::optional<std::vector<PathStep>> read_path(std::string_view text) {
  std::vector<PathStep> path;
  while (!text.empty() || path.empty()) {
    auto step = take_step(text, path.empty());
    if (!step) return std::nullopt;
    path.push_back(std::move(*step));
  }
  return path;
}

// The equals sign that ends the path; those in quotes belong to a key.
std::size_t end_of_path(std::string_view text) {
  bool is_quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') is_quoted = !is_quoted;
    if (text[i] == '=' && !is_quoted) return i;
  }
  return std::string_view::npos;
}

bool is_null(std::string_view text) {
  return text == "~" || text == "null";
}

std::optional<YamlDocument> nothing() {
  YamlDocument document;
  document.root = &document.nodes.emplace_back();
  return document;
}

class Putter {
 public:
  Putter(const NodeSetting& setting, std::deque<YamlNode>& store, Reporter& report)
      : setting_(setting), store_(store), report_(report) {}

  // The node with the value at the end of the path from its step `at` on. `node` is null where there is none.
  const YamlNode* put(const YamlNode* node, std::size_t at) {
    if (at == setting_.path.size()) return setting_.value;
    const PathStep& step = setting_.path[at];
    if (step.item) return put_item(node, at);
    if (node != nullptr && node->kind == NodeKind::scalar) {
      const std::string_view key = at > 0 ? std::string_view{setting_.path[at - 1].key} : std::string_view{};
      const YamlNode* mapping = long_form(*node, key, store_);
      if (mapping == nullptr) return refuse(at, "is a single value");
      node = mapping;
    }
    if (node != nullptr && node->kind == NodeKind::list)
      return refuse(at, "is a list: write the number of an item in brackets");
    return put_key(node, at);
  }

 private:
  const YamlNode* put_key(const YamlNode* node, std::size_t at) {
    const std::string& key = setting_.path[at].key;
    YamlNode& mapping = copy_of(node, NodeKind::map);
    for (std::size_t i = 0; i + 1 < mapping.children.size(); i += 2) {
      if (mapping.children[i]->kind != NodeKind::scalar || mapping.children[i]->text != key) continue;
      const YamlNode* value = put(mapping.children[i + 1], at + 1);
      if (value != nullptr) mapping.children[i + 1] = value;
      return value == nullptr ? nullptr : &mapping;
    }
    if (refuse_new_option(mapping, at)) return nullptr;
    const YamlNode* value = put(nullptr, at + 1);
    if (value == nullptr) return nullptr;
    YamlNode& own_key = copy_of(nullptr, NodeKind::scalar);
    own_key.text = key;
    mapping.children.insert(mapping.children.end(), {&own_key, value});
    return &mapping;
  }

  const YamlNode* put_item(const YamlNode* node, std::size_t at) {
    const std::size_t item = *setting_.path[at].item;
    if (node == nullptr || node->kind != NodeKind::list) return refuse(at, "is not a list");
    if (item >= node->children.size())
      return refuse(at, fmt::format("has {} item{}, counted from 0", node->children.size(),
                                    node->children.size() == 1 ? "" : "s"));
    YamlNode& list = copy_of(node, NodeKind::list);
    const YamlNode* value = put(list.children[item], at + 1);
    if (value == nullptr) return nullptr;
    list.children[item] = value;
    return &list;
  }

  // A setting changes options but makes none, because a misspelt name would change nothing.
  bool refuse_new_option(const YamlNode& options, std::size_t at) {
    if (at != 1 || setting_.path[0].key != "options") return false;
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i + 1 < options.children.size(); i += 2)
      names.push_back(options.children[i]->text);
    const auto near = nearest(setting_.path[at].key, names.size(), [&](std::size_t i) { return names[i]; });
    report_.error(FixedPlace(setting_.value->mark, "options"),
                  {"unknown-option", fmt::format("no option {}", io::quoted(setting_.path[at].key)),
                   near ? fmt::format("did you mean {}?", io::quoted(*near)) : std::string{}});
    return true;
  }

  const YamlNode* refuse(std::size_t at, std::string_view why) {
    std::string reached;
    for (std::size_t i = 0; i < at; ++i)
      reached += setting_.path[i].item ? fmt::format("[{}]", *setting_.path[i].item)
                                       : fmt::format("{}{}", i == 0 ? "" : ".", setting_.path[i].key);
    report_.error(FixedPlace(setting_.value->mark), {"bad-setting", fmt::format("{} {}", reached, why)});
    return nullptr;
  }

  // A copy of the node, or an empty node of the kind.
  YamlNode& copy_of(const YamlNode* node, NodeKind kind) {
    YamlNode& copy = store_.emplace_back();
    if (node != nullptr && node->kind == kind) copy = *node;
    copy.kind = kind;
    if (node == nullptr) copy.mark = setting_.value->mark;
    return copy;
  }

  const NodeSetting& setting_;
  std::deque<YamlNode>& store_;
  Reporter& report_;
};

}  // namespace

std::optional<std::vector<PathStep>> read_setting_path(std::string_view text, const Place& place,
                                                       Reporter& report) {
  auto path = read_path(text);
  if (!path) {
    report.error(place, {"bad-setting", "is not a path in a scenario",
                         "write keys with dots between them, "
                         "such as take_up.ceiling"});
    return std::nullopt;
  }
  if (path->front().key == "extends" || path->front().key == "lastmile") {
    report.error(place,
                 {"bad-setting", fmt::format("{} applies to a file and cannot be set", path->front().key)});
    return std::nullopt;
  }
  return path;
}

std::optional<PathSetting> read_setting(const std::string& text, std::uint32_t file, Reporter& report) {
  const FixedPlace place(no_line(file));
  const std::size_t end = end_of_path(text);
  if (end == std::string::npos || !read_path(std::string_view{text}.substr(0, end))) {
    report.error(place, {"bad-setting", "is not a setting", std::string{how_to_write}});
    return std::nullopt;
  }
  auto path = read_setting_path(std::string_view{text}.substr(0, end), place, report);
  if (!path) return std::nullopt;
  auto value =
      is_null(std::string_view{text}.substr(end + 1))
          ? nothing()
          : read_yaml(text.substr(end + 1), report,
                      {"missing-value", "there is no value after the equals sign", "write ~ to remove a key"},
                      file);
  if (!value) return std::nullopt;
  for (YamlNode& node : value->nodes) node.mark = no_line(file);
  return PathSetting{std::move(*path), std::move(*value)};
}

const YamlNode& with_setting(const YamlNode& root, const NodeSetting& setting, std::deque<YamlNode>& store,
                             Reporter& report) {
  const YamlNode* changed = Putter(setting, store, report).put(&root, 0);
  return changed == nullptr ? root : *changed;
}

}  // namespace lastmile::io
