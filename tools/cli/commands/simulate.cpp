#include "tools/cli/commands/commands.h"
#include "tools/cli/commands/rollout_options.h"
#include "tools/cli/reports/reports.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/io/package/course_package.h"
#include "tools/io/plots/plots.h"
#include "tools/io/read_scenario.h"
#include "tools/io/results/course_json.h"

namespace lastmile::cli {

void simulate(const SimulateOptions& options) {
  using Hashing = io::InputFile::Hashing;
  ProgressLine progress(progress_for(options.talk));
  const io::ScenarioReading reading =
      io::read_scenario(options.scenario, options.output.empty() ? Hashing::off : Hashing::on, progress);
  print_notes(reading.notes, options.talk);
  require_timeline(reading);
  std::vector<io::OptionCourse> courses;
  courses.push_back(course_of(reading, option_named(reading, options.option), progress));
  io::label_courses(courses);
  const io::OptionCourse& course = courses.front();
  if (!options.output.empty())
    io::write_course_package(options.output, "course", io::course_json(course), {&reading}, courses,
                             progress);
  if (!options.plot.empty()) io::write_plots(options.plot, courses);
  progress.finish();
  print(options.format == Format::json ? io::to_text(io::course_json(course))
                                       : course_report(course, standard_output()));
}

}  // namespace lastmile::cli
