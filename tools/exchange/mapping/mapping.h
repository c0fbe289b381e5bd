// What the features of files mean for a network: the mapping file of `lastmile import`.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/base/point.h"
#include "models/plant/tier.h"
#include "tools/io/problems/written_at.h"

namespace lastmile::exchange {

// Where the value of a key comes from.
struct KeySource {
  std::string field;  // empty if `value` stands for all features
  std::optional<std::string> value;
  std::vector<std::pair<std::string, std::string>> words;  // of the file -> of lastmile
  std::optional<std::string> otherwise;
  io::WrittenAt at;

  const std::string* translated(std::string_view word) const {
    for (const auto& [from, to] : words)
      if (from == word) return &to;
    return nullptr;
  }
};

enum class Meaning { sites, links, premises };
enum class Join { ends, touching, crossing };
enum class DropTo { none, nearest_site, nearest_link };

struct DropMapping {
  DropTo to = DropTo::none;
  std::vector<std::string> of_kinds;  // of the sites to join to; empty for all
};

// The keys of an element in the names of tables (drop_from for the drop of a premises).
using KeySources = std::vector<std::pair<std::string, KeySource>>;

struct LayerMapping {
  io::WrittenAt at;
  std::string file;  // as written
  std::string path;  // to open
  std::string layer;
  std::string where;
  std::string encoding;
  std::string crs;
  io::WrittenAt crs_at;
  Meaning meaning = Meaning::sites;
  KeySources keys;
  Join join = Join::touching;
  std::vector<std::string> premises_kinds;
  DropMapping drop;

  const KeySource* find(std::string_view key) const {
    for (const auto& [name, source] : keys)
      if (name == key) return &source;
    return nullptr;
  }
};

// Which sites are sources. Several rules add up.
struct SourceRule {
  std::vector<std::string> kinds;
  std::vector<std::string> ids;
  std::optional<Point> nearest;
  bool largest_component = false;
  io::WrittenAt at;
};

struct Costs {
  EnumArray<Tier, std::optional<double>> per_m;
  std::vector<std::pair<std::string, double>> kinds;
};

inline constexpr double default_snap_m = 0.5;

struct Mapping {
  std::string file;  // the mapping file itself; empty if there is none
  std::string name;  // of the scenario; empty for the name of the file
  std::string crs;   // of files that do not say their own
  io::WrittenAt crs_at;
  double snap_m = default_snap_m;
  double max_drop_m = std::numeric_limits<double>::infinity();
  std::vector<LayerMapping> layers;
  SourceRule sources;
  Costs costs;
};

}  // namespace lastmile::exchange
