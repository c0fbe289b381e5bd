// The model's terms in a scenario's own words.
#pragma once

#include <string>
#include <string_view>

#include "models/plant/ladder.h"
#include "models/scenario/scenario.h"
#include "tools/cli/terminal/terminal.h"

namespace lastmile::cli {

inline constexpr std::string_view nothing = "–";  // in the place of a figure that does not exist
inline constexpr std::size_t longest_label = 30;  // cells for free text in a table or heading

// An element in text: its id, which is never shortened, so that it can be copied, and its name if it has one,
// as in "cab1 Church Street". The name is shortened so that both take at most `room` cells.
std::string element_label(const Scenario& scenario, Element element, std::size_t room = std::string::npos);
// The same in a table. An id that is wider than `room` has a line of its own.
TextTable::Cell element_cell(const Scenario& scenario, Element element, std::size_t room,
                             Style style = Style::plain);

// Why premises are not served: "drop missing", "not subscribed".
std::string obstacle_words(const Vocabulary& words, Obstacle obstacle);
// "drop missing + not subscribed"
std::string obstacle_words(const Vocabulary& words, Obstacles obstacles);
// The name of a rung; for the last one, the scenario's own word for served.
std::string rung_words(const Vocabulary& words, Rung rung);
// With an initial capital if it begins with an ASCII letter.
std::string capitalized(std::string text);
// "1 home", "2,300 homes"
std::string counted(double n, std::string_view one, std::string_view many);
// "EUR", or "EUR, 2023 prices", or "no currency".
std::string price_words(const Heading& heading);
// The column head of the i-th of several scenarios or options: A to Z, then #27.
std::string letter(std::size_t i);
// A state without underscores.
std::string state_words(State state);

}  // namespace lastmile::cli
