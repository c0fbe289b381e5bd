// Computes single runs of a study. Stages that do not change are not computed again:
//
//   what varies                            is computed for each run
//   only cash (discount rate, revenue      the cash books of courses already simulated with the same other
//     per home, operating cost)              values, if they are among the last ones
//   timeline, economics, take-up,          the parts of the scenario about time, and the courses
//     rollout, changes, options
//   service                                the profiles, then the evaluation or the courses
//   figures that are scaled                the scaled columns, then the evaluation or the courses
//   anything else                          the scenario, checked again from the tree that was read once
//
// The numbers are those of `lastmile run` or `simulate` with the same values, to the last bit.
#pragma once

#include <deque>

#include "sim/network/network.h"
#include "tools/study/run_settings.h"
#include "tools/study/scaling.h"

namespace lastmile::study {

// What all runs share. Does not change; the study must outlive it.
class StudyBase {
 public:
  explicit StudyBase(const Study& study);

  const Study& study;
  const Design design;
  const Scaling scaling;      // in the base
  const bool varies_horizon;  // some values are about the horizon
  const bool varies_service;  // some are about the service
  const bool varies_all;      // some are about anything else, so that every run is a scenario of its own
  const bool varies_cash;
  // Of the base, where the plant is evaluated without a timeline.
  const Network network;

  std::size_t figure_count() const { return study.figures.size(); }
  std::size_t option_count() const { return study.option_count(); }
  // Rungs at the start and at the end of each period, for the chart over time; 0 without a timeline, or if it
  // varies.
  std::size_t moments() const { return moments_; }
  // Of so many runs, the first ones, the rungs are kept for that chart.
  std::uint64_t ladder_runs() const;

 private:
  std::size_t moments_ = 0;
};

struct RunResult {
  std::string refused;          // why the input is wrong; empty if it is right
  std::vector<double> figures;  // by option, then by figure of the study; NaN for none
  std::vector<double> ladder;   // homes by option, moment and rung; empty unless asked for
};

enum class WithLadder : bool { no, yes };

// On one thread; another run may follow.
class Evaluator {
 public:
  explicit Evaluator(const StudyBase& base);
  // Throws IoFailed if a table cannot be read again.
  RunResult run(std::uint64_t number, WithLadder with_ladder);

 private:
  // Courses of a run, under the values that decide them.
  struct Known {
    std::string key;
    std::vector<Course> courses;
  };
  RunResult evaluate(const RunValues& values, WithLadder with_ladder);
  const std::vector<Course>& courses(const RunValues& values, const Plant& plant, const Horizon& horizon);
  void take_courses(const std::vector<Course>& courses, WithLadder with_ladder, RunResult& result) const;
  void take_evaluation(const Plant& plant, const Network& network, RunResult& result) const;
  std::string key_of(const RunValues& values) const;

  const StudyBase& base_;
  Plant own_plant_;           // if figures are scaled or the service varies
  std::deque<Known> known_;   // the last ones, if cash varies
  std::vector<Course> last_;  // otherwise
};

// Whether the value at the path decides only cash (book_again in sim/rollout/simulate.h).
bool is_about_cash(std::span<const io::PathStep> path);

}  // namespace lastmile::study
