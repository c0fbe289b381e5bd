// The scenario format, once: every key of a scenario file and every column of a table, with type, unit and
// meaning. The YAML reader, the table reader and the JSON Schema all follow these lists.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

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
  drop,       // a mapping of drop_fields
};

inline constexpr std::size_t max_id_bytes = 1024;
inline constexpr std::size_t max_columns = 1000;  // of a table
inline constexpr double min_amount = 1e-9;        // unless it is 0
inline constexpr double max_amount = 1e15;
inline constexpr double max_count = 4'294'967'295.0;

struct Field {
  std::string_view name;
  CellType type;
  bool required;
  std::string_view unit;
  std::string_view meaning;
};

// The order of each enum is that of its list.
enum class SiteField {
  id,
  kind,
  state,
  cost,
  value,
  completion_cost,
  ports,
  lon,
  lat,
  area,
  technology,
  split,
  build_periods
};
inline constexpr std::array<Field, 13> site_fields = {{
    {"id", CellType::id, true, "", "unique over sites and premises"},
    {"kind", CellType::text, false, "", "free text; service comes from sites of kind source"},
    {"state", CellType::state, false, "", "condition; operational where not given"},
    {"cost", CellType::amount, false, "currency", "what it takes to build it"},
    {"value", CellType::amount, false, "currency",
     "spent on it so far; by default its cost if built, else 0"},
    {"completion_cost", CellType::amount, false, "currency", "what it takes to make it operational"},
    {"ports", CellType::count, false, "", "ports for homes; as many as are needed where not given"},
    {"lon", CellType::longitude, false, "degree", "WGS 84 longitude"},
    {"lat", CellType::latitude, false, "degree", "WGS 84 latitude"},
    {"area", CellType::text, false, "", "free text; changes select by it, visits are counted by it"},
    {"technology", CellType::text, false, "",
     "technology it is head-end of, as \"lastmile equipment\" lists them"},
    {"split", CellType::positive, false, "", "ratio of its optical splitter: 32 for 1:32"},
    {"build_periods", CellType::count, false, "periods",
     "from the start of work to operation; 0 where not given"},
}};

enum class LinkField {
  id,
  from,
  to,
  tier,
  state,
  cost,
  value,
  completion_cost,
  length_m,
  medium,
  capacity_mbps,
  splices,
  connectors,
  technology,
  sight,
  late_cost,
  build_periods
};
inline constexpr std::array<Field, 17> link_fields = {{
    {"id", CellType::id, true, "", "unique over links"},
    {"from", CellType::id, true, "", "a site, or for a drop a site or premises"},
    {"to", CellType::id, true, "", "a site, or for a drop a site or premises"},
    {"tier", CellType::tier, true, "", "backbone, feeder, distribution, or drop for a final link"},
    {"state", CellType::state, false, "", "condition; operational where not given"},
    {"cost", CellType::amount, false, "currency", "what it takes to build it"},
    {"value", CellType::amount, false, "currency",
     "spent on it so far; by default its cost if built, else 0"},
    {"completion_cost", CellType::amount, false, "currency", "what it takes to make it operational"},
    {"length_m", CellType::amount, false, "m", "route length"},
    {"medium", CellType::text, false, "",
     "fibre, copper-0.4, coax, radio, ... as \"lastmile equipment\" lists them; free text where no service "
     "is asked for"},
    {"capacity_mbps", CellType::amount, false, "Mbit/s", "capacity each way, shared by the homes behind it"},
    {"splices", CellType::count, false, "", "fibre splices along it; 0 where not given"},
    {"connectors", CellType::count, false, "", "mated connector pairs along it; 0 where not given"},
    {"technology", CellType::text, false, "",
     "of a final link: the technology it needs; else the nearest upstream"},
    {"sight", CellType::sight, false, "", "of a radio link: nlos or los; nlos where not given"},
    {"late_cost", CellType::amount, false, "currency",
     "of a final link: what it takes beyond its cost once its site was built in an earlier period"},
    {"build_periods", CellType::count, false, "periods",
     "from the start of work to operation; 0 where not given"},
}};

enum class PremisesField { id, homes, users, subscribed, lon, lat, area, drop };
inline constexpr std::array<Field, 8> premises_fields = {{
    {"id", CellType::id, true, "", "unique over sites and premises"},
    {"homes", CellType::count, false, "homes", "premises this record stands for; 1 where not given"},
    {"users", CellType::amount, false, "users", "end users; as many as homes where not given"},
    {"subscribed", CellType::flag, false, "", "whether its users take the service; true where not given"},
    {"lon", CellType::longitude, false, "degree", "WGS 84 longitude"},
    {"lat", CellType::latitude, false, "degree", "WGS 84 latitude"},
    {"area", CellType::text, false, "", "free text; changes select by it, visits are counted by it"},
    {"drop", CellType::drop, false, "", "its final link, called <id>/drop"},
}};

