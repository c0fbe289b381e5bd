// Flags and operands that several commands share, so that they look and work the same everywhere.
#pragma once

#include <limits>

#include "tools/cli/terminal/output.h"
#include "tools/cli/usage/arguments.h"

namespace lastmile::cli {

namespace choices {
inline constexpr std::array<std::string_view, 2> formats = {"text", "json"};
inline constexpr std::array<std::string_view, 1> groupings = {"area"};
}  // namespace choices

namespace flags {

inline constexpr Flag version = {
    "--version", 'V', {}, "Print the version; with --format json also commit, compiler and libraries"};
inline constexpr Flag quiet = {"--quiet", 'q', {}, "Print errors only: no notes and no progress"};
inline constexpr Flag format = {
    "--format", 0, {ValueKind::choice, "FORMAT", choices::formats}, "Output format: text (default) or json"};
inline constexpr Flag threads = {"--threads",
                                 0,
                                 {ValueKind::whole_number, "N", {}, 1, 1024},
                                 "Number of threads [default: one per processor core]"};
inline constexpr Flag plot = {"--plot", 0, {ValueKind::folder, "DIR"}, "Also write charts to DIR, as SVG"};
inline constexpr Flag option = {
    "--option", 0, {ValueKind::text, "NAME"}, "Rollout option; needed if the scenario has several"};
inline constexpr Flag by = {
    "--by", 0, {ValueKind::choice, "WHAT", choices::groupings}, "Also give every figure by area"};
inline constexpr Flag set = {"--set",
                             0,
                             {ValueKind::text, "PATH=VALUE"},
                             "Put a value into the scenario, such as take_up.ceiling=0.6; can be repeated",
                             false,
                             false,
                             true};

inline constexpr Flag csv_safe = {"--csv-safe",
                                  0,
                                  {},
                                  "Put an apostrophe before text in tables that a spreadsheet would run as a "
                                  "formula"};

inline constexpr Flag csv_for_spreadsheets = {"--csv-for-spreadsheets",
                                              0,
                                              {},
                                              "Write tables for a spreadsheet: semicolons, the decimal mark "
                                              "of the locale, a byte-order mark"};

inline constexpr Flag gis = {"--gis",
                             0,
                             {ValueKind::file, "FILE"},
                             "Also write a map to FILE: GeoPackage (.gpkg), GeoJSON (.geojson) or "
                             "FlatGeobuf (.fgb)"};

// The help text depends on the command.
constexpr Flag output(std::string_view help_text, Value value = {ValueKind::folder, "DIR"}) {
  return {"--output", 'o', value, help_text};
}
inline constexpr Flag full_results =
    output("Also write the full results to DIR, as a data package, or to FILE.sqlite");
constexpr Flag required(Flag flag) {
  flag.required = true;
  return flag;
}

}  // namespace flags

namespace operands {

inline constexpr Operand scenario = {{ValueKind::scenario, "SCENARIO"},
                                     "Scenario file (YAML), or a file written by \"lastmile pack\""};
inline constexpr Operand scenarios = {scenario.value, scenario.help, 1,
                                      std::numeric_limits<std::size_t>::max()};

}  // namespace operands

inline Format format_of(const Arguments& given) {
  return given.text(flags::format) == "json" ? Format::json : Format::text;
}
inline Talk talk_of(const Arguments& given) {
  return given.has(flags::quiet) ? Talk::errors_only : Talk::notes;
}

}  // namespace lastmile::cli
