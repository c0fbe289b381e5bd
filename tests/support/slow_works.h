// The choice of works in the slow oracle of a course: all possible works are ranked again before each
// start.
#pragma once

#include <set>

#include "tests/support/slow_plant.h"

namespace lastmile::oracle {

struct Work {
  std::uint64_t number = 0;
  PremisesId premises;       // of a remedy
  std::vector<Item*> items;  // still to be started
  AreaId area;
  Tier tier = Tier::backbone;
  double price = 0;  // without visits
  double users = 0;
  double releases = 0;
};

class SlowWorks {
 public:
  explicit SlowWorks(SlowPlant& all);

  void begin_period();
  // `before`: once changes have fallen due.
  void start_works(const Look& before, Period& period);
  double money() const { return money_; }
  void list_blocked(Course& course);

 private:
  void note_what_is_built();
  double most_money_to_come() const;
  bool crews_suffice(const Work& work, EnumArray<Trade, std::uint32_t> busy) const;
  bool is_late(const Item& one) const;
  double price_of(const Item& one) const;
  double visit_cost(AreaId area) const;
  double visits_of(const Work& work) const;
  void start(const Work& work, Period& period);

  std::vector<Work> ranked_works(const Look& before);
  std::vector<double> keys_of(const Work& work) const;
  bool may_be_built(const Look& before, PremisesId p) const;
  std::vector<Item*> lacking(const Look& before, PremisesId p);
  double releases(const Look& before, PremisesId p) const;
  std::vector<Work> remedies(const Look& before);
  std::vector<Work> single_elements(const Look& before);
  double users_carried(const Look& before, const Item& one) const;
  Tier tier_of(const Look& before, const Item& one) const;

  SlowPlant& all_;
  const Rollout& rollout_;
  double all_money_ = std::numeric_limits<double>::infinity();
  double money_ = 0;
  IdVector<SiteId, std::uint8_t> site_was_built_;  // before the period's works
  std::set<AreaId> visited_;
};

}  // namespace lastmile::oracle
