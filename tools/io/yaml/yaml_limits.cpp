#include "tools/io/yaml/yaml_limits.h"

#include <algorithm>

namespace lastmile::io {
namespace {

class Scan {
 public:
  explicit Scan(std::string_view text) : text_(text) {}

  std::optional<YamlExcess> run() {
    while (at_ < text_.size() && depth_ <= max_yaml_depth && nodes_ <= max_yaml_nodes) step();
    const std::size_t last = at_ > 0 ? at_ - 1 : 0;
    if (depth_ > max_yaml_depth) return YamlExcess{YamlExcess::Of::depth, last};
    if (nodes_ > max_yaml_nodes) return YamlExcess{YamlExcess::Of::nodes, last};
    return std::nullopt;
  }

 private:
  static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
  static bool is_flow(char c) { return c == ',' || c == '[' || c == ']' || c == '{' || c == '}'; }
  bool in_flow() const { return depth_ > 0; }
  bool blank_follows() const { return at_ + 1 >= text_.size() || is_blank(text_[at_ + 1]); }
  std::size_t column() const { return at_ - line_; }

  void step() {
    const char c = text_[at_];
    if (c == '\n') {
      line_ = ++at_;
      begins_ = true;
    } else if (is_blank(c)) {
      ++at_;
    } else if (c == '#' && (at_ == 0 || is_blank(text_[at_ - 1]))) {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (in_flow() && is_flow(c)) {
      step_flow(c);
    } else if (begins_) {
      begin_token(c);
    } else {
      const bool ends_key =
          c == ':' && (blank_follows() || (in_flow() && (quoted_ || is_flow(text_[at_ + 1]))));
      if (ends_key) {
        begins_ = true;
        if (!in_flow()) parent_ = static_cast<std::ptrdiff_t>(token_column_);
      }
      ++at_;
    }
  }

  void step_flow(char c) {
    const bool opens = c == '[' || c == '{';
    begins_ = opens || c == ',';
    quoted_ = !begins_;
    if (opens) {
      ++depth_;
      ++nodes_;
    } else if (c != ',') {
      --depth_;
    }
    ++at_;
  }

  void begin_token(char c) {
    token_column_ = column();
    quoted_ = false;
    if ((c == '-' || c == '?' || c == ':') && blank_follows()) {
      parent_ = static_cast<std::ptrdiff_t>(column());
      ++at_;
    } else if (c == '&' || c == '!') {
      while (at_ < text_.size() && !is_blank(text_[at_]) && !(in_flow() && is_flow(text_[at_]))) ++at_;
    } else if (c == '[' || c == '{') {
      step_flow(c);
    } else if ((c == '|' || c == '>') && !in_flow()) {
      ++nodes_;
      skip_block_scalar();
    } else {
      ++nodes_;
      begins_ = false;
      if (c == '"' || c == '\'')
        skip_quoted(c);
      else
        ++at_;
    }
  }

  void skip_quoted(char quote) {
    quoted_ = true;
    for (++at_; at_ < text_.size(); ++at_) {
      if (quote == '"' && text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '\n') {
        line_ = at_ + 1;
      } else if (text_[at_] == quote) {
        if (quote == '"' || at_ + 1 == text_.size() || text_[at_ + 1] != quote) break;
        ++at_;
      }
    }
    at_ = std::min(at_ + 1, text_.size());
  }

  // Its lines are set in deeper than what it belongs to.
  void skip_block_scalar() {
    at_ = std::min(text_.find('\n', at_), text_.size());
    while (at_ < text_.size()) {
      const std::size_t begin = at_ + 1;
      const std::size_t first = std::min(text_.find_first_not_of(' ', begin), text_.size());
      const bool is_empty = first == text_.size() || text_[first] == '\n' || text_[first] == '\r';
      if (!is_empty && static_cast<std::ptrdiff_t>(first - begin) <= parent_) return;
      at_ = std::min(text_.find('\n', begin), text_.size());
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;  // where the line begins
  std::size_t depth_ = 0;
  std::size_t nodes_ = 0;
  std::size_t token_column_ = 0;
  std::ptrdiff_t parent_ = -1;  // the column of the key or dash that a block scalar would belong to
  bool begins_ = true;          // a token may begin here
  bool quoted_ = false;         // the last token ended in a quote or bracket
};

}  // namespace

std::optional<YamlExcess> find_excess(std::string_view text) {
  return Scan(text).run();
}

}  // namespace lastmile::io
