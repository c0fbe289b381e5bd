#include "tools/io/base/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "tools/io/base/text.h"

namespace lastmile::io {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

std::optional<std::string> nearest(std::string_view word, std::size_t count,
                                   const std::function<std::string_view(std::size_t)>& candidate) {
  constexpr std::size_t longest_word = 64;
  constexpr std::size_t most_words = 100'000;
  if (word.empty() || word.size() > longest_word) return std::nullopt;
  std::size_t limit = std::max<std::size_t>(1, word.size() / 3);
  std::optional<std::string> best;
  for (std::size_t i = 0; i < std::min(count, most_words); ++i) {
    const std::string_view other = candidate(i);
    const std::size_t longer = std::max(other.size(), word.size());
    if (longer - std::min(other.size(), word.size()) > limit) continue;
    const std::size_t distance = edit_distance(word, other);
    if (distance > limit || (best && distance == limit)) continue;
    best = std::string{other};
    limit = distance;
  }
  return best;
}

std::string hint_for(std::string_view word, std::span<const std::string_view> known) {
  if (const auto near = nearest(word, known.size(), [&](std::size_t i) { return known[i]; }))
    return fmt::format("did you mean \"{}\"?", *near);
  return fmt::format("expected one of {}", fmt::join(known, ", "));
}

std::string hint_among(std::string_view word, const NameTable& names) {
  if (const auto near = nearest(word, names.size(), [&](std::size_t i) { return names[i]; }))
    return fmt::format("did you mean {}?", io::quoted(*near));
  constexpr std::size_t few = 10;
  std::string hint;
  for (std::size_t i = 0; i < names.size() && names.size() <= few; ++i)
    hint += (i == 0 ? "expected one of " : ", ") + shortened(names[i]);
  return hint;
}

}  // namespace lastmile::io
