// Numbers that remember how they were computed, so that the derivatives of one result by all inputs follow in
// a single pass backwards (reverse accumulation; Griewank and Walther 2008).
//
// Cost: 24 bytes for each operation, and one multiplication and addition for each of its operands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace lastmile {

class Trace {
 public:
  using Place = std::uint32_t;
  static constexpr Place constant = std::numeric_limits<Place>::max();

  Place add(Place a, double by_a, Place b = constant, double by_b = 0) {
    steps_.push_back({a, b, by_a, by_b});
    return static_cast<Place>(steps_.size() - 1);
  }
  std::size_t size() const { return steps_.size(); }
  // Passes the derivatives of steps from `first` up to `last` on to their operands. `by` has one entry for
  // each step: of the result by the step.
  void pass_back(std::size_t first, std::size_t last, std::vector<double>& by) const {
    for (std::size_t i = last; i-- > first;) {
      const Step& step = steps_[i];
      if (step.a != constant) by[step.a] += by[i] * step.by_a;
      if (step.b != constant) by[step.b] += by[i] * step.by_b;
    }
  }

 private:
  struct Step {
    Place a;
    Place b;
    double by_a;  // derivative of the step by its operands
    double by_b;
  };
  std::vector<Step> steps_;
};

class Traced {
 public:
  Traced() = default;
  Traced(double value) : value_(value) {}  // NOLINT(google-explicit-constructor): a constant is a number
  Traced(double value, Trace& trace)       // an input
      : value_(value), trace_(&trace), place_(trace.add(Trace::constant, 0)) {}

  double value() const { return value_; }
  bool is_traced() const { return place_ != Trace::constant; }
  Trace::Place place() const { return place_; }

  friend Traced operator+(const Traced& a, const Traced& b) { return {a.value_ + b.value_, a, 1, b, 1}; }
  friend Traced operator-(const Traced& a, const Traced& b) { return {a.value_ - b.value_, a, 1, b, -1}; }
  friend Traced operator*(const Traced& a, const Traced& b) {
    return {a.value_ * b.value_, a, b.value_, b, a.value_};
  }

 private:
  Traced(double value, const Traced& a, double by_a, const Traced& b, double by_b) : value_(value) {
    trace_ = a.trace_ != nullptr ? a.trace_ : b.trace_;
    if (trace_ != nullptr) place_ = trace_->add(a.place_, by_a, b.place_, by_b);
  }

  double value_ = 0;
  Trace* trace_ = nullptr;  // none for a constant
  Trace::Place place_ = Trace::constant;
};

}  // namespace lastmile
