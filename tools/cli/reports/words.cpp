#include "tools/cli/reports/words.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/io/results/element_words.h"

namespace lastmile::cli {
namespace {

std::string without_underscores(std::string_view name) {
  std::string text{name};
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

}  // namespace

std::string element_label(const Scenario& scenario, Element element, std::size_t room) {
  std::string label = printable(element_name(scenario, element));
  const std::string_view name = io::name_beside(scenario, element);
  constexpr std::size_t shortest = 4;  // of a name that still says something
  const std::size_t taken = display_width(label) + 1;
  const std::size_t left = room > taken ? room - taken : 0;
  if (name.empty() || left < std::min(shortest, display_width(name))) return label;
  return label + " " + printable(name, left);
}

TextTable::Cell element_cell(const Scenario& scenario, Element element, std::size_t room, Style style) {
  return {element_label(scenario, element, room), style, true, room};
}

std::string obstacle_words(const Vocabulary& words, Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::upstream_missing: return words.backbone + " missing";
    case Obstacle::upstream_inactive: return words.backbone + " inactive";
    case Obstacle::upstream_failed: return words.backbone + " failed";
    case Obstacle::final_link_missing: return words.final_link + " missing";
    case Obstacle::final_link_inactive: return words.final_link + " inactive";
    case Obstacle::final_link_failed: return words.final_link + " failed";
    case Obstacle::over_budget: return "optical loss too high";
    case Obstacle::under_budget: return "optical loss too low";
    case Obstacle::rate: return "rate too low";
    case Obstacle::latency: return "latency too high";
    case Obstacle::capacity: return "capacity too low";
    default: return without_underscores(name(obstacle));
  }
}

std::string obstacle_words(const Vocabulary& words, Obstacles obstacles) {
  std::string text;
  for (const Obstacle obstacle : enum_values<Obstacle>()) {
    if (obstacles.contains(obstacle)) text += (text.empty() ? "" : " + ") + obstacle_words(words, obstacle);
  }
  return text;
}

std::string rung_words(const Vocabulary& words, Rung rung) {
  return rung == Rung::served ? words.served : std::string{name(rung)};
}

std::string capitalized(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string counted(double n, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(n), n == 1 ? one : many);
}

std::string price_words(const Heading& heading) {
  if (!io::is_money(heading.currency)) return "no currency";
  return heading.price_year ? fmt::format("{}, {} prices", heading.currency, *heading.price_year)
                            : heading.currency;
}

std::string letter(std::size_t i) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return i < letters.size() ? std::string{letters[i]} : fmt::format("#{}", i + 1);
}

std::string state_words(State state) {
  return without_underscores(name(state));
}

}  // namespace lastmile::cli
