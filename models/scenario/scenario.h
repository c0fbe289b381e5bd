// A checked scenario: what it is called, the plant it describes and the names of the plant's elements.
// Immutable once read; sim/ works on the plant alone, names come back when results are written.
#pragma once

#include <optional>
#include <string>

#include "models/base/name_table.h"
#include "models/plant/plant.h"
#include "models/scenario/vocabulary.h"
#include "models/time/planning.h"

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
  NameTable links;  // explicit links only: an inline drop is called after its premises
  IdVector<SiteId, KindId> kind;
  NameTable kinds;
  NameTable areas;  // only where the scenario has a timeline
};

struct Scenario {
  Heading heading;
  Plant plant;
  Names names;
  std::optional<Planning> planning;  // where it has a timeline
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

}  // namespace lastmile
