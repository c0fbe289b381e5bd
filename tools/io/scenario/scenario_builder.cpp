#include "tools/io/scenario/scenario_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "tools/io/problems/cells.h"
#include "tools/io/reliability/shared_risks.h"
#include "tools/io/scenario/doubts.h"

namespace lastmile::io {
namespace {

Finding duplicate(std::string_view what, std::string_view id) {
  return {"duplicate-id", fmt::format("duplicate {} {}", what, quoted(id))};
}

constexpr std::string_view links_and_premises = "links and premises together";

std::uint64_t premises_without_final_link(const Plant& plant) {
  IdVector<PremisesId, std::uint8_t> has(plant.premises.size(), 0);
  const auto mark = [&](LinkId id) {
    const FinalLink link = final_link(plant, id);
    if (in_design(plant, link)) has[link.premises] = 1;
  };
  for (const LinkId link : ids<LinkId>(plant.links.size()))
    if (plant.links.tier[link] == Tier::drop) mark(link);
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    if (plant.has_inline_drop(p)) mark(plant.inline_drop(p));
  return static_cast<std::uint64_t>(std::count(has.begin(), has.end(), 0));
}

constexpr double not_given = std::numeric_limits<double>::quiet_NaN();

template <class Column>
void add_written(const MoneyAsWritten& money, WrittenMoney& all, Column Costs::*column) {
  (all.cost.*column).push_back(money.cost.value_or(not_given));
  (all.value.*column).push_back(money.value.value_or(not_given));
  (all.completion_cost.*column).push_back(money.completion_cost.value_or(not_given));
}
template <class Column>
void add_written(const MoneyAsWritten& money, WrittenMoney& all, Column LinkColumn<double>::*column) {
  (all.cost.of_links.*column).push_back(money.cost.value_or(not_given));
  (all.value.of_links.*column).push_back(money.value.value_or(not_given));
  (all.completion_cost.of_links.*column).push_back(money.completion_cost.value_or(not_given));
}

// Works longer than any timeline never finish, so longer times are equal.
std::uint32_t periods_of(std::uint32_t build_periods) {
  return std::min(build_periods, max_periods);
}

bool something_fails(const Reliability& reliability) {
  const auto fails = [](double unavailability) { return unavailability > 0; };
  bool found = std::any_of(reliability.sites.begin(), reliability.sites.end(), fails) ||
               !reliability.shared_risks.empty();
  reliability.links.for_each([&](double unavailability) { found = found || fails(unavailability); });
  return found;
}

KnownLength known_length(const Length& length) {
  return length.from == Length::From::nowhere ? std::nullopt : KnownLength{length.m};
}

template <class... Columns>
void make_room(std::size_t rows, Columns&... columns) {
  (columns.raw().reserve(columns.size() + rows), ...);
}

// Reserves memory in `names` for `times` the sample; returns the number of rows.
template <class Row>
std::size_t expect_names(NameTable& names, std::span<const Row> sample, double times) {
  constexpr double a_little_more = 1.02;
  std::size_t bytes = 0;
  for (const Row& row : sample) bytes += row.id.size();
  const auto rows = static_cast<std::size_t>(static_cast<double>(sample.size()) * times * a_little_more);
  names.expect(rows, static_cast<std::size_t>(static_cast<double>(bytes) * times * 1.1));
  return rows;
}

}  // namespace

void ScenarioBuilder::expect(std::span<const SiteRow> sample, double times) {
  Sites& s = scenario_.plant.sites;
  make_room(expect_names(scenario_.names.sites, sample, times), s.state, s.is_source, s.value,
            s.completion_cost, scenario_.names.kind);
}

void ScenarioBuilder::expect(std::span<const LinkRow> sample, double times) {
  Links& l = scenario_.plant.links;
  make_room(expect_names(scenario_.names.links, sample, times), l.tier, l.to, l.premises,
            l.state.explicit_links, l.from.explicit_links, l.value.explicit_links,
            l.completion_cost.explicit_links);
}

void ScenarioBuilder::expect(std::span<const PremisesRow> sample, double times) {
  Premises& p = scenario_.plant.premises;
  Links& l = scenario_.plant.links;
  make_room(expect_names(scenario_.names.premises, sample, times), p.homes, p.users, p.subscribed,
            l.from.inline_drops, l.state.inline_drops, l.value.inline_drops, l.completion_cost.inline_drops);
}

void ScenarioBuilder::add(std::span<const SiteRow> rows, Reporter& report) {
  Sites& sites = scenario_.plant.sites;
  if (!has_room(sites.size(), rows.size(), "sites", report)) return;
  for (const SiteRow& row : rows) {
    if (row.id.empty()) continue;
    if (!scenario_.names.sites.add(row.id)) {
      report.error(FixedPlace(row.mark), duplicate("site", row.id));
      continue;
    }
    const Money money = settle(row.money, row.state);
    sites.state.push_back(row.state);
    const bool is_source = equals_ignoring_case(row.kind, source_kind);
    sites.is_source.push_back(is_source ? 1 : 0);
    sites.value.push_back(money.value);
    sites.completion_cost.push_back(money.completion_cost);
    scenario_.names.kind.push_back(kind_id(is_source ? source_kind : row.kind));
    if (scenario_.horizon) add_to_horizon(row);
    if (scenario_.areas) scenario_.areas->of_sites.push_back(area_id(row.area));
    if (keeps_points() || keep_.site_points || keep_.geometry || geometry_.site_points.size() < quick_points)
      geometry_.site_points.push_back(row.point);
    if (keep_.costs) scenario_.costs.of_sites.push_back(row.money.cost.value_or(0));
    if (keep_.money) add_written(row.money, scenario_.money, &Costs::of_sites);
    if (keep_.names) scenario_.titles.sites.put(sites.size() - 1, row.name);
    if (scenario_.reliability)
      scenario_.reliability->sites.push_back(
          failure_classes_.of_site(row.failures, row.kind, row.mark, report));
    if (!scenario_.plant.access) continue;
    Access& access = *scenario_.plant.access;
    access.technology.push_back(row.technology_id);
    access.split.push_back(row.split);
    access.ports.push_back(row.ports);
  }
}

void ScenarioBuilder::add(std::span<const LinkRow> rows, Reporter& report) {
  Links& links = scenario_.plant.links;
  if (!has_room(links.size() + scenario_.plant.premises.size(), rows.size(), links_and_premises, report))
    return;
  for (const LinkRow& row : rows) {
    if (row.id.empty()) continue;
    if (find_inline_drop(scenario_, row.id)) {
      report.error(FixedPlace(row.mark),
                   {"duplicate-id",
                    fmt::format("{} is already the id of a premises' own final link", quoted(row.id))});
      continue;
    }
    if (!scenario_.names.links.add(row.id)) {
      report.error(FixedPlace(row.mark), duplicate("link", row.id));
      continue;
    }
    const Money money = settle(row.money, row.state);
    links.tier.push_back(row.tier.value_or(Tier::backbone));
    links.state.explicit_links.push_back(row.state);
    links.from.explicit_links.push_back(row.from);
    links.to.push_back(row.to);
    links.premises.push_back(row.premises);
    links.value.explicit_links.push_back(money.value);
    links.completion_cost.explicit_links.push_back(money.completion_cost);
    if (scenario_.horizon) add_to_horizon(row);
    if (keep_.costs) scenario_.costs.of_links.explicit_links.push_back(row.money.cost.value_or(0));
    if (keep_.money) add_written(row.money, scenario_.money, &LinkColumn<double>::explicit_links);
    if (keep_.names) scenario_.titles.links.put(links.size() - 1, row.name);
    if (keep_.geometry) geometry_.explicit_routes.put(links.size() - 1, row.route);
    if (scenario_.reliability)
      scenario_.reliability->links.explicit_links.push_back(failure_classes_.of_link(
          row.failures, row.tier.value_or(Tier::backbone), known_length(row.length), row.mark, report));
    if (!scenario_.plant.access) continue;
    scenario_.plant.access->spec.explicit_links.push_back(spec_id(row.spec.spec));
    scenario_.plant.access->length_m.explicit_links.push_back(row.length.m);
    count_length(row.length);
  }
}

void ScenarioBuilder::add(std::span<const PremisesRow> rows, Reporter& report) {
  Premises& premises = scenario_.plant.premises;
  Links& links = scenario_.plant.links;
  if (!has_room(links.size() + premises.size(), rows.size(), links_and_premises, report)) return;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    constexpr std::size_t ahead = 8;
    if (i + ahead < rows.size()) scenario_.names.premises.prefetch(rows[i + ahead].id_hash);
    const PremisesRow& row = rows[i];
    if (row.id.empty()) continue;
    if (!scenario_.names.premises.add(row.id, row.id_hash)) {
      report.error(FixedPlace(row.mark), duplicate("premises", row.id));
      continue;
    }
    const std::uint32_t homes = row.homes.value_or(1);
    const Money money = row.has_drop ? settle(row.drop_money, row.drop_state) : Money{0, 0};
    premises.homes.push_back(homes);
    premises.users.push_back(row.users.value_or(homes));
    premises.subscribed.push_back(row.subscribed.value_or(true) ? 1 : 0);
    says_who_subscribes_ = says_who_subscribes_ || row.subscribed.has_value();
    links.from.inline_drops.push_back(row.drop_site);
    links.state.inline_drops.push_back(row.drop_state);
    links.value.inline_drops.push_back(money.value);
    links.completion_cost.inline_drops.push_back(money.completion_cost);
    if (scenario_.horizon) add_to_horizon(row);
    if (scenario_.areas) scenario_.areas->of_premises.push_back(area_id(row.area));
    if (keeps_points() || keep_.geometry || geometry_.premises_points.size() < quick_points)
      geometry_.premises_points.push_back(row.point);
    if (keep_.costs) scenario_.costs.of_links.inline_drops.push_back(row.drop_money.cost.value_or(0));
    if (keep_.money) add_written(row.drop_money, scenario_.money, &LinkColumn<double>::inline_drops);
    if (keep_.names) scenario_.titles.premises.put(premises.size() - 1, row.name);
    if (keep_.geometry) geometry_.drop_routes.put(premises.size() - 1, row.drop_route);
    if (scenario_.reliability)
      scenario_.reliability->links.inline_drops.push_back(
          row.has_drop ? failure_classes_.of_link(row.drop_failures, Tier::drop,
                                                  known_length(row.drop_length), row.mark, report)
                       : 0);
    if (!scenario_.plant.access) continue;
    scenario_.plant.access->spec.inline_drops.push_back(spec_id(row.drop_spec.spec));
    scenario_.plant.access->length_m.inline_drops.push_back(row.drop_length.m);
    if (row.has_drop) count_length(row.drop_length);
  }
}

