// Output of a command: results to standard output, everything else to standard error.
#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "tools/io/problems/problem.h"

namespace lastmile::cli {

enum class Format { text, json };
enum class Talk { notes, errors_only };  // whether notes about the input are printed

// The reader closed standard output, as in `lastmile run big.yaml | head`.
class PipeClosed : public std::exception {
 public:
  const char* what() const noexcept override { return "the reader closed standard output"; }
};

// Prints a result. Throws PipeClosed, or IoFailed if standard output cannot be written for another reason.
// SIGPIPE must be ignored.
void print(std::string_view result);

// Ends the process silently, by SIGPIPE, like other programs in a closed pipe.
[[noreturn]] void end_by_closed_pipe();

// Problems, one per line, and how many more there are.
std::string problem_lines(const io::ProblemList& problems);
void print_notes(const io::ProblemList& problems, Talk talk);

}  // namespace lastmile::cli
