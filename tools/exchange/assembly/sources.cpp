// Which sites are sources, and the parts of the network that nothing joins to its largest part.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "tools/exchange/assembly/clusters.h"
#include "tools/exchange/assembly/spot_tree.h"
#include "tools/exchange/assembly/workspace.h"
#include "tools/io/base/geodesic.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"

namespace lastmile::exchange {
namespace {

// Sites first, then premises.
class Parts {
 public:
  explicit Parts(const Assembled& network)
      : network_(network),
        sets_(network.sites.size() + network.premises.size()),
        degree_(network.sites.size(), 0) {
    for (const LinkRow& link : network.links) {
      sets_.join(node_of(link.from), node_of(link.to));
      for (const LinkEnd& end : {link.from, link.to})
        if (!end.is_premises) ++degree_[end.number];
    }
    for (std::uint32_t i = 0; i < network.premises.size(); ++i) {
      const std::uint32_t site = network.premises[i].drop_from;
      if (site == no_number) continue;
      sets_.join(site, static_cast<std::uint32_t>(network.sites.size()) + i);
      ++degree_[site];
    }
    nodes_.assign(sets_.size(), 0);
    for (std::uint32_t i = 0; i < sets_.size(); ++i) ++nodes_[sets_.find(i)];
  }

  std::uint32_t part_of_site(std::uint32_t site) { return sets_.find(site); }
  std::uint32_t part_of_premises(std::uint32_t premises) {
    return sets_.find(static_cast<std::uint32_t>(network_.sites.size()) + premises);
  }
  // The part with most sites and premises; of equals the one with the first site.
  std::uint32_t largest() const {
    return static_cast<std::uint32_t>(std::max_element(nodes_.begin(), nodes_.end()) - nodes_.begin());
  }
  // The site of a part with most links; of equals the first.
  std::uint32_t best_connected(std::uint32_t part) {
    std::uint32_t best = no_number;
    for (std::uint32_t s = 0; s < network_.sites.size(); ++s)
      if (sets_.find(s) == part && (best == no_number || degree_[s] > degree_[best])) best = s;
    return best;
  }

 private:
  std::uint32_t node_of(const LinkEnd& end) const {
    return end.is_premises ? static_cast<std::uint32_t>(network_.sites.size()) + end.number : end.number;
  }
  const Assembled& network_;
  DisjointSets sets_;
  std::vector<std::uint32_t> degree_;
  std::vector<std::uint32_t> nodes_;  // of each part, at its least member
};

class Choosing {
 public:
  explicit Choosing(Workspace& work) : work_(work), out_(work.out), rule_(work.mapping.sources) {}

  void choose() {
    by_kind();
    by_id();
    by_position();
    if (rule_.largest_component && !out_.sites.empty()) {
      Parts parts(out_);
      const std::uint32_t site = parts.best_connected(parts.largest());
      if (site != no_number)
        assume(site, "is assumed to be the source: it is the best connected site of the largest component");
    }
  }