// Links look up premises one by one if the premises have no inline drops.
void ScenarioBuilder::end_premises() {
  const auto& sites = scenario_.plant.links.from.inline_drops;
  if (!std::all_of(sites.begin(), sites.end(), [](SiteId site) { return site.exists(); }))
    scenario_.names.premises.make_slots();
}

// Refuses rows beyond the limit of element indices. Reported once.
bool ScenarioBuilder::has_room(std::size_t taken, std::size_t rows, std::string_view what, Reporter& report) {
  if (taken + rows <= most_) return true;
  if (!std::exchange(is_full_, true))
    report.error(FixedPlace({}), {"too-many-elements", fmt::format("more than {} {}", most_, what),
                                  "combine homes into fewer premises records, or split the scenario"});
  return false;
}

ScenarioBuilder::Money ScenarioBuilder::settle(const MoneyAsWritten& money, State state) {
  const double given = money.completion_cost.value_or(0);
  if (carries_service(state) && given > 0) ++ignored_completion_costs_;
  if (is_built(state) && !carries_service(state) && !money.completion_cost) ++free_to_bring_up_;
  if (is_missing(state) && !money.completion_cost && !money.cost) ++free_to_build_;
  return {value_of(money, state), completion_cost_of(money, state)};
}

References ScenarioBuilder::references() const {
  const auto& access = scenario_.plant.access;
  const bool can_fail = scenario_.reliability.has_value();
  return {.names = scenario_.names,
          .equipment = access ? &access->equipment : nullptr,
          .needs_lengths = access || (can_fail && failure_classes_.has_rate_per_km()),
          .needs_rated_lengths = can_fail,
          .sites = geometry_.site_points,
          .premises = geometry_.premises_points,
          .are_all = !names_are_lost_,
          .edits = edits_.empty() ? nullptr : &edits_};
}

