// Options and their courses in words.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tools/io/results/courses.h"

namespace lastmile::cli {

// "2027-Q1 to 2030-Q4, 16 quarters"
std::string timeline_words(const Timeline& timeline);
// "16 quarters"
std::string period_count(std::size_t periods, PeriodUnit unit);

// The rules of an option, each with its topic: builds, budget, crews, changes, orders, money.
using Rules = std::vector<std::pair<std::string, std::string>>;
Rules rules_of(const io::ScenarioReading& reading, const RolloutOption& option);

// "50 % by 2027-Q4, 80 % by 2029-Q1, 95 % not by 2030-Q4"
std::string reached_words(const io::OptionCourse& course);

// The period in which a course is paid back, "never", or "not needed" if nothing was spent.
std::string payback_words(const io::OptionCourse& course);

inline double homes_on(const Status& status, Rung rung) {
  return status.ladder[rung].homes;
}

}  // namespace lastmile::cli
