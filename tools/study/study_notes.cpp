#include "tools/study/study_notes.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/io/base/text.h"
#include "tools/study/study_tables.h"

namespace lastmile::study {
namespace {

// Why a figure can have no value.
std::string reason_for(const StudyBase& base, CourseFigure figure) {
  if (!base.study.base().horizon) return "it needs a timeline, and the scenario has none";
  switch (about(figure).unit) {
    case FigureUnit::period:
      return figure == CourseFigure::payback
                 ? "nothing is spent there, or it is not earned back before the timeline ends"
                 : "the timeline ends before so many homes are served";
    case FigureUnit::money_per_home: return "no home reaches the rung during the timeline there";
    case FigureUnit::homes:
    case FigureUnit::home_years:
    case FigureUnit::money:
    case FigureUnit::money_years: break;
  }
  return {};
}

std::string share_words(std::uint64_t without, std::uint64_t runs) {
  return without == runs ? fmt::format("all {} runs", runs) : fmt::format("{} of {} runs", without, runs);
}

// "12 of 100 runs of wide-first and 3 of 100 runs of on-order"; without names if all options are alike.
std::string where_missing(const StudyBase& base, const std::vector<const FigureResult*>& results,
                          std::uint64_t runs) {
  const bool alike = std::all_of(results.begin(), results.end(), [&](const FigureResult* result) {
    return result->undefined == results.front()->undefined;
  });
  if (alike) return share_words(results.front()->undefined, runs);
  constexpr std::size_t most_named = 5;
  std::vector<std::string> parts;
  std::size_t more = 0;
  for (const FigureResult* result : results) {
    if (result->undefined == 0) continue;
    if (parts.size() == most_named)
      ++more;
    else
      parts.push_back(fmt::format("{} of {}", share_words(result->undefined, runs),
                                  io::shortened(option_name(base, result->option))));
  }
  const std::string words = fmt::format("{}", fmt::join(parts, ", "));
  return more == 0 ? words : fmt::format("{} and in runs of {} more options", words, more);
}

// Figures that no line of the study names share a note if they miss their values for the same reason.
struct Missing {
  std::string figures;
  bool is_one = true;
  io::Mark mark;
  std::string path;
  std::string where, why;
};

std::vector<Missing> missing_values(const StudyBase& base, const StudyAnalysis& analysis) {
  std::vector<Missing> all;
  const std::uint64_t runs = base.study.runs() - analysis.refused;
  for (std::size_t i = 0; i < base.study.figures.size(); ++i) {
    const CourseFigure figure = base.study.figures[i];
    std::vector<const FigureResult*> results;
    for (const FigureResult& result : analysis.figures)
      if (result.figure == figure) results.push_back(&result);
    if (std::all_of(results.begin(), results.end(),
                    [](const FigureResult* result) { return result->undefined == 0; }))
      continue;
    const bool is_named = i < base.study.figure_marks.size();
    Missing one{std::string{about(figure).id},
                true,
                is_named ? base.study.figure_marks[i] : io::Mark{0, 0},
                is_named ? fmt::format("figures[{}]", i) : std::string{},
                where_missing(base, results, runs),
                reason_for(base, figure)};
    const auto same = std::find_if(all.begin(), all.end(), [&](const Missing& other) {
      return !is_named && other.where == one.where && other.why == one.why;
    });
    if (same == all.end()) {
      all.push_back(std::move(one));
    } else {
      same->figures += ", " + one.figures;
      same->is_one = false;
    }
  }
  return all;
}

}  // namespace

io::ProblemList study_notes(const StudyBase& base, const StudyAnalysis& analysis) {
  io::ProblemList notes;
  io::Reporter report(base.study.path, notes);
  if (analysis.first_refused)
    report.note(
        io::FixedPlace({0, 0}),
        {"refused-runs",
         fmt::format("{} were refused, such as run {}: {}", share_words(analysis.refused, base.study.runs()),
                     analysis.first_refused->first, analysis.first_refused->second),
         base.study.design.method == Method::sobol ? "the indices leave out every sample with such a run"
                                                   : ""});
  for (const Missing& missing : missing_values(base, analysis))
    report.note(
        io::FixedPlace(missing.mark, missing.path),
        {"no-value",
         fmt::format("{} {} no value in {}", missing.figures, missing.is_one ? "has" : "have", missing.where),
         missing.why});
  return notes;
}

io::ProblemList notes_in(const io::Json& record) {
  io::ProblemList notes;
  for (const io::Json& note : record["notes"])
    notes.add({note["file"].get<std::string>(),
               {note["line"].get<std::uint64_t>(), note["column"].get<std::uint64_t>()},
               io::Severity::note,
               note["path"].get<std::string>(),
               note["message"].get<std::string>(),
               note["rule"].get<std::string>(),
               note["hint"].get<std::string>()});
  return notes;
}

}  // namespace lastmile::study
