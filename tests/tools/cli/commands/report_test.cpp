// The page of `lastmile report` as a file: what it holds, that input is never markup, and what is refused.
// Its behaviour in a browser is tested in tests/page.
#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/file_text.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tools/io/page/page_html.h"

namespace lastmile::report_test {
namespace {

using test::in_source;
using test::ProgramRun;
using test::run_program;
using test::TemporaryDirectory;
using Json = nlohmann::ordered_json;

// The text between two marks, of which the first occurs once.
std::string between(const std::string& text, const std::string& first, const std::string& last) {
  const std::size_t begin = text.find(first);
  REQUIRE(begin != std::string::npos);
  CHECK(text.find(first, begin + 1) == std::string::npos);
  const std::size_t end = text.find(last, begin);
  REQUIRE(end != std::string::npos);
  return text.substr(begin + first.size(), end - begin - first.size());
}

std::string page_of(const std::vector<std::string>& arguments) {
  const TemporaryDirectory folder;
  std::vector<std::string> line = {"report", "--quiet", "-o", folder / "page.html"};
  line.insert(line.end(), arguments.begin(), arguments.end());
  const ProgramRun run = run_program(line, in_source(""));
  CHECK(run.err.empty());
  REQUIRE(run.status == 0);
  CHECK(run.out.empty());
  return test::read_text(folder / "page.html");
}

Json data_of(const std::string& page) {
  return Json::parse(between(page, R"(<script type="application/json" id="page-data">)", "</script>"));
}

TEST_CASE("The page holds the object that run prints, and the comparison that compare prints") {
  const std::string cable = "scenarios/cable.yaml";
  const std::string later = "scenarios/cable_followed_through.yaml";
  const Json data = data_of(page_of({cable, later}));
  const auto printed = [](const std::vector<std::string>& line) {
    return Json::parse(run_program(line, in_source("")).out);
  };
  CHECK(data.at("result") == printed({"run", cable, "--quiet", "--format", "json"}));
  CHECK(data.at("comparison") == printed({"compare", cable, later, "--quiet", "--format", "json"}));
  CHECK(data.at("by_area") ==
        printed({"run", cable, "--quiet", "--by", "area", "--format", "json"}).at("by_area"));
  CHECK(data.at("courses").is_null());
  CHECK(data.at("scenarios").size() == 2);
}

TEST_CASE("The page of a scenario with a timeline holds the courses that compare prints, and three charts") {
  const std::string town = "scenarios/town_rollout.yaml";
  const Json data = data_of(page_of({town}));
  CHECK(data.at("courses") ==
        Json::parse(run_program({"compare", town, "--quiet", "--format", "json"}, in_source("")).out));
  CHECK(data.at("charts").size() == 3);
  CHECK(data.at("periods").size() == 16);
  std::vector<std::string> names;
  for (const Json& column : data.at("columns")) names.push_back(column.at("name"));
  for (const char* name : {"course.0.served", "course.2.passed", "course.2.work.element"})
    CHECK(std::count(names.begin(), names.end(), name) == 1);
}

TEST_CASE("The page holds the frontier of the first scenario if it is asked for") {
  const std::string cable = "scenarios/cable.yaml";
  const Json plan = Json::parse(
      run_program({"plan", cable, "--quiet", "--budget", "0", "--frontier", "4", "--format", "json"},
                  in_source(""))
          .out);
  for (const char* seconds : {"0", "30"}) {
    const Json told = data_of(page_of({cable, "--frontier", "4", "--time-limit", seconds})).at("frontier");
    CHECK(told.at("before") == plan.at("served").at("before").at("users"));
    REQUIRE(told.at("points").size() == 4);
    CHECK(told.at("points").back().at("objective") == plan.at("frontier").back().at("objective"));
    CHECK(told.at("chart").at("svg").get<std::string>().find("bound that no plan can pass") !=
          std::string::npos);
    if (std::string_view(seconds) != "0") CHECK(told.at("points") == plan.at("frontier"));
  }
  CHECK(data_of(page_of({cable})).at("frontier").is_null());
  const ProgramRun lonely =
      run_program({"report", cable, "-o", "never.html", "--time-limit", "3"}, in_source(""));
  CHECK(lonely.status == 2);
  CHECK(lonely.err.find("option --time-limit needs --frontier") != std::string::npos);
}

TEST_CASE("No text of the input becomes markup or ends the element that holds it") {
  const TemporaryDirectory folder;
  const std::string scenario = folder.write("s.yaml", R"(lastmile: 1
name: "</title><script>alert(1)</script>"
description: "<!-- <script> & ]]> ' \" </script>"
sites: [{id: "</script><img src=x onerror=alert(1)>", kind: source}]
premises: [{id: "<b>h", homes: 2, drop: {from: "</script><img src=x onerror=alert(1)>"}}]
)");
  const std::string page = page_of({scenario});
  CHECK(page.find("<script>alert") == std::string::npos);
  CHECK(page.find("<img src=x") == std::string::npos);
  CHECK(page.find("<b>h") == std::string::npos);
  CHECK(between(page, "<title>", "</title>") == "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
  const std::string json = between(page, R"(<script type="application/json" id="page-data">)", "</script>");
  CHECK(json.find('<') == std::string::npos);
  CHECK(Json::parse(json).at("result").at("scenario").at("name") == "</title><script>alert(1)</script>");
}

TEST_CASE("The page permits its own scripts and styles and the tiles that were asked for, and nothing else") {
  const auto policy = [](const std::string& page) {
    return between(page, R"(<meta http-equiv="Content-Security-Policy" content=")", "\">");
  };
  const std::string plain = policy(page_of({"scenarios/cable.yaml"}));
  CHECK(plain.starts_with("default-src 'none'; script-src 'sha256-"));
  CHECK(plain.find("img-src data:; base-uri 'none'; form-action 'none'") != std::string::npos);
  CHECK(plain.find("unsafe-inline") == std::string::npos);
  CHECK(plain.find("http") == std::string::npos);
  const std::string page =
      page_of({"scenarios/cable.yaml", "--tiles", "https://{s}.tile.example.org/{z}/{x}/{y}.png"});
  CHECK(policy(page).find("img-src data: https://*.tile.example.org;") != std::string::npos);
  CHECK(data_of(page).at("tiles") == "https://{s}.tile.example.org/{z}/{x}/{y}.png");
}

TEST_CASE("Tile patterns") {
  for (const char* good :
       {"https://a.example.org/{z}/{x}/{y}.png", "https://{s}.example.org:8080/{z}/{x}/{y}",
        "http://localhost:8000/{z}/{x}/{y}.png", "http://127.0.0.1/{z}/{x}/{y}.png?key=a"})
    CHECK_MESSAGE(io::is_tile_pattern(good), good);
  for (const char* bad :
       {"", "https://a.example.org", "https://a.example.org/{z}/{x}.png", "http://a.example.org/{z}/{x}/{y}",
        "https:///{z}/{x}/{y}", "https://a b/{z}/{x}/{y}", "https://a;script-src *//{z}/{x}/{y}",
        "https://a.org/{z}/{x}/{y}\n", "http://localhost.evil;/{z}/{x}/{y}",
        "http://localhost.example.org/{z}/{x}/{y}", "javascript:{z}{x}{y}"})
    CHECK_MESSAGE(!io::is_tile_pattern(bad), bad);
}

TEST_CASE("What a page cannot be written from or to is refused, and nothing is left behind") {
  const TemporaryDirectory folder;
  const auto refused = [&](const std::vector<std::string>& line, int status, const std::string& words) {
    const ProgramRun run = run_program(line, in_source(""));
    CHECK(run.status == status);
    CHECK(run.err.find(words) != std::string::npos);
    CHECK(run.out.empty());
  };
  const std::string own = folder.write("own.yaml", test::read_text(in_source("scenarios/cable.yaml")));
  const std::string before = test::read_text(own);
  refused({"report", own, "-o", own}, 1, "own.yaml");
  CHECK(test::read_text(own) == before);
  refused({"report", own, "-o", folder.string()}, 1, folder.string());
  refused({"report", own, "-o", own + "/page.html"}, 1, "own.yaml");
  refused({"report", own, "-o", "/dev/full"}, 1, "/dev/full");
  refused({"report", own, "-o", folder / "page.html", "--pdf", folder / "page.html"}, 2, "the same file");
  refused({"report", own}, 2, "--output");
  refused({"report", "-o", folder / "page.html"}, 2, "SCENARIO");
  refused({"report", own, "-o", folder / "page.html", "--tiles", "https://tiles"}, 2, "--tiles");
  refused({"report", "tests/golden/wrong.yaml", "-o", folder / "page.html"}, 2, "[duplicate-id]");
  CHECK(std::distance(std::filesystem::directory_iterator(folder.string()), {}) == 1);
}

TEST_CASE("A packed scenario keeps the costs that what-if needs") {
  const TemporaryDirectory folder;
  const std::string packed = folder / "cable.lmz";
  REQUIRE(run_program({"pack", "scenarios/cable.yaml", "--quiet", "-o", packed}, in_source("")).status == 0);
  const auto costs = [](const std::string& page) {
    std::vector<std::string> names;
    const Json data = data_of(page);
    for (const Json& column : data.at("columns")) {
      const std::string name = column.at("name");
      if (name.ends_with("cost")) names.push_back(name + " " + std::to_string(column.at("bytes").get<int>()));
    }
    return names;
  };
  const std::vector<std::string> written = costs(page_of({"scenarios/cable.yaml"}));
  CHECK(std::count(written.begin(), written.end(), "sites.cost 88") == 1);  // of eleven sites
  CHECK(costs(page_of({packed})) == written);
}

TEST_CASE("Equal scenarios give equal pages") {
  CHECK(page_of({"scenarios/cable.yaml", "--threads", "1"}) ==
        page_of({"scenarios/cable.yaml", "--threads", "2"}));
}

}  // namespace
}  // namespace lastmile::report_test
