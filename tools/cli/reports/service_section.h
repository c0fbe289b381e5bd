// What failures do to scenarios, options and periods, as a section of their reports.
#pragma once

#include <span>

#include "tools/cli/reports/page.h"
#include "tools/io/results/service_comparison.h"

namespace lastmile::cli {

// An expected count: six digits, or whole if it is large.
std::string expected_count(double count);

// Side by side, with letters as in compare_report(), and what the others save over the first. `over`: the
// time of the hours lost, such as "a year".
void add_service_comparison(Page& page, std::span<const io::ServiceColumn> columns, const Vocabulary& words,
                            std::string_view over);

// The same beside a ranking.
std::string service_comparison_report(std::span<const io::ServiceColumn> columns, const Vocabulary& words,
                                      std::string_view over, const Terminal& terminal);

// Period by period.
void add_service_of_course(Page& page, const io::OptionCourse& course);

}  // namespace lastmile::cli