LinkSpecId ScenarioBuilder::spec_id(const LinkSpec& spec) {
  IdVector<LinkSpecId, LinkSpec>& link_specs = scenario_.plant.access->link_specs;
  if (last_spec_.exists() && link_specs[last_spec_] == spec) return last_spec_;
  const auto [known, is_new] = spec_ids_.emplace(spec, LinkSpecId{link_specs.size()});
  if (is_new) link_specs.push_back(spec);
  return last_spec_ = known->second;
}

void ScenarioBuilder::count_length(const Length& length) {
  lengths_from_coordinates_ += length.from == Length::From::coordinates ? 1U : 0U;
  lengths_unknown_ += length.from == Length::From::nowhere ? 1U : 0U;
}

KindId ScenarioBuilder::kind_id(std::string_view kind) {
  NameTable& kinds = scenario_.names.kinds;
  kinds.add(kind);
  return KindId{*kinds.find(kind)};
}

AreaId ScenarioBuilder::area_id(std::string_view area) {
  NameTable& areas = scenario_.names.areas;
  if (area.empty()) return AreaId::none();
  if (last_area_.exists() && areas[last_area_.value] == area) return last_area_;
  areas.add(area);
  return last_area_ = AreaId{*areas.find(area)};
}

// Final links without their own late cost hold NaN until the economics are read.
void ScenarioBuilder::add_to_horizon(const SiteRow& row) {
  horizon().site_area.push_back(area_id(row.area));
  horizon().site_build_periods.push_back(periods_of(row.build_periods));
}

