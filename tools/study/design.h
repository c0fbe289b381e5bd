// Where a study looks: the points of its design, each a coordinate between 0 and 1 for every factor. A value
// that varies is the quantile of its coordinate (factor_values.h).
//
//   grid             every combination of the levels; the last factor varies fastest
//   random           independent points
//   latin_hypercube  as many equal intervals as points, one point in each of every factor, combined at random
//                    (McKay, Beckman and Conover 1979)
//   sobol            for `samples` N and d factors the N (d + 2) points of Saltelli 2010: A, B, and A with
//                    factor i from B for every i, one group after the other; A and B are the first and the
//                    last d coordinates of Sobol's sequence
//
// Every point is computed from its number alone: nothing is stored for each point.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "models/base/enum_array.h"
#include "tools/study/sobol_points.h"

namespace lastmile::study {

enum class Method : std::uint8_t { grid, random, latin_hypercube, sobol };
constexpr Method last_of(Method) {
  return Method::sobol;
}
inline constexpr EnumArray<Method, std::string_view> method_names = {
    {"grid", "random", "latin-hypercube", "sobol"}};

struct DesignShape {
  Method method = Method::random;
  std::size_t factors = 0;
  std::uint64_t samples = 0;               // not of a grid; of sobol a power of two
  std::uint64_t seed = 1;                  // not of a grid
  std::vector<std::uint64_t> levels = {};  // of a grid: the number of levels of each factor, at least 1
};

// The number of points; the largest number if there are more.
std::uint64_t point_count(const DesignShape& shape);

class Design {
 public:
  explicit Design(DesignShape shape);

  const DesignShape& shape() const { return shape_; }
  std::uint64_t points() const { return points_; }
  // The coordinates of a point, strictly between 0 and 1. Cost: O(factors).
  void point(std::uint64_t number, std::span<double> coordinates) const;

  // Points that stand together: those of one sample of a sobol design, else each alone.
  std::uint64_t group() const { return shape_.method == Method::sobol ? shape_.factors + 2 : 1; }
  // Whether a point is one of the independent draws from all values: all but the mixed ones of sobol.
  bool is_independent(std::uint64_t number) const { return number % group() < 2 || group() == 1; }

 private:
  void sobol_point(std::uint64_t number, std::span<double> coordinates) const;
  void grid_point(std::uint64_t number, std::span<double> coordinates) const;

  DesignShape shape_;
  std::uint64_t points_;
  std::optional<SobolPoints> sobol_;
};

// A permutation of 0 .. count - 1 at `number`: a Feistel network over the next larger power of four, followed
// until it is below `count` (cycle walking; Black and Rogaway 2002). Cost: O(1), without memory.
std::uint64_t permuted(std::uint64_t number, std::uint64_t count, std::uint64_t seed, std::uint32_t column);

}  // namespace lastmile::study
