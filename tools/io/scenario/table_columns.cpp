#include "tools/io/scenario/table_columns.h"

namespace lastmile::io {
namespace {

using Synonym = KnownColumns::Synonym;

void add_columns(std::span<const Field> fields, std::string_view prefix, std::size_t first, bool may_require,
                 KnownColumns& known) {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].type != CellType::drop)
      known.columns.push_back({std::string{prefix}.append(fields[i].name), first + i,
                               may_require && fields[i].required, fields[i].type});
}

void add_synonyms(std::initializer_list<Synonym> synonyms, KnownColumns& known) {
  known.synonyms.insert(known.synonyms.end(), synonyms);
}

// Of coordinates, in tables of sites and premises.
void add_synonyms_of_positions(KnownColumns& known) {
  add_synonyms({{"longitude", "lon"},
                {"long", "lon"},
                {"lng", "lon"},
                {"latitude", "lat"},
                {"easting", "x"},
                {"northing", "y"}},
               known);
}

KnownColumns columns_of_sites() {
  KnownColumns known;
  add_columns(site_fields, "", 0, true, known);
  add_synonyms_of_positions(known);
  add_synonyms({{"type", "kind"}, {"status", "state"}}, known);
  return known;
}

KnownColumns columns_of_links() {
  KnownColumns known;
  add_columns(link_fields, "", 0, true, known);
  add_synonyms({{"source", "from"},
                {"start", "from"},
                {"target", "to"},
                {"end", "to"},
                {"status", "state"},
                {"length", "length_m"},
                {"wkt", "route"},
                {"geometry", "route"}},
               known);
  return known;
}

// Other words for homes and users, and the keys of a drop without their prefix.
KnownColumns columns_of_premises() {
  KnownColumns known;
  add_columns(premises_fields, "", 0, true, known);
  add_columns(drop_fields, drop_column_prefix, premises_fields.size(), false, known);
  add_synonyms_of_positions(known);
  add_synonyms({{"households", "homes"},
                {"dwellings", "homes"},
                {"residents", "users"},
                {"inhabitants", "users"},
                {"population", "users"},
                {"from", "drop_from"},
                {"state", "drop_state"},
                {"status", "drop_state"},
                {"cost", "drop_cost"},
                {"value", "drop_value"},
                {"completion_cost", "drop_completion_cost"},
                {"length_m", "drop_length_m"},
                {"length", "drop_length_m"},
                {"medium", "drop_medium"}},
               known);
  return known;
}

}  // namespace

template <>
const KnownColumns& known_columns<SiteRow>() {
  static const KnownColumns known = columns_of_sites();
  return known;
}

template <>
const KnownColumns& known_columns<LinkRow>() {
  static const KnownColumns known = columns_of_links();
  return known;
}

template <>
const KnownColumns& known_columns<PremisesRow>() {
  static const KnownColumns known = columns_of_premises();
  return known;
}

}  // namespace lastmile::io
