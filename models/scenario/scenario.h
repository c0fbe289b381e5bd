// A checked scenario: its heading, its plant and the names of the plant's elements. It does not change once
// it is read. sim/ works on the plant alone; names are used again when results are written.
#pragma once

#include <optional>
#include <string>

#include "models/base/name_table.h"
#include "models/plant/element.h"
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
  NameTable areas;  // only if the scenario has a timeline
};

struct Scenario {
  Heading heading;
  Plant plant;
  Names names;
  std::optional<Horizon> horizon;  // only if the scenario has a timeline
};

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

inline std::string element_name(const Scenario& s, Element element) {
  switch (element.kind) {
    case Element::Kind::site: return std::string{site_name(s, element.site())};
    case Element::Kind::link: return link_name(s, element.link());
    case Element::Kind::premises: break;
  }
  return std::string{premises_name(s, element.premises())};
}

}  // namespace lastmile
