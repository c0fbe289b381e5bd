#include "tools/io/yaml/yaml_cells.h"

#include <fmt/format.h>

#include "tools/io/base/geodesic.h"
#include "tools/io/yaml/yaml_mapping.h"

namespace lastmile::io {
namespace {

// The result of `parse` for an unquoted value.
template <class Parse>
auto parsed(const YamlNode& node, const std::string& path, Reporter& report, Parse parse)
    -> decltype(parse(std::string_view{}, FixedPlace(node.mark))) {
  const auto text = unquoted_text_of(node, path, report);
  if (!text) return std::nullopt;
  return parse(*text, FixedPlace(node.mark, path));
}

}  // namespace

std::optional<double> amount_of(const YamlNode& node, const std::string& path, Reporter& report) {
  return parsed(node, path, report,
                [&](std::string_view text, const Place& place) { return parse_amount(text, place, report); });
}

std::optional<double> number_between(const YamlNode& node, const std::string& path, double least, double most,
                                     Reporter& report) {
  return parsed(node, path, report, [&](std::string_view text, const Place& place) {
    return parse_between(text, least, most, place, report);
  });
}

std::optional<double> number_above(const YamlNode& node, const std::string& path, double bound, double most,
                                   Reporter& report) {
  return parsed(node, path, report, [&](std::string_view text, const Place& place) -> std::optional<double> {
    const auto number = parse_number(text, place, report);
    if (!number || (*number > bound && *number <= most)) return number;
    report.error(place, {"out-of-range", fmt::format("must be greater than {} and at most {}, but is {}",
                                                     bound, most, text)});
    return std::nullopt;
  });
}

std::optional<std::uint32_t> count_of(const YamlNode& node, const std::string& path, Reporter& report) {
  return parsed(node, path, report,
                [&](std::string_view text, const Place& place) { return parse_count(text, place, report); });
}

std::optional<bool> flag_of(const YamlNode& node, const std::string& path, Reporter& report) {
  return parsed(node, path, report,
                [&](std::string_view text, const Place& place) { return parse_flag(text, place, report); });
}

std::optional<std::string> word_of(const YamlNode& node, const std::string& path, Reporter& report) {
  const auto text = text_of(node, path, report);
  if (!text) return std::nullopt;
  if (!text->empty() && !check_text(*text, FixedPlace(node.mark, path), report)) return std::nullopt;
  if (!text->empty()) return std::string{*text};
  report.error(FixedPlace(node.mark, path), {"empty-text", "must not be empty"});
  return std::nullopt;
}

std::optional<Point> point_of(const YamlNode& node, const std::string& path, Reporter& report) {
  if (node.kind != YamlNode::Kind::list || node.children.size() != 2) {
    report.error(FixedPlace(node.mark, path),
                 {"wrong-type", "must be [longitude, latitude]", "write [7.1, 50.7]"});
    return std::nullopt;
  }
  const auto lon = number_between(*node.children[0], path + "[0]", -most_longitude, most_longitude, report);
  const auto lat = number_between(*node.children[1], path + "[1]", -most_latitude, most_latitude, report);
  return lon && lat ? std::optional{Point{*lon, *lat}} : std::nullopt;
}

std::vector<Point> points_of(const YamlNode& node, const std::string& path, std::string_view example,
                             Reporter& report) {
  std::vector<Point> points;
  for_each_item(node, path, example, report, [&](const YamlNode& item, const std::string& at) {
    if (const auto point = point_of(item, at, report)) points.push_back(*point);
  });
  return points;
}

std::optional<std::size_t> place_in(std::span<const std::string_view> words, const YamlNode& node,
                                    const std::string& path, const WordKind& kind, Reporter& report) {
  const auto text = text_of(node, path, report);
  if (!text) return std::nullopt;
  return parse_word(*text, words, kind.rule, kind.what, FixedPlace(node.mark, path), report);
}

}  // namespace lastmile::io
