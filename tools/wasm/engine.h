// The engine as a WebAssembly module, for the page of `lastmile report`: load a scenario, set states,
// evaluate, and read figures and columns. It computes what `lastmile run` computes on the edited scenario.
//
// Texts and columns lie in the module's memory, are NUL-terminated or named by a directory, and stay valid
// until the next call. Nothing is thrown: the caller passes what the page holds, and a failure of memory
// stops the module.
#pragma once

#include <cstdint>

extern "C" {

// Memory for an argument of lastmile_load, which takes it over.
char* lastmile_allocate(std::uint32_t bytes);

// `about` is JSON: the directory of the columns, and of the result what does not depend on states (path,
// sha256, name, currency, price_year, settings, parameters). `blocks` are the columns. Cost: O(bytes).
void lastmile_load(char* about, std::uint32_t about_bytes, char* blocks, std::uint32_t block_bytes);

// The state of a site (kind 0) or link (kind 1) as an edit sets it: value and completion cost follow from the
// cost.
void lastmile_set(std::uint32_t kind, std::uint32_t index, std::uint32_t state);
// State, value and completion cost as loaded.
void lastmile_unset(std::uint32_t kind, std::uint32_t index);

// Cost: that of build_network and evaluate.
void lastmile_evaluate();

// After lastmile_evaluate: what `run --format json` prints, its by_area, and what `explain --format json`
// prints; the nearest sites of islands are null.
const char* lastmile_figures();
const char* lastmile_areas();
const char* lastmile_explain(std::uint32_t premises);
// A directory of the columns that changed: [{name, type, at, bytes}] with addresses.
const char* lastmile_columns();

}  // extern "C"
