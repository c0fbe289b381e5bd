#include "tools/io/problems/cells.h"

#include <fast_float/fast_float.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <vector>

#include "models/base/eight_bytes.h"
#include "tools/io/base/format.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"

namespace lastmile::io {
namespace {

bool is_any_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view w) { return equals_ignoring_case(text, w); });
}

static_assert(std::endian::native == std::endian::little, "the first digit is in the lowest byte");

// The number that eight digits are, each the value of a byte, the first in the lowest.
std::uint32_t joined(std::uint64_t digits) {
  constexpr std::uint64_t pairs = 0x000000FF000000FF;
  constexpr std::uint64_t times_first = 100 + (std::uint64_t{1000000} << 32);
  constexpr std::uint64_t times_second = 1 + (std::uint64_t{10000} << 32);
  digits = digits * 10 + (digits >> 8);  // in every second byte
  return static_cast<std::uint32_t>(
      ((digits & pairs) * times_first + (digits >> 16 & pairs) * times_second) >> 32);
}

constexpr std::array<double, 9> powers_of_ten = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};

// Up to eight digits, with a point between two of them or none: an exact whole number over an exact power of
// ten.
std::optional<double> short_number(std::string_view text) {
  const std::size_t missing = sizeof(std::uint64_t) - text.size();
  if (text.empty()) return std::nullopt;
  std::uint64_t eight = eight_bytes(text) << (8 * missing);  // the last digit in the highest byte
  eight ^= eight_times('0') << (8 * missing);
  const std::uint64_t others = (eight | (eight + eight_times(0x7f - 9))) & eight_times(0x80);
  if (others == 0) return joined(eight);
  const auto point = static_cast<std::size_t>(std::countr_zero(others)) / 8;
  constexpr std::uint64_t is_point = '.' ^ '0';
  if ((others & (others - 1)) != 0 || (eight >> (8 * point) & 0xFF) != is_point || point == missing ||
      point == 7)
    return std::nullopt;
  const std::uint64_t before = ~(~std::uint64_t{0} << (8 * point));
  const std::uint64_t digits = (eight & before) << 8 | (eight & ~before << 8);
  return joined(digits) / powers_of_ten[7 - point];
}

// Most other numbers: a few more digits, which are exact as well.
std::optional<double> longer_number(std::string_view text) {
  constexpr std::size_t exact_digits = 15;
  constexpr std::size_t few = 8;
  const std::size_t point = std::min(text.find('.'), text.size());
  if (point < text.size()) {
    const std::size_t decimals = text.size() - point - 1;
    if (text.size() > exact_digits + 1 || point > few || decimals > few) return std::nullopt;
    const auto before = short_number(text.substr(0, point));
    const auto after = short_number(text.substr(point + 1));
    if (!before || !after || text.find('.', point + 1) != std::string_view::npos) return std::nullopt;
    return (*before * powers_of_ten[decimals] + *after) / powers_of_ten[decimals];
  }
  if (text.size() > exact_digits) return std::nullopt;
  const auto before = short_number(text.substr(0, text.size() - few));
  const auto after = short_number(text.substr(text.size() - few));
  if (!before || !after) return std::nullopt;
  return *before * powers_of_ten[few] + *after;
}

std::optional<double> plain_number(std::string_view text) {
  return text.size() <= sizeof(std::uint64_t) ? short_number(text) : longer_number(text);
}

// Excludes the words for infinity and not-a-number, which from_chars accepts.
bool looks_numeric(std::string_view digits) {
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  return digits.size() > first && (digits[first] == '.' || (digits[first] >= '0' && digits[first] <= '9'));
}

// Of a number that was read as 0: whether it is another, nearer to 0 than any double.
bool is_rounded_to_zero(std::string_view text) {
  return text.substr(0, text.find_first_of("eE")).find_first_of("123456789") != std::string_view::npos;
}

constexpr double most_percent = 100;

// The number before a percent sign.
std::optional<double> percentage(std::string_view text) {
  if (!text.ends_with('%')) return std::nullopt;
  text.remove_suffix(1);
  text = text.substr(0, text.find_last_not_of(' ') + 1);
  double number = 0;
  const auto [end, error] = fast_float::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc{} && end == text.data() + text.size() && std::isfinite(number);
  return is_number ? std::optional{number} : std::nullopt;
}

// A number in groups of digits, with what stands between them.
struct Grouped {
  std::vector<std::string> groups = {""};
  std::vector<std::string> separators;

