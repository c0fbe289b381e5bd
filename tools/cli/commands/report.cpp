#include <algorithm>
#include <deque>
#include <optional>

#include "sim/coverage/coverage.h"
#include "tools/cli/commands/commands.h"
#include "tools/cli/commands/plan_parts.h"
#include "tools/cli/commands/print_page.h"
#include "tools/cli/commands/rollout_options.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/cli/usage/flags.h"
#include "tools/io/files/output_directory.h"
#include "tools/io/page/page_html.h"
#include "tools/io/planning/make_plan.h"
#include "tools/io/read_scenario.h"
#include "tools/io/results/plan_json.h"
#include "tools/io/results/reliability_json.h"

namespace lastmile::cli {
namespace {

constexpr Flag page_file =
    flags::required(flags::output("Page to write, usually *.html", {ValueKind::file, "FILE"}));
constexpr Flag tiles = {
    "--tiles",
    0,
    {ValueKind::text, "URL"},
    "Map tiles to draw below the network, such as https://tile.example.org/{z}/{x}/{y}.png [default: none]"};

constexpr Flag pdf = {
    "--pdf", 0, {ValueKind::file, "FILE"}, "Also print the page to FILE, as one A4 page, by Chromium"};

struct ReportOptions {
  std::vector<std::string> scenarios;
  std::vector<std::string> settings;
  std::string output;
  std::string tiles;
  std::string pdf;             // file for the print; empty for none
  std::uint64_t frontier = 0;  // budgets; 0 for no frontier
  std::optional<double> time_limit;
  Talk talk = Talk::notes;
};

using Readings = std::deque<io::ScenarioReading>;

// Reads every file before anything is computed, so that all problems are reported at once.
Readings read_all(const ReportOptions& options, io::Progress& progress) {
  Readings readings;
  io::ProblemList problems;
  for (const std::string& path : options.scenarios) {
    try {
      readings.push_back(io::read_scenario(
          path, io::InputFile::Hashing::on, progress,
          {.areas = true, .geometry = true, .names = true, .costs = true, .reliability = true},
          options.settings));
    } catch (const io::InputRefused& refused) {
      problems.append(io::ProblemList(refused.problems()));
    }
  }
  if (problems.error_count() > 0) throw io::InputRefused(std::move(problems));
  return readings;
}

// The courses of all options, if every scenario has a timeline.
std::vector<io::OptionCourse> courses_of(const Readings& readings, ProgressLine& progress) {
  std::vector<io::OptionCourse> courses;
  const bool over_time =
      std::all_of(readings.begin(), readings.end(),
                  [](const io::ScenarioReading& reading) { return reading.scenario.horizon.has_value(); });
  if (!over_time) return courses;
  for (const io::ScenarioReading& reading : readings) {
    const bool first = &reading == &readings.front();
    for (const RolloutOption& option : reading.scenario.horizon->options)
      courses.push_back(course_of(reading, option, {.works = first, .premises = first}, progress));
  }
  io::label_courses(courses);
  return courses;
}

// What fails in a scenario: without failure rates only what each element cuts off if it alone fails.
class Failures {
 public:
  Failures(const io::ScenarioReading& reading, io::Progress& progress)
      : plant_(reading.scenario.plant), live_(build_live_network(plant_)) {
    const Reliability* rates = reading.scenario.reliability ? &*reading.scenario.reliability : nullptr;
    single_.emplace(plant_, live_, rates);
    if (rates == nullptr) return;
    progress.begin("failing elements", 0, "");
    result_ = assess_reliability(plant_, live_, rates, io::draw_keys(reading.scenario), {});
  }
  io::PagedReliability paged() const { return {&*single_, result_ ? &*result_ : nullptr}; }

