#include "tools/python/session.h"

#include <fmt/format.h>

#include <array>

#include "models/plant/money.h"
#include "sim/coverage/explain.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/package/area_table.h"
#include "tools/io/package/data_package.h"
#include "tools/io/package/totals_table.h"
#include "tools/io/problems/cells.h"
#include "tools/io/read_scenario.h"
#include "tools/io/results/nearest_sites.h"
#include "tools/io/results/result_json.h"
#include "tools/python/elements.h"

namespace lastmile::python {
namespace {

// Of premises: what the package takes from plant and coverage.
constexpr std::array<std::string_view, 5> held_elsewhere = {"id", "rung", "obstacles", "homes", "users"};

PremisesId premises_named(const io::ScenarioReading& reading, const std::string& id) {
  const NameTable& names = reading.scenario.names.premises;
  if (const auto index = names.find(id)) return PremisesId{*index};
  const auto near = io::nearest(id, names.size(), [&](std::size_t i) { return names[i]; });
  io::ProblemList problems;
  io::Reporter(reading.path, problems)
      .error(io::FixedPlace({0, 0}), {"unknown-premises", fmt::format("unknown premises {}", io::quoted(id)),
                                      near ? fmt::format("did you mean {}?", io::quoted(*near)) : ""});
  throw io::InputRefused(std::move(problems));
}

double cost_of(const Costs& costs, Element element) {
  return element.is_site() ? costs.of_sites[element.site()] : costs.of_links[element.link()];
}

}  // namespace

Reading read(const std::string& path, const std::vector<std::string>& settings, bool keeps_geometry,
             io::Progress& progress) {
  return std::make_shared<const io::ScenarioReading>(io::read_scenario(
      path, io::InputFile::Hashing::off, progress,
      {.areas = true, .site_points = true, .geometry = keeps_geometry, .names = true, .costs = true},
      settings));
}

Reading with_states(const io::ScenarioReading& base, const NamedStates& named) {
  const std::vector<Element> elements = elements_named(base, named.ids);
  auto changed = std::make_shared<io::ScenarioReading>(base);
  for (const Element element : elements) {
    const MoneyAsWritten money{
        .cost = cost_of(base.scenario.costs, element), .value = {}, .completion_cost = {}};
    const ElementColumns columns = columns_of(changed->scenario.plant, element);
    columns.state = named.state;
    columns.value = value_of(money, named.state);
    columns.completion_cost = completion_cost_of(money, named.state);
  }
  return changed;
}

Result::Result(Reading reading, io::Progress& progress) : reading_(std::move(reading)) {
  const Scenario& scenario = reading_->scenario;
  progress.begin("evaluating", 0, "");
  network_ = build_network(scenario.plant);
  progress.advance(0);
  coverage_ = evaluate(scenario.plant, network_);
  progress.advance(0);
  found_ = io::find_islands_and_areas(scenario, network_, coverage_, io::ByArea::no);
}

std::string Result::json() const {
  return io::to_text(io::result_json(*reading_, coverage_, found_));
}

std::string Result::explain(const std::string& premises) const {
  const Scenario& scenario = reading_->scenario;
  const Explanation told =
      lastmile::explain(scenario.plant, network_, coverage_, premises_named(*reading_, premises));
  return io::to_text(io::explain_json(
      scenario, told,
      io::nearest_joined_sites(scenario.plant, network_, scenario.geometry.site_points, told.islands)));
}

const io::ColumnTable& Result::table(const std::string& name, io::Progress& progress) const {
  const std::scoped_lock lock(mutex_);
  if (const auto known = tables_.find(name); known != tables_.end()) return known->second->tables().at(name);
  const Scenario& scenario = reading_->scenario;
  const io::ResultOf result = {scenario, scenario.plant, network_, coverage_};
  auto built = std::make_unique<io::ColumnTables>(
      io::ColumnTables::LeftOut{{"premises", {held_elsewhere.begin(), held_elsewhere.end()}}});
  if (name == "premises")
    io::write_premises(*built, result, {}, progress);
  else if (name == "elements")
    io::write_elements(*built, result, progress);
  else if (name == "final_links")
    io::write_final_links(*built, result, progress);
  else if (name == "totals")
    io::write_totals(*built, std::array{io::totals_of(scenario, coverage_)}, progress);
  else
    io::write_areas(*built,
                    std::array{io::AreasOf{{}, scenario, io::find_areas(scenario, network_, coverage_)}},
                    io::AreaRows::of_one, progress);
  return tables_.emplace(name, std::move(built)).first->second->tables().at(name);
}

}  // namespace lastmile::python
