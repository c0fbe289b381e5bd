#include "tools/cli/commands/commands.h"
#include "tools/cli/reports/import_report.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/cli/usage/flags.h"
#include "tools/exchange/transfer/import_network.h"
#include "tools/exchange/transfer/report_json.h"

namespace lastmile::cli {
namespace {

constexpr Operand source = {{ValueKind::file, "SOURCE"},
                            "OFDS (JSON) or GraphML file, or a file that --gis wrote",
                            0,
                            std::numeric_limits<std::size_t>::max()};
constexpr Flag scenario_folder = flags::required(flags::output("Folder to write the scenario to"));
constexpr Flag mapping = {"--mapping",
                          0,
                          {ValueKind::file, "FILE"},
                          "Mapping file (YAML): which layers are what; instead of SOURCE"};
constexpr Flag crs = {"--crs",
                      0,
                      {ValueKind::text, "CRS"},
                      "Coordinate reference system of files that do not say their own, as EPSG:25832"};
constexpr Flag snap = {"--snap",
                       0,
                       {ValueKind::number, "M", {}, 0, 1000},
                       "Ends and points within M metres are one place [default: 0.5]"};
constexpr Flag max_drop = {"--max-drop",
                           0,
                           {ValueKind::number, "M", {}, 0, 1'000'000'000},
                           "Longest drop to make, in metres [default: any]"};

exchange::ImportRequest import_request(const Arguments& given) {
  if (given.operands().empty() == !given.has(mapping))
    throw WrongLine(std::string("lastmile import: ") +
                    (given.has(mapping) ? "option --mapping names the sources itself; omit SOURCE"
                                        : "needs a SOURCE, or option --mapping") +
                    "\nSee \"lastmile import --help\".");
  return {given.operands(), given.text(mapping), given.text(crs), given.real(snap), given.real(max_drop)};
}

void import_files(const Arguments& given) {
  const exchange::ImportRequest request = import_request(given);
  ProgressLine progress(progress_for(talk_of(given)));
  const exchange::Imported imported = exchange::import_network(request, progress);
  exchange::write_import(imported, given.text(scenario_folder), progress);
  progress.finish();
  print_notes(imported.notes, talk_of(given));
  print(format_of(given) == Format::json ? io::to_text(exchange::import_summary(imported))
                                         : import_report(imported, standard_output()));
}

}  // namespace

Command import_command() {
  return {
      .name = "import",
      .group = Group::scenarios,
      .summary = "Turn GIS files, OFDS or GraphML into a scenario",
      .about =
          "Joins lines and points to a network and writes scenario.yaml with its tables, and import.json, "
          "which lists every feature that was moved, cut, joined, renamed or left out. GeoPackage, GeoJSON, "
          "Shapefile, FlatGeobuf, OpenStreetMap and spreadsheets need a mapping file, which says what their "
          "layers mean; OFDS and GraphML say it themselves.",
      .operands = {source},
      .flags = {scenario_folder, mapping, crs, snap, max_drop, flags::threads, flags::format, flags::quiet,
                help_flag},
      .examples = {{{"lastmile import backbone.json -o backbone",
                     "Import a network in the Open Fibre Data Standard."},
                    {"lastmile import --mapping town.yaml -o town",
                     "Import GIS files as a mapping file says."}}},
      .carry_out =
          [](const Arguments& given) {
            import_files(given);
            return done;
          },
  };
}

}  // namespace lastmile::cli
