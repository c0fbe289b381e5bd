// Builds a plant in memory, element by element, and checks it.
//
//   PlantBuilder town;
//   const SiteId exchange = town.add_site({.is_source = true, .cost = 420'000});
//   const SiteId cabinet = town.add_site({.state = State::failed, .cost = 18'000, .completion_cost = 900});
//   town.add_link({.from = exchange, .to = cabinet, .tier = Tier::feeder, .cost = 61'000});
//   const PremisesId farm = town.add_premises(
//       {.users = 3, .drop = {{.from = cabinet, .state = State::planned, .cost = 850}}});
//   const Plant plant = town.build();
//
// Every add returns the id under which results name the element. Money is in one currency and one price year
// throughout; see money.h for the defaults. The ranges of numbers are those of scenario files.
//
// Cost: O(1) per element, without allocation beyond the columns.
#pragma once

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/plant/money.h"
#include "models/plant/plant.h"

namespace lastmile {

// One problem of a plant.
struct PlantProblem {
  std::string path;     // "links[3].from": the table, the number of the row, the field
  std::string message;  // "must be >= 0, is -20"
  std::string rule;     // stable id, the same as for scenario files: "negative-number"
};

// Carries every problem; what() is one line for each of the first hundred.
class PlantRefused : public std::invalid_argument {
 public:
  explicit PlantRefused(std::vector<PlantProblem> problems);
  const std::vector<PlantProblem>& problems() const { return problems_; }

 private:
  std::vector<PlantProblem> problems_;
};

class PlantBuilder {
 public:
  struct Site {
    bool is_source = false;  // service comes from here
    State state = State::operational;
    std::optional<double> cost = {};
    std::optional<double> value = {};
    std::optional<double> completion_cost = {};
    // Only with a service:
    TechnologyId technology = {};  // of which the site is a head-end; usually none
    std::uint32_t split = 1;       // of its splitter
    std::uint32_t ports = unlimited_ports;
  };

  // Between two sites.
  struct Link {
    SiteId from = {};
    SiteId to = {};
    Tier tier = Tier::distribution;  // not drop
    State state = State::operational;
    std::optional<double> cost = {};
    std::optional<double> value = {};
    std::optional<double> completion_cost = {};
    // Only with a service:
    double length_m = 0;
    LinkSpec spec = {};
  };

  // A final link, from a site to a premises.
  struct Drop {
    SiteId from = {};
    State state = State::operational;
    std::optional<double> cost = {};
    std::optional<double> value = {};
    std::optional<double> completion_cost = {};
    // Only with a service:
    double length_m = 0;
    LinkSpec spec = {};
  };

  struct PremisesRecord {
    std::uint32_t homes = 1;
    std::optional<double> users = {};  // default: one per home
    bool is_subscribed = true;
    std::optional<Drop> drop = {};  // its own final link
  };

  PlantBuilder() = default;
  // A plant with a required service: profile, share of the busy hour and equipment. The columns of
  // `access` must be empty; the builder fills them.
  explicit PlantBuilder(Access access);

  SiteId add_site(const Site& site);
  LinkId add_link(const Link& link);
  PremisesId add_premises(const PremisesRecord& premises);
  // Adds a final link to a premises. The LinkId of its inline drop is plant.inline_drop(premises).
  LinkId add_drop(PremisesId premises, const Drop& drop);

  // The plant; the builder is empty afterwards. Throws PlantRefused with all problems.
  Plant build();

 private:
  struct Row {
    const char* table;
    std::size_t index;
    const char* prefix;  // of the fields' names
  };
  struct Money {
    double value;
    double completion_cost;
  };
  void report(const Row& row, const char* field, std::string message, const char* rule);
  double amount(const Row& row, const char* field, double amount);
  State state(const Row& row, State state);
  SiteId site(const Row& row, const char* field, SiteId id);
  template <class Element>
  Money money(const Row& row, const Element& element);
  LinkId add_explicit_link(Tier tier, SiteId to, PremisesId premises, const Row& row, const Drop& link);
  void check_room(const Row& row, std::size_t taken);
  LinkSpecId spec_id(const Row& row, LinkSpec spec);

  Plant plant_;
  std::vector<PlantProblem> problems_;
  std::map<LinkSpec, LinkSpecId> spec_ids_;
};

}  // namespace lastmile
