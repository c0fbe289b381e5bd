#include "sim/planning/build_order.h"

#include <algorithm>
#include <limits>
#include <queue>
#include <tuple>

namespace lastmile::planning {
namespace {

using Job = std::uint32_t;  // a work, by its place in the list; the last one stands for what is there already
constexpr Job no_job = std::numeric_limits<Job>::max();

// The works as jobs: what each costs, whom it serves at once, and the job that it hangs on.
struct Jobs {
  std::vector<double> cost;
  std::vector<double> served;
  std::vector<Job> after;  // no_job where nobody's way needs it
};

class JobFinder {
 public:
  JobFinder(const Plant& plant, std::span<const Element> works, Weight weight)
      : plant_(plant),
        weight_(weight),
        root_(static_cast<Job>(works.size())),
        job_of_site_(plant.sites.size(), no_job),
        job_of_link_(plant.links.size() + plant.premises.size(), no_job) {
    jobs_.cost.resize(works.size() + 1);
    jobs_.served.resize(works.size() + 1);
    jobs_.after.assign(works.size() + 1, no_job);
    for (Job job = 0; job < works.size(); ++job) {
      const Element e = works[job];
      (e.is_site() ? job_of_site_[e.site().value] : job_of_link_[e.link().value]) = job;
      jobs_.cost[job] = completion_cost_of(plant, e);
    }
  }

  Jobs find() && {
    reach_sites();
    add_premises();
    return std::move(jobs_);
  }

 private:
  struct Way {
    double cost;
    std::uint32_t site;
    bool operator>(const Way& other) const { return std::tie(cost, site) > std::tie(other.cost, other.site); }
  };

  bool has(SiteId site) const {
    return carries_service(plant_.sites.state[site]) || job_of_site_[site.value] != no_job;
  }
  bool has(LinkId link) const {
    return carries_service(plant_.links.state[link]) || job_of_link_[link.value] != no_job;
  }
  double cost_of(Job job) const { return job == no_job ? 0 : jobs_.cost[job]; }

  // The job behind `before`, if the element is one.
  Job hang(Job before, Job job) {
    if (job == no_job) return before;
    jobs_.after[job] = before;
    return job;
  }

  // Dijkstra from the sources over what is there and what is built; the last job on the way to each site.
  void reach_sites() {
    const Links& links = plant_.links;
    std::vector<std::vector<LinkId>> at(plant_.sites.size());
    for (const LinkId link : ids<LinkId>(links.size())) {
      if (links.tier[link] == Tier::drop || !has(link)) continue;
      at[links.from[link].value].push_back(link);
      at[links.to[link].value].push_back(link);
    }
    last_.assign(plant_.sites.size(), no_job);
    cost_.assign(plant_.sites.size(), std::numeric_limits<double>::infinity());
    std::vector<LinkId> over(plant_.sites.size(), LinkId::none());
    std::priority_queue<Way, std::vector<Way>, std::greater<>> open;
    const auto reach = [&](SiteId site, double cost, LinkId link) {
      if (!has(site) || cost >= cost_[site.value]) return;
      cost_[site.value] = cost;
      over[site.value] = link;
      open.push({cost, site.value});
    };
    for (const SiteId site : ids<SiteId>(plant_.sites.size()))
      if (plant_.sites.is_source[site]) reach(site, cost_of(job_of_site_[site.value]), LinkId::none());
    while (!open.empty()) {
      const Way way = open.top();
      open.pop();
      if (way.cost > cost_[way.site] || last_[way.site] != no_job) continue;
      const SiteId site{way.site};
      const LinkId link = over[way.site];
      Job before = root_;
      if (link.exists()) {
        const SiteId other = links.from[link] == site ? links.to[link] : links.from[link];
        before = hang(last_[other.value], job_of_link_[link.value]);
      }
      last_[way.site] = hang(before, job_of_site_[way.site]);
      for (const LinkId next : at[way.site]) {
        const SiteId to = links.from[next] == site ? links.to[next] : links.from[next];
        reach(to, way.cost + cost_of(job_of_link_[next.value]) + cost_of(job_of_site_[to.value]), next);
      }
    }
  }

