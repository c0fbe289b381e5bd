#include "tools/cli/reports/study_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tools/cli/reports/page.h"

namespace lastmile::cli {
namespace {

using io::Json;

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(static_cast<double>(count)), count == 1 ? one : many);
}

// The measure of sensitivity, whichever the design gives; none if the figure does not vary.
const Json* measure_of(const Json& factor) {
  for (const char* key : {"total", "rank_correlation"})
    if (factor.contains(key) && factor[key]["value"].is_number()) return &factor[key]["value"];
  return nullptr;
}

// "economics.discount_rate (0.83)"
std::string strongest(const Json& figure) {
  std::string name;
  double most = 0;
  for (const Json& factor : figure["factors"]) {
    const Json* value = measure_of(factor);
    if (value == nullptr || std::abs(value->get<double>()) <= std::abs(most)) continue;
    most = value->get<double>();
    name = factor["parameter"].get<std::string>();
  }
  return name.empty() ? "\u2013" : fmt::format("{} ({:.2f})", printable(name, 28), most);
}

std::string option_label(const Json& figure) {
  const std::string option = figure["option"].get<std::string>();
  return printable(option.empty() ? "the scenario" : option, 20);
}

void add_figure_rows(const Json& study, const std::string& id, TextTable& table) {
  bool is_first = true;
  for (const Json& figure : study["figures"]) {
    if (figure["figure"] != id || figure["runs"] == 0) continue;
    if (is_first) table.add_row({{id, Style::bold, true, std::string::npos, true}});
    is_first = false;
    const auto number = [&](const char* key) { return short_number(figure[key].get<double>()); };
    table.add_row({{"  " + option_label(figure)},
                   {number("mean")},
                   {number("q025")},
                   {number("q975")},
                   {strongest(figure), Style::plain, true}});
  }
}

}  // namespace

std::string run_words(std::uint64_t runs) {
  return counted(runs, "run", "runs");
}

std::string study_report(const Json& study, const std::string& path, const Terminal& terminal) {
  Page page(terminal);
  const auto refused = study["refused"].get<std::uint64_t>();
  std::string facts = fmt::format(" \u00B7 {} \u00B7 {}", study["method"].get<std::string>(),
                                  run_words(study["runs"].get<std::uint64_t>()));
  if (refused > 0) facts += fmt::format(", {} refused", grouped(static_cast<double>(refused)));
  page.head(study["study"].get<std::string>(), path, facts);
  page.section("Figures over the runs");
  const bool is_sobol = study["method"] == "sobol";
  TextTable table;
  table.add_row({{"", Style::dim},
                 {"mean", Style::dim},
                 {"2.5 %", Style::dim},
                 {"97.5 %", Style::dim},
                 {is_sobol ? "strongest (total index)" : "strongest (rank correlation)", Style::dim, true}});
  std::vector<std::string> shown;
  for (const Json& figure : study["figures"]) {
    std::string id = figure["figure"].get<std::string>();
    if (std::find(shown.begin(), shown.end(), id) != shown.end()) continue;
    add_figure_rows(study, id, table);
    shown.push_back(std::move(id));
  }
  page.table(table);
  return std::move(page).text();
}

}  // namespace lastmile::cli
