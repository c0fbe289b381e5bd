// The keys of one site, link or premises in YAML: in a list of a scenario, or in one of its `edits`.
#pragma once

#include "tools/io/scenario/rows.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// The mapping of a row, with the place of each cell.
class YamlRow final : public RowSource {
 public:
  YamlRow(Mark mark, std::string path) : mark_(mark), path_(std::move(path)), places_(max_fields) {}
  void put(std::size_t field, Mark mark, std::string path) { places_[field] = {mark, std::move(path)}; }
  // The cells that the other row has, in their places.
  void put(const YamlRow& other);
  bool has(std::size_t field) const { return !places_[field].path.empty(); }

  Mark mark(std::size_t field) const override { return has(field) ? places_[field].mark : mark_; }
  std::string path(std::size_t field) const override { return has(field) ? places_[field].path : path_; }

 private:
  static constexpr std::size_t max_fields = premises_fields.size() + drop_fields.size();
  struct CellPlace {
    Mark mark;
    std::string path;
  };
  Mark mark_;
  std::string path_;
  std::vector<CellPlace> places_;
};

// Keys of a mapping that stand for fields, numbered from `first`.
struct KeyedFields {
  std::span<const Field> fields;
  std::size_t first = 0;
  std::string_view id_key = "id";  // the key of field `id`
};

// Reads the keys into the row. Reports a node that is not a mapping, and returns false.
template <class Row>
bool read_keys(const YamlNode& node, const KeyedFields& keys, const std::string& path, Row& row,
               YamlRow& source, Reporter& report);

// Reports required fields that the mapping does not have.
void require_keys(const YamlNode& node, const KeyedFields& keys, const std::string& path,
                  const YamlRow& source, Reporter& report);

extern template bool read_keys<SiteRow>(const YamlNode&, const KeyedFields&, const std::string&, SiteRow&,
                                        YamlRow&, Reporter&);
extern template bool read_keys<LinkRow>(const YamlNode&, const KeyedFields&, const std::string&, LinkRow&,
                                        YamlRow&, Reporter&);
extern template bool read_keys<PremisesRow>(const YamlNode&, const KeyedFields&, const std::string&,
                                            PremisesRow&, YamlRow&, Reporter&);

}  // namespace lastmile::io
