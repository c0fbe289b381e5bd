#include "tools/study/analysis.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/support/parallel.h"
#include "tools/study/run_values.h"

namespace lastmile::study {
namespace {

// The numbers of one factor at all points.
using FactorColumns = std::vector<std::vector<double>>;

FactorColumns factor_columns(const StudyBase& base) {
  const std::uint64_t points = base.design.points();
  FactorColumns columns(base.study.design.factors, std::vector<double>(points));
  for_each_chunk(points, [&](std::size_t first, std::size_t last) {
    for (std::size_t point = first; point < last; ++point) {
      const RunValues values = values_of_run(base.study, base.design, point * base.study.replicates);
      std::size_t factor = 0;
      for (std::size_t i = 0; i < base.study.parameters.size(); ++i)
        if (base.study.parameters[i].is_factor()) columns[factor++][point] = values.of_parameters[i].number;
    }
  });
  return columns;
}

// Up to which number a factor is low, and from which it is high.
struct Ends {
  double low = 0;
  double high = 0;
};

std::vector<Ends> ends_of(const StudyBase& base, const FactorColumns& columns) {
  std::vector<Ends> ends;
  const std::vector<const Parameter*> factors = base.study.factors();
  for (std::size_t i = 0; i < factors.size(); ++i) {
    std::vector<double> sorted = columns[i];
    std::erase_if(sorted, [](double number) { return std::isnan(number); });
    if (sorted.empty()) {
      ends.emplace_back();
      continue;
    }
    std::sort(sorted.begin(), sorted.end());
    const bool by_fifths = factors[i]->values.is_distribution();
    ends.push_back(
        {quantile_of_sorted(sorted, by_fifths ? 0.2 : 0), quantile_of_sorted(sorted, by_fifths ? 0.8 : 1)});
  }
  return ends;
}

class FigureAnalysis {
 public:
  explicit FigureAnalysis(const StudyBase& base)
      : base_(base), factors_(factor_columns(base)), ends_(ends_of(base, factors_)) {}

  // Values of all runs.
  void analyse(std::span<const double> values, FigureResult& result) const {
    result.summary = summarise(independent(values, base_.study.replicates), base_.study.replicates);
    const std::vector<double> means = point_means(values, base_.study.replicates);
    if (base_.study.design.method == Method::sobol)
      result.sobol = sobol_indices(means, factors_.size(), base_.study.design.seed);
    else
      for (const std::vector<double>& factor : factors_) {
        std::optional<Estimate>& found = result.correlations.emplace_back(rank_correlation(factor, means));
        if (found && base_.study.design.method == Method::grid) found = without_interval(found->value);
      }
    for (std::size_t i = 0; i < factors_.size(); ++i) result.swings.push_back(swing(i, means));
  }

 private:
  // The values of independent points, `each` for a point.
  std::vector<double> independent(std::span<const double> values, std::uint64_t each) const {
    std::vector<double> found;
    for (std::uint64_t point = 0; point < base_.design.points(); ++point)
      if (base_.design.is_independent(point))
        for (const double value : values.subspan(point * each, each)) found.push_back(value);
    return found;
  }

  Swing swing(std::size_t factor, std::span<const double> means) const {
    std::array<double, 2> sums{};
    std::array<double, 2> counts{};
    for (std::uint64_t point = 0; point < means.size(); ++point) {
      const double number = factors_[factor][point];
      if (std::isnan(means[point]) || std::isnan(number) || !base_.design.is_independent(point)) continue;
      for (const std::size_t side : {0U, 1U}) {
        if (side == 0 ? number > ends_[factor].low : number < ends_[factor].high) continue;
        sums[side] += means[point];
        counts[side] += 1;
      }
    }
    const auto mean = [&](std::size_t side) {
      return counts[side] > 0 ? sums[side] / counts[side] : std::numeric_limits<double>::quiet_NaN();
    };
    return {mean(0), mean(1)};
  }

