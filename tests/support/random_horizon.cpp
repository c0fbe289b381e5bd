#include "tests/support/random_horizon.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include "tests/support/dice.h"

namespace lastmile::test {
namespace {

constexpr double without_end = std::numeric_limits<double>::infinity();

// Each draw is a statement or in a braced list, because the order of a call's arguments is unspecified.
class HorizonDraw {
 public:
  HorizonDraw(const Plant& plant, std::uint64_t seed) : dice_(seed ^ 0xC0125E), plant_(plant) {}

  Horizon draw() {
    constexpr std::array<PeriodUnit, 5> units = {PeriodUnit::day, PeriodUnit::week, PeriodUnit::month,
                                                 PeriodUnit::quarter, PeriodUnit::year};
    horizon_.timeline.unit = dice_.chance(40) ? PeriodUnit::quarter : dice_.one_of(units);
    horizon_.timeline.periods = static_cast<std::uint32_t>(dice_.between(1, 7));
    horizon_.areas = dice_.below(4);
    draw_elements();
    draw_rollout();
    draw_economics();
    draw_take_up();
    draw_changes();
    option_.name = "drawn";
    horizon_.options.push_back(std::move(option_));
    return std::move(horizon_);
  }

 private:
  AreaId area() {
    return horizon_.areas == 0 || dice_.chance(25) ? AreaId::none() : AreaId{dice_.below(horizon_.areas)};
  }
  double late_cost() { return dice_.chance(50) ? 0 : static_cast<double>(dice_.below(12)) / 4; }
  std::uint32_t build_periods() {
    return dice_.chance(slow_percent_) ? static_cast<std::uint32_t>(dice_.below(4)) : 0;
  }
  std::uint32_t any_period() { return static_cast<std::uint32_t>(dice_.below(horizon_.timeline.periods)); }

  void draw_elements() {
    slow_percent_ = dice_.one_of(std::array<std::size_t, 3>{0, 40, 90});
    for (std::size_t i = 0; i < plant_.sites.size(); ++i) {
      horizon_.site_area.push_back(area());
      horizon_.site_build_periods.push_back(build_periods());
    }
    for (const LinkId link : ids<LinkId>(plant_.links.size())) {
      horizon_.late_cost.explicit_links.push_back(plant_.links.tier[link] == Tier::drop ? late_cost() : 0);
      horizon_.link_build_periods.explicit_links.push_back(build_periods());
    }
    for (std::size_t i = 0; i < plant_.premises.size(); ++i) {
      horizon_.premises_area.push_back(area());
      horizon_.late_cost.inline_drops.push_back(late_cost());
      horizon_.link_build_periods.inline_drops.push_back(build_periods());
    }
  }

  double cost_of_everything() const {
    double sum = 0;
    for (const double cost : plant_.sites.completion_cost) sum += cost;
    plant_.links.completion_cost.for_each([&](double cost) { sum += cost; });
    return sum;
  }

  double budget() {
    const std::size_t kind = dice_.below(100);
    if (kind < 5) return 0;
    if (kind < 15) return without_end;
    if (kind < 25) return static_cast<double>(dice_.below(8)) / 8;
    const double share = dice_.one_of(std::array<double, 5>{0.05, 0.1, 0.25, 0.5, 2});
    return std::round(4 * share * cost_of_everything()) / 4;
  }

  void draw_rollout() {
    Rollout& rollout = option_.rollout;
    option_.builds_anything = dice_.chance(95);
    rollout.works = dice_.chance(50) ? WorkSize::remedies : WorkSize::elements;
    std::vector<OrderKey> keys = {OrderKey::file,           OrderKey::cheapest,
                                  OrderKey::users_per_cost, OrderKey::released_value_per_cost,
                                  OrderKey::area,           OrderKey::random};
    if (rollout.works == WorkSize::elements) keys.push_back(OrderKey::tier);
    dice_.shuffle(keys);
    keys.resize(dice_.between(1, 3));
    rollout.order = keys;
    rollout.seed = dice_.below(1000);
    rollout.drops = dice_.chance(25) ? DropsFor::ordered : DropsFor::all;
    rollout.budget_per_period.clear();
    const std::size_t budgets = dice_.chance(60) ? 1 : dice_.between(2, 9);
    for (std::size_t i = 0; i < budgets; ++i) rollout.budget_per_period.push_back(budget());
    if (dice_.chance(20)) draw_only(rollout.only);
    rollout.carry_over = dice_.chance(60);
    if (dice_.chance(30))
      for (std::uint32_t& crew : rollout.crews)
        if (dice_.chance(50)) crew = static_cast<std::uint32_t>(dice_.below(4));
  }

