#include "tools/io/base/json.h"

#include <cmath>

#include "tools/io/base/finite.h"

namespace lastmile::io {

Json number(double value) {
  finite(value);
  constexpr double exact_integers = 9007199254740992.0;  // 2^53
  if (value == std::floor(value) && std::abs(value) < exact_integers) return static_cast<std::int64_t>(value);
  return value;
}

std::string to_text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace lastmile::io
