#include "tools/io/yaml/yaml_tree.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <sstream>
#include <unordered_map>

#include "tools/io/base/text.h"

namespace lastmile::io {
namespace {

struct BadYaml {
  Mark mark;
  Finding finding;
};

Finding control_character(std::int32_t code_point) {
  if (code_point == 0) return {"nul-byte", "NUL byte", "is this a text file?"};
  return {"control-character", fmt::format("control character U+{:04X} is not allowed", code_point)};
}

Finding too_deep() {
  return {"too-deep", fmt::format("nested deeper than {} levels", max_yaml_depth)};
}

Finding too_many_nodes() {
  return {"too-many-nodes", fmt::format("holds more than {} keys and values", max_yaml_nodes),
          "keep bulk data in tables"};
}

// yaml-cpp counts lines and columns from 0, columns in bytes.
class MarkCounter {
 public:
  explicit MarkCounter(const std::string& text) : text_(text), is_ascii_(is_ascii(text)) {
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
      line_starts_.push_back(at + 1);
  }

  Mark operator()(const YAML::Mark& mark) {
    const auto line = std::min(static_cast<std::size_t>(std::max(mark.line, 0)), line_starts_.size() - 1);
    const auto column = static_cast<std::size_t>(std::max(mark.column, 0));
    if (line != line_ || column < column_) column_ = characters_ = 0;
    line_ = line;
    const std::size_t at = std::min(line_starts_[line] + column_, text_.size());
    characters_ +=
        is_ascii_ ? column - column_ : character_count(std::string_view{text_}.substr(at, column - column_));
    column_ = column;
    return {line + 1, characters_ + 1};
  }
  // The position in the text of the last requested mark.
  std::size_t offset() const { return line_starts_[line_] + column_; }

 private:
  const std::string& text_;
  bool is_ascii_;
  std::vector<std::size_t> line_starts_ = {0};
  std::size_t line_ = 0;
  std::size_t column_ = 0;
  std::size_t characters_ = 0;  // before the column
};

Mark mark_of_offset(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return {static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n')) + 1,
          character_count(before.substr(line_start)) + 1};
}

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const std::string& text, std::uint32_t file, YamlDocument& document)
      : mark_of_(text), file_(file), document_(document) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    finish(start(YamlNode::Kind::null, mark, anchor));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override { repeat(mark_of_(mark), anchor); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    YamlNode& node = start(YamlNode::Kind::scalar, mark, anchor);
    if (value.find('\0') != std::string::npos) throw BadYaml{node.mark, control_character(0)};
    node.text = value;
    node.quoted = tag == "!" || tag == "tag:yaml.org,2002:str";
    last_scalar_ = mark_of_.offset();
    finish(node);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(start(YamlNode::Kind::list, mark, anchor));
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(start(YamlNode::Kind::map, mark, anchor));
  }
  void OnMapEnd() override { close(); }

  // yaml-cpp accepts the end of the file as the end of a quoted scalar. This affects only the last one.
  void check_last_quote(const std::string& text) const {
    std::size_t begin = last_scalar_;
    while (begin < text.size() && (text[begin] == '&' || text[begin] == '!'))  // skips anchor and tag
      begin = text.find_first_not_of(" \t\r\n", text.find_first_of(" \t\r\n", begin));
    if (begin >= text.size()) return;
    const char quote = text[begin];
    if (quote != '"' && quote != '\'') return;
    for (std::size_t at = begin + 1; at < text.size(); ++at) {
      if (quote == '"' && text[at] == '\\') {
        ++at;
      } else if (text[at] == quote) {
        if (quote == '"' || at + 1 == text.size() || text[at + 1] != quote) return;
        ++at;
      }
    }
    throw BadYaml{mark_of_offset(text, begin), {"yaml-syntax", "invalid YAML: unclosed quote"}};
  }

 private:
  YamlNode& start(YamlNode::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (document_.nodes.size() == max_yaml_nodes) throw BadYaml{mark_of_(mark), too_many_nodes()};
    YamlNode& node = document_.nodes.emplace_back();
    node.kind = kind;
    node.mark = mark_of_(mark);
    node.mark.file = file_;
    if (anchor != 0) anchors_[anchor] = &node;
    return node;
  }

  void open(YamlNode& node) {
    if (open_.size() == max_yaml_depth) throw BadYaml{node.mark, too_deep()};
    open_.push_back(&node);
  }

