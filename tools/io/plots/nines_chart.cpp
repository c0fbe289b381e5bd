#include "tools/io/plots/nines_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "tools/io/base/version.h"
#include "tools/io/files/output_directory.h"

namespace lastmile::io {
namespace {

constexpr std::size_t most_areas_drawn = 8;

ChartSeries nines_line(std::string name, const HomesByAvailability& homes, ChartSeries::Weight weight) {
  ChartSeries line{std::move(name), {}, weight};
  for (std::size_t i = 0; i < nines.size(); ++i)
    line.points.push_back({static_cast<double>(i), 100 * static_cast<double>(homes.at_least[i]) /
                                                       static_cast<double>(homes.connected)});
  return line;
}

}  // namespace

Chart nines_chart(const ScenarioReading& reading, const HomesByAvailability& homes, const Findings& found,
                  const OutlookByArea& by_area) {
  const Heading& heading = reading.scenario.heading;
  const std::string& word = heading.vocabulary.homes;
  Chart chart;
  chart.id = "availability";
  chart.title = fmt::format("Availability of connected {}", word);
  chart.subtitle = heading.name;
  chart.x_title = "available at least this share of the time";
  chart.y_title = fmt::format("connected {} (%)", word);
  for (const double nine : nines) chart.x_names.names.push_back(fmt::format("{:.6g} %", nine * 100));
  chart.source = fmt::format("lastmile {} \u00B7 {}", lastmile_version,
                             std::filesystem::path(reading.path).filename().string());
  ChartPanel& panel = chart.panels.emplace_back();
  if (homes.connected > 0)
    panel.series.push_back(nines_line(fmt::format("all {}", word), homes, ChartSeries::Weight::main));
  std::vector<std::size_t> areas;
  for (std::size_t i = 0; i < by_area.size(); ++i)
    if (!found.by_area[i].is_empty() && by_area[i].homes.connected > 0) areas.push_back(i);
  std::stable_sort(areas.begin(), areas.end(), [&](std::size_t a, std::size_t b) {
    return by_area[a].homes.connected > by_area[b].homes.connected;
  });
  areas.resize(std::min(areas.size(), most_areas_drawn));
  std::sort(areas.begin(), areas.end());
  for (const std::size_t i : areas)
    panel.series.push_back(nines_line(std::string{area_name(reading.scenario, i)}, by_area[i].homes,
                                      ChartSeries::Weight::usual));
  return chart;
}

void write_nines_plot(const std::string& directory_path, const ScenarioReading& reading, const Chart& chart) {
  OutputDirectory directory(directory_path);
  OutputFile out(directory.place_for("availability.svg", input_names(reading)));
  out.write(svg_of(chart));
  out.close();
  directory.finish();
}

}  // namespace lastmile::io
