// A network put together from features: sites, links and premises, and what was done to the features on the
// way.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/base/name_table.h"
#include "models/base/point.h"
#include "models/plant/state.h"
#include "models/plant/tier.h"
#include "tools/exchange/assembly/lines.h"
#include "tools/exchange/features/feature_layer.h"
#include "tools/exchange/mapping/mapping.h"

namespace lastmile::exchange {

inline constexpr std::uint32_t no_number = ~std::uint32_t{0};
// The kind of sites that are made where lines meet and drops begin.
inline constexpr const char* made_kind = "junction";

// The feature that an element comes from; none for sites that were made where lines meet.
struct Origin {
  std::uint32_t layer = no_number;
  std::uint32_t feature = 0;
  bool exists() const { return layer != no_number; }
};

// Names are numbers in Assembled::node_names (sites and premises) and ::link_names.
struct SiteRow {
  std::uint32_t name = 0;
  Origin origin;
  Point at;
  State state = State::operational;
  bool is_source = false;
};

struct LinkEnd {
  std::uint32_t number = 0;  // of a site, or of a premises
  bool is_premises = false;
};

struct LinkRow {
  std::uint32_t name = 0;
  Origin origin;
  LinkEnd from, to;
  Tier tier = Tier::distribution;
  State state = State::operational;
  std::optional<double> length_m;
  double share = 1;                // of the feature's money
  bool is_first = true;            // of the pieces of its feature
  std::uint32_t line = no_number;  // its geometry, from `begin` to `end`
  Along begin, end;
};

struct PremisesRow {
  std::uint32_t name = 0;
  Origin origin;
  Point at;
  std::uint32_t drop_from = no_number;  // a site
  State drop_state = State::operational;
  std::optional<double> drop_length_m;
};

// What was done to a feature.
enum class Deed : std::uint8_t {
  moved,         // an end lies at another place than it was drawn
  cut,           // a line became several links
  joined,        // a point is one place with another site
  renamed,       // its id was taken
  replaced,      // a value was unknown or wrong, and the mapping's default stands for it
  contradicted,  // its given length differs from its geometry by more than a tenth
  not_joined,    // an end near nothing, or a premises without a final link
  near_miss,     // not joined, but within twice the snapping distance
  left_out
};
constexpr Deed last_of(Deed) {
  return Deed::left_out;
}
inline constexpr EnumArray<Deed, std::string_view> deed_names = {
    {"moved", "cut", "joined", "renamed", "replaced", "contradicted", "not_joined", "near_miss", "left_out"}};

struct Record {
  Deed deed;
  Origin feature;
  std::string reason;
  std::optional<double> distance_m = {};
};

struct IslandRow {
  std::uint32_t sites = 0;
  std::uint32_t premises = 0;
  std::uint32_t example_site = 0;  // the first one
  std::uint32_t nearest_site = 0;  // of the largest part
  std::uint32_t from_site = 0;     // of the island, the nearest to it
  double distance_m = 0;           // between them
};

struct Assembled {
  std::vector<SiteRow> sites;
  std::vector<LinkRow> links;
  std::vector<PremisesRow> premises;
  NameTable node_names;
  NameTable link_names;
  LineSet lines;
  std::vector<Record> records;           // in the order of deeds, layers and features
  std::vector<std::string> assumptions;  // sentences
  std::size_t parts = 0;                 // components of sites and premises, whatever their state
  std::size_t largest_sites = 0, largest_premises = 0;
  std::vector<IslandRow> islands;  // all parts but the largest that have a site, largest first
};

}  // namespace lastmile::exchange
