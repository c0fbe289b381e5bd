#include "tests/support/slow_works.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "sim/coverage/merit.h"
#include "sim/network/best_path.h"
#include "sim/rollout/work_rank.h"

namespace lastmile::oracle {

SlowWorks::SlowWorks(SlowPlant& all) : all_(all), rollout_(all.option.rollout) {
  for (std::uint32_t period = 0; period < all.horizon.timeline.periods; ++period)
    all_money_ =
        rollout_.carry_over ? all_money_ + budget_of(period) : std::max(all_money_, budget_of(period));
}

// What a list does not say is as its last entry.
double SlowWorks::budget_of(std::uint32_t period) const {
  const std::vector<double>& budgets = rollout_.budget_per_period;
  return period < budgets.size() ? budgets[period] : budgets.back();
}

void SlowWorks::begin_period() {
  money_ = budget_of(all_.now) + (rollout_.carry_over && all_.now > 0 ? money_ : 0);
}

void SlowWorks::start_works(const Look& before, Period& period) {
  note_what_is_built();
  std::set<std::uint64_t> passed_over;
  std::vector<Work> works = ranked_works(before);
  for (std::size_t i = 0; i < works.size();) {
    const Work& work = works[i];
    const double price = work.price + visits_of(work);
    const bool may_start = !passed_over.contains(work.number) && crews_suffice(work, period.started);
    if (may_start && pays(money_, price)) {
      start(work, period);
      if (rollout_.only.empty() && rollout_.works == WorkSize::remedies) {
        works = ranked_works(before);
        i = 0;
      } else {
        ++i;
      }
    } else if (may_start && pays(most_money_to_come(), price)) {
      return;
    } else {
      passed_over.insert(work.number);
      ++i;
    }
  }
}

void SlowWorks::note_what_is_built() {
  site_was_built_ = {};
  for (const SiteId site : ids<SiteId>(all_.site_count()))
    site_was_built_.push_back(is_built(all_.plant.sites.state[site]) ? 1 : 0);
  visited_.clear();
}

double SlowWorks::most_money_to_come() const {
  if (all_.now + 1 == all_.horizon.timeline.periods) return 0;
  double money = rollout_.carry_over ? money_ : 0;
  for (std::uint32_t period = all_.now + 1; period < all_.horizon.timeline.periods; ++period)
    money = rollout_.carry_over ? money + budget_of(period) : std::max(money, budget_of(period));
  return money;
}

bool SlowWorks::crews_suffice(const Work& work, EnumArray<Trade, std::uint32_t> busy) const {
  for (const Item* one : work.items) ++busy[one->trade];
  for (const Trade trade : enum_values<Trade>())
    if (busy[trade] > rollout_.crews[trade]) return false;
  return true;
}

bool SlowWorks::is_late(const Item& one) const {
  return all_.is_final(one) && !is_built(all_.state(one)) &&
         site_was_built_[final_link(all_.plant, one.element.link()).site] != 0;
}

double SlowWorks::price_of(const Item& one) const {
  return completion_cost_of(all_.plant, one.element) + (is_late(one) ? one.late_cost : 0);
}

double SlowWorks::visit_cost(AreaId area) const {
  return area.exists() ? all_.option.economics.visit_cost[area] : all_.option.economics.default_visit_cost;
}

double SlowWorks::visits_of(const Work& work) const {
  std::set<AreaId> areas;
  for (const Item* one : work.items)
    if (!visited_.contains(one->area)) areas.insert(one->area);
  return std::accumulate(areas.begin(), areas.end(), 0.0,
                         [&](double sum, AreaId area) { return sum + visit_cost(area); });
}

void SlowWorks::start(const Work& work, Period& period) {
  for (Item* one : work.items) {
    const ElementColumns column = all_.columns(*one);
    const double cost = column.completion_cost;
    const double late = is_late(*one) ? one->late_cost : 0;
    const bool is_repair = column.state == State::failed;
    const double visit = visited_.insert(one->area).second ? visit_cost(one->area) : 0;
    money_ = std::max(0.0, money_ - (cost + late + visit));
    (is_repair ? period.spent.repairs : period.spent.capital) += cost;
    period.spent.late += late;
    period.spent.visits += visit;
    note_payment(*one, cost + late + visit, period.paid);
    works_.push_back({one->element, one->trade, one->area, all_.now, never, cost, late, visit});
    const double capitalised = (is_repair ? 0 : cost) + late;
    column.value += capitalised;
    one->not_in_service += capitalised;
    column.completion_cost = 0;
    if (column.state == State::planned) column.state = State::under_construction;
    one->ready = all_.now + one->repair_periods.value_or(one->build_periods);
    ++period.started[one->trade];
  }
}

void SlowWorks::note_payment(const Item& one, double amount, Payments& paid) const {
  const std::vector<Payer>& payers = all_.option.economics.payers;
  paid.by_payer.resize(payers.size(), 0);
  const std::size_t area = one.area.exists() ? one.area.value : all_.horizon.areas;
  double rest = amount;
  for (std::size_t i = 0; i < payers.size(); ++i) {
    const double part = amount * payers[i].share[one.trade][area];
    paid.by_payer[i] += part;
    rest -= part;
  }
  paid.by_operator += rest;
}

void SlowWorks::note_finished(Element e) {
  for (std::size_t i = works_.size(); i-- > 0;)
    if (works_[i].element == e) {
      works_[i].operational = all_.now;
      return;
    }
}

// In the order in which they are listed.
std::vector<Work> SlowWorks::listed_works() {
  std::vector<Work> works;
  for (const Element& e : rollout_.only) {
    Item& one = e.is_site() ? all_.item(e.site()) : all_.item(e.link());
    if (one.ready || !in_design(all_.state(one)) || carries_service(all_.state(one))) continue;
    Work work;
    work.number = all_.number_of(one);
    work.items = {&one};
    work.price = price_of(one);
    works.push_back(std::move(work));
  }
  return works;
}

std::vector<Work> SlowWorks::ranked_works(const Look& before) {
  if (!rollout_.only.empty()) return listed_works();
  std::vector<std::pair<std::vector<double>, Work>> ranked;
  for (Work& work : rollout_.works == WorkSize::remedies ? remedies(before) : single_elements(before)) {
    for (const Item* one : work.items) work.price += price_of(*one);
    ranked.emplace_back(keys_of(work), std::move(work));
  }
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Work> works;
  for (auto& one : ranked) works.push_back(std::move(one.second));
  return works;
}

std::vector<double> SlowWorks::keys_of(const Work& work) const {
  std::vector<double> keys;
  for (const OrderKey key : rollout_.order) {
    if (key == OrderKey::cheapest) keys.push_back(round_to_12_digits(work.price));
    if (key == OrderKey::users_per_cost) keys.push_back(-merit(work.users, work.price));
    if (key == OrderKey::released_value_per_cost) keys.push_back(-merit(work.releases, work.price));
    if (key == OrderKey::area) keys.push_back(work.area.value);  // none is the last one
    if (key == OrderKey::tier) keys.push_back(static_cast<double>(work.tier));
    if (key == OrderKey::random)
      keys.push_back(random_number(Draw::place_in_order, rollout_.seed, work.number));
    if (key == OrderKey::file) break;
  }
  keys.push_back(static_cast<double>(work.number));
  return keys;
}

bool SlowWorks::may_be_built(const Look& before, PremisesId p) const {
  return before.coverage.qualification.lacks(p).empty() &&
         (rollout_.drops == DropsFor::all || all_.share[p] == 1);
}

// The elements of the premises' best path that are not operational.
std::vector<Item*> SlowWorks::lacking(const Look& before, PremisesId p) {
  std::vector<Item*> found;
  const Reach& reach = before.coverage.reach;
  const BestPath best = best_path(routed(before.plant, before.network, before.coverage), p);
  if (!best.final_link.exists()) return found;
  const auto look_into = [&](Item& one) {
    if (!carries_service(state_of(before.plant, one.element))) found.push_back(&one);
  };
  SiteId site = best.site;
  look_into(all_.item(best.final_link));
  look_into(all_.item(site));
  for (LinkId link = reach.via[site]; link.exists(); link = reach.via[site]) {
    site = other_end(all_.plant, link, site);
    look_into(all_.item(link));
    look_into(all_.item(site));
  }
  return found;
}

double SlowWorks::releases(const Look& before, PremisesId p) const {
  if (!all_.option.take_up && all_.share[p] == 0) return 0;
  return charge_of(before.plant, before.network, before.coverage.ledger, p);
}

std::vector<Work> SlowWorks::remedies(const Look& before) {
  std::vector<Work> works;
  for (const PremisesId p : ids<PremisesId>(all_.plant.premises.size())) {
    if (before.coverage.standings.rung[p] >= Rung::connected || !may_be_built(before, p)) continue;
    Work work;
    for (Item* one : lacking(before, p))
      if (!one->ready) work.items.push_back(one);
    if (work.items.empty()) continue;
    std::reverse(work.items.begin(), work.items.end());  // they start from the source outwards
    work.number = p.value;
    work.premises = p;
    work.area =
        all_.item(best_path(routed(before.plant, before.network, before.coverage), p).final_link).area;
    work.users = all_.plant.premises.users[p];
    work.releases = releases(before, p);
    works.push_back(std::move(work));
  }
  return works;
}

std::vector<Work> SlowWorks::single_elements(const Look& before) {
  std::vector<double> released(all_.items.size(), 0);
  for (const PremisesId p : ids<PremisesId>(all_.plant.premises.size())) {
    const std::vector<Item*> all = lacking(before, p);
    if (all.size() == 1 && before.coverage.qualification.lacks(p).empty())
      released[all_.number_of(*all.front())] += releases(before, p);
  }
  std::vector<Work> works;
  for (Item& one : all_.items) {
    if (!all_.exists(one) || one.ready || !in_design(all_.state(one)) || carries_service(all_.state(one)))
      continue;
    Work work;
    work.number = all_.number_of(one);
    work.items = {&one};
    work.area = one.area;
    work.users = users_carried(before, one);
    work.releases = released[all_.number_of(one)];
    work.tier = tier_of(before, one);
    if (all_.is_final(one) && !may_be_built(before, final_link(all_.plant, one.element.link()).premises))
      continue;
    if (work.users > 0) works.push_back(std::move(work));
  }
  return works;
}

double SlowWorks::users_carried(const Look& before, const Item& one) const {
  const Ledger& ledger = before.coverage.ledger;
  const auto is_joined = [&](SiteId site) { return before.coverage.reach.path[site].exists(); };
  if (one.element.is_site()) {
    const SiteId site = one.element.site();
    return is_joined(site) ? site_demand(before.network, ledger, site).all() : 0;
  }
  if (!all_.is_final(one))
    return link_in_design(all_.plant, one.element.link()) &&
                   is_joined(all_.plant.links.from[one.element.link()])
               ? link_demand(before.plant, before.network, ledger, one.element.link()).all()
               : 0;
  const FinalLink drop = final_link(all_.plant, one.element.link());
  return is_joined(drop.site) ? all_.plant.premises.users[drop.premises] : 0;
}

Tier SlowWorks::tier_of(const Look& before, const Item& one) const {
  if (one.trade != Trade::site) return static_cast<Tier>(index_of(one.trade) - 1);
  const SiteId site = one.element.site();
  const LinkId via = before.coverage.reach.via[site];
  if (all_.plant.sites.is_source[site] != 0 || !via.exists()) return Tier::backbone;
  return all_.plant.links.tier[via];
}

void SlowWorks::list_blocked(Course& course) {
  note_what_is_built();
  const Look end = all_.look();
  for (const Work& work : ranked_works(end)) {
    const double price = work.price + visits_of(work);
    const bool is_too_large = !crews_suffice(work, {});
    if (!is_too_large && pays(all_money_, price)) continue;
    ++course.blocked_count;
    if (course.blocked.size() == shown_blocked_works) continue;
    BlockedWork blocked;
    blocked.why = is_too_large ? BlockedWork::Why::crew : BlockedWork::Why::money;
    blocked.of = work.premises.exists() ? Element{work.premises} : work.items.front()->element;
    blocked.price = price;
    course.blocked.push_back(blocked);
  }
}

}  // namespace lastmile::oracle
