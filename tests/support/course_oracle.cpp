#include "tests/support/course_oracle.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>

#include "models/bass.h"
#include "sim/best_path.h"
#include "sim/element.h"
#include "sim/merit.h"
#include "sim/work_rank.h"

namespace lastmile::oracle {
namespace {

struct Batch {
  double amount;
  std::uint32_t first;  // period in which it depreciates first
};

// One site, link or inline drop.
struct Item {
  Element element;
  Trade trade = Trade::site;
  AreaId area;
  double life = std::numeric_limits<double>::infinity();  // years
  double late_cost = 0;
  std::uint32_t build_periods = 0;
  std::optional<std::uint32_t> ready;  // period of its completion, where work is under way
  double not_in_service = 0;           // spent on it before it became operational
  std::vector<Batch> batches;          // spent on it, by when it became operational
};

struct Work {
  std::uint64_t number = 0;
  PremisesId premises;       // of a remedy
  std::vector<Item*> items;  // still to be started
  AreaId area;
  std::size_t tier = 0;
  double price = 0;  // without visits
  double users = 0;
  double releases = 0;
};

// Sums that agree to 12 digits count as equal.
constexpr double rounding = 1e-12;
bool pays(double money, double price) {
  return price <= money * (1 + rounding);
}

// A whole plant evaluated afresh.
struct Look {
  Plant plant;
  Network network;
  Coverage coverage;
};

class SlowCourse {
 public:
  SlowCourse(const Plant& plant, const Planning& planning, const Option& option)
      : plant_(plant), planning_(planning), option_(option), rollout_(option.rollout) {
    length_ = years_in(planning.timeline.unit);
    list_items();
    settle_start();
  }

  Course run() {
    course_.start = status_of(look());
    for (now_ = 0; now_ < planning_.timeline.periods; ++now_) run_period();
    finish_course();
    return course_;
  }

 private:
  const Sites& sites() const { return plant_.sites; }
  std::size_t site_count() const { return plant_.sites.size(); }
  Item& item(SiteId site) { return items_[site.value]; }
  Item& item(LinkId link) { return items_[site_count() + link.value]; }
  std::size_t number_of(const Item& one) const { return static_cast<std::size_t>(&one - items_.data()); }
  ElementColumns columns(const Item& one) { return columns_of(plant_, one.element); }
  State state(const Item& one) const { return state_of(plant_, one.element); }
  bool is_final(const Item& one) const { return is_final_link(plant_, one.element); }
  bool exists(const Item& one) const { return one.element.site.exists() || one.element.link.exists(); }

  // ---- The start ----

  void list_items() {
    const Look written = look_at(plant_);
    items_.resize(site_count() + plant_.links.size() + plant_.premises.size());
    for (const SiteId site : ids<SiteId>(site_count())) {
      Item& one = item(site);
      one.element = element(site);
      one.area = planning_.site_area[site];
      if (!option_.economics.site_life.empty()) one.life = option_.economics.site_life[site];
      one.build_periods = planning_.site_build_periods[site];
    }
    for (const LinkId link : ids<LinkId>(plant_.links.size())) {
      Item& one = item(link);
      one.late_cost = planning_.late_cost[link];
      one.build_periods = planning_.link_build_periods[link];
      list_link(one, link, plant_.links.tier[link], written.coverage.reach);
    }
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size())) {
      if (!plant_.premises.drop_site[p].exists()) continue;
      Item& one = item(plant_.inline_drop(p));
      one.late_cost = planning_.drop_late_cost[p];
      one.build_periods = planning_.drop_build_periods[p];
      list_link(one, plant_.inline_drop(p), Tier::drop, written.coverage.reach);
    }
    for (Item& one : items_) {
      if (!exists(one)) continue;
      if (state(one) == State::decommissioned) columns(one).value = 0;  // stands in no book
      if (is_built(state(one)))
        one.batches.push_back({columns(one).value, 0});
      else
        one.not_in_service = columns(one).value;
    }
    settle_subscriptions(written);
  }

