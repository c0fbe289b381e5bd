// What the steps of the assembly share.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "tools/exchange/assembly/assembled.h"
#include "tools/exchange/assembly/layer_values.h"

namespace lastmile::exchange {

// A feature that is a site or a premises. Its number is that of its name.
struct PointFeature {
  Origin origin;
  Point at;
  State state = State::operational;
  bool is_premises = false;
  bool may_meet_lines = false;  // a place where lines end
  std::uint32_t place = no_number;
};

// A part of a feature that is a link.
struct LineFeature {
  Origin origin;
  std::uint32_t line = no_number;  // its geometry
  Tier tier = Tier::distribution;
  State state = State::operational;
  Join join = Join::touching;
  std::uint32_t from = no_number, to = no_number;  // points, where the feature names them
  std::optional<double> given_length_m;            // of the whole feature
  double drawn_length_m = 0;                       // of the whole feature
  bool names_its_ends() const { return from != no_number; }
};

// A position of a line where something touches it.
struct Contact {
  std::uint32_t line_feature;
  Along at;
  std::uint32_t place;  // a node until the places are known
};

struct Place {
  Point at;
  std::uint32_t site = no_number;      // the first site here (a point feature)
  std::uint32_t premises = no_number;  // the first premises here, where lines may end
  std::uint32_t premises_count = 0;
  std::uint32_t ends = 0;              // of pieces of lines
  std::uint32_t attached = 0;          // drops that begin here
  State best = State::decommissioned;  // of the lines that end here, the most complete
  std::uint32_t row = no_number;       // the site
  bool ends_a_drop = false;            // a line ends at a premises here
};

struct Piece {
  std::uint32_t line_feature;
  Along begin, end;
  std::uint32_t from = no_number, to = no_number;  // places
  double length_m = 0;
};

// The drop of a premises that is measured.
struct Drop {
  std::uint32_t point;
  std::uint32_t place = no_number;  // where it begins
};

struct Workspace {
  Workspace(const Mapping& the_mapping, const std::vector<FeatureLayer>& the_layers,
            io::ProblemList& the_problems)
      : mapping(the_mapping), layers(the_layers), problems(the_problems) {
    for (std::size_t i = 0; i < layers.size(); ++i) values.emplace_back(layers[i], mapping.layers[i]);
  }

  const Mapping& mapping;
  const std::vector<FeatureLayer>& layers;
  io::ProblemList& problems;
  std::deque<LayerValues> values;
  Assembled out;

  std::vector<PointFeature> points;
  std::vector<LineFeature> lines;
  std::vector<Contact> contacts;
  std::vector<Place> places;
  std::vector<Piece> pieces;
  std::vector<Drop> drops;
  std::unordered_map<std::string, std::uint32_t> last_copy;  // of ids used twice
  bool by_reference = false;                                 // some elements are joined by ids
  bool has_site_layers = false;

  // "operational", without a state; reported if wrong.
  State state_of(std::size_t layer, std::string_view key, std::size_t feature) const {
    const LayerValues& of = values[layer];
    return state_of_word(of.value(of.find(key), feature)).value_or(State::operational);
  }
  const LayerMapping& mapping_of(const Origin& origin) const { return mapping.layers[origin.layer]; }
  std::string_view value(const Origin& origin, std::string_view key) const {
    const LayerValues& of = values[origin.layer];
    return of.value(of.find(key), origin.feature);
  }
  std::string_view raw(const Origin& origin, std::string_view key) const {
    const LayerValues& of = values[origin.layer];
    return of.raw(of.find(key), origin.feature);
  }
  // Whether the kind of a feature, before or after translation, is one of these.
  bool is_of_kind(const Origin& origin, const std::vector<std::string>& kinds) const;
  void record(Deed deed, const Origin& feature, std::string reason, std::optional<double> distance_m = {}) {
    out.records.push_back({deed, feature, std::move(reason), distance_m});
  }
  // Adds a name that is not taken: "a", then "a#2". Says whether it had to be another.
  bool add_name(NameTable& names, const std::string& wanted);
};

// The steps, in this order.
void gather_points(Workspace& work);
void gather_lines(Workspace& work);
void find_places(Workspace& work);      // contacts and places
void attach_to_links(Workspace& work);  // drops that begin on a line: more contacts and places
void cut_lines(Workspace& work);        // pieces
void make_rows(Workspace& work);        // sites, links and premises
void refuse_useless(Workspace& work);   // layers without a usable feature, and a network without a site
void choose_sources(Workspace& work);
void find_islands(Workspace& work);

// 0 for operational, more for what is less complete.
int incompleteness(State state);

}  // namespace lastmile::exchange
