// An equipment file, which a scenario with a service uses.
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lastmile::fuzz;
  put("equipment.yaml", {reinterpret_cast<const char*>(data), size});
  check_scenario(put("scenario.yaml", R"(lastmile: 1
name: Equipment
service: bead
equipment: equipment.yaml
sites:
  - {id: pop, kind: source}
  - {id: olt, technology: gpon-b+}
  - {id: dslam, technology: vdsl2-17a, ports: 4}
  - {id: splitter, split: 32}
links:
  - {id: b, from: pop, to: olt, tier: backbone, length_m: 9000, medium: fibre}
  - {id: f, from: olt, to: splitter, tier: distribution, length_m: 1500, medium: fibre, splices: 2}
  - {id: c, from: olt, to: dslam, tier: feeder, length_m: 700, medium: fibre, capacity_mbps: 1000, capacity_up_mbps: 200}
premises:
  - {id: h1, homes: 3, drop: {from: splitter, length_m: 40, medium: fibre, connectors: 2}}
  - {id: h2, drop: {from: dslam, length_m: 600, medium: copper-0.4}}
)"));
  return 0;
}
