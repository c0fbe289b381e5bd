// What stands under `changes:`: which elements become what, and when.
#pragma once

#include "tools/io/problems/written_at.h"
#include "tools/io/timeline/selector.h"

namespace lastmile::io {

struct ChangeAsWritten {
  Change change;
  WrittenAt at;
};

Finding no_period(std::string_view written);

// The period that is written, counted from the timeline's first; none, and reported, where it is none of its
// periods.
std::optional<std::uint32_t> read_period(const YamlNode& node, const std::string& path,
                                         const Timeline& timeline, Reporter& report);

// `timeline` is null where it could not be read: then no period is looked at.
std::vector<ChangeAsWritten> read_changes(const YamlNode& node, const std::string& path,
                                          const Timeline* timeline, const Surroundings& surroundings,
                                          Reporter& report);

// Two changes of the same period that make something different of one element: none where there is none.
// The message names the line of `earlier`.
std::optional<Finding> contradiction(const ChangeAsWritten& later, const ChangeAsWritten& earlier,
                                     const Scenario& scenario, const Reporter& report);

}  // namespace lastmile::io
