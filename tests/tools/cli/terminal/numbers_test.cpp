// Numbers as people read them.
#include <doctest/doctest.h>

#include "tools/cli/terminal/terminal.h"

namespace lastmile::cli {

TEST_CASE("Short numbers have three digits or more") {
  CHECK(short_number(0.72) == "0.72");
  CHECK(short_number(94.23) == "94.2");
  CHECK(short_number(2300) == "2,300");
  CHECK(short_number(-0.5503) == "-0.55");
  CHECK(short_number(-1234.4) == "-1,234");
}

TEST_CASE("Rounding noise is 0, without a sign, and a small number keeps its first digit") {
  CHECK(short_number(0) == "0");
  CHECK(short_number(-0.0) == "0");
  CHECK(short_number(-1e-15) == "0");
  CHECK(short_number(1e-15) == "0");
  CHECK(short_number(-0.003) == "-0.003");
  CHECK(short_number(0.0004) == "0.0004");
  CHECK(grouped(-0.0) == "0");
  CHECK(grouped(-0.001) == "0");
  CHECK(grouped(-0.25) == "-0.25");
  CHECK(grouped(-1234.5) == "-1,234.5");
}

}  // namespace lastmile::cli
