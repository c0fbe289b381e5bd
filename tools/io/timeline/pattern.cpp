#include "tools/io/timeline/pattern.h"

#include "tools/io/base/text.h"

namespace lastmile::io {

bool matches(std::string_view pattern, std::string_view name) {
  constexpr std::size_t nowhere = std::string_view::npos;
  std::size_t at = 0;
  std::size_t in_name = 0;
  std::size_t last_star = nowhere;
  std::size_t star_ends = 0;  // position in the name
  while (in_name < name.size()) {
    const std::size_t character = first_character(name.substr(in_name)).bytes;
    if (at < pattern.size() && pattern[at] == '*') {
      last_star = at++;
      star_ends = in_name;
    } else if (at < pattern.size() && pattern[at] == '?') {
      ++at;
      in_name += character;
    } else if (at < pattern.size() && pattern.substr(at, character) == name.substr(in_name, character)) {
      at += character;
      in_name += character;
    } else if (last_star != nowhere) {
      at = last_star + 1;
      in_name = star_ends += first_character(name.substr(star_ends)).bytes;
    } else {
      return false;
    }
  }
  while (at < pattern.size() && pattern[at] == '*') ++at;
  return at == pattern.size();
}

}  // namespace lastmile::io
