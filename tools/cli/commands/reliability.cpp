#include <fmt/format.h>

#include <array>

#include "sim/coverage/coverage.h"
#include "tools/cli/commands/commands.h"
#include "tools/cli/commands/gis_flag.h"
#include "tools/cli/commands/grouping.h"
#include "tools/cli/commands/named_element.h"
#include "tools/cli/commands/on_ranks.h"
#include "tools/cli/commands/package_flags.h"
#include "tools/cli/commands/world_flags.h"
#include "tools/cli/reports/reliability_report.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/cli/usage/flags.h"
#include "tools/io/package/reliability_package.h"
#include "tools/io/plots/nines_chart.h"
#include "tools/io/read_scenario.h"

namespace lastmile::cli {
namespace {

constexpr Flag share_flag = {"--share",
                             0,
                             {ValueKind::number, "S", {}, 0, 1},
                             "How likely fewer than this share of the users are served [default: 0.99]"};
constexpr Flag element_flag = {
    "--element", 0, {ValueKind::text, "ID"}, "Only list who is cut off if this site or link fails"};

const Reliability* reliability_of(const Scenario& scenario) {
  return scenario.reliability ? &*scenario.reliability : nullptr;
}

// Who is cut off by one element.
void tell_element(const Arguments& given) {
  for (const Flag& flag : {flags::worlds, flags::seed, share_flag, flags::full_results, flags::gis,
                           flags::plot, flags::by, flags::csv_safe, flags::csv_for_spreadsheets})
    if (given.has(flag))
      throw WrongLine(
          fmt::format("lastmile reliability: options --element and {} exclude each other", flag.name));
  ProgressLine progress(progress_for(talk_of(given)));
  const io::ScenarioReading reading =
      io::read_scenario(given.operand(0), io::InputFile::Hashing::off, progress,
                        {.names = true, .reliability = true}, given.all(flags::set));
  print_notes(reading.notes, talk_of(given));
  const Scenario& scenario = reading.scenario;
  const Element asked = element_named(reading.path, scenario, element_flag, given.text(element_flag));
  const LiveNetwork live = build_live_network(scenario.plant);
  const SingleFailures failures(scenario.plant, live, reliability_of(scenario));
  const io::ElementFailure told = io::failure_of(scenario.plant, failures, asked);
  progress.finish();
  print(format_of(given) == Format::json ? io::to_text(io::element_failure_json(scenario, told))
                                         : element_failure_report(reading, told, standard_output()));
}

// What the map shows beside the results of a run: the availability of premises, and what fails with each
// element.
exchange::LayerContent layers_of(const Plant& plant, const Availability& availability,
                                 const SingleFailures& failures) {
  const std::span<const io::OutputColumn> of_premises = io::availability_columns();
  const std::span<const io::OutputColumn> of_plant = io::failure_columns();
  return {.premises = {.columns = {of_premises.begin(), of_premises.end()},
                       .write =
                           [&](io::RowWriter& row, Element premises) {
                             io::write_availability_cells(row, availability, failures, premises.premises());
                           }},
          .plant = {.columns = {of_plant.begin(), of_plant.end()},
                    .write = [&](io::RowWriter& row, Element element) {
                      if (state_of(plant, element) == State::operational)
                        io::write_failure_cells(row, failures.failure_of(element));
                      else
                        for (std::size_t i = 0; i < io::failure_columns().size(); ++i) row.nothing();
                    }}};
}

void tell_all(const Arguments& given, ranks::Ranks& ranks) {
  const auto map = gis_file_named(given.text(flags::gis), "reliability");
  const std::string folder = given.text(flags::full_results);
  const io::CellText cell_text = cell_text_of(given, flags::full_results, "reliability");
  const io::ByArea by_area = by_area_of(given);
  ReliabilityRequest request;
  request.worlds = given.number(flags::worlds, request.worlds);
  request.seed = given.number(flags::seed, request.seed);
  request.share = given.real(share_flag).value_or(request.share);
  const Talk talk = talk_of(given, ranks);
  ProgressLine progress(progress_for(talk));
  const io::ScenarioReading reading = io::read_scenario(
      given.operand(0), table_hashing(folder, ranks), progress,
      keep_for(
          given.text(flags::gis),
          {.areas = by_area == io::ByArea::yes, .site_points = true, .names = true, .reliability = true}),
      given.all(flags::set));
  print_notes(reading.notes, talk);
  agree(ranks, given, std::array{&reading});
  const Scenario& scenario = reading.scenario;
  const Plant& plant = scenario.plant;
  progress.begin("failing elements", 0, "");
  const LiveNetwork live = build_live_network(plant);
  const ReliabilityResult result = assess_reliability(plant, live, reliability_of(scenario),
                                                      io::draw_keys(scenario), request, drawn_on(ranks));
  if (!ranks.is_first()) return;
  // Coverage is only needed beside the result.
  const bool needs_coverage = !folder.empty() || map || by_area == io::ByArea::yes;
  const Network network = needs_coverage ? build_network(plant) : Network{};
  const Coverage coverage = needs_coverage ? evaluate(plant, network) : Coverage{};
  io::Findings found;
  io::OutlookByArea areas;
  if (by_area == io::ByArea::yes) {
    found = io::find_islands_and_areas(scenario, network, coverage, by_area);
    areas = io::outlook_by_area(scenario, routed(plant, network, coverage), result.availability);
  }
  io::ProblemList map_notes;
  if (!folder.empty() || map) {
    const SingleFailures failures(plant, live, reliability_of(scenario));
    if (!folder.empty())
      io::write_reliability_package(folder, reading, network, coverage, {result, failures, found, areas},
                                    progress, cell_text);
    if (map)
      map_notes = map->write(reading, {scenario, plant, network, coverage},
                             layers_of(plant, result.availability, failures), progress);
  }
  if (const std::string plots = given.text(flags::plot); !plots.empty())
    io::write_nines_plot(plots, reading, io::nines_chart(reading, result.outlook.homes, found, areas));
  progress.finish();
  print_notes(map_notes, talk);
  print_notes(io::reliability_notes(reading, result), talk);
  print(format_of(given) == Format::json
            ? io::to_text(io::reliability_json(reading, result, found, areas))
            : reliability_report(reading, result, found, areas, standard_output()));
}

}  // namespace

Command reliability_command() {
  return {
      .name = "reliability",
      .group = Group::results,
      .summary = "Show what fails, who notices, and how many hours they lose",
      .about =
          "Computes how available the service of every home is, which single failures cut off most users, "
          "and how many are served in worlds drawn at random. Figures are exact where that is possible; the "
          "others have an interval, and a note counts them. Without --worlds it draws 10,000. Failure rates "
          "and repair times are under "
          "`reliability` in the scenario.",
      .operands = {operands::scenario},
      .flags = {flags::worlds, flags::seed, share_flag, element_flag, flags::full_results, flags::gis,
                flags::plot, flags::by, flags::set, flags::csv_safe, flags::csv_for_spreadsheets,
                flags::format, flags::threads, flags::quiet, help_flag},
      .examples = {{{"lastmile reliability town.yaml --share 0.9",
                     "Show hours lost, single failures, and how often fewer than 90 % are served."},
                    {"lastmile reliability town.yaml --element cab7",
                     "List who is cut off if the site cab7 fails."}}},
      .carry_out =
          [](const Arguments& given) {
            if (!given.has(element_flag))
              return on_ranks(given, [&](ranks::Ranks& ranks) { tell_all(given, ranks); });
            if (refuse_ranks("reliability --element") == Goes::on) tell_element(given);
            return done;
          },
      .on_ranks = true,
  };
}

}  // namespace lastmile::cli