  // Whether the groups up to `count` are those of thousands.
  bool are_thousands(std::size_t count) const {
    for (std::size_t i = 1; i < count; ++i)
      if (groups[i].size() != 3 || separators[i - 1] != separators.front()) return false;
    return !groups.front().empty() && groups.front().size() <= 3;
  }
  std::string joined(std::size_t count) const {
    std::string digits;
    for (std::size_t i = 0; i < count; ++i) digits += groups[i];
    return digits;
  }
};

// None if the text holds anything but digits and single separators.
std::optional<Grouped> in_groups(std::string_view text) {
  constexpr std::array<std::string_view, 8> known = {",", ".", " ", "'", "_", "\u00A0", "\u202F", "\u2019"};
  Grouped grouped;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] >= '0' && text[at] <= '9') {
      grouped.groups.back() += text[at++];
      continue;
    }
    const auto* const separator = std::find_if(
        known.begin(), known.end(), [&](std::string_view sign) { return text.substr(at).starts_with(sign); });
    if (separator == known.end() || grouped.groups.back().empty()) return std::nullopt;
    grouped.separators.emplace_back(*separator);
    grouped.groups.emplace_back();
    at += separator->size();
  }
  if (grouped.separators.empty() || grouped.groups.back().empty()) return std::nullopt;
  return grouped;
}

// How to write a number with thousands separators or a decimal comma; empty if the text is none.
std::string hint_for_grouped(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  const auto grouped = in_groups(text.substr(is_negative ? 1 : 0));
  if (!grouped) return {};
  const std::size_t count = grouped->groups.size();
  const std::string sign = is_negative ? "-" : "";
  const std::string& last = grouped->separators.back();
  const bool may_be_decimal = last == "," || last == ".";
  const bool is_decimal =
      may_be_decimal &&
      (count == 2 || (grouped->are_thousands(count - 1) && last != grouped->separators.front()));
  const std::string decimal =
      is_decimal ? sign + grouped->joined(count - 1) + "." + grouped->groups.back() : "";
  const std::string whole =
      grouped->are_thousands(count) && grouped->groups.front() != "0" ? sign + grouped->joined(count) : "";
  if (whole.empty() && decimal.empty()) return {};
  if (whole.empty() || decimal.empty()) return fmt::format("write {}", whole + decimal);
  return fmt::format("write {} or {}", whole, decimal);
}

Finding not_a_number(std::string_view text) {
  if (is_any_of(text, {"nan", ".nan", "inf", ".inf", "-inf", "-.inf", "+.inf", "infinity", "-infinity"}))
    return {"not-finite", fmt::format("must be a finite number, but is {}", io::quoted(text))};
  if (const auto percent = percentage(text))
    return {"not-a-number", fmt::format("must be a number, but is {}", io::quoted(text)),
            hint_for_percent(*percent)};
  if (std::string hint = hint_for_grouped(text); !hint.empty())
    return {"not-a-number", fmt::format("must be a number, but is {}", io::quoted(text)), std::move(hint)};
  if (text.find_first_of(", _'") != std::string_view::npos)
    return {"not-a-number", fmt::format("must be a number, but is {}", io::quoted(text)),
            "omit spaces and thousands separators, and use a decimal point"};
  return {"not-a-number", fmt::format("must be a number, but is {}", io::quoted(text)), "omit the unit"};
}

// For an enum whose values are the indices in the list.
template <class Enum>
std::optional<Enum> parse_value(std::string_view text, std::span<const std::string_view> words,
                                std::string_view rule, std::string_view what, const Place& place,
                                Reporter& report) {
  const auto at = parse_word(text, words, rule, what, place, report);
  return at ? std::optional{static_cast<Enum>(*at)} : std::nullopt;
}

}  // namespace

std::string hint_for_percent(double percent) {
  return fmt::format("write {} for {} %", percent / most_percent, percent);
}

std::optional<double> parse_number(std::string_view text, const Place& place, Reporter& report) {
  const std::string_view digits = text.starts_with('+') && !text.starts_with("+-") ? text.substr(1) : text;
  const bool is_negative = digits.starts_with('-');
  const auto plain = plain_number(digits.substr(is_negative ? 1 : 0));
  if (plain) return is_negative && *plain != 0 ? -*plain : *plain;
  double number = 0;
  const auto [end, error] = fast_float::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (looks_numeric(digits) && error == std::errc{} && end == digits.data() + digits.size())
    return number == 0 ? 0 : number;  // -0 is 0
  report.error(place, not_a_number(text));
  return std::nullopt;
}

