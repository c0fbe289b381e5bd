// A package in the Open Fibre Data Standard.
#include <cstdint>

#include "tests/fuzz/fuzz_network.h"
#include "tools/exchange/ofds/read_ofds.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lastmile;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  io::ProblemList problems;
  exchange::OfdsPackage package = exchange::parse_ofds(text, "package.json", problems);
  if (problems.error_count() > 0) return 0;
  exchange::Mapping mapping;
  mapping.layers = exchange::ofds_mapping(package);
  mapping.sources.largest_component = true;
  fuzz::check_network(mapping, {package.nodes, package.spans});
  return 0;
}
