// A checked scenario: its heading, its plant and the names of the plant's elements. It does not change once
// it is read. sim/ works on the plant alone; names are used again when results are written.
#pragma once

#include <optional>
#include <string>

#include "models/base/name_table.h"
#include "models/plant/element.h"
#include "models/reliability/reliability.h"
#include "models/scenario/costs.h"
#include "models/scenario/geometry.h"
#include "models/scenario/titles.h"
#include "models/scenario/vocabulary.h"
#include "models/time/horizon.h"

namespace lastmile {

struct Heading {
  std::string name;
  std::string description;
  std::string currency = "EUR";  // ISO 4217
  std::optional<int> price_year;
  Vocabulary vocabulary;
};

struct Names {
  NameTable sites;
  NameTable premises;
  NameTable links;  // of explicit links; an inline drop is named after its premises
  IdVector<SiteId, KindId> kind;
  NameTable kinds;
  NameTable areas;  // only if the scenario has a timeline, or on request
};

// Areas as written; none where there is none.
struct WrittenAreas {
  IdVector<SiteId, AreaId> of_sites;
  IdVector<PremisesId, AreaId> of_premises;
};
inline constexpr std::string_view no_area = "none";

struct Scenario {
  Heading heading;
  Plant plant;
  Names names;
  std::optional<Horizon> horizon;  // only if the scenario has a timeline
  // Only on request.
  Geometry geometry;
  Titles titles;
  Costs costs;
  WrittenMoney money;
  std::optional<WrittenAreas> areas;       // of a scenario without horizon, which holds them itself
  std::optional<Reliability> reliability;  // if something can fail
};

// Of a scenario that was read with its areas.
inline WrittenAreas written_areas(const Scenario& s) {
  if (s.horizon) return {s.horizon->site_area, s.horizon->premises_area};
  return s.areas ? *s.areas
                 : WrittenAreas{IdVector<SiteId, AreaId>(s.plant.sites.size()),
                                IdVector<PremisesId, AreaId>(s.plant.premises.size())};
}

inline constexpr std::string_view inline_drop_suffix = "/drop";

inline std::string_view site_name(const Scenario& s, SiteId site) {
  return s.names.sites[site.value];
}
inline std::string_view premises_name(const Scenario& s, PremisesId p) {
  return s.names.premises[p.value];
}
inline std::string_view kind_name(const Scenario& s, SiteId site) {
  return s.names.kinds[s.names.kind[site].value];
}

inline std::string link_name(const Scenario& s, LinkId link) {
  if (!s.plant.is_inline_drop(link)) return std::string{s.names.links[link.value]};
  return std::string{premises_name(s, final_link(s.plant, link).premises)}.append(inline_drop_suffix);
}

// The premises' own final link, or any link, to which link_name gives this name.
inline std::optional<LinkId> find_inline_drop(const Scenario& s, std::string_view name) {
  if (!name.ends_with(inline_drop_suffix)) return std::nullopt;
  const auto p = s.names.premises.find(name.substr(0, name.size() - inline_drop_suffix.size()));
  return p && s.plant.has_inline_drop(PremisesId{*p}) ? std::optional{s.plant.inline_drop(PremisesId{*p})}
                                                      : std::nullopt;
}
inline std::optional<LinkId> find_link(const Scenario& s, std::string_view name) {
  const auto link = s.names.links.find(name);
  return link ? std::optional{LinkId{*link}} : find_inline_drop(s, name);
}

inline std::string element_name(const Scenario& s, Element element) {
  switch (element.kind) {
    case Element::Kind::site: return std::string{site_name(s, element.site())};
    case Element::Kind::link: return link_name(s, element.link());
    case Element::Kind::premises: break;
  }
  return std::string{premises_name(s, element.premises())};
}

// The `name` of an element, of a scenario that was read with its names; empty if it has none, as inline
// drops.
inline std::string_view title_of(const Scenario& s, Element element) {
  const auto text = [](std::span<const char> title) { return std::string_view{title.data(), title.size()}; };
  switch (element.kind) {
    case Element::Kind::site: return text(s.titles.sites[element.site().value]);
    case Element::Kind::link:
      return s.plant.is_inline_drop(element.link()) ? "" : text(s.titles.links[element.link().value]);
    case Element::Kind::premises: break;
  }
  return text(s.titles.premises[element.premises().value]);
}

// The route of a link, of a scenario that was read with its geometry; empty if none was given.
inline std::span<const Point> route_of(const Scenario& s, LinkId link) {
  if (!s.plant.is_inline_drop(link)) return s.geometry.explicit_routes[link.value];
  return s.geometry.drop_routes[link.value - s.plant.links.size()];
}

}  // namespace lastmile