std::optional<double> parse_between(std::string_view text, double least, double most, const Place& place,
                                    Reporter& report) {
  const auto number = parse_number(text, place, report);
  if (!number) return std::nullopt;
  const bool from_zero = least == 0;
  if (*number < least) {
    report.error(place, {from_zero ? "negative-number" : "out-of-range",
                         fmt::format("must be >= {}, but is {}", least, text)});
    return std::nullopt;
  }
  if (*number > most) {
    report.error(place, {from_zero ? "huge-number" : "out-of-range",
                         fmt::format("must be <= {}, but is {}", most, text),
                         most == 1 && *number <= most_percent ? hint_for_percent(*number) : ""});
    return std::nullopt;
  }
  return number;
}

std::optional<double> parse_amount(std::string_view text, const Place& place, Reporter& report) {
  if (const auto plain = plain_number(text)) return plain;  // in range because it has few digits
  const auto amount = parse_between(text, 0, max_amount, place, report);
  const bool is_zero = amount == 0.0 && !is_rounded_to_zero(text);
  if (!amount || is_zero || *amount >= min_amount) return amount;
  report.error(place, {"tiny-number", fmt::format("must be 0 or at least {}, but is {}", min_amount, text)});
  return std::nullopt;
}

std::optional<std::uint32_t> parse_count(std::string_view text, const Place& place, Reporter& report) {
  auto number = plain_number(text);
  if (!number || *number > max_count) number = parse_between(text, 0, max_count, place, report);
  if (!number) return std::nullopt;
  if (*number != std::floor(*number)) {
    report.error(place, {"not-an-integer", fmt::format("must be a whole number, but is {}", text)});
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(*number);
}

std::optional<std::uint32_t> parse_positive(std::string_view text, const Place& place, Reporter& report) {
  const auto count = parse_count(text, place, report);
  if (count != 0U) return count;
  report.error(place, {"out-of-range", fmt::format("must be >= 1, but is {}", text)});
  return std::nullopt;
}

std::optional<bool> parse_flag(std::string_view text, const Place& place, Reporter& report) {
  if (text == "1") return true;
  if (text == "0") return false;
  if (is_any_of(text, {"true", "yes"})) return true;
  if (is_any_of(text, {"false", "no"})) return false;
  report.error(place, {"not-a-boolean", fmt::format("must be true or false, but is {}", io::quoted(text))});
  return std::nullopt;
}

std::optional<State> parse_state(std::string_view text, const Place& place, Reporter& report) {
  return parse_value<State>(text, state_names, "unknown-state", "state", place, report);
}

std::optional<Tier> parse_tier(std::string_view text, const Place& place, Reporter& report) {
  return parse_value<Tier>(text, tier_names, "unknown-tier", "tier", place, report);
}

std::optional<Sight> parse_sight(std::string_view text, const Place& place, Reporter& report) {
  return parse_value<Sight>(text, sight_names, "unknown-sight", "sight", place, report);
}

std::optional<std::size_t> parse_word(std::string_view text, std::span<const std::string_view> words,
                                      std::string_view rule, std::string_view what, const Place& place,
                                      Reporter& report) {
  auto found = std::find(words.begin(), words.end(), text);
  if (found == words.end())
    found = std::find_if(words.begin(), words.end(),
                         [&](std::string_view word) { return equals_ignoring_case(word, text); });
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  report.error(place, {rule, fmt::format("unknown {} {}", what, io::quoted(text)), hint_for(text, words)});
  return std::nullopt;
}

bool check_text(std::string_view text, const Place& place, Reporter& report) {
  if (is_printable_ascii(text) || !has_unsafe(text)) return true;
  report.error(place, {"control-character",
                       fmt::format("must not contain control characters, but is {}", io::quoted(text))});
  return false;
}

bool check_id(std::string_view text, const Place& place, Reporter& report) {
  if (text.empty()) {
    report.error(place, {"empty-id", "must not be empty"});
    return false;
  }
  if (text.size() > max_id_bytes) {
    report.error(place, {"long-id", fmt::format("must be at most {} bytes long, but has {}", max_id_bytes,
                                                text.size())});
    return false;
  }
  return check_text(text, place, report);
}

}  // namespace lastmile::io
