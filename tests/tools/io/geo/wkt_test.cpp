#include "tools/io/geo/wkt.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace lastmile::io::wkt_test {
namespace {

// "7.1 50.7, 7.2 50.8", or what is wrong.
std::string read(std::string_view text) {
  const LineText line = read_line_text(text);
  std::string points;
  for (const Point& point : line.points)
    points += fmt::format("{}{} {}", points.empty() ? "" : ", ", point.lon, point.lat);
  return points + line.fault;
}

}  // namespace

TEST_CASE("A route is read from a WKT line") {
  CHECK(read("LINESTRING (7.1 50.7, 7.2 50.8)") == "7.1 50.7, 7.2 50.8");
  CHECK(read("LINESTRING(7.1 50.7,7.2 50.8,-7e0 -5.5)") == "7.1 50.7, 7.2 50.8, -7 -5.5");
  CHECK(read(" linestring\n( 7.1\t50.7 , 7.2 50.8 ) ") == "7.1 50.7, 7.2 50.8");
  CHECK(read("LINESTRING Z (1 2 9, 3 4 9)") == "1 2, 3 4");
  CHECK(read("LineString zm (1 2 9 9, 3 4 9 9)") == "1 2, 3 4");
  CHECK(read("LINESTRING M (1 2 9, 3 4 9)") == "1 2, 3 4");
  CHECK(read("LINESTRING EMPTY").empty());
}

TEST_CASE("A text that is no WKT line says where it goes wrong") {
  CHECK(read("") == "must be a LINESTRING, but is \"\"");
  CHECK(read("POINT (1 2)") == "must be a LINESTRING, but is \"POINT (1 2)\"");
  CHECK(read("LINESTRINGS (1 2, 3 4)").starts_with("must be a LINESTRING"));
  CHECK(read("SRID=4326;LINESTRING (1 2, 3 4)").starts_with("must be a LINESTRING"));
  CHECK(read("LINESTRING 1 2, 3 4") == "lacks \"(\" after LINESTRING");
  CHECK(read("LINESTRING (1 2, 3)") == "lacks a pair of numbers at \")\"");
  CHECK(read("LINESTRING (1 2,") == "lacks a pair of numbers at its end");
  CHECK(read("LINESTRING (nan 2, 3 4)").starts_with("lacks a pair of numbers at \"nan"));
  CHECK(read("LINESTRING (1 2, inf 4)").starts_with("lacks a pair of numbers at \"inf"));
  CHECK(read("LINESTRING (1 2, 3 4") == "must end with \")\" at its end");
  CHECK(read("LINESTRING (1 2, 3 4) x") == "must end with \")\" at \"x\"");
  CHECK(read("LINESTRING (1 2, 3 4 5 6 7)") == "must end with \")\" at \"7)\"");
  CHECK(read("LINESTRING (1 2)") == "must have at least 2 points, but has 1");
  CHECK(read("LINESTRING EMPTY EMPTY") == "has text after EMPTY");
}

}  // namespace lastmile::io::wkt_test
