#include "tools/exchange/assembly/assemble.h"

#include <algorithm>

#include "tools/exchange/assembly/workspace.h"

namespace lastmile::exchange {

int incompleteness(State state) {
  switch (state) {
    case State::operational: return 0;
    case State::inactive: return 1;
    case State::failed: return 2;
    case State::under_construction: return 3;
    case State::planned: return 4;
    case State::proposed: return 5;
    case State::decommissioned: return 6;
  }
  return 6;
}

Assembled assemble(const Mapping& mapping, const std::vector<FeatureLayer>& layers, io::ProblemList& problems,
                   io::Progress& progress) {
  Workspace work(mapping, layers, problems);
  progress.begin("reading features", 0, "");
  gather_points(work);
  gather_lines(work);
  if (problems.error_count() > 0) return std::move(work.out);
  progress.begin("joining lines", 0, "");
  find_places(work);
  attach_to_links(work);
  cut_lines(work);
  progress.begin("building the network", 0, "");
  make_rows(work);
  refuse_useless(work);
  if (problems.error_count() > 0) return std::move(work.out);
  choose_sources(work);
  find_islands(work);
  std::stable_sort(work.out.records.begin(), work.out.records.end(), [](const Record& a, const Record& b) {
    const auto key = [](const Record& r) { return std::tuple(r.deed, r.feature.layer, r.feature.feature); };
    return key(a) < key(b);
  });
  return std::move(work.out);
}

}  // namespace lastmile::exchange
