// Sites, links and premises of the assembled network.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "tools/exchange/assembly/spot_tree.h"
#include "tools/exchange/assembly/swapped_points.h"
#include "tools/exchange/assembly/workspace.h"
#include "tools/io/base/geodesic.h"
#include "tools/io/base/text.h"

namespace lastmile::exchange {
namespace {

constexpr double moved_m = 1e-3;  // what is less is rounding

class Rows {
 public:
  explicit Rows(Workspace& work)
      : work_(work), out_(work.out), premises_row_(work.points.size(), no_number) {}

  void make() {
    for (const Piece& piece : work_.pieces) note_drop_end(piece);
    add_sites_of_features();
    add_made_sites();
    add_premises();
    add_links();
    join_to_nearest_sites();
    tell_who_is_not_joined();
  }

 private:
  const PointFeature& point(std::uint32_t number) const { return work_.points[number]; }
  Place& place_of(const PointFeature& point) { return work_.places[point.place]; }

  // A place with one premises, where one line ends and nothing else is.
  bool is_premises_only(const Place& place) const {
    return place.site == no_number && place.premises_count == 1 && place.ends == 1 && place.attached == 0;
  }
  void note_drop_end(const Piece& piece) {
    Place& from = work_.places[piece.from];
    Place& to = work_.places[piece.to];
    from.ends_a_drop = is_premises_only(from);
    to.ends_a_drop = is_premises_only(to);
    if (!from.ends_a_drop || !to.ends_a_drop) return;
    // Of two premises that one line joins, the first read becomes a site.
    (from.premises < to.premises ? from : to).ends_a_drop = false;
  }
  static bool needs_site(const Place& place) {
    return place.site != no_number || (!place.ends_a_drop && (place.ends > 0 || place.attached > 0));
  }

  void add_row(std::uint32_t name, const Origin& origin, const Point& at, State state, Place& place) {
    place.row = static_cast<std::uint32_t>(out_.sites.size());
    out_.sites.push_back({name, origin, at, state, false});
  }

  void add_sites_of_features() {
    for (std::uint32_t i = 0; i < work_.points.size(); ++i) {
      const PointFeature& feature = point(i);
      Place& place = place_of(feature);
      if (!feature.is_premises) {
        if (place.site == i) {
          add_row(i, feature.origin, feature.at, feature.state, place);
        } else {
          const PointFeature& other = point(place.site);
          work_.record(Deed::joined, feature.origin,
                       fmt::format("one place with site {}", io::quoted(out_.node_names[place.site])),
                       io::geodesic_m(feature.at, other.at));
        }
      } else if (place.site == no_number && place.premises == i && needs_site(place)) {
        work_.add_name(out_.node_names, std::string{out_.node_names[i]} + "/site");
        add_row(static_cast<std::uint32_t>(out_.node_names.size() - 1), feature.origin, feature.at,
                feature.state, place);
      }
    }
  }

