// Runs the built program as a user would.
#pragma once

#include <string>
#include <vector>

namespace lastmile::test {

struct ProgramRun {
  int status = -1;  // exit status; 128 + signal where a signal ended it
  std::string out;
  std::string err;
};

// The program with these arguments, standard input empty, in folder `in` where it is given, COLUMNS as in
// `columns`.
ProgramRun run_program(const std::vector<std::string>& arguments, const std::string& in = {},
                       int columns = 80);

// The same for any program; the first word is its path or its name in PATH.
ProgramRun run_words(std::vector<std::string> words, const std::string& in = {}, int columns = 80);
bool is_installed(const std::string& program);

}  // namespace lastmile::test
