// The commands, one file each. They print results on standard output, everything else on standard error, and
// throw InputRefused or IoFailed where they cannot do their work; main turns those into exit statuses.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/cli/terminal/output.h"

namespace lastmile::cli {

struct RunOptions {
  std::string scenario;
  Format format = Format::text;
  std::string output;  // folder for the full results; empty for none
  Talk talk = Talk::notes;
};
void run(const RunOptions& options);

struct CheckOptions {
  std::string scenario;
  Format format = Format::text;
};
// False where the input is wrong; what is wrong is the command's result.
bool check(const CheckOptions& options);

struct ExplainOptions {
  std::string scenario;
  std::string premises;
  Format format = Format::text;
  Talk talk = Talk::notes;
};
void explain(const ExplainOptions& options);

struct SimulateOptions {
  std::string scenario;
  std::string option;  // its name; empty for the only one
  Format format = Format::text;
  std::string output;  // folder for the full course; empty for none
  std::string plot;    // folder for pictures; empty for none
  Talk talk = Talk::notes;
};
void simulate(const SimulateOptions& options);

struct CompareOptions {
  std::vector<std::string> scenarios;
  Format format = Format::text;
  std::string output;
  std::string plot;
  Talk talk = Talk::notes;
};
// Options over time where every scenario has a timeline, else the scenarios as they stand.
void compare(const CompareOptions& options);

struct PlanOptions {
  std::string problem;  // a scenario or a benchmark file
  std::optional<double> budget, target_users, target_homes, value_per_home;
  std::string weight;                // users or homes; empty: the default
  std::optional<double> time_limit;  // seconds
  double gap = 0;
  std::uint32_t frontier = 0;                   // budgets; 0 for none
  std::vector<std::string> required, excluded;  // ids of sites or links
  Format format = Format::text;
  Talk talk = Talk::notes;
};
void plan(const PlanOptions& options);

struct PackOptions {
  std::string scenario;
  std::string output;
  Talk talk = Talk::notes;
};
void pack(const PackOptions& options);

struct GenerateOptions {
  std::uint64_t premises = 0;
  std::uint64_t seed = 1;
  std::string output;
};
void generate(const GenerateOptions& options);

void print_schema();

}  // namespace lastmile::cli
