// Keys in YAML and columns of tables for sites, links and premises, with type, unit and meaning. The YAML
// reader, the table reader and the JSON Schema all use these lists. All other keys of a scenario file are
// listed beside their readers, as Keys (tools/io/yaml/keys.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "models/plant/money.h"  // min_amount, max_amount

namespace lastmile::io {

enum class CellType {
  text,
  id,         // text, not empty, at most max_id_bytes
  state,      // one of state_names
  tier,       // one of tier_names
  sight,      // one of sight_names
  amount,     // number >= 0 and <= max_amount
  count,      // whole number >= 0 and <= max_count
  positive,   // whole number >= 1 and <= max_count
  flag,       // true/false, yes/no, 1/0 in any case
  longitude,  // -180 .. 180
  latitude,   // -90 .. 90
  position,   // a number, in the units of a coordinate reference system
  route,      // in YAML a list of [lon, lat], in a table WKT
  drop,       // a mapping of drop_fields
};

inline constexpr std::string_view source_kind = "source";  // of sites, in any case of letters
inline constexpr std::size_t max_id_bytes = 1024;
inline constexpr std::size_t max_columns = 1000;  // of a table
inline constexpr double max_count = 4'294'967'295.0;

struct Field {
  std::string_view name;
  CellType type;
  bool required;
  std::string_view unit;
  std::string_view meaning;
};

// Each enum is in the order of its list.
enum class SiteField {
  id,
  name,
  kind,
  state,
  cost,
  value,
  completion_cost,
  ports,
  lon,
  lat,
  x,
  y,
  area,
  technology,
  split,
  build_periods,
  failures_per_year,
  repair_hours
};
inline constexpr std::array<Field, 18> site_fields = {{
    {"id", CellType::id, true, "", "unique among sites and premises"},
    {"name", CellType::text, false, "", "free text, shown beside the id"},
    {"kind", CellType::text, false, "", "free text; sites of kind source supply the service"},
    {"state", CellType::state, false, "", "condition (default: operational)"},
    {"cost", CellType::amount, false, "currency", "cost to build"},
    {"value", CellType::amount, false, "currency", "amount spent so far (default: cost if built, else 0)"},
    {"completion_cost", CellType::amount, false, "currency", "cost to make it operational"},
    {"ports", CellType::count, false, "",
     "number of ports (default: the outputs of its splitter, else unlimited)"},
    {"lon", CellType::longitude, false, "degree", "WGS 84 longitude"},
    {"lat", CellType::latitude, false, "degree", "WGS 84 latitude"},
    {"x", CellType::position, false, "", "easting in the scenario's crs, instead of lon"},
    {"y", CellType::position, false, "", "northing in the scenario's crs, instead of lat"},
    {"area", CellType::text, false, "", "free text, for selecting changes and for counting site visits"},
    {"technology", CellType::text, false, "",
     "access technology for which the site is the head-end; \"lastmile equipment\" lists them"},
    {"split", CellType::positive, false, "", "split ratio of its optical splitter: 32 for 1:32"},
    {"build_periods", CellType::count, false, "periods", "time from start of work to operation (default: 0)"},
    {"failures_per_year", CellType::amount, false, "1/year", "how often it fails"},
    {"repair_hours", CellType::amount, false, "h", "time from a failure to its repair"},
}};

enum class LinkField {
  id,
  name,
  from,
  to,
  tier,
  state,
  cost,
  value,
  completion_cost,
  length_m,
  route,
  medium,
  capacity_mbps,
  capacity_up_mbps,
  splices,
  connectors,
  technology,
  sight,
  late_cost,
  build_periods,
  failures_per_year,
  failures_per_km_year,
  repair_hours
};
inline constexpr std::array<Field, 23> link_fields = {{
    {"id", CellType::id, true, "", "unique among links"},
    {"name", CellType::text, false, "", "free text, shown beside the id"},
    {"from", CellType::id, true, "", "a site; for a drop, a site or premises"},
    {"to", CellType::id, true, "", "a site; for a drop, a site or premises"},
    {"tier", CellType::tier, true, "", "backbone, feeder or distribution; drop for a final link"},
    {"state", CellType::state, false, "", "condition (default: operational)"},
    {"cost", CellType::amount, false, "currency", "cost to build"},
    {"value", CellType::amount, false, "currency", "amount spent so far (default: cost if built, else 0)"},
    {"completion_cost", CellType::amount, false, "currency", "cost to make it operational"},
    {"length_m", CellType::amount, false, "m",
     "route length (default: along the route, else between its ends)"},
    {"route", CellType::route, false, "", "its course as a list of [lon, lat]; in a table WKT LINESTRING"},
    {"medium", CellType::text, false, "",
     "fibre, copper-0.4, coax, radio, ...; \"lastmile equipment\" lists them; free text without a service "
     "profile"},
    {"capacity_mbps", CellType::amount, false, "Mbit/s",
     "capacity to the homes behind it, shared by them (default: unlimited)"},
    {"capacity_up_mbps", CellType::amount, false, "Mbit/s",
     "capacity from the homes behind it, shared by them (default: capacity_mbps)"},
    {"splices", CellType::count, false, "", "number of fibre splices (default: 0)"},
    {"connectors", CellType::count, false, "", "number of mated connector pairs (default: 0)"},
    {"technology", CellType::text, false, "",
     "for a final link, its access technology (default: the nearest upstream)"},
    {"sight", CellType::sight, false, "", "for a radio link, line of sight: los or nlos (default: nlos)"},
    {"late_cost", CellType::amount, false, "currency",
     "for a final link, surcharge if its site was built in an earlier period"},
    {"build_periods", CellType::count, false, "periods", "time from start of work to operation (default: 0)"},
    {"failures_per_year", CellType::amount, false, "1/year", "how often it fails"},
    {"failures_per_km_year", CellType::amount, false, "1/(km year)", "how often a kilometre of it fails"},
    {"repair_hours", CellType::amount, false, "h", "time from a failure to its repair"},
}};

enum class PremisesField { id, name, homes, users, subscribed, lon, lat, x, y, area, drop };
inline constexpr std::array<Field, 11> premises_fields = {{
    {"id", CellType::id, true, "", "unique among sites and premises"},
    {"name", CellType::text, false, "", "free text, shown beside the id"},
    {"homes", CellType::count, false, "homes", "number of homes this record represents (default: 1)"},
    {"users", CellType::amount, false, "users", "number of end users (default: number of homes)"},
    {"subscribed", CellType::flag, false, "", "whether its users subscribe to the service (default: true)"},
    {"lon", CellType::longitude, false, "degree", "WGS 84 longitude"},
    {"lat", CellType::latitude, false, "degree", "WGS 84 latitude"},
    {"x", CellType::position, false, "", "easting in the scenario's crs, instead of lon"},
    {"y", CellType::position, false, "", "northing in the scenario's crs, instead of lat"},
    {"area", CellType::text, false, "", "free text, for selecting changes and for counting site visits"},
    {"drop", CellType::drop, false, "", "its final link, named <id>/drop"},
}};

enum class DropField {
  from,
  state,
  cost,
  value,
  completion_cost,
  length_m,
  route,
  medium,
  capacity_mbps,
  capacity_up_mbps,
  splices,
  connectors,
  technology,
  sight,
  late_cost,
  build_periods,
  failures_per_year,
  failures_per_km_year,
  repair_hours
};
inline constexpr std::array<Field, 19> drop_fields = {{
    {"from", CellType::id, true, "", "the site where it starts"},
    {"state", CellType::state, false, "", "condition (default: operational)"},
    {"cost", CellType::amount, false, "currency", "cost to build, for the whole record"},
    {"value", CellType::amount, false, "currency", "amount spent so far (default: cost if built, else 0)"},
    {"completion_cost", CellType::amount, false, "currency", "cost to make it operational"},
    {"length_m", CellType::amount, false, "m",
     "route length (default: along the route, else between its ends)"},
    {"route", CellType::route, false, "", "its course as a list of [lon, lat]"},
    {"medium", CellType::text, false, "", "as for a link"},
    {"capacity_mbps", CellType::amount, false, "Mbit/s", "capacity to the homes (default: unlimited)"},
    {"capacity_up_mbps", CellType::amount, false, "Mbit/s",
     "capacity from the homes (default: capacity_mbps)"},
    {"splices", CellType::count, false, "", "number of fibre splices (default: 0)"},
    {"connectors", CellType::count, false, "", "number of mated connector pairs (default: 0)"},
    {"technology", CellType::text, false, "", "its access technology (default: the nearest upstream)"},
    {"sight", CellType::sight, false, "", "for a radio link, line of sight: los or nlos (default: nlos)"},
    {"late_cost", CellType::amount, false, "currency",
     "surcharge if its site was built in an earlier period"},
    {"build_periods", CellType::count, false, "periods", "time from start of work to operation (default: 0)"},
    {"failures_per_year", CellType::amount, false, "1/year", "how often it fails"},
    {"failures_per_km_year", CellType::amount, false, "1/(km year)", "how often a kilometre of it fails"},
    {"repair_hours", CellType::amount, false, "h", "time from a failure to its repair"},
}};

// Prefix of the columns for drop fields in a table.
inline constexpr std::string_view drop_column_prefix = "drop_";

inline constexpr int format_version = 1;
inline constexpr std::size_t max_extended = 16;  // files, each by the one before it
inline constexpr double least_busy_hour_share = 1e-4;
inline constexpr int first_price_year = 1800;
inline constexpr int last_price_year = 2200;
inline constexpr std::size_t max_options = 10'000;
inline constexpr std::uint32_t max_periods = 10'000;

}  // namespace lastmile::io
