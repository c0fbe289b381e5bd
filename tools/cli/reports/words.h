// The model's terms in a scenario's own words.
#pragma once

#include <string>

#include "models/plant/ladder.h"
#include "models/scenario/scenario.h"

namespace lastmile::cli {

// "drop missing", "not subscribed": why somebody is not served.
std::string obstacle_words(const Vocabulary& words, Obstacle obstacle);
// "drop missing + not subscribed"
std::string obstacle_words(const Vocabulary& words, Obstacles obstacles);
// A rung as the reader knows it: the last one in the scenario's own word for served.
std::string rung_words(const Vocabulary& words, Rung rung);
// With a capital at the beginning, where that is a letter of ASCII.
std::string capitalized(std::string text);
// "EUR", or "EUR of 2023" where the prices' year is known.
std::string price_words(const Heading& heading);
// What stands for one of several in the head of a table: A to Z, then by number.
std::string letter(std::size_t i);
// A state without underscores.
std::string state_words(State state);

}  // namespace lastmile::cli
