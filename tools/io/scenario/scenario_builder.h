// Adds checked rows, in file order, to the columns of a scenario.
#pragma once

#include <map>
#include <span>

#include "tools/io/reliability/failure_classes.h"
#include "tools/io/scenario/edits.h"
#include "tools/io/scenario/reading.h"
#include "tools/io/scenario/rows.h"
#include "tools/io/timeline/selector.h"

namespace lastmile::io {

class ScenarioBuilder {
 public:
  // `most` is the largest number of sites, and of links and premises together.
  explicit ScenarioBuilder(std::size_t most = max_elements) : most_(most) {}

  const Names& names() const { return scenario_.names; }
  References references() const;
  // What else to keep; before any row is added.
  void keep(const Keep& what) {
    keep_ = what;
    if ((what.areas || scenario_.reliability) && !scenario_.horizon) scenario_.areas.emplace();
  }
  // Overrides keys of all following rows.
  void edit(Edits edits) { edits_ = std::move(edits); }
  // Keeps the service data of all following rows. `access` has only a profile and equipment.
  void ask_for_service(Access access) { scenario_.plant.access = std::move(access); }
  // The same for data that a timeline needs. The horizon is empty.
  void ask_for_horizon() { scenario_.horizon.emplace(); }
  // The same for what fails; also keeps areas and coordinates. `classes` are settled as rows are added.
  void ask_for_reliability(FailureClasses classes) {
    scenario_.reliability.emplace();
    failure_classes_ = std::move(classes);
  }
  // Reads the shared risks after all rows.
  void end_reliability(Reporter& report);
  Horizon& horizon() { return *scenario_.horizon; }
  Surroundings surroundings() const { return {scenario_, geometry_.site_points, geometry_.premises_points}; }
  Heading& heading() { return scenario_.heading; }

  // Reserves memory for `times` as many rows like these.
  void expect(std::span<const SiteRow> sample, double times);
  void expect(std::span<const LinkRow> sample, double times);
  void expect(std::span<const PremisesRow> sample, double times);

  // Reports and skips rows with duplicate ids, and all rows beyond the limit.
  void add(std::span<const SiteRow> rows, Reporter& report);
  void add(std::span<const LinkRow> rows, Reporter& report);
  void add(std::span<const PremisesRow> rows, Reporter& report);

  // A table could not be read, so that names which nobody knows may be right.
  void lose_names() { names_are_lost_ = true; }

  // Call after the sites, before any row that refers to them, and after the premises, before the links.
  void end_sites() { scenario_.names.sites.make_slots(); }
  void end_premises();

  // Reports edits of elements that were not added. Call after all rows.
  void check_edits(Reporter& report) const { edits_.check_elements(scenario_, report); }
  // Notes about the input as a whole.
  void note_peculiarities(Reporter& report) const;
  // A note if all premises count as subscribed because none says so. Call if premises come from tables.
  void note_subscriptions(Reporter& report) const;
  // The scenario. Call only if no error was reported.
  Scenario finish();

 private:
  struct Money {
    double value;
    double completion_cost;
  };
  bool has_room(std::size_t taken, std::size_t rows, std::string_view what, Reporter& report);
  LinkSpecId spec_id(const LinkSpec& spec);
  void count_length(const Length& length);
  // Whether a service, a timeline or failures need coordinates.
  bool keeps_points() const { return scenario_.plant.access || scenario_.horizon || scenario_.reliability; }
  Money settle(const MoneyAsWritten& money, State state);
  KindId kind_id(std::string_view kind);
  AreaId area_id(std::string_view area);
  void add_to_horizon(const SiteRow& row);
  void add_to_horizon(const LinkRow& row);
  void add_to_horizon(const PremisesRow& row);

  Scenario scenario_;
  std::size_t most_;
  bool is_full_ = false;
  bool names_are_lost_ = false;
  Keep keep_;
  FailureClasses failure_classes_;  // only where failures are asked for
  Geometry
      geometry_;  // points only with a service, a timeline, failures or on request; routes only on request
  Edits edits_;
  AreaId last_area_;
  std::map<LinkSpec, LinkSpecId> spec_ids_;
  LinkSpecId last_spec_;
  std::uint64_t lengths_from_coordinates_ = 0;
  std::uint64_t lengths_unknown_ = 0;
  std::uint64_t ignored_completion_costs_ = 0;
  std::uint64_t free_to_bring_up_ = 0;
  std::uint64_t free_to_build_ = 0;
  bool says_who_subscribes_ = false;
};

}  // namespace lastmile::io