  const StudyBase& base_;
  FactorColumns factors_;
  std::vector<Ends> ends_;
};

// Columns `first` to `last` - 1 of the figures, over all runs.
std::vector<std::vector<double>> read_columns(const StudyBase& base, const ReadBlock& read, std::size_t first,
                                              std::size_t last) {
  const Blocks blocks = blocks_of(base.study);
  const std::size_t width = base.option_count() * base.figure_count();
  std::vector<std::vector<double>> columns(last - first, std::vector<double>(blocks.runs));
  for_each_index(blocks.count(), [&](std::size_t number) {
    const Block block = read(number);
    for (std::uint64_t run = 0; run < block.count; ++run)
      for (std::size_t column = first; column < last; ++column)
        columns[column - first][block.first + run] = block.figures[run * width + column];
  });
  return columns;
}

std::uint64_t missing(std::span<const double> values) {
  return static_cast<std::uint64_t>(
      std::count_if(values.begin(), values.end(), [](double value) { return std::isnan(value); }));
}

void analyse_figures(const StudyBase& base, const ReadBlock& read, io::Progress& progress,
                     StudyAnalysis& of_study) {
  std::vector<FigureResult>& results = of_study.figures;
  for (std::size_t option = 0; option < base.option_count(); ++option)
    for (const CourseFigure figure : base.study.figures)
      results.push_back({option, figure, {}, 0, {}, {}, {}});
  const FigureAnalysis analysis(base);
  constexpr std::uint64_t most_numbers = std::uint64_t{1} << 24U;
  const std::size_t at_once = std::max<std::uint64_t>(1, most_numbers / base.study.runs());
  progress.begin("analysing", results.size(), "figures");
  for (std::size_t first = 0; first < results.size(); first += at_once) {
    const std::size_t last = std::min(first + at_once, results.size());
    std::vector<std::vector<double>> columns = read_columns(base, read, first, last);
    for_each_index(last - first, [&](std::size_t i) {
      FigureResult& result = results[first + i];
      if (about(result.figure).unit == FigureUnit::period)
        for (double& value : columns[i]) value += 1;
      result.undefined = missing(columns[i]) - of_study.refused;
      analysis.analyse(columns[i], result);
      columns[i] = {};
      progress.advance(1);
    });
  }
}

// The homes of all runs at one moment of one option on one rung, sorted.
class Ladders {
 public:
  Ladders(const StudyBase& base, const ReadBlock& read) : base_(base) {
    const Blocks blocks = blocks_of(base.study);
    const std::uint64_t width = base.option_count() * base.moments() * enum_count<Rung>;
    for (std::uint64_t number = 0; number < blocks.count(); ++number) {
      if (blocks.first_run(number) >= base.ladder_runs()) break;
      const Block block = read(number);
      for (std::uint64_t run = 0; run * width < block.ladder.size(); ++run) {
        if (!base.design.is_independent((block.first + run) / base.study.replicates)) continue;
        const auto begin = block.ladder.begin() + static_cast<std::ptrdiff_t>(run * width);
        ladders_.insert(ladders_.end(), begin, begin + static_cast<std::ptrdiff_t>(width));
      }
    }
    width_ = width;
  }

  std::vector<double> sorted(std::size_t option, std::size_t moment, Rung rung) const {
    const std::size_t at = (option * base_.moments() + moment) * enum_count<Rung> + index_of(rung);
    std::vector<double> homes;
    for (std::size_t i = at; i < ladders_.size(); i += width_)
      if (!std::isnan(ladders_[i])) homes.push_back(ladders_[i]);
    std::sort(homes.begin(), homes.end());
    return homes;
  }

 private:
  const StudyBase& base_;
  std::vector<double> ladders_;
  std::size_t width_ = 1;
};

void draw_fans(const StudyBase& base, const ReadBlock& read, StudyAnalysis& analysis) {
  if (base.ladder_runs() == 0) return;
  const Ladders ladders(base, read);
  analysis.fans.assign(base.option_count(), std::vector<FanMoment>(base.moments()));
  for_each_index(base.option_count() * base.moments(), [&](std::size_t i) {
    const std::size_t option = i / base.moments();
    const std::size_t moment = i % base.moments();
    for (const Rung rung : enum_values<Rung>()) {
      const std::vector<double> homes = ladders.sorted(option, moment, rung);
      for (std::size_t share = 0; share < fan_shares.size(); ++share)
        analysis.fans[option][moment][rung][share] = quantile_of_sorted(homes, fan_shares[share]);
    }
  });
}

}  // namespace

StudyAnalysis analyse(const StudyBase& base, const ReadBlock& read, io::Progress& progress) {
  StudyAnalysis analysis;
  const Blocks blocks = blocks_of(base.study);
  for (std::uint64_t number = 0; number < blocks.count(); ++number) {
    const Block block = read(number);
    analysis.refused += block.refused.size();
    if (!analysis.first_refused && !block.refused.empty()) analysis.first_refused = block.refused.front();
  }
  analyse_figures(base, read, progress, analysis);
  draw_fans(base, read, analysis);
  return analysis;
}

}  // namespace lastmile::study
