#include "tools/exchange/assembly/layer_values.h"

#include <fmt/format.h>

#include <algorithm>

#include "models/plant/state.h"
#include "tools/io/base/text.h"
#include "tools/io/problems/cells.h"

namespace lastmile::exchange {
namespace {

using io::CellType;

template <class Enum>
std::optional<Enum> in_any_case(std::string_view word, const EnumArray<Enum, std::string_view>& names) {
  for (const Enum value : enum_values<Enum>())
    if (io::equals_ignoring_case(word, names[value])) return value;
  return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

template <std::size_t N>
const io::Field* in_fields(const std::array<io::Field, N>& fields, std::string_view name) {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const io::Field& f) { return f.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

CellType type_of(std::string_view name, Meaning meaning) {
  const io::Field* field = nullptr;
  if (meaning == Meaning::sites) field = in_fields(io::site_fields, name);
  if (meaning == Meaning::links) field = in_fields(io::link_fields, name);
  if (meaning == Meaning::premises) {
    field = in_fields(io::premises_fields, name);
    if (name.starts_with(io::drop_column_prefix))
      field = in_fields(io::drop_fields, name.substr(io::drop_column_prefix.size()));
  }
  return field == nullptr ? CellType::text : field->type;
}

// Reports a text that is no value of its type.
void check_value(std::string_view text, CellType type, const io::Place& place, io::Reporter& report) {
  switch (type) {
    case CellType::text: io::check_text(text, place, report); return;
    case CellType::id: io::check_id(text, place, report); return;
    case CellType::state:
      if (!state_of_word(text)) io::parse_state(text, place, report);
      return;
    case CellType::tier:
      if (!tier_of_word(text)) io::parse_tier(text, place, report);
      return;
    case CellType::sight: io::parse_sight(text, place, report); return;
    case CellType::amount: io::parse_amount(text, place, report); return;
    case CellType::count: io::parse_count(text, place, report); return;
    case CellType::positive: io::parse_positive(text, place, report); return;
    case CellType::flag: io::parse_flag(text, place, report); return;
    case CellType::longitude: io::parse_between(text, -180, 180, place, report); return;
    case CellType::latitude: io::parse_between(text, -90, 90, place, report); return;
    case CellType::drop: return;
    default: io::check_text(text, place, report); return;
  }
}

bool is_value(std::string_view text, CellType type) {
  if (type == CellType::state) return state_of_word(text).has_value();
  if (type == CellType::tier) return tier_of_word(text).has_value();
  io::ProblemList problems;
  problems.only_count();
  io::Reporter report("", problems);
  check_value(text, type, io::FixedPlace({}), report);
  return problems.error_count() == 0;
}

}  // namespace

std::optional<State> state_of_word(std::string_view word) {
  return in_any_case(word, state_names);
}

std::optional<Tier> tier_of_word(std::string_view word) {
  return in_any_case(word, tier_names);
}

LayerValues::LayerValues(const FeatureLayer& layer, const LayerMapping& mapping) : layer_(layer) {
  for (const auto& [name, source] : mapping.keys) {
    Key key{name, &source, 0, type_of(name, mapping.meaning)};
    if (!source.value)
      key.field = static_cast<std::size_t>(std::find(layer.fields.begin(), layer.fields.end(), source.field) -
                                           layer.fields.begin());
    keys_.push_back(std::move(key));
  }
}

const LayerValues::Key* LayerValues::find(std::string_view name) const {
  for (const Key& key : keys_)
    if (key.name == name) return &key;
  return nullptr;
}

std::string_view LayerValues::raw(const Key* key, std::size_t feature) const {
  if (key == nullptr || key->source->value) return {};
  return trimmed(layer_.cell(feature, key->field));
}

std::string_view LayerValues::translated(const Key& key, std::size_t feature) const {
  if (key.source->value) return *key.source->value;
  const std::string_view cell = raw(&key, feature);
  const std::string* word = key.source->translated(cell);
  return word ? std::string_view(*word) : cell;
}

bool LayerValues::is_replaced(const Key& key, std::size_t feature) const {
  const std::string_view word = translated(key, feature);
  return !word.empty() && !is_value(word, key.type);
}

std::string_view LayerValues::value(const Key* key, std::size_t feature) const {
  if (key == nullptr) return {};
  const std::string_view word = translated(*key, feature);
  if (!key->source->otherwise) return word;
  return word.empty() || !is_value(word, key->type) ? std::string_view(*key->source->otherwise) : word;
}

io::Mark LayerValues::mark(std::size_t feature) const {
  return {.line = layer_.features[feature].line, .column = layer_.features[feature].column, .file = 0};
}

std::string LayerValues::place(std::size_t feature, std::string_view field) const {
  std::string text =
      fmt::format("layer {}, feature {}", io::quoted(layer_.name), layer_.features[feature].number);
  if (!field.empty()) text += fmt::format(", {}", field);
  return text;
}

void LayerValues::report_wrong(const Key& key, std::size_t feature, io::Reporter& report) const {
  class InFeature : public io::Place {
   public:
    InFeature(const LayerValues& values, const Key& key, std::size_t feature)
        : values_(values), key_(key), feature_(feature) {}
    io::Mark mark() const override { return values_.mark(feature_); }
    std::string path() const override {
      return values_.place(feature_, key_.source->value ? key_.name : key_.source->field);
    }

   private:
    const LayerValues& values_;
    const Key& key_;
    std::size_t feature_;
  };
  const std::string_view word = value(&key, feature);
  if (!word.empty()) check_value(word, key.type, InFeature(*this, key, feature), report);
}

}  // namespace lastmile::exchange
