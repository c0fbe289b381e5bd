// Whole studies: every row is that of a single run, whatever is shared between runs; the bytes do not depend
// on threads or interruptions.
#include "tools/study/sweep.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <atomic>
#include <cmath>
#include <filesystem>
#include <random>

#include "sim/coverage/coverage.h"
#include "sim/rollout/simulate.h"
#include "sim/support/parallel.h"
#include "tests/tools/study/study_folder.h"
#include "tools/io/csv/table_writer.h"
#include "tools/io/package/totals_table.h"
#include "tools/io/read_scenario.h"

namespace lastmile::sweep_test {
namespace {

using study::Resume;
using test::StudyFolder;
using test::TableRow;

std::string cell_of(const std::variant<std::monostate, double, std::string>& figure) {
  io::RowText text;
  io::RowWriter row(text);
  if (const double* number = std::get_if<double>(&figure)) row.number(*number);
  if (const std::string* period = std::get_if<std::string>(&figure)) row.text(*period);
  return {text.data(), text.size()};
}

// The rows of totals.csv of the scenario with these settings.
std::vector<io::TotalsRow> single_run(const std::string& path, const std::vector<std::string>& settings) {
  const io::ScenarioReading reading =
      io::read_scenario(path, io::InputFile::Hashing::off, io::Progress::unwatched(), {}, settings);
  const Scenario& scenario = reading.scenario;
  if (!scenario.horizon)
    return {io::totals_of(scenario, evaluate(scenario.plant, build_network(scenario.plant)))};
  std::vector<io::TotalsRow> rows;
  for (const RolloutOption& option : scenario.horizon->options)
    rows.push_back(
        io::totals_of({&reading, &option, simulate(scenario.plant, *scenario.horizon, option), {}}));
  return rows;
}

// Every row of runs.csv against a single run with the settings that `settings_of` makes of it.
template <class SettingsOf>
void check_rows(const StudyFolder& folder, const std::string& into, SettingsOf settings_of) {
  const std::vector<TableRow> rows = test::table_rows(test::read_text(folder / (into + "/runs.csv")));
  REQUIRE(!rows.empty());
  std::size_t row = 0;
  while (row < rows.size()) {
    const std::vector<std::string> settings = settings_of(rows[row]);
    CAPTURE(fmt::format("{}", fmt::join(settings, " ")));
    for (const io::TotalsRow& expected : single_run(folder.scenario(), settings)) {
      REQUIRE(row < rows.size());
      CHECK(rows[row].at("option") == expected.option);
      CHECK(rows[row].at("scenario") == expected.scenario);
      CHECK(rows[row].at("refused").empty());
      for (const CourseFigure figure : enum_values<CourseFigure>()) {
        CAPTURE(about(figure).id);
        CHECK(rows[row].at(std::string{about(figure).id}) == cell_of(expected.figures[figure]));
      }
      ++row;
    }
  }
}

// name=value for these columns.
std::vector<std::string> settings_from(const TableRow& row, std::initializer_list<const char*> names) {
  std::vector<std::string> settings;
  for (const char* name : names) settings.push_back(fmt::format("{}={}", name, row.at(name)));
  return settings;
}

TEST_CASE("Rows equal single runs with --set: values of the horizon, cash alone, replicates") {
  const StudyFolder folder(test::riverton(),
                           "vary:\n"
                           "  take_up.ceiling: {uniform: [0.4, 0.8]}\n"
                           "  economics.discount_rate: [0.04, 0.07, 0.10]\n"
                           "  options.as-it-is.economics.revenue_per_home_month: {triangular: [20, 40, 45]}\n"
                           "  rollout.budget_per_period: {lognormal: [75000, 0.3]}\n"
                           "  take_up.seed: {replicates: 2}\n"
                           "design: {method: sobol, samples: 2, seed: 3}\n");
  folder.sweep("out");
  check_rows(folder, "out", [](const TableRow& row) {
    return settings_from(row, {"take_up.ceiling", "economics.discount_rate",
                               "options.as-it-is.economics.revenue_per_home_month",
                               "rollout.budget_per_period", "take_up.seed"});
  });
  CHECK(folder.read().runs() == 2 * (4 + 2) * 2);
}

TEST_CASE("Rows equal single runs with --set: values that make a scenario of its own") {
  const StudyFolder folder(test::riverton(),
                           "vary:\n"
                           "  \"sites[2].cost\": {uniform: [30000, 90000]}\n"
                           "  \"premises[1].homes\": {integers: [100, 300]}\n"
                           "  timeline.periods: [8, 20]\n"
                           "  rollout.order: [cheapest, [tier, users_per_cost], file]\n"
                           "design: {method: latin-hypercube, samples: 6}\n");
  folder.sweep("out");
  check_rows(folder, "out", [](const TableRow& row) {
    return settings_from(row, {"sites[2].cost", "premises[1].homes", "timeline.periods", "rollout.order"});
  });
}

TEST_CASE("Rows equal single runs with --set: values of the service, also none") {
  const std::string ashcombe = test::read_text(test::in_source("scenarios/village_vdsl.yaml"));
  const StudyFolder village(ashcombe,
                            "vary:\n"
                            "  service: [superfast, {down_mbps: 100}, [ultrafast, bead], null]\n"
                            "  green_drop: {select: {id: green/drop}, scale: [1, 6], figure: length_m}\n"
                            "design: {method: grid}\n");
  const StudyFolder rates(ashcombe,
                          "vary:\n"
                          "  service.down_mbps: {uniform: [10, 300]}\n"
                          "  service.latency_ms: [15.04, 20]\n"
                          "design: {method: sobol, samples: 4}\n");
  const StudyFolder courses(ashcombe +
                                "timeline: {start: 2027, periods: 3, unit: year}\n"
                                "rollout: {budget_per_period: 400}\n",
                            "vary:\n"
                            "  service: [superfast, gigabit, null]\n"
                            "  rollout.budget_per_period: [0, 700]\n"
                            "design: {method: grid}\n");
  village.sweep("out");
  check_rows(village, "out", [](const TableRow& row) {
    return std::vector<std::string>{"service=" + row.at("service"),
                                    fmt::format("edits=[{{premises: green, drop: {{length_m: {}}}}}]",
                                                150 * std::stod(row.at("green_drop")))};
  });
  rates.sweep("out");
  check_rows(rates, "out", [](const TableRow& row) {
    return settings_from(row, {"service.down_mbps", "service.latency_ms"});
  });
  courses.sweep("out");
  check_rows(courses, "out", [](const TableRow& row) {
    return settings_from(row, {"service", "rollout.budget_per_period"});
  });
}

TEST_CASE("A scaled cost is the cost written so many times as large") {
  const StudyFolder folder(test::riverton(),
                           "vary:\n"
                           "  drop_cost: {select: {tier: drop}, scale: {triangular: [0.8, 1.0, 1.6]}}\n"
                           "  cabinet_cost: {select: {kind: cabinet}, scale: [0.5, 1, 2]}\n"
                           "  late: {select: {area: [north, south]}, scale: [1, 3], figure: late_cost}\n"
                           "  users: {select: {area: north}, scale: [1, 0.25], figure: users}\n"
                           "  economics.late_cost: [0, 7000]\n"
                           "design: {method: random, samples: 12, seed: 5}\n");
  folder.sweep("out");
  const std::vector<std::tuple<std::string, double, double, double>> drops = {
      {"mill", 96000, 0, 350},     {"oak", 144000, 60000, 520}, {"elm", 120000, 50000, 450},
      {"river", 150000, 75000, 0}, {"school", 90000, 45000, 0}, {"station", 72000, 0, 0},
      {"quarry", 48000, 0, 0},     {"summit", 40000, 0, 0}};
  check_rows(folder, "out", [&](const TableRow& row) {
    const auto factor = [&](const char* name) { return std::stod(row.at(name)); };
    std::string edits = "edits=[";
    for (const auto& [id, cost, late, users] : drops) {
      edits += fmt::format("{{premises: {}, drop: {{cost: {}", id, cost * factor("drop_cost"));
      if (late > 0) edits += fmt::format(", late_cost: {}", late * factor("late"));
      edits += "}";
      if (users > 0) edits += fmt::format(", users: {}", users * factor("users"));
      edits += "}, ";
    }
    // cab_n has only a value, which does not follow from a cost; that of cab_e stays to complete for 5,000.
    edits += fmt::format(
        "{{site: cab_s, cost: {0}}}, {{site: hill, cost: {0}}}, "
        "{{site: cab_e, cost: {0}, completion_cost: 5000}}]",
        60000 * factor("cabinet_cost"));
    return std::vector<std::string>{edits, "economics.late_cost=" + row.at("economics.late_cost")};
  });
}

TEST_CASE(
    "Without a timeline a run is one evaluation, and a figure linear in the factors has the indices of its "
    "variances") {
  const StudyFolder folder(test::two_cabinets,
                           "vary:\n"
                           "  a: {select: {id: a}, scale: {uniform: [0.5, 1.5]}, figure: value}\n"
                           "  b: {select: {id: b}, scale: {uniform: [0.5, 1.5]}, figure: value}\n"
                           "design: {method: sobol, samples: 1024}\n"
                           "figures: [served_homes, stranded_value]\n");
  const io::Json result = folder.sweep("out");
  for (const TableRow& row : test::table_rows(test::read_text(folder / "out/runs.csv"))) {
    CHECK(row.at("served_homes") == "1");
    CHECK(std::stod(row.at("stranded_value")) ==
          doctest::Approx(300 * std::stod(row.at("a")) + 100 * std::stod(row.at("b"))).epsilon(1e-12));
  }
  const std::vector<TableRow> indices = test::table_rows(test::read_text(folder / "out/sensitivity.csv"));
  REQUIRE(indices.size() == 4);
  CHECK(indices[0].at("first_order").empty());  // served_homes does not vary
  for (const auto& [row, share] : {std::pair{2U, 0.9}, std::pair{3U, 0.1}}) {
    CHECK(std::abs(std::stod(indices[row].at("first_order")) - share) < 0.01);
    CHECK(std::abs(std::stod(indices[row].at("total")) - share) < 0.01);
    CHECK(std::stod(indices[row].at("total_low")) < share);
    CHECK(std::stod(indices[row].at("total_high")) > share);
  }
  const io::Json& stranded = result["figures"][1];
  CHECK(stranded["mean"].get<double>() == doctest::Approx(400).epsilon(0.001));
  // A fifth of a uniform factor has the mean 0.6 or 1.4.
  CHECK(stranded["factors"][0]["mean_at_low"].get<double>() ==
        doctest::Approx(400 - 0.4 * 300).epsilon(0.01));
  CHECK(stranded["factors"][0]["mean_at_high"].get<double>() ==
        doctest::Approx(400 + 0.4 * 300).epsilon(0.01));
}

constexpr const char* small_study =
    "vary:\n"
    "  take_up.ceiling: {uniform: [0.4, 0.9]}\n"
    "  economics.payers.town: {uniform: [0, 0.7]}\n"  // some runs are refused: together they pay more than
                                                      // all
    "  economics.payers.state: {uniform: [0, 0.7]}\n"
    "  economics.discount_rate: [0.04, 0.07]\n"
    "  drop_cost: {select: {tier: drop}, scale: {uniform: [0.8, 1.6]}}\n"
    "design: {method: latin-hypercube, samples: 100, seed: 2}\n";

TEST_CASE("Levels count as the numbers they are, however they are written; words have no order") {
  const StudyFolder folder(test::riverton(),
                           "vary:\n  economics.discount_rate: [+0.10, 0.04, ~, 7e-2]\n"
                           "  rollout.order: [[cheapest], [users_per_cost]]\n"
                           "figures: [net_present_value]\ndesign: {method: grid}\n");
  const io::Json result = folder.sweep("out");
  for (const io::Json& figure : result["figures"]) {
    const io::Json& rate = figure["factors"][0];
    CHECK(rate["rank_correlation"]["value"].get<double>() < -0.5);
    CHECK(rate["rank_correlation"]["low"].is_null());  // of a grid
    CHECK(rate["mean_at_low"].get<double>() > rate["mean_at_high"].get<double>());
    const io::Json& order = figure["factors"][1];
    CHECK_FALSE(order.contains("rank_correlation"));
    CHECK(order["mean_at_low"].is_null());
  }
}

TEST_CASE("A run whose input is refused is a row with its reason, and the others are complete") {
  const StudyFolder folder(test::riverton(), small_study);
  const io::Json result = folder.sweep("out");
  std::size_t refused = 0;
  for (const TableRow& row : test::table_rows(test::read_text(folder / "out/runs.csv"))) {
    const bool is_wrong =
        std::stod(row.at("economics.payers.town")) + std::stod(row.at("economics.payers.state")) > 1;
    CAPTURE(row.at("run"));
    CHECK(row.at("refused").empty() == !is_wrong);
    CHECK(row.at("served_homes").empty() == is_wrong);
    if (is_wrong) CHECK(row.at("refused").find("economics.payers") != std::string::npos);
    refused += is_wrong ? 1U : 0U;
  }
  CHECK(refused >= 10);
  CHECK(result["refused"] == refused);
  CHECK(result["figures"][0]["runs"] == 100 - refused);
}

TEST_CASE("The results are the same bytes on one thread and on several") {
  const StudyFolder folder(test::riverton(), small_study);
  with_threads(1, [&] { folder.sweep("one"); });
  with_threads(4, [&] { folder.sweep("four"); });
  const auto files = folder.files("one");
  CHECK(files.size() >= 8);
  CHECK(files.contains("ladder_fan.svg"));
  CHECK(files.contains("tornado_net_present_value.svg"));
  CHECK(files == folder.files("four"));
}

// Ends a study after so many runs, as a full disk or a signal would.
class EndsAfter : public io::Progress {
 public:
  explicit EndsAfter(std::uint64_t runs) : left_(runs) {}
  void begin(std::string_view phase, std::uint64_t, std::string_view) override {
    is_running_ = phase == "running";
  }
  void advance(std::uint64_t) override {
    if (is_running_ && left_-- == 0) throw io::IoFailed("ended by the test");
  }

