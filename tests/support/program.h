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

}  // namespace lastmile::test
