// Problems with an input, reported so that its author can fix them: the place, the fault, the rule and a
// hint.
#pragma once

#include <compare>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace lastmile::io {

// Lines and columns count from 1, columns in characters. Line 0 stands for a file as a whole, such as a
// setting of the command line.
struct Mark {
  std::uint64_t line = 1;
  std::uint64_t column = 1;
  std::uint32_t file = 0;  // of a scenario that extends others: 0 itself, 1 the one it extends, and so on

  bool operator==(const Mark&) const = default;
  std::strong_ordering operator<=>(const Mark& other) const {
    if (file != other.file) return file <=> other.file;
    if (line != other.line) return line <=> other.line;
    return column <=> other.column;
  }
};

enum class Severity { error, note };

struct Problem {
  std::string file;
  Mark mark;
  Severity severity = Severity::error;
  std::string path;     // links[3].length_m in YAML, the column's name in a table; may be empty
  std::string message;  // what is wrong
  std::string rule;     // one of all_rules(), see rules.h
  std::string hint;     // what would be right; may be empty
  std::uint64_t times =
      0;  // number of occurrences of a note that is reported only once; 0 for other problems
};

// The message and the number of further problems like it.
std::string full_message(const Problem& problem);

// file:line:column: severity: path: message; hint [rule]
// Without line and column for a file as a whole.
std::string to_line(const Problem& problem);

// Problems in the order found. Keeps the first shown_errors errors and counts the rest.
class ProblemList {
 public:
  static constexpr std::size_t shown_errors = 100;

  void add(Problem problem);
  // Adds a note, or counts it if there is already one with the same rule.
  void count(Problem note);
  void append(ProblemList&& later);
  void sort_by_mark();
  void only_count() { limit_ = 0; }

  const std::vector<Problem>& shown() const { return problems_; }
  std::uint64_t error_count() const { return errors_; }
  std::uint64_t hidden_error_count() const { return errors_ - shown_; }
  bool shows_more() const { return shown_ < limit_; }

 private:
  std::vector<Problem> problems_;
  std::uint64_t limit_ = shown_errors;
  std::uint64_t errors_ = 0;
  std::uint64_t shown_ = 0;  // of the errors
};

// Place of an input cell. Evaluated only if the cell has a problem.
class Place {
 public:
  Place() = default;
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  virtual ~Place() = default;
  virtual Mark mark() const = 0;
  virtual std::string path() const = 0;
};

class FixedPlace : public Place {
 public:
  explicit FixedPlace(Mark mark, std::string path = {}) : mark_(mark), path_(std::move(path)) {}
  Mark mark() const override { return mark_; }
  std::string path() const override { return path_; }

 private:
  Mark mark_;
  std::string path_;
};

struct Finding {
  std::string_view rule;
  std::string message;
  std::string hint = {};
};

// Collects problems about one file, or about the files of one scenario.
class Reporter {
 public:
  enum class Origin { by_hand, table };

  Reporter(std::string_view file, ProblemList& list, Origin origin = Origin::by_hand)
      : file_(file), list_(&list), origin_(origin) {}
  // Marks contain the number of the file.
  Reporter(const std::vector<std::string>& files, ProblemList& list) : files_(&files), list_(&list) {}
  void error(const Place& place, Finding finding) { add(Severity::error, place, std::move(finding)); }
  void note(const Place& place, Finding finding) { add(Severity::note, place, std::move(finding)); }
  // An error in a hand-written file. In a table, where inventories contain a few such values and nothing
  // depends on them, the value is skipped and one note counts them.
  void tolerate_in_table(const Place& place, Finding finding);
  // Whether one more error would be shown. If not, a costly hint need not be computed.
  bool shows_more() const { return list_->shows_more(); }
  std::uint64_t error_count() const { return list_->error_count(); }
  // "line 7", with the name of the file if it differs from that of the other mark.
  std::string line_of(const Mark& mark, const Mark& beside) const;

 private:
  void add(Severity severity, const Place& place, Finding finding);
  const std::string& file_of(const Mark& mark) const { return files_ ? (*files_)[mark.file] : file_; }

  std::string file_;
  const std::vector<std::string>* files_ = nullptr;
  ProblemList* list_;
  Origin origin_ = Origin::by_hand;
};

// Thrown once all problems are known, before anything is computed.
class InputRefused : public std::runtime_error {
 public:
  explicit InputRefused(ProblemList problems)
      : std::runtime_error("the input is wrong"), problems_(std::move(problems)) {}
  const ProblemList& problems() const { return problems_; }

 private:
  ProblemList problems_;
};

// A failure of the environment: a disk, a pipe or a permission. The message has the path and the reason.
class IoFailed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace lastmile::io
