#include "tools/exchange/mapping/read_mapping.h"

#include <doctest/doctest.h>

#include "tests/support/file_text.h"
#include "tests/support/paths.h"

namespace lastmile::exchange::mapping_test {
namespace {

const std::string whole = test::read_text(test::in_source("tests/tools/exchange/files/riverton.yaml"));

io::ProblemList problems_of(const std::string& text) {
  io::ProblemList problems;
  parse_mapping(text, "dir/map.yaml", problems);
  return problems;
}

TEST_CASE("A mapping file is read key by key") {
  io::ProblemList problems;
  const Mapping mapping = parse_mapping(whole, "dir/map.yaml", problems);
  CHECK(problems.error_count() == 0);
  CHECK(mapping.name == "Riverton");
  CHECK(mapping.crs == "EPSG:25832");
  CHECK(mapping.max_drop_m == 100);
  REQUIRE(mapping.layers.size() == 3);
  const LayerMapping& nodes = mapping.layers[0];
  CHECK(nodes.path == "dir/nodes.geojson");
  CHECK(nodes.where == "owner = 'town'");
  CHECK(nodes.premises_kinds == std::vector<std::string>{"SDU", "MDU"});
  REQUIRE(nodes.find("kind") != nullptr);
  CHECK(*nodes.find("kind")->translated("CO") == "source");
  CHECK(nodes.find("kind")->translated("XX") == nullptr);
  CHECK(*nodes.find("kind")->otherwise == "closure");
  CHECK(*nodes.find("state")->translated("1") == "operational");
  CHECK(mapping.layers[1].meaning == Meaning::links);
  CHECK(*mapping.layers[1].find("tier")->value == "distribution");
  CHECK(mapping.layers[1].join == Join::touching);
  const LayerMapping& homes = mapping.layers[2];
  CHECK(homes.drop.to == DropTo::nearest_link);
  CHECK(*homes.find("drop_state")->value == "planned");
  CHECK(*homes.find("drop_medium")->value == "fibre");
  CHECK(homes.find("homes")->field == "units");
  CHECK(mapping.sources.nearest->lon == 7.1);
  CHECK(mapping.sources.largest_component);
  CHECK(*mapping.costs.per_m[Tier::drop] == 21.3);
  CHECK(mapping.costs.kinds.front().second == 18000);
}

TEST_CASE("Without more, ends within half a metre are joined and drops can have any length") {
  io::ProblemList problems;
  const Mapping mapping =
      parse_mapping("import: {layers: [{file: /a.gpkg, as: links}]}", "map.yaml", problems);
  CHECK(mapping.snap_m == 0.5);
  CHECK(mapping.max_drop_m == std::numeric_limits<double>::infinity());
  CHECK(mapping.layers[0].path == "/a.gpkg");
  CHECK(mapping.layers[0].join == Join::touching);
}

TEST_CASE("Each mistake in a mapping has its rule, place and hint") {
  struct Mistake {
    std::string layer, path, rule, hint;
  };
  const std::vector<Mistake> mistakes = {
      {"{file: a, as: links, teir: t}", "import.layers[0].teir", "unknown-key", "did you mean \"tier\"?"},
      {"{file: a, as: roads}", "import.layers[0].as", "unknown-word",
       "expected one of sites, links, premises"},
      {"{file: a}", "import.layers[0]", "missing-key", "write as: sites, links or premises"},
      {"{as: sites}", "import.layers[0]", "missing-key", ""},
      {"{file: a, as: links, join: touch}", "import.layers[0].join", "unknown-word",
       "expected one of ends, touching, crossing"},
      {"{file: a, as: sites, state: {value: planed}}", "import.layers[0].state.value", "unknown-state",
       "did you mean \"planned\"?"},
      {"{file: a, as: links, tier: {field: t, words: {x: fedeer}}}", "import.layers[0].tier.words",
       "unknown-tier", "did you mean \"feeder\"?"},
      {"{file: a, as: sites, state: {field: s, value: planned}}", "import.layers[0].state",
       "conflicting-keys", "write {field: NAME} or {value: WORD}"},
      {"{file: a, as: sites, state: {default: planned}}", "import.layers[0].state", "missing-key",
       "write {field: NAME} or {value: WORD}"},
      {"{file: a, as: sites, kind: {value: x, default: y}}", "import.layers[0].kind", "conflicting-keys",
       "write {field: NAME, words: ...}"},
      {"{file: a, as: sites, lon: x}", "import.layers[0]", "missing-key", "lon and lat go together"},
      {"{file: a, as: links, from: x}", "import.layers[0]", "missing-key", "from and to go together"},
      {"{file: a, as: premises, drop: {to: nearest}}", "import.layers[0].drop.to", "unknown-word",
       "expected one of none, nearest-site, nearest-link"},
      {"{file: a, as: premises, drop: {to: nearest-link, of_kinds: [x]}}", "import.layers[0].drop",
       "conflicting-keys", "of_kinds goes with to: nearest-site"},
      {"{file: a, as: premises, drop: {from: x, to: nearest-link}}", "import.layers[0].drop",
       "conflicting-keys", ""},
      {"{file: a, as: premises, drop: {state: planed}}", "import.layers[0].drop.state", "unknown-state",
       "did you mean \"planned\"?"},
      {"{file: a, as: sites, premises_kinds: [[x]]}", "import.layers[0].premises_kinds[0]", "wrong-type", ""},
  };
  for (const Mistake& mistake : mistakes) {
    CAPTURE(mistake.layer);
    const io::ProblemList problems = problems_of("import:\n  layers:\n    - " + mistake.layer + "\n");
    REQUIRE(problems.error_count() >= 1);
    const io::Problem& problem = problems.shown()[0];
    CHECK(problem.path == mistake.path);
    CHECK(problem.rule == mistake.rule);
    if (!mistake.hint.empty()) CHECK(problem.hint == mistake.hint);
    CHECK(problem.mark.line == 3);
  }
}

TEST_CASE("Mistakes outside the layers") {
  const std::string layers = "layers: [{file: a, as: links}]";
  const auto rule = [&](const std::string& more) {
    const io::ProblemList problems = problems_of("import: {" + layers + ", " + more + "}");
    return problems.error_count() == 0 ? "" : problems.shown()[0].path + " " + problems.shown()[0].rule;
  };
  CHECK(rule("snap_m: -1") == "import.snap_m negative-number");
  CHECK(rule("snap_m: 5000") == "import.snap_m huge-number");
  CHECK(rule("snapm: 1") == "import.snapm unknown-key");
  CHECK(rule("sources: {nearest: [7]}") == "import.sources.nearest wrong-type");
  CHECK(rule("sources: {nearest: [200, 7]}") == "import.sources.nearest[0] out-of-range");
  CHECK(rule("sources: {kind: x}") == "import.sources.kind unknown-key");
  CHECK(rule("costs: {drop_per_km: 1}") == "import.costs.drop_per_km unknown-key");
  CHECK(rule("costs: {kinds: {a: many}}") == "import.costs.kinds.a not-a-number");
  CHECK(problems_of("import: {name: x}").shown()[0].rule == "missing-key");
  CHECK(problems_of("import: {layers: []}").shown()[0].rule == "missing-value");
  CHECK(problems_of("name: x").shown()[0].rule == "unknown-key");
  CHECK(problems_of("").shown()[0].rule == "empty-file");
}

}  // namespace
}  // namespace lastmile::exchange::mapping_test
