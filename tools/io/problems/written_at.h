// The place of a value that can be checked only after other parts have been read.
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
