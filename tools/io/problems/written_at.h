// Where something was written that is checked only later, once all that belongs to it is known.
#pragma once

#include <string>

#include "tools/io/problems/problem.h"

namespace lastmile::io {

struct WrittenAt {
  Mark mark;
  std::string path;

  FixedPlace place() const { return FixedPlace(mark, path); }
};

}  // namespace lastmile::io
