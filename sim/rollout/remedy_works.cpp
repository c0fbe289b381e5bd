#include "sim/rollout/remedy_works.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "sim/network/best_path.h"
#include "sim/support/heap.h"
#include "sim/support/parallel.h"

namespace lastmile {

RemedyWorks::RemedyWorks(const Plant& plant, const RolloutOption& option, const RunningCoverage& coverage,
                         Construction& construction)
    : plant_(plant), option_(option), coverage_(coverage), construction_(construction) {
  const auto& order = option.rollout.order;
  const auto has = [&](OrderKey key) { return std::find(order.begin(), order.end(), key) != order.end(); };
  by_area_ = has(OrderKey::area);
  by_released_value_ = has(OrderKey::released_value_per_cost);
  by_price_ = by_released_value_ || has(OrderKey::cheapest) || has(OrderKey::users_per_cost);
  start_over();
}

void RemedyWorks::start_over() {
  const HomesBySite& by_site = coverage_.homes();
  const std::size_t sites = plant_.sites.size();
  homes_.clear();
  homes_.reserve(by_site.all().size() + by_site.apart().size());
  for (const SiteId site : ids<SiteId>(sites))
    for (const HomeAtSite& home : by_site.at(site)) homes_.push_back({home.premises, home.final_link, site});
  homes_.resize(homes_.size() + by_site.apart().size());
  queues_.assign(sites + by_site.apart().size(), {});
  not_done_ = IdVector<SiteId, std::uint32_t>::uninitialized(sites);
  for (const SiteId site : ids<SiteId>(sites))
    not_done_[site] = static_cast<std::uint32_t>(by_site.first(site) + by_site.at(site).size());
  was_built_ = IdVector<SiteId, std::uint8_t>(sites, 0);
  has_gathered_ = false;
}

void RemedyWorks::add_if_needed(Element e, Bill& bill) const {
  if (construction_.is_to_start(e)) bill.add(construction_.price(e), construction_.trade_of(e));
}

RemedyWorks::Bill RemedyWorks::upstream_of(SiteId site) const {
  const LinkId via = coverage_.reach().via[site];
  Bill bill = via.exists() ? upstream_[other_end(plant_, via, site)] : Bill{};
  if (via.exists()) add_if_needed(via, bill);
  add_if_needed(site, bill);
  return bill;
}

RemedyWorks::Bill RemedyWorks::bill_of(const Waiting& home) const {
  Bill bill = upstream_[home.site];
  if (home.needs_final_link) bill.add(home.price, Trade::drop);
  return bill;
}

// What the best path to a site still needs, computed along the path.
RemedyWorks::Bill RemedyWorks::walk_upstream(SiteId site) const {
  Bill bill;
  while (true) {
    const LinkId via = coverage_.reach().via[site];
    add_if_needed(site, bill);
    if (!via.exists()) return bill;
    add_if_needed(via, bill);
    site = other_end(plant_, via, site);
  }
}

void RemedyWorks::look_up(Waiting& home) const {
  home.needs_final_link = construction_.is_to_start(home.final_link);
  home.price = home.needs_final_link ? construction_.price(home.final_link) : 0;
  home.users = plant_.premises.users[home.premises];
}

// Builds the tree of best paths: the sites that follow each site.
void RemedyWorks::follow_best_paths() {
  const Reach& reach = coverage_.reach();
  const std::size_t sites = plant_.sites.size();
  outwards_ = sites_outwards(coverage_.network(), reach);
  first_beyond_.assign(sites + 1, 0);
  const auto before = [&](SiteId site) { return other_end(plant_, reach.via[site], site); };
  for (const SiteId site : outwards_)
    if (reach.via[site].exists()) ++first_beyond_[before(site).value + 1];
  for (std::size_t i = 1; i < first_beyond_.size(); ++i) first_beyond_[i] += first_beyond_[i - 1];
  beyond_.resize(first_beyond_.back());
  std::vector<std::uint32_t> next(first_beyond_.begin(), first_beyond_.end() - 1);
  for (const SiteId site : outwards_)
    if (reach.via[site].exists()) beyond_[next[before(site).value]++] = site;
}

// Nothing is left to start. The best path may still change until the home is connected.
bool RemedyWorks::is_done(const Waiting& home) const {
  return !home.needs_final_link && upstream_[home.site].elements() == 0;
}

// Whether works may be done for the home, regardless of what it still needs.
bool RemedyWorks::waits(const Waiting& home) const {
  if (!coverage_.reach().path[home.site].exists()) return false;
  if (option_.rollout.drops == DropsFor::ordered && plant_.premises.subscribed[home.premises] == 0)
    return false;
  return coverage_.qualification().lacks(home.premises).empty();
}

WorkRank RemedyWorks::rank(const Waiting& home) const {
  WorkFigures figures{home.premises.value, bill_of(home).price, home.users, 0, AreaId::none()};
  if (by_area_) figures.area = construction_.area_of(home.final_link);
  if (by_released_value_ && (option_.take_up || plant_.premises.subscribed[home.premises] != 0))
    figures.releases = charge_of(plant_, coverage_.network(), coverage_.ledger(), home.premises);
  return rank_of(option_.rollout, figures);
}

void RemedyWorks::place_apart() {
  const std::size_t at_sites = coverage_.homes().all().size();
  const std::size_t sites = plant_.sites.size();
  apart_at_.clear();
  for (std::size_t i = 0; i < coverage_.homes().apart().size(); ++i) {
    const PremisesId p = coverage_.homes().apart()[i];
    const BestPath best = best_path(coverage_.routed(), p);
    Queue& queue = queues_[sites + i];
    queue.begin = queue.end = static_cast<std::uint32_t>(at_sites + i);
    ++queue.version;
    if (!best.final_link.exists()) continue;
    Waiting& home = homes_[queue.begin] = {p, best.final_link, best.site};
    look_up(home);
    if (!waits(home) || is_done(home)) continue;
    ++queue.end;
    some_need_no_final_link_ = some_need_no_final_link_ || carries_service(best.state);
    least_price_ = 0;
    apart_at_.emplace_back(best.site, static_cast<std::uint32_t>(sites + i));
    push_head(apart_at_.back().second);
  }
  std::sort(apart_at_.begin(), apart_at_.end());
}

// Sorts the homes of a site: waiting ones first, connected ones last, and between them those whose best path
// may still change. Returns the end of the waiting ones.
std::uint32_t RemedyWorks::put_waiting_first(SiteId site) {
  const bool is_live = coverage_.reach().path[site].is_live();
  std::uint32_t waiting = static_cast<std::uint32_t>(coverage_.homes().first(site));
  for (std::uint32_t i = waiting; i < not_done_[site];) {
    if (is_live && carries_service(state_of(plant_, homes_[i].final_link))) {
      std::swap(homes_[i], homes_[--not_done_[site]]);
      continue;
    }
    look_up(homes_[i]);
    if (!is_done(homes_[i]) && waits(homes_[i])) std::swap(homes_[i], homes_[waiting++]);
    ++i;
  }
  return waiting;
}

void RemedyWorks::fill(SiteId site) {
  Queue& queue = queues_[site.value];
  queue.begin = static_cast<std::uint32_t>(coverage_.homes().first(site));
  queue.end = put_waiting_first(site);
  if (queue.begin < queue.end) put_best_first(queue);
}

void RemedyWorks::gather_all() {
  follow_best_paths();
  upstream_ = IdVector<SiteId, Bill>(plant_.sites.size());
  for (const SiteId site : outwards_) {
    upstream_[site] = upstream_of(site);
    was_built_[site] = is_built(plant_.sites.state[site]) ? 1 : 0;
  }
  struct Bounds {
    bool some_need_no_final_link = false;
    double least_price = std::numeric_limits<double>::infinity();
    std::vector<Head> heads;
    Bounds& operator+=(const Bounds& other) {
      some_need_no_final_link = some_need_no_final_link || other.some_need_no_final_link;
      least_price = std::min(least_price, other.least_price);
      heads.insert(heads.end(), other.heads.begin(), other.heads.end());
      return *this;
    }
  };
  Bounds bounds = sum_over_chunks<Bounds>(plant_.sites.size(), [&](std::size_t first, std::size_t last) {
    Bounds chunk;
    for (const SiteId site : IdRange<SiteId>(first, last)) {
      fill(site);
      Queue& queue = queues_[site.value];
      for (std::uint32_t i = queue.begin; i < queue.end; ++i) {
        chunk.some_need_no_final_link = chunk.some_need_no_final_link || !homes_[i].needs_final_link;
        chunk.least_price = std::min(chunk.least_price, homes_[i].price);
      }
      if (queue.begin < queue.end)
        chunk.heads.push_back({rank(homes_[queue.begin]), site.value, ++queue.version});
    }
    return chunk;
  });
  some_need_no_final_link_ = bounds.some_need_no_final_link;
  least_price_ = bounds.least_price;
  heads_ = std::move(bounds.heads);
  std::make_heap(heads_.begin(), heads_.end(), comes_later);
}

// Whether any premises may have changed its place in the order or started waiting since the last period.
bool RemedyWorks::all_may_differ() const {
  return !has_gathered_ || option_.rollout.drops == DropsFor::ordered || plant_.access || by_released_value_;
}

void RemedyWorks::look_again() {
  const std::vector<std::uint32_t> passed_over = std::exchange(passed_over_, {});
  if (all_may_differ()) {
    gather_all();
  } else {
    if (seen_version_ != coverage_.version_of_paths()) {
      follow_best_paths();
      for (const SiteId site : outwards_) {
        const Bill bill = upstream_of(site);
        const std::uint8_t built = is_built(plant_.sites.state[site]) ? 1 : 0;
        if (bill == upstream_[site] && built == was_built_[site]) continue;
        upstream_[site] = bill;
        was_built_[site] = built;
        renew(site.value);
      }
    }
    for (const std::uint32_t queue : passed_over)
      if (queue < plant_.sites.size()) renew(queue);
  }
  has_gathered_ = true;
  seen_version_ = coverage_.version_of_paths();
  place_apart();
}

void RemedyWorks::put_best_first(Queue& queue) {
  queue.is_sorted = false;
  std::uint32_t best = queue.begin;
  WorkRank best_rank = rank(homes_[best]);
  for (std::uint32_t i = queue.begin + 1; i < queue.end; ++i) {
    const WorkRank candidate = rank(homes_[i]);
    if (!(candidate < best_rank)) continue;
    best = i;
    best_rank = candidate;
  }
  std::swap(homes_[queue.begin], homes_[best]);
}

void RemedyWorks::sort(Queue& queue) {
  if (queue.is_sorted) return;
  queue.is_sorted = true;
  sorted_.clear();
  for (std::uint32_t i = queue.begin; i < queue.end; ++i) sorted_.emplace_back(rank(homes_[i]), homes_[i]);
  std::sort(sorted_.begin(), sorted_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < sorted_.size(); ++i) homes_[queue.begin + i] = sorted_[i].second;
}

void RemedyWorks::push_head(std::uint32_t number) {
  Queue& queue = queues_[number];
  heads_.push_back({rank(homes_[queue.begin]), number, ++queue.version});
  std::push_heap(heads_.begin(), heads_.end(), comes_later);
  constexpr std::size_t few = 1024;
  if (heads_.size() > 2 * queues_.size() + few) drop_old_heads();
}

void RemedyWorks::drop_old_heads() {
  std::erase_if(heads_, [&](const Head& head) { return head.version != queues_[head.queue].version; });
  std::make_heap(heads_.begin(), heads_.end(), comes_later);
}

bool RemedyWorks::nothing_more_can_start() const {
  if (some_need_no_final_link_) return false;
  return construction_.crew_left(Trade::drop) == 0 || !construction_.can_pay(least_price_);
}

// Collects what the best path of the home still needs, including its final link.
void RemedyWorks::path_to_start(const Waiting& home) {
  work_.clear();
  const auto add = [&](Element e) {
    if (construction_.is_to_start(e)) work_.push_back(e);
  };
  SiteId site = home.site;
  while (upstream_[site].elements() > 0) {
    const LinkId via = coverage_.reach().via[site];
    add(site);
    if (!via.exists()) break;
    add(via);
    site = other_end(plant_, via, site);
  }
  std::reverse(work_.begin(), work_.end());
  if (home.needs_final_link) work_.push_back(home.final_link);
}

RemedyWorks::Next RemedyWorks::start_first(std::uint32_t number) {
  Queue& queue = queues_[number];
  const Waiting home = homes_[queue.begin];
  work_.clear();
  if (!by_price_) upstream_[home.site] = walk_upstream(home.site);
  const Bill bill = bill_of(home);
  if (bill.elements() == 0) {  // other works have started everything it needs
    ++queue.begin;
    return Next::same_queue;
  }
  // With visits it may be unaffordable.
  const auto refused = construction_.refuse(bill);
  const bool is_refused = refused && *refused != Construction::Answer::later;
  if (!is_refused) path_to_start(home);
  const Construction::Answer answer = is_refused ? *refused : construction_.start(work_);
  if (answer == Construction::Answer::later) return Next::period;
  ++queue.begin;
  if (answer != Construction::Answer::started) {
    // Without visits, which other works may pay for, an unaffordable work stays unaffordable until its price
    // falls, because the money of the remaining periods only decreases.
    const bool may_do_later = answer == Construction::Answer::crew_busy || construction_.visits_cost();
    if (may_do_later && (passed_over_.empty() || passed_over_.back() != number))
      passed_over_.push_back(number);
    return Next::same_queue;
  }
  if (!by_price_ || is_final_link(plant_, work_.front())) return Next::same_queue;
  const Element top = work_.front();
  const SiteId first_cheaper = [&] {
    if (top.is_site()) return top.site();
    const SiteId from = plant_.links.from[top.link()];
    return coverage_.reach().via[from] == top.link() ? from : plant_.links.to[top.link()];
  }();
  cheapen_beyond(first_cheaper);
  return Next::other_queue;
}

// Works beyond the site have become cheaper.
void RemedyWorks::cheapen_beyond(SiteId site) {
  std::vector<SiteId> stack = {site};
  while (!stack.empty()) {
    const SiteId at = stack.back();
    stack.pop_back();
    upstream_[at] = upstream_of(at);
    renew_rest(at.value);
    const auto apart = std::lower_bound(apart_at_.begin(), apart_at_.end(), std::pair(at, std::uint32_t{0}));
    for (auto one = apart; one != apart_at_.end() && one->first == at; ++one) renew_rest(one->second);
    stack.insert(stack.end(), beyond_.begin() + first_beyond_[at.value],
                 beyond_.begin() + first_beyond_[at.value + 1]);
  }
}

void RemedyWorks::renew(std::uint32_t number) {
  ++queues_[number].version;
  fill(SiteId{number});
  push_renewed(number);
}

// Works that were started or passed over in this period stay as they are.
void RemedyWorks::renew_rest(std::uint32_t number) {
  Queue& queue = queues_[number];
  ++queue.version;
  const auto at = [&](std::uint32_t i) { return homes_.begin() + i; };
  const auto done =
      std::partition(at(queue.begin), at(queue.end), [&](const Waiting& home) { return !is_done(home); });
  queue.end = static_cast<std::uint32_t>(done - homes_.begin());
  if (queue.begin < queue.end) put_best_first(queue);
  push_renewed(number);
}

void RemedyWorks::push_renewed(std::uint32_t number) {
  const Queue& queue = queues_[number];
  if (queue.begin == queue.end) return;
  push_head(number);
  for (std::uint32_t i = queue.begin; i < queue.end; ++i)
    if (!homes_[i].needs_final_link) some_need_no_final_link_ = true;
}

void RemedyWorks::start_works() {
  look_again();
  while (!heads_.empty() && !nothing_more_can_start()) {
    const std::uint32_t number = heads_.front().queue;
    Queue& queue = queues_[number];
    if (heads_.front().version == queue.version) {
      const Next next = start_first(number);
      if (next == Next::period) return;
      if (next == Next::other_queue) continue;  // the head is no longer valid
      if (queue.begin < queue.end) {
        sort(queue);
        replace_first(heads_, Head{rank(homes_[queue.begin]), number, ++queue.version}, comes_later);
        continue;
      }
    }
    std::pop_heap(heads_.begin(), heads_.end(), comes_later);
    heads_.pop_back();
  }
}

void RemedyWorks::list_blocked(Course& course) {
  construction_.end_course();
  has_gathered_ = false;
  look_again();
  std::vector<std::pair<WorkRank, BlockedWork>> works;
  for (const Queue& queue : queues_) {
    for (std::uint32_t i = queue.begin; i < queue.end; ++i) {
      Bill bill = bill_of(homes_[i]);
      if (!construction_.permanent_obstacle(bill) && !construction_.visits_cost()) continue;
      path_to_start(homes_[i]);
      bill = construction_.bill_of(work_);
      if (const auto why = construction_.permanent_obstacle(bill))
        works.push_back({rank(homes_[i]), {*why, homes_[i].premises, bill.price}});
    }
  }
  lastmile::list_blocked(works, course);
}

}  // namespace lastmile