void ScenarioBuilder::add_to_horizon(const LinkRow& row) {
  if (keep_.money) scenario_.money.late_cost.explicit_links.push_back(row.late_cost.value_or(not_given));
  horizon().late_cost.explicit_links.push_back(
      row.late_cost.value_or(row.tier == Tier::drop ? not_given : 0));
  horizon().link_build_periods.explicit_links.push_back(periods_of(row.build_periods));
}

void ScenarioBuilder::add_to_horizon(const PremisesRow& row) {
  if (keep_.money) scenario_.money.late_cost.inline_drops.push_back(row.drop_late_cost.value_or(not_given));
  horizon().premises_area.push_back(area_id(row.area));
  horizon().late_cost.inline_drops.push_back(row.drop_late_cost.value_or(row.has_drop ? not_given : 0));
  horizon().link_build_periods.inline_drops.push_back(periods_of(row.drop_build_periods));
}

void ScenarioBuilder::end_reliability(Reporter& report) {
  failure_classes_.finish(scenario_.names.kinds, report);
  if (const YamlNode* risks = failure_classes_.shared_risks())
    scenario_.reliability->shared_risks =
        read_shared_risks(*risks, failure_classes_.shared_risks_path(), surroundings(), report);
}

Scenario ScenarioBuilder::finish() {
  if (keep_.geometry)
    scenario_.geometry = std::move(geometry_);
  else if (keep_.site_points)
    scenario_.geometry.site_points = std::move(geometry_.site_points);
  if (scenario_.reliability && (!keep_.reliability || !something_fails(*scenario_.reliability)))
    scenario_.reliability.reset();
  if (!keep_.areas) scenario_.areas.reset();
  return std::move(scenario_);
}

