#include "tools/io/timeline/selector.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "tools/io/base/format.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/timeline/pattern.h"
#include "tools/io/timeline/within.h"
#include "tools/io/yaml/keys.h"

namespace lastmile::io {
namespace {

using Test = std::function<bool(Element)>;

// The site of the first final link in file order of premises with explicit ones.
using FirstSites = std::map<PremisesId, SiteId>;

// A test of places whose result may be unknown.
struct PlaceTest {
  std::function<std::optional<bool>(SiteId)> at_site;
  std::function<std::optional<bool>(PremisesId)> at_premises;
  std::shared_ptr<const FirstSites> first_sites = nullptr;  // none: each final link lies at its own site
  // Whether two sites, both in the selected places, lie in the same one of them.
  std::function<bool(SiteId, SiteId)> lie_together = [](SiteId, SiteId) { return true; };

  // An invalid link may have no end.
  bool holds_at(SiteId site) const { return site.exists() && at_site(site).value_or(false); }
  bool holds_at_both(SiteId a, SiteId b) const { return holds_at(a) && holds_at(b) && lie_together(a, b); }
  SiteId site_of(const FinalLink& ends) const {
    if (first_sites == nullptr) return ends.site;
    const auto first = first_sites->find(ends.premises);
    return first == first_sites->end() ? ends.site : first->second;
  }
  std::optional<bool> known_at(PremisesId p) const { return p.exists() ? at_premises(p) : std::nullopt; }
};

// A final link lies where its premises lies; if the premises has no value, where the site of its first final
// link (or of this one) lies. Any other link lies where both its ends lie.
bool holds_at(const PlaceTest& test, const Plant& plant, Element element) {
  if (element.is_site()) return test.holds_at(element.site());
  if (element.is_premises()) return test.known_at(element.premises()).value_or(false);
  const LinkId link = element.link();
  if (!is_final_link(plant, link)) return test.holds_at_both(plant.links.from[link], plant.links.to[link]);
  const FinalLink ends = final_link(plant, link);
  return test.known_at(ends.premises).value_or(test.holds_at(test.site_of(ends)));
}

class SelectorReader {
 public:
  SelectorReader(const Surroundings& surroundings, Reporter& report, AbsentName absent)
      : surroundings_(surroundings),
        scenario_(surroundings.scenario),
        plant_(scenario_.plant),
        report_(report),
        absent_(absent) {}

  Selector read(const YamlNode& node, const std::string& path) {
    Selector selector;
    Reading reading{*this, selector};
    const std::uint64_t errors_before = report_.error_count();
    const bool is_mapping = read_mapping(node, keys(), path, reading, report_);
    if (is_mapping && !reading.says_something && report_.error_count() == errors_before)
      report_.error(FixedPlace(node.mark, path),
                    {"missing-key", "empty selector", "to select all sites, write {element: site}"});
    return selector;
  }

  static Json schema() {
    Json selector = schema_of(keys());
    selector["minProperties"] = 1;
    return selector;
  }

 private:
  struct Reading {
    SelectorReader& reader;
    Selector& selector;
    bool says_something = false;
  };

  using ReadTest = Test (SelectorReader::*)(const YamlNode&, const std::string&);
  static Key<Reading> test_key(std::string_view name, const Json& schema, ReadTest read) {
    return {name, schema, [read](Reading& reading, const YamlNode& node, const std::string& path, Reporter&) {
              reading.says_something = true;
              reading.selector.tests.push_back((reading.reader.*read)(node, path));
            }};
  }

  static const Keys<Reading>& keys() {
    using Reader = SelectorReader;
    static const Json texts = one_or_list_of(text_or_nothing());
    static const Keys<Reading> all = {
        {"id", texts,
         [](Reading& reading, const YamlNode& node, const std::string& path, Reporter&) {
           reading.says_something = true;
           reading.selector.named = reading.reader.read_ids(node, path);
         }},
        test_key("pattern", one_or_list_of(any_text()), &Reader::read_patterns),
        test_key("tier", one_or_list_of(one_of(tier_names)), &Reader::read_tiers),
        test_key("kind", texts, &Reader::read_kinds),
        test_key("state", one_or_list_of(one_of(state_names)), &Reader::read_states),
        test_key("area", texts, &Reader::read_areas),
        test_key("within", within_schema(), &Reader::read_places),
        test_key("element", one_or_list_of(one_of(element_names)), &Reader::read_element_kinds),
        test_key("any", {{"type", "array"}, {"items", definition("selector")}}, &Reader::read_any),
        test_key("not", definition("selector"), &Reader::read_not),
    };
    return all;
  }

