// Whether results are grouped by area.
#pragma once

#include "tools/cli/usage/flags.h"
#include "tools/io/results/findings.h"

namespace lastmile::cli {

inline io::ByArea by_area_of(const Arguments& given) {
  return given.has(flags::by) ? io::ByArea::yes : io::ByArea::no;
}

}  // namespace lastmile::cli
