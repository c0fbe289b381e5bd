// The rules that problems name: each has a stable id, which scripts may rely on.
#pragma once

#include <span>
#include <string_view>

#include "tools/io/base/json.h"
#include "tools/io/problems/problem.h"

namespace lastmile::io {

struct Rule {
  std::string_view id;
  Severity severity;
  std::string_view meaning;
};

// All rules, errors first, then notes; each group in the order in which input is read.
std::span<const Rule> all_rules();

// {"rules": [{"rule": id, "severity": "error" or "note", "meaning": text}, ...]}
Json rules_json();

}  // namespace lastmile::io
