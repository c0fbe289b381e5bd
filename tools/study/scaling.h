// What a study scales: figures of selected elements, as if every selected element had the figure written so
// many times as large. Elements without the figure stay as they are; users and lengths always have one. Value
// and completion cost follow from the scaled money as they do from written money (models/plant/money.h).
#pragma once

#include "tools/study/study.h"

namespace lastmile::study {

class Scaling {
 public:
  // Finds the elements in the scenario, which was read for variants. Reports selectors that are wrong, that
  // select nothing, or that select only elements without the figure.
  Scaling(const Study& study, const Scenario& scenario, io::Reporter& report);

  bool is_empty() const { return parts_.empty(); }
  // Whether late costs of the horizon are scaled.
  bool changes_horizon() const { return changes_horizon_; }

  // Writes the scaled figures into a plant and a horizon with the elements of the scenario; `factors` has one
  // number for each parameter of the study. Figures that are scaled are written anew whatever they were.
  // Throws InputRefused if a figure leaves its range. Cost: O(selected elements).
  void apply(const Scenario& scenario, std::span<const double> factors, Plant& plant, Horizon* horizon) const;

 private:
  // One parameter that scales one element.
  struct Part {
    Element of;
    std::uint32_t parameter = 0;
    ScaledFigure figure = ScaledFigure::cost;
  };
  void add(const Parameter& parameter, std::uint32_t number, const Scenario& scenario, io::Reporter& report);
  void scale_element(const Scenario& scenario, std::span<const Part> parts, std::span<const double> factors,
                     Plant& plant, Horizon* horizon) const;
  [[noreturn]] void refuse(const Scenario& scenario, const Part& part, double scaled) const;

  const Study& study_;
  std::vector<Part> parts_;  // by element
  bool changes_horizon_ = false;
};

}  // namespace lastmile::study
