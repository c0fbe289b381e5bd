#include "tools/io/timeline/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tools/io/base/format.h"
#include "tools/io/yaml/keys.h"

namespace lastmile::io {
namespace {

Finding no_period(std::string_view written) {
  return {"not-a-period", fmt::format("invalid period {}", io::quoted(written)),
          "write 2027, 2027-Q3, 2027-08, 2027-W32 or 2027-08-14; years range from 1800 to 2200"};
}

// The unit by notation: 2027 is a year, 2027-Q1 a quarter.
PeriodUnit unit_of(std::string_view written) {
  if (written.find('Q') != std::string_view::npos) return PeriodUnit::quarter;
  if (written.find('W') != std::string_view::npos) return PeriodUnit::week;
  switch (std::count(written.begin(), written.end(), '-')) {
    case 0: return PeriodUnit::year;
    case 1: return PeriodUnit::month;
    default: return PeriodUnit::day;
  }
}

// Whether its last period has a name that can be written.
bool ends_in_calendar(const Timeline& timeline) {
  return timeline.start + timeline.periods - 1 <= period_of(*first_day_of("2200-12-31"), timeline.unit);
}

std::optional<std::uint32_t> read_periods(const YamlNode& node, const std::string& path, Reporter& report) {
  const auto periods = number_between(node, path, 1, max_periods, report);
  if (!periods || *periods == std::floor(*periods))
    return periods ? std::optional{static_cast<std::uint32_t>(*periods)} : std::nullopt;
  report.error(FixedPlace(node.mark, path),
               {"not-an-integer", fmt::format("must be a whole number, but is {}", node.text)});
  return std::nullopt;
}

std::optional<std::chrono::sys_days> read_start(const YamlNode& node, const std::string& path,
                                                Reporter& report) {
  const auto text = text_of(node, path, report);
  const auto day = text ? first_day_of(*text) : std::nullopt;
  if (text && !day) report.error(FixedPlace(node.mark, path), no_period(*text));
  return day;
}

struct TimelineReading {
  std::optional<std::chrono::sys_days> first_day;
  std::optional<std::uint32_t> periods;
  PeriodUnit unit_written{};  // from the notation of the start
  std::optional<PeriodUnit> unit;
  bool is_unit_wrong = false;
};

const Keys<TimelineReading>& timeline_keys() {
  using Reading = TimelineReading;
  static const Value<PeriodUnit> unit =
      word_value<PeriodUnit>(period_unit_names, {"unknown-unit", "period unit"});
  static const Keys<Reading> keys = {
      {"start", period_schema(),
       [](Reading& reading, const YamlNode& node, const std::string& path, Reporter& report) {
         reading.first_day = read_start(node, path, report);
         reading.unit_written = unit_of(node.text);
       },
       Required{}},
      {"periods", whole_between(1, max_periods),
       [](Reading& reading, const YamlNode& node, const std::string& path, Reporter& report) {
         reading.periods = read_periods(node, path, report);
       },
       Required{}},
      {"unit", unit.schema,
       [](Reading& reading, const YamlNode& node, const std::string& path, Reporter& report) {
         reading.unit = unit.read(node, path, report);
         reading.is_unit_wrong = !reading.unit;
       }},
  };
  return keys;
}

}  // namespace

std::optional<Timeline> read_timeline(const YamlNode& node, const std::string& path, Reporter& report) {
  TimelineReading reading;
  read_mapping(node, timeline_keys(), path, reading, report);
  if (!reading.first_day || !reading.periods || reading.is_unit_wrong) return std::nullopt;
  Timeline timeline{reading.unit.value_or(reading.unit_written), 0, *reading.periods};
  timeline.start = period_of(*reading.first_day, timeline.unit);
  if (ends_in_calendar(timeline)) return timeline;
  report.error(FixedPlace(node.mark, path), {"out-of-range", "the timeline ends after the year 2200"});
  return std::nullopt;
}

Json timeline_schema() {
  return schema_of(timeline_keys());
}

Json timeline_required() {
  return required_names(timeline_keys());
}

std::optional<std::uint32_t> read_period(const YamlNode& node, const std::string& path,
                                         const Timeline& timeline, Reporter& report) {
  const FixedPlace place(node.mark, path);
  const auto text = text_of(node, path, report);
  if (!text) return std::nullopt;
  const auto day = first_day_of(*text);
  if (!day) {
    report.error(place, no_period(*text));
    return std::nullopt;
  }
  const std::int64_t period = period_of(*day, timeline.unit) - timeline.start;
  if (period >= 0 && period < timeline.periods) return static_cast<std::uint32_t>(period);
  const std::string edge = period < 0 ? "before the first period, " + timeline.name_of(0)
                                      : "after the last period, " + timeline.name_of(timeline.periods - 1);
  report.error(place, {"outside-timeline", fmt::format("{} is {}", io::quoted(*text), edge)});
  return std::nullopt;
}

Json period_schema() {
  constexpr const char* pattern =
      "^(1[89][0-9]{2}|2[01][0-9]{2}|2200)(-(Q[1-4]|W[0-5][0-9]|(0[1-9]|1[0-2])(-[0-3][0-9])?))?$";
  const Json written = {{"type", "string"}, {"pattern", pattern}};
  return {{"anyOf", {whole_between(1800, 2200), written}},
          {"description", "2027, 2027-Q3, 2027-08, 2027-W32 or 2027-08-14"}};
}

}  // namespace lastmile::io