  // Some elements, also such as are not part of the design, in any order.
  void draw_only(std::vector<Element>& only) {
    for (const SiteId site : ids<SiteId>(plant_.sites.size()))
      if (dice_.chance(60)) only.emplace_back(site);
    for (const LinkId link : ids<LinkId>(plant_.links.size()))
      if (dice_.chance(60)) only.emplace_back(link);
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size()))
      if (plant_.has_inline_drop(p) && dice_.chance(60)) only.emplace_back(plant_.inline_drop(p));
    dice_.shuffle(only);
  }

  // Of each element's price at most all is paid by others.
  void draw_payers(std::vector<Payer>& payers) {
    const std::size_t count = dice_.chance(50) ? 0 : dice_.between(1, 3);
    for (std::size_t i = 0; i < count; ++i) {
      Payer& payer = payers.emplace_back();
      payer.name = std::string(1, static_cast<char>('a' + i));
      for (std::vector<double>& shares : payer.share)
        for (std::size_t area = 0; area <= horizon_.areas; ++area)
          shares.push_back(dice_.one_of(std::array<double, 3>{0, 0.3, 1}) / static_cast<double>(count));
    }
  }

  double life() {
    return dice_.chance(40) ? without_end : dice_.one_of(std::array<double, 6>{0.02, 0.5, 1, 1.3, 3, 30});
  }

  void draw_economics() {
    Economics& economics = option_.economics;
    economics.discount_rate = dice_.one_of(std::array<double, 4>{0, 0.07, 0.5, -0.2});
    if (dice_.chance(70)) economics.revenue_per_home_month = static_cast<double>(dice_.below(40)) / 4;
    if (dice_.chance(70)) economics.opex_per_home_month = static_cast<double>(dice_.below(10)) / 4;
    if (dice_.chance(50)) economics.opex_share_of_value = 0.015;
    if (dice_.chance(50)) economics.default_visit_cost = static_cast<double>(dice_.below(9)) / 4;
    for (std::size_t i = 0; i < horizon_.areas; ++i)
      economics.visit_cost.push_back(dice_.chance(40) ? static_cast<double>(dice_.below(13)) / 4
                                                      : economics.default_visit_cost);
    if (dice_.chance(60))
      for (std::size_t i = 0; i < plant_.sites.size(); ++i)
        economics.site_life.push_back(static_cast<float>(life()));
    if (dice_.chance(60))
      for (double& years : economics.link_life) years = life();
    draw_payers(economics.payers);
  }

  void draw_take_up() {
    if (dice_.chance(35)) return;
    TakeUp take_up;
    take_up.p = dice_.one_of(std::array<double, 4>{0.03, 0.3, 2, 0});
    take_up.q = dice_.one_of(std::array<double, 3>{0.38, 0, 3});
    take_up.ceiling = dice_.one_of(std::array<double, 4>{1, 0.7, 0.4, 0});
    take_up.from = dice_.chance(60) ? TakeUp::From::passed : TakeUp::From::start;
    const bool must_be_drawn = plant_.access || option_.rollout.drops == DropsFor::ordered;
    if (must_be_drawn || dice_.chance(50)) take_up.seed = dice_.below(1000);
    option_.take_up = take_up;
  }

  // ---- Changes ----

  State state() {
    constexpr std::array<State, 7> any = {State::operational,   State::failed,   State::inactive,
                                          State::planned,       State::proposed, State::under_construction,
                                          State::decommissioned};
    return dice_.one_of(any);
  }

  void draw_changes() {
    if (dice_.chance(40)) return;
    const std::size_t count = dice_.between(1, 6);
    for (std::size_t i = 0; i < count; ++i) {
      Change change;
      change.period = any_period();
      if (dice_.chance(70))
        draw_setting_of_elements(change);
      else
        draw_setting_of_premises(change);
      option_.changes.push_back(std::move(change));
    }
    std::stable_sort(option_.changes.begin(), option_.changes.end(),
                     [](const Change& a, const Change& b) { return a.period < b.period; });
  }

