// What the program says about a failure, and with which status it ends.
#pragma once

#include <functional>

namespace lastmile::cli {

void to_standard_error(const char* text);

// Call it while the failure is handled, in a `catch`. Tells what it is, in one or several lines, and returns
// the exit status. Needs no memory if that is what has run out.
int tell_failure(const std::function<void(const char*)>& tell = to_standard_error);

}  // namespace lastmile::cli
