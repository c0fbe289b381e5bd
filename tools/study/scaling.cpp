#include "tools/study/scaling.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/plant/money.h"
#include "tools/io/base/text.h"
#include "tools/io/timeline/selection.h"

namespace lastmile::study {
namespace {

using io::FixedPlace;

bool is_money(ScaledFigure figure) {
  return figure != ScaledFigure::users && figure != ScaledFigure::length_m;
}

// The amount as written; NaN where none is.
double written(const Scenario& scenario, Element e, ScaledFigure figure) {
  const WrittenMoney& money = scenario.money;
  const auto of = [&](const Costs& costs) {
    return e.is_site() ? costs.of_sites[e.site()] : costs.of_links[e.link()];
  };
  switch (figure) {
    case ScaledFigure::cost: return of(money.cost);
    case ScaledFigure::value: return of(money.value);
    case ScaledFigure::completion_cost: return of(money.completion_cost);
    case ScaledFigure::late_cost: return money.late_cost[e.link()];
    case ScaledFigure::users: return scenario.plant.premises.users[e.premises()];
    case ScaledFigure::length_m: return scenario.plant.access->length_m[e.link()];
  }
  return 0;
}

// All elements that can have the figure.
Selection elements_with(ScaledFigure figure, const io::Selector& selector, const Scenario& scenario) {
  Setting set;
  if (figure == ScaledFigure::users)
    set.users = 0;
  else if (figure == ScaledFigure::late_cost)
    set.late_cost = 0;
  else
    set.cost = 0;
  Selection selection = io::select(selector, set, scenario);
  if (figure == ScaledFigure::length_m) selection.sites.clear();
  return selection;
}

// What the scenario lacks for the figure; empty if nothing.
std::string_view lack_of(ScaledFigure figure, const Scenario& scenario) {
  if (figure == ScaledFigure::late_cost && !scenario.horizon) return "late_cost needs a timeline";
  if (figure == ScaledFigure::length_m && !scenario.plant.access) return "length_m needs a service";
  return {};
}

std::optional<double> if_written(double amount) {
  return std::isnan(amount) ? std::nullopt : std::optional{amount};
}

}  // namespace

Scaling::Scaling(const Study& study, const Scenario& scenario, io::Reporter& report) : study_(study) {
  for (std::uint32_t i = 0; i < study.parameters.size(); ++i)
    if (study.parameters[i].is_scaled()) add(study.parameters[i], i, scenario, report);
  std::stable_sort(parts_.begin(), parts_.end(), [](const Part& a, const Part& b) { return a.of < b.of; });
}

void Scaling::add(const Parameter& parameter, std::uint32_t number, const Scenario& scenario,
                  io::Reporter& report) {
  const std::string path = fmt::format("vary.{}", io::shortened(parameter.name));
  const std::string_view figure = scaled_figure_names[parameter.figure];
  if (const std::string_view lack = lack_of(parameter.figure, scenario); !lack.empty()) {
    report.error(FixedPlace(parameter.mark, path + ".figure"),
                 {"conflicting-keys", std::string{lack}, "scale another figure, such as cost"});
    return;
  }
  const io::Surroundings surroundings{scenario, scenario.geometry.site_points,
                                      scenario.geometry.premises_points};
  const auto selector = io::read_selector(*parameter.select, path + ".select", surroundings, report);
  if (!selector) return;
  const Selection selection = elements_with(parameter.figure, *selector, scenario);
  const std::size_t before = parts_.size();
  const auto take = [&](Element e) {
    if (!std::isnan(written(scenario, e, parameter.figure))) parts_.push_back({e, number, parameter.figure});
  };
  for (const SiteId site : selection.sites) take(site);
  for (const LinkId link : selection.links) take(link);
  for (const PremisesId p : selection.premises) take(p);
  changes_horizon_ =
      changes_horizon_ || (parts_.size() > before && parameter.figure == ScaledFigure::late_cost);
  if (parts_.size() > before) return;
  const bool selects = !selection.sites.empty() || !selection.links.empty() || !selection.premises.empty();
  report.error(FixedPlace(parameter.select->mark, path + ".select"),
               {"selects-nothing",
                selects ? fmt::format("none of the selected elements has a {}", figure)
                        : fmt::format("selects no element that can have a {}", figure),
                "name another figure, or select other elements"});
}

void Scaling::refuse(const Scenario& scenario, const Part& part, double scaled) const {
  const Parameter& parameter = study_.parameters[part.parameter];
  io::ProblemList problems;
  io::Reporter(study_.path, problems)
      .error(FixedPlace(parameter.mark, "vary." + io::shortened(parameter.name)),
             {scaled > max_amount ? "huge-number"
              : scaled < 0        ? "negative-number"
                                  : "tiny-number",
              fmt::format("the {} of {} would be {}", scaled_figure_names[part.figure],
                          io::quoted(element_name(scenario, part.of)), scaled),
              "amounts are 0, or from 1e-9 to 1e15"});
  throw io::InputRefused(std::move(problems));
}

void Scaling::apply(const Scenario& scenario, std::span<const double> factors, Plant& plant,
                    Horizon* horizon) const {
  for (std::size_t first = 0; first < parts_.size();) {
    std::size_t last = first + 1;
    while (last < parts_.size() && parts_[last].of == parts_[first].of) ++last;
    scale_element(scenario, std::span(parts_).subspan(first, last - first), factors, plant, horizon);
    first = last;
  }
}

void Scaling::scale_element(const Scenario& scenario, std::span<const Part> parts,
                            std::span<const double> factors, Plant& plant, Horizon* horizon) const {
  const Element e = parts.front().of;
  EnumArray<ScaledFigure, double> scaled;
  for (const ScaledFigure figure : enum_values<ScaledFigure>())
    scaled[figure] = std::numeric_limits<double>::quiet_NaN();
  bool has_money = false;
  for (const Part& part : parts) {
    double& amount = scaled[part.figure];
    if (std::isnan(amount)) amount = written(scenario, e, part.figure);
    amount *= factors[part.parameter];
    has_money = has_money || (is_money(part.figure) && part.figure != ScaledFigure::late_cost);
  }
  for (const Part& part : parts) {
    const double amount = scaled[part.figure];
    if (amount != 0 && !(amount >= min_amount && amount <= max_amount)) refuse(scenario, part, amount);
  }
  if (has_money) {
    const auto amount_of = [&](ScaledFigure figure) {
      return if_written(std::isnan(scaled[figure]) ? written(scenario, e, figure) : scaled[figure]);
    };
    const MoneyAsWritten money{amount_of(ScaledFigure::cost), amount_of(ScaledFigure::value),
                               amount_of(ScaledFigure::completion_cost)};
    const ElementColumns columns = columns_of(plant, e);
    columns.value = value_of(money, columns.state);
    columns.completion_cost = completion_cost_of(money, columns.state);
  }
  if (!std::isnan(scaled[ScaledFigure::late_cost]) && horizon != nullptr)
    horizon->late_cost[e.link()] = scaled[ScaledFigure::late_cost];
  if (!std::isnan(scaled[ScaledFigure::users]))
    plant.premises.users[e.premises()] = scaled[ScaledFigure::users];
  if (plant.access && !std::isnan(scaled[ScaledFigure::length_m]))  // a run may do without the service
    plant.access->length_m[e.link()] = scaled[ScaledFigure::length_m];
}

}  // namespace lastmile::study
