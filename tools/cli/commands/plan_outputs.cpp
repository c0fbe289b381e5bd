#include "tools/cli/commands/plan_outputs.h"

#include <algorithm>
#include <filesystem>

#include "tools/cli/commands/plan_parts.h"
#include "tools/io/files/output_directory.h"
#include "tools/io/results/plan_scenario.h"
#include "tools/io/snapshot/snapshot.h"

namespace lastmile::cli::plan {

void require_extensible(const Arguments& given, const io::ScenarioReading& reading) {
  if (given.has(flags::set))
    refuse_line("option --set does not go with -o; write the values into a file that extends the scenario");
  if (io::is_snapshot(reading.path))
    refuse(reading.path, {"not-extensible", "a packed scenario cannot be extended",
                          "plan the scenario file from which it was packed"});
  if (!reading.scenario.horizon) return;
  for (const auto& option : reading.scenario.horizon->options)
    if (option.name == io::plan_option)
      refuse(reading.path, {"not-extensible", "the scenario already has an option \"plan\"", "rename it"});
}

void write_plan_file(const std::string& path, const io::ScenarioReading& reading,
                     const io::NetworkPlan& plan) {
  namespace fs = std::filesystem;
  const fs::path base = fs::absolute(reading.path).lexically_relative(fs::absolute(path).parent_path());
  io::SingleOutput file(path, io::input_names(reading));
  file.file().write(io::plan_scenario(reading, plan, base.string()));
  file.finish();
}

io::ProblemList write_plan_map(const exchange::GisFile& file, const io::ScenarioReading& reading,
                               const io::ResultOf& after, const io::NetworkPlan& plan,
                               io::Progress& progress) {
  std::vector<Element> sorted = plan.works;
  std::sort(sorted.begin(), sorted.end());
  const exchange::LayerContent content = {
      .premises = {},
      .all = {.columns = {{"in_plan", "boolean", "", "whether the plan builds it"}},
              .write =
                  [&](io::RowWriter& row, Element element) {
                    row.text(std::binary_search(sorted.begin(), sorted.end(), element) ? "true" : "false");
                  }},
      .includes = {}};
  return file.write(reading, after, content, progress);
}

}  // namespace lastmile::cli::plan
