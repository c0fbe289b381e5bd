// `edits` of a scenario: keys that override those of single elements, wherever the elements are written.
// Later edits of an element win. An edit of a state or an amount gives `value` and `completion_cost` their
// defaults again, unless it gives them itself.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "models/base/enum_array.h"
#include "models/plant/element.h"
#include "tools/io/base/json.h"
#include "tools/io/scenario/element_mapping.h"

namespace lastmile::io {

class Edits {
 public:
  // Reads the list. Reports all that is wrong with its items as such.
  void read(const YamlNode& list, Reporter& report);
  bool empty() const { return edits_.empty(); }

  // Overrides keys of the row, whose id was read, and tells where they are written; none if it has no edit.
  // Cost: one look-up by id.
  std::optional<YamlRow> apply(SiteRow& row) const;
  std::optional<YamlRow> apply(LinkRow& row) const;
  std::optional<YamlRow> apply(PremisesRow& row) const;

  // Reports edits of elements that the scenario does not have. Call when it has all.
  void check_elements(const Scenario& scenario, Reporter& report) const;

 private:
  using Kind = Element::Kind;
  struct Edit {
    Kind kind;
    std::string id;
    const YamlNode* keys;
    std::string path;
    Mark mark;  // of the id
  };
  using ByName = std::unordered_map<std::string, std::vector<std::size_t>>;  // -> edits, in order

  void read_edit(const YamlNode& item, const std::string& path, Reporter& report);
  static std::vector<std::size_t> of(const ByName& by_name, std::string_view name);
  template <class Row>
  static void override_keys(const Edit& edit, const KeyedFields& keys, Row& row,
                            std::optional<YamlRow>& written);

  std::vector<Edit> edits_;
  EnumArray<Kind, ByName> by_id_;
  ByName drops_by_premises_;  // edits of links that are named like inline drops
};

Json edits_schema();

}  // namespace lastmile::io
