#include "tools/io/yaml/yaml_cells.h"

#include <fmt/format.h>

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

std::optional<std::size_t> place_in(std::span<const std::string_view> words, const YamlNode& node,
                                    const std::string& path, const WordKind& kind, Reporter& report) {
  const auto text = text_of(node, path, report);
  if (!text) return std::nullopt;
  return parse_word(*text, words, kind.rule, kind.what, FixedPlace(node.mark, path), report);
}

}  // namespace lastmile::io
