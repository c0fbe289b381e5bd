// The take-up of a service over time: the Bass model.
//   F(t) = (1 - exp(-(p + q) t)) / (1 + (q / p) exp(-(p + q) t))
//   F  share of all eventual adopters who have adopted by time t
//   t  years since the service was first offered, >= 0
//   p  coefficient of innovation, per year, >= 0: 0.03 on average, often below 0.01
//   q  coefficient of imitation, per year, >= 0: 0.38 on average, 0.3 to 0.5
// Without innovators nobody adopts: F = 0 for p = 0. Without imitation, F = 1 - exp(-p t).
// Source: Bass (1969), A New Product Growth for Model Consumer Durables, Management Science 15(5).
#pragma once

#include <cmath>

namespace lastmile {

inline double bass_share(double p, double q, double years) {
  if (p <= 0) return 0;
  const double decay = std::exp(-(p + q) * years);
  return (1 - decay) / (1 + q / p * decay);
}

}  // namespace lastmile
