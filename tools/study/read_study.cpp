#include "tools/study/read_study.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "tools/io/base/text.h"
#include "tools/io/chart/svg_text.h"
#include "tools/io/yaml/yaml_json.h"
#include "tools/study/run_settings.h"
#include "tools/study/scaling.h"
#include "tools/study/study_reader.h"
#include "tools/study/value_checks.h"

namespace lastmile::study {
namespace {

using io::FixedPlace;
using io::Reporter;

void refuse_any(io::ProblemList& problems) {
  problems.sort_by_mark();
  if (problems.error_count() > 0) throw io::InputRefused(std::move(problems));
}

std::optional<io::YamlDocument> read_document(Study& study, Reporter& report) {
  if (io::Finding finding = io::check_readable(study.path); !finding.rule.empty()) {
    report.error(FixedPlace({}), std::move(finding));
    return std::nullopt;
  }
  constexpr std::size_t at_once = std::size_t{1} << 20U;
  std::string text;
  io::InputFile file(study.path, io::InputFile::Hashing::on);
  for (std::size_t size = 0, got = at_once; got > 0 && size <= io::max_yaml_bytes;) {
    text.resize(size + at_once);
    got = file.read(text.data() + size, at_once);
    text.resize(size += got);
  }
  if (text.size() > io::max_yaml_bytes) {
    report.error(FixedPlace({}), {"too-large", "a study file is larger than 64 MiB"});
    return std::nullopt;
  }
  study.record = file.record();
  return io::read_yaml(std::move(text), report,
                       {"empty-file", "file is empty", "add \"lastmile: 1\" and the keys of a study"});
}

// Where all that varies is tried: about the middle, and near both ends.
constexpr std::array<double, 3> probes = {0.499, 0.001, 0.999};

// Whether the scenario takes the settings that `chosen` picks from those of a run, at one probe or another.
// If not, says why the first is refused.
template <class Choose>
bool takes(const Study& study, const io::Mark& mark, const std::string& path, Reporter& report,
           Choose chosen) {
  std::optional<io::InputRefused> first;
  for (const double probe : probes) {
    const RunValues values = values_at(study, std::vector<double>(study.design.factors, probe), 0);
    try {
      check_settings(*study.scenario, chosen(settings_of(study, values)));
      return true;
    } catch (const io::InputRefused& refused) {
      if (!first) first = refused;
    }
  }
  tell(*first, mark, path, report);
  return false;
}

// Somewhere in what varies the scenario must be right, else a path leads nowhere, or no run would be. And it
// must take every value in some run.
void check_against_scenario(const Study& study, Reporter& report) {
  using Settings = std::vector<io::ShownSetting>;
  const auto all = [](Settings settings) { return settings; };
  const io::Mark whole = study.parameters.front().mark;
  io::ProblemList of_all;
  Reporter quiet(study.path, of_all);
  const bool is_right_somewhere = takes(study, whole, "vary", quiet, all);
  const std::uint64_t errors = report.error_count();
  std::vector<bool> known(study.parameters.size(), false);
  std::size_t next = 0;
  for (std::size_t i = 0; i < known.size() && !is_right_somewhere; ++i) {
    const Parameter& parameter = study.parameters[i];
    if (parameter.is_scaled()) continue;
    const std::size_t at = next++;
    known[i] = !takes(study, parameter.mark, "vary." + io::shortened(parameter.name), report,
                      [at](const Settings& settings) { return Settings{settings[at]}; });
  }
  check_values(study, known, report);
  if (!is_right_somewhere && report.error_count() == errors) takes(study, whole, "vary", report, all);
}

void check_size(const Study& study, Reporter& report) {
  if (study.runs() > most_runs)
    report.error(FixedPlace(study.parameters.front().mark, "vary"),
                 {"out-of-range", fmt::format("the study would have more than {} runs", most_runs),
                  "take fewer levels, samples or replicates"});
}

}  // namespace

Study read_study(const std::string& path, io::Progress& progress) {
  Study study;
  study.path = path;
  io::ProblemList problems;
  Reporter report(path, problems);
  auto document = read_document(study, report);
  refuse_any(problems);
  study.document = std::make_shared<const io::YamlDocument>(std::move(*document));
  read_study_file(*study.document->root, study, report);
  study.as_written = io::as_json(*study.document->root);
  if (study.scenario_path.empty()) refuse_any(problems);
  study.scenario_path = (std::filesystem::path(path).parent_path() / study.scenario_path).string();
  try {
    study.scenario = std::make_shared<const io::ScenarioVariants>(study.scenario_path,
                                                                  io::InputFile::Hashing::on, progress);
  } catch (const io::InputRefused& refused) {
    problems.sort_by_mark();
    problems.append(io::ProblemList(refused.problems()));
    throw io::InputRefused(std::move(problems));
  }
  refuse_any(problems);
  const Scaling scaling(study, study.base(), report);
  check_against_scenario(study, report);
  check_size(study, report);
  refuse_any(problems);
  if (study.figures.empty())
    for (const CourseFigure figure : enum_values<CourseFigure>()) study.figures.push_back(figure);
  return study;
}

void refuse_many_runs(const Study& study, std::string_view consent) {
  if (study.runs() <= many_runs) return;
  io::ProblemList problems;
  io::Reporter(study.path, problems)
      .error(io::FixedPlace({0, 0}, "design"),
             {"too-many-runs",
              fmt::format("the study has {} runs", io::grouped_number(static_cast<double>(study.runs()), 0)),
              std::string{consent}});
  throw io::InputRefused(std::move(problems));
}

}  // namespace lastmile::study
