#include "tools/io/chart/svg_text.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "tools/io/base/text.h"

namespace lastmile::io {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::string_view ellipsis = "\xE2\x80\xA6";

// XML already forbids control characters, except for these two code points.
bool can_stand_in_xml(std::int32_t code_point) {
  return code_point >= 0 && !is_unsafe_to_print(code_point) && code_point != 0xFFFE && code_point != 0xFFFF;
}

// As fractions of the font size.
double character_width(std::int32_t code_point) {
  constexpr std::string_view narrow = "fijlrtI.,:;'|!()[] ";
  constexpr std::string_view wide = "mwMW@%&";
  if (code_point >= 0x80) return 0.66 * std::max(utf8proc_charwidth(code_point), 0);
  const char c = static_cast<char>(code_point);
  if (narrow.find(c) != std::string_view::npos) return 0.4;
  if (wide.find(c) != std::string_view::npos) return 0.98;
  return c >= 'A' && c <= 'Z' ? 0.74 : 0.63;
}

struct Character {
  std::string_view bytes;
  double width;
};

std::vector<Character> characters_of(std::string_view text, double font_size) {
  std::vector<Character> characters;
  for_each_character(text, [&](std::string_view bytes, std::int32_t code_point) {
    characters.push_back(
        {bytes, font_size * character_width(can_stand_in_xml(code_point) ? code_point : 'n')});
  });
  return characters;
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string safe;
  for_each_character(text, [&](std::string_view bytes, std::int32_t code_point) {
    switch (code_point) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      case '\'': safe += "&#39;"; break;
      default: safe += can_stand_in_xml(code_point) ? bytes : replacement;
    }
  });
  return safe;
}

double text_width(std::string_view text, double font_size) {
  double width = 0;
  for (const Character& character : characters_of(text, font_size)) width += character.width;
  return width;
}

std::string shortened(std::string_view text, double font_size, double most) {
  if (text_width(text, font_size) <= most) return std::string{text};
  const std::vector<Character> characters = characters_of(text, font_size);
  constexpr double share_of_beginning = 0.6;
  const double room = most - font_size;  // an ellipsis is an em wide
  std::string beginning;
  std::size_t taken = 0;
  double width = 0;
  while (taken < characters.size() && width + characters[taken].width <= share_of_beginning * room) {
    width += characters[taken].width;
    beginning += characters[taken++].bytes;
  }
  std::size_t from = characters.size();
  while (from > taken && width + characters[from - 1].width <= room) width += characters[--from].width;
  // An accent without its letter would land on the ellipsis.
  while (from < characters.size() && characters[from].width == 0) ++from;
  std::string whole = beginning.append(ellipsis);
  for (; from < characters.size(); ++from) whole += characters[from].bytes;
  return whole;
}

std::string px(double length) {
  const double tenths = std::round(length * 10);
  if (tenths == 0) return "0";
  std::string text = fmt::format("{:.1f}", tenths / 10);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

std::string grouped_number(double number, int decimals) {
  constexpr double too_long_from = 1e15;
  if (std::abs(number) >= too_long_from) return fmt::format("{:.4g}", number);
  const std::string digits = fmt::format("{:.{}f}", std::abs(number), decimals);
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  const bool is_zero = digits.find_first_not_of("0.") == std::string::npos;
  std::string text = number < 0 && !is_zero ? "-" : "";
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i < whole && (whole - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

}  // namespace lastmile::io
