#include "tools/cli/commands/gis_flag.h"

#include <fmt/format.h>

#include "sim/coverage/coverage.h"
#include "sim/rollout/simulate.h"
#include "tools/io/package/work_tables.h"

namespace lastmile::cli {

std::unique_ptr<exchange::GisFile> gis_file_named(const std::string& path, std::string_view command) {
  if (path.empty()) return nullptr;
  if (!exchange::gis_format_of(path))
    throw WrongLine(
        fmt::format("lastmile {}: --gis takes the name of a .gpkg, .geojson or .fgb file", command));
  return std::make_unique<exchange::GisFile>(path);
}

io::Keep keep_for(const std::string& gis, io::Keep keep) {
  if (gis.empty()) return keep;
  keep.areas = keep.geometry = keep.names = true;
  return keep;
}

io::ProblemList write_course_map(const exchange::GisFile& file, const io::OptionCourse& course,
                                 io::Progress& progress) {
  const Scenario& scenario = course.reading->scenario;
  const Plant plant =
      plant_after(scenario.plant, *scenario.horizon, *course.option, course.timeline().periods - 1);
  const Network network = build_network(plant);
  const Coverage coverage = evaluate(plant, network);
  const std::span<const io::OutputColumn> columns = io::premises_period_columns();
  const exchange::LayerContent content = {.premises = {.columns = {columns.begin(), columns.end()},
                                                       .write = [&](io::RowWriter& row, Element premises) {
                                                         io::write_premises_periods(row, course,
                                                                                    premises.premises());
                                                       }}};
  return file.write(*course.reading, {scenario, plant, network, coverage}, content, progress);
}

}  // namespace lastmile::cli
