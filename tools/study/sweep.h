// Runs a study into a folder: study.json, runs.csv, summary.csv, sensitivity.csv and charts.
//
// While it runs, the folder holds runs.journal (journal.h); the results appear together at the end, and the
// journal goes. A run that was interrupted goes on from there. The results are the same bytes however often
// it was interrupted and on any number of ranks and threads.
#pragma once

#include "tools/io/base/json.h"
#include "tools/ranks/ranks.h"
#include "tools/study/analysis.h"

namespace lastmile::study {

enum class Resume : bool { no, yes };

// Returns the content of study.json. With Resume::yes it goes on where an earlier process stopped; a study
// that is complete is left as it is. Throws InputRefused if the folder holds another study, an unfinished
// run that is not to be resumed, or results of a complete one that something else has changed; IoFailed if a
// file cannot be written or read, after which it can be resumed. On other ranks than 0 it only computes, and
// returns null; they must have read the same.
io::Json sweep(const Study& study, const std::string& folder, Resume resume, io::Progress& progress,
               ranks::Ranks& ranks);

// The same in memory, without files: `take` gets the blocks in order.
void run_study(const StudyBase& base, io::Progress& progress, const std::function<void(Block&&)>& take);

// Seconds of one thread for one run, measured on the first runs for about half a second.
double seconds_per_run(const StudyBase& base);

}  // namespace lastmile::study
