#include "tools/io/geo/projection.h"

#include <doctest/doctest.h>

#include <GeographicLib/TransverseMercatorExact.hpp>
#include <vector>

#include "tools/io/base/geodesic.h"

namespace lastmile::io::projection_test {
namespace {

constexpr double utm_scale = 0.9996;
constexpr double utm_false_easting = 500'000;
constexpr double zone_32_meridian = 9;

}  // namespace

TEST_CASE("UTM coordinates agree with an exact transverse Mercator projection") {
  const auto zone_32 = Projection::open("EPSG:25832");
  REQUIRE(zone_32);
  const GeographicLib::TransverseMercatorExact exact(6378137, 1 / 298.257222101, utm_scale);  // GRS 80
  for (const Point& at :
       std::vector<Point>{{9, 0}, {9, 50}, {7.1, 50.73}, {6.01, 47.2}, {11.9, 55}, {8.25, -33}}) {
    double x = 0;
    double y = 0;
    exact.Forward(zone_32_meridian, at.lat, at.lon, x, y);
    const auto found = zone_32->to_wgs84(x + utm_false_easting, y);
    REQUIRE(found);
    CHECK(geodesic_m(*found, at) < 0.001);
  }
}

TEST_CASE("x counts eastwards and y northwards, whatever the order in the register") {
  const auto gauss_krueger = Projection::open("epsg:31467");  // northing first in the register
  REQUIRE(gauss_krueger);
  const auto found = gauss_krueger->to_wgs84(3'500'000, 5'600'000);
  REQUIRE(found);
  CHECK(geodesic_m(*found, {9, 50.55}) < 5000);
  const auto degrees = Projection::open("EPSG:4326");  // latitude first in the register
  REQUIRE(degrees);
  CHECK(degrees->to_wgs84(7.1, 50.73)->lon == doctest::Approx(7.1));
  CHECK(degrees->to_wgs84(7.1, 50.73)->lat == doctest::Approx(50.73));
}

TEST_CASE("A point outside the reach of its system does not exist") {
  const auto zone_32 = Projection::open("EPSG:25832");
  REQUIRE(zone_32);
  CHECK_FALSE(zone_32->to_wgs84(1e12, 5e6));
  CHECK_FALSE(zone_32->to_wgs84(1e300, -1e300));
  CHECK(zone_32->to_wgs84(500'000, 5'500'000));  // and the next one does
}

TEST_CASE("Only codes of the register for horizontal coordinates name a system") {
  CHECK(looks_like_crs("EPSG:25832"));
  CHECK(looks_like_crs("epsg:4326"));
  for (const char* text : {"", "EPSG", "EPSG:", "EPSG:x", "EPSG:25832 ", "25832", "ESRI:54030",
                           "EPSG:1234567", "EPSG:-1", "+proj=utm"})
    CHECK_FALSE(looks_like_crs(text));
  CHECK_FALSE(Projection::open("EPSG:99999"));
  CHECK_FALSE(Projection::open("EPSG:5783"));  // heights in Germany
  CHECK_FALSE(Projection::open("EPSG:9001"));  // the metre
}

}  // namespace lastmile::io::projection_test
