#include "tools/io/results/compare_json.h"

#include <algorithm>
#include <set>
#include <string>

#include "sim/rollout/option_comparison.h"
#include "tools/io/base/version.h"

namespace lastmile::io {
namespace {

const std::set<std::string, std::less<>> counted = {"premises", "homes",   "users",    "elements",
                                                    "built",    "missing", "inactive", "failed"};

// The entry of `list` for the same rung, cause or tier as `entry`; null if there is none.
Json counterpart(const Json& list, const Json& entry) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const Json& other) {
    return other.begin().key() == entry.begin().key() && other.begin().value() == entry.begin().value();
  });
  return found == list.end() ? Json(nullptr) : *found;
}

Json zeros_like(const Json& json) {
  if (json.is_number()) return 0;
  if (!json.is_structured()) return json;
  Json zeros = json;
  for (Json& item : zeros) item = zeros_like(item);
  return zeros;
}

class Difference {
 public:
  explicit Difference(bool same_currency) : same_currency_(same_currency) {}

  Json of(const Json& later, const Json& first, std::string_view key = {}) const {
    if (later.is_number()) {
      if (!same_currency_ && !counted.contains(key)) return nullptr;
      return number(difference_of(later.get<double>(), first.get<double>()));
    }
    if (later.is_array()) return of_lists(later, first);
    if (!later.is_object()) return later;
    Json difference = Json::object();
    for (const auto& [name, value] : later.items()) difference[name] = of(value, first.at(name), name);
    return difference;
  }

 private:
  // The entries of the later list in its order, then those found only in the first list.
  Json of_lists(const Json& later, const Json& first) const {
    Json list = Json::array();
    for (const Json& entry : later) {
      const Json before = counterpart(first, entry);
      list.push_back(of(entry, before.is_null() ? zeros_like(entry) : before));
    }
    for (const Json& entry : first)
      if (counterpart(later, entry).is_null()) list.push_back(of(zeros_like(entry), entry));
    return list;
  }

  bool same_currency_;
};

}  // namespace

Json compare_json(std::vector<Json> results) {
  Json differences = Json::array();
  const Json& first = results.front();
  for (std::size_t i = 1; i < results.size(); ++i) {
    const Json& later = results[i];
    const Difference difference(later["scenario"]["currency"] == first["scenario"]["currency"]);
    Json entry = {{"scenario", later["scenario"]["name"]},
                  {"path", later["scenario"]["path"]},
                  {"compared_with", first["scenario"]["path"]}};
    for (const char* part : {"network", "ladder", "unserved", "backbone", "final_links"})
      entry[part] = difference.of(later[part], first[part], part);
    differences.push_back(std::move(entry));
  }
  return {{"schema", "lastmile.compare.v1"},
          {"lastmile_version", lastmile_version},
          {"results", std::move(results)},
          {"differences", std::move(differences)}};
}

}  // namespace lastmile::io
