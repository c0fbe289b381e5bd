// A page of a report: headings, paragraphs and tables, as wide as the terminal.
#pragma once

#include <algorithm>
#include <string>

#include "tools/cli/terminal/terminal.h"

namespace lastmile::cli {

class Page {
 public:
  explicit Page(const Terminal& terminal) : terminal_(terminal) {}

  const Terminal& terminal() const { return terminal_; }
  // Width available for the name of a figure.
  std::size_t label_room() const { return terminal_.width / 3; }
  void line(std::string_view text = {}, Style style = Style::plain) {
    text_ += styled(terminal_, style, text) + "\n";
  }
  // The subject of a report: its name, then its file and further facts, each after " · ".
  void head(std::string_view name, std::string_view path, std::string_view facts) {
    line(printable(name, terminal_.width), Style::bold);
    const std::size_t room = terminal_.width - std::min(terminal_.width - 10, display_width(facts));
    line(printable(path, room) + std::string{facts}, Style::dim);
  }
  void section(std::string_view title) {
    line();
    line(printable(title, terminal_.width), Style::bold);
  }
  void paragraph(std::string_view text) {
    for (const std::string& part : wrapped(text, terminal_.width - indent))
      line(std::string(indent, ' ') + part);
  }
  // A paragraph to the right of its label.
  void paragraph(std::string_view label, std::string_view text, std::size_t label_width) {
    std::string beside = pad_right(std::string{label}, label_width);
    const auto parts = wrapped(text, terminal_.width - indent - label_width - 2);
    if (parts.empty()) line(std::string(indent, ' ') + std::string{label}, Style::dim);
    for (const std::string& part : parts) {
      text_ += std::string(indent, ' ') + styled(terminal_, Style::dim, beside) + "  " + part + "\n";
      beside.assign(label_width, ' ');
    }
  }
  void table(const TextTable& table) { text_ += table.to_text(terminal_, indent); }

  // A table whose bars fill the width that its other columns leave free. make_table(bar width) -> TextTable
  template <class MakeTable>
  void table_with_bars(MakeTable make_table, std::size_t longest_bar = 48) {
    constexpr std::size_t shortest_bar = 6;
    const std::size_t taken = make_table(std::size_t{0}).width() + indent;
    const std::size_t left = terminal_.width > taken ? terminal_.width - taken : 0;
    std::size_t bar_width = std::clamp(left, shortest_bar, longest_bar);
    while (bar_width > shortest_bar && !fits(make_table(bar_width))) --bar_width;
    table(make_table(bar_width));
  }

  // A table with as much room for the names beside ids as its other columns leave.
  // make_table(room for id and name) -> TextTable
  template <class MakeTable>
  void table_with_names(MakeTable make_table, std::size_t widest = 50) {
    constexpr std::size_t narrowest = 12;
    while (widest > narrowest && !fits(make_table(widest))) --widest;
    table(make_table(widest));
  }

  bool fits(const TextTable& table) const { return table.width() + indent <= terminal_.width; }

  // Columns 1 to count - 1 beside column 0, as many as fit; the rest follows below.
  // make_table(first, last) -> TextTable of column 0 and those from `first` up to `last`
  template <class MakeTable>
  void tables_beside_first(std::size_t count, MakeTable make_table) {
    std::size_t shown = std::min<std::size_t>(1, count - 1);
    do {
      std::size_t last = count;
      while (last > shown + 1 && !fits(make_table(shown, last))) --last;
      if (shown > 1) line();
      table(make_table(shown, last));
      shown = last;
    } while (shown < count);
  }
  std::string text() && { return std::move(text_); }

 private:
  static constexpr std::size_t indent = 2;
  const Terminal& terminal_;
  std::string text_;
};

}  // namespace lastmile::cli
