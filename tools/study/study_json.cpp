#include "tools/study/study_json.h"

#include <cmath>

#include "tools/io/base/version.h"
#include "tools/io/files/inputs_json.h"
#include "tools/io/problems/problems_json.h"
#include "tools/study/study_notes.h"
#include "tools/study/study_tables.h"

namespace lastmile::study {
namespace {

using io::Json;

Json number_or_null(double value) {
  return std::isnan(value) ? Json(nullptr) : io::number(value);
}

Json estimate_json(const Estimate& estimate) {
  return {{"value", number_or_null(estimate.value)},
          {"low", number_or_null(estimate.low)},
          {"high", number_or_null(estimate.high)}};
}

Json factors_json(const StudyBase& base, const FigureResult& result) {
  Json list = Json::array();
  const std::vector<const Parameter*> factors = base.study.factors();
  for (std::size_t i = 0; i < factors.size(); ++i) {
    Json factor = {{"parameter", factors[i]->name},
                   {"mean_at_low", number_or_null(result.swings[i].at_low)},
                   {"mean_at_high", number_or_null(result.swings[i].at_high)}};
    if (!result.sobol.empty()) {
      factor["first_order"] = estimate_json(result.sobol[i].first_order);
      factor["total"] = estimate_json(result.sobol[i].total);
    } else if (!result.correlations.empty() && result.correlations[i]) {
      factor["rank_correlation"] = estimate_json(*result.correlations[i]);
    }
    list.push_back(std::move(factor));
  }
  return list;
}

Json figure_json(const StudyBase& base, const FigureResult& result) {
  const FigureSummary& of = result.summary;
  Json json = {{"option", option_name(base, result.option)},
               {"figure", about(result.figure).id},
               {"runs", of.with_value},
               {"without_value", of.without}};
  if (of.with_value > 0)
    for (const auto& [key, number] :
         {std::pair{"mean", of.mean}, std::pair{"deviation", of.deviation}, std::pair{"q025", of.q025},
          std::pair{"median", of.median}, std::pair{"q975", of.q975}})
      json[key] = number_or_null(number);
  json["factors"] = factors_json(base, result);
  return json;
}

}  // namespace

Json study_json(const StudyBase& base, const StudyAnalysis& analysis) {
  const Study& study = base.study;
  const io::ScenarioReading& reading = study.scenario->base();
  const Heading& heading = reading.scenario.heading;
  Json options = Json::array();
  for (std::size_t option = 0; option < base.option_count(); ++option)
    options.push_back(option_name(base, option));
  Json figures = Json::array();
  for (const FigureResult& result : analysis.figures) figures.push_back(figure_json(base, result));
  return {{"schema", "lastmile.study.v1"},
          {"lastmile_version", io::lastmile_version},
          {"study", study.title},
          {"hash", hash_of(study)},
          {"as_written", study.as_written},
          {"scenario",
           {{"name", heading.name},
            {"currency", heading.currency},
            {"price_year", heading.price_year ? Json(*heading.price_year) : Json(nullptr)},
            {"parameters", reading.parameters}}},
          {"inputs", io::inputs_json(reading.inputs)},
          {"method", method_names[study.design.method]},
          {"points", base.design.points()},
          {"replicates", study.replicates},
          {"runs", study.runs()},
          {"refused", analysis.refused},
          {"options", std::move(options)},
          {"figures", std::move(figures)},
          {"notes", io::problems_json(study_notes(base, analysis))}};
}

}  // namespace lastmile::study