  // Each premises at the last job on its cheapest way.
  void add_premises() {
    std::vector<double> best(plant_.premises.size(), std::numeric_limits<double>::infinity());
    std::vector<LinkId> by(plant_.premises.size(), LinkId::none());
    for_each_final_link(plant_, [&](LinkId link) {
      const FinalLink drop = final_link(plant_, link);
      if (!has(link) || last_[drop.site.value] == no_job) return;
      const double cost = cost_[drop.site.value] + cost_of(job_of_link_[link.value]);
      if (cost >= best[drop.premises.value]) return;
      best[drop.premises.value] = cost;
      by[drop.premises.value] = link;
    });
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size())) {
      const LinkId link = by[p.value];
      if (!link.exists() || !plant_.premises.subscribed[p]) continue;
      const Job job = hang(last_[final_link(plant_, link).site.value], job_of_link_[link.value]);
      jobs_.served[job] += weight_ == Weight::homes ? plant_.premises.homes[p] : plant_.premises.users[p];
    }
  }

  const Plant& plant_;
  Weight weight_;
  Job root_;
  std::vector<Job> job_of_site_;
  std::vector<Job> job_of_link_;
  std::vector<Job> last_;  // by site; no_job where the plan does not reach it
  std::vector<double> cost_;
  Jobs jobs_;
};

// Horn's rule: the block of jobs that serves most for its cost goes straight behind the block it hangs on.
class Sequencer {
 public:
  explicit Sequencer(Jobs jobs)
      : jobs_(std::move(jobs)),
        block_(jobs_.cost.size()),
        next_(jobs_.cost.size(), no_job),
        tail_(jobs_.cost.size()) {
    for (Job job = 0; job < block_.size(); ++job) block_[job] = tail_[job] = job;
  }

  std::vector<Job> order() {
    const Job root = static_cast<Job>(jobs_.cost.size() - 1);
    std::priority_queue<Offer> offers;
    for (Job job = 0; job < root; ++job)
      if (jobs_.after[job] != no_job) offers.push(offer(job));
    while (!offers.empty()) {
      const Offer best = offers.top();
      offers.pop();
      if (block_[best.head] != best.head || best.size_key != tail_[best.head]) continue;  // has grown since
      const Job into = block_of(jobs_.after[best.head]);
      append(into, best.head);
      if (into != root) offers.push(offer(into));
    }
    std::vector<Job> order;
    order.reserve(root);
    for (Job job = next_[root]; job != no_job; job = next_[job]) order.push_back(job);
    for (Job job = 0; job < root; ++job)
      if (jobs_.after[job] == no_job) order.push_back(job);
    return order;
  }

 private:
  // A block by its first job; its last job tells whether it has grown.
  struct Offer {
    double served_per_cost;
    Job head;
    Job size_key;
    bool operator<(const Offer& other) const {
      return served_per_cost != other.served_per_cost ? served_per_cost < other.served_per_cost
                                                      : head > other.head;
    }
  };

  Offer offer(Job head) const {
    const double cost = jobs_.cost[head], served = jobs_.served[head];
    const double ratio = cost > 0 ? served / cost : served > 0 ? std::numeric_limits<double>::infinity() : 0;
    return {ratio, head, tail_[head]};
  }
  Job block_of(Job job) {
    while (block_[job] != job) job = block_[job] = block_[block_[job]];
    return job;
  }
  void append(Job into, Job head) {
    next_[tail_[into]] = head;
    tail_[into] = tail_[head];
    block_[head] = into;
    jobs_.cost[into] += jobs_.cost[head];
    jobs_.served[into] += jobs_.served[head];
  }

  Jobs jobs_;
  std::vector<Job> block_;
  std::vector<Job> next_;
  std::vector<Job> tail_;
};

}  // namespace

std::vector<Element> build_order(const Plant& plant, std::span<const Element> works, Weight weight) {
  std::vector<Element> order;
  order.reserve(works.size());
  for (const Job job : Sequencer(JobFinder(plant, works, weight).find()).order()) order.push_back(works[job]);
  return order;
}

}  // namespace lastmile::planning
