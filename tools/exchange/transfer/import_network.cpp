#include "tools/exchange/transfer/import_network.h"

#include "tools/exchange/assembly/assemble.h"
#include "tools/exchange/transfer/assumptions.h"
#include "tools/exchange/transfer/read_sources.h"

namespace lastmile::exchange {

Imported import_network(const ImportRequest& request, io::Progress& progress) {
  Imported imported;
  io::ProblemList problems;
  read_sources(request, imported, problems, progress);
  if (problems.error_count() == 0)
    imported.network = assemble(imported.mapping, imported.layers, problems, progress);
  if (problems.error_count() > 0) throw io::InputRefused(std::move(problems));
  add_assumptions(imported);
  return imported;
}

}  // namespace lastmile::exchange