  // Sites where lines meet or drops begin, in the order of their positions.
  void add_made_sites() {
    std::vector<std::uint32_t> made;
    for (std::uint32_t i = 0; i < work_.places.size(); ++i)
      if (work_.places[i].row == no_number && needs_site(work_.places[i])) made.push_back(i);
    const auto key = [&](std::uint32_t i) {
      return std::tuple(work_.places[i].at.lon, work_.places[i].at.lat, i);
    };
    std::sort(made.begin(), made.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    for (const std::uint32_t i : made) {
      Place& place = work_.places[i];
      work_.add_name(out_.node_names, fmt::format("at_{:.6f}_{:.6f}", place.at.lon, place.at.lat));
      const State state = place.ends > 0 ? place.best : State::operational;
      add_row(static_cast<std::uint32_t>(out_.node_names.size() - 1), {}, place.at, state, place);
    }
  }

  State drop_state(const PointFeature& feature) const {
    const bool is_point_layer = work_.mapping_of(feature.origin).meaning == Meaning::sites;
    return is_point_layer ? feature.state
                          : work_.state_of(feature.origin.layer, "drop_state", feature.origin.feature);
  }

  void add_premises() {
    for (std::uint32_t i = 0; i < work_.points.size(); ++i) {
      const PointFeature& feature = point(i);
      if (!feature.is_premises) continue;
      premises_row_[i] = static_cast<std::uint32_t>(out_.premises.size());
      PremisesRow& row = out_.premises.emplace_back();
      row.name = i;
      row.origin = feature.origin;
      row.at = feature.at;
      row.drop_state = drop_state(feature);
      const std::string_view from = work_.value(feature.origin, "drop_from");
      const Place& place = place_of(feature);
      if (!from.empty())
        join_by_reference(row, feature, from);
      else if (place.row != no_number)
        join(row, place.row, 0);
    }
    for (const Drop& drop : work_.drops) {
      const Place& place = work_.places[drop.place];
      join(out_.premises[premises_row_[drop.point]], place.row,
           io::geodesic_m(point(drop.point).at, place.at));
    }
  }
  static void join(PremisesRow& row, std::uint32_t site, double length_m) {
    row.drop_from = site;
    row.drop_length_m = length_m;
  }
  void join_by_reference(PremisesRow& row, const PointFeature& feature, std::string_view from) {
    const auto found = out_.node_names.find(from);
    const std::uint32_t site =
        found && *found < work_.points.size() ? place_of(point(*found)).row : no_number;
    if (site == no_number) {
      const LayerValues& values = work_.values[feature.origin.layer];
      io::Reporter report(work_.layers[feature.origin.layer].file, work_.problems);
      io::Finding finding{"unknown-reference", fmt::format("no site {}", io::quoted(from))};
      report.error(io::FixedPlace(values.mark(feature.origin.feature),
                                  values.place(feature.origin.feature, "drop_from")),
                   std::move(finding));
      return;
    }
    row.drop_from = site;
    if (row.at.exists() && out_.sites[site].at.exists())
      row.drop_length_m = io::geodesic_m(row.at, out_.sites[site].at);
  }

  LinkEnd end_at(const Place& place) const {
    if (place.ends_a_drop) return {premises_row_[place.premises], true};
    return {place.row, false};
  }
  LinkEnd end_of_reference(std::uint32_t number) {
    if (point(number).is_premises) return {premises_row_[number], true};
    return {place_of(point(number)).row, false};
  }

  // The id of a feature that is a link; another if one before it has that id, cut or not.
  std::string id_of(const Origin& origin) {
    std::string id = std::string{work_.value(origin, "id")};
    if (id.empty()) id = std::to_string(work_.layers[origin.layer].features[origin.feature].number);
    if (work_.mapping_of(origin).find("id") == nullptr && shares_numbers(origin.layer))
      id = work_.layers[origin.layer].name + "/" + id;
    return unless_taken(link_features_, id, origin);
  }
  // Adds a name, or another if it is taken, which is then recorded. Returns what was added.
  std::string unless_taken(NameTable& names, const std::string& id, const Origin& origin) {
    const bool is_taken = work_.add_name(names, id);
    std::string added(names[names.size() - 1]);
    if (is_taken)
      work_.record(Deed::renamed, origin,
                   fmt::format("id {} is taken, so this is {}", io::quoted(id), io::quoted(added)));
    return added;
  }
  bool shares_numbers(std::uint32_t layer) const {
    for (std::uint32_t i = 0; i < layer; ++i)
      if (work_.mapping.layers[i].meaning == Meaning::links && work_.mapping.layers[i].find("id") == nullptr)
        return true;
    return false;
  }

  void add_links() {
    for (std::size_t begin = 0; begin < work_.pieces.size();) {
      const Origin origin = work_.lines[work_.pieces[begin].line_feature].origin;
      std::size_t end = begin + 1;
      while (end < work_.pieces.size()) {
        const Origin& other = work_.lines[work_.pieces[end].line_feature].origin;
        if (other.layer != origin.layer || other.feature != origin.feature) break;
        ++end;
      }
      add_links_of(origin, begin, end);
      begin = end;
    }
  }

  void add_links_of(const Origin& origin, std::size_t begin, std::size_t end) {
    double moved = 0;
    double drawn = 0;
    const std::string id = id_of(origin);
    for (std::size_t i = begin; i < end; ++i) drawn += work_.pieces[i].length_m;
    for (std::size_t i = begin; i < end; ++i) {
      const Piece& piece = work_.pieces[i];
      const LineFeature& line = work_.lines[piece.line_feature];
      LinkRow row;
      unless_taken(out_.link_names, end - begin == 1 ? id : fmt::format("{}/{}", id, i - begin + 1), origin);
      row.name = static_cast<std::uint32_t>(out_.link_names.size() - 1);
      row.origin = origin;
      row.state = line.state;
      row.line = line.line;
      row.begin = piece.begin;
      row.end = piece.end;
      row.is_first = i == begin;
      if (line.names_its_ends()) {
        row.from = i == begin ? end_of_reference(line.from) : end_at(work_.places[piece.from]);
        row.to = i + 1 == end ? end_of_reference(line.to) : end_at(work_.places[piece.to]);
      } else {
        row.from = end_at(work_.places[piece.from]);
        row.to = end_at(work_.places[piece.to]);
        moved = std::max(
            {moved, moved_by(line.line, piece.begin, piece.from), moved_by(line.line, piece.end, piece.to)});
      }
      set_length(row, piece, line, drawn, end - begin);
      set_tier(row, line);
      out_.links.push_back(row);
    }
    if (end - begin > 1) work_.record(Deed::cut, origin, fmt::format("into {} links", end - begin));
    if (moved > moved_m) work_.record(Deed::moved, origin, "its ends are joined", moved);
  }

  double moved_by(std::uint32_t line, const Along& at, std::uint32_t place) const {
    // On the ground: the middle of a long segment lies below it.
    const Spot drawn =
        at.share > 0 ? spot_of(point_of(out_.lines.spot_at(line, at))) : out_.lines.spot_at(line, at);
    return distance_m(drawn, spot_of(work_.places[place].at));
  }

  void set_length(LinkRow& row, const Piece& piece, const LineFeature& line, double drawn,
                  std::size_t pieces) const {
    if (line.line != no_number) row.length_m = piece.length_m;
    if (pieces > 1) row.share = drawn > 0 ? piece.length_m / drawn : 1.0 / static_cast<double>(pieces);
    if (line.given_length_m) row.length_m = *line.given_length_m * row.share;
  }

  void set_tier(LinkRow& row, const LineFeature& line) {
    row.tier = line.tier;
    if (row.from.is_premises || row.to.is_premises) {
      row.tier = Tier::drop;
      const std::uint32_t number = row.from.is_premises ? row.from.number : row.to.number;
      const PremisesRow& premises = out_.premises[number];
      if (work_.mapping_of(premises.origin).meaning == Meaning::sites &&
          incompleteness(premises.drop_state) > incompleteness(row.state))
        row.state = premises.drop_state;
    } else if (row.tier == Tier::drop) {
      row.tier = Tier::distribution;
      work_.record(Deed::replaced, line.origin,
                   "tier: a drop that ends at no premises is taken as distribution");
    }
  }

  void join_to_nearest_sites() {
    std::map<std::vector<std::string>, std::vector<std::uint32_t>> asking;  // kinds -> premises
    for (std::uint32_t i = 0; i < out_.premises.size(); ++i) {
      const LayerMapping& mapping = work_.mapping_of(out_.premises[i].origin);
      if (mapping.drop.to == DropTo::nearest_site && out_.premises[i].at.exists())
        asking[mapping.drop.of_kinds].push_back(i);
    }
    for (const auto& [kinds, premises] : asking) {
      SpotTree tree;
      for (std::uint32_t s = 0; s < out_.sites.size(); ++s) {
        const SiteRow& site = out_.sites[s];
        const bool is_made = !site.origin.exists();
        const bool counts =
            kinds.empty() || (is_made ? std::find(kinds.begin(), kinds.end(), made_kind) != kinds.end()
                                      : work_.is_of_kind(site.origin, kinds));
        if (site.at.exists() && counts) tree.add(spot_of(site.at), s);
      }
      tree.finish();
      for (const std::uint32_t number : premises) {
        PremisesRow& row = out_.premises[number];
        if (const auto near = tree.nearest(spot_of(row.at), work_.mapping.max_drop_m))
          join(row, near->number, io::geodesic_m(row.at, out_.sites[near->number].at));
      }
    }
  }

  std::string why_no_drop(const PremisesRow& row) const;
  void tell_who_is_not_joined();

  Workspace& work_;
  Assembled& out_;
  std::vector<std::uint32_t> premises_row_;  // of each point
  NameTable link_features_;                  // ids of features that are links
};

// Premises without a final link, ends of lines near nothing, and sites where no line ends; with the distance
// to what is nearest.
void Rows::tell_who_is_not_joined() {
  std::vector<char> has_link(out_.premises.size(), 0);
  for (const LinkRow& link : out_.links)
    for (const LinkEnd& end : {link.from, link.to})
      if (end.is_premises) has_link[end.number] = 1;
  std::vector<char> with_geometry(out_.lines.size(), 1);
  const SegmentTree lines(out_.lines, with_geometry);
  SpotTree sites;
  for (std::uint32_t i = 0; i < work_.points.size(); ++i)
    if (!point(i).is_premises && point(i).at.exists()) sites.add(spot_of(point(i).at), i);
  sites.finish();
  const double miss_m = 2 * work_.mapping.snap_m;

  SwappedPoints swapped(work_, lines, sites);
  for (std::uint32_t i = 0; i < out_.premises.size(); ++i) {
    const PremisesRow& row = out_.premises[i];
    if (row.drop_from != no_number && row.at.exists() && out_.sites[row.drop_from].at.exists())
      swapped.consider(row.origin, row.at, io::geodesic_m(row.at, out_.sites[row.drop_from].at));
    if (row.drop_from != no_number || has_link[i]) continue;
    const DropMapping& drop = work_.mapping_of(row.origin).drop;
    std::optional<double> distance;
    if (row.at.exists() && !work_.by_reference && drop.of_kinds.empty())
      distance = swapped.distance_m(row.at, std::numeric_limits<double>::infinity());
    if (distance) swapped.consider(row.origin, row.at, *distance);
    work_.record(Deed::not_joined, row.origin, why_no_drop(row), distance);
  }

  std::vector<Nearest> found;
  const auto tell_end = [&](const Piece& piece, const Along& at, std::uint32_t number, const char* which,
                            bool alone) {
    const Place& place = work_.places[number];
    if (place.ends != 1 || place.site != no_number || place.premises != no_number || place.attached > 0)
      return;
    const LineFeature& line = work_.lines[piece.line_feature];
    const Spot spot = out_.lines.spot_at(line.line, at);
    lines.near(spot, miss_m, line.line, found);
    std::optional<double> distance;
    for (const Nearest& near : found)
      distance = std::min(distance.value_or(near.distance_m), near.distance_m);
    if (const auto site = sites.nearest(spot, distance.value_or(miss_m))) distance = site->distance_m;
    if (distance)
      work_.record(Deed::near_miss, line.origin,
                   fmt::format("its {} is near something, but not joined", which), distance);
    else if (alone || work_.has_site_layers)
      work_.record(Deed::not_joined, line.origin, fmt::format("its {} is near nothing", which));
  };
  for (const Piece& piece : work_.pieces) {
    if (work_.lines[piece.line_feature].names_its_ends()) continue;
    const bool alone = work_.places[piece.from].ends == 1 && work_.places[piece.to].ends == 1;
    tell_end(piece, piece.begin, piece.from, "start", alone);
    tell_end(piece, piece.end, piece.to, "end", alone);
  }
  if (work_.by_reference || work_.pieces.empty()) return swapped.report(work_.problems);
  for (const Place& place : work_.places) {
    if (place.site == no_number || place.ends > 0 || place.attached > 0) continue;
    const PointFeature& site = point(place.site);
    if (!site.may_meet_lines) continue;
    const auto near = lines.nearest(spot_of(site.at), std::numeric_limits<double>::infinity());
    if (near) swapped.consider(site.origin, site.at, near->distance_m);
    const bool is_miss = near && near->distance_m <= miss_m;
    work_.record(is_miss ? Deed::near_miss : Deed::not_joined, site.origin, "no line ends at it",
                 near ? std::optional(near->distance_m) : std::nullopt);
  }
  swapped.report(work_.problems);
}

std::string Rows::why_no_drop(const PremisesRow& row) const {
  const LayerMapping& mapping = work_.mapping_of(row.origin);
  const DropMapping& drop = mapping.drop;
  std::string why = "no line ends at it";
  if (work_.by_reference) why = "no link names it";
  if (mapping.find("drop_from") != nullptr) why = "it names no site";
  if (drop.to == DropTo::nearest_link) why = "no link is near enough";
  if (drop.to == DropTo::nearest_site)
    why = drop.of_kinds.empty()
              ? "no site is near enough"
              : fmt::format("no site of kind {} is near enough", fmt::join(drop.of_kinds, ", "));
  return "no final link: " + why;
}

}  // namespace

void make_rows(Workspace& work) {
  Rows(work).make();
}

}  // namespace lastmile::exchange
