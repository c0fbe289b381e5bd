// Whether the tests are built with a sanitizer. Cases that take minutes there, and whose code smaller cases
// run as well, are left out: TEST_CASE("..." * doctest::skip(is_sanitized)).
#pragma once

namespace lastmile::test {

#ifdef LASTMILE_SANITIZERS
inline constexpr bool is_sanitized = true;
#else
inline constexpr bool is_sanitized = false;
#endif

}  // namespace lastmile::test
