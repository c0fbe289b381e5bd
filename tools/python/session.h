// What the Python package does, without Python: scenarios, results, comparisons and plans, with their tables
// in memory. Everything is shared and does not change, except that tables are built when they are first asked
// for.
//
// Functions throw io::InputRefused with all problems, and io::IoFailed. They take a Progress, which may throw
// to end them.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "sim/coverage/coverage.h"
#include "tools/io/base/progress.h"
#include "tools/io/csv/table_writer.h"
#include "tools/io/results/findings.h"
#include "tools/io/scenario/reading.h"
#include "tools/io/scenario/variants.h"

namespace lastmile::python {

using Reading = std::shared_ptr<const io::ScenarioReading>;

// Where a scenario is read from.
struct Origin {
  std::string path;
  bool keeps_geometry = false;  // all coordinates
  bool is_of_frames =
      false;  // in a temporary folder, which nothing names: "frames" and "sites" stand for its files
};

// A scenario as read, and what further settings share with it.
class Shared {
 public:
  Shared(Origin origin, Reading reading) : origin_(std::move(origin)), reading_(std::move(reading)) {}

  // The scenario with further settings over it, as if it had been read with them; none where it must be read
  // again. Throws std::runtime_error if its files have changed since. Cost: the first time that of reading
  // it, then O(network) to copy it.
  Reading with(const std::vector<std::string>& further, io::Progress& progress) const;

  const Origin& origin() const { return origin_; }
  const io::ScenarioReading& reading() const { return *reading_; }

 private:
  const io::ScenarioVariants* variants(io::Progress& progress) const;

  Origin origin_;
  Reading reading_;
  mutable std::mutex mutex_;
  mutable bool is_known_ = false;  // whether there are variants
  mutable std::unique_ptr<const io::ScenarioVariants> variants_;
};

struct ReadScenario {
  std::shared_ptr<const Shared> shared;
  std::vector<std::string> further;  // settings over what is shared
  Reading reading;                   // with them
};
// With areas, names and costs. Cost: see io::read_scenario.
ReadScenario read(const Origin& origin, const std::vector<std::string>& settings, io::Progress& progress);
// With one more setting, as if all had been read with it; of the reading nothing is taken. Throws as read(),
// and std::runtime_error if the files have changed.
ReadScenario with_setting(const ReadScenario& scenario, const std::string& setting, io::Progress& progress);

struct NamedStates {
  std::vector<std::string> ids;  // of sites and links
  State state = State::operational;
};
// A copy in which these elements have this state; their value and completion cost follow from their cost, as
// after `edits` of a scenario file. Cost: O(network) to copy it.
Reading with_states(const io::ScenarioReading& base, const NamedStates& named);

// Adds tables `sites`, `links` and `premises` with the columns of tables of a scenario, from which it can be
// built again; without what single elements say about failures. Cost: O(network).
void scenario_tables(const io::ScenarioReading& reading, io::ColumnTables& tables, io::Progress& progress);

// The coverage of a scenario as it stands.
class Result {
 public:
  Result(Reading reading, io::Progress& progress);

  const io::ScenarioReading& reading() const { return *reading_; }
  const Plant& plant() const { return reading_->scenario.plant; }
  const Coverage& coverage() const { return coverage_; }
  const Network& network() const { return network_; }

  std::string json() const;  // as `run --format json`
  std::string explain(const std::string& premises) const;
  // premises, elements, final_links, areas or totals, as `run --output` writes them. Of premises without the
  // columns that plant and coverage hold themselves.
  const io::ColumnTable& table(const std::string& name, io::Progress& progress) const;

 private:
  Reading reading_;
  Network network_;
  Coverage coverage_;
  io::Findings found_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::unique_ptr<io::ColumnTables>> tables_;
};

// Several scenarios, as `compare` does: their options over time if all have a timeline, else as they stand.
struct Comparison {
  std::vector<Reading> readings;
  std::string json;         // as `compare --format json`
  io::ColumnTables tables;  // totals and areas; of options also course, works and premises_course
};
std::shared_ptr<const Comparison> compare(const std::vector<Reading>& readings, io::Progress& progress);

// What to plan for; exactly one of the amounts and over_time is given.
struct PlanArguments {
  std::optional<double> budget, target_users, target_homes, value_per_home;
  bool over_time = false;  // with the budgets of the timeline,
  std::string option;      // of this option; may be empty if there is only one
  std::string weight;      // users or homes: what a budget is for; empty: users
  double gap = 0;
  std::optional<double> time_limit_s;
  std::vector<std::string> required, excluded;  // ids of sites and links
  bool qualified_only = false;
  std::uint64_t frontier = 0;
  bool by_area = false;
};
// The answer as `plan --format json`. `cancelled` ends the search. Throws std::invalid_argument if the
// question is none.
std::string plan(const io::ScenarioReading& reading, const PlanArguments& arguments,
                 const std::atomic<bool>& cancelled);

}  // namespace lastmile::python
