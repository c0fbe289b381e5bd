// A page of a report: headings, paragraphs and tables, as wide as the terminal.
#pragma once

#include <algorithm>
#include <string>

#include "tools/cli/terminal.h"

namespace lastmile::cli {

class Page {
 public:
  explicit Page(const Terminal& terminal) : terminal_(terminal) {}

  const Terminal& terminal() const { return terminal_; }
  void line(std::string_view text = {}, Style style = Style::plain) {
    text_ += styled(terminal_, style, text) + "\n";
  }
  void section(std::string_view title) {
    line();
    line(printable(title, terminal_.width), Style::bold);
  }
  void paragraph(std::string_view text) {
    for (const std::string& part : wrapped(text, terminal_.width - indent))
      line(std::string(indent, ' ') + part);
  }
  void table(const TextTable& table) { text_ += table.to_text(terminal_, indent); }

  // A table whose bars take the width that its other columns leave. make_table(bar width) -> TextTable
  template <class MakeTable>
  void table_with_bars(MakeTable make_table) {
    constexpr std::size_t shortest_bar = 6;
    constexpr std::size_t longest_bar = 48;
    const std::size_t taken = make_table(std::size_t{0}).width() + indent;
    const std::size_t left = terminal_.width > taken ? terminal_.width - taken : 0;
    table(make_table(std::clamp(left, shortest_bar, longest_bar)));
  }

  bool fits(const TextTable& table) const { return table.width() + indent <= terminal_.width; }
  std::string text() && { return std::move(text_); }

 private:
  static constexpr std::size_t indent = 2;
  const Terminal& terminal_;
  std::string text_;
};

}  // namespace lastmile::cli