  void close() {
    const YamlNode& node = *open_.back();
    open_.pop_back();
    finish(node);
  }

  // The node is complete: adds it to its parent.
  void finish(const YamlNode& node) {
    if (open_.empty()) {
      document_.root = &node;
      return;
    }
    YamlNode& parent = *open_.back();
    parent.children.push_back(&node);
    parent.nodes += node.nodes;
    parent.height = std::max(parent.height, node.height + 1);
  }

  void repeat(Mark mark, YAML::anchor_t anchor) {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end() || std::find(open_.begin(), open_.end(), found->second) != open_.end())
      throw BadYaml{mark, {"alias-bomb", "alias inside its own anchor"}};
    const YamlNode& node = *found->second;
    aliased_ += node.nodes;
    if (aliased_ > max_aliased_nodes)
      throw BadYaml{mark,
                    {"alias-bomb", fmt::format("aliases expand to more than {} nodes", max_aliased_nodes)}};
    if (open_.size() + node.height > max_yaml_depth + 1) throw BadYaml{mark, too_deep()};
    finish(node);
  }

  MarkCounter mark_of_;
  std::uint32_t file_;
  YamlDocument& document_;
  std::vector<YamlNode*> open_;
  std::unordered_map<YAML::anchor_t, const YamlNode*> anchors_;
  std::size_t aliased_ = 0;
  std::size_t last_scalar_ = std::string::npos;  // where it begins
};

class AnyDocument : public YAML::EventHandler {
 public:
  explicit AnyDocument(const std::string& text) : mark_of_(text) {}
  void OnDocumentStart(const YAML::Mark& mark) override {
    throw BadYaml{mark_of_(mark),
                  {"several-documents", "second YAML document", "write one scenario per file"}};
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
  }
  void OnMapEnd() override {}

 private:
  MarkCounter mark_of_;
};

// yaml-cpp treats some invalid bytes as the end of the file and others as text: refuses all bytes that YAML
// does not allow (1.2, 5.1).
void check_characters(const std::string& text) {
  if (const auto at = first_invalid_utf8(text))
    throw BadYaml{mark_of_offset(text, *at), {"not-utf8", "invalid UTF-8", "save the file as UTF-8"}};
  std::size_t at = 0;
  for_each_character(text, [&](std::string_view character, std::int32_t code_point) {
    const bool c0 = code_point < 0x20 && code_point != '\t' && code_point != '\n' && code_point != '\r';
    const bool c1 = code_point >= 0x7f && code_point < 0xa0 && code_point != 0x85;
    if (c0 || c1) throw BadYaml{mark_of_offset(text, at), control_character(code_point)};
    at += character.size();
  });
}

// Whether this line, counted from 1, or the one before it begins with blanks and a tab.
bool is_indented_by_tab(std::string_view text, std::uint64_t line) {
  for (std::uint64_t at = 1; !text.empty() && at <= line; ++at) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view indentation = text.substr(0, std::min(text.find_first_not_of(" \t"), end));
    if (at + 1 >= line && indentation.find('\t') != std::string_view::npos) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

}  // namespace

std::optional<YamlDocument> read_yaml(std::string text, Reporter& report, const Finding& if_empty,
                                      std::uint32_t file) {
  if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
  YamlDocument document;
  try {
    check_characters(text);
    if (const auto excess = find_excess(text))
      throw BadYaml{mark_of_offset(text, excess->offset),
                    excess->of == YamlExcess::Of::depth ? too_deep() : too_many_nodes()};
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    TreeBuilder builder(text, file, document);
    parser.HandleNextDocument(builder);
    builder.check_last_quote(text);
    AnyDocument second(text);
    parser.HandleNextDocument(second);
    if (document.root != nullptr && document.root->kind != YamlNode::Kind::null) return document;
    report.error(FixedPlace({}), if_empty);
  } catch (const BadYaml& refused) {
    report.error(FixedPlace(refused.mark), refused.finding);
  } catch (const YAML::Exception& error) {
    const Mark mark = MarkCounter(text)(error.mark);
    report.error(FixedPlace(mark),
                 {"yaml-syntax", "invalid YAML: " + error.msg,
                  is_indented_by_tab(text, mark.line) ? "indent with spaces instead of tabs" : ""});
  }
  return std::nullopt;
}

}  // namespace lastmile::io