// Only worth a note where tables are incomplete: elements written by hand leave out what is usual.
void ScenarioBuilder::note_subscriptions(Reporter& report) const {
  if (says_who_subscribes_ || scenario_.plant.premises.size() == 0) return;
  if (scenario_.horizon) {
    const std::vector<RolloutOption>& options = scenario_.horizon->options;
    if (std::any_of(options.begin(), options.end(), [](const auto& option) { return option.take_up; }))
      return;
  }
  report.note(FixedPlace({}), {"all-subscribed",
                               "no premises record says whether its users subscribe, so all of them count as "
                               "subscribed",
                               "add a column `subscribed`"});
}

void ScenarioBuilder::note_peculiarities(Reporter& report) const {
  const FixedPlace whole_file({});
  const auto note = [&](std::string_view rule, std::uint64_t count, std::string_view one,
                        std::string_view many, std::string_view hint) {
    if (count > 0)
      report.note(whole_file,
                  {rule, fmt::format(fmt::runtime(count == 1 ? one : many), count), std::string{hint}});
  };
  const Plant& plant = scenario_.plant;
  doubt_coordinates(plant, geometry_, report);
  if (id_count(scenario_.names) <= quick_ids) note_ids_that_differ_in_case(scenario_.names, report);
  if (plant.premises.size() > 0 &&
      std::find(plant.sites.is_source.begin(), plant.sites.is_source.end(), 1) == plant.sites.is_source.end())
    report.note(whole_file, {"no-source", "no site has kind source, so nobody can be served",
                             "set `kind: source` on the site that supplies the service"});
  if (plant.premises.size() > 0 && plant.access &&
      std::none_of(plant.access->technology.begin(), plant.access->technology.end(),
                   [](TechnologyId technology) { return technology.exists(); }))
    report.note(
        whole_file,
        {"no-technology", "a service is required, but no site has a technology, so nobody can qualify",
         "set `technology` on the sites where access lines begin, such as technology: gpon-b+; "
         "`lastmile equipment` lists them"});
  note("ignored-completion-cost", ignored_completion_costs_,
       "completion_cost of {} operational element is ignored: it is complete",
       "completion_cost of {} operational elements is ignored: they are complete", "");
  note("free-to-bring-up", free_to_bring_up_,
       "{} failed or inactive element has no completion_cost and counts as free to repair or activate",
       "{} failed or inactive elements have no completion_cost and count as free to repair or activate", "");
  note("free-to-build", free_to_build_,
       "{} unbuilt element has neither cost nor completion_cost and counts as free to build",
       "{} unbuilt elements have neither cost nor completion_cost and count as free to build", "");
  note("length-from-coordinates", lengths_from_coordinates_,
       "{} link has no length_m: its length is the geodesic between its ends",
       "{} links have no length_m: their lengths are the geodesics between their ends", "");
  note("no-length", lengths_unknown_,
       "{} link has neither length_m nor coordinates at both ends and counts as 0 m long",
       "{} links have neither length_m nor coordinates at both ends and count as 0 m long", "");
  note(
      "no-final-link", premises_without_final_link(plant),
      "{} premises record has no final link in the design, so it has no route and no share of upstream value",
      "{} premises records have no final link in the design, so they have no route and no share of upstream "
      "value",
      "to add one, write drop: {from: SITE, state: planned}");
}

}  // namespace lastmile::io
