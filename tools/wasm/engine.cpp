#include "tools/wasm/engine.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "sim/coverage/explain.h"
#include "tools/io/page/archive.h"
#include "tools/io/page/page_blocks.h"
#include "tools/io/page/result_columns.h"
#include "tools/io/results/area_json.h"
#include "tools/io/results/result_json.h"
#include "tools/io/snapshot/snapshot_columns.h"

namespace lastmile {
namespace {

// The page's columns by name.
class Columns {
 public:
  Columns(const io::Json& directory, std::string_view bytes) : bytes_(bytes) {
    for (const io::Json& column : directory)
      places_[column.at("name").get<std::string>()] = {column.at("at").get<std::size_t>(),
                                                       column.at("bytes").get<std::size_t>()};
  }
  bool has(const std::string& name) const { return places_.count(name) > 0; }
  std::string_view text(const std::string& name) const {
    const auto found = places_.find(name);
    return found == places_.end() ? std::string_view{} : bytes_.substr(found->second.at, found->second.bytes);
  }
  template <class Column>
  void read(const std::string& name, Column& column) const {
    const std::string_view bytes = text(name);
    column.resize(bytes.size() / sizeof(column[0]));
    std::memcpy(column.data(), bytes.data(), column.size() * sizeof(column[0]));
  }

 private:
  struct Place {
    std::size_t at = 0;
    std::size_t bytes = 0;
  };
  std::string_view bytes_;
  std::unordered_map<std::string, Place> places_;
};

void read_names(const Columns& columns, const std::string& name, NameTable& names) {
  const std::string_view text = columns.text(name + ".text");
  std::vector<std::uint32_t> ends;
  columns.read(name + ".end", ends);
  names.expect(ends.size(), text.size());
  std::size_t begin = 0;
  for (const std::uint32_t end : ends) {
    names.add(text.substr(begin, end - begin));
    begin = end;
  }
}

Scenario scenario_of(const Columns& columns) {
  Scenario scenario;
  if (columns.has("engine.access")) {
    io::ArchiveReader archive(columns.text("engine.access"));
    archive.read(scenario.plant.access.emplace());
  }
  const auto read = [&](const char* name, auto& column, auto) { columns.read(name, column); };
  io::for_each_column(scenario, read);
  scenario.areas.emplace();
  io::for_each_kept_column(scenario, {.areas = true, .costs = true}, read);
  io::for_each_name_table(scenario.names,
                          [&](const char* name, NameTable& names) { read_names(columns, name, names); });
  return scenario;
}

io::ScenarioReading reading_of(const io::Json& about, std::string_view blocks) {
  io::ScenarioReading reading;
  reading.scenario = scenario_of(Columns(about.at("columns"), blocks));
  const io::Json& scenario = about.at("scenario");
  Heading& heading = reading.scenario.heading;
  heading.name = scenario.at("name").get<std::string>();
  heading.currency = scenario.at("currency").get<std::string>();
  if (!scenario.at("price_year").is_null()) heading.price_year = scenario.at("price_year").get<int>();
  reading.path = scenario.at("path").get<std::string>();
  reading.inputs.push_back({reading.path, 0, scenario.at("sha256").get<std::string>()});
  if (scenario.contains("settings"))
    reading.settings = scenario.at("settings").get<std::vector<std::string>>();
  reading.parameters = about.at("parameters");
  return reading;
}

struct Engine {
  explicit Engine(io::ScenarioReading loaded) : reading(std::move(loaded)), written(reading.scenario.plant) {}

  io::ScenarioReading reading;
  Plant written;  // as loaded
  Network network;
  Coverage coverage;
  io::Findings found;
  io::ResultColumns columns;
  std::string answer;  // the last text that was asked for

  Plant& plant() { return reading.scenario.plant; }
  const char* say(const io::Json& json) {
    answer = io::to_text(json);
    return answer.c_str();
  }
  double cost_of(Element element) const {
    const Costs& costs = reading.scenario.costs;
    return element.is_site() ? costs.of_sites[element.site()] : costs.of_links[element.link()];
  }
};

std::unique_ptr<Engine> engine;

Element element_of(std::uint32_t kind, std::uint32_t index) {
  return kind == 0 ? Element(SiteId{index}) : Element(LinkId{index});
}

template <class Column>
void add_column(io::Json& list, const char* name, const Column& column) {
  list.push_back({{"name", name},
                  {"type", io::column_type<typename Column::value_type>()},
                  {"at", reinterpret_cast<std::uintptr_t>(column.data())},
                  {"bytes", column.size() * sizeof(column[0])}});
}

}  // namespace
}  // namespace lastmile

using namespace lastmile;

char* lastmile_allocate(std::uint32_t bytes) {
  return static_cast<char*>(std::malloc(bytes));
}

void lastmile_load(char* about, std::uint32_t about_bytes, char* blocks, std::uint32_t block_bytes) {
  engine = std::make_unique<Engine>(
      reading_of(io::Json::parse(about, about + about_bytes), std::string_view{blocks, block_bytes}));
  std::free(about);
  std::free(blocks);
}

void lastmile_set(std::uint32_t kind, std::uint32_t index, std::uint32_t state) {
  const Element element = element_of(kind, index);
  const MoneyAsWritten money{.cost = engine->cost_of(element), .value = {}, .completion_cost = {}};
  const ElementColumns columns = columns_of(engine->plant(), element);
  columns.state = static_cast<State>(state);
  columns.value = value_of(money, columns.state);
  columns.completion_cost = completion_cost_of(money, columns.state);
}

void lastmile_unset(std::uint32_t kind, std::uint32_t index) {
  const Element element = element_of(kind, index);
  const ElementColumns columns = columns_of(engine->plant(), element);
  const ElementColumns before = columns_of(engine->written, element);
  columns.state = before.state;
  columns.value = before.value;
  columns.completion_cost = before.completion_cost;
}

void lastmile_evaluate() {
  const Plant& plant = engine->plant();
  engine->network = build_network(plant);
  engine->coverage = evaluate(plant, engine->network);
  engine->found =
      io::find_islands_and_areas(engine->reading.scenario, engine->network, engine->coverage, io::ByArea::no);
  engine->columns = io::result_columns(plant, engine->network, engine->coverage);
}

const char* lastmile_figures() {
  const io::Findings& found = engine->found;
  return engine->say(io::result_json(engine->reading, engine->coverage, {found.islands, found.nearest, {}}));
}

const char* lastmile_areas() {
  const Scenario& scenario = engine->reading.scenario;
  return engine->say(io::by_area_json(scenario, io::find_areas(scenario, engine->network, engine->coverage)));
}

const char* lastmile_explain(std::uint32_t premises) {
  const Explanation told = explain(engine->plant(), engine->network, engine->coverage, PremisesId{premises});
  return engine->say(io::explain_json(engine->reading.scenario, told,
                                      std::vector<std::optional<io::NearestSite>>(told.islands.size())));
}

const char* lastmile_columns() {
  io::Json list = io::Json::array();
  io::for_each_result_column(engine->columns,
                             [&](const char* name, const auto& column) { add_column(list, name, column); });
  const auto add = [&](const char* name, const auto& column, auto) {
    const std::string_view text = name;
    if (text.ends_with("state") || text.ends_with("value") || text.ends_with("completion_cost"))
      add_column(list, name, column);
  };
  io::for_each_column(std::as_const(engine->reading.scenario), add);
  return engine->say(list);
}
