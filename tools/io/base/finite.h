// The last check of every result, where it is written.
#pragma once

namespace lastmile::io {

// The number itself. Throws std::range_error where it is infinite or not a number: no input within the limits
// gives such a result, and none is ever written.
double finite(double number);

}  // namespace lastmile::io
