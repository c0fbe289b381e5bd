// Parsers from the text of one cell, in YAML or in a table, to its value. If the text is invalid, a parser
// reports the problem and returns nothing. Cost: O(length), no allocation unless something is wrong.
#pragma once

#include <optional>
#include <span>

#include "models/access/equipment.h"
#include "models/plant/state.h"
#include "models/plant/tier.h"
#include "tools/io/base/text.h"
#include "tools/io/problems/problem.h"

namespace lastmile::io {

// What would be right for a percentage where a share belongs: "write 0.7 for 70 %".
std::string hint_for_percent(double percent);
std::optional<double> parse_number(std::string_view text, const Place& place, Reporter& report);
std::optional<double> parse_between(std::string_view text, double least, double most, const Place& place,
                                    Reporter& report);
std::optional<double> parse_amount(std::string_view text, const Place& place, Reporter& report);
std::optional<std::uint32_t> parse_count(std::string_view text, const Place& place, Reporter& report);
// A count of at least 1.
std::optional<std::uint32_t> parse_positive(std::string_view text, const Place& place, Reporter& report);
std::optional<bool> parse_flag(std::string_view text, const Place& place, Reporter& report);
std::optional<State> parse_state(std::string_view text, const Place& place, Reporter& report);
std::optional<Tier> parse_tier(std::string_view text, const Place& place, Reporter& report);
std::optional<Sight> parse_sight(std::string_view text, const Place& place, Reporter& report);
// Index of the word in the list, in any case of letters. A state, a tier and a line of sight are such words.
std::optional<std::size_t> parse_word(std::string_view text, std::span<const std::string_view> words,
                                      std::string_view rule, std::string_view what, const Place& place,
                                      Reporter& report);
// Text without control characters and bidirectional overrides.
bool check_text(std::string_view text, const Place& place, Reporter& report);
bool check_id(std::string_view text, const Place& place, Reporter& report);

}  // namespace lastmile::io
