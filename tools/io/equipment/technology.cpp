#include "tools/io/equipment/technology.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>

#include "tools/io/equipment/assumable.h"
#include "tools/io/equipment/technology_parts.h"

namespace lastmile::io {
namespace {

constexpr std::array<int, 9> fcc_codes = {0, 10, 40, 50, 60, 61, 70, 71, 72};

std::optional<int> read_fcc_code(const YamlNode& node, const std::string& path, Reporter& report) {
  const auto code = count_of(node, path, report);
  if (!code) return std::nullopt;
  const auto known = std::find_if(fcc_codes.begin(), fcc_codes.end(),
                                  [&](int one) { return static_cast<std::uint32_t>(one) == *code; });
  if (known != fcc_codes.end()) return *known;
  report.error(FixedPlace(node.mark, path), {"out-of-range", fmt::format("must be one of {}, but is {}",
                                                                         fmt::join(fcc_codes, ", "), *code)});
  return std::nullopt;
}

// A rate that homes share, or none if each has its own.
Value<double> shared_value(const Figure<Technology>& figure) {
  Value<double> rate = value_between(figure.least, figure.most);
  return {{{"anyOf", {rate.schema, {{"const", "none"}}}}},
          [read = rate.read](const YamlNode& node, const std::string& path, Reporter& report) {
            const bool is_own = node.kind == YamlNode::Kind::scalar && node.text == "none";
            return is_own ? std::optional{std::numeric_limits<double>::infinity()} : read(node, path, report);
          }};
}

// A mapping inside a technology.
template <class T>
Key<EntryOf<Technology>> block_key(std::string_view name, const Keys<EntryOf<T>>& keys, T Technology::*part) {
  return {name, schema_of(keys),
          [name, &keys, part](EntryOf<Technology>& of, const YamlNode& node, const std::string& path,
                              Reporter& report) {
            of.entry.meet_block(std::string{name}, node.mark);
            EntryOf<T> inside{of.entry, of.to.*part};
            read_mapping(node, keys, path, inside, report);
          }};
}

const Keys<EntryOf<Technology>>& technology_keys() {
  static const Keys<EntryOf<Technology>> keys = [] {
    Keys<EntryOf<Technology>> all;
    const auto add = [&](std::string_view name, const auto& value, auto field) {
      all.add(entry_key<Technology>("", name, value, field));
    };
    for (const Figure<Technology>& figure : technology_figures)
      add(figure.key,
          figure.key.starts_with("shared_") ? shared_value(figure) : value_between(figure.least, figure.most),
          figure.field);
    add_name_key(all);
    add("title", text_value(), &Technology::title);
    add("kind", word_value<TechnologyKind>(technology_kind_names, {"unknown-kind", "technology kind"}),
        &Technology::kind);
    add("medium", word_value<MediumKind>(medium_kind_names, {"unknown-medium", "medium kind"}),
        &Technology::medium);
    add(fcc_code_key, Value<int>{{{"enum", fcc_codes}}, read_fcc_code}, &Technology::fcc_code);
    all.add(rates_key(rates_key_name));
    all.add(block_key("optical", optical_keys(), &Technology::optical));
    all.add(block_key("voice", voice_keys(), &Technology::voice));
    all.add(block_key("radio", radio_keys(), &Technology::radio));
    add_source_keys(all, assumable_keys());
    return all;
  }();
  return keys;
}

MediumKind medium_of(TechnologyKind kind) {
  switch (kind) {
    case TechnologyKind::optical: return MediumKind::fibre;
    case TechnologyKind::copper:
    case TechnologyKind::voice: return MediumKind::copper;
    case TechnologyKind::coax: return MediumKind::coax;
    case TechnologyKind::radio: return MediumKind::radio;
    case TechnologyKind::satellite: break;
  }
  return MediumKind::satellite;
}

void check_kind(EntryReader& entry, const Technology& technology) {
  const std::string_view kind = technology_kind_names[technology.kind];
  const auto only_for = [&](const std::string& key, TechnologyKind its_kind) {
    if (technology.kind != its_kind) entry.refuse(key, kind);
  };
  only_for("rates", TechnologyKind::copper);
  only_for("optical", TechnologyKind::optical);
  only_for("voice", TechnologyKind::voice);
  only_for("radio", TechnologyKind::radio);
  switch (technology.kind) {
    case TechnologyKind::optical: check_optical(entry, technology.optical); break;
    case TechnologyKind::copper: check_rates(entry, technology.rates); break;
    case TechnologyKind::radio: check_radio(entry, technology.radio); break;
    case TechnologyKind::voice:
    case TechnologyKind::coax:
    case TechnologyKind::satellite: break;
  }
  const MediumKind needed = medium_of(technology.kind);
  if (technology.medium != needed)
    entry.error_at("medium", {"unknown-medium",
                              fmt::format("technology kind {} does not run over {}", kind,
                                          medium_kind_names[technology.medium]),
                              fmt::format("write medium: {}", medium_kind_names[needed])});
}

// Required keys of a new technology.
void require_all(EntryReader& entry, const Technology& technology) {
  entry.require({"kind", "medium", "source", "down_mbps", "up_mbps", "latency_ms"});
  if (!entry.has("kind")) return;
  switch (technology.kind) {
    case TechnologyKind::optical:
      for (const auto& figure : optical_figures) entry.require({figure.key}, "optical.");
      break;
    case TechnologyKind::copper: entry.require({rates_key_name}); break;
    case TechnologyKind::voice:
      for (const auto& figure : voice_figures) entry.require({figure.key}, "voice.");
      break;
    case TechnologyKind::radio: require_radio(entry, technology.radio); break;
    case TechnologyKind::coax:
    case TechnologyKind::satellite: break;
  }
}

}  // namespace

void read_entry(EntryReader& entry, const YamlNode& node, const std::string& path, Technology& to,
                bool is_new, Reporter& report) {
  const std::uint64_t errors_before = report.error_count();
  EntryOf<Technology> of{entry, to};
  read_mapping(node, technology_keys(), path, of, report);
  if (to.title.empty()) to.title = to.name;
  if (is_new) {
    require_all(entry, to);
    equate_least_losses(entry, to.optical);
  } else {
    complete_least_losses(entry, to.optical);
  }
  // Missing or invalid keys are reported already; follow-up errors would only confuse.
  if (report.error_count() == errors_before) check_kind(entry, to);
}

Json technology_schema() {
  Json schema = schema_of(technology_keys());
  schema["required"] = required_names(technology_keys());
  return schema;
}

}  // namespace lastmile::io
