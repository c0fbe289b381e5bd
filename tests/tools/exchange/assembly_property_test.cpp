// Random drawings: what must not depend on how they are drawn, and slow ways to the same result.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/support/dice.h"
#include "tests/tools/exchange/drawn_layers.h"
#include "tools/exchange/assembly/assemble.h"
#include "tools/exchange/assembly/space.h"
#include "tools/io/base/geodesic.h"

namespace lastmile::exchange::assembly_property_test {
namespace {

using test::drawn;
using test::DrawnLayer;
using test::mapped;
using test::Metres;

struct Town {
  std::vector<std::vector<Metres>> streets;
  std::vector<Metres> homes;
};

// Streets between corners of a grid of ten metres, so that many ends and vertices meet, and some streets end
// on others.
Town random_town(std::uint32_t seed) {
  test::Dice dice(seed);
  const auto below = [&](std::size_t n) { return static_cast<int>(dice.below(n)); };
  Town town;
  const int streets = 3 + below(12);
  for (int s = 0; s < streets; ++s) {
    std::vector<Metres>& street = town.streets.emplace_back();
    Metres at{10.0 * below(8), 10.0 * below(8)};
    street.push_back(at);
    const int bends = 1 + below(3);
    for (int b = 0; b < bends; ++b) {
      const double step = 10.0 * (1 + below(3));
      const int way = below(4);
      at.east += way == 0 ? step : way == 1 ? -step : 0;
      at.north += way == 2 ? step : way == 3 ? -step : 0;
      street.push_back(at);
    }
  }
  const int homes = 1 + below(20);
  for (int h = 0; h < homes; ++h) town.homes.push_back({below(800) / 10.0, below(800) / 10.0});
  return town;
}

Assembled assembled(const Town& town, Join join = Join::touching) {
  Mapping mapping;
  mapping.snap_m = 0.2;
  std::vector<FeatureLayer> layers;
  DrawnLayer streets("streets");
  for (const auto& street : town.streets) streets.line(street);
  DrawnLayer homes("homes");
  for (const Metres& home : town.homes) homes.point(home);
  layers = {streets.layer, homes.layer};
  mapping.layers = {mapped(streets.layer, Meaning::links), mapped(homes.layer, Meaning::premises)};
  mapping.layers[0].join = join;
  mapping.layers[1].drop.to = DropTo::nearest_link;
  io::ProblemList problems;
  Assembled result = assemble(mapping, layers, problems);
  REQUIRE(problems.error_count() == 0);
  return result;
}

double length_of(const Assembled& network) {
  double sum = 0;
  for (const LinkRow& link : network.links) sum += *link.length_m;
  return sum;
}

std::vector<double> drops_of(const Assembled& network) {
  std::vector<double> lengths;
  for (const PremisesRow& premises : network.premises) lengths.push_back(*premises.drop_length_m);
  return lengths;
}

// The premises of each part; equal parts have no order.
std::multiset<std::size_t> premises_of_parts(const Assembled& network) {
  std::multiset<std::size_t> counts = {network.largest_premises};
  for (const IslandRow& island : network.islands) counts.insert(island.premises);
  return counts;
}

// What a network is, whatever its ids: where its links run, how long they are, and where the drops begin.
using Picture = std::multiset<std::string>;
Picture picture(const Assembled& network) {
  const auto place = [](const Point& at) {
    return std::to_string(std::llround(at.lon * 1e7)) + " " + std::to_string(std::llround(at.lat * 1e7));
  };
  Picture result;
  for (const LinkRow& link : network.links) {
    std::string a = place(network.sites[link.from.number].at);
    std::string b = place(network.sites[link.to.number].at);
    if (b < a) std::swap(a, b);
    result.insert(a + " - " + b + ": " + std::to_string(std::llround(*link.length_m * 1000)));
  }
  for (const PremisesRow& premises : network.premises)
    result.insert(place(premises.at) + " from " + place(network.sites[premises.drop_from].at));
  return result;
}

TEST_CASE("The order of features changes nothing") {
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    const Town town = random_town(seed);
    Town other = town;
    test::Dice dice(seed + 1000);
    dice.shuffle(other.streets);
    dice.shuffle(other.homes);
    for (auto& street : other.streets)
      if (dice.chance(50)) std::reverse(street.begin(), street.end());
    const Assembled a = assembled(town);
    const Assembled b = assembled(other);
    CHECK(picture(a) == picture(b));
    CHECK(a.parts == b.parts);
    CHECK(premises_of_parts(a) == premises_of_parts(b));
  }
}

TEST_CASE("Moving everything changes no count, and lengths only as the ellipsoid does") {
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    Town town = random_town(seed);
    const Assembled a = assembled(town);
    for (auto& street : town.streets)
      for (Metres& vertex : street) vertex.east += 200'000;  // on the same parallel
    for (Metres& home : town.homes) home.east += 200'000;
    const Assembled b = assembled(town);
    CHECK(a.sites.size() == b.sites.size());
    CHECK(a.links.size() == b.links.size());
    CHECK(a.parts == b.parts);
    CHECK(length_of(a) == doctest::Approx(length_of(b)).epsilon(1e-6));
  }
}

