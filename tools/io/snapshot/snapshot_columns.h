// The columns that a snapshot stores, in one list for writing, reading and checking.
#pragma once

#include <limits>
#include <string_view>

#include "models/scenario/scenario.h"
#include "tools/io/base/format.h"
#include "tools/io/scenario/reading.h"

namespace lastmile::io {

// Whether a table may contain the amount.
inline bool is_amount(double x) {
  return x == 0 || (x >= min_amount && x <= max_amount);
}
// The same for results computed from amounts, such as differences and geodesic lengths, which may be smaller.
inline bool is_derived_amount(double x) {
  constexpr double least_difference = 1e-25;  // of two doubles from min_amount on
  return x == 0 || (x >= least_difference && x <= max_amount);
}

// The service columns of a plant, in the order of for_each_column.
template <class AnyAccess, class Visit>
void for_each_access_column(AnyAccess& access, Visit visit) {
  constexpr double no_limit = std::numeric_limits<double>::infinity();
  const auto any = [](const auto&) { return true; };
  const auto positive = [](std::uint32_t x) { return x > 0; };
  const auto technology = [&](TechnologyId t) {
    return !t.exists() || t.value < access.equipment.technologies.size();
  };
  const auto spec = [&](LinkSpecId m) { return m.value < access.link_specs.size(); };
  const auto capacity = [](double mbps) { return is_amount(mbps) || mbps == no_limit; };
  const auto sound_spec = [&](const LinkSpec& m) {
    return (!m.medium.exists() || m.medium.value < access.equipment.media.size()) &&
           technology(m.technology) && capacity(m.down_capacity_mbps) && capacity(m.up_capacity_mbps) &&
           index_of(m.sight) < enum_count<Sight>;
  };
  visit("access.technology", access.technology.raw(), technology);
  visit("access.split", access.split.raw(), positive);
  visit("access.ports", access.ports.raw(), any);
  visit("access.makes", access.link_specs.raw(), sound_spec);
  visit("access.make", access.spec.explicit_links.raw(), spec);
  visit("access.length_m", access.length_m.explicit_links.raw(), is_derived_amount);
  visit("access.drop_make", access.spec.inline_drops.raw(), spec);
  visit("access.drop_length_m", access.length_m.inline_drops.raw(), is_derived_amount);
}

// Calls visit(name, vector, is_sound) for each column of the plant and the names; is_sound(value) is
// whether a checked scenario may contain the value. Scenario may be const. Columns that others are checked
// against come first.
template <class AnyScenario, class Visit>
void for_each_column(AnyScenario& scenario, Visit visit) {
  auto& sites = scenario.plant.sites;
  auto& links = scenario.plant.links;
  auto& premises = scenario.plant.premises;
  auto& names = scenario.names;
  const auto any = [](const auto&) { return true; };
  const auto flag = [](std::uint8_t x) { return x <= 1; };
  const auto state = [](State s) { return index_of(s) < enum_count<State>; };
  const auto tier = [](Tier t) { return index_of(t) < enum_count<Tier>; };
  const auto site_or_none = [&](SiteId s) { return !s.exists() || s.value < sites.size(); };
  const auto a_site = [&](SiteId s) { return s.value < sites.size(); };
  const auto premises_or_none = [&](PremisesId p) { return !p.exists() || p.value < premises.size(); };
  const auto kind = [&](KindId k) { return k.value < names.kinds.size(); };

  visit("sites.state", sites.state.raw(), state);
  visit("sites.is_source", sites.is_source.raw(), flag);
  visit("sites.value", sites.value.raw(), is_derived_amount);
  visit("sites.completion_cost", sites.completion_cost.raw(), is_derived_amount);
  visit("sites.kind", names.kind.raw(), kind);
  visit("premises.homes", premises.homes.raw(), any);
  visit("premises.users", premises.users.raw(), is_amount);
  visit("premises.subscribed", premises.subscribed.raw(), flag);
  visit("premises.drop_site", links.from.inline_drops.raw(), site_or_none);
  visit("premises.drop_state", links.state.inline_drops.raw(), state);
  visit("premises.drop_value", links.value.inline_drops.raw(), is_derived_amount);
  visit("premises.drop_completion_cost", links.completion_cost.inline_drops.raw(), is_derived_amount);
  visit("links.tier", links.tier.raw(), tier);
  visit("links.state", links.state.explicit_links.raw(), state);
  visit("links.from", links.from.explicit_links.raw(), a_site);
  visit("links.to", links.to.raw(), site_or_none);
  visit("links.premises", links.premises.raw(), premises_or_none);
  visit("links.value", links.value.explicit_links.raw(), is_derived_amount);
  visit("links.completion_cost", links.completion_cost.explicit_links.raw(), is_derived_amount);
  if (scenario.plant.access) for_each_access_column(*scenario.plant.access, visit);
}

// The columns that are only read on request, as for_each_column visits them. `scenario.areas` is there if
// areas are among them, and `scenario.reliability` if failures are.
template <class AnyScenario, class Visit>
void for_each_kept_column(AnyScenario& scenario, const Keep& keep, Visit visit) {
  const auto point = [](const Point& at) {
    constexpr double most_lon = 180;
    constexpr double most_lat = 90;
    return !at.exists() || (std::abs(at.lon) <= most_lon && std::abs(at.lat) <= most_lat);
  };
  const auto whole_point = [point](const Point& at) { return at.exists() && point(at); };
  const auto area = [&](AreaId a) { return !a.exists() || a.value < scenario.names.areas.size(); };
  const auto any = [](const auto&) { return true; };
  const auto ragged = [&](const char* items, const char* ends, auto& column, auto is_sound) {
    visit(items, column.stored().items, is_sound);
    visit(ends, column.stored().end, any);
  };
  auto& geometry = scenario.geometry;
  if (keep.site_points || keep.geometry) visit("sites.point", geometry.site_points.raw(), point);
  if (keep.geometry) {
    visit("premises.point", geometry.premises_points.raw(), point);
    ragged("links.route", "links.route_end", geometry.explicit_routes, whole_point);
    ragged("premises.drop_route", "premises.drop_route_end", geometry.drop_routes, whole_point);
  }
  if (keep.names) {
    ragged("sites.title", "sites.title_end", scenario.titles.sites, any);
    ragged("premises.title", "premises.title_end", scenario.titles.premises, any);
    ragged("links.title", "links.title_end", scenario.titles.links, any);
  }
  if (keep.costs) {
    visit("sites.cost", scenario.costs.of_sites.raw(), is_amount);
    visit("links.cost", scenario.costs.of_links.explicit_links.raw(), is_amount);
    visit("premises.drop_cost", scenario.costs.of_links.inline_drops.raw(), is_amount);
  }
  if (keep.reliability) {
    const auto share = [](double x) { return x >= 0 && x <= 1; };
    visit("sites.unavailability", scenario.reliability->sites.raw(), share);
    visit("links.unavailability", scenario.reliability->links.explicit_links.raw(), share);
    visit("premises.drop_unavailability", scenario.reliability->links.inline_drops.raw(), share);
  }
  if (!keep.areas) return;
  visit("sites.area", scenario.areas->of_sites.raw(), area);
  visit("premises.area", scenario.areas->of_premises.raw(), area);
}

// Calls visit(name, name table) for each table of names.
template <class AnyNames, class Visit>
void for_each_name_table(AnyNames& names, Visit visit) {
  visit("names.kinds", names.kinds);
  visit("names.sites", names.sites);
  visit("names.premises", names.premises);
  visit("names.links", names.links);
  visit("names.areas", names.areas);
}

}  // namespace lastmile::io
