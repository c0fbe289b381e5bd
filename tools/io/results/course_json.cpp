#include "tools/io/results/course_json.h"

#include "tools/io/base/version.h"
#include "tools/io/results/area_json.h"
#include "tools/io/results/counts_json.h"
#include "tools/io/results/parameters_json.h"
#include "tools/io/results/service_comparison.h"

namespace lastmile::io {
namespace {

Json amount_or_null(const std::optional<double>& amount) {
  return amount ? number(*amount) : Json(nullptr);
}

template <class Key>
Json names_of(const std::vector<Key>& keys, const EnumArray<Key, std::string_view>& names) {
  Json list = Json::array();
  for (const Key key : keys) list.push_back(names[key]);
  return list;
}

Json timeline_json(const Timeline& timeline) {
  return {{"start", timeline.name_of(0)},
          {"end", timeline.name_of(timeline.periods > 0 ? timeline.periods - 1 : 0)},
          {"periods", timeline.periods},
          {"unit", name(timeline.unit)}};
}

// One number for every period, or a list whose last entry applies to all later periods.
Json budget_json(const RolloutOption& option) {
  if (!has_budget(option)) return nullptr;
  const std::vector<double>& budgets = option.rollout.budget_per_period;
  if (budgets.size() == 1) return number(budgets.front());
  Json list = Json::array();
  for (const double budget : budgets) list.push_back(number(budget));
  return list;
}

Json rollout_json(const Scenario& scenario, const RolloutOption& option) {
  if (!option.builds_anything) return nullptr;
  const Rollout& rollout = option.rollout;
  Json crews = Json::object();
  for (const Trade trade : enum_values<Trade>())
    crews[std::string{trade_names[trade]}] =
        rollout.crews[trade] == unlimited ? Json(nullptr) : Json(rollout.crews[trade]);
  Json json = {{"order", names_of(rollout.order, order_key_names)},
               {"seed", rollout.seed},
               {"works", work_size_names[rollout.works]},
               {"drops", drops_for_names[rollout.drops]},
               {"budget_per_period", budget_json(option)},
               {"carry_over", rollout.carry_over},
               {"crews", std::move(crews)}};
  if (!rollout.only.empty()) {
    Json& only = json["only"] = Json::array();
    for (const Element element : rollout.only) only.push_back(element_name(scenario, element));
  }
  return json;
}

void add_status(Json& entry, const Status& status) {
  entry["ladder"] = ladder_json(status.ladder);
  entry["unserved"] = unserved_json(status.unserved);
  Json backbone = Json::object();
  add_books(backbone, status.backbone);
  backbone["stranded_by_final_links"] = number(status.stranded_by_final_links);
  entry["backbone"] = std::move(backbone);
}

Json spending_json(const Spending& spent) {
  return {{"capital", number(spent.capital)},
          {"late", number(spent.late)},
          {"visits", number(spent.visits)},
          {"repairs", number(spent.repairs)},
          {"total", number(spent.total())}};
}

// Who paid the spending.
Json paid_json(const RolloutOption& option, const Payments& paid) {
  Json json = {{"operator", number(paid.by_operator)}};
  const std::vector<Payer>& payers = option.economics.payers;
  for (std::size_t i = 0; i < payers.size(); ++i)
    json[payers[i].name] = number(i < paid.by_payer.size() ? paid.by_payer[i] : 0);
  return json;
}

Json books_json(double opening, double capitalised, double depreciation, double closing) {
  return {{"opening", number(opening)},
          {"capitalised", number(capitalised)},
          {"depreciation", number(depreciation)},
          {"closing", number(closing)}};
}

Json period_json(const OptionCourse& one, std::size_t at) {
  const Period& period = one.course.periods[at];
  Json entry = {{"period", one.timeline().name_of(at)}};
  add_status(entry, period.status);
  Json started = Json::object();
  for (const Trade trade : enum_values<Trade>())
    started[std::string{trade_names[trade]}] = period.started[trade];
  entry["started"] = std::move(started);
  entry["spent"] = spending_json(period.spent);
  entry["paid"] = paid_json(*one.option, period.paid);
  entry["budget_left"] = has_budget(*one.option) ? number(period.budget_left) : Json(nullptr);
  entry["books"] =
      books_json(period.opening_value, period.spent.capitalised(), period.depreciation, period.closing_value);
  entry["revenue"] = number(period.revenue);
  entry["opex"] = number(period.opex);
  entry["cash_flow"] = number(period.cash_flow);
  entry["cumulative_cash_flow"] = number(period.cumulative_cash_flow);
  entry["discounted_cash_flow"] = number(period.discounted_cash_flow);
  entry["operator_cash_flow"] = number(period.operator_cash_flow);
  if (!one.service.empty()) entry["expected_served"] = expected_service_json(one.service[at]);
  return entry;
}

Json period_or_null(const Timeline& timeline, const std::optional<std::uint32_t>& period) {
  return period ? Json(timeline.name_of(*period)) : Json(nullptr);
}

Json totals_json(const RolloutOption& option, const Timeline& timeline, const Course& course) {
  Json reached = Json::array();
  for (std::size_t mark = 0; mark < served_marks.size(); ++mark)
    reached.push_back(
        {{"share", served_marks[mark]}, {"period", period_or_null(timeline, course.reached[mark])}});
  Json per_home = Json::object();
  for (const Rung rung : {Rung::passed, Rung::connected, Rung::served})
    per_home[std::string{name(rung)}] = amount_or_null(spent_per_home(course, rung));
  const bool none = course.periods.empty();
  return {{"home_years_served", number(course.home_years_served)},
          {"value_years_stranded", number(course.value_years_stranded)},
          {"value_years_idle", number(course.value_years_idle)},
          {"spent", spending_json(course.spent)},
          {"paid", paid_json(option, course.paid)},
          {"spent_per_home", std::move(per_home)},
          {"books", books_json(none ? 0 : course.periods.front().opening_value, course.spent.capitalised(),
                               course.depreciation, none ? 0 : course.periods.back().closing_value)},
          {"revenue", number(course.revenue)},
          {"opex", number(course.opex)},
          {"cash_flow", number(none ? 0 : course.periods.back().cumulative_cash_flow)},
          {"net_present_value", number(course.net_present_value)},
          {"operator_net_present_value", number(course.operator_net_present_value)},
          {"payback", period_or_null(timeline, course.payback)},
          {"reached", std::move(reached)}};
}

Json blocked_json(const Scenario& scenario, const Course& course) {
  Json works = Json::array();
  for (const BlockedWork& work : course.blocked) {
    Json entry = {{"why", blocked_why_names[work.why]}};
    entry[work.of.is_premises() ? "premises" : "element"] = element_name(scenario, work.of);
    entry["price"] = number(work.price);
    add_name(entry, scenario, work.of);
    works.push_back(std::move(entry));
  }
  return {{"count", course.blocked_count}, {"works", std::move(works)}};
}

// Elements that a change lets fail before they are built.
Json not_failed_json(const Scenario& scenario, const Course& course) {
  Json elements = Json::array();
  for (const Element element : course.not_failed) elements.push_back(element_name(scenario, element));
  return {{"count", course.not_failed_count}, {"elements", std::move(elements)}};
}

// A course without the name of the schema.
void add_course(Json& json, const OptionCourse& one) {
  const Scenario& scenario = one.reading->scenario;
  const Timeline& timeline = one.timeline();
  json["scenario"] = scenario_json(*one.reading);
  json["option"] = {{"name", one.option->name}, {"description", one.option->description}};
  json["timeline"] = timeline_json(timeline);
  json["rollout"] = rollout_json(scenario, *one.option);
  json["parameters"] = parameters_json(*one.reading, one.option);
  json["start"] = Json::object();
  add_status(json["start"], one.course.start);
  json["periods"] = Json::array();
  for (std::size_t at = 0; at < one.course.periods.size(); ++at)
    json["periods"].push_back(period_json(one, at));
  json["totals"] = totals_json(*one.option, timeline, one.course);
  json["blocked"] = blocked_json(scenario, one.course);
  json["not_failed"] = not_failed_json(scenario, one.course);
  if (!one.service.empty()) {
    const WorldsRequest& request = one.service.front().request;
    json["worlds"] = {{"count", request.count}, {"seed", request.seed}};
  }
  if (!one.course.record.by_area.empty()) json["by_area"] = by_area_json(scenario, one.course.record.by_area);
}

// Money in the common currency of the courses, or in the currency of each.
std::string unit_name(FigureUnit unit, const std::string& currency) {
  const std::string money = currency.empty() ? "currency" : currency;
  switch (unit) {
    case FigureUnit::homes: return "homes";
    case FigureUnit::home_years: return "home-years";
    case FigureUnit::money: return money;
    case FigureUnit::money_years: return money + "-years";
    case FigureUnit::money_per_home: return money + " per home";
    case FigureUnit::period: return "period";
  }
  return {};
}

Json figure_json(const FigureComparison& compared, std::span<const OptionCourse> courses) {
  const ComparedFigure& figure = about(compared.figure);
  Json values = Json::array();
  Json differences = Json::array();
  Json best = Json::array();
  for (std::size_t i = 0; i < courses.size(); ++i) {
    const auto& value = compared.values[i];
    values.push_back(figure.unit == FigureUnit::period && value
                         ? Json(courses[i].timeline().name_of(static_cast<std::size_t>(*value)))
                         : amount_or_null(value));
    differences.push_back(amount_or_null(compared.differences[i]));
    if (compared.best[i]) best.push_back(courses[i].label);
  }
  return {{"id", figure.id},
          {"unit", unit_name(figure.unit, common_currency(courses))},
          {"better", figure.more_is_better ? "more" : "less"},
          {"values", std::move(values)},
          {"differences", std::move(differences)},
          {"best", std::move(best)}};
}

}  // namespace

Json course_json(const OptionCourse& course) {
  Json json = {{"schema", "lastmile.course.v1"}, {"lastmile_version", lastmile_version}};
  add_course(json, course);
  return json;
}

Json compare_courses_json(std::span<const OptionCourse> courses) {
  const OptionComparison comparison = compare_options(courses);
  Json options = Json::array();
  Json dominated = Json::array();
  for (std::size_t i = 0; i < courses.size(); ++i) {
    Json option = {{"label", courses[i].label}};
    add_course(option, courses[i]);
    options.push_back(std::move(option));
    if (comparison.dominated_by[i].empty()) continue;
    Json by = Json::array();
    for (const std::size_t better : comparison.dominated_by[i]) by.push_back(courses[better].label);
    dominated.push_back({{"option", courses[i].label}, {"by", std::move(by)}});
  }
  Json figures = Json::array();
  for (const FigureComparison& compared : comparison.figures)
    figures.push_back(figure_json(compared, courses));
  Json json = {{"schema", "lastmile.compare.v1"},
               {"lastmile_version", lastmile_version},
               {"options", std::move(options)},
               {"figures", std::move(figures)},
               {"dominated", std::move(dominated)}};
  std::vector<ServiceColumn> columns;
  for (const OptionCourse& one : courses)
    if (!one.service.empty()) columns.push_back(service_column(one));
  if (!columns.empty()) json["reliability"] = service_comparison_json(columns);
  return json;
}

}  // namespace lastmile::io
