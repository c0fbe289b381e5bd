#include "tools/cli/terminal/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "tools/io/base/finite.h"
#include "tools/io/base/text.h"

namespace lastmile::cli {
namespace {

constexpr std::size_t least_width = 80;
constexpr std::size_t most_width = 160;
constexpr std::string_view column_gap = "  ";

// Calls visit(text to show, its cells) for each character.
template <class Visit>
void for_each_shown_character(std::string_view text, Visit visit) {
  io::for_each_character(text, [&](std::string_view character, std::int32_t code_point) {
    if (code_point < 0 || io::is_unsafe_to_print(code_point))
      visit(std::string_view{"\xEF\xBF\xBD"}, std::size_t{1});
    else
      visit(character, static_cast<std::size_t>(std::max(utf8proc_charwidth(code_point), 0)));
  });
}

// How many bytes of a printable text take at most `width` cells; at least one character.
std::size_t bytes_within(std::string_view text, std::size_t width) {
  std::size_t bytes = 0;
  std::size_t taken = 0;
  bool is_full = false;
  for_each_shown_character(text, [&](std::string_view character, std::size_t cells) {
    is_full = is_full || (bytes > 0 && taken + cells > width);
    if (is_full) return;
    bytes += character.size();
    taken += cells;
  });
  return bytes;
}

std::string group_digits(std::string digits) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  for (std::size_t at = point; at > first + 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string without_trailing_zeros(std::string digits) {
  if (digits.find('.') == std::string::npos) return digits;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.ends_with('.')) digits.pop_back();
  return digits;
}

// Up to rounding.
bool is_whole(double number) {
  constexpr double rounding = 1e-9;
  return std::abs(number - std::round(number)) <= rounding * std::abs(number);
}

}  // namespace

Terminal standard_output() {
  Terminal terminal;
  const bool is_terminal = ::isatty(STDOUT_FILENO) == 1;
  winsize size{};
  if (is_terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    terminal.width = size.ws_col;
  if (const char* columns = std::getenv("COLUMNS"); columns != nullptr && std::atoi(columns) > 0)
    terminal.width = static_cast<std::size_t>(std::atoi(columns));
  terminal.width = std::clamp(terminal.width, least_width, most_width);
  const char* no_color = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  terminal.colour = is_terminal && (no_color == nullptr || *no_color == '\0') &&
                    (kind == nullptr || std::string_view{kind} != "dumb");
  return terminal;
}

std::string styled(const Terminal& terminal, Style style, std::string_view text) {
  const std::string shown = printable(text);
  if (!terminal.colour || style == Style::plain) return shown;
  const auto code = [&] {
    switch (style) {
      case Style::bold: return 1;
      case Style::dim: return 2;
      case Style::green: return 32;
      case Style::yellow: return 33;
      case Style::red: return 31;
      case Style::plain: break;
    }
    return 0;
  }();
  return fmt::format("\x1b[{}m{}\x1b[0m", code, shown);
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for_each_shown_character(text, [&](std::string_view, std::size_t cells) { width += cells; });
  return width;
}

std::string printable(std::string_view text, std::size_t most) {
  std::string shown;
  std::size_t width = 0;
  std::size_t fitting = 0;  // bytes that leave room for an ellipsis
  for_each_shown_character(text, [&](std::string_view character, std::size_t cells) {
    if (width + cells < most) fitting = shown.size() + character.size();
    width += cells;
    shown += character;
  });
  if (width <= most) return shown;
  return shown.substr(0, fitting) + "…";
}

std::string pad_right(std::string text, std::size_t width) {
  const std::size_t taken = display_width(text);
  if (taken < width) text.append(width - taken, ' ');
  return text;
}

std::string pad_left(std::string text, std::size_t width) {
  const std::size_t taken = display_width(text);
  if (taken < width) text.insert(0, width - taken, ' ');
  return text;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    std::string word = printable(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    while (width > 0 && display_width(word) > width) {
      if (!line.empty()) lines.push_back(std::exchange(line, {}));
      const std::size_t bytes = bytes_within(word, width);
      lines.push_back(word.substr(0, bytes));
      word.erase(0, bytes);
    }
    if (!line.empty() && display_width(line) + 1 + display_width(word) > width) {
      lines.push_back(std::move(line));
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string bar(double fraction, std::size_t width) {
  static constexpr std::string_view parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  if (!(fraction > 0)) return {};
  const double cells = std::min(fraction, 1.0) * static_cast<double>(width);
  const auto eighths = std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(cells * 8)));
  std::string drawn;
  for (std::size_t i = 0; i < eighths / 8; ++i) drawn += "█";
  return drawn.append(parts[eighths % 8]);
}

std::string box_plot(std::span<const double> values, std::size_t width) {
  if (width == 0) return {};
  const double begin = std::min(0.0, values.front());
  const double span = values.back() - begin;
  std::array<std::size_t, 5> at{};
  std::transform(values.begin(), values.end(), at.begin(), [&](double value) {
    const double part = span > 0 ? (value - begin) / span : 0;
    return static_cast<std::size_t>(std::lround(part * static_cast<double>(width - 1)));
  });
  std::string plot;
  for (std::size_t i = 0; i < width; ++i)
    plot += i == at[2]                 ? "█"
            : i >= at[1] && i <= at[3] ? "▒"
            : i == at[0]               ? "├"
            : i == at[4]               ? "┤"
            : i > at[0] && i < at[4]   ? "─"
                                       : " ";
  return plot;
}

std::string short_number(double number) {
  io::finite(number);
  constexpr double rounding = 1e-9;
  if (std::abs(number) < rounding) return "0";
  constexpr double two_decimals_from = 0.005;
  if (std::abs(number) < two_decimals_from) return significant(number, 1);
  constexpr double whole_from = 100;
  if (std::abs(number) >= whole_from || number == std::floor(number)) return grouped(std::round(number));
  constexpr double one_decimal_from = 10;
  return fmt::format("{:.{}f}", number, std::abs(number) >= one_decimal_from ? 1 : 2);
}

std::string grouped(double number) {
  const std::string digits = without_trailing_zeros(fmt::format("{:.2f}", io::finite(number)));
  return digits == "-0" ? "0" : group_digits(digits);
}

std::string significant(double number, int digits) {
  constexpr int most_decimals = 9;
  const double size = std::abs(io::finite(number));
  const int before_point = size > 0 ? static_cast<int>(std::floor(std::log10(size))) + 1 : 1;
  const int decimals = std::clamp(digits - before_point, 0, most_decimals);
  const std::string text = without_trailing_zeros(fmt::format("{:.{}f}", number, decimals));
  return text == "-0" ? "0" : group_digits(text);
}

std::string ratio(double number) {
  constexpr double whole_from = 1000;
  return group_digits(fmt::format("{:.{}f}", number, number < whole_from ? 2 : 0));
}

Money::Money(double largest, std::string_view currency)
    : currency_(currency), unit_(io::money_name(currency)) {
  constexpr double million = 1e6;
  constexpr double in_millions_from = 1e9;
  constexpr double whole_from = 1000;
  if (largest >= in_millions_from) {
    divisor_ = million;
    unit_ += " million";
  }
  if (largest / divisor_ >= whole_from) decimals_ = 0;
}

Money Money::column(std::span<const double> amounts) const {
  Money same = *this;
  if (std::all_of(amounts.begin(), amounts.end(), [&](double amount) { return is_whole(amount / divisor_); }))
    same.decimals_ = 0;
  return same;
}

std::string Money::operator()(double amount) const {
  const double shown = io::finite(amount) / divisor_;
  const double least_shown = decimals_ == 0 ? 0.5 : 0.005;
  if (amount != 0 && std::abs(shown) < least_shown)
    return fmt::format("{}<{}", amount > 0 ? "" : "-", decimals_ == 0 ? "1" : "0.01");
  return group_digits(fmt::format("{:.{}f}", shown, decimals_));
}

std::string Money::in_text(double amount) const {
  const std::string number = decimals_ == 0 ? (*this)(amount) : without_trailing_zeros((*this)(amount));
  const std::string_view million = divisor_ > 1 ? " million" : "";
  return io::is_money(currency_) ? fmt::format("{} {}{}", currency_, number, million)
                                 : fmt::format("{}{} {}", number, million, io::money_name(currency_));
}

Count Count::column(std::span<const double> counts) const {
  return std::all_of(counts.begin(), counts.end(), is_whole) ? Count(0, 0) : *this;
}

Count Count::of(std::span<const double> counts, int decimals) {
  double largest = 0;
  for (const double count : counts) largest = std::max(largest, std::abs(count));
  return Count(largest, decimals).column(counts);
}

std::string Count::operator()(double count) const {
  const double last_digit = std::pow(10, -decimals_);
  const bool shows_nothing = std::abs(io::finite(count)) < last_digit / 2;
  if (count > 0 && shows_nothing) return fmt::format("<{:.{}f}", last_digit, decimals_);
  return group_digits(fmt::format("{:.{}f}", shows_nothing ? 0 : count, decimals_));
}

std::string Count::in_text(double count) const {
  return without_trailing_zeros((*this)(count));
}

std::string signed_number(std::string number, double value) {
  if (value == 0) return "=";
  return value > 0 ? "+" + number : number;
}

std::string percentage(double part, double whole) {
  if (!(whole > 0)) return "–";
  constexpr double rounding = 1e-9;  // of sums; such a share is all
  const double share = 100 * part / whole;
  if (share > 0 && share < 0.05) return "<0.1 %";
  if (share < 100 - rounding && share >= 99.95) return ">99.9 %";
  return fmt::format("{:.1f} %", share);
}

std::string change_of(std::string number, double value) {
  const bool shows_nothing =
      number.find('<') != std::string::npos || number.find_first_of("123456789") == std::string::npos;
  return signed_number(std::move(number), shows_nothing ? 0 : value);
}

TextTable::Cell difference_cell(std::string number, double change, bool more_is_better) {
  const std::string text = change_of(std::move(number), change);
  if (text == "=") return {text, Style::dim};
  return {text, (change > 0) == more_is_better ? Style::green : Style::red};
}

void TextTable::add_row(std::vector<Cell> cells) {
  for (std::size_t i = 0; i + 1 < cells.size(); ++i) {
    if (display_width(cells[i].text) <= cells[i].most) continue;
    rows_.emplace_back(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    rows_.back().back().spans = true;
    for (std::size_t before = 0; before <= i; ++before) cells[before].text.clear();
  }
  rows_.push_back(std::move(cells));
}

std::vector<std::size_t> TextTable::column_widths() const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      if (!row[i].spans) widths[i] = std::max(widths[i], display_width(row[i].text));
  }
  return widths;
}

std::size_t TextTable::width() const {
  std::size_t total = 0;
  for (const std::size_t width : column_widths()) total += width + column_gap.size();
  return total < column_gap.size() ? 0 : total - column_gap.size();
}

std::string TextTable::to_text(const Terminal& terminal, std::size_t indent) const {
  const std::vector<std::size_t> widths = column_widths();
  std::string text;
  for (const auto& row : rows_) {
    std::string line(indent, ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool left = i == 0 || row[i].left;
      const std::string padded = left ? pad_right(row[i].text, widths[i]) : pad_left(row[i].text, widths[i]);
      if (i > 0) line += column_gap;
      line += i + 1 == row.size() && left ? styled(terminal, row[i].style, row[i].text)
                                          : styled(terminal, row[i].style, padded);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace lastmile::cli
