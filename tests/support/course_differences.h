// The differences of a course from the expected one, figure by figure, as readable lines.
#pragma once

#include <string>
#include <vector>

#include "sim/rollout/course.h"

namespace lastmile::test {

// Money and expectations may differ by 1e-9 of their size, by 1e-9 below 1; counts too unless
// `counts_are_whole`.
std::vector<std::string> differences(const Course& expected, const Course& got, bool counts_are_whole);

}  // namespace lastmile::test
