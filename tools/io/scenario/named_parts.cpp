#include "tools/io/scenario/named_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/problems/cells.h"

namespace lastmile::io {
namespace {

std::string near_hint(const Scenario& scenario, std::string_view id) {
  const NameTable& sites = scenario.names.sites;
  const NameTable& links = scenario.names.links;
  const auto near = nearest(id, sites.size() + links.size(), [&](std::size_t i) {
    return i < sites.size() ? sites[i] : links[i - sites.size()];
  });
  return near ? fmt::format("did you mean {}?", io::quoted(*near)) : std::string{};
}

[[noreturn]] void refuse(const std::string& path, Finding finding) {
  ProblemList problems;
  Reporter(path, problems).error(FixedPlace({}), std::move(finding));
  throw InputRefused(std::move(problems));
}

}  // namespace

std::vector<Element> elements_named(const std::string& path, const Scenario& scenario,
                                    std::span<const std::string> ids, std::string_view by) {
  const std::string before = by.empty() ? std::string{} : fmt::format("{}: ", by);
  std::vector<Element> elements;
  ProblemList problems;
  Reporter report(path, problems);
  const FixedPlace whole_file({0, 0});
  for (const std::string& id : ids) {
    const auto site = scenario.names.sites.find(id);
    const auto link = find_link(scenario, id);
    if (site && link)
      report.error(whole_file, {"ambiguous-element",
                                fmt::format("{}a site and a link are called {}", before, io::quoted(id)),
                                "rename one of them"});
    else if (site)
      elements.emplace_back(SiteId{*site});
    else if (link)
      elements.emplace_back(*link);
    else
      report.error(whole_file,
                   {"unknown-element", fmt::format("{}unknown site or link {}", before, io::quoted(id)),
                    report.shows_more() ? near_hint(scenario, id) : std::string{}});
  }
  if (problems.error_count() > 0) throw InputRefused(std::move(problems));
  return elements;
}

const RolloutOption& option_named(const ScenarioReading& reading, std::string_view name,
                                  std::string_view by) {
  const std::vector<RolloutOption>& options = reading.scenario.horizon->options;
  if (name.empty() && options.size() == 1) return options.front();
  std::vector<std::string_view> names;
  names.reserve(options.size());
  for (const RolloutOption& option : options) names.push_back(option.name);
  if (name.empty())
    refuse(reading.path, {"which-option", fmt::format("the scenario has {} options", names.size()),
                          fmt::format("choose one with {}: {}", by, fmt::join(names, ", "))});
  const auto found = std::find_if(options.begin(), options.end(),
                                  [&](const RolloutOption& option) { return option.name == name; });
  if (found != options.end()) return *found;
  if (names.size() == 1 && names.front().empty())
    refuse(reading.path,
           {"unknown-option", fmt::format("unknown option {}: the scenario has no options", io::quoted(name)),
            fmt::format("omit {}", by)});
  refuse(reading.path,
         {"unknown-option", fmt::format("unknown option {}", io::quoted(name)), hint_for(name, names)});
}

}  // namespace lastmile::io
