#include "tools/io/timeline/surroundings.h"

#include <fmt/format.h>

#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"

namespace lastmile::io {

Finding unknown_element(std::string_view what, std::string_view id, const Scenario& scenario,
                        const Reporter& report) {
  Finding finding{"unknown-reference", fmt::format("unknown {} {}", what, io::quoted(id))};
  for (const NameTable* table : {&scenario.names.sites, &scenario.names.links, &scenario.names.premises}) {
    const std::size_t candidates = report.shows_more() ? table->size() : 0;
    const auto near = nearest(id, candidates, [&](std::size_t i) { return (*table)[i]; });
    if (!near) continue;
    finding.hint = fmt::format("did you mean {}?", io::quoted(*near));
    break;
  }
  return finding;
}

}  // namespace lastmile::io
