#include "tools/io/timeline/selector.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "tools/io/base/format.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/timeline/region.h"
#include "tools/io/yaml/yaml_cells.h"
#include "tools/io/yaml/yaml_mapping.h"

namespace lastmile::io {
namespace {

using Test = std::function<bool(Element)>;
using Kind = Element::Kind;

constexpr double most_longitude = 180;
constexpr double most_latitude = 90;

// Whether a name matches the pattern: * for any characters, ? for one.
bool matches(std::string_view pattern, std::string_view name) {
  constexpr std::size_t nowhere = std::string_view::npos;
  std::size_t at = 0;
  std::size_t in_name = 0;
  std::size_t last_star = nowhere;
  std::size_t star_ends = 0;  // in the name
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

// A test of places whose result may be unknown.
struct PlaceTest {
  std::function<std::optional<bool>(SiteId)> at_site;
  std::function<std::optional<bool>(PremisesId)> at_premises;

  // An invalid link may have no end.
  bool holds_at(SiteId site) const { return site.exists() && at_site(site).value_or(false); }
  std::optional<bool> known_at(PremisesId p) const { return p.exists() ? at_premises(p) : std::nullopt; }
};

// A final link is where its premises is, or its site where nothing is known of the premises; any other link
// lies where both its ends do.
bool holds_at(const PlaceTest& test, const Plant& plant, Element element) {
  if (element.is_site()) return test.holds_at(element.site());
  if (element.is_premises()) return test.known_at(element.premises()).value_or(false);
  const LinkId link = element.link();
  if (!is_final_link(plant, link))
    return test.holds_at(plant.links.from[link]) && test.holds_at(plant.links.to[link]);
  const FinalLink ends = final_link(plant, link);
  return test.known_at(ends.premises).value_or(test.holds_at(ends.site));
}

// Whether a side of the polygon probably crosses the antimeridian.
bool spans_half_the_world(const std::vector<Point>& corners) {
  for (std::size_t i = 0; i < corners.size(); ++i)
    if (std::abs(corners[i].lon - corners[(i + 1) % corners.size()].lon) > most_longitude) return true;
  return false;
}

class SelectorReader {
 public:
  SelectorReader(const Surroundings& surroundings, Reporter& report)
      : surroundings_(surroundings),
        scenario_(surroundings.scenario),
        plant_(scenario_.plant),
        report_(report) {}

  Selector read(const YamlNode& node, const std::string& path) {
    enum Key { id, pattern, tier, kind, state, area, within, element, any, none_of };
    Selector selector;
    const std::uint64_t errors_before = report_.error_count();
    bool says_something = false;
    const auto add = [&](Test test) { selector.tests.push_back(std::move(test)); };
    const bool is_mapping =
        for_each_entry(node, selector_keys, path + ".", report_, [&](std::size_t key, const YamlNode& value) {
          const std::string at = fmt::format("{}.{}", path, selector_keys[key]);
          says_something = true;
          switch (static_cast<Key>(key)) {
            case id: selector.named = read_ids(value, at); break;
            case pattern: add(read_patterns(value, at)); break;
            case tier: add(read_tiers(value, at)); break;
            case kind: add(read_kinds(value, at)); break;
            case state: add(read_states(value, at)); break;
            case area: add(read_areas(value, at)); break;
            case within: add(read_within(value, at)); break;
            case element: add(read_element_kinds(value, at)); break;
            case any: add(read_any(value, at)); break;
            case none_of: add(read_not(value, at)); break;
          }
        });
    if (is_mapping && !says_something && report_.error_count() == errors_before)
      report_.error(FixedPlace(node.mark, path),
                    {"missing-key", "empty selector", "to select all sites, write {element: site}"});
    return selector;
  }

 private:
  // Which of `count` words, ids or kinds are chosen.
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
    if (const auto found = names.find(*name)) return *found;
    report_.error(
        FixedPlace(value.mark, path),
        {kind.rule, fmt::format("unknown {} {}", kind.what, quoted(*name)), hint_among(*name, names)});
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
        report_.error(FixedPlace(value.mark, at), unknown_id("site, link or premises", *id));
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
    if (const auto link = names.links.find(id)) named.emplace_back(LinkId{*link});
    if (!id.ends_with(inline_drop_suffix)) return;
    const auto of = names.premises.find(id.substr(0, id.size() - inline_drop_suffix.size()));
    if (of && plant_.has_inline_drop(PremisesId{*of}))
      named.emplace_back(plant_.inline_drop(PremisesId{*of}));
  }

  Finding unknown_id(std::string_view what, std::string_view id) const {
    Finding finding{"unknown-reference", fmt::format("unknown {} {}", what, quoted(id))};
    for (const NameTable* table :
         {&scenario_.names.sites, &scenario_.names.links, &scenario_.names.premises}) {
      const std::size_t candidates = report_.shows_more() ? table->size() : 0;
      const auto near = nearest(id, candidates, [&](std::size_t i) { return (*table)[i]; });
      if (!near) continue;
      finding.hint = fmt::format("did you mean {}?", quoted(*near));
      break;
    }
    return finding;
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
    const Horizon& horizon = surroundings_.horizon();
    return at_places({[is_chosen, &horizon](SiteId site) { return is_chosen(horizon.site_area[site]); },
                      [is_chosen, &horizon](PremisesId p) { return is_chosen(horizon.premises_area[p]); }});
  }

  Test read_within(const YamlNode& node, const std::string& path) {
    const std::optional<Region> region = read_region(node, path);
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

  std::optional<Region> read_region(const YamlNode& node, const std::string& path) {
    enum Key { corners, distance, of };
    std::optional<Region> within_corners;
    std::optional<double> distance_m;
    std::optional<Point> centre;
    std::array<bool, within_keys.size()> given{};
    const bool is_mapping =
        for_each_entry(node, within_keys, path + ".", report_, [&](std::size_t key, const YamlNode& value) {
          const std::string at = fmt::format("{}.{}", path, within_keys[key]);
          given[key] = true;
          switch (static_cast<Key>(key)) {
            case corners: within_corners = read_polygon(value, at); break;
            case distance: distance_m = amount_of(value, at, report_); break;
            case of: centre = read_centre(value, at); break;
          }
        });
    if (!is_mapping) return std::nullopt;
    if (given[corners] ? given[distance] || given[of] : !given[distance] || !given[of]) {
      report_.error(FixedPlace(node.mark, path),
                    {"missing-key", "must have either polygon, or both distance_m and of",
                     "write {polygon: [[lon, lat], ...]} or {distance_m: 500, of: ID}"});
      return std::nullopt;
    }
    if (given[corners]) return within_corners;
    return distance_m && centre ? std::optional{around(*centre, *distance_m)} : std::nullopt;
  }

  std::optional<Region> read_polygon(const YamlNode& node, const std::string& path) {
    std::vector<Point> corners;
    bool all_sound = true;
    const auto add = [&](const YamlNode& item, const std::string& at) {
      const auto corner = read_point(item, at);
      all_sound = all_sound && corner.has_value();
      corners.push_back(corner.value_or(Point{}));
    };
    for_each_item(node, path, "polygon: [[7.0, 50.6], [7.2, 50.6], [7.1, 50.8]]", report_, add);
    if (node.kind != YamlNode::Kind::list || !all_sound) return std::nullopt;
    const FixedPlace place(node.mark, path);
    if (corners.size() < 3) {
      report_.error(
          place, {"not-a-polygon", fmt::format("must have at least 3 corners, but has {}", corners.size())});
      return std::nullopt;
    }
    if (spans_half_the_world(corners)) {
      report_.error(place, {"not-a-polygon", "a side spans more than 180 degrees of longitude",
                            "split it at 180 degrees with any: [{within: ...}, {within: ...}]"});
      return std::nullopt;
    }
    auto region = polygon(corners);
    if (!region)
      report_.error(place, {"not-a-polygon", "the sides cross or enclose no area",
                            "list the corners in order around the polygon"});
    return region;
  }

  std::optional<Point> read_point(const YamlNode& node, const std::string& path) {
    if (node.kind != YamlNode::Kind::list || node.children.size() != 2) {
      report_.error(FixedPlace(node.mark, path),
                    {"wrong-type", "must be [longitude, latitude]", "write [7.1, 50.7]"});
      return std::nullopt;
    }
    const auto lon =
        number_between(*node.children[0], path + "[0]", -most_longitude, most_longitude, report_);
    const auto lat = number_between(*node.children[1], path + "[1]", -most_latitude, most_latitude, report_);
    return lon && lat ? std::optional{Point{*lon, *lat}} : std::nullopt;
  }

  // A point, or the id of a site or premises with coordinates.
  std::optional<Point> read_centre(const YamlNode& node, const std::string& path) {
    if (node.kind != YamlNode::Kind::scalar) return read_point(node, path);
    const FixedPlace place(node.mark, path);
    const auto site = scenario_.names.sites.find(node.text);
    const auto premises = scenario_.names.premises.find(node.text);
    if (!site && !premises) {
      report_.error(place, unknown_id("site or premises", node.text));
      return std::nullopt;
    }
    const Point point = site ? surroundings_.site_points[SiteId{*site}]
                             : surroundings_.premises_points[PremisesId{*premises}];
    if (point.exists()) return point;
    report_.error(place, {"no-coordinates", fmt::format("{} has no lon and lat", quoted(node.text))});
    return std::nullopt;
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
};

// The elements that a setting applies to.
class Reach {
 public:
  Reach(const Setting& set, const Plant& plant)
      : plant_(plant),
        any_plant_(set.state || set.cost || set.completion_cost || set.build_periods),
        final_links_(any_plant_ || set.late_cost),
        premises_(set.subscribed || set.users) {}

  bool sites() const { return any_plant_; }
  bool links() const { return final_links_; }
  bool premises() const { return premises_; }
  bool link(LinkId link) const {
    if (!plant_.is_inline_drop(link)) return any_plant_ || (final_links_ && is_final_link(plant_, link));
    return final_links_ && plant_.links.from[link].exists();
  }
  bool holds(Element element) const {
    if (element.is_site()) return sites();
    return element.is_premises() ? premises() : link(element.link());
  }

 private:
  const Plant& plant_;
  bool any_plant_;
  bool final_links_;
  bool premises_;
};

void add(Element element, Selection& selection) {
  switch (element.kind) {
    case Kind::site: selection.sites.push_back(element.site()); break;
    case Kind::link: selection.links.push_back(element.link()); break;
    case Kind::premises: selection.premises.push_back(element.premises()); break;
  }
}

}  // namespace

bool Selector::holds(Element element) const {
  if (named && !std::binary_search(named->begin(), named->end(), element)) return false;
  return std::all_of(tests.begin(), tests.end(), [&](const auto& test) { return test(element); });
}

std::optional<Selector> read_selector(const YamlNode& node, const std::string& path,
                                      const Surroundings& surroundings, Reporter& report) {
  const std::uint64_t errors_before = report.error_count();
  Selector selector = SelectorReader(surroundings, report).read(node, path);
  return report.error_count() == errors_before ? std::optional{std::move(selector)} : std::nullopt;
}

Selection select(const Selector& selector, const Setting& set, const Scenario& scenario) {
  const Plant& plant = scenario.plant;
  const Reach reach(set, plant);
  Selection selection;
  const auto consider = [&](Element element) {
    if (reach.holds(element) && selector.holds(element)) add(element, selection);
  };
  const auto consider_all = [&](auto range) {
    for (const auto id : range) consider(id);
  };
  if (selector.named) {
    for (const Element element : *selector.named) consider(element);
    return selection;
  }
  if (reach.sites()) consider_all(ids<SiteId>(plant.sites.size()));
  if (reach.links()) consider_all(ids<LinkId>(plant.links.size() + plant.premises.size()));
  if (reach.premises()) consider_all(ids<PremisesId>(plant.premises.size()));
  return selection;
}

}  // namespace lastmile::io