  // The selected ones of `count` words, ids or kinds.
  using Chosen = std::vector<bool>;

  template <class Find>
  Chosen choose(std::size_t count, const YamlNode& node, const std::string& path, Find find) {
    Chosen chosen(count, false);
    for_each_value(node, path, [&](const YamlNode& value, const std::string& at) {
      const std::optional<std::size_t> place = find(value, at);
      if (place) chosen[*place] = true;
    });
    return chosen;
  }

  Chosen choose_words(std::span<const std::string_view> words, const WordKind& kind, const YamlNode& node,
                      const std::string& path) {
    return choose(words.size(), node, path, [&](const YamlNode& value, const std::string& at) {
      return place_in(words, value, at, kind, report_);
    });
  }

  Chosen choose_names(const NameTable& names, const WordKind& kind, const YamlNode& node,
                      const std::string& path) {
    return choose(names.size(), node, path, [&](const YamlNode& value, const std::string& at) {
      return place_of_name(names, kind, value, at);
    });
  }

  std::optional<std::size_t> place_of_name(const NameTable& names, const WordKind& kind,
                                           const YamlNode& value, const std::string& path) {
    const auto name = text_of(value, path, report_);
    if (!name) return std::nullopt;
    const bool is_source = &names == &scenario_.names.kinds && equals_ignoring_case(*name, source_kind);
    if (const auto found = names.find(is_source ? source_kind : *name)) return *found;
    const FixedPlace place(value.mark, path);
    const std::string message = fmt::format("unknown {} {}", kind.what, io::quoted(*name));
    if (absent_ == AbsentName::is_error)
      report_.error(place, {kind.rule, message, hint_among(*name, names)});
    else
      report_.note(place, {"absent-name", message, hint_among(*name, names)});
    return std::nullopt;
  }

  std::vector<Element> read_ids(const YamlNode& node, const std::string& path) {
    std::vector<Element> named;
    for_each_value(node, path, [&](const YamlNode& value, const std::string& at) {
      const auto id = text_of(value, at, report_);
      if (!id) return;
      const std::size_t before = named.size();
      add_named(*id, named);
      if (named.size() == before)
        report_.error(FixedPlace(value.mark, at),
                      unknown_element("site, link or premises", *id, scenario_, report_));
    });
    std::sort(named.begin(), named.end());
    named.erase(std::unique(named.begin(), named.end()), named.end());
    return named;
  }

  // A link may have the same id as a site or premises; the id then selects both.
  void add_named(std::string_view id, std::vector<Element>& named) const {
    const Names& names = scenario_.names;
    if (const auto site = names.sites.find(id)) named.emplace_back(SiteId{*site});
    if (const auto premises = names.premises.find(id)) named.emplace_back(PremisesId{*premises});
    if (const auto link = find_link(scenario_, id)) named.emplace_back(*link);
  }

  Test read_patterns(const YamlNode& node, const std::string& path) {
    std::vector<std::string> patterns;
    for_each_value(node, path, [&](const YamlNode& value, const std::string& at) {
      if (auto pattern = word_of(value, at, report_)) patterns.push_back(std::move(*pattern));
    });
    return [patterns, &scenario = scenario_](Element element) {
      const std::string name = element_name(scenario, element);
      return std::any_of(patterns.begin(), patterns.end(),
                         [&](const std::string& pattern) { return matches(pattern, name); });
    };
  }

  Test read_tiers(const YamlNode& node, const std::string& path) {
    const Chosen chosen = choose_words(tier_names, {"unknown-tier", "tier"}, node, path);
    return [chosen, &plant = plant_](Element element) {
      return element.is_link() && chosen[index_of(tier_of(plant, element.link()))];
    };
  }

  Test read_states(const YamlNode& node, const std::string& path) {
    const Chosen chosen = choose_words(state_names, {"unknown-state", "state"}, node, path);
    return [chosen, &plant = plant_](Element element) {
      return !element.is_premises() && chosen[index_of(state_of(plant, element))];
    };
  }

