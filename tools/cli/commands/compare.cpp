#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "sim/coverage/coverage.h"
#include "tools/cli/commands/commands.h"
#include "tools/cli/commands/gis_flag.h"
#include "tools/cli/commands/grouping.h"
#include "tools/cli/commands/on_ranks.h"
#include "tools/cli/commands/package_flags.h"
#include "tools/cli/commands/rollout_options.h"
#include "tools/cli/commands/world_flags.h"
#include "tools/cli/reports/ranking.h"
#include "tools/cli/reports/reports.h"
#include "tools/cli/reports/service_section.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/cli/usage/flags.h"
#include "tools/io/base/text.h"
#include "tools/io/package/course_package.h"
#include "tools/io/plots/plots.h"
#include "tools/io/read_scenario.h"
#include "tools/io/results/compare_json.h"
#include "tools/io/results/course_json.h"
#include "tools/io/results/findings.h"
#include "tools/io/results/reliability_json.h"
#include "tools/io/results/service_comparison.h"

namespace lastmile::cli {
namespace {

constexpr Flag comparison_folder =
    flags::output("Also write the comparison and every course to DIR, as a data package, or to FILE.sqlite");
constexpr Flag only = {"--only",
                       0,
                       {ValueKind::text, "NAME,..."},
                       "Compare only these options, in this order; can be repeated",
                       false,
                       false,
                       true};

struct CompareOptions {
  std::vector<std::string> scenarios;
  std::vector<std::string> settings;
  std::vector<std::string> only;  // as written; empty for all options
  Format format = Format::text;
  std::string output;
  std::string gis;     // file for a map; empty for none
  std::string option;  // that it shows; empty for the only one
  std::string plot;
  io::ByArea by_area = io::ByArea::no;
  io::CellText cell_text = io::CellText::as_is;
  std::optional<WorldsRequest> worlds;
  Talk talk = Talk::notes;
};

using Readings = std::deque<io::ScenarioReading>;

// Reads every file before anything is computed, so that all problems are reported at once.
Readings read_all(const CompareOptions& options, const ranks::Ranks& ranks, io::Progress& progress) {
  Readings readings;
  io::ProblemList problems;
  for (const std::string& path : options.scenarios) {
    try {
      readings.push_back(io::read_scenario(path, table_hashing(options.output, ranks), progress,
                                           keep_for(options.gis, {.areas = options.by_area == io::ByArea::yes,
                                                                  .site_points = true,
                                                                  .names = true,
                                                                  .reliability = options.worlds.has_value()}),
                                           options.settings));
    } catch (const io::InputRefused& refused) {
      problems.append(io::ProblemList(refused.problems()));
    }
  }
  if (problems.error_count() > 0) throw io::InputRefused(std::move(problems));
  return readings;
}

std::vector<const io::ScenarioReading*> all_of(const Readings& readings) {
  std::vector<const io::ScenarioReading*> all;
  for (const io::ScenarioReading& reading : readings) all.push_back(&reading);
  return all;
}

// Whether results are needed as JSON; only then are they built.
bool wants_json(const CompareOptions& options) {
  return options.format == Format::json || !options.output.empty();
}

std::string service_beside_ranking(std::span<const io::ServiceColumn> columns, const Readings& readings,
                                   std::string_view over) {
  if (columns.empty()) return {};
  return service_comparison_report(columns, readings.front().scenario.heading.vocabulary, over,
                                   standard_output());
}

// A scenario as it stands; its money is the value of all its elements.
io::ServiceColumn service_column(const io::ScenarioReading& reading, const Coverage& coverage,
                                 const WorldsRequest& request, const DrawWorlds& draw,
                                 std::deque<ExpectedService>& services) {
  const Scenario& scenario = reading.scenario;
  const ExpectedService& service = services.emplace_back(
      expect_service(scenario.plant, scenario.reliability ? &*scenario.reliability : nullptr,
                     io::draw_keys(scenario), request, nullptr, draw));
  return {scenario.heading.name,
          &service,
          service.served.user_hours_lost_per_year(),
          coverage.ledger.total[Book::value] + coverage.standings.final_links.value,
          scenario.heading.currency,
          {service.served.users_now * hours_per_year},
          service.can_fail};
}

// The coverage of each scenario as written. Text of many scenarios keeps only the figures it may print.
void compare_scenarios(const CompareOptions& options, const Readings& readings, ranks::Ranks& ranks,
                       ProgressLine& progress) {
  std::deque<Coverage> coverages;
  std::deque<io::Findings> findings;
  std::deque<ExpectedService> services;
  std::vector<io::ServiceColumn> columns;
  std::vector<io::TotalsRow> totals;
  std::vector<Compared> compared;
  std::vector<io::Json> results;
  Ranking ranking = scenario_ranking(readings.front().scenario.heading.vocabulary);
  const bool is_ranked = readings.size() > most_side_by_side;
  progress.begin("evaluating", 0, "");
  for (const io::ScenarioReading& reading : readings) {
    const Plant& plant = reading.scenario.plant;
    const Network network = build_network(plant);
    const Coverage& coverage = coverages.emplace_back(evaluate(plant, network));
    const io::Findings& found = findings.emplace_back(
        io::find_islands_and_areas(reading.scenario, network, coverage, options.by_area));
    compared.push_back({&reading, &coverage, &found});
    totals.push_back(io::totals_of(reading.scenario, coverage));
    if (wants_json(options)) results.push_back(io::result_json(reading, coverage, found));
    if (options.worlds)
      columns.push_back(service_column(reading, coverage, *options.worlds, drawn_on(ranks), services));
    if (!is_ranked) continue;
    ranking.rows.push_back(ranked_row(reading, coverage));
    compared.clear();
    coverages.clear();
    if (options.output.empty()) findings.clear();
  }
  if (!ranks.is_first()) return;
  io::Json json = wants_json(options) ? io::compare_json(std::move(results)) : io::Json();
  if (wants_json(options) && !columns.empty()) json["reliability"] = io::service_comparison_json(columns);
  if (!options.output.empty()) {
    std::vector<const std::vector<AreaFigures>*> areas;
    areas.reserve(findings.size());
    for (const io::Findings& found : findings) areas.push_back(&found.by_area);
    io::write_compare_package(options.output, json, all_of(readings), totals, areas, progress,
                              options.cell_text);
  }
  progress.finish();
  if (options.format == Format::json)
    print(io::to_text(json));
  else
    print(is_ranked ? ranking_report(ranking, standard_output()) +
                          service_beside_ranking(columns, readings, "a year")
                    : compare_report(compared, standard_output(), columns));
}

// The one option that is mapped.
const RolloutOption& mapped_option(const CompareOptions& options, const Readings& readings,
                                   const std::vector<ChosenOption>& compared) {
  const std::vector<ChosenOption> named =
      options.option.empty() ? compared : options_only(all_of(readings), {options.option});
  if (named.size() != 1)
    throw WrongLine("lastmile compare: --gis maps one option; name it with --option, as the comparison does");
  const auto is_it = [&](const ChosenOption& one) { return one.option == named.front().option; };
  if (std::none_of(compared.begin(), compared.end(), is_it))
    throw WrongLine(
        fmt::format("lastmile compare: --only leaves out the option {}", io::quoted(options.option)));
  return *named.front().option;
}

// The courses of the options chosen, of all scenarios.
void compare_courses(const CompareOptions& options, const Readings& readings, ranks::Ranks& ranks,
                     ProgressLine& progress) {
  const auto map = gis_file_named(options.gis, "compare");
  const std::vector<ChosenOption> chosen = options_only(all_of(readings), options.only);
  const RolloutOption* mapped = map ? &mapped_option(options, readings, chosen) : nullptr;
  std::vector<io::OptionCourse> courses;
  courses.reserve(chosen.size());
  for (const auto& [reading, option] : chosen) {
    Recording recording = recording_for(options.output, options.by_area);
    recording.premises = recording.premises || option == mapped;
    courses.push_back(course_of(*reading, *option, recording, progress, options.worlds, drawn_on(ranks)));
  }
  if (!ranks.is_first()) return;
  io::label_courses(courses);
  const io::Json json = wants_json(options) ? io::compare_courses_json(courses) : io::Json();
  if (!options.output.empty())
    io::write_course_package(options.output, "compare", json, all_of(readings), courses, progress,
                             options.cell_text);
  if (!options.plot.empty()) io::write_plots(options.plot, courses);
  io::ProblemList map_notes;
  for (const io::OptionCourse& course : courses)
    if (map && course.option == mapped) map_notes = write_course_map(*map, course, progress);
  progress.finish();
  print_notes(map_notes, options.talk);
  if (options.format == Format::json) {
    print(io::to_text(json));
  } else if (courses.size() <= most_side_by_side) {
    print(course_comparison_report(courses, standard_output()));
  } else {
    Ranking ranking = option_ranking(readings.front().scenario.heading.vocabulary);
    for (const io::OptionCourse& course : courses) ranking.rows.push_back(ranked_row(course));
    std::vector<io::ServiceColumn> columns;
    for (const io::OptionCourse& course : courses)
      if (!course.service.empty()) columns.push_back(io::service_column(course));
    print(ranking_report(ranking, standard_output()) +
          service_beside_ranking(columns, readings, "in all periods"));
  }
}

// Compares options over time if every scenario has a timeline, otherwise the scenarios as written.
void compare(const Arguments& given, const CompareOptions& options, ranks::Ranks& ranks) {
  ProgressLine progress(progress_for(options.talk));
  const Readings readings = read_all(options, ranks, progress);
  for (const io::ScenarioReading& reading : readings) {
    print_notes(reading.notes, options.talk);
    if (options.worlds) print_notes(io::nothing_fails_note(reading), options.talk);
  }
  if (readings.size() == 1) require_timeline(readings.front(), ", or name a second scenario to compare with");
  if (!options.plot.empty() || !options.only.empty())
    for (const io::ScenarioReading& reading : readings) require_timeline(reading);
  const bool over_time =
      std::all_of(readings.begin(), readings.end(),
                  [](const io::ScenarioReading& reading) { return reading.scenario.horizon.has_value(); });
  if (!over_time && !options.gis.empty())
    throw WrongLine(
        "lastmile compare: --gis maps a rollout option, so every scenario needs a timeline; \"lastmile run\" "
        "maps a scenario as it stands");
  agree(ranks, given, all_of(readings));
  if (over_time)
    compare_courses(options, readings, ranks, progress);
  else
    compare_scenarios(options, readings, ranks, progress);
}

}  // namespace

Command compare_command() {
  return {
      .name = "compare",
      .group = Group::results,
      .summary = "Compare scenarios, or the rollout options of scenarios",
      .about =
          "If every scenario has a timeline, compares all their options over time, even those of a single "
          "scenario. Otherwise compares two or more scenarios as they stand. Differences are from the first. "
          "--only takes names of options, or the labels that the comparison prints; a name that several "
          "scenarios use stands for the option of each. --gis writes a map of the option that --option "
          "names, as "
          "it is at the end of the timeline.",
      .operands = {operands::scenarios},
      .flags = {only, comparison_folder, flags::gis, flags::option, flags::by, flags::set, flags::csv_safe,
                flags::csv_for_spreadsheets, flags::plot, flags::worlds, flags::seed, flags::format,
                flags::threads, flags::quiet, help_flag},
      .examples = {{{"lastmile compare today.yaml planned.yaml",
                     "Show what changes from today.yaml to planned.yaml."},
                    {"lastmile compare rollout.yaml --only north,south --plot charts",
                     "Compare two options of rollout.yaml and write charts to the folder charts."}}},
      .carry_out =
          [](const Arguments& given) {
            if (given.has(flags::option) && !given.has(flags::gis))
              throw WrongLine("lastmile compare: --option needs --gis; --only chooses what is compared");
            return worlds_on_ranks(given, "compare", [&](ranks::Ranks& ranks) {
              compare(given,
                      {given.operands(), given.all(flags::set), given.all(only), format_of(given),
                       given.text(comparison_folder), given.text(flags::gis), given.text(flags::option),
                       given.text(flags::plot), by_area_of(given),
                       cell_text_of(given, comparison_folder, "compare"), worlds_of(given, "compare"),
                       talk_of(given, ranks)},
                      ranks);
            });
          },
      .on_ranks = true,
  };
}

}  // namespace lastmile::cli
