// Small drawings whose network is worked out by hand.
#include "tools/exchange/assembly/assemble.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/approx.h"
#include "tests/tools/exchange/drawn_layers.h"
#include "tools/io/base/geodesic.h"

namespace lastmile::exchange::assembly_test {
namespace {

using test::constant;
using test::drawn;
using test::DrawnLayer;
using test::mapped;

struct Drawing {
  Mapping mapping;
  std::vector<FeatureLayer> layers;
  io::ProblemList problems;

  LayerMapping& add(const DrawnLayer& drawing, Meaning meaning) {
    layers.push_back(drawing.layer);
    mapping.layers.push_back(mapped(drawing.layer, meaning));
    return mapping.layers.back();
  }
  Assembled assembled() {
    Assembled result = assemble(mapping, layers, problems);
    CHECK(problems.error_count() == 0);
    return result;
  }
};

std::size_t count(const Assembled& network, Deed deed) {
  return static_cast<std::size_t>(std::count_if(network.records.begin(), network.records.end(),
                                                [&](const Record& record) { return record.deed == deed; }));
}

std::string reason(const Assembled& network, Deed deed) {
  for (const Record& record : network.records)
    if (record.deed == deed) return record.reason;
  return {};
}

double total_length(const Assembled& network) {
  double sum = 0;
  for (const LinkRow& link : network.links) sum += link.length_m.value_or(0);
  return sum;
}

double between(const test::Metres& a, const test::Metres& b) {
  return io::geodesic_m(drawn(a), drawn(b));
}

std::string site_name(const Assembled& network, std::uint32_t site) {
  return std::string{network.node_names[network.sites[site].name]};
}

TEST_CASE("Ends within the snapping distance are one place, and others are not") {
  Drawing drawing;
  drawing.add(DrawnLayer("streets")
                  .line({{0, 0}, {100, 0}})
                  .line({{100.3, 0}, {200, 0}})
                  .line({{200.6, 0}, {300, 0}}),
              Meaning::links);
  const Assembled network = drawing.assembled();
  CHECK(network.sites.size() == 5);
  CHECK(network.links.size() == 3);
  CHECK(network.parts == 2);
  CHECK(count(network, Deed::moved) == 1);
  CHECK(count(network, Deed::near_miss) == 2);
  REQUIRE(network.islands.size() == 1);
  CHECK(network.islands[0].distance_m == doctest::Approx(between({200, 0}, {200.6, 0})).epsilon(1e-3));
}

TEST_CASE("A line that another touches is cut, unless only ends are joined") {
  for (const Join join : {Join::touching, Join::ends}) {
    Drawing drawing;
    drawing.add(DrawnLayer("streets").line({{0, 0}, {100, 0}}).line({{40, 0.2}, {40, 80}}), Meaning::links)
        .join = join;
    const Assembled network = drawing.assembled();
    const bool cuts = join == Join::touching;
    CHECK(network.links.size() == (cuts ? 3 : 2));
    CHECK(network.parts == (cuts ? 1 : 2));
    CHECK(count(network, Deed::cut) == (cuts ? 1 : 0));
    CHECK(total_length(network) == doctest::Approx(between({0, 0}, {100, 0}) + between({40, 0.2}, {40, 80})));
    if (cuts) {
      CHECK(network.link_names[0] == "0/1");
      CHECK(network.link_names[1] == "0/2");
      CHECK(network.link_names[2] == "1");
      CHECK(*network.links[0].length_m == doctest::Approx(between({0, 0}, {40, 0})));
    }
  }
}

TEST_CASE("Lines that share a vertex are cut there, and crossing lines only on request") {
  Drawing shared;
  shared.add(DrawnLayer("streets").line({{0, 0}, {50, 0}, {100, 0}}).line({{50, -50}, {50, 0}, {50, 50}}),
             Meaning::links);
  CHECK(shared.assembled().links.size() == 4);
  for (const Join join : {Join::touching, Join::crossing}) {
    Drawing drawing;
    drawing.add(DrawnLayer("streets").line({{0, 0}, {100, 0}}).line({{50, -50}, {50, 50}}), Meaning::links)
        .join = join;
    const Assembled network = drawing.assembled();
    CHECK(network.links.size() == (join == Join::crossing ? 4 : 2));
    CHECK(network.sites.size() == (join == Join::crossing ? 5 : 4));
    CHECK(total_length(network) == doctest::Approx(between({0, 0}, {100, 0}) + between({50, -50}, {50, 50})));
  }
}

TEST_CASE("A line that crosses itself, or passes a vertex twice, is cut there on request") {
  // The last segment crosses the first at (70, 0).
  const std::vector<test::Metres> loop = {{0, 0}, {100, 0}, {100, 60}, {40, -60}};
  // It ends at its second vertex, which is written twice.
  const std::vector<test::Metres> lollipop = {{0, 0}, {50, 0}, {50, 0}, {80, 0}, {80, 30}, {50, 0}};
  for (const double snap_m : {0.5, 0.0}) {
    for (const bool backwards : {false, true}) {
      CAPTURE(snap_m);
      CAPTURE(backwards);
      const auto assembled = [&](std::vector<test::Metres> line, Join join) {
        if (backwards) std::reverse(line.begin(), line.end());
        Drawing drawing;
        drawing.mapping.snap_m = snap_m;
        drawing.add(DrawnLayer("streets").line(line), Meaning::links).join = join;
        return drawing.assembled();
      };
      CHECK(assembled(loop, Join::touching).links.size() == 1);
      const Assembled crossed = assembled(loop, Join::crossing);
      // Start, crossing and end, and a site in the middle of the loop; its length is 30 + 60 + 67.08 m.
      CHECK(crossed.sites.size() == 4);
      REQUIRE(crossed.links.size() == 4);
      CHECK(total_length(crossed) ==
            doctest::Approx(between({0, 0}, {100, 0}) + between({100, 0}, {100, 60}) +
                            between({100, 60}, {40, -60})));
      CHECK(*crossed.links[1].length_m + *crossed.links[2].length_m == doctest::Approx(157.08).epsilon(1e-3));
      CHECK(count(crossed, Deed::cut) == 1);
      const Assembled closed = assembled(lollipop, Join::crossing);
      CHECK(closed.sites.size() == 3);
      CHECK(closed.links.size() == 3);
      CHECK(total_length(closed) == doctest::Approx(total_length(assembled(lollipop, Join::touching))));
    }
  }
  // A ring, and a vertex that is only written twice, are no crossings.
  Drawing ring;
  ring.add(DrawnLayer("streets")
               .line({{0, 0}, {50, 0}, {50, 50}, {0, 0}})
               .line({{200, 0}, {250, 0}, {250, 0}, {300, 0}}),
           Meaning::links)
      .join = Join::crossing;
  CHECK(ring.assembled().links.size() == 3);  // a link from a site to itself is two
}

TEST_CASE("Two links with one id are reported, whether they are cut or not") {
  struct Case {
    std::vector<std::string> ids;
    std::vector<std::string> links;
  };
  // The first line is cut at its middle by the third, the second line is whole.
  for (const Case& expected :
       {Case{{"a", "a", "c"}, {"a/1", "a/2", "a#2", "c"}}, Case{{"b", "a", "a"}, {"b/1", "b/2", "a", "a#2"}},
        Case{{"a", "b", "a"}, {"a/1", "a/2", "b", "a#2"}}}) {
    Drawing drawing;
    drawing.add(DrawnLayer("streets", {"id"})
                    .line({{0, 0}, {100, 0}}, {expected.ids[0]})
                    .line({{0, 50}, {100, 50}}, {expected.ids[1]})
                    .line({{50, 0}, {50, 20}}, {expected.ids[2]}),
                Meaning::links);
    const Assembled network = drawing.assembled();
    std::vector<std::string> links;
    for (const LinkRow& link : network.links) links.emplace_back(network.link_names[link.name]);
    CHECK(links == expected.links);
    CHECK(count(network, Deed::renamed) == 1);
    CHECK(reason(network, Deed::renamed) == "id \"a\" is taken, so this is \"a#2\"");
  }
  // Of two that are cut the second keeps its new id in all pieces.
  Drawing both;
  both.add(DrawnLayer("streets", {"id"})
               .line({{0, 0}, {100, 0}}, {"a"})
               .line({{0, 20}, {100, 20}}, {"a"})
               .line({{50, 0}, {50, 20}}, {"c"}),
           Meaning::links);
  const Assembled network = both.assembled();
  REQUIRE(network.links.size() == 5);
  CHECK(network.link_names[network.links[2].name] == "a#2/1");
  CHECK(network.link_names[network.links[3].name] == "a#2/2");
  CHECK(count(network, Deed::renamed) == 1);
}

TEST_CASE("A site on a line cuts it, and keeps its id, kind and state") {
  Drawing drawing;
  drawing.add(DrawnLayer("nodes", {"id", "kind", "state"}).point({50, 0.3}, {"cab", "cabinet", "planned"}),
              Meaning::sites);
  drawing.add(DrawnLayer("cables").line({{0, 0}, {100, 0}}), Meaning::links);
  const Assembled network = drawing.assembled();
  REQUIRE(network.sites.size() == 3);
  CHECK(site_name(network, 0) == "cab");
  CHECK(network.sites[0].state == State::planned);
  REQUIRE(network.links.size() == 2);
  CHECK(network.links[0].to.number == 0);
  CHECK(network.links[1].from.number == 0);
  CHECK(reason(network, Deed::moved) == "its ends are joined");
}

TEST_CASE("Points of premises kinds: the line that ends at one is its drop, two lines make it a site") {
  Drawing drawing;
  LayerMapping& points = drawing.add(DrawnLayer("points", {"id", "kind", "state"})
                                         .point({0, 0}, {"co", "CO", "operational"})
                                         .point({100, 0}, {"flats", "MDU", "planned"})
                                         .point({200, 0}, {"house", "SDU", "planned"})
                                         .point({300, 0}, {"far", "SDU", "operational"}),
                                     Meaning::sites);
  points.premises_kinds = {"SDU", "MDU"};
  drawing.add(DrawnLayer("cables", {"id"}).line({{0, 0}, {100, 0}}, {"a"}).line({{100, 0}, {200, 0}}, {"b"}),
              Meaning::links);
  drawing.mapping.sources.kinds = {"CO"};
  const Assembled network = drawing.assembled();
  REQUIRE(network.sites.size() == 2);
  CHECK(network.sites[0].is_source);
  CHECK(site_name(network, 1) == "flats/site");
  CHECK(network.sites[1].state == State::planned);
  REQUIRE(network.premises.size() == 3);
  CHECK(network.premises[0].drop_from == 1);
  CHECK(*network.premises[0].drop_length_m == 0);
  CHECK(network.premises[0].drop_state == State::planned);
  CHECK(network.premises[1].drop_from == no_number);
  REQUIRE(network.links.size() == 2);
  CHECK(network.links[1].tier == Tier::drop);
  CHECK(network.links[1].to.is_premises);
  CHECK(network.links[1].state == State::planned);  // the less complete of line and point
  CHECK(network.links[0].tier == Tier::distribution);
  CHECK(count(network, Deed::not_joined) == 1);
}

TEST_CASE("A line between two premises makes the first of them a site") {
  Drawing drawing;
  drawing.add(DrawnLayer("homes", {"id"}).point({0, 0}, {"a"}).point({50, 0}, {"b"}), Meaning::premises);
  drawing.add(DrawnLayer("cables").line({{0, 0}, {50, 0}}), Meaning::links);
  const Assembled network = drawing.assembled();
  REQUIRE(network.sites.size() == 1);
  CHECK(site_name(network, 0) == "a/site");
  CHECK(network.premises[0].drop_from == 0);
  CHECK(network.links[0].tier == Tier::drop);
}

TEST_CASE("A drop to the nearest link begins at a new site, or at one that is there") {
  Drawing drawing;
  drawing.add(DrawnLayer("streets", {"id", "length_m"}).line({{0, 0}, {100, 0}}, {"main", "120"}),
              Meaning::links);
  LayerMapping& homes = drawing.add(DrawnLayer("homes", {"id"})
                                        .point({30, 12}, {"a"})
                                        .point({30.2, -9}, {"b"})
                                        .point({0.2, 5}, {"c"})
                                        .point({60, 500}, {"d"}),
                                    Meaning::premises);
  homes.drop.to = DropTo::nearest_link;
  homes.keys.emplace_back("drop_state", constant("planned"));
  drawing.mapping.max_drop_m = 100;
  const Assembled network = drawing.assembled();
  CHECK(network.sites.size() == 3);
  REQUIRE(network.links.size() == 2);
  CHECK(network.premises[0].drop_from == network.premises[1].drop_from);
  CHECK(network.premises[2].drop_from == network.links[0].from.number);
  CHECK(network.premises[3].drop_from == no_number);
  CHECK(network.premises[0].drop_state == State::planned);
  CHECK(*network.premises[0].drop_length_m == doctest::Approx(between({30, 12}, {30.2, 0})).epsilon(1e-4));
  CHECK(*network.premises[1].drop_length_m == doctest::Approx(between({30.2, -9}, {30.2, 0})).epsilon(1e-4));
  CHECK(*network.links[0].length_m + *network.links[1].length_m == doctest::Approx(120));
  CHECK(*network.links[0].length_m == doctest::Approx(36.24).epsilon(1e-4));
  CHECK(network.links[0].share + network.links[1].share == doctest::Approx(1));
  CHECK(count(network, Deed::contradicted) == 1);  // 120 m, drawn 100 m long
  REQUIRE(count(network, Deed::not_joined) == 1);
  const auto far = std::find_if(network.records.begin(), network.records.end(),
                                [](const Record& record) { return record.deed == Deed::not_joined; });
  CHECK(*far->distance_m == doctest::Approx(500).epsilon(1e-3));
}

TEST_CASE("A drop to the nearest site can be limited to kinds") {
  Drawing drawing;
  drawing.add(
      DrawnLayer("nodes", {"id", "kind"}).point({0, 0}, {"t", "terminal"}).point({10, 0}, {"h", "handhole"}),
      Meaning::sites);
  LayerMapping& homes = drawing.add(DrawnLayer("homes", {"id"}).point({12, 5}, {"a"}), Meaning::premises);
  homes.drop.to = DropTo::nearest_site;
  CHECK(site_name(drawing.assembled(), drawing.assembled().premises[0].drop_from) == "h");
  drawing.mapping.layers[1].drop.of_kinds = {"terminal"};
  const Assembled network = drawing.assembled();
  CHECK(site_name(network, network.premises[0].drop_from) == "t");
  CHECK(*network.premises[0].drop_length_m == doctest::Approx(between({12, 5}, {0, 0})));
}

TEST_CASE("Ids that are taken get a number, also ten thousand of them at one place") {
  Drawing drawing;
  DrawnLayer homes("homes", {"id"});
  for (int i = 0; i < 10'000; ++i) homes.point({5, 5}, {"same"});
  drawing.add(homes, Meaning::premises).drop.to = DropTo::nearest_link;
  drawing.add(DrawnLayer("streets").line({{0, 0}, {100, 0}}), Meaning::links);
  const Assembled network = drawing.assembled();
  CHECK(count(network, Deed::renamed) == 9'999);
  CHECK(network.node_names[1] == "same#2");
  CHECK(network.node_names[9'999] == "same#10000");
  CHECK(network.sites.size() == 3);
  CHECK(network.links.size() == 2);
}

TEST_CASE("Ten thousand sites in one place become one") {
  Drawing drawing;
  DrawnLayer nodes("nodes");
  for (int i = 0; i < 10'000; ++i) nodes.point({0, 0});
  drawing.add(nodes, Meaning::sites);
  drawing.add(DrawnLayer("streets").line({{0, 0}, {100, 0}}), Meaning::links);
  const Assembled network = drawing.assembled();
  CHECK(network.sites.size() == 2);
  CHECK(count(network, Deed::joined) == 9'999);
}

TEST_CASE("Features that cannot be used are left out with the reason") {
  Drawing drawing;
  DrawnLayer lines("streets", {"id"});
  lines.line({{0, 0}, {50, 0}}, {"good"})
      .line({{9, 9}, {9, 9}, {9, 9}}, {"still"})
      .nothing(Shape::none, {"none"});
  lines.point({1, 1}, {"point"}).nothing(Shape::other, {"other"});
  lines.line({{0, 0}, {0.1, 0}}, {"short"});
  drawing.add(lines, Meaning::links);
  drawing.add(DrawnLayer("homes").line({{0, 0}, {1, 1}}).point({20, 5}, {}, Shape::area), Meaning::premises)
      .drop.to = DropTo::nearest_link;
  const Assembled network = drawing.assembled();
  std::vector<std::string> reasons;
  for (const Record& record : network.records)
    if (record.deed == Deed::left_out) reasons.push_back(record.reason);
  CHECK(reasons == std::vector<std::string>{"zero length", "no geometry", "a point is no line",
                                            "its geometry is no line", "zero length: both ends are one place",
                                            "a line is no point"});
  CHECK(network.premises.size() == 1);  // the polygon counts by its centroid
  CHECK(network.premises[0].drop_from != no_number);
}

TEST_CASE("A layer without a usable feature is refused, and so is a network without a site") {
  Drawing drawing;
  drawing.add(DrawnLayer("streets").line({{0, 0}, {100, 0}}), Meaning::links);
  drawing.add(DrawnLayer("nodes").line({{0, 0}, {50, 0}}).nothing(Shape::none).nothing(Shape::none),
              Meaning::sites);
  assemble(drawing.mapping, drawing.layers, drawing.problems);
  REQUIRE(drawing.problems.error_count() == 1);
  CHECK(drawing.problems.shown()[0].rule == "no-usable-feature");
  CHECK(drawing.problems.shown()[0].message ==
        "none of the 3 features of layer \"nodes\" of nodes.geojson can be used: no geometry (2), a line is "
        "no point (1)");
  Drawing homes;
  homes.add(DrawnLayer("homes").point({0, 0}), Meaning::premises);
  assemble(homes.mapping, homes.layers, homes.problems);
  REQUIRE(homes.problems.error_count() == 1);
  CHECK(homes.problems.shown()[0].rule == "no-site");
}

TEST_CASE("A line that ends where it begins gets a site in its middle, and loses no length") {
  Drawing drawing;
  drawing.add(
      DrawnLayer("streets").line({{0, 0}, {40, 0}, {40, 40}, {0, 40}, {0, 0}}).line({{0, 0}, {-50, 0}}),
      Meaning::links);
  const Assembled network = drawing.assembled();
  REQUIRE(network.links.size() == 3);
  CHECK(network.sites.size() == 3);
  CHECK(*network.links[0].length_m == doctest::Approx(*network.links[1].length_m));
  CHECK(*network.links[0].length_m + *network.links[1].length_m ==
        doctest::Approx(2 * between({0, 0}, {40, 0}) + 2 * between({0, 0}, {0, 40})).epsilon(1e-4));
}

TEST_CASE("Given lengths that contradict the drawing are used and told") {
  Drawing drawing;
  drawing.add(
      DrawnLayer("cables", {"length_m"}).line({{0, 0}, {100, 0}}, {"105"}).line({{0, 0}, {0, 100}}, {"145"}),
      Meaning::links);
  const Assembled network = drawing.assembled();
  CHECK(*network.links[0].length_m == 105);
  CHECK(*network.links[1].length_m == 145);
  CHECK(count(network, Deed::contradicted) == 1);
  CHECK(reason(network, Deed::contradicted) == "its length is given as 145 m and measures 100 m");
}

TEST_CASE("A gap of seven metres with a snapping distance of five is a near miss") {
  Drawing drawing;
  drawing.mapping.snap_m = 5;
  drawing.add(DrawnLayer("nodes", {"id"}).point({0, 0}, {"a"}).point({100, 0}, {"b"}), Meaning::sites);
  drawing.add(DrawnLayer("cables").line({{0, 0}, {100, 0}}).line({{107, 0}, {200, 0}}), Meaning::links);
  const Assembled network = drawing.assembled();
  CHECK(network.parts == 2);
  REQUIRE(count(network, Deed::near_miss) == 1);
  CHECK(reason(network, Deed::near_miss) == "its start is near something, but not joined");
  CHECK(reason(network, Deed::not_joined) == "its end is near nothing");
  REQUIRE(network.islands.size() == 1);
  CHECK(network.islands[0].distance_m == doctest::Approx(between({100, 0}, {107, 0})).epsilon(1e-4));
}

TEST_CASE("Links that name their ends are joined by these names alone") {
  Drawing drawing;
  drawing.add(
      DrawnLayer("nodes", {"id"}).point({0, 0}, {"a"}).point({0, 0}, {"b"}).nothing(Shape::none, {"c"}),
      Meaning::sites);
  drawing.add(DrawnLayer("spans", {"id", "from", "to"})
                  .line({{5, 5}, {90, 0}}, {"ab", "a", "b"})
                  .nothing(Shape::none, {"bc", "b", "c"})
                  .nothing(Shape::none, {"cb", "c", "b"})
                  .nothing(Shape::none, {"aa", "a", "a"}),
              Meaning::links);
  drawing.mapping.sources.largest_component = true;
  const Assembled network = drawing.assembled();
  CHECK(network.sites.size() == 3);
  CHECK(network.links.size() == 3);
  CHECK(network.parts == 1);
  CHECK(network.sites[1].is_source);  // b has three links
  CHECK(*network.links[0].length_m == doctest::Approx(between({5, 5}, {90, 0})));
  CHECK_FALSE(network.links[1].length_m);
  CHECK(reason(network, Deed::left_out) == "it joins a site to itself");
}

TEST_CASE("References to nothing are errors with layer, feature and the nearest id") {
  Drawing drawing;
  drawing.add(DrawnLayer("nodes", {"id"}).point({0, 0}, {"north"}).point({9, 0}, {"south"}), Meaning::sites);
  drawing.add(DrawnLayer("spans", {"from", "to"}).nothing(Shape::none, {"north", "sauth"}), Meaning::links);
  assemble(drawing.mapping, drawing.layers, drawing.problems);
  REQUIRE(drawing.problems.error_count() == 1);
  const io::Problem& problem = drawing.problems.shown()[0];
  CHECK(problem.rule == "unknown-reference");
  CHECK(problem.path == "layer \"spans\", feature 0, to");
  CHECK(problem.hint == "did you mean \"south\"?");
}

TEST_CASE("Unknown states are errors with the nearest word, unless there is a default, which is reported") {
  Drawing drawing;
  LayerMapping& cables =
      drawing.add(DrawnLayer("cables", {"state"}).line({{0, 0}, {9, 0}}, {"planed"}).line({{9, 0}, {20, 0}}),
                  Meaning::links);
  assemble(drawing.mapping, drawing.layers, drawing.problems);
  REQUIRE(drawing.problems.error_count() == 1);
  CHECK(drawing.problems.shown()[0].rule == "unknown-state");
  CHECK(drawing.problems.shown()[0].hint == "did you mean \"planned\"?");
  cables.keys[0].second.otherwise = "proposed";
  drawing.problems = {};
  const Assembled network = drawing.assembled();
  CHECK(network.links[0].state == State::proposed);
  CHECK(network.links[1].state == State::proposed);
  REQUIRE(count(network, Deed::replaced) == 1);
  CHECK(reason(network, Deed::replaced) ==
        "state: \"planed\" is no state, taken as proposed; did you mean \"planned\"?");
}

TEST_CASE("Wrong numbers name layer, feature and field") {
  Drawing drawing;
  drawing.add(DrawnLayer("cables", {"cost"}).line({{0, 0}, {9, 0}}, {"12 EUR"}), Meaning::links);
  assemble(drawing.mapping, drawing.layers, drawing.problems);
  REQUIRE(drawing.problems.error_count() == 1);
  CHECK(drawing.problems.shown()[0].rule == "not-a-number");
  CHECK(drawing.problems.shown()[0].path == "layer \"cables\", feature 0, cost");
}

TEST_CASE("Made sites have the most complete state of the lines that meet there") {
  Drawing drawing;
  drawing.add(DrawnLayer("cables", {"state"})
                  .line({{0, 0}, {50, 0}}, {"proposed"})
                  .line({{50, 0}, {90, 0}}, {"Planned"})
                  .line({{90, 0}, {120, 0}}, {"failed"}),
              Meaning::links);
  const Assembled network = drawing.assembled();
  std::vector<State> states;
  for (const SiteRow& site : network.sites) states.push_back(site.state);
  CHECK(states ==
        std::vector<State>{State::proposed, State::planned, State::operational, State::operational});
}

TEST_CASE("Sources: by kind, by id, by position, and the best connected site of the largest component") {
  const auto sources = [](const SourceRule& rule) {
    Drawing drawing;
    drawing.add(DrawnLayer("nodes", {"id", "kind"})
                    .point({0, 0}, {"a", "x"})
                    .point({50, 0}, {"b", "y"})
                    .point({100, 0}, {"c", "x"})
                    .point({900, 0}, {"d", "x"}),
                Meaning::sites);
    drawing.add(DrawnLayer("cables").line({{0, 0}, {50, 0}}).line({{50, 0}, {100, 0}}), Meaning::links);
    drawing.mapping.sources = rule;
    std::string found;
    const Assembled network = drawing.assembled();
    for (std::uint32_t s = 0; s < network.sites.size(); ++s)
      if (network.sites[s].is_source) found += site_name(network, s);
    return found;
  };
  SourceRule rule;
  CHECK(sources(rule).empty());
  rule.kinds = {"x"};
  CHECK(sources(rule) == "acd");
  rule = {};
  rule.ids = {"d"};
  CHECK(sources(rule) == "d");
  rule = {};
  rule.nearest = drawn({80, 10});
  CHECK(sources(rule) == "c");
  rule = {};
  rule.largest_component = true;
  CHECK(sources(rule) == "b");
}

TEST_CASE("Sources that do not exist are errors") {
  for (const bool by_kind : {true, false}) {
    Drawing drawing;
    drawing.add(DrawnLayer("nodes", {"id", "kind"}).point({0, 0}, {"exchange", "co"}), Meaning::sites);
    if (by_kind)
      drawing.mapping.sources.kinds = {"olt"};
    else
      drawing.mapping.sources.ids = {"exchanges"};
    assemble(drawing.mapping, drawing.layers, drawing.problems);
    REQUIRE(drawing.problems.error_count() == 1);
    CHECK(drawing.problems.shown()[0].rule == (by_kind ? "unknown-kind" : "unknown-reference"));
  }
}

}  // namespace
}  // namespace lastmile::exchange::assembly_test
