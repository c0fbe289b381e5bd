#include "sim/reliability/single_failures.h"

#include <algorithm>
#include <iterator>

#include "sim/coverage/merit.h"
#include "sim/support/parallel.h"

namespace lastmile {
namespace {

// Elements by number: sites, then links with the inline drops.
Element element_at(const Plant& plant, std::size_t number) {
  const std::size_t sites = plant.sites.size();
  return number < sites ? Element(SiteId{number}) : Element(LinkId{number - sites});
}

std::size_t element_count(const Plant& plant) {
  return plant.sites.size() + plant.links.size() + plant.premises.size();
}

bool is_operational(const Plant& plant, Element e) {
  if (e.is_link() && plant.is_inline_drop(e.link()) && !plant.links.from[e.link()].exists()) return false;
  return carries_service(state_of(plant, e));
}

bool ranks_before(const SingleFailure& a, const SingleFailure& b) {
  const double users_a = round_to_12_digits(a.cut_off.users);
  const double users_b = round_to_12_digits(b.cut_off.users);
  if (users_a != users_b) return users_a > users_b;
  const double hours_a = round_to_12_digits(a.user_hours);
  const double hours_b = round_to_12_digits(b.user_hours);
  if (hours_a != hours_b) return hours_a > hours_b;
  return a.element < b.element;
}

// The first few of a ranking.
struct Leaders {
  std::vector<SingleFailure> ranked;

  void add(const SingleFailure& one, std::size_t most) {
    if (most == 0 || (ranked.size() == most && !ranks_before(one, ranked.back()))) return;
    if (ranked.size() == most) ranked.pop_back();
    ranked.insert(std::upper_bound(ranked.begin(), ranked.end(), one, ranks_before), one);
  }
};

}  // namespace

SingleFailures::SingleFailures(const Plant& plant, const LiveNetwork& live, const Reliability* reliability)
    : plant_(plant),
      live_(live),
      reliability_(reliability),
      below_(plant.sites.size()),
      single_points_(plant.sites.size(), 0) {
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    if (!is_subscribed(plant, p)) continue;
    const LiveDrops drops = live_drops(plant, live, p);
    if (drops.count == 0) continue;
    served_ += tally_of(plant, p);
    if (drops.depends_on.exists()) below_[drops.depends_on] += tally_of(plant, p);
  }
  for (auto site = live.outwards.rbegin(); site != live.outwards.rend(); ++site)
    if (live.above[*site].exists()) below_[live.above[*site]] += below_[*site];
  for (const SiteId site : live.outwards)
    single_points_[site] = 1 + (live.bridge[site].exists() ? 1U : 0U) +
                           (live.above[site].exists() ? single_points_[live.above[site]] : 0U);
}

Tally SingleFailures::cut_off_by(Element element) const {
  if (element.is_site()) return live_.is_joined(element.site()) ? below_[element.site()] : Tally{};
  const LinkId link = element.link();
  if (is_final_link(plant_, link)) {
    const PremisesId p = final_link(plant_, link).premises;
    return is_subscribed(plant_, p) && cuts_off(element, p) ? tally_of(plant_, p) : Tally{};
  }
  for (const SiteId end : {plant_.links.from[link], plant_.links.to[link]})
    if (live_.bridge[end] == link) return below_[end];
  return {};
}

bool SingleFailures::cuts_off(Element element, PremisesId p) const {
  const LiveDrops drops = live_drops(plant_, live_, p);
  if (drops.count == 0) return false;
  if (drops.count == 1 && element == Element(drops.first)) return true;
  for (SiteId site = drops.depends_on; site.exists(); site = live_.above[site])
    if (element == Element(site) || (live_.bridge[site].exists() && element == Element(live_.bridge[site])))
      return true;
  return false;
}

SingleFailure SingleFailures::failure_of(Element element) const {
  const Tally cut_off = cut_off_by(element);
  return {element, cut_off, hours_per_year * own_unavailability(element) * cut_off.users};
}

double SingleFailures::own_unavailability(Element element) const {
  if (reliability_ == nullptr) return 0;
  return element.is_site() ? reliability_->sites[element.site()] : reliability_->links[element.link()];
}

std::optional<std::uint32_t> SingleFailures::single_points(PremisesId p) const {
  const LiveDrops drops = live_drops(plant_, live_, p);
  if (drops.count == 0) return std::nullopt;
  return (drops.count == 1 ? 1U : 0U) + (drops.depends_on.exists() ? single_points_[drops.depends_on] : 0U);
}

template <class Visit>
void SingleFailures::for_each_operational(std::size_t first, std::size_t last, Visit visit) const {
  for (std::size_t i = first; i < last; ++i)
    if (const Element e = element_at(plant_, i); is_operational(plant_, e)) visit(failure_of(e));
}

std::vector<SingleFailure> SingleFailures::worst(std::size_t count) const {
  const std::size_t all = element_count(plant_);
  std::vector<Leaders> of_chunk((all + chunk_size - 1) / chunk_size);
  for_each_chunk(all, [&](std::size_t first, std::size_t last) {
    Leaders& leaders = of_chunk[first / chunk_size];
    for_each_operational(first, last, [&](const SingleFailure& one) { leaders.add(one, count); });
  });
  Leaders leaders;
  for (const Leaders& chunk : of_chunk)
    for (const SingleFailure& one : chunk.ranked) leaders.add(one, count);
  return std::move(leaders.ranked);
}

std::vector<SingleFailure> SingleFailures::ranked() const {
  const std::size_t all = element_count(plant_);
  std::vector<std::vector<SingleFailure>> of_chunk((all + chunk_size - 1) / chunk_size);
  for_each_chunk(all, [&](std::size_t first, std::size_t last) {
    std::vector<SingleFailure>& found = of_chunk[first / chunk_size];
    for_each_operational(first, last, [&](const SingleFailure& one) { found.push_back(one); });
  });
  std::vector<SingleFailure> ranked;
  for (std::vector<SingleFailure>& chunk : of_chunk) {
    ranked.insert(ranked.end(), chunk.begin(), chunk.end());
    chunk = {};
  }
  std::sort(ranked.begin(), ranked.end(), ranks_before);
  return ranked;
}

}  // namespace lastmile
