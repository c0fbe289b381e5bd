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

namespace lastmile::python {

using Reading = std::shared_ptr<const io::ScenarioReading>;

// With areas, names and costs; with all coordinates on request. Cost: see io::read_scenario.
Reading read(const std::string& path, const std::vector<std::string>& settings, bool keeps_geometry,
             io::Progress& progress);

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
