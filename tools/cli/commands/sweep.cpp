#include <fmt/format.h>

#include "tools/cli/commands/commands.h"
#include "tools/cli/commands/on_ranks.h"
#include "tools/cli/reports/study_report.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/cli/usage/flags.h"
#include "tools/study/read_study.h"
#include "tools/study/study_notes.h"
#include "tools/study/sweep.h"

namespace lastmile::cli {
namespace {

constexpr Flag study_folder = flags::output("Folder for the results; needed unless --dry-run is given");
constexpr Flag resume = {"--resume", 0, {}, "Go on with an interrupted run in the folder"};
constexpr Flag dry_run = {"--dry-run", 0, {}, "Only print the number of runs and the estimated time"};
constexpr Flag yes = {"--yes", 0, {}, "Run a study of more than 1,000,000 runs"};

std::string time_words(double seconds) {
  if (seconds < 1) return "less than 1 s";
  if (seconds < 100) return fmt::format("{:.0f} s", seconds);
  if (seconds < 6000) return fmt::format("{:.0f} min", seconds / 60);
  return seconds < 360'000 ? fmt::format("{:.0f} h", seconds / 3600)
                           : fmt::format("{:.0f} days", seconds / 86'400);
}

// Points, replicates and runs, and about how long they take here.
void tell_size(const study::Study& study, Format format, const ranks::Ranks& ranks) {
  const study::StudyBase base(study);
  const double one = study::seconds_per_run(base);
  const std::size_t threads = ranks.threads();
  const double all = one * static_cast<double>(study.runs()) / static_cast<double>(threads);
  if (format == Format::json) {
    print(io::to_text({{"schema", "lastmile.study-size.v1"},
                       {"points", base.design.points()},
                       {"replicates", study.replicates},
                       {"runs", study.runs()},
                       {"options", base.option_count()},
                       {"seconds_per_run", one},
                       {"threads", threads},
                       {"seconds", all}}));
    return;
  }
  print(fmt::format("{}: {} points, {} replicate{} each\n", run_words(study.runs()), base.design.points(),
                    study.replicates, study.replicates == 1 ? "" : "s"));
  print(fmt::format("about {} on {} thread{} ({:.2g} s for a run)\n", time_words(all), threads,
                    threads == 1 ? "" : "s", one));
}

void sweep(const Arguments& given, ranks::Ranks& ranks) {
  const std::string folder = given.text(study_folder);
  if (folder.empty() && !given.has(dry_run)) throw WrongLine("lastmile sweep: --output DIR is missing");
  if (folder.ends_with(".sqlite"))
    throw WrongLine(
        "lastmile sweep: --output is a folder of tables; studies are not written to SQLite files");
  for (const Flag& flag : {study_folder, resume, yes})
    if (given.has(dry_run) && given.has(flag))
      throw WrongLine(fmt::format("lastmile sweep: options --dry-run and {} exclude each other", flag.name));
  const Talk talk = talk_of(given, ranks);
  ProgressLine progress(progress_for(talk));
  const study::Study study = study::read_study(given.operand(0), progress);
  print_notes(study.scenario->base().notes, talk);
  if (given.has(dry_run)) {
    ranks.agree(hash_of(study), study.path);
    progress.finish();
    if (ranks.is_first()) tell_size(study, format_of(given), ranks);
    return;
  }
  if (!given.has(yes))
    study::refuse_many_runs(study, "add --yes to run them all; --dry-run estimates the time");
  const io::Json result = study::sweep(
      study, folder, given.has(resume) ? study::Resume::yes : study::Resume::no, progress, ranks);
  progress.finish();
  if (!ranks.is_first()) return;
  print_notes(study::notes_in(result), talk);
  print(format_of(given) == Format::json ? io::to_text(result)
                                         : study_report(result, study.path, standard_output()));
}

}  // namespace

Command sweep_command() {
  return {
      .name = "sweep",
      .group = Group::results,
      .summary = "Run a study: one scenario with many values, on all cores, into tables and charts",
      .about =
          "A study file names a scenario, what varies in it and the design: a grid, random samples, a latin "
          "hypercube or Sobol's sequence. Writes runs.csv (one row for each run and option), summary.csv, "
          "sensitivity.csv, charts and study.json. A run whose input is refused becomes a row with its "
          "reason. "
          "If it is interrupted, --resume goes on with it; the results are the same bytes. Under mpirun or "
          "srun it works on many machines.",
      .operands = {{{ValueKind::scenario, "STUDY"}, "Study file (YAML)"}},
      .flags = {study_folder, resume, dry_run, yes, flags::format, flags::threads, flags::quiet, help_flag},
      .examples = {{{"lastmile sweep study.yaml -o results", "Run a study and write its tables and charts."},
                    {"lastmile sweep study.yaml --dry-run",
                     "Show how many runs it has and how long they take."}}},
      .carry_out =
          [](const Arguments& given) {
            return on_ranks(given, [&](ranks::Ranks& ranks) { sweep(given, ranks); });
          },
      .on_ranks = true,
  };
}

}  // namespace lastmile::cli
