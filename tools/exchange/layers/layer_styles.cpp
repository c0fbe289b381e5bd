#include "tools/exchange/layers/layer_styles.h"

#include <fmt/format.h>

#include <array>
#include <span>
#include <vector>

#include "models/plant/ladder.h"
#include "models/plant/state.h"
#include "tools/io/chart/svg_text.h"

namespace lastmile::exchange {
namespace {

// One class of elements: the value of the expression, and how it is drawn.
struct StyleClass {
  std::string value;
  std::string label;
  std::string_view colour;
  std::string_view line = "solid";
};

std::string words_of(std::string_view id) {
  std::string words(id);
  for (char& c : words)
    if (c == '_') c = ' ';
  return words;
}

// "163,0,109,255" of "a3006d".
std::string rgba(std::string_view hex) {
  const auto part = [&](std::size_t at) { return std::stoi(std::string(hex.substr(at, 2)), nullptr, 16); };
  return fmt::format("{},{},{},255", part(0), part(2), part(4));
}

struct StyleProperty {
  std::string_view key;
  std::string value;
};

// Both as QGIS 3.26 and later reads a property, and as earlier versions do.
std::string symbol_layer(std::string_view kind, std::span<const StyleProperty> properties,
                         const std::string& width) {
  std::string text = fmt::format(
      "    <layer class=\"{}\" enabled=\"1\" locked=\"0\" pass=\"0\">\n     <Option type=\"Map\">", kind);
  for (const StyleProperty& property : properties)
    text += fmt::format("<Option type=\"QString\" name=\"{}\" value=\"{}\"/>", property.key, property.value);
  text += "</Option>\n     ";
  for (const StyleProperty& property : properties)
    text += fmt::format("<prop k=\"{}\" v=\"{}\"/>", property.key, property.value);
  if (!width.empty())
    text += fmt::format(
        "\n     <data_defined_properties><Option type=\"Map\"><Option type=\"QString\" name=\"name\" "
        "value=\"\"/><Option type=\"Map\" name=\"properties\"><Option type=\"Map\" name=\"outlineWidth\">"
        "<Option type=\"bool\" name=\"active\" value=\"true\"/><Option type=\"QString\" name=\"expression\" "
        "value=\"{}\"/><Option type=\"int\" name=\"type\" value=\"3\"/></Option></Option><Option "
        "type=\"QString\" name=\"type\" value=\"collection\"/></Option></data_defined_properties>",
        io::xml_escaped(width));
  return text + "\n    </layer>\n";
}

std::string categorized_style(std::string_view expression, std::span<const StyleClass> classes, bool is_lines,
                              std::string_view shape, std::string_view size, const std::string& width) {
  std::string text = fmt::format(
      "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\" "
      "styleCategories=\"Symbology\">\n <renderer-v2 type=\"categorizedSymbol\" attr=\"{}\" "
      "symbollevels=\"0\" forceraster=\"0\" enableorderby=\"0\">\n  <categories>\n",
      io::xml_escaped(expression));
  for (std::size_t i = 0; i < classes.size(); ++i)
    text += fmt::format("   <category symbol=\"{}\" value=\"{}\" label=\"{}\" render=\"true\"/>\n", i,
                        io::xml_escaped(classes[i].value), io::xml_escaped(classes[i].label));
  text += "  </categories>\n  <symbols>\n";
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const StyleClass& one = classes[i];
    text +=
        fmt::format("   <symbol type=\"{}\" name=\"{}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\n",
                    is_lines ? "line" : "marker", i);
    const std::array line = {StyleProperty{"line_color", rgba(one.colour)},
                             StyleProperty{"line_style", std::string(one.line)},
                             StyleProperty{"line_width", std::string(size)},
                             StyleProperty{"line_width_unit", "MM"},
                             StyleProperty{"capstyle", "round"},
                             StyleProperty{"joinstyle", "round"}};
    const std::array marker = {
        StyleProperty{"color", rgba(one.colour)},          StyleProperty{"name", std::string(shape)},
        StyleProperty{"outline_color", "255,255,255,255"}, StyleProperty{"outline_width", "0.2"},
        StyleProperty{"size", std::string(size)},          StyleProperty{"size_unit", "MM"}};
    text += is_lines ? symbol_layer("SimpleLine", line, width) : symbol_layer("SimpleMarker", marker, "");
    text += "   </symbol>\n";
  }
  return text + "  </symbols>\n </renderer-v2>\n</qgis>\n";
}

// The colours of the page that `report` writes.
struct PageColours {
  static constexpr std::string_view served = "0b6e4f", customer = "2f78b7", service = "8e4fa8",
                                    final_link = "d98200", upstream = "b3402a", none = "4a4a4a";
};

struct StyleGate {
  Rung reached;  // by a premises that this obstacle is the first to stop
  std::string_view colour;
};

StyleGate gate_of(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::no_route: return {Rung::located, PageColours::none};
    case Obstacle::upstream_missing:
    case Obstacle::upstream_inactive:
    case Obstacle::upstream_failed: return {Rung::located, PageColours::upstream};
    case Obstacle::final_link_missing:
    case Obstacle::final_link_inactive:
    case Obstacle::final_link_failed: return {Rung::passed, PageColours::final_link};
    case Obstacle::no_port:
    case Obstacle::over_budget:
    case Obstacle::under_budget:
    case Obstacle::rate:
    case Obstacle::latency:
    case Obstacle::capacity: return {Rung::connected, PageColours::service};
    case Obstacle::not_subscribed: return {Rung::qualified, PageColours::customer};
  }
  return {Rung::located, PageColours::none};
}

