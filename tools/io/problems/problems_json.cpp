#include "tools/io/problems/problems_json.h"

namespace lastmile::io {

Json problems_json(const ProblemList& problems) {
  Json list = Json::array();
  for (const Problem& p : problems.shown())
    list.push_back({{"file", p.file},
                    {"line", p.mark.line},
                    {"column", p.mark.column},
                    {"severity", p.severity == Severity::error ? "error" : "note"},
                    {"path", p.path},
                    {"message", full_message(p)},
                    {"rule", p.rule},
                    {"hint", p.hint}});
  return list;
}

}  // namespace lastmile::io
