#include "tools/io/geo/wkt.h"

#include <fast_float/fast_float.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tools/io/base/text.h"

namespace lastmile::io {
namespace {

// Words, numbers and signs, one after another.
class Tokens {
 public:
  explicit Tokens(std::string_view text) : rest_(text) { skip_blanks(); }

  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

  bool take_sign(char sign) {
    if (!rest_.starts_with(sign)) return false;
    skip(1);
    return true;
  }
  bool take_word(std::string_view word) {
    if (!equals_ignoring_case(rest_.substr(0, word.size()), word)) return false;
    if (rest_.size() > word.size() && is_letter(rest_[word.size()])) return false;
    skip(word.size());
    return true;
  }
  bool take_number(double& number) {
    const auto [end, error] = fast_float::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
    if (error != std::errc{} || !std::isfinite(number)) return false;
    skip(static_cast<std::size_t>(end - rest_.data()));
    return true;
  }

 private:
  static bool is_letter(char c) { return lower_case(c) >= 'a' && lower_case(c) <= 'z'; }
  void skip(std::size_t characters) {
    rest_.remove_prefix(characters);
    skip_blanks();
  }
  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size())); }

  std::string_view rest_;
};

// One point with two to four numbers; false if there is none.
bool take_point(Tokens& tokens, Point& point) {
  double skipped = 0;
  if (!tokens.take_number(point.lon) || !tokens.take_number(point.lat)) return false;
  for (int more = 0; more < 2 && tokens.take_number(skipped);) ++more;
  return true;
}

}  // namespace

LineText read_line_text(std::string_view text) {
  Tokens tokens(text);
  const auto fault = [&](std::string what) { return LineText{{}, std::move(what)}; };
  if (!tokens.take_word("LINESTRING"))
    return fault(fmt::format("must be a LINESTRING, but is {}", io::quoted(text)));
  for (const std::string_view dimensions : {"ZM", "Z", "M"})
    if (tokens.take_word(dimensions)) break;
  LineText line;
  if (tokens.take_word("EMPTY")) return tokens.at_end() ? line : fault("has text after EMPTY");
  if (!tokens.take_sign('(')) return fault("lacks \"(\" after LINESTRING");
  do {
    Point point;
    if (!take_point(tokens, point))
      return fault(fmt::format("lacks a pair of numbers at {}",
                               tokens.at_end() ? "its end" : io::quoted(tokens.rest())));
    line.points.push_back(point);
  } while (tokens.take_sign(','));
  if (!tokens.take_sign(')') || !tokens.at_end())
    return fault(
        fmt::format("must end with \")\" at {}", tokens.at_end() ? "its end" : io::quoted(tokens.rest())));
  if (line.points.size() < 2) return fault("must have at least 2 points, but has 1");
  return line;
}

}  // namespace lastmile::io
