#include "tools/python/session.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <stdexcept>

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
#include "tools/io/scenario/named_parts.h"
#include "tools/io/snapshot/snapshot.h"

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

// The files that both have read must be the same. Tables have no hash, so their sizes decide.
void require_same_files(const io::ScenarioReading& before, const io::ScenarioReading& after) {
  for (const io::InputRecord& old : before.inputs)
    for (const io::InputRecord& now : after.inputs)
      if (old.name == now.name && (old.bytes != now.bytes || old.sha256 != now.sha256))
        throw std::runtime_error(fmt::format("{} has changed since it was read; read it again", old.name));
}

// "sites" for the table sites.csv of a frame.
std::string frame_named(const std::string& file) {
  return std::filesystem::path(file).stem().string();
}

io::ProblemList about_frames(const io::ProblemList& problems) {
  io::ProblemList renamed;
  for (io::Problem problem : problems.shown()) {
    if (!problem.file.starts_with("--set ")) problem.file = frame_named(problem.file);
    renamed.add(std::move(problem));
  }
  return renamed;
}

Reading read_origin(const Origin& origin, const std::vector<std::string>& settings, io::Progress& progress) {
  const auto read = [&] {
    return io::read_scenario(
        origin.path, io::InputFile::Hashing::off, progress,
        {.areas = true, .site_points = true, .geometry = origin.keeps_geometry, .names = true, .costs = true},
        settings);
  };
  if (!origin.is_of_frames) return std::make_shared<const io::ScenarioReading>(read());
  try {
    io::ScenarioReading reading = read();
    reading.path = frame_named(reading.path);
    for (io::InputRecord& input : reading.inputs) input.name = frame_named(input.name);
    reading.notes = about_frames(reading.notes);
    return std::make_shared<const io::ScenarioReading>(std::move(reading));
  } catch (const io::InputRefused& refused) {
    throw io::InputRefused(about_frames(refused.problems()));
  }
}

double cost_of(const Costs& costs, Element element) {
  return element.is_site() ? costs.of_sites[element.site()] : costs.of_links[element.link()];
}

}  // namespace

ReadScenario read(const Origin& origin, const std::vector<std::string>& settings, io::Progress& progress) {
  const Reading reading = read_origin(origin, settings, progress);
  return {std::make_shared<const Shared>(origin, reading), {}, reading};
}

const io::ScenarioVariants* Shared::variants(io::Progress& progress) const {
  const std::scoped_lock lock(mutex_);
  if (is_known_) return variants_.get();
  if (!io::is_snapshot(origin_.path)) {
    auto variants = std::make_unique<const io::ScenarioVariants>(origin_.path, io::InputFile::Hashing::off,
                                                                 progress, reading_->settings);
    require_same_files(*reading_, variants->base());
    variants_ = std::move(variants);
  }
  is_known_ = true;
  return variants_.get();
}

Reading Shared::with(const std::vector<std::string>& further, io::Progress& progress) const {
  const io::ScenarioVariants* shared = variants(progress);
  if (shared == nullptr) return nullptr;
  auto reading = shared->reading_with(*reading_, further);
  if (!reading) return nullptr;
  if (origin_.is_of_frames) reading->notes = about_frames(reading->notes);
  return std::make_shared<const io::ScenarioReading>(std::move(*reading));
}

ReadScenario with_setting(const ReadScenario& scenario, const std::string& setting, io::Progress& progress) {
  std::vector<std::string> further = scenario.further;
  further.push_back(setting);
  if (Reading reading = scenario.shared->with(further, progress))
    return {scenario.shared, std::move(further), std::move(reading)};
  const io::ScenarioReading& before = scenario.shared->reading();
  std::vector<std::string> settings = before.settings;
  settings.insert(settings.end(), further.begin(), further.end());
  ReadScenario again = read(scenario.shared->origin(), settings, progress);
  require_same_files(before, *again.reading);
  return again;
}

Reading with_states(const io::ScenarioReading& base, const NamedStates& named) {
  const std::vector<Element> elements = io::elements_named(base.path, base.scenario, named.ids);
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
