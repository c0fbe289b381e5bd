#include "tools/io/scenario/edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/schema/value_schema.h"
#include "tools/io/yaml/yaml_mapping.h"

namespace lastmile::io {
namespace {

using Kind = Element::Kind;

struct KindFormat {
  std::string_view key;
  std::span<const Field> fields;
};
constexpr EnumArray<Kind, KindFormat> formats = {
    {{"site", site_fields}, {"link", link_fields}, {"premises", premises_fields}}};
constexpr std::array<Kind, 3> element_kinds = {Kind::site, Kind::link, Kind::premises};

constexpr std::array<std::string_view, 4> money_keys = {"state", "cost", "value", "completion_cost"};
constexpr std::array<std::string_view, 2> keys_of_explicit_links = {"to", "tier"};
constexpr KeyedFields drop_keys = {drop_fields, premises_fields.size()};

KeyedFields keys_of(Kind kind) {
  return {formats[kind].fields, 0, formats[kind].key};
}

const YamlNode* first_of(const YamlNode& keys, std::span<const std::string_view> names) {
  for (const std::string_view name : names)
    if (const YamlNode* value = find_value(keys, name)) return value;
  return nullptr;
}

void forget_defaults(const YamlNode& keys, MoneyAsWritten& money) {
  if (first_of(keys, money_keys) == nullptr) return;
  money.value.reset();
  money.completion_cost.reset();
}

// Degrees replace projected coordinates, whose crs may be that of a table.
template <class Row>
void forget_axes(const YamlNode& keys, Row& row) {
  if (find_value(keys, "lon") != nullptr || find_value(keys, "lat") != nullptr) row.axes.projected = false;
}

std::string_view without_suffix(std::string_view drop) {
  return drop.substr(0, drop.size() - inline_drop_suffix.size());
}

// Reads the keys into a row of their own. The drop of a premises may lack its start, which the premises has.
template <class Row>
void check_keys(const YamlNode& item, Kind kind, const std::string& path, Reporter& report) {
  Row row;
  YamlRow source(item.mark, path);
  read_keys(item, keys_of(kind), path, row, source, report);
}

}  // namespace

void Edits::read(const YamlNode& list, Reporter& report) {
  for_each_item(list, "edits", "- {site: cab1, state: operational}", report,
                [&](const YamlNode& item, const std::string& path) { read_edit(item, path, report); });
}

void Edits::read_edit(const YamlNode& item, const std::string& path, Reporter& report) {
  if (!require_mapping(item, path, report)) return;
  const auto is_named = [&](Kind kind) { return find_value(item, formats[kind].key) != nullptr; };
  const auto named = std::find_if(element_kinds.begin(), element_kinds.end(), is_named);
  if (std::count_if(element_kinds.begin(), element_kinds.end(), is_named) != 1) {
    report.error(FixedPlace(item.mark, path), {"missing-key", "must name one site, one link or one premises",
                                               "write {site: cab1, state: operational}"});
    return;
  }
  const Kind kind = *named;
  const std::uint64_t errors_before = report.error_count();
  switch (kind) {
    case Kind::site: check_keys<SiteRow>(item, kind, path, report); break;
    case Kind::link: check_keys<LinkRow>(item, kind, path, report); break;
    case Kind::premises: check_keys<PremisesRow>(item, kind, path, report); break;
  }
  if (report.error_count() != errors_before) return;
  for (const std::string_view key : {"x", "y"})
    if (const YamlNode* value = find_value(item, key))
      report.error(FixedPlace(value->mark, fmt::format("{}.{}", path, key)),
                   {"unknown-key", "an edit places an element by degrees", "write lon and lat"});
  if (item.children.size() == 2)
    report.error(FixedPlace(item.mark, path), {"missing-key", "changes nothing", "add a key, such as state"});
  const YamlNode& id = *find_value(item, formats[kind].key);
  by_id_[kind][id.text].push_back(edits_.size());
  if (kind == Kind::link && id.text.ends_with(inline_drop_suffix))
    drops_by_premises_[std::string{without_suffix(id.text)}].push_back(edits_.size());
  edits_.push_back({kind, id.text, &item, path, id.mark});
}

std::vector<std::size_t> Edits::of(const ByName& by_name, std::string_view name) {
  const auto found = by_name.find(std::string{name});
  return found == by_name.end() ? std::vector<std::size_t>{} : found->second;
}

// Problems of the keys are reported already.
template <class Row>
void Edits::override_keys(const Edit& edit, const KeyedFields& keys, Row& row,
                          std::optional<YamlRow>& written) {
  ProblemList known;
  Reporter mute("", known);
  if (!written) written.emplace(edit.mark, edit.path);
  read_keys(*edit.keys, keys, edit.path, row, *written, mute);
}

std::optional<YamlRow> Edits::apply(SiteRow& row) const {
  std::optional<YamlRow> written;
  for (const std::size_t at : of(by_id_[Kind::site], row.id)) {
    const Edit& edit = edits_[at];
    forget_defaults(*edit.keys, row.money);
    forget_axes(*edit.keys, row);
    override_keys(edit, keys_of(Kind::site), row, written);
  }
  return written;
}

std::optional<YamlRow> Edits::apply(LinkRow& row) const {
  std::optional<YamlRow> written;
  for (const std::size_t at : of(by_id_[Kind::link], row.id)) {
    forget_defaults(*edits_[at].keys, row.money);
    override_keys(edits_[at], keys_of(Kind::link), row, written);
  }
  return written;
}

std::optional<YamlRow> Edits::apply(PremisesRow& row) const {
  const std::vector<std::size_t> own = of(by_id_[Kind::premises], row.id);
  const std::vector<std::size_t> of_drop = of(drops_by_premises_, row.id);
  std::vector<std::size_t> all;
  all.reserve(own.size() + of_drop.size());
  std::merge(own.begin(), own.end(), of_drop.begin(), of_drop.end(), std::back_inserter(all));
  std::optional<YamlRow> written;
  for (const std::size_t at : all) {
    const Edit& edit = edits_[at];
    const bool is_of_drop = edit.kind == Kind::link;
    const YamlNode* drop = is_of_drop ? edit.keys : find_value(*edit.keys, "drop");
    if (drop != nullptr) forget_defaults(*drop, row.drop_money);
    if (!is_of_drop) forget_axes(*edit.keys, row);
    override_keys(edit, is_of_drop ? drop_keys : keys_of(Kind::premises), row, written);
  }
  return written;
}

void Edits::check_elements(const Scenario& scenario, Reporter& report) const {
  const Names& names = scenario.names;
  const EnumArray<Kind, const NameTable*> tables = {{&names.sites, &names.links, &names.premises}};
  for (const Edit& edit : edits_) {
    const NameTable& known = *tables[edit.kind];
    const FixedPlace place(edit.mark, fmt::format("{}.{}", edit.path, formats[edit.kind].key));
    const bool is_known = known.find(edit.id).has_value();
    const bool is_drop = edit.kind == Kind::link && !is_known && find_inline_drop(scenario, edit.id);
    if (!is_known && !is_drop) {
      const std::size_t candidates = report.shows_more() ? known.size() : 0;
      const auto near = nearest(edit.id, candidates, [&](std::size_t i) { return known[i]; });
      report.error(place,
                   {"unknown-reference", fmt::format("no {} {}", formats[edit.kind].key, io::quoted(edit.id)),
                    near ? fmt::format("did you mean {}?", io::quoted(*near)) : std::string{}});
    } else if (is_drop && first_of(*edit.keys, keys_of_explicit_links) != nullptr) {
      report.error(FixedPlace(first_of(*edit.keys, keys_of_explicit_links)->mark, edit.path),
                   {"not-a-drop",
                    fmt::format("{} is a premises' own final link, which has no tier and no "
                                "other end",
                                io::quoted(edit.id)),
                    "edit its keys, such as from, state and cost"});
    } else if (const YamlNode* drop = find_value(*edit.keys, "drop");
               drop != nullptr && find_value(*drop, "from") == nullptr &&
               !find_inline_drop(scenario, edit.id + std::string{inline_drop_suffix})) {
      report.error(FixedPlace(drop->mark, edit.path + ".drop"),
                   {"missing-key", fmt::format("{} has no final link of its own", io::quoted(edit.id)),
                    "add from: the site where it starts"});
    }
  }
}

// Which other keys there may be depends on the element; the reader checks them.
Json edits_schema() {
  Json properties = Json::object();
  Json one_of_them = Json::array();
  for (const Kind kind : element_kinds) {
    const std::string key{formats[kind].key};
    properties[key] = any_text();
    one_of_them.push_back({{"required", {key}}});
  }
  const Json item = {{"type", "object"},
                     {"description", "an element and any of its keys, which override those of the element"},
                     {"properties", std::move(properties)},
                     {"oneOf", std::move(one_of_them)},
                     {"minProperties", 2}};
  return {{"type", "array"}, {"items", item}};
}

}  // namespace lastmile::io