 private:
  std::atomic<std::uint64_t> left_;
  std::atomic<bool> is_running_ = false;
};

TEST_CASE("A study that was ended anywhere goes on and gives the bytes of an undisturbed one") {
  const StudyFolder folder(test::riverton(), small_study);
  folder.sweep("whole");
  const auto whole = folder.files("whole");
  EndsAfter almost(97);
  CHECK_THROWS_AS(folder.sweep("ended", Resume::no, almost), io::IoFailed);
  CHECK(folder.files("ended").size() == 1);
  const std::string journal = test::read_text(folder / "ended/runs.journal");
  CHECK(journal.size() > 10'000);
  CHECK_THROWS_AS(folder.sweep("ended"), io::InputRefused);  // unfinished-study
  std::mt19937_64 dice(1);
  for (int i = 0; i < 30; ++i) {
    // kill -9 leaves the file as long as what was written to it until then.
    const std::size_t size = i == 0 ? 0 : i == 1 ? 20 : i == 2 ? journal.size() : dice() % journal.size();
    CAPTURE(size);
    const std::string name = fmt::format("again{}", i);
    folder.write(name + "/runs.journal", journal.substr(0, size));
    folder.sweep(name, Resume::yes);
    CHECK(folder.files(name) == whole);
  }
  folder.write("damaged/runs.journal",
               journal.substr(0, journal.size() / 2) + "x" + journal.substr(journal.size() / 2 + 1));
  folder.sweep("damaged", Resume::yes);
  CHECK(folder.files("damaged") == whole);
  // Complete, and killed before the journal was deleted; then complete.
  folder.write("ended/runs.journal", journal);
  for (const auto& [name, text] : whole) folder.write("ended/" + name, text);
  folder.sweep("ended", Resume::yes);
  CHECK(folder.files("ended") == whole);
  folder.sweep("ended", Resume::yes);
  CHECK(folder.files("ended") == whole);
}

std::string rule_of_refusal(const StudyFolder& folder, const std::string& into, Resume resume) {
  try {
    folder.sweep(into, resume);
  } catch (const io::InputRefused& refused) {
    return refused.problems().shown().front().rule;
  }
  return "accepted";
}

TEST_CASE("A folder of another study or of other input is refused by its hash") {
  const StudyFolder folder(
      test::two_cabinets,
      "vary: {a: {select: {id: a}, scale: [1, 2], figure: value}}\ndesign: {method: grid}\n");
  folder.sweep("out");
  EndsAfter at_once(0);
  CHECK_THROWS_AS(folder.sweep("part", Resume::no, at_once), io::IoFailed);
  CHECK(rule_of_refusal(folder, "out", Resume::no) == "accepted");
  folder.write("scenario.yaml", std::string{test::two_cabinets} + "description: other input\n");
  CHECK(rule_of_refusal(folder, "out", Resume::no) == "other-study");
  CHECK(rule_of_refusal(folder, "out", Resume::yes) == "other-study");
  CHECK(rule_of_refusal(folder, "part", Resume::yes) == "other-study");
  folder.write("strange/study.json", "[]");
  CHECK(rule_of_refusal(folder, "strange", Resume::no) == "other-study");
  CHECK(rule_of_refusal(folder, "new", Resume::yes) == "accepted");
}

TEST_CASE("A study in memory gives the blocks in order") {
  const StudyFolder folder(test::two_cabinets,
                           "vary: {a: {select: {id: a}, scale: {uniform: [1, 2]}, figure: value}}\n"
                           "design: {method: random, samples: 50}\n");
  const study::Study study = folder.read();
  const study::StudyBase base(study);
  std::uint64_t next = 0;
  run_study(base, io::Progress::unwatched(), [&](study::Block&& block) {
    CHECK(block.first == next);
    CHECK(block.figures.size() == block.count * base.figure_count());
    CHECK(study::block_from(to_bytes(block), base) != std::nullopt);
    next += block.count;
  });
  CHECK(next == 50);
}

}  // namespace
}  // namespace lastmile::sweep_test