std::string premises_style() {
  std::vector<StyleClass> classes = {{"served", "served", PageColours::served}};
  for (const Obstacle obstacle : enum_values<Obstacle>()) {
    const StyleGate gate = gate_of(obstacle);
    classes.push_back({fmt::format("{}: {}", name(gate.reached), name(obstacle)),
                       fmt::format("{}: {}", name(gate.reached), words_of(name(obstacle))), gate.colour});
  }
  return categorized_style(
      "CASE WHEN \"rung\" = 'served' THEN 'served' ELSE \"rung\" || ': ' || regexp_replace(\"obstacles\", "
      "'[|].*$', '') END",
      classes, false, "circle", "2.2", "");
}

std::vector<StyleClass> state_classes() {
  constexpr EnumArray<State, std::string_view> colours = [] {
    EnumArray<State, std::string_view> of;
    of[State::operational] = PageColours::served;
    of[State::inactive] = PageColours::customer;
    of[State::failed] = PageColours::upstream;
    of[State::under_construction] = PageColours::final_link;
    of[State::planned] = PageColours::final_link;
    of[State::proposed] = PageColours::service;
    of[State::decommissioned] = PageColours::none;
    return of;
  }();
  std::vector<StyleClass> classes;
  for (const State state : enum_values<State>()) {
    const bool is_line_whole = is_built(state) || state == State::decommissioned;
    classes.push_back({std::string(name(state)), words_of(name(state)), colours[state],
                       state == State::proposed || state == State::decommissioned ? "dot"
                       : is_line_whole                                            ? "solid"
                                                                                  : "dash"});
  }
  return classes;
}

std::string sites_style() {
  std::vector<StyleClass> classes = {{"source", "source", "a3006d"}};
  for (StyleClass& of_state : state_classes()) classes.push_back(std::move(of_state));
  return categorized_style("CASE WHEN \"kind\" = 'source' THEN 'source' ELSE \"state\" END", classes, false,
                           "square", "2.8", "");
}

}  // namespace

std::string layer_style(std::string_view layer) {
  if (layer == "premises") return premises_style();
  if (layer == "sites") return sites_style();
  const std::vector<StyleClass> classes = state_classes();
  if (layer == "drops") return categorized_style("\"state\"", classes, true, "", "0.26", "");
  return categorized_style(
      "\"state\"", classes, true, "", "0.4",
      "coalesce(CASE WHEN maximum(\"stranded\") > 0 THEN 0.4 + 2.6 * sqrt(\"stranded\" / "
      "maximum(\"stranded\")) END, 0.4)");
}

}  // namespace lastmile::exchange
