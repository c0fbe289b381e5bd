#include "tools/io/scenario/scenario_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "tools/io/problems/cells.h"

namespace lastmile::io {
namespace {

Finding duplicate(std::string_view what, std::string_view id) {
  return {"duplicate-id", fmt::format("there is a {} {} already", what, quoted(id))};
}

constexpr std::string_view source_kind = "source";
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
    if (plant.premises.drop_site[p].exists()) mark(plant.inline_drop(p));
  return static_cast<std::uint64_t>(std::count(has.begin(), has.end(), 0));
}

constexpr double not_given = std::numeric_limits<double>::quiet_NaN();

// What takes longer than any timeline is not finished within it, however much longer.
std::uint32_t periods_of(std::uint32_t build_periods) {
  return std::min(build_periods, max_periods);
}

template <class... Columns>
void make_room(std::size_t rows, Columns&... columns) {
  (columns.raw().reserve(columns.size() + rows), ...);
}

// Makes room in `names` for `times` as many as in the sample; returns how many rows that are.
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
  make_room(expect_names(scenario_.names.links, sample, times), l.tier, l.state, l.from, l.to, l.premises,
            l.value, l.completion_cost);
}

void ScenarioBuilder::expect(std::span<const PremisesRow> sample, double times) {
  Premises& p = scenario_.plant.premises;
  make_room(expect_names(scenario_.names.premises, sample, times), p.homes, p.users, p.subscribed,
            p.drop_site, p.drop_state, p.drop_value, p.drop_completion_cost);
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
    sites.is_source.push_back(row.kind == source_kind ? 1 : 0);
    sites.value.push_back(money.value);
    sites.completion_cost.push_back(money.completion_cost);
    scenario_.names.kind.push_back(kind_id(row.kind));
    if (scenario_.planning) plan(row);
    if (scenario_.plant.access || scenario_.planning) site_points_.push_back(row.point);
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
    if (is_inline_drop(row.id)) {
      report.error(FixedPlace(row.mark),
                   {"duplicate-id",
                    fmt::format("{} is the id of a premises' own final link already", quoted(row.id))});
      continue;
    }
    if (!scenario_.names.links.add(row.id)) {
      report.error(FixedPlace(row.mark), duplicate("link", row.id));
      continue;
    }
    const Money money = settle(row.money, row.state);
    links.tier.push_back(row.tier.value_or(Tier::backbone));
    links.state.push_back(row.state);
    links.from.push_back(row.from);
    links.to.push_back(row.to);
    links.premises.push_back(row.premises);
    links.value.push_back(money.value);
    links.completion_cost.push_back(money.completion_cost);
    if (scenario_.planning) plan(row);
    if (!scenario_.plant.access) continue;
    scenario_.plant.access->make.push_back(make_id(row.make.make));
    scenario_.plant.access->length_m.push_back(row.length.m);
    count_length(row.length);
  }
}

void ScenarioBuilder::add(std::span<const PremisesRow> rows, Reporter& report) {
  Premises& premises = scenario_.plant.premises;
  if (!has_room(scenario_.plant.links.size() + premises.size(), rows.size(), links_and_premises, report))
    return;
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
    premises.subscribed.push_back(row.subscribed ? 1 : 0);
    premises.drop_site.push_back(row.drop_site);
    premises.drop_state.push_back(row.drop_state);
    premises.drop_value.push_back(money.value);
    premises.drop_completion_cost.push_back(money.completion_cost);
    if (scenario_.planning) plan(row);
    if (scenario_.plant.access || scenario_.planning) premises_points_.push_back(row.point);
    if (!scenario_.plant.access) continue;
    scenario_.plant.access->drop_make.push_back(make_id(row.drop_make.make));
    scenario_.plant.access->drop_length_m.push_back(row.drop_length.m);
    if (row.has_drop) count_length(row.drop_length);
  }
}

