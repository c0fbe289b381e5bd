// The flags of `lastmile plan`, and how it refuses.
#pragma once

#include "sim/planning/search_control.h"
#include "sim/planning/solve_plan.h"
#include "tools/cli/terminal/interrupt.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/cli/usage/flags.h"
#include "tools/io/problems/problem.h"

namespace lastmile::cli::plan {

inline constexpr std::uint64_t most_amount = 1'000'000'000'000'000;
inline constexpr std::array<std::string_view, 2> weights = {"users", "homes"};

constexpr Value amount(std::string_view word) {
  return {ValueKind::number, word, {}, 0, most_amount};
}
inline constexpr Flag budget = {"--budget", 0, amount("MONEY"),
                                "Serve as many as possible for at most MONEY"};
inline constexpr Flag target_users = {"--target-users", 0, amount("N"), "Serve N users for the least money"};
inline constexpr Flag target_homes = {"--target-homes", 0, amount("N"), "Serve N homes for the least money"};
inline constexpr Flag value_per_home = {"--value-per-home", 0, amount("MONEY"),
                                        "Build what is worth its cost if a home served is worth MONEY"};
inline constexpr Flag weight = {
    "--weight", 0, {ValueKind::choice, "WHAT", weights}, "With --budget: count users (default) or homes"};
inline constexpr Flag time_limit = {
    "--time-limit", 0, {ValueKind::number, "S", {}, 0, 31'536'000}, "End the search after S seconds"};
inline constexpr Flag gap = {"--gap",
                             0,
                             {ValueKind::number, "G", {}, 0, 1},
                             "End the search once the plan is within this share of the bound [default: 0]"};
inline constexpr Flag frontier = {"--frontier",
                                  0,
                                  {ValueKind::whole_number, "N", {}, 1, 1000},
                                  "Also show what N budgets up to the cost of everything bring"};
inline constexpr Flag require = {
    "--require", 0,   {ValueKind::text, "ID"}, "Site or link that is in the plan; can be repeated", false,
    false,       true};
inline constexpr Flag exclude = {
    "--exclude", 0,   {ValueKind::text, "ID"}, "Site or link that is not in the plan; can be repeated", false,
    false,       true};

inline constexpr Flag plan_file = {
    "--plan-file",
    'o',
    {ValueKind::file, "PLAN.yaml"},
    "Also write a scenario that extends SCENARIO and builds the plan as option plan"};
inline constexpr Flag over_time = {
    "--over-time", 0, {}, "Spend the budgets of the timeline so that as many as possible are served early"};
inline constexpr Flag qualified_only = {
    "--qualified-only", 0, {}, "Count only homes that qualify: plan again without those that would not"};
inline constexpr Flag output = {
    "--output",
    0,
    {ValueKind::folder, "DIR"},
    "Also write the network after the plan and its works to DIR, as a data package, or to FILE.sqlite"};

[[noreturn]] void refuse_line(std::string_view why);
[[noreturn]] void refuse(const std::string& file, io::Finding finding);

planning::SearchControl control_of(const Arguments& given, const InterruptSetsFlag& interrupt);

// The progress line names the best plan and the bound so far.
class Watch {
 public:
  explicit Watch(ProgressLine& line) : line_(line) {}
  void operator()(double objective, double bound);

 private:
  ProgressLine& line_;
  std::chrono::steady_clock::time_point next_{};
};

// Plans for a scenario; `asked` is the question of the command line, none with --over-time.
void plan_scenario(const Arguments& given, const std::optional<planning::PlanRequest>& asked);

}  // namespace lastmile::cli::plan
