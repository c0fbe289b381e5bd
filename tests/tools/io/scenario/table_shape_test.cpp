#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/support/scenario_folder.h"

namespace lastmile::table_shape_test {
namespace {

using test::said_about;
using test::ScenarioFolder;

// What is said about a premises table of this text.
std::string errors(const std::string& table) {
  ScenarioFolder folder("lastmile: 1\nname: t\ntables: {premises: [t.csv]}\n");
  folder.write("t.csv", table);
  return said_about(folder).errors();
}

}  // namespace

TEST_CASE("A table whose lines end in carriage returns only is not read as empty") {
  CHECK(errors("id,homes\ra,1\rb,2\r") == "t.csv:1:9 stray-return");
  CHECK(errors("id,homes\na,1\rb,2\n") == "t.csv:2:4 stray-return");
  CHECK(errors("id,remark\r\nh,\"a\rb\"\r\n").empty());
}

TEST_CASE("A column that differs from a known one only in case or blanks is not ignored as unknown") {
  CHECK(errors("id,Homes\na,1\n") == "t.csv:1:4 misspelt-column");
  CHECK(errors("id, homes\na,1\n") == "t.csv:1:4 misspelt-column");
}

TEST_CASE("A table has at most a thousand columns") {
  std::string header = "id";
  for (int i = 0; i < 1000; ++i) header += fmt::format(",c{}", i);
  CHECK(errors(header + "\n") == "t.csv:1:1 too-many-columns");
}

TEST_CASE("An amount is 0 or large enough to divide by") {
  CHECK(errors("id,users\na,1e-310\nb,0\nc,1e-9\nd,0.0000000001\n") ==
        "t.csv:2:3 users tiny-number\nt.csv:5:3 users tiny-number");
}

TEST_CASE("A row without an end is refused before it exhausts memory") {
  CHECK(errors("id,homes\na," + std::string(3 << 20, '1') + "\n").starts_with("t.csv:2:1 long-record"));
}

}  // namespace lastmile::table_shape_test
