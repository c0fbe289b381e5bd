#include "tools/io/timeline/listed_elements.h"

#include <fmt/format.h>

#include <array>
#include <set>

#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/schema/value_schema.h"
#include "tools/io/yaml/yaml_mapping.h"

namespace lastmile::io {
namespace {

constexpr std::array<std::string_view, 2> kind_names = {"site", "link"};

std::optional<Element> find_element(const ListedElement& one, const Scenario& scenario) {
  if (one.is_site) {
    const auto site = scenario.names.sites.find(one.id);
    return site ? std::optional{Element{SiteId{*site}}} : std::nullopt;
  }
  const auto link = find_link(scenario, one.id);
  return link ? std::optional{Element{*link}} : std::nullopt;
}

}  // namespace

std::vector<ListedElement> read_listed(const YamlNode& node, const std::string& path, Reporter& report) {
  std::vector<ListedElement> listed;
  const std::uint64_t errors_before = report.error_count();
  for_each_item(node, path, "- {site: cab1}", report, [&](const YamlNode& item, const std::string& at) {
    const std::size_t before = listed.size();
    const bool is_mapping =
        for_each_entry(item, kind_names, at + ".", report, [&](std::size_t kind, const YamlNode& value) {
          const std::string of_id = fmt::format("{}.{}", at, kind_names[kind]);
          if (const auto id = text_of(value, of_id, report))
            listed.push_back({kind == 0, std::string{*id}, {value.mark, of_id}});
        });
    if (is_mapping && listed.size() != before + 1 && report.error_count() == errors_before)
      report.error(FixedPlace(item.mark, at),
                   {"missing-key", "must name one site or one link", "write {site: cab1} or {link: f1}"});
  });
  if (listed.empty() && report.error_count() == errors_before)
    report.error(FixedPlace(node.mark, path),
                 {"missing-value", "lists no element", "leave it out to build in an order"});
  return listed;
}

Json listed_schema() {
  const Json item = {{"type", "object"},
                     {"properties", {{"site", any_text()}, {"link", any_text()}}},
                     {"minProperties", 1},
                     {"maxProperties", 1},
                     {"additionalProperties", false}};
  return {{"type", "array"}, {"items", item}, {"minItems", 1}};
}

std::vector<Element> find_listed(const std::vector<ListedElement>& listed, const Scenario& scenario,
                                 const Reporter& report, const TellError& tell) {
  std::vector<Element> found;
  std::set<Element> taken;
  for (const ListedElement& one : listed) {
    const std::string_view kind = kind_names[one.is_site ? 0 : 1];
    const auto element = find_element(one, scenario);
    if (!element) {
      const NameTable& names = one.is_site ? scenario.names.sites : scenario.names.links;
      const std::size_t candidates = report.shows_more() ? names.size() : 0;
      const auto near = nearest(one.id, candidates, [&](std::size_t i) { return names[i]; });
      tell(one.at, {"unknown-reference", fmt::format("no {} {}", kind, io::quoted(one.id)),
                    near ? fmt::format("did you mean {}?", io::quoted(*near)) : std::string{}});
    } else if (!taken.insert(*element).second) {
      tell(one.at, {"duplicate-id", fmt::format("{} {} is listed twice", kind, io::quoted(one.id))});
    } else {
      found.push_back(*element);
    }
  }
  return found;
}

}  // namespace lastmile::io
