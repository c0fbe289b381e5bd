// What a board asks for: islands, areas, remedies, work lists and payers, through the built program.
#include <doctest/doctest.h>

#include <cmath>

#include "tests/support/file_text.h"
#include "tests/support/island_town.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tools/io/base/json.h"

namespace lastmile::results_test {
namespace {

using io::Json;
using test::island_town;
using test::paid_town;
using test::run_program;
using test::TemporaryDirectory;

Json json_of(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--format", "json", "--quiet"});
  return Json::parse(run_program(arguments).out);
}

double amount(const Json& json) {
  return json.get<double>();
}

}  // namespace

TEST_CASE("A run reports islands with the nearest joined site, and their value is stranded") {
  const Json result = json_of({"run", island_town()});
  const Json& islands = result["islands"];
  CHECK(islands["count"] == 1);
  CHECK(islands["sites"] == 2);
  CHECK(islands["premises"] == 1);
  CHECK(islands["homes"] == 5);
  CHECK(islands["value"] == 100);
  const Json& largest = islands["largest"][0];
  CHECK(largest["example_site"] == "cab2");
  CHECK(largest["nearest_joined_site"] == "pop");
  CHECK(amount(largest["distance_m"]) == doctest::Approx(7169.8).epsilon(1e-4));  // 0.1 degrees at 50 north
  CHECK(result["backbone"]["no_demand"] == 0);
  // The island strands 100; h2 a third of the 160 that three users share.
  CHECK(amount(result["backbone"]["stranded"]) == doctest::Approx(100 + 160.0 / 3));
}

TEST_CASE("A run says what it takes to serve everyone") {
  const Json everyone = json_of({"run", island_town()})["to_serve_everyone"];
  CHECK(everyone ==
        Json({{"premises", 1}, {"homes", 1}, {"users", 1}, {"completion_cost", 8}, {"without_route", 2}}));
  CHECK(run_program({"run", island_town(), "--quiet"})
            .out.find("To serve everyone: EUR 8 connects 1 more home") != std::string::npos);
}

TEST_CASE("Figures by area add up to those of the whole, in text, JSON and the table") {
  const Json result = json_of({"run", island_town(), "--by", "area"});
  REQUIRE(result["by_area"].size() == 3);
  std::vector<std::string> names;
  double homes = 0;
  double value = 0;
  double stranded = 0;
  for (const Json& area : result["by_area"]) {
    names.push_back(area["area"]);
    homes += amount(area["ladder"][0]["homes"]);
    value += amount(area["backbone"]["value"]);
    stranded += amount(area["backbone"]["stranded"]);
  }
  CHECK((names == std::vector<std::string>{"East", "West", "none"}));
  CHECK(homes == amount(result["ladder"][0]["homes"]));
  CHECK(value == amount(result["backbone"]["value"]));
  CHECK(stranded == doctest::Approx(amount(result["backbone"]["stranded"])));
  // h2 has no area and counts in that of its site; h4 has neither.
  CHECK(result["by_area"][0]["ladder"][0]["homes"] == 3);
  CHECK(result["by_area"][2]["ladder"][0]["homes"] == 1);
  // f2 lies in the area of cab3, which is later in file order and has none, so in that of cab2.
  CHECK(result["by_area"][1]["backbone"]["value"] == 90);

  const TemporaryDirectory folder;
  REQUIRE(run_program({"run", island_town(), "--by", "area", "-o", folder / "out", "--quiet"}).status == 0);
  const std::string table = test::read_text(folder / "out/areas.csv");
  CHECK(table.find("\nEast,") != std::string::npos);
  CHECK(table.find("\nnone,") != std::string::npos);
  CHECK(test::read_text(folder / "out/totals.csv").find("\nTwo valleys,,2,") != std::string::npos);
  CHECK(run_program({"run", island_town(), "--by", "area", "--quiet"}).out.find("By area") !=
        std::string::npos);
}

TEST_CASE("check notes islands, and explain names the island of a premises") {
  CHECK(run_program({"check", island_town()}).out.find("island-without-source") != std::string::npos);
  const std::string text = run_program({"explain", island_town(), "h3", "--quiet"}).out;
  CHECK(text.find("the island of 2 sites around cab2") != std::string::npos);
  CHECK(text.find("state: planned") == std::string::npos);
  CHECK(json_of({"explain", island_town(), "h3"})["islands"][0]["homes"] == 5);
  CHECK(run_program({"explain", island_town(), "h4", "--quiet"}).out.find("planned}") != std::string::npos);
}

// Year 1: visit 10, cabinet 100, h1's drop 40 make 150 of 160; h2's drop is in another area and costs another
// visit, 50 in all, more than the 10 left. Year 2: 10 + 50 pay them.
TEST_CASE("Payers pay their shares, and the operator the rest") {
  const Json course = json_of({"simulate", paid_town(), "--option", "all"});
  const Json& periods = course["periods"];
  CHECK(periods[0]["spent"]["total"] == 150);
  CHECK(periods[1]["spent"]["total"] == 50);
  // The state pays half of h1's drop; the visit came with the cabinet.
  CHECK(amount(periods[0]["paid"]["county"]) == doctest::Approx(45));
  CHECK(amount(periods[0]["paid"]["state"]) == doctest::Approx(20));
  CHECK(amount(periods[0]["paid"]["operator"]) == doctest::Approx(85));
  CHECK(amount(periods[1]["paid"]["county"]) == doctest::Approx(15));
  CHECK(amount(periods[1]["paid"]["state"]) == doctest::Approx(0));
  CHECK(amount(periods[1]["paid"]["operator"]) == doctest::Approx(35));
  double all = 0;
  double own = 0;
  for (std::size_t t = 0; t < 4; ++t) {
    const double revenue = t == 0 ? 12 : 24;
    const double spent = t == 0 ? 150 : t == 1 ? 50 : 0;
    const double paid = t == 0 ? 85 : t == 1 ? 35 : 0;
    all += (revenue - spent) / std::pow(1.1, static_cast<double>(t) + 1);
    own += (revenue - paid) / std::pow(1.1, static_cast<double>(t) + 1);
  }
  CHECK(amount(course["totals"]["net_present_value"]) == doctest::Approx(all));
  CHECK(amount(course["totals"]["operator_net_present_value"]) == doctest::Approx(own));
  const std::string text = run_program({"simulate", paid_town(), "--option", "all", "--quiet"}).out;
  CHECK(text.find("paid by county") != std::string::npos);
  CHECK(text.find("of the operator alone") != std::string::npos);
}

TEST_CASE("A comparison shows and ranks total and operator's spending") {
  const Json comparison = json_of({"compare", paid_town()});
  std::vector<std::string> ids;
  for (const Json& figure : comparison["figures"]) ids.push_back(figure["id"]);
  for (const char* id : {"spending", "spending_operator", "net_present_value", "net_present_value_operator"})
    CHECK(std::find(ids.begin(), ids.end(), id) != ids.end());
  const std::string text = run_program({"compare", paid_town(), "--quiet"}).out;
  CHECK(text.find("by the operator") != std::string::npos);
}

TEST_CASE("Works are listed with their periods, costs and payers") {
  const TemporaryDirectory folder;
  REQUIRE(run_program({"simulate", paid_town(), "--option", "all", "-o", folder / "out", "--quiet"}).status ==
          0);
  CHECK(
      test::read_text(folder / "out/works.csv") ==
      "option,period_started,period_operational,element,kind,tier,area,completion_cost,late_cost,visit_cost,"
      "paid_operator,paid_county,paid_state,name\n"
      "all,2027,2027,cab,cabinet,site,North,100,0,10,77,33,0,\n"
      "all,2027,2027,h1/drop,link,drop,North,40,0,0,8,12,20,\n"
      "all,2028,2028,h2/drop,link,drop,South,40,0,10,35,15,0,\n");
  CHECK(test::read_text(folder / "out/premises_course.csv") ==
        "option,premises,area,passed,connected,served,name\n"
        "all,h1,North,2027,2027,2027,\n"
        "all,h2,South,2027,2028,2028,\n");
}

TEST_CASE("Listed works are built alone and in their order") {
  const TemporaryDirectory folder;
  REQUIRE(
      run_program({"simulate", paid_town(), "--option", "listed", "-o", folder / "out", "--quiet"}).status ==
      0);
  const std::string works = test::read_text(folder / "out/works.csv");
  CHECK(works.find("listed,2027,2027,cab,") != std::string::npos);
  CHECK(works.find("listed,2028,2028,h2/drop,") != std::string::npos);
  CHECK(works.find("h1/drop") == std::string::npos);
}

TEST_CASE("A home is explained within an option at the end of a period") {
  const auto rung = [](const std::string& at) {
    return json_of({"explain", paid_town(), "h2", "--option", "all", "--at", at})["rung"].get<std::string>();
  };
  CHECK(rung("2027") == "passed");
  CHECK(rung("2028") == "served");
  CHECK(json_of({"explain", paid_town(), "h2"})["rung"] == "located");
  const auto error = [](std::vector<std::string> more) {
    std::vector<std::string> arguments = {"explain", paid_town(), "h2"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_program(arguments);
  };
  CHECK(json_of({"explain", paid_town(), "h2", "--option", "all"})["rung"] == "served");
  CHECK(error({"--option", "all", "--at", "2040"}).err.find("outside-timeline") != std::string::npos);
  CHECK(error({"--option", "all", "--at", "soon"}).err.find("not-a-period") != std::string::npos);
}

}  // namespace lastmile::results_test
