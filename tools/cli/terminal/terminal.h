// What text looks like on a terminal: widths, colours, bars, numbers for people.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lastmile::cli {

struct Terminal {
  std::size_t width = 80;
  bool colour = false;
};

// Standard output as it is: the terminal's width and colours; 80 columns and none in a pipe or file. NO_COLOR
// and COLUMNS are honoured.
Terminal standard_output();

enum class Style { plain, bold, dim, green, yellow, red };
std::string styled(const Terminal& terminal, Style style, std::string_view text);

// Terminal cells the text takes. Control characters in it, which could steer a terminal, must have been taken
// out.
std::size_t display_width(std::string_view text);
// Control characters replaced, cut with an ellipsis where it is wider than `most` cells.
std::string printable(std::string_view text, std::size_t most = std::string_view::npos);
std::string pad_right(std::string text, std::size_t width);
std::string pad_left(std::string text, std::size_t width);
// Breaks text at blanks into lines of at most `width` cells; a word that is wider is cut.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

// A horizontal bar, in eighths of a cell; something greater than 0 is never invisible.
std::string bar(double fraction, std::size_t width);

// Five rising values on a line that begins at 0 (at the least value where that is negative) and ends at the
// greatest: whiskers from the first to the last, a box from the second to the fourth, a bar at the middle
// one.
std::string box_plot(std::span<const double> values, std::size_t width);

std::string short_number(double number);  // three digits or more, thousands grouped: 0.72, 94.2, 2,300
std::string grouped(double number);       // 41,000,000 or 2,404.5
// Amounts of money in one unit, so that they can be compared at sight: units up to a billion, beyond that
// millions.
class Money {
 public:
  Money(double largest, std::string_view currency);
  std::string operator()(double amount) const;  // 850, 0.35, 18,000, or 6,160 where the unit is a million
  const std::string& unit() const { return unit_; }  // EUR, or million EUR

 private:
  double divisor_;
  std::string unit_;
};
std::string signed_number(std::string number, double value);  // with + before what grew
std::string percentage(double part, double whole);            // "39.0 %", a dash where there is no whole

// Counts and shares of money, which may be fractions: whole where the largest is a hundred or more, else with
// so many decimals at most.
class Count {
 public:
  explicit Count(double largest, int decimals = 1) : decimals_(largest >= 100 ? 0 : decimals) {}
  std::string operator()(double count) const;  // 1,234, <1, or 2.5

 private:
  int decimals_;
};

// Columns that line up. The first is aligned left, the others right, unless told otherwise.
class TextTable {
 public:
  struct Cell {
    std::string text;
    Style style = Style::plain;
    bool left = false;
  };
  void add_row(std::vector<Cell> cells) { rows_.push_back(std::move(cells)); }
  std::string to_text(const Terminal& terminal, std::size_t indent) const;
  std::size_t width() const;

 private:
  std::vector<std::size_t> column_widths() const;
  std::vector<std::vector<Cell>> rows_;
};

// How much something changed, said by the number; green for the better.
TextTable::Cell difference_cell(std::string number, double change, bool more_is_better);

}  // namespace lastmile::cli
