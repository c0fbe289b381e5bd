// The works of an option that builds premises by premises: each work is everything that the best path of one
// premises still needs. The next work is the first in the order of the option at current prices: elements
// that earlier works have started are already paid for, so neighbours become cheaper once the first of them
// has started.
//
// Works are done for premises with a route that are not connected and would qualify; if only premises that
// have ordered are connected, for the subscribed ones among them. Best paths are those of the end of the
// previous period. Cost: O(sites + premises) once; per period O(sites), O(log sites) per work, and O(homes
// beyond) where a backbone element was started or finished. With an order by released value, with works only
// for those who ordered, or with a service: O(waiting premises) per period.
#pragma once

#include <vector>

#include "sim/rollout/construction.h"
#include "sim/rollout/work_rank.h"

namespace lastmile {

class RemedyWorks {
 public:
  // All must outlive it.
  RemedyWorks(const Plant& plant, const RolloutOption& option, const RunningCoverage& coverage,
              Construction& construction);
  // After a change to the plant.
  void start_over();
  // As far as the money and crews of the period allow.
  void start_works();
  void list_blocked(Course& course);  // after the last period

 private:
  using Bill = Construction::Bill;
  // A premises that may need a work, with the values that the queue of its site uses repeatedly.
  struct Waiting {
    PremisesId premises;
    LinkId final_link;  // of its best path
    SiteId site;
    bool needs_final_link = false;
    double price = 0;  // of the final link, if needed
    double users = 0;
  };
  // The premises waiting at one site, or one premises outside the groups: homes_[begin, end). Either fully
  // sorted, or with only the first one in place.
  struct Queue {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool is_sorted = false;
    std::uint32_t version = 0;  // only the latest head is valid
  };
  struct Head {
    WorkRank rank;
    std::uint32_t queue = 0;
    std::uint32_t version = 0;
  };
  static bool comes_later(const Head& a, const Head& b) { return b.rank < a.rank; }

  void look_again();
  bool all_may_differ() const;
  void gather_all();
  void follow_best_paths();
  void add_if_needed(Element e, Bill& bill) const;
  Bill upstream_of(SiteId site) const;
  Bill bill_of(const Waiting& home) const;
  Bill walk_upstream(SiteId site) const;
  void look_up(Waiting& home) const;
  void place_apart();
  std::uint32_t put_waiting_first(SiteId site);
  bool is_done(const Waiting& home) const;
  bool waits(const Waiting& home) const;
  WorkRank rank(const Waiting& home) const;
  void fill(SiteId site);
  void put_best_first(Queue& queue);
  void sort(Queue& queue);
  void push_head(std::uint32_t queue);
  void drop_old_heads();
  enum class Next { same_queue, other_queue, period };
  Next start_first(std::uint32_t queue);
  void path_to_start(const Waiting& home);
  void cheapen_beyond(SiteId site);
  void renew(std::uint32_t queue);
  void renew_rest(std::uint32_t queue);
  void push_renewed(std::uint32_t queue);
  bool nothing_more_can_start() const;

  const Plant& plant_;
  const RolloutOption& option_;
  const RunningCoverage& coverage_;
  Construction& construction_;
  std::vector<SiteId> outwards_;
  std::vector<std::uint32_t> first_beyond_;  // by site: beyond_[first, next first) are one link farther
  std::vector<SiteId> beyond_;
  // What the best path to a site, including the site, still needs; if works are not ranked by price, what it
  // needed at the beginning of the period.
  IdVector<SiteId, Bill> upstream_;
  IdVector<SiteId, std::uint8_t> was_built_;
  std::vector<Waiting> homes_;                // by site, connected ones last; then those outside the groups
  IdVector<SiteId, std::uint32_t> not_done_;  // end of the unconnected ones of a site
  std::vector<std::pair<SiteId, std::uint32_t>> apart_at_;  // queues of premises outside the groups, by site
  std::vector<Queue> queues_;                               // by site; then those outside the groups
  std::vector<Head> heads_;                                 // a heap with the first in order on top
  std::vector<std::uint32_t> passed_over_;                  // queues with works to check again
  std::vector<Element> work_;
  std::vector<std::pair<WorkRank, Waiting>> sorted_;
  bool by_price_ = false;
  bool by_area_ = false;
  bool by_released_value_ = false;
  bool has_gathered_ = false;
  std::uint64_t seen_version_ = 0;  // of the best paths
  // For ending a period early: whether some premises need no final link, and the lowest price of a final
  // link.
  bool some_need_no_final_link_ = false;
  double least_price_ = 0;
};

}  // namespace lastmile