TEST_CASE("Cutting a line in two changes no length and no coverage") {
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    const Town town = random_town(seed);
    Town cut = town;
    test::Dice dice(seed + 2000);
    std::vector<Metres>& street = cut.streets[dice.below(cut.streets.size())];
    const Metres a = street[0];
    const Metres b = street[1];
    const double share = 0.25 + 0.5 * dice.fraction();
    const Metres middle{a.east + share * (b.east - a.east), a.north + share * (b.north - a.north)};
    std::vector<Metres> rest = {middle};
    rest.insert(rest.end(), street.begin() + 1, street.end());
    street = {a, middle};
    cut.streets.push_back(rest);
    const Assembled whole = assembled(town);
    const Assembled halves = assembled(cut);
    CHECK(length_of(whole) == doctest::Approx(length_of(halves)).epsilon(1e-7));
    CHECK(whole.parts == halves.parts);
    CHECK(premises_of_parts(whole) == premises_of_parts(halves));
    const std::vector<double> before = drops_of(whole);
    const std::vector<double> after = drops_of(halves);
    for (std::size_t i = 0; i < before.size(); ++i) CHECK(std::abs(before[i] - after[i]) < 0.3);  // snapping
  }
}

// Distance from a point to a segment, in the plane.
double to_segment(const Metres& p, const Metres& a, const Metres& b) {
  const double x = b.east - a.east;
  const double y = b.north - a.north;
  const double square = x * x + y * y;
  const double t =
      square == 0 ? 0 : std::clamp(((p.east - a.east) * x + (p.north - a.north) * y) / square, 0.0, 1.0);
  return std::hypot(p.east - a.east - t * x, p.north - a.north - t * y);
}

TEST_CASE("Drops go to the nearest street, as measuring all of them says") {
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    const Town town = random_town(seed);
    const Assembled network = assembled(town);
    for (std::size_t h = 0; h < town.homes.size(); ++h) {
      double least = 1e9;
      for (const auto& street : town.streets)
        for (std::size_t v = 0; v + 1 < street.size(); ++v)
          least = std::min(least, to_segment(town.homes[h], street[v], street[v + 1]));
      CHECK(std::abs(*network.premises[h].drop_length_m - least) <
            0.25);  // less than the snapping distance, and 1e-4
    }
  }
}

TEST_CASE("Parts are those that comparing all pairs of streets finds") {
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    for (const Join join : {Join::touching, Join::ends}) {
      CAPTURE(seed);
      Town town = random_town(seed);
      town.homes.clear();
      const auto touches = [&](const std::vector<Metres>& a, const std::vector<Metres>& b) {
        const auto meets = [&](const Metres& p, const std::vector<Metres>& line) {
          if (join == Join::ends)
            return std::min(to_segment(p, line.front(), line.front()),
                            to_segment(p, line.back(), line.back())) < 0.1;
          for (std::size_t v = 0; v + 1 < line.size(); ++v)
            if (to_segment(p, line[v], line[v + 1]) < 0.1) return true;
          return false;
        };
        for (std::size_t v = 0; v < a.size(); ++v)
          if ((join == Join::touching || v == 0 || v + 1 == a.size()) && meets(a[v], b)) return true;
        return false;
      };
      std::vector<std::size_t> part(town.streets.size());
      for (std::size_t i = 0; i < part.size(); ++i) part[i] = i;
      for (std::size_t round = 0; round < part.size(); ++round)
        for (std::size_t i = 0; i < part.size(); ++i)
          for (std::size_t j = 0; j < part.size(); ++j)
            if (touches(town.streets[i], town.streets[j])) part[i] = part[j] = std::min(part[i], part[j]);
      CHECK(assembled(town, join).parts == std::set<std::size_t>(part.begin(), part.end()).size());
    }
  }
}

}  // namespace
}  // namespace lastmile::exchange::assembly_property_test
