// What stands under `changes:`: which elements become what, and when.
#pragma once

#include "tools/io/base/json.h"
#include "tools/io/problems/written_at.h"
#include "tools/io/timeline/selector.h"
#include "tools/io/timeline/timeline.h"

namespace lastmile::io {

struct ChangeAsWritten {
  Change change;
  WrittenAt at;
};

// `timeline` is null where it could not be read: then no period is looked at.
std::vector<ChangeAsWritten> read_changes(const YamlNode& node, const std::string& path,
                                          const Timeline* timeline, const Surroundings& surroundings,
                                          Reporter& report);
// Of a list of changes, and of one; they refer to the definitions "change" and "selector".
Json changes_schema();
Json change_schema();

// Two changes of the same period that make something different of one element: none where there is none.
// The message names the line of `earlier`.
std::optional<Finding> contradiction(const ChangeAsWritten& later, const ChangeAsWritten& earlier,
                                     const Scenario& scenario, const Reporter& report);

}  // namespace lastmile::io