// Links look premises up one by one where these do not bring their final links with them.
void ScenarioBuilder::end_premises() {
  const auto& sites = scenario_.plant.premises.drop_site;
  if (!std::all_of(sites.begin(), sites.end(), [](SiteId site) { return site.exists(); }))
    scenario_.names.premises.make_slots();
}

// Said once: what is too much for the numbers that elements have is refused before it is taken in.
bool ScenarioBuilder::has_room(std::size_t taken, std::size_t rows, std::string_view what, Reporter& report) {
  if (taken + rows <= most_) return true;
  if (!std::exchange(is_full_, true))
    report.error(FixedPlace({}), {"too-many-elements", fmt::format("there are more than {} {}", most_, what),
                                  "let a premises record stand for several homes, or split the scenario"});
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
  return {scenario_.names, access ? &access->equipment : nullptr, site_points_, premises_points_};
}

MakeId ScenarioBuilder::make_id(const LinkMake& make) {
  IdVector<MakeId, LinkMake>& makes = scenario_.plant.access->makes;
  if (last_make_.exists() && makes[last_make_] == make) return last_make_;
  const auto [known, is_new] = makes_.emplace(make, MakeId{makes.size()});
  if (is_new) makes.push_back(make);
  return last_make_ = known->second;
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

// Final links that give no late cost of their own hold no number until the economics tell it.
void ScenarioBuilder::plan(const SiteRow& row) {
  planning().site_area.push_back(area_id(row.area));
  planning().site_build_periods.push_back(periods_of(row.build_periods));
}

void ScenarioBuilder::plan(const LinkRow& row) {
  planning().late_cost.push_back(row.late_cost.value_or(row.tier == Tier::drop ? not_given : 0));
  planning().link_build_periods.push_back(periods_of(row.build_periods));
}

void ScenarioBuilder::plan(const PremisesRow& row) {
  planning().premises_area.push_back(area_id(row.area));
  planning().drop_late_cost.push_back(row.drop_late_cost.value_or(row.has_drop ? not_given : 0));
  planning().drop_build_periods.push_back(periods_of(row.drop_build_periods));
}

bool ScenarioBuilder::is_inline_drop(std::string_view link) const {
  if (!link.ends_with(inline_drop_suffix)) return false;
  const auto premises =
      scenario_.names.premises.find(link.substr(0, link.size() - inline_drop_suffix.size()));
  return premises && scenario_.plant.premises.drop_site[PremisesId{*premises}].exists();
}

void ScenarioBuilder::note_peculiarities(Reporter& report) const {
  const FixedPlace whole_file({});
  const auto note = [&](std::string_view rule, std::uint64_t count, std::string_view message,
                        std::string_view hint) {
    if (count > 0)
      report.note(whole_file, {rule, fmt::format(fmt::runtime(message), count), std::string{hint}});
  };
  const Plant& plant = scenario_.plant;
  if (plant.premises.size() > 0 &&
      std::find(plant.sites.is_source.begin(), plant.sites.is_source.end(), 1) == plant.sites.is_source.end())
    report.note(whole_file, {"no-source", "no site is of kind source, so nobody can be served",
                             "give the site that the service comes from \"kind: source\""});
  note("ignored-completion-cost", ignored_completion_costs_,
       "completion_cost of {} operational element(s) is ignored: they are complete", "");
  note("free-to-bring-up", free_to_bring_up_,
       "{} failed or inactive element(s) without completion_cost count as free to bring up", "");
  note("free-to-build", free_to_build_,
       "{} element(s) still to be built have neither cost nor completion_cost and count as free", "");
  note("length-from-coordinates", lengths_from_coordinates_,
       "{} link(s) have no length_m: their length is that of the geodesic between their ends", "");
  note("no-length", lengths_unknown_,
       "{} link(s) have neither length_m nor coordinates at both ends and count as 0 m long", "");
  note("no-final-link", premises_without_final_link(plant),
       "{} premises have no final link in the design: they have no route, and nothing upstream is charged to "
       "them",
       "write a missing one as drop: {from: ..., state: planned}");
}

}  // namespace lastmile::io
