// The tables of a study: runs.csv, summary.csv and sensitivity.csv.
#pragma once

#include "tools/io/files/output_file.h"
#include "tools/study/analysis.h"

namespace lastmile::study {

// One row for each run and option: the run (from 1), the parameters, the columns of totals.csv, and why the
// run was refused. A refused run has one row, without option and figures. Memory: a few blocks.
void write_runs(const StudyBase& base, const ReadBlock& read, io::OutputFile& file, io::Progress& progress);

// One row for each option and figure.
std::string summary_csv(const StudyBase& base, const StudyAnalysis& analysis);
// One row for each option, figure and factor: indices of a sobol design, else rank correlations.
std::string sensitivity_csv(const StudyBase& base, const StudyAnalysis& analysis);

// The name of an option of the study; empty without a timeline.
std::string option_name(const StudyBase& base, std::size_t option);

}  // namespace lastmile::study
