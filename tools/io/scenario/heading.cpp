#include "tools/io/scenario/heading.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/io/base/format.h"
#include "tools/io/base/text.h"

namespace lastmile::io {
namespace {

void read_version(const YamlNode& node, const std::string& path, Reporter& report) {
  const auto text = unquoted_text_of(node, path, report);
  if (!text || *text == std::to_string(format_version)) return;
  report.error(
      FixedPlace(node.mark, path),
      {"wrong-version",
       fmt::format("format version {} is supported, but the file has {}", format_version, io::quoted(*text)),
       fmt::format("write \"lastmile: {}\"", format_version)});
}

void read_currency(Heading& heading, const YamlNode& node, const std::string& path, Reporter& report) {
  const auto text = text_of(node, path, report);
  if (!text) return;
  const bool is_code = text->size() == 3 &&
                       std::all_of(text->begin(), text->end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (is_code)
    heading.currency = *text;
  else
    report.error(FixedPlace(node.mark, path),
                 {"not-a-currency", fmt::format("must be an ISO 4217 code, but is {}", io::quoted(*text)),
                  "use three capital letters, such as EUR"});
}

void read_price_year(Heading& heading, const YamlNode& node, const std::string& path, Reporter& report) {
  const FixedPlace place(node.mark, path);
  const auto text = unquoted_text_of(node, path, report);
  if (!text) return;
  const auto year = parse_between(*text, first_price_year, last_price_year, place, report);
  if (!year) return;
  if (*year != static_cast<int>(*year))
    report.error(place, {"not-an-integer", fmt::format("must be a whole number, but is {}", *text)});
  heading.price_year = static_cast<int>(*year);
}

const Keys<Vocabulary>& vocabulary_keys() {
  static const Keys<Vocabulary> keys = {
      {"home", text_value(), &Vocabulary::home},
      {"homes", text_value(), &Vocabulary::homes},
      {"user", text_value(), &Vocabulary::user},
      {"users", text_value(), &Vocabulary::users},
      {"final_link", text_value(), &Vocabulary::final_link},
      {"final_links", text_value(), &Vocabulary::final_links},
      {"backbone", text_value(), &Vocabulary::backbone},
      {"served", text_value(), &Vocabulary::served},
  };
  return keys;
}

constexpr Required version_required{"add \"lastmile: 1\""};

}  // namespace

const Keys<Heading>& heading_keys() {
  static const Keys<Heading> keys = {
      {version_key,
       {{"const", format_version}, {"description", "format version"}},
       [](Heading&, const YamlNode& node, const std::string& path, Reporter& report) {
         read_version(node, path, report);
       },
       version_required},
      {"name", text_value(), &Heading::name, Required{"name the scenario"}},
      {"description", any_text_value(), &Heading::description},
      {"currency",
       {{"type", "string"}, {"pattern", "^[A-Z]{3}$"}, {"description", "ISO 4217 code (default: EUR)"}},
       read_currency},
      {"price_year", whole_between(first_price_year, last_price_year), read_price_year},
      {"vocabulary", schema_of(vocabulary_keys()),
       [](Heading& heading, const YamlNode& node, const std::string& path, Reporter& report) {
         read_mapping(node, vocabulary_keys(), path, heading.vocabulary, report);
       }},
  };
  return keys;
}

void check_version(const YamlNode& root, Reporter& report) {
  if (const YamlNode* version = find_value(root, version_key))
    read_version(*version, std::string{version_key}, report);
  else
    report.error(FixedPlace(root.mark), missing_key(version_key, std::string{version_required.hint}));
}

}  // namespace lastmile::io
