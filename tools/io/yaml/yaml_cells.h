// Parsers for single values of a YAML mapping. Each reports an invalid value and returns none.
#pragma once

#include <vector>

#include "models/base/point.h"
#include "tools/io/problems/cells.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

std::optional<double> amount_of(const YamlNode& node, const std::string& path, Reporter& report);
std::optional<double> number_between(const YamlNode& node, const std::string& path, double least, double most,
                                     Reporter& report);
// Greater than `bound`, and at most `most`.
std::optional<double> number_above(const YamlNode& node, const std::string& path, double bound, double most,
                                   Reporter& report);
std::optional<std::uint32_t> count_of(const YamlNode& node, const std::string& path, Reporter& report);
std::optional<bool> flag_of(const YamlNode& node, const std::string& path, Reporter& report);
// Text that is not empty.
std::optional<std::string> word_of(const YamlNode& node, const std::string& path, Reporter& report);

// [longitude, latitude].
std::optional<Point> point_of(const YamlNode& node, const std::string& path, Reporter& report);
// A list of points; those that were reported are left out.
std::vector<Point> points_of(const YamlNode& node, const std::string& path, std::string_view example,
                             Reporter& report);

// The rule and the term for a word that is not in a list.
struct WordKind {
  std::string_view rule;
  std::string_view what;
};
std::optional<std::size_t> place_in(std::span<const std::string_view> words, const YamlNode& node,
                                    const std::string& path, const WordKind& kind, Reporter& report);

// The word as the value of an enum in the order of the list.
template <class Enum>
std::optional<Enum> value_in(std::span<const std::string_view> words, const YamlNode& node,
                             const std::string& path, const WordKind& kind, Reporter& report) {
  const auto place = place_in(words, node, path, kind, report);
  return place ? std::optional{static_cast<Enum>(*place)} : std::nullopt;
}

// Assigns the value if there is one.
template <class To, class From>
void take(To& to, const std::optional<From>& from) {
  if (from) to = *from;
}

}  // namespace lastmile::io
