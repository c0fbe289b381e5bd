#include "tools/io/base/finite.h"

#include <cmath>
#include <stdexcept>

namespace lastmile::io {

double finite(double number) {
  if (!std::isfinite(number)) throw std::range_error("a result is not a finite number; please report this");
  return number;
}

}  // namespace lastmile::io
