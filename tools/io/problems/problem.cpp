#include "tools/io/problems/problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace lastmile::io {

std::string full_message(const Problem& p) {
  return p.times > 1 ? fmt::format("{} (and {} more like this)", p.message, p.times - 1) : p.message;
}

std::string to_line(const Problem& p) {
  const std::string place =
      p.mark.line == 0 ? p.file : fmt::format("{}:{}:{}", p.file, p.mark.line, p.mark.column);
  return fmt::format("{}: {}: {}{}{}{}{} [{}]", place, p.severity == Severity::error ? "error" : "note",
                     p.path, p.path.empty() ? "" : ": ", full_message(p), p.hint.empty() ? "" : "; ", p.hint,
                     p.rule);
}

void ProblemList::add(Problem problem) {
  if (problem.severity == Severity::error) {
    ++errors_;
    if (!shows_more()) return;
    ++shown_;
  }
  problems_.push_back(std::move(problem));
}

void ProblemList::count(Problem note) {
  const auto same = std::find_if(problems_.begin(), problems_.end(), [&](const Problem& p) {
    return p.times > 0 && p.rule == note.rule && p.file == note.file;
  });
  if (same != problems_.end())
    same->times += note.times;
  else
    problems_.push_back(std::move(note));
}

void ProblemList::append(ProblemList&& later) {
  errors_ += later.hidden_error_count();
  for (Problem& problem : later.problems_) {
    if (problem.times > 0)
      count(std::move(problem));
    else
      add(std::move(problem));
  }
}

void ProblemList::sort_by_mark() {
  std::stable_sort(problems_.begin(), problems_.end(),
                   [](const Problem& a, const Problem& b) { return a.mark < b.mark; });
}

void Reporter::tolerate_in_table(const Place& place, Finding finding) {
  if (origin_ == Origin::by_hand)
    error(place, std::move(finding));
  else
    list_->count({file_of(place.mark()), place.mark(), Severity::note, place.path(),
                  std::move(finding.message), std::string{finding.rule}, std::move(finding.hint), 1});
}

std::string Reporter::line_of(const Mark& mark, const Mark& beside) const {
  const std::string line = fmt::format("line {}", mark.line);
  return mark.file == beside.file ? line : fmt::format("{} of {}", line, file_of(mark));
}

void Reporter::add(Severity severity, const Place& place, Finding finding) {
  list_->add({file_of(place.mark()), place.mark(), severity, place.path(), std::move(finding.message),
              std::string{finding.rule}, std::move(finding.hint)});
}

}  // namespace lastmile::io
