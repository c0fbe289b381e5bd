// Output of a command: results to standard output, everything else to standard error.
#pragma once

#include <string>
#include <string_view>

#include "tools/io/problems/problem.h"

namespace lastmile::cli {

enum class Format { text, json };
enum class Talk { notes, errors_only };  // whether notes about the input are printed

// Prints a result. Throws IoFailed if standard output does not take it.
void print(std::string_view result);

// Problems, one per line, and how many more there are.
std::string problem_lines(const io::ProblemList& problems);
void print_notes(const io::ProblemList& problems, Talk talk);

}  // namespace lastmile::cli
