#include "tools/cli/commands/named_element.h"

#include <fmt/format.h>

#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/problems/problem.h"

namespace lastmile::cli {
namespace {

[[noreturn]] void refuse(const std::string& file, io::Finding finding) {
  io::ProblemList problems;
  io::Reporter(file, problems).error(io::FixedPlace({}), std::move(finding));
  throw io::InputRefused(std::move(problems));
}

std::string near_hint(const Scenario& scenario, std::string_view id) {
  const NameTable& sites = scenario.names.sites;
  const NameTable& links = scenario.names.links;
  const auto near = io::nearest(id, sites.size() + links.size(), [&](std::size_t i) {
    return i < sites.size() ? sites[i] : links[i - sites.size()];
  });
  return near ? fmt::format("did you mean {}?", io::quoted(*near)) : std::string{};
}

}  // namespace

Element element_named(const std::string& path, const Scenario& scenario, const Flag& flag,
                      const std::string& id) {
  const auto site = scenario.names.sites.find(id);
  const auto link = find_link(scenario, id);
  if (site && link)
    refuse(path, {"ambiguous-element",
                  fmt::format("{}: a site and a link are called {}", flag.name, io::quoted(id)),
                  "rename one of them"});
  if (site) return SiteId{*site};
  if (link) return *link;
  refuse(path, {"unknown-element", fmt::format("{}: unknown site or link {}", flag.name, io::quoted(id)),
                near_hint(scenario, id)});
}

}  // namespace lastmile::cli
