#include "tests/support/paths.h"

namespace lastmile::test {

std::string in_source(const std::string& path) {
  return LASTMILE_SOURCE + (path.empty() ? "" : "/" + path);
}
std::string program_path() {
  return LASTMILE_PROGRAM;
}
std::string default_real_data_folder() {
  return LASTMILE_REAL_DATA_DEFAULT;
}

}  // namespace lastmile::test
