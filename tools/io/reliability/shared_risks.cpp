#include "tools/io/reliability/shared_risks.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "tools/io/timeline/selection.h"
#include "tools/io/yaml/keys.h"

namespace lastmile::io {
namespace {

struct RiskReading {
  std::string name;
  double events_per_year = 0;
  double duration_hours = 0;
  double probability = 1;
  const YamlNode* select = nullptr;
};

const Keys<RiskReading>& risk_keys() {
  using Reading = RiskReading;
  static const Keys<Reading> keys = {
      {"name", text_value(), &Reading::name, Required{"a short name, such as storm"}},
      {"events_per_year", amount_value(), &Reading::events_per_year, Required{}},
      {"duration_hours", amount_value(), &Reading::duration_hours, Required{}},
      {"probability", value_between(0, 1), &Reading::probability},
      {"select", definition("selector"),
       [](Reading& reading, const YamlNode& node, const std::string&, Reporter&) { reading.select = &node; },
       Required{"for example, {tier: feeder}"}},
  };
  return keys;
}

double presence_of(const RiskReading& reading, const FixedPlace& place, Reporter& report) {
  const double share = reading.events_per_year * reading.duration_hours / hours_per_year;
  if (share <= 1) return share;
  report.note(place,
              {"always-present",
               fmt::format("events_per_year times duration_hours is {:.6g} hours, more than the {} of a "
                           "year: the event counts as always present",
                           share * hours_per_year, hours_per_year)});
  return 1;
}

void select_elements(const YamlNode& node, const std::string& path, const Surroundings& surroundings,
                     SharedRisk& risk, Reporter& report) {
  const auto selector = read_selector(node, path, surroundings, report, AbsentName::is_note);
  if (!selector) return;
  const Plant& plant = surroundings.scenario.plant;
  Setting failed;
  failed.state = State::failed;
  Selection selected = select(*selector, failed, surroundings.scenario);
  std::sort(selected.sites.begin(), selected.sites.end());
  std::sort(selected.links.begin(), selected.links.end());
  selected.sites.erase(std::unique(selected.sites.begin(), selected.sites.end()), selected.sites.end());
  selected.links.erase(std::unique(selected.links.begin(), selected.links.end()), selected.links.end());
  // What is not operational yet may become so in the course of an option.
  const bool hits_something =
      std::any_of(selected.sites.begin(), selected.sites.end(),
                  [&](SiteId site) { return carries_service(plant.sites.state[site]); }) ||
      std::any_of(selected.links.begin(), selected.links.end(),
                  [&](LinkId link) { return carries_service(plant.links.state[link]); });
  if (!hits_something)
    report.note(FixedPlace(node.mark, path),
                {"risk-without-elements", "the shared risk selects no operational site or link"});
  risk.sites = std::move(selected.sites);
  risk.links = std::move(selected.links);
}

}  // namespace

std::vector<SharedRisk> read_shared_risks(const YamlNode& node, const std::string& path,
                                          const Surroundings& surroundings, Reporter& report) {
  std::vector<SharedRisk> risks;
  std::set<std::string> names;
  constexpr std::string_view example =
      "- {name: storm, events_per_year: 0.5, duration_hours: 72, select: {tier: feeder}}";
  bool is_full = false;
  for_each_item(node, path, example, report, [&](const YamlNode& item, const std::string& at) {
    if (risks.size() == most_shared_risks) {
      if (std::exchange(is_full, true)) return;
      report.error(FixedPlace(item.mark, at),
                   {"too-many-risks", fmt::format("more than {} shared risks", most_shared_risks),
                    "merge those that are rarest, or give elements failures of their own"});
      return;
    }
    RiskReading reading;
    const std::uint64_t errors_before = report.error_count();
    if (!read_mapping(item, risk_keys(), at, reading, report)) return;
    const FixedPlace place(item.mark, at);
    if (!names.insert(reading.name).second && !reading.name.empty())
      report.error(place,
                   {"duplicate-id", fmt::format("duplicate shared risk {}", io::quoted(reading.name))});
    SharedRisk& risk = risks.emplace_back();
    risk.name = reading.name;
    risk.probability = reading.probability;
    if (reading.select != nullptr)
      select_elements(*reading.select, at + ".select", surroundings, risk, report);
    if (report.error_count() == errors_before) risk.presence = presence_of(reading, place, report);
  });
  return risks;
}

Json shared_risks_schema() {
  Json risk = schema_of(risk_keys());
  risk["required"] = required_names(risk_keys());
  return {{"type", "array"}, {"items", std::move(risk)}};
}

}  // namespace lastmile::io