  Test read_element_kinds(const YamlNode& node, const std::string& path) {
    const Chosen chosen = choose_words(element_names, {"unknown-element", "element type"}, node, path);
    return [chosen](Element element) { return chosen[index_of(element.kind)]; };
  }

  Test read_kinds(const YamlNode& node, const std::string& path) {
    const Chosen chosen = choose_names(scenario_.names.kinds, {"unknown-kind", "site kind"}, node, path);
    return [chosen, &names = scenario_.names](Element element) {
      return element.is_site() && chosen[names.kind[element.site()].value];
    };
  }

  Test read_areas(const YamlNode& node, const std::string& path) {
    const Chosen chosen = choose_names(scenario_.names.areas, {"unknown-area", "area"}, node, path);
    const auto is_chosen = [chosen](AreaId area) {
      return area.exists() ? std::optional{static_cast<bool>(chosen[area.value])} : std::nullopt;
    };
    const Surroundings& here = surroundings_;
    return at_places({[is_chosen, &here](SiteId site) { return is_chosen(here.area_of(site)); },
                      [is_chosen, &here](PremisesId p) { return is_chosen(here.area_of(p)); },
                      first_sites_of_explicit_drops(),
                      [&here](SiteId a, SiteId b) { return here.area_of(a) == here.area_of(b); }});
  }

  // Explicit final links come before inline ones.
  std::shared_ptr<const FirstSites> first_sites_of_explicit_drops() const {
    const auto first = std::make_shared<FirstSites>();
    for (const LinkId link : ids<LinkId>(plant_.links.size()))
      if (plant_.links.tier[link] == Tier::drop) {
        const FinalLink ends = final_link(plant_, link);
        if (ends.premises.exists()) first->emplace(ends.premises, ends.site);
      }
    return first;
  }

  Test read_places(const YamlNode& node, const std::string& path) {
    const std::optional<Region> region = read_within(node, path, surroundings_, report_);
    if (!region) return nothing_holds();
    const auto lies_in = [region = *region](const Point& point) {
      return point.exists() ? std::optional{region(point)} : std::nullopt;
    };
    const Surroundings& here = surroundings_;
    return at_places({[lies_in, &here](SiteId site) { return lies_in(here.site_points[site]); },
                      [lies_in, &here](PremisesId p) { return lies_in(here.premises_points[p]); }});
  }

  Test at_places(PlaceTest test) {
    return
        [test = std::move(test), &plant = plant_](Element element) { return holds_at(test, plant, element); };
  }

  // For selectors with reported errors.
  static Test nothing_holds() {
    return [](Element) { return false; };
  }

  Test read_any(const YamlNode& node, const std::string& path) {
    std::vector<Selector> alternatives;
    const auto add = [&](const YamlNode& item, const std::string& at) {
      alternatives.push_back(read(item, at));
    };
    for_each_item(node, path, "any: [{tier: drop}, {kind: cabinet}]", report_, add);
    return [alternatives](Element element) {
      return std::any_of(alternatives.begin(), alternatives.end(),
                         [&](const Selector& one) { return one.holds(element); });
    };
  }

  Test read_not(const YamlNode& node, const std::string& path) {
    return [excluded = read(node, path)](Element element) { return !excluded.holds(element); };
  }

  const Surroundings& surroundings_;
  const Scenario& scenario_;
  const Plant& plant_;
  Reporter& report_;
  AbsentName absent_;
};

}  // namespace

bool Selector::holds(Element element) const {
  if (named && !std::binary_search(named->begin(), named->end(), element)) return false;
  return std::all_of(tests.begin(), tests.end(), [&](const auto& test) { return test(element); });
}

std::optional<Selector> read_selector(const YamlNode& node, const std::string& path,
                                      const Surroundings& surroundings, Reporter& report, AbsentName absent) {
  const std::uint64_t errors_before = report.error_count();
  Selector selector = SelectorReader(surroundings, report, absent).read(node, path);
  return report.error_count() == errors_before ? std::optional{std::move(selector)} : std::nullopt;
}

Json selector_schema() {
  return SelectorReader::schema();
}

}  // namespace lastmile::io