  void list_link(Item& one, LinkId link, Tier tier, const Reach& reach) {
    one.element = element(link);
    one.trade = trade_of(tier);
    one.life = option_.economics.link_life[static_cast<std::size_t>(tier)];
    const auto either = [](AreaId first, AreaId second) { return first.exists() ? first : second; };
    if (tier == Tier::drop) {
      const FinalLink drop = final_link(plant_, link);
      one.area = either(planning_.premises_area[drop.premises], planning_.site_area[drop.site]);
      return;
    }
    SiteId near = plant_.links.from[link];
    SiteId far = plant_.links.to[link];
    const auto distance = [&](SiteId site) { return std::pair(reach.path[site].elements, site); };
    if (distance(far) < distance(near)) std::swap(near, far);
    one.area = either(planning_.site_area[far], planning_.site_area[near]);
  }

  void settle_subscriptions(const Look& written) {
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size())) {
      const Rung rung = written.coverage.standings.rung[p];
      const bool is_customer =
          plant_.premises.subscribed[p] != 0 && (!option_.take_up || rung >= Rung::connected);
      customer_.push_back(is_customer ? 1 : 0);
      share_.push_back(is_customer ? 1 : 0);
      passed_in_.push_back({});
      was_passed_at_start_.push_back(rung >= Rung::passed ? 1 : 0);
    }
  }

  void settle_start() {
    if (rollout_.budget_per_period < std::numeric_limits<double>::infinity())
      all_money_ = rollout_.budget_per_period * (rollout_.carry_over ? planning_.timeline.periods : 1);
  }

  // ---- Evaluation ----

  static Look look_at(Plant plant) {
    Look found{std::move(plant), {}, {}};
    found.network = build_network(found.plant);
    found.coverage = evaluate(found.plant, found.network);
    return found;
  }

  double depreciated(const Item& one, const Batch& batch, std::uint32_t periods_over) const {
    if (periods_over <= batch.first) return 0;
    return batch.amount * std::min(1.0, (periods_over - batch.first) * length_ / one.life);
  }

  double net_value(const Item& one, std::uint32_t periods_over) const {
    double net = one.not_in_service;
    for (const Batch& batch : one.batches) net += batch.amount - depreciated(one, batch, periods_over);
    return net;
  }

  // With net values, and subscribed whoever has ordered in part.
  Look look() {
    Plant plant = plant_;
    for (const Item& one : items_)
      if (exists(one)) columns_of(plant, one.element).value = net_value(one, periods_over_);
    for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
      plant.premises.subscribed[p] = share_[p] > 0 ? 1 : 0;
    return look_at(std::move(plant));
  }

  static Share times(const Plant& plant, PremisesId p, double part) {
    return {part, part * plant.premises.homes[p], part * plant.premises.users[p]};
  }

  Status status_of(const Look& found) const {
    Status status;
    const Plant& plant = found.plant;
    const auto count_cause = [&](Obstacles obstacles, const Share& share) {
      if (obstacles.empty()) return;
      CauseShare& cause = status.unserved[static_cast<std::size_t>(obstacles.first())];
      (obstacles.is_single() ? cause.sole : cause.joint) += share;
    };
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      const Obstacles others = found.coverage.standings.obstacles[p].without(Obstacle::not_subscribed);
      Obstacles and_no_customer = others;
      and_no_customer |= Obstacle::not_subscribed;
      const std::size_t rung = static_cast<std::size_t>(found.coverage.standings.rung[p]);
      for (std::size_t r = 0; r <= std::min(rung, rung_count - 2); ++r)
        status.ladder[r] += times(plant, p, 1);
      if (others.empty()) status.ladder.back() += times(plant, p, share_[p]);
      if (share_[p] > 0) count_cause(others, times(plant, p, share_[p]));
      if (share_[p] < 1) count_cause(and_no_customer, times(plant, p, 1 - share_[p]));
      if (others.is_only(Obstacle::final_link_missing))
        status.stranded_by_final_links +=
            share_[p] * charge_of(plant, found.network, found.coverage.ledger, p);
    }
    const bool are_whole =
        std::all_of(share_.begin(), share_.end(), [](double share) { return share == 0 || share == 1; });
    status.backbone = are_whole ? found.coverage.ledger.total : books_in_part(found);
    return status;
  }

  // The users served are counted as if they were all there were.
  Books books_in_part(const Look& found) const {
    Plant served_only = found.plant;
    for (const PremisesId p : ids<PremisesId>(served_only.premises.size()))
      served_only.premises.users[p] *= found.coverage.standings.rung[p] == Rung::served ? share_[p] : 0;
    const Look served = look_at(std::move(served_only));
    Books books = Books::Zero();
    const auto add = [&](double value, double users, double users_served, bool live) {
      books += split_value(value, {users_served, users_served > 0 ? users - users_served : users}, live);
    };
    const Plant& plant = found.plant;
    for (const SiteId site : ids<SiteId>(site_count())) {
      if (!in_design(plant.sites.state[site])) continue;
      add(plant.sites.value[site], site_demand(found.network, found.coverage.ledger, site).all(),
          site_demand(served.network, served.coverage.ledger, site).all(),
          site_is_live(found.coverage.reach, site));
    }
    for (const LinkId link : ids<LinkId>(plant.links.size())) {
      if (plant.links.tier[link] == Tier::drop || !link_in_design(plant, link)) continue;
      add(plant.links.value[link], link_demand(plant, found.network, found.coverage.ledger, link).all(),
          link_demand(plant, served.network, served.coverage.ledger, link).all(),
          link_is_live(plant, found.coverage.reach, link));
    }
    return books;
  }

  // ---- A period ----

  void run_period() {
    Period period;
    period.opening_value = booked_value();
    for (const Change& change : option_.changes)
      if (change.period == now_) apply(change);
    const Look before = look();
    take_orders();
    money_ = rollout_.budget_per_period + (rollout_.carry_over && now_ > 0 ? money_ : 0);
    if (option_.works) start_works(before, period);
    period.budget_left = money_;
    for (Item& one : items_) {
      if (!one.ready || *one.ready > now_) continue;
      columns(one).state = State::operational;
      one.ready.reset();
      put_in_service(one);
    }
    ++periods_over_;
    for (const Item& one : items_)
      for (const Batch& batch : one.batches)
        period.depreciation +=
            depreciated(one, batch, periods_over_) - depreciated(one, batch, periods_over_ - 1);
    period.closing_value = booked_value();
    const Look after = look();
    period.status = status_of(after);
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size()))
      if (!passed_in_[p] && after.coverage.standings.rung[p] >= Rung::passed) passed_in_[p] = now_;
    book(period);
    course_.periods.push_back(period);
  }

  double booked_value() const {
    double sum = 0;
    for (const Item& one : items_)
      if (exists(one)) sum += net_value(one, periods_over_);
    return sum;
  }

  // From the next period on what was spent depreciates.
  void put_in_service(Item& one) {
    one.batches.push_back({one.not_in_service, now_ + 1});
    one.not_in_service = 0;
  }

  void apply(const Change& change) {
    for (const SiteId site : change.of.sites) apply(change.set, item(site));
    for (const LinkId link : change.of.links) apply(change.set, item(link));
    for (const PremisesId p : change.of.premises) {
      if (change.set.users) plant_.premises.users[p] = *change.set.users;
      if (change.set.subscribed) customer_[p] = *change.set.subscribed ? 1 : 0;
      if (change.set.subscribed) share_[p] = customer_[p];
    }
  }

  void apply(const Setting& set, Item& one) {
    const ElementColumns column = columns(one);
    if (set.state && *set.state != column.state) {
      one.ready.reset();
      column.state = *set.state;
      if (carries_service(*set.state)) column.completion_cost = 0;
      if (is_built(*set.state)) put_in_service(one);
    }
    if (set.cost && !is_built(column.state) && !one.ready)
      column.completion_cost = std::max(0.0, *set.cost - column.value);
    if (set.completion_cost && !carries_service(column.state) && !one.ready)
      column.completion_cost = *set.completion_cost;
    if (set.late_cost && is_final(one)) one.late_cost = *set.late_cost;
    if (set.build_periods) one.build_periods = *set.build_periods;
  }

  void take_orders() {
    if (!option_.take_up) return;
    const TakeUp& take_up = *option_.take_up;
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size())) {
      if (customer_[p] != 0) continue;
      double years = 0;
      if (take_up.from == TakeUp::From::start || was_passed_at_start_[p] != 0)
        years = (now_ + 1) * length_;
      else if (passed_in_[p])
        years = (now_ - *passed_in_[p]) * length_;
      const double share = take_up.ceiling * bass_share(take_up.p, take_up.q, years);
      if (!take_up.seed)
        share_[p] = share;
      else if (share > random_number(*take_up.seed, p.value))
        share_[p] = 1;
    }
  }

  // ---- Works ----

  void start_works(const Look& before, Period& period) {
    note_what_is_built();
    std::set<std::uint64_t> passed_over;
    std::vector<Work> works = ranked_works(before);
    for (std::size_t i = 0; i < works.size();) {
      const Work& work = works[i];
      const double price = work.price + visits_of(work);
      const bool may_start = !passed_over.contains(work.number) && crews_suffice(work, period.started);
      if (may_start && pays(money_, price)) {
        start(work, period);
        if (rollout_.works == WorkSize::remedies) {
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

  void note_what_is_built() {
    site_was_built_ = {};
    for (const SiteId site : ids<SiteId>(site_count()))
      site_was_built_.push_back(is_built(sites().state[site]) ? 1 : 0);
    visited_.clear();
  }

  double most_money_to_come() const {
    const std::uint32_t later = planning_.timeline.periods - now_ - 1;
    if (later == 0) return 0;
    return rollout_.carry_over ? money_ + later * rollout_.budget_per_period : rollout_.budget_per_period;
  }

  bool crews_suffice(const Work& work, std::array<std::uint32_t, trade_names.size()> busy) const {
    for (const Item* one : work.items) ++busy[static_cast<std::size_t>(one->trade)];
    for (std::size_t trade = 0; trade < busy.size(); ++trade)
      if (busy[trade] > rollout_.crews[trade]) return false;
    return true;
  }

  bool is_late(const Item& one) const {
    return is_final(one) && !is_built(state(one)) &&
           site_was_built_[final_link(plant_, one.element.link).site] != 0;
  }
  double price_of(const Item& one) const {
    return completion_cost_of(plant_, one.element) + (is_late(one) ? one.late_cost : 0);
  }
  double visit_cost(AreaId area) const {
    return area.exists() ? option_.economics.visit_cost[area] : option_.economics.default_visit_cost;
  }
  double visits_of(const Work& work) const {
    std::set<AreaId> areas;
    for (const Item* one : work.items)
      if (!visited_.contains(one->area)) areas.insert(one->area);
    return std::accumulate(areas.begin(), areas.end(), 0.0,
                           [&](double sum, AreaId area) { return sum + visit_cost(area); });
  }

  void start(const Work& work, Period& period) {
    for (Item* one : work.items) {
      const ElementColumns column = columns(*one);
      const double cost = column.completion_cost;
      const double late = is_late(*one) ? one->late_cost : 0;
      const bool is_repair = column.state == State::failed;
      const double visit = visited_.insert(one->area).second ? visit_cost(one->area) : 0;
      money_ = std::max(0.0, money_ - (cost + late + visit));
      (is_repair ? period.spent.repairs : period.spent.capital) += cost;
      period.spent.late += late;
      period.spent.visits += visit;
      const double capitalised = (is_repair ? 0 : cost) + late;
      column.value += capitalised;
      one->not_in_service += capitalised;
      column.completion_cost = 0;
      if (column.state == State::planned) column.state = State::under_construction;
      one->ready = now_ + one->build_periods;
      ++period.started[static_cast<std::size_t>(one->trade)];
    }
  }

  std::vector<Work> ranked_works(const Look& before) {
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

  std::vector<double> keys_of(const Work& work) const {
    std::vector<double> keys;
    for (const OrderKey key : rollout_.order) {
      if (key == OrderKey::cheapest) keys.push_back(round_to_12_digits(work.price));
      if (key == OrderKey::users_per_cost) keys.push_back(-merit(work.users, work.price));
      if (key == OrderKey::released_value_per_cost) keys.push_back(-merit(work.releases, work.price));
      if (key == OrderKey::area) keys.push_back(work.area.value);  // none is the last one
      if (key == OrderKey::tier) keys.push_back(static_cast<double>(work.tier));
      if (key == OrderKey::random) keys.push_back(random_number(rollout_.seed, work.number));
      if (key == OrderKey::file) break;
    }
    keys.push_back(static_cast<double>(work.number));
    return keys;
  }

  bool may_be_built(const Look& before, PremisesId p) const {
    return before.coverage.qualification.lacks(p).empty() &&
           (rollout_.drops == DropsFor::all || share_[p] == 1);
  }

  // The elements of the premises' best path that are not operational.
  std::vector<Item*> lacking(const Look& before, PremisesId p) {
    std::vector<Item*> found;
    const Reach& reach = before.coverage.reach;
    const BestPath best = best_path(before.plant, before.network, reach, p);
    if (!best.final_link.exists()) return found;
    const auto look_into = [&](Item& one) {
      if (!carries_service(state_of(before.plant, one.element))) found.push_back(&one);
    };
    SiteId site = best.site;
    look_into(item(best.final_link));
    look_into(item(site));
    for (LinkId link = reach.via[site]; link.exists(); link = reach.via[site]) {
      site = other_end(plant_, link, site);
      look_into(item(link));
      look_into(item(site));
    }
    return found;
  }

  double releases(const Look& before, PremisesId p) const {
    if (!option_.take_up && share_[p] == 0) return 0;
    return charge_of(before.plant, before.network, before.coverage.ledger, p);
  }

  std::vector<Work> remedies(const Look& before) {
    std::vector<Work> works;
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size())) {
      if (before.coverage.standings.rung[p] >= Rung::connected || !may_be_built(before, p)) continue;
      Work work;
      for (Item* one : lacking(before, p))
        if (!one->ready) work.items.push_back(one);
      if (work.items.empty()) continue;
      work.number = p.value;
      work.premises = p;
      work.area = item(best_path(before.plant, before.network, before.coverage.reach, p).final_link).area;
      work.users = plant_.premises.users[p];
      work.releases = releases(before, p);
      works.push_back(std::move(work));
    }
    return works;
  }

  std::vector<Work> single_elements(const Look& before) {
    std::vector<double> released(items_.size(), 0);
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size())) {
      const std::vector<Item*> all = lacking(before, p);
      if (all.size() == 1 && before.coverage.qualification.lacks(p).empty())
        released[number_of(*all.front())] += releases(before, p);
    }
    std::vector<Work> works;
    for (Item& one : items_) {
      if (!exists(one) || one.ready || !in_design(state(one)) || carries_service(state(one))) continue;
      Work work;
      work.number = number_of(one);
      work.items = {&one};
      work.area = one.area;
      work.users = users_carried(before, one);
      work.releases = released[number_of(one)];
      work.tier = tier_of(before, one);
      if (is_final(one) && !may_be_built(before, final_link(plant_, one.element.link).premises)) continue;
      if (work.users > 0) works.push_back(std::move(work));
    }
    return works;
  }

  double users_carried(const Look& before, const Item& one) const {
    const Ledger& ledger = before.coverage.ledger;
    if (one.element.site.exists()) return site_demand(before.network, ledger, one.element.site).all();
    if (!is_final(one))
      return link_in_design(plant_, one.element.link)
                 ? link_demand(before.plant, before.network, ledger, one.element.link).all()
                 : 0;
    const FinalLink drop = final_link(plant_, one.element.link);
    return before.coverage.reach.path[drop.site].exists() ? plant_.premises.users[drop.premises] : 0;
  }

  std::size_t tier_of(const Look& before, const Item& one) const {
    if (one.trade != Trade::site) return static_cast<std::size_t>(one.trade) - 1;
    const SiteId site = one.element.site;
    const LinkId via = before.coverage.reach.via[site];
    if (sites().is_source[site] != 0 || !via.exists()) return static_cast<std::size_t>(Tier::backbone);
    return static_cast<std::size_t>(plant_.links.tier[via]);
  }

  // ---- Money ----

  void book(Period& period) {
    constexpr double months_a_year = 12;
    const Economics& economics = option_.economics;
    const double homes = period.status.ladder.back().homes;
    period.revenue = homes * economics.revenue_per_home_month * months_a_year * length_;
    double in_service = 0;
    for (const Item& one : items_)
      for (const Batch& batch : one.batches)
        if (batch.first <= periods_over_) in_service += batch.amount;
    period.opex = homes * economics.opex_per_home_month * months_a_year * length_ +
                  economics.opex_share_of_value * length_ * in_service;
    period.cash_flow = period.revenue - period.opex - period.spent.total();
    course_cash_ += period.cash_flow;
    period.cumulative_cash_flow = course_cash_;
    period.discounted_cash_flow =
        period.cash_flow / std::pow(1 + economics.discount_rate, (now_ + 1) * length_);
  }

  void finish_course() {
    bool was_below = false;
    for (std::uint32_t t = 0; t < course_.periods.size(); ++t) {
      const Period& period = course_.periods[t];
      const Share& served = period.status.ladder.back();
      const double located = period.status.ladder.front().homes;
      course_.spent += period.spent;
      course_.home_years_served += served.homes * length_;
      course_.value_years_stranded += period.status.backbone[Book::stranded] * length_;
      course_.value_years_idle += period.status.backbone[Book::idle] * length_;
      course_.revenue += period.revenue;
      course_.opex += period.opex;
      course_.depreciation += period.depreciation;
      course_.net_present_value += period.discounted_cash_flow;
      was_below = was_below || period.cumulative_cash_flow < 0;
      if (period.cumulative_cash_flow < 0) course_.payback.reset();
      if (was_below && period.cumulative_cash_flow >= 0 && !course_.payback) course_.payback = t;
      for (std::size_t mark = 0; mark < served_marks.size(); ++mark)
        if (!course_.reached[mark] && located > 0 &&
            served.homes >= served_marks[mark] * located * (1 - rounding))
          course_.reached[mark] = t;
    }
    if (option_.works) list_blocked_works();
  }

  void list_blocked_works() {
    note_what_is_built();
    const Look end = look();
    for (const Work& work : ranked_works(end)) {
      const double price = work.price + visits_of(work);
      const bool is_too_large = !crews_suffice(work, {});
      if (!is_too_large && pays(all_money_, price)) continue;
      ++course_.blocked_count;
      if (course_.blocked.size() == shown_blocked_works) continue;
      BlockedWork blocked;
      blocked.why = is_too_large ? BlockedWork::Why::crew : BlockedWork::Why::money;
      blocked.premises = work.premises;
      if (!work.premises.exists()) {
        blocked.site = work.items.front()->element.site;
        blocked.link = work.items.front()->element.link;
      }
      blocked.price = price;
      course_.blocked.push_back(blocked);
    }
  }

  Plant plant_;  // as it stands, with all that was spent on it
  const Planning& planning_;
  const Option& option_;
  const Rollout& rollout_;
  double length_ = 0;  // of a period, years
  double all_money_ = std::numeric_limits<double>::infinity();
  std::vector<Item> items_;                      // sites, links, inline drops
  IdVector<PremisesId, std::uint8_t> customer_;  // connected and subscribed at the start
  IdVector<PremisesId, double> share_;           // that is subscribed
  IdVector<PremisesId, std::uint8_t> was_passed_at_start_;
  IdVector<PremisesId, std::optional<std::uint32_t>> passed_in_;

  std::uint32_t now_ = 0;
  std::uint32_t periods_over_ = 0;
  double money_ = 0;
  IdVector<SiteId, std::uint8_t> site_was_built_;  // before the period's works
  std::set<AreaId> visited_;
  double course_cash_ = 0;
  Course course_;
};

}  // namespace

Course slow_course(const Plant& plant, const Planning& planning, const Option& option) {
  return SlowCourse(plant, planning, option).run();
}

}  // namespace lastmile::oracle
