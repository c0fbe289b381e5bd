// Numbers as people read them.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "tools/cli/terminal/terminal.h"

namespace lastmile::cli::numbers_test {

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

TEST_CASE("Significant digits are kept, thousands separated, without exponents") {
  CHECK(significant(20441.34, 6) == "20,441.3");
  CHECK(significant(78018.1, 6) == "78,018.1");
  CHECK(significant(-4e6, 3) == "-4,000,000");
  CHECK(significant(0.00004, 1) == "0.00004");
  CHECK(significant(4.9e-17, 3) == "0");
  CHECK(significant(-1e-15, 3) == "0");
  CHECK(significant(99.99, 6) == "99.99");
  // Read back, they are the number up to half a unit of the last digit.
  for (double number = 1.2345678e-5; number < 1e9; number *= 2.7) {
    const std::string text = significant(number, 6);
    CAPTURE(text);
    CHECK(text.find('e') == std::string::npos);
    std::string digits = text;
    std::erase(digits, ',');
    const double rounding = std::max(0.5e-9, 0.5e-5 * number);
    CHECK(std::abs(std::stod(digits) - number) <= rounding * (1 + 1e-9));
  }
}

}  // namespace lastmile::cli::numbers_test
