#include "tests/support/rearrange.h"

#include <utility>

namespace lastmile::test {
namespace {

// A random permutation: new_place[old place].
template <class Index>
IdVector<Index, Index> new_places(std::size_t count, Dice& dice) {
  IdVector<Index, Index> places;
  for (const Index id : ids<Index>(count)) places.push_back(id);
  dice.shuffle(places.raw());
  return places;
}

// One column with each item moved to its new place.
template <class Index, class T>
IdVector<Index, T> moved(const IdVector<Index, T>& column, const IdVector<Index, Index>& place) {
  IdVector<Index, T> result(column.size());
  for (const Index id : ids<Index>(column.size())) result[place[id]] = column[id];
  return result;
}

// References to elements that have moved.
template <class Index, class Reference>
void redirect(IdVector<Index, Reference>& column, const IdVector<Reference, Reference>& place) {
  for (Reference& reference : column)
    if (reference.exists()) reference = place[reference];
}

IdVector<PremisesId, std::size_t> count_final_links(const Plant& plant) {
  IdVector<PremisesId, std::size_t> count(plant.premises.size(), 0);
  for (const PremisesId p : plant.links.premises)
    if (p.exists()) ++count[p];
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    if (plant.has_inline_drop(p)) ++count[p];
  return count;
}

void add_record(const Plant& from, PremisesId p, std::uint32_t parts, Plant& to) {
  to.premises.homes.push_back(from.premises.homes[p] / parts);
  to.premises.users.push_back(from.premises.users[p] / parts);
  to.premises.subscribed.push_back(from.premises.subscribed[p]);
  to.links.state.inline_drops.push_back(from.links.state.inline_drops[p]);
  to.links.from.inline_drops.push_back(from.links.from.inline_drops[p]);
  to.links.value.inline_drops.push_back(from.links.value.inline_drops[p] / parts);
  to.links.completion_cost.inline_drops.push_back(from.links.completion_cost.inline_drops[p] / parts);
}

void add_link(const Links& from, LinkId link, PremisesId premises, std::uint32_t parts, Links& to) {
  to.tier.push_back(from.tier[link]);
  to.to.push_back(from.to[link]);
  to.premises.push_back(premises);
  to.state.explicit_links.push_back(from.state[link]);
  to.from.explicit_links.push_back(from.from[link]);
  to.value.explicit_links.push_back(from.value[link] / parts);
  to.completion_cost.explicit_links.push_back(from.completion_cost[link] / parts);
}

}  // namespace

Plant with_reversed_links(Plant plant) {
  for (const LinkId link : ids<LinkId>(plant.links.size())) {
    if (plant.links.tier[link] != Tier::drop) std::swap(plant.links.from[link], plant.links.to[link]);
  }
  return plant;
}

Reordered reordered(const Plant& plant, Dice& dice) {
  const auto site_at = new_places<SiteId>(plant.sites.size(), dice);
  const auto link_at = new_places<LinkId>(plant.links.size(), dice);
  const auto premises_at = new_places<PremisesId>(plant.premises.size(), dice);
  const Sites& sites = plant.sites;
  const Links& links = plant.links;
  const Premises& premises = plant.premises;
  const auto moved_links = [&](const auto& column) {
    auto result = column;
    result.explicit_links = moved(column.explicit_links, link_at);
    result.inline_drops = moved(column.inline_drops, premises_at);
    return result;
  };
  Plant result{{moved(sites.state, site_at), moved(sites.is_source, site_at), moved(sites.value, site_at),
                moved(sites.completion_cost, site_at)},
               {moved(links.tier, link_at), moved(links.to, link_at), moved(links.premises, link_at),
                moved_links(links.state), moved_links(links.from), moved_links(links.value),
                moved_links(links.completion_cost)},
               {moved(premises.homes, premises_at), moved(premises.users, premises_at),
                moved(premises.subscribed, premises_at)},
               std::nullopt};
  redirect(result.links.from.explicit_links, site_at);
  redirect(result.links.from.inline_drops, site_at);
  redirect(result.links.to, site_at);
  redirect(result.links.premises, premises_at);
  return {std::move(result), site_at, link_at, premises_at};
}

Plant with_split_records(const Plant& plant) {
  const IdVector<PremisesId, std::size_t> final_links = count_final_links(plant);
  Plant split{plant.sites, {}, {}, std::nullopt};
  IdVector<PremisesId, PremisesId> first_part;
  IdVector<PremisesId, std::uint32_t> parts;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    const std::uint32_t homes = plant.premises.homes[p];
    first_part.push_back(PremisesId{split.premises.size()});
    parts.push_back(homes > 1 && final_links[p] <= 1 ? homes : 1);
    for (std::uint32_t i = 0; i < parts[p]; ++i) add_record(plant, p, parts[p], split);
  }
  for (const LinkId link : ids<LinkId>(plant.links.size())) {
    const PremisesId p = plant.links.premises[link];
    if (!p.exists()) {
      add_link(plant.links, link, p, 1, split.links);
      continue;
    }
    for (std::uint32_t i = 0; i < parts[p]; ++i)
      add_link(plant.links, link, PremisesId{first_part[p].value + i}, parts[p], split.links);
  }
  return split;
}

}  // namespace lastmile::test
