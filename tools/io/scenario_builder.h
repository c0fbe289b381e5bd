// Takes checked rows, in file order, into the columns of a scenario.
#pragma once

#include <span>

#include "tools/io/rows.h"

namespace lastmile::io {

class ScenarioBuilder {
 public:
  const Names& names() const { return scenario_.names; }
  Heading& heading() { return scenario_.heading; }

  // Makes room for so many times as many rows like these.
  void expect(std::span<const SiteRow> sample, double times);
  void expect(std::span<const LinkRow> sample, double times);
  void expect(std::span<const PremisesRow> sample, double times);

  // Rows whose ids are already taken are reported and left out.
  void add(std::span<const SiteRow> rows, Reporter& report);
  void add(std::span<const LinkRow> rows, Reporter& report);
  void add(std::span<const PremisesRow> rows, Reporter& report);

  // What a planner should know about the input as a whole.
  void note_peculiarities(Reporter& report) const;
  // The scenario. Only where no error was reported.
  Scenario finish() { return std::move(scenario_); }

 private:
  struct Money {
    double value;
    double completion_cost;
  };
  Money settle(const MoneyAsWritten& money, State state);
  KindId kind_id(std::string_view kind);
  bool is_inline_drop(std::string_view link) const;

  Scenario scenario_;
  std::uint64_t ignored_completion_costs_ = 0;
  std::uint64_t free_to_bring_up_ = 0;
  std::uint64_t free_to_build_ = 0;
};

}  // namespace lastmile::io
