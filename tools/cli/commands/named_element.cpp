#include "tools/cli/commands/named_element.h"

#include "tools/io/scenario/named_parts.h"

namespace lastmile::cli {

Element element_named(const std::string& path, const Scenario& scenario, const Flag& flag,
                      const std::string& id) {
  return io::elements_named(path, scenario, std::span(&id, 1), flag.name).front();
}

}  // namespace lastmile::cli