 private:
  void by_kind() {
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < work_.points.size(); ++i) {
      const PointFeature& point = work_.points[i];
      const std::uint32_t row = work_.places[point.place].row;
      if (point.is_premises || row == no_number) continue;
      const bool is_source = io::equals_ignoring_case(work_.value(point.origin, "kind"), io::source_kind);
      if (!is_source && !work_.is_of_kind(point.origin, rule_.kinds)) continue;
      out_.sites[row].is_source = true;
      ++count;
    }
    if (!rule_.kinds.empty())
      out_.assumptions.push_back(
          fmt::format("Sources are the {} sites of kind {}.", count, fmt::join(rule_.kinds, ", ")));
    if (!rule_.kinds.empty() && count == 0)
      error({"unknown-kind", fmt::format("no site is of kind {}", fmt::join(rule_.kinds, ", "))});
  }
  void by_id() {
    for (const std::string& id : rule_.ids) {
      const auto name = out_.node_names.find(id);
      const std::uint32_t row = name && *name < work_.points.size() && !work_.points[*name].is_premises
                                    ? work_.places[work_.points[*name].place].row
                                    : row_of_made(name);
      if (row == no_number) {
        error({"unknown-reference", fmt::format("no site {}", io::quoted(id)),
               io::hint_among(id, out_.node_names)});
        continue;
      }
      assume(row, "is the source, as the mapping says");
    }
  }
  std::uint32_t row_of_made(const std::optional<std::uint32_t>& name) const {
    if (!name) return no_number;
    for (std::uint32_t s = 0; s < out_.sites.size(); ++s)
      if (out_.sites[s].name == *name) return s;
    return no_number;
  }
  void by_position() {
    if (!rule_.nearest) return;
    SpotTree tree;
    for (std::uint32_t s = 0; s < out_.sites.size(); ++s)
      if (out_.sites[s].at.exists()) tree.add(spot_of(out_.sites[s].at), s);
    tree.finish();
    if (const auto found = tree.nearest(spot_of(*rule_.nearest), std::numeric_limits<double>::infinity()))
      assume(found->number, fmt::format("is the source: it is the site nearest to {:.6f}, {:.6f}",
                                        rule_.nearest->lon, rule_.nearest->lat));
  }
  void assume(std::uint32_t row, const std::string& why) {
    SiteRow& site = out_.sites[row];
    site.is_source = true;
    if (!site.origin.exists()) site.state = State::operational;
    const std::string_view name =
        site.origin.exists() ? work_.value(site.origin, "name") : std::string_view();
    out_.assumptions.push_back(fmt::format("Site {}{} {}.", io::quoted(out_.node_names[site.name]),
                                           name.empty() ? "" : fmt::format(" ({})", name), why));
  }
  void error(io::Finding finding) {
    io::Reporter(work_.mapping.file, work_.problems).error(rule_.at.place(), std::move(finding));
  }

  Workspace& work_;
  Assembled& out_;
  const SourceRule& rule_;
};

}  // namespace

void choose_sources(Workspace& work) {
  Choosing(work).choose();
}

void find_islands(Workspace& work) {
  Assembled& out = work.out;
  if (out.sites.empty()) return;
  Parts parts(out);
  std::vector<IslandRow> of_part(out.sites.size() + out.premises.size());
  for (std::uint32_t s = static_cast<std::uint32_t>(out.sites.size()); s-- > 0;) {
    IslandRow& part = of_part[parts.part_of_site(s)];
    ++part.sites;
    part.example_site = s;
  }
  for (std::uint32_t p = 0; p < out.premises.size(); ++p) ++of_part[parts.part_of_premises(p)].premises;
  const std::uint32_t largest = parts.largest();
  out.largest_sites = of_part[largest].sites;
  out.largest_premises = of_part[largest].premises;
  out.parts = static_cast<std::size_t>(std::count_if(
      of_part.begin(), of_part.end(), [](const IslandRow& part) { return part.sites + part.premises > 0; }));
  SpotTree tree;
  for (std::uint32_t s = 0; s < out.sites.size(); ++s)
    if (parts.part_of_site(s) == largest && out.sites[s].at.exists()) tree.add(spot_of(out.sites[s].at), s);
  tree.finish();
  for (IslandRow& part : of_part) part.distance_m = std::numeric_limits<double>::infinity();
  for (std::uint32_t s = 0; s < out.sites.size(); ++s) {
    IslandRow& part = of_part[parts.part_of_site(s)];
    if (parts.part_of_site(s) == largest || !out.sites[s].at.exists()) continue;
    const auto found = tree.nearest(spot_of(out.sites[s].at), std::numeric_limits<double>::infinity());
    if (!found || found->distance_m >= part.distance_m) continue;
    part.distance_m = found->distance_m;
    part.nearest_site = found->number;
    part.from_site = s;
  }
  for (std::uint32_t i = 0; i < of_part.size(); ++i)
    if (i != largest && of_part[i].sites > 0) out.islands.push_back(of_part[i]);
  std::stable_sort(out.islands.begin(), out.islands.end(), [](const IslandRow& a, const IslandRow& b) {
    return std::pair(a.sites + a.premises, b.example_site) > std::pair(b.sites + b.premises, a.example_site);
  });
}

}  // namespace lastmile::exchange