  void draw_setting_of_elements(Change& change) {
    const std::size_t percent = dice_.one_of(std::array<std::size_t, 3>{10, 30, 100});
    if (dice_.chance(65)) change.set.state = state();
    if (dice_.chance(20)) change.set.cost = static_cast<double>(dice_.below(20)) / 2;
    if (dice_.chance(20)) change.set.completion_cost = static_cast<double>(dice_.below(12)) / 2;
    if (dice_.chance(15)) change.set.build_periods = static_cast<std::uint32_t>(dice_.below(3));
    if (change.set.state == State::failed && dice_.chance(50))
      change.set.repair_periods = static_cast<std::uint32_t>(dice_.below(3));
    if (dice_.chance(15)) change.set.late_cost = static_cast<double>(dice_.below(5));
    const bool only_drops =
        !change.set.state && !change.set.cost && !change.set.completion_cost && !change.set.build_periods;
    for (const SiteId site : ids<SiteId>(plant_.sites.size()))
      if (!only_drops && dice_.chance(percent)) change.of.sites.push_back(site);
    for (const LinkId link : ids<LinkId>(plant_.links.size()))
      if ((!only_drops || plant_.links.tier[link] == Tier::drop) && dice_.chance(percent))
        change.of.links.push_back(link);
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size()))
      if (plant_.has_inline_drop(p) && dice_.chance(percent))
        change.of.links.push_back(plant_.inline_drop(p));
  }

  void draw_setting_of_premises(Change& change) {
    const std::size_t percent = dice_.one_of(std::array<std::size_t, 2>{20, 100});
    if (dice_.chance(70)) change.set.subscribed = dice_.chance(60);
    if (dice_.chance(50)) change.set.users = static_cast<double>(dice_.below(12)) / 4;
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size()))
      if (dice_.chance(percent)) change.of.premises.push_back(p);
  }

  Dice dice_;
  const Plant& plant_;
  Horizon horizon_;
  RolloutOption option_;
  std::size_t slow_percent_ = 0;
};

}  // namespace

Horizon random_horizon(const Plant& plant, std::uint64_t seed) {
  return HorizonDraw(plant, seed).draw();
}

namespace {

template <class Values>
void list(std::ostream& text, const char* what, const Values& values) {
  text << what;
  for (const auto& value : values) {
    if constexpr (requires { value.exists(); }) {
      if (value.exists())
        text << ' ' << value.value;
      else
        text << " -";
    } else {
      text << ' ' << value;
    }
  }
  text << '\n';
}

template <class T>
void set(std::ostream& text, const char* what, const std::optional<T>& value) {
  if (value) text << ' ' << what << ' ' << *value;
}

void describe(std::ostream& text, const Change& change) {
  text << "at " << change.period << " set";
  if (change.set.state) text << " state " << name(*change.set.state);
  set(text, "cost", change.set.cost);
  set(text, "completion_cost", change.set.completion_cost);
  set(text, "late_cost", change.set.late_cost);
  set(text, "build_periods", change.set.build_periods);
  set(text, "repair_periods", change.set.repair_periods);
  set(text, "subscribed", change.set.subscribed);
  set(text, "users", change.set.users);
  text << '\n';
  list(text, "  of sites", change.of.sites);
  list(text, "  links", change.of.links);
  list(text, "  premises", change.of.premises);
}

}  // namespace

std::string describe(const Horizon& horizon) {
  std::ostringstream text;
  const RolloutOption& option = horizon.options.front();
  const Rollout& rollout = option.rollout;
  text << horizon.timeline.periods << ' ' << name(horizon.timeline.unit) << "s; works "
       << (option.builds_anything ? work_size_names[rollout.works] : "none") << " by";
  for (const OrderKey key : rollout.order) text << ' ' << order_key_names[key];
  text << ", seed " << rollout.seed << ", drops " << drops_for_names[rollout.drops] << ", budget "
       << (rollout.carry_over ? "carried over" : "") << '\n';
  list(text, "budgets", rollout.budget_per_period);
  text << rollout.only.size() << " elements listed\n";
  list(text, "crews", rollout.crews);
  const Economics& economics = option.economics;
  text << "rate " << economics.discount_rate << " revenue " << economics.revenue_per_home_month << " opex "
       << economics.opex_per_home_month << " and " << economics.opex_share_of_value << " visit "
       << economics.default_visit_cost << '\n';
  for (const Payer& payer : economics.payers)
    for (const std::vector<double>& shares : payer.share)
      list(text, ("paid by " + payer.name).c_str(), shares);
  list(text, "visits", economics.visit_cost);
  list(text, "site lives", economics.site_life);
  list(text, "link lives", economics.link_life);
  if (option.take_up) {
    const TakeUp& take_up = *option.take_up;
    text << "take-up p " << take_up.p << " q " << take_up.q << " to " << take_up.ceiling << " from "
         << take_up_from_names[take_up.from];
    set(text, "seed", take_up.seed);
    text << '\n';
  }
  for (const Change& change : option.changes) describe(text, change);
  if (horizon.site_area.size() + horizon.late_cost.explicit_links.size() + horizon.premises_area.size() > 60)
    return text.str();
  list(text, "areas of sites", horizon.site_area);
  list(text, "areas of premises", horizon.premises_area);
  list(text, "late costs of links", horizon.late_cost.explicit_links);
  list(text, "late costs of inline drops", horizon.late_cost.inline_drops);
  list(text, "build periods of sites", horizon.site_build_periods);
  list(text, "build periods of links", horizon.link_build_periods.explicit_links);
  list(text, "build periods of inline drops", horizon.link_build_periods.inline_drops);
  return text.str();
}

}  // namespace lastmile::test
