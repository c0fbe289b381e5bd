#include "tools/python/elements.h"

#include <fmt/format.h>

#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"

namespace lastmile::python {
namespace {

std::string nearest_hint(const Names& names, const std::string& id) {
  const std::size_t sites = names.sites.size();
  const auto near = io::nearest(id, sites + names.links.size(), [&](std::size_t i) {
    return i < sites ? names.sites[i] : names.links[i - sites];
  });
  return near ? fmt::format("did you mean {}?", io::quoted(*near)) : std::string{};
}

}  // namespace

std::vector<Element> elements_named(const io::ScenarioReading& reading, const std::vector<std::string>& ids) {
  const Scenario& scenario = reading.scenario;
  std::vector<Element> elements;
  io::ProblemList problems;
  io::Reporter report(reading.path, problems);
  const io::FixedPlace whole_file({0, 0});
  for (const std::string& id : ids) {
    const auto site = scenario.names.sites.find(id);
    const auto link = find_link(scenario, id);
    if (site && link)
      report.error(whole_file,
                   {"ambiguous-element", fmt::format("a site and a link are called {}", io::quoted(id)),
                    "rename one of them"});
    else if (site)
      elements.emplace_back(SiteId{*site});
    else if (link)
      elements.emplace_back(*link);
    else
      report.error(whole_file, {"unknown-element", fmt::format("unknown site or link {}", io::quoted(id)),
                                report.shows_more() ? nearest_hint(scenario.names, id) : std::string{}});
  }
  if (problems.error_count() > 0) throw io::InputRefused(std::move(problems));
  return elements;
}

}  // namespace lastmile::python
