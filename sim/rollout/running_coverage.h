// Coverage kept up to date while states change: what a course through time asks for after each period,
// without looking at every home again.
//
// All premises that hang from one site by final links in the same state stand alike, so an evaluation goes
// over the sites, each with its homes counted by state of their final link and by whether they are customers.
// Only sites where a final link or a customer changed are counted again, and best paths are searched again
// only where the backbone changed. Premises with no or several final links are judged one by one. Where a
// service is asked for, all is evaluated afresh: ports and capacity are shared.
#pragma once

#include <array>
#include <functional>

#include "sim/network/homes_by_site.h"
#include "sim/rollout/course.h"

namespace lastmile {

// The share of the premises that are no customers yet that have ordered, where orders are an expectation.
struct ExpectedOrders {
  IdVector<SiteId, double> at_site;       // of premises that hang from one site
  IdVector<PremisesId, double> of_apart;  // of all others; filled only for them
};

class RunningCoverage {
 public:
  // The plant must outlive it. Cost: one evaluation.
  explicit RunningCoverage(const Plant& plant);

  // What changed since the last evaluation. The design or users: everything is counted anew.
  void everything_changed(const HomesBySite::StandsApart& stands_apart = {});
  void backbone_changed() { backbone_changed_ = true; }
  void homes_changed(SiteId site) { is_touched_[site] = 1; }

  // `expected` is null where whoever is subscribed is a customer and nobody else is.
  // Cost: O(sites + links + homes of the sites that changed + premises apart).
  const Status& evaluate(const ExpectedOrders* expected);

  const Status& status() const { return status_; }
  const Network& network() const { return network_; }
  const HomesBySite& homes() const { return homes_; }
  // Another number whenever best paths have been searched again.
  std::uint64_t version_of_paths() const { return version_of_paths_; }
  const Reach& reach() const { return coverage_.reach; }
  const Ledger& ledger() const { return coverage_.ledger; }
  const Qualification& qualification() const { return coverage_.qualification; }

 private:
  // By state of the final link (operational, missing, inactive, failed), then others and customers.
  using SiteHomes = std::array<std::array<Tally, 2>, 4>;

  void count_homes(SiteId site);
  void count_touched_sites();
  void evaluate_by_sites(const ExpectedOrders* expected);
  // Of the homes that hang from one site.
  struct SiteUsers {
    Demand demand;
    double lack_final_link = 0;  // and nothing else
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
  Coverage coverage_;  // standings and charges only where it is evaluated afresh
  Status status_;
  IdVector<SiteId, SiteHomes> counts_;
  IdVector<SiteId, std::uint8_t> is_touched_;
  bool backbone_changed_ = true;
  std::uint64_t version_of_paths_ = 0;
};

// The status that an evaluation from scratch finds.
Status status_of(const Coverage& coverage);

}  // namespace lastmile
