#include "tools/io/plots/frontier_chart.h"

#include <fmt/format.h>

#include <filesystem>

#include "tools/io/base/currency.h"
#include "tools/io/base/version.h"
#include "tools/io/files/output_directory.h"

namespace lastmile::io {

Chart frontier_chart(const ScenarioReading& reading, const Frontier& frontier) {
  const Heading& heading = reading.scenario.heading;
  const Vocabulary& words = heading.vocabulary;
  const std::string& counted = frontier.weight == planning::Weight::users ? words.users : words.homes;
  Chart chart;
  chart.id = "frontier";
  chart.title = "What more money brings";
  chart.subtitle = heading.name;
  chart.x_title = fmt::format("budget ({})", money_name(heading.currency));
  chart.y_title = fmt::format("{} {}", counted, words.served);
  chart.source = fmt::format("lastmile {} \u00B7 {}", lastmile_version,
                             std::filesystem::path(reading.path).filename().string());
  ChartSeries served{"best plan found", {}, ChartSeries::Weight::main, "plan"};
  ChartSeries bound{"bound that no plan can pass", {}, ChartSeries::Weight::reference, "bound"};
  served.points.push_back({0, frontier.before});
  double from = 0;
  for (const FrontierPoint& point : frontier.points) {
    served.points.push_back({point.budget, point.plan.objective});
    bound.points.push_back({from, point.plan.bound});
    bound.points.push_back({point.budget, point.plan.bound});
    from = point.budget;
  }
  chart.panels.push_back({"", {std::move(served), std::move(bound)}});
  return chart;
}

void write_frontier_plot(const std::string& directory_path, const ScenarioReading& reading,
                         const Frontier& frontier) {
  OutputDirectory directory(directory_path);
  OutputFile out(directory.place_for("frontier.svg", input_names(reading)));
  out.write(svg_of(frontier_chart(reading, frontier)));
  out.close();
  directory.finish();
}

}  // namespace lastmile::io