enum class DropField {
  from,
  state,
  cost,
  value,
  completion_cost,
  length_m,
  medium,
  capacity_mbps,
  splices,
  connectors,
  technology,
  sight,
  late_cost,
  build_periods
};
inline constexpr std::array<Field, 14> drop_fields = {{
    {"from", CellType::id, true, "", "the site it starts at"},
    {"state", CellType::state, false, "", "condition; operational where not given"},
    {"cost", CellType::amount, false, "currency", "what it takes to build it, for the whole record"},
    {"value", CellType::amount, false, "currency",
     "spent on it so far; by default its cost if built, else 0"},
    {"completion_cost", CellType::amount, false, "currency", "what it takes to make it operational"},
    {"length_m", CellType::amount, false, "m", "route length"},
    {"medium", CellType::text, false, "", "as of a link"},
    {"capacity_mbps", CellType::amount, false, "Mbit/s", "capacity each way"},
    {"splices", CellType::count, false, "", "fibre splices along it; 0 where not given"},
    {"connectors", CellType::count, false, "", "mated connector pairs along it; 0 where not given"},
    {"technology", CellType::text, false, "", "the technology it needs; else the nearest upstream"},
    {"sight", CellType::sight, false, "", "of a radio link: nlos or los; nlos where not given"},
    {"late_cost", CellType::amount, false, "currency",
     "what it takes beyond its cost once its site was built in an earlier period"},
    {"build_periods", CellType::count, false, "periods",
     "from the start of work to operation; 0 where not given"},
}};

// In a table a drop's fields are columns of their own, with this before their names.
inline constexpr std::string_view drop_column_prefix = "drop_";

inline constexpr int format_version = 1;
inline constexpr std::array<std::string_view, 19> scenario_keys = {
    "lastmile", "name",     "description", "currency", "price_year", "vocabulary", "sites",
    "links",    "premises", "tables",      "service",  "equipment",  "timeline",   "economics",
    "take_up",  "rollout",  "changes",     "options",  "extends"};
inline constexpr std::array<std::string_view, 5> service_keys = {"profile", "down_mbps", "up_mbps",
                                                                 "latency_ms", "busy_hour_share"};
inline constexpr std::array<std::string_view, 8> vocabulary_keys = {
    "home", "homes", "user", "users", "final_link", "final_links", "backbone", "served"};
inline constexpr std::array<std::string_view, 3> table_keys = {"sites", "links", "premises"};

inline constexpr std::array<std::string_view, 3> timeline_keys = {"start", "periods", "unit"};
inline constexpr std::array<std::string_view, 7> economics_keys = {
    "discount_rate",       "revenue_per_home_month", "opex_per_home_month",
    "opex_share_of_value", "asset_life_years",       "late_cost",
    "visit_cost"};
inline constexpr std::array<std::string_view, 6> take_up_keys = {"model",   "p",    "q",
                                                                 "ceiling", "from", "seed"};
inline constexpr std::array<std::string_view, 1> take_up_models = {"bass"};
inline constexpr std::array<std::string_view, 7> rollout_keys = {
    "order", "works", "drops", "budget_per_period", "carry_over", "crews", "seed"};
inline constexpr std::array<std::string_view, 3> change_keys = {"at", "select", "set"};
inline constexpr std::array<std::string_view, 7> setting_keys = {
    "state", "cost", "completion_cost", "late_cost", "build_periods", "subscribed", "users"};
inline constexpr std::array<std::string_view, 10> selector_keys = {
    "id", "pattern", "tier", "kind", "state", "area", "within", "element", "any", "not"};
inline constexpr std::array<std::string_view, 3> element_names = {"site", "link", "premises"};
inline constexpr std::array<std::string_view, 3> within_keys = {"polygon", "distance_m", "of"};
inline constexpr std::array<std::string_view, 5> option_keys = {"description", "rollout", "changes",
                                                                "economics", "take_up"};
inline constexpr std::string_view fibre_life = "fibre";              // of all links
inline constexpr std::string_view electronics_life = "electronics";  // of all sites
inline constexpr std::string_view all_other_areas = "default";
inline constexpr std::size_t max_extended = 16;  // files, each by the one before it
inline constexpr std::uint32_t max_periods = 10'000;
inline constexpr double max_discount_rate = 10;
inline constexpr double max_life_years = 10'000;
inline constexpr double max_bass_coefficient = 100;  // a year

}  // namespace lastmile::io
