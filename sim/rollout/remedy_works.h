// The works of an option that builds premises by premises: each work is all that one premises' best path
// still needs. The next work is always the first in the option's order by what it costs then: elements that
// earlier works have started are paid already, so neighbours become cheaper as soon as the first of them is
// begun.
//
// Premises with a route that are not connected and would qualify are worked on; where only those who ordered
// are to be built for, the subscribed among them. Best paths are those found at the end of the period before.
// Cost: O(sites + premises) once; a period O(sites), O(log sites) a work, and O(homes beyond) where something
// in the backbone was started or finished. Where the order goes by released value, only those who ordered are
// built for, or a service is asked for: O(premises waiting) a period.
#pragma once

#include <vector>

#include "sim/rollout/construction.h"
#include "sim/rollout/work_rank.h"

namespace lastmile {

class RemedyWorks {
 public:
  // All must outlive it.
  RemedyWorks(const Plant& plant, const Option& option, const RunningCoverage& coverage,
              Construction& construction);
  // After everything changed.
  void start_over();
  // As far as the period's money and crews go.
  void start_works();
  void list_blocked(Course& course);  // at its end

 private:
  using Bill = Construction::Bill;
  // Premises that a work may be for, with what its site's queue asks over and over.
  struct Waiting {
    PremisesId premises;
    LinkId final_link;  // of its best path
    SiteId site;
    bool needs_final_link = false;
    double price = 0;  // of the final link, while it is needed
    double users = 0;
  };
  // Premises that wait at one site, or one premises that stands apart: homes_[begin, end), in their order
  // where they are sorted, else only the first of them first.
  struct Queue {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool is_sorted = false;
    std::uint32_t version = 0;  // only its latest head counts
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
  const Option& option_;
  const RunningCoverage& coverage_;
  Construction& construction_;
  std::vector<SiteId> outwards_;
  std::vector<std::uint32_t> first_beyond_;  // by site: beyond_[first, next first) are one link farther
  std::vector<SiteId> beyond_;
  // What the best path to a site, itself included, still needs; where no price ranks works, what it needed at
  // the beginning of the period.
  IdVector<SiteId, Bill> upstream_;
  IdVector<SiteId, std::uint8_t> was_built_;
  std::vector<Waiting> homes_;  // by site, those that are connected last; then those that stand apart
  IdVector<SiteId, std::uint32_t> not_done_;                // end of those at a site that are not connected
  std::vector<std::pair<SiteId, std::uint32_t>> apart_at_;  // queues of those that stand apart, by site
  std::vector<Queue> queues_;                               // by site; then those that stand apart
  std::vector<Head> heads_;                                 // a heap, the first in order on top
  std::vector<std::uint32_t> passed_over_;                  // queues with works to look at again
  std::vector<Element> work_;
  std::vector<std::pair<WorkRank, Waiting>> sorted_;
  bool by_price_ = false;
  bool by_area_ = false;
  bool by_released_value_ = false;
  bool has_gathered_ = false;
  std::uint64_t seen_version_ = 0;  // of the best paths
  // What lets a period end early: at the start some premises that only wait for the backbone, and the least
  // price of a final link.
  bool some_need_no_final_link_ = false;
  double least_price_ = 0;
};

}  // namespace lastmile
