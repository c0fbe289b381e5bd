// The elements that `rollout: only:` lists, such as [{site: cab1}, {link: f1}].
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "models/scenario/scenario.h"
#include "tools/io/base/json.h"
#include "tools/io/problems/written_at.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

struct ListedElement {
  bool is_site = false;  // else a link, final links among them
  std::string id;
  WrittenAt at;
};

std::vector<ListedElement> read_listed(const YamlNode& node, const std::string& path, Reporter& report);

Json listed_schema();

// Reports once what several options share.
using TellError = std::function<void(const WrittenAt&, Finding)>;

// The elements of those ids; unknown ids and repetitions are errors.
std::vector<Element> find_listed(const std::vector<ListedElement>& listed, const Scenario& scenario,
                                 const Reporter& report, const TellError& tell);

}  // namespace lastmile::io