 private:
  const Plant& plant_;
  LiveNetwork live_;
  std::optional<SingleFailures> single_;
  std::optional<ReliabilityResult> result_;
};

// The budgets of the first scenario. Ctrl-C ends the search, not the command.
std::optional<io::Frontier> frontier_of(const ReportOptions& options, const io::ScenarioReading& reading,
                                        ProgressLine& progress) {
  if (options.frontier == 0) return std::nullopt;
  const InterruptSetsFlag interrupt;
  planning::SearchControl control;
  control.cancelled = &interrupt.flag();
  if (options.time_limit) control.deadline = planning::after_seconds(*options.time_limit);
  plan::Watch watch(progress);
  io::Frontier found = io::make_frontier(reading.scenario, options.frontier, control, std::ref(watch));
  if (interrupt.flag()) {
    progress.finish();
    print_notes(io::interrupted_note(reading.path), options.talk);
  }
  return found;
}

void report(const ReportOptions& options) {
  ProgressLine progress(progress_for(options.talk));
  const Readings readings = read_all(options, progress);
  for (const io::ScenarioReading& reading : readings) print_notes(reading.notes, options.talk);
  std::vector<std::string> inputs;
  for (const io::ScenarioReading& reading : readings)
    for (std::string& input : io::input_names(reading)) inputs.push_back(std::move(input));
  const std::string browser = options.pdf.empty() ? std::string{} : find_browser();
  io::SingleOutput page(options.output, inputs);
  std::optional<io::SingleOutput> print;
  if (!options.pdf.empty()) print.emplace(options.pdf, inputs);
  progress.begin("evaluating", 0, "");
  std::deque<Network> networks;
  std::deque<Coverage> coverages;
  std::deque<io::Findings> findings;
  std::vector<io::PagedScenario> scenarios;
  for (const io::ScenarioReading& reading : readings) {
    const Plant& plant = reading.scenario.plant;
    const Network& network = networks.emplace_back(build_network(plant));
    const Coverage& coverage = coverages.emplace_back(evaluate(plant, network));
    const io::Findings& found = findings.emplace_back(
        io::find_islands_and_areas(reading.scenario, network, coverage, io::ByArea::yes));
    scenarios.push_back({&reading, &network, &coverage, &found});
  }
  const std::vector<io::OptionCourse> courses = courses_of(readings, progress);
  const Failures failures(readings.front(), progress);
  const std::optional<io::Frontier> budgets = frontier_of(options, readings.front(), progress);
  progress.begin("writing", 0, "");
  const std::string html = io::page_html(
      io::page_data(scenarios, courses, failures.paged(), {budgets ? &*budgets : nullptr}), options.tiles);
  page.file().write(html);
  if (print) {
    progress.begin("printing", 0, "");
    print->file().write(printed(browser, html));
    print->finish();
  }
  page.finish();
  progress.finish();
}

}  // namespace

Command report_command() {
  return {
      .name = "report",
      .group = Group::results,
      .summary = "Write one page with figures, a map and explanations that opens in any browser",
      .about =
          "The page is one file that needs no network and no server. It shows the figures of run and "
          "compare, a "
          "map of the first scenario on which a click explains a premises, its areas, and, if every scenario "
          "has "
          "a timeline, all options over time. Without coordinates the map is a drawn tree.",
      .operands = {operands::scenarios},
      .flags = {page_file, pdf, tiles, plan::frontier, plan::time_limit, flags::set, flags::threads,
                flags::quiet, help_flag},
      .examples = {{{"lastmile report town.yaml --output town.html", "Write the page of one scenario."},
                    {"lastmile report today.yaml planned.yaml --output both.html",
                     "Write a page that compares two scenarios."}}},
      .carry_out =
          [](const Arguments& given) {
            const std::string pattern = given.text(tiles);
            if (!pattern.empty() && !io::is_tile_pattern(pattern))
              throw WrongLine(
                  "lastmile report: --tiles needs a pattern such as "
                  "https://tile.example.org/{z}/{x}/{y}.png");
            if (given.text(pdf) == given.text(page_file))
              throw WrongLine("lastmile report: --output and --pdf name the same file");
            if (given.has(plan::time_limit) && !given.has(plan::frontier))
              throw WrongLine("lastmile report: option --time-limit needs --frontier");
            report({given.operands(), given.all(flags::set), given.text(page_file), pattern, given.text(pdf),
                    given.number(plan::frontier, 0), given.real(plan::time_limit), talk_of(given)});
            return done;
          },
  };
}

}  // namespace lastmile::cli
