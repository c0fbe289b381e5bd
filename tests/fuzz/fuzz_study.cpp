// A study file over a small town; accepted studies are run.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "tests/fuzz/fuzz.h"
#include "tools/study/analysis.h"
#include "tools/study/read_study.h"
#include "tools/study/sweep.h"

namespace {

using namespace lastmile;

constexpr const char* town =
    "lastmile: 1\nname: town\nsites:\n  - {id: pop, kind: source, value: 9}\n"
    "  - {id: cab, kind: cabinet, state: planned, cost: 50, area: a}\n"
    "links: [{id: f, from: pop, to: cab, tier: feeder, state: planned, cost: 20}]\n"
    "premises:\n  - {id: h, homes: 3, drop: {from: cab, state: planned, cost: 5, late_cost: 2}}\n"
    "  - {id: g, drop: {from: pop, cost: 4}}\n"
    "timeline: {start: 2027, periods: 3, unit: year}\neconomics: {discount_rate: 0.05, late_cost: 3}\n"
    "take_up: {ceiling: 0.7, seed: 1}\nrollout: {budget_per_period: 30, order: cheapest}\n"
    "options: {a: {}, b: {rollout: {order: file}}}\n";

void run(const study::Study& study) {
  constexpr std::uint64_t most_runs = 64;
  if (study.runs() > most_runs || study.design.factors > 8) return;
  const study::StudyBase base(study);
  std::vector<study::Block> blocks;
  study::run_study(base, io::Progress::unwatched(), [&](study::Block&& block) {
    if (study::block_from(to_bytes(block), base) == std::nullopt) std::abort();
    blocks.push_back(std::move(block));
  });
  const auto read = [&](std::uint64_t block) { return blocks.at(block); };
  if (study::analyse(base, read, io::Progress::unwatched()).refused > study.runs()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::put("town.yaml", town);
  const std::string path = fuzz::put("study.yaml", {reinterpret_cast<const char*>(data), size});
  try {
    run(study::read_study(path));
  } catch (const io::InputRefused&) {
  } catch (const io::IoFailed&) {
  }
  return 0;
}
