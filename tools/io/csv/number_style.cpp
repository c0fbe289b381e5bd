#include "tools/io/csv/number_style.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/io/base/text.h"

namespace lastmile::io {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Digits with one sign among them, at `at`.
bool is_decimal(std::string_view text, std::size_t at) {
  const std::size_t first = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  for (std::size_t i = first; i < text.size(); ++i)
    if (i != at && !is_digit(text[i])) return false;
  return text.size() > first + 1;
}

// 1,500 or 12.000, but not 0,500 or 1234,500.
bool may_be_thousands(std::string_view text, std::size_t at) {
  const std::size_t first = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  return at > first && at - first <= 3 && text[first] != '0' && text.size() - at == 4;
}

}  // namespace

bool is_number(CellType type) {
  return type == CellType::amount || type == CellType::count || type == CellType::positive ||
         type == CellType::longitude || type == CellType::latitude || type == CellType::position;
}

std::string_view NumberStyle::plain(std::string_view text, CellType type, const Place& place) {
  const std::size_t at = text.find_first_of(",.");
  if (at == std::string_view::npos || !is_decimal(text, at)) return text;
  const bool is_comma = text[at] == ',';
  const bool is_small = type == CellType::longitude || type == CellType::latitude;
  if (may_be_thousands(text, at) && !is_small)
    see(is_comma ? comma_and_three_ : point_and_three_, text, place);
  else
    see(is_comma ? comma_ : point_, text, place);
  if (!is_comma) return text;
  with_point_ = text;
  with_point_[at] = '.';
  return with_point_;
}

void NumberStyle::see(std::optional<Seen>& first, std::string_view text, const Place& place) {
  if (!first) first = Seen{std::string{text}, place.mark(), place.path(), 0};
  ++first->times;
}

void NumberStyle::add(std::optional<Seen>& first, const std::optional<Seen>& later) {
  if (!later) return;
  if (first)
    first->times += later->times;
  else
    first = later;
}

void NumberStyle::add(const NumberStyle& later) {
  add(comma_, later.comma_);
  add(point_, later.point_);
  add(comma_and_three_, later.comma_and_three_);
  add(point_and_three_, later.point_and_three_);
}

void NumberStyle::report(const Seen& ambiguous, std::string_view beside, const Seen& other,
                         Reporter& report) {
  std::string whole = ambiguous.text;
  std::erase_if(whole, [](char c) { return c == ',' || c == '.'; });
  std::string decimal = ambiguous.text;
  std::replace_if(
      decimal.begin(), decimal.end(), [](char c) { return c == ',' || c == '.'; },
      other.text.find(',') == std::string::npos ? '.' : ',');
  const std::string more =
      ambiguous.times > 1 ? fmt::format(" (and {} more like this)", ambiguous.times - 1) : "";
  report.error(FixedPlace(ambiguous.mark, ambiguous.path),
               {"ambiguous-number",
                fmt::format("{} is ambiguous beside {} such as {}{}", io::quoted(ambiguous.text), beside,
                            io::quoted(other.text), more),
                fmt::format("write {} or {}", whole, decimal)});
}

void NumberStyle::report_ambiguous(Reporter& report) const {
  const std::optional<Seen>& any_comma = comma_ ? comma_ : comma_and_three_;
  if (point_and_three_ && any_comma)
    NumberStyle::report(*point_and_three_, "decimal commas", *any_comma, report);
  if (comma_and_three_ && point_) NumberStyle::report(*comma_and_three_, "decimal points", *point_, report);
}

}  // namespace lastmile::io
