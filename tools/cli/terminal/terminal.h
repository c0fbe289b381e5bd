// Text on a terminal: widths, colours, bars and readable numbers.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/io/base/currency.h"

namespace lastmile::cli {

struct Terminal {
  std::size_t width = 80;
  bool colour = false;
};

// Properties of standard output: width and colours of the terminal; 80 columns and no colours in a pipe or
// file. NO_COLOR and COLUMNS are honoured.
Terminal standard_output();

enum class Style { plain, bold, dim, green, yellow, red };
std::string styled(const Terminal& terminal, Style style, std::string_view text);

// The number of terminal cells that the text takes. It must not contain control characters, which could
// control the terminal.
std::size_t display_width(std::string_view text);
// The text with control characters replaced, truncated with an ellipsis if it is wider than `most` cells.
std::string printable(std::string_view text, std::size_t most = std::string_view::npos);
std::string pad_right(std::string text, std::size_t width);
std::string pad_left(std::string text, std::size_t width);
// Breaks text at spaces into lines of at most `width` cells. A wider word goes on in the next line; nothing
// of it is left out, so that an id can be copied.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

// A horizontal bar, in eighths of a cell; something greater than 0 is never invisible.
std::string bar(double fraction, std::size_t width);

// A box plot of five ascending values, on a scale from 0 (or the lowest value, if negative) to the highest:
// whiskers from the first to the last, a box from the second to the fourth, and a bar at the middle one.
std::string box_plot(std::span<const double> values, std::size_t width);

std::string short_number(
    double number);                  // three digits or more, thousands grouped: 0.72, 94.2, 2,300; never -0
std::string grouped(double number);  // 41,000,000 or 2,404.5
// Up to so many significant digits and nine decimals, without exponents: 20,441.3, 0.00004; never -0.
std::string significant(double number, int digits);
std::string ratio(double number);  // two decimals below 1,000, else whole: 0.53, 1,920
// Amounts of money in one unit and with one precision, chosen from the largest amount: millions from a
// billion on; whole units from a thousand on, else two decimals.
class Money {
 public:
  Money(double largest, std::string_view currency);
  // The same unit. Whole if all amounts of the column are whole.
  Money column(std::span<const double> amounts) const;
  std::string operator()(double amount) const;  // a table cell: 18,000 or 0.35
  std::string in_text(double amount) const;     // EUR 18,000, EUR 24,300 million or 767 units
  std::string_view verb() const { return io::is_money(currency_) ? "is" : "are"; }  // EUR 5 is, 5 units are
  const std::string& unit() const { return unit_; }                                 // EUR, or EUR million

 private:
  double divisor_ = 1;
  int decimals_ = 2;
  std::string currency_;
  std::string unit_;
};
std::string signed_number(std::string number, double value);  // with a + sign if it is positive
// The same for a change beside two values: "=" if the column's precision shows nothing of it.
std::string change_of(std::string number, double value);
std::string percentage(double part, double whole);  // "39.0 %", a dash if the whole is 0

// Counts and shares of money, which may be fractions, with one precision: whole if the largest is at least
// 100, otherwise with a limited number of decimals.
class Count {
 public:
  explicit Count(double largest, int decimals = 1) : decimals_(largest >= 100 ? 0 : decimals) {}
  // Whole if all counts of the column are whole.
  Count column(std::span<const double> counts) const;
  // For these counts.
  static Count of(std::span<const double> counts, int decimals = 1);
  std::string operator()(double count) const;  // a table cell: 1,234, <1, or 2.0
  std::string in_text(double count) const;     // 1,234, <1, or 2

 private:
  int decimals_;
};

// Aligned columns. The first is left-aligned, the others right-aligned unless a cell overrides it.
class TextTable {
 public:
  struct Cell {
    std::string text;
    Style style = Style::plain;
    bool left = false;
    std::size_t most = std::string::npos;  // if wider, the row breaks after this cell, which is not cut
    bool spans = false;                    // the last cell of a row that takes no part in the widths
  };
  void add_row(std::vector<Cell> cells);
  std::string to_text(const Terminal& terminal, std::size_t indent) const;
  std::size_t width() const;

 private:
  std::vector<std::size_t> column_widths() const;
  std::vector<std::vector<Cell>> rows_;
};

// A change, in green if it is an improvement.
TextTable::Cell difference_cell(std::string number, double change, bool more_is_better);

}  // namespace lastmile::cli
