#include "tools/cli/usage/failure.h"

#include <cstdio>
#include <exception>
#include <new>

#include "tools/cli/terminal/output.h"
#include "tools/cli/terminal/terminal.h"
#include "tools/cli/usage/arguments.h"
#include "tools/cli/usage/exit_status.h"

namespace lastmile::cli {

void to_standard_error(const char* text) {
  std::fputs(text, stderr);
}

int tell_failure(const std::function<void(const char*)>& tell) {
  try {
    throw;
  } catch (const WrongLine& wrong) {
    tell((std::string{wrong.what()} + "\n").c_str());
    return input_is_wrong;
  } catch (const io::InputRefused& refused) {
    tell(problem_lines(refused.problems()).c_str());
    return input_is_wrong;
  } catch (const std::bad_alloc&) {
    tell("lastmile: not enough memory\n");
  } catch (const std::exception& failure) {
    tell(("lastmile: " + printable(failure.what()) + "\n").c_str());
  }
  return could_not;
}

}  // namespace lastmile::cli
