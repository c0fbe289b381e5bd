// A scenario file: all blocks, as YAML.
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  lastmile::fuzz::check_scenario(
      lastmile::fuzz::put("scenario.yaml", {reinterpret_cast<const char*>(data), size}));
  return 0;
}
