// Coverage that is updated while states change: the status after each period of a course, without evaluating
// every home again.
//
// All premises of a site whose final links have the same state have the same standing. An evaluation
// therefore visits the sites, with their homes counted by the state of the final link and by whether they are
// customers. Only sites with a changed final link or customer are counted again, and best paths are searched
// again only if the backbone changed. Premises without a final link or with several are evaluated one by one.
// If the scenario requires a service, everything is evaluated again, because ports and capacity are shared.
#pragma once

#include <array>
#include <functional>

#include "sim/network/homes_by_site.h"
#include "sim/rollout/course.h"

namespace lastmile {

// The expected share of premises that have ordered, among those that were not customers at the start.
struct ExpectedOrders {
  IdVector<SiteId, double> at_site;       // of the group of premises of a site
  IdVector<PremisesId, double> of_apart;  // of premises outside the groups; set only for them
};

class RunningCoverage {
 public:
  // The plant must outlive it. Cost: one evaluation.
  explicit RunningCoverage(const Plant& plant);

  // Notes what changed since the last evaluation. If the design or users changed, everything is counted
  // again.
  void everything_changed(const HomesBySite::StandsApart& stands_apart = {});
  void backbone_changed() { backbone_changed_ = true; }
  void homes_changed(SiteId site) { is_touched_[site] = 1; }

  // `expected` is null if exactly the subscribed premises are customers.
  // Cost: O(sites + links + homes of changed sites + premises outside the groups).
  const Status& evaluate(const ExpectedOrders* expected);

  const Status& status() const { return status_; }
  const Network& network() const { return network_; }
  const HomesBySite& homes() const { return homes_; }
  // Changes whenever best paths have been searched again.
  std::uint64_t version_of_paths() const { return version_of_paths_; }
  const Reach& reach() const { return coverage_.reach; }
  RoutedPlant routed() const { return {plant_, network_, coverage_.reach}; }
  const Ledger& ledger() const { return coverage_.ledger; }
  const Qualification& qualification() const { return coverage_.qualification; }

 private:
  // By state of the final link (operational, missing, inactive, failed), then others and customers.
  using SiteHomes = std::array<std::array<Tally, 2>, 4>;

  void count_homes(SiteId site);
  void count_touched_sites();
  void evaluate_by_sites(const ExpectedOrders* expected);
  // The group of premises of one site.
  struct SiteUsers {
    Demand demand;
    double lack_final_link = 0;  // as the only obstacle
  };
  Status judge_sites(const ExpectedOrders* expected, IdVector<SiteId, SiteUsers>& users) const;
  void judge_apart(const ExpectedOrders* expected, IdVector<BlockId, Demand>& at_block);
  double customers_among(const ExpectedOrders* expected, PremisesId p) const;
  double stranded_by_final_links(const ExpectedOrders* expected,
                                 const IdVector<SiteId, SiteUsers>& users) const;
  void evaluate_afresh();

  const Plant& plant_;
  Network network_;
  HomesBySite homes_;
  Coverage coverage_;  // standings and charges only after a full evaluation
  Status status_;
  IdVector<SiteId, SiteHomes> counts_;
  IdVector<SiteId, std::uint8_t> is_touched_;
  bool backbone_changed_ = true;
  std::uint64_t version_of_paths_ = 0;
};

// The status that an evaluation from scratch finds.
Status status_of(const Coverage& coverage);

}  // namespace lastmile
