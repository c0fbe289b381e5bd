#include "tools/io/equipment/equipment.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>

#include "models/access/radio.h"
#include "tools/io/base/suggest.h"
#include "tools/io/problems/cells.h"
#include "tools/io/yaml/yaml_mapping.h"

namespace lastmile::io {

extern const char* const equipment_yaml;  // models/access/equipment.yaml; the build makes it

namespace {

// A number in a mapping, with its valid range.
template <class T>
struct Figure {
  std::string_view key;
  double T::*field;
  double least;
  double most;
};

constexpr double most_mbps = 1e9;
constexpr double most_db = 1000;
constexpr double most_m = 1e8;
constexpr double most_ms = 1e6;

constexpr std::array<Figure<Medium>, 4> medium_figures = {{
    {"delay_us_per_km", &Medium::delay_us_per_km, 0, 1000},
    {"loop_ohm_per_km", &Medium::loop_ohm_per_km, 0, 1e5},
    {"voice_loss_db_per_km", &Medium::voice_loss_db_per_km, 0, most_db},
    {"rate_length_factor", &Medium::rate_length_factor, 0.01, 100},
}};
constexpr std::array<Figure<Technology>, 5> technology_figures = {{
    {"down_mbps", &Technology::down_mbps, 0, most_mbps},
    {"up_mbps", &Technology::up_mbps, 0, most_mbps},
    {"shared_down_mbps", &Technology::shared_down_mbps, 0, most_mbps},
    {"shared_up_mbps", &Technology::shared_up_mbps, 0, most_mbps},
    {"latency_ms", &Technology::latency_ms, 0, most_ms},
}};
constexpr std::array<Figure<RatePoint>, 3> rate_figures = {{
    {"length_m", &RatePoint::length_m, 0, most_m},
    {"down_mbps", &RatePoint::down_mbps, 0, most_mbps},
    {"up_mbps", &RatePoint::up_mbps, 0, most_mbps},
}};
constexpr std::array<Figure<OpticalLimits>, 8> optical_figures = {{
    {"min_loss_db", &OpticalLimits::min_loss_db, 0, most_db},
    {"max_loss_db", &OpticalLimits::max_loss_db, 0, most_db},
    {"reach_m", &OpticalLimits::reach_m, 0, most_m},
    {"most_db_per_km", &OpticalLimits::most_db_per_km, 0, most_db},
    {"least_db_per_km", &OpticalLimits::least_db_per_km, 0, most_db},
    {"splice_db", &OpticalLimits::splice_db, 0, most_db},
    {"connector_db", &OpticalLimits::connector_db, 0, most_db},
    {"margin_db", &OpticalLimits::margin_db, 0, most_db},
}};
constexpr std::array<Figure<VoiceLimits>, 2> voice_figures = {{
    {"max_loop_ohm", &VoiceLimits::max_loop_ohm, 0, 1e6},
    {"max_loss_db", &VoiceLimits::max_loss_db, 0, most_db},
}};
// The model's own bounds are those of problems_of in models/access/radio.h.
constexpr std::array<Figure<RadioSystem>, 15> radio_figures = {{
    {"frequency_ghz", &RadioSystem::frequency_ghz, -most_db, most_db},
    {"mast_height_m", &RadioSystem::mast_height_m, -most_m, most_m},
    {"home_height_m", &RadioSystem::home_height_m, -most_m, most_m},
    {"building_height_m", &RadioSystem::building_height_m, -most_m, most_m},
    {"street_width_m", &RadioSystem::street_width_m, -most_m, most_m},
    {"bandwidth_mhz", &RadioSystem::bandwidth_mhz, 0, 1e6},
    {"down_share", &RadioSystem::down_share, 0, 1},
    {"overhead", &RadioSystem::overhead, 0, 1},
    {"mast_eirp_dbm", &RadioSystem::mast_eirp_dbm, -200, 200},
    {"home_eirp_dbm", &RadioSystem::home_eirp_dbm, -200, 200},
    {"mast_gain_db", &RadioSystem::mast_gain_db, -100, 100},
    {"home_gain_db", &RadioSystem::home_gain_db, -100, 100},
    {"mast_noise_figure_db", &RadioSystem::mast_noise_figure_db, 0, 100},
    {"home_noise_figure_db", &RadioSystem::home_noise_figure_db, 0, 100},
    {"margin_db", &RadioSystem::margin_db, -100, 100},
}};
constexpr std::array<Figure<ModulationPoint>, 2> modulation_figures = {{
    {"snr_db", &ModulationPoint::snr_db, -200, 200},
    {"bits_per_hz", &ModulationPoint::bits_per_hz, 0, 1000},
}};

constexpr std::array<int, 9> fcc_codes = {0, 10, 40, 50, 60, 61, 70, 71, 72};

using Keys = std::vector<std::string_view>;

// The keys of some figures, then others.
template <class T, std::size_t N>
Keys keys_of(const std::array<Figure<T>, N>& figures, std::initializer_list<std::string_view> others = {}) {
  Keys keys;
  for (const Figure<T>& figure : figures) keys.push_back(figure.key);
  keys.insert(keys.end(), others);
  return keys;
}

const Keys& medium_keys() {
  static const Keys keys = keys_of(medium_figures, {"name", "kind", "source", "assumed"});
  return keys;
}

const Keys& technology_keys() {
  static const Keys keys =
      keys_of(technology_figures, {"name", "title", "kind", "medium", "fcc_code", "rates", "optical", "voice",
                                   "radio", "source", "assumed"});
  return keys;
}

const Keys& optical_keys() {
  static const Keys keys = keys_of(optical_figures, {"max_split", "split_db"});
  return keys;
}

const Keys& radio_keys() {
  static const Keys keys = keys_of(radio_figures, {"model", "modulation"});
  return keys;
}

Keys with_prefix(const Keys& keys, std::string_view prefix, std::set<std::string>& store) {
  Keys all;
  for (const std::string_view key : keys)
    all.push_back(*store.insert(fmt::format("{}.{}", prefix, key)).first);
  return all;
}

// Every key allowed in `assumed`.
const Keys& assumable_keys() {
  static std::set<std::string> store;
  static const Keys keys = [] {
    Keys all = keys_of(technology_figures, {"fcc_code", "rates"});
    const auto add = [&](const Keys& more) { all.insert(all.end(), more.begin(), more.end()); };
    add(keys_of(medium_figures));
    add(with_prefix(keys_of(rate_figures), "rates", store));
    add(with_prefix(optical_keys(), "optical", store));
    add(with_prefix(keys_of(voice_figures), "voice", store));
    add(with_prefix(radio_keys(), "radio", store));
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

std::string_view kind_word(TechnologyKind kind) {
  return technology_kind_names[kind];
}

// An entry being read: its keys and their places.
class EntryReader {
 public:
  EntryReader(const YamlNode& node, std::string path, Reporter& report)
      : node_(node), path_(std::move(path)), report_(report) {}

  bool has(const std::string& key) const { return places_.contains(key); }
  const std::vector<std::string>& given() const { return given_; }

  // Records the place of a key; `assumed` may name figures.
  std::string meet(const std::string& key, const YamlNode& value) {
    places_[key] = value.mark;
    given_.push_back(key);
    return path_of(key);
  }

  void error_at(const std::string& key, Finding finding) {
    const auto found = places_.find(key);
    report_.error(FixedPlace(found == places_.end() ? node_.mark : found->second, path_of(key)),
                  std::move(finding));
  }

  void require(std::initializer_list<std::string_view> keys, const std::string& prefix = {}) {
    for (const std::string_view key : keys)
      if (!has(prefix + std::string{key}))
        report_.error(FixedPlace(node_.mark, path_),
                      {"missing-key", fmt::format("missing key {}", io::quoted(prefix + std::string{key}))});
  }
  template <class T, std::size_t N>
  void require(const std::array<Figure<T>, N>& figures, const std::string& prefix) {
    for (const Figure<T>& figure : figures) require({figure.key}, prefix);
  }

  // A key that does not apply to the entry's kind.
  void refuse(const std::string& key, std::string_view kind) {
    if (has(key))
      error_at(key, {"unknown-key", fmt::format("unknown key {} for the kind {}", io::quoted(key), kind)});
  }

  std::optional<std::string> text(const std::string& key, const YamlNode& value) {
    const std::string path = meet(key, value);
    const auto found = text_of(value, path, report_);
    if (!found) return std::nullopt;
    if (found->empty()) {
      report_.error(FixedPlace(value.mark, path), {"empty-text", "must not be empty"});
      return std::nullopt;
    }
    return std::string{*found};
  }

  template <class T>
  void figure(const std::string& prefix, const Figure<T>& figure, const YamlNode& value, T& to) {
    number(meet(prefix + std::string{figure.key}, value), figure, value, to);
  }

  // One of a list of words.
  template <class Enum>
  void choice(const std::string& key, const YamlNode& value, const EnumArray<Enum, std::string_view>& names,
              const Finding& unknown, Enum& to) {
    const std::string path = meet(key, value);
    const auto found = text_of(value, path, report_);
    if (!found) return;
    const auto at = std::find(names.begin(), names.end(), *found);
    if (at != names.end())
      to = static_cast<Enum>(at - names.begin());
    else
      report_.error(FixedPlace(value.mark, path),
                    {unknown.rule, unknown.message + " " + io::quoted(*found), hint_for(*found, names)});
  }

  std::optional<std::uint32_t> count(const std::string& key, const YamlNode& value) {
    const std::string path = meet(key, value);
    const auto found = unquoted_text_of(value, path, report_);
    return found ? parse_count(*found, FixedPlace(value.mark, path), report_) : std::nullopt;
  }

  // A list of mappings, each with all figures.
  template <class T, std::size_t N>
  std::vector<T> rows(const std::string& key, const YamlNode& value, const std::array<Figure<T>, N>& figures,
                      std::string_view example) {
    const std::string path = meet(key, value);
    const Keys keys = keys_of(figures);
    for (const std::string_view column : keys) given_.push_back(fmt::format("{}.{}", key, column));
    std::vector<T> read;
    for (const YamlNode* item : items_of(value, path, example, report_)) {
      const std::string at = fmt::format("{}[{}]", path, read.size());
      T& row = read.emplace_back();
      std::array<bool, N> seen{};
      const bool is_mapping =
          for_each_entry(*item, keys, at + ".", report_, [&](std::size_t i, const YamlNode& cell) {
            seen[i] = true;
            number(fmt::format("{}.{}", at, keys[i]), figures[i], cell, row);
          });
      for (std::size_t i = 0; is_mapping && i < N; ++i)
        if (!seen[i])
          report_.error(FixedPlace(item->mark, at),
                        {"missing-key", fmt::format("missing key {}", io::quoted(keys[i]))});
    }
    return read;
  }

  std::vector<double> numbers(const std::string& key, const YamlNode& value, double most,
                              std::string_view example) {
    const std::string path = meet(key, value);
    std::vector<double> read;
    for (const YamlNode* item : items_of(value, path, example, report_)) {
      const std::string at = fmt::format("{}[{}]", path, read.size());
      const auto found = unquoted_text_of(*item, at, report_);
      const auto parsed =
          found ? parse_between(*found, 0, most, FixedPlace(item->mark, at), report_) : std::nullopt;
      read.push_back(parsed.value_or(0));
    }
    return read;
  }

  // Calls visit(index into keys, value) for the keys of a mapping inside the entry.
  void mapping(const std::string& key, const YamlNode& value, const Keys& keys,
               const std::function<void(std::size_t, const YamlNode&)>& visit) {
    places_[key] = value.mark;
    for_each_entry(value, keys, path_of(key) + ".", report_, visit);
  }

  void read_assumed(const YamlNode& value) {
    const std::string path = path_of("assumed");
    assumed_.emplace();
    for (const YamlNode* item : items_of(value, path, "assumed: [up_mbps, latency_ms]", report_)) {
      const std::string at = fmt::format("{}[{}]", path, assumed_->size());
      const std::string name{text_of(*item, at, report_).value_or("")};
      assumed_->push_back(name);
      const Keys& known = assumable_keys();
      if (item->kind == YamlNode::Kind::scalar && std::find(known.begin(), known.end(), name) == known.end())
        report_.error(
            FixedPlace(item->mark, at),
            {"unknown-key", fmt::format("unknown figure {}", io::quoted(name)), hint_for(name, known)});
    }
  }
  void read_source(const YamlNode& value) { source_ = text("source", value); }

  // The entry's source after this reading: what it gives takes the place of what is assumed, and is told
  // where no source stands with it.
  std::string source_after(std::string_view before) const {
    Provenance all = provenance_of(before);
    const Keys& known = assumable_keys();
    std::vector<std::string> changed;
    for (const std::string& key : given_)
      if (std::find(known.begin(), known.end(), key) != known.end()) changed.push_back(key);
    const auto is_changed = [&](const std::string& key) {
      return std::find(changed.begin(), changed.end(), key) != changed.end();
    };
    all.assumed.erase(std::remove_if(all.assumed.begin(), all.assumed.end(), is_changed), all.assumed.end());
    if (source_) {
      all.source = *source_;
    } else if (!changed.empty()) {
      all.source += fmt::format("{}overridden: {}", all.source.empty() ? "" : "; ", fmt::join(changed, ", "));
    }
    if (assumed_) all.assumed = *assumed_;
    return source_text(all);
  }

 private:
  std::string path_of(const std::string& key) const { return fmt::format("{}.{}", path_, key); }

  template <class T>
  void number(const std::string& path, const Figure<T>& figure, const YamlNode& value, T& to) {
    const auto found = unquoted_text_of(value, path, report_);
    if (!found) return;
    const auto parsed =
        parse_between(*found, figure.least, figure.most, FixedPlace(value.mark, path), report_);
    if (parsed) to.*figure.field = *parsed;
  }

  const YamlNode& node_;
  std::string path_;
  Reporter& report_;
  std::map<std::string, Mark> places_;
  std::vector<std::string> given_;
  std::optional<std::string> source_;
  std::optional<std::vector<std::string>> assumed_;
};

bool is_shared_key(std::string_view key) {
  return key.starts_with("shared_");
}

void read_optical(EntryReader& entry, const YamlNode& node, OpticalLimits& to) {
  entry.mapping("optical", node, optical_keys(), [&](std::size_t i, const YamlNode& value) {
    if (i < optical_figures.size()) {
      entry.figure("optical.", optical_figures[i], value, to);
    } else if (optical_keys()[i] == "max_split") {
      if (const auto split = entry.count("optical.max_split", value)) to.max_split = *split;
    } else {
      to.split_db = entry.numbers("optical.split_db", value, most_db, "split_db: [3.8, 7.2, 10.8]");
    }
  });
}

void read_radio(EntryReader& entry, const YamlNode& node, RadioSystem& to) {
  entry.mapping("radio", node, radio_keys(), [&](std::size_t i, const YamlNode& value) {
    if (i < radio_figures.size())
      entry.figure("radio.", radio_figures[i], value, to);
    else if (radio_keys()[i] == "model")
      entry.choice("radio.model", value, radio_model_names, {"unknown-model", "radio model"}, to.model);
    else
      to.modulation = entry.rows("radio.modulation", value, modulation_figures,
                                 "modulation: [{snr_db: 0.2, bits_per_hz: 0.6}]");
  });
}

void read_voice(EntryReader& entry, const YamlNode& node, VoiceLimits& to) {
  static const Keys keys = keys_of(voice_figures);
  entry.mapping("voice", node, keys, [&](std::size_t i, const YamlNode& value) {
    entry.figure("voice.", voice_figures[i], value, to);
  });
}

void check_rates(EntryReader& entry, const std::vector<RatePoint>& points) {
  if (points.empty())
    entry.error_at("rates", {"missing-value", "needs at least one point",
                             "write rates: [{length_m: 100, down_mbps: 100, up_mbps: 20}]"});
  for (std::size_t i = 1; i < points.size(); ++i) {
    const RatePoint& before = points[i - 1];
    const RatePoint& point = points[i];
    if (!(point.length_m > before.length_m))
      entry.error_at("rates", {"out-of-range",
                               fmt::format("lengths must rise from point to point, but {} m follows {} m",
                                           point.length_m, before.length_m)});
    else if (point.down_mbps > before.down_mbps || point.up_mbps > before.up_mbps)
      entry.error_at("rates",
                     {"out-of-range", fmt::format("a longer line cannot be faster: see {} m and {} m",
                                                  before.length_m, point.length_m)});
  }
}

void check_optical(EntryReader& entry, const OpticalLimits& limits) {
  if (!(limits.min_loss_db < limits.max_loss_db))
    entry.error_at(
        entry.has("optical.min_loss_db") ? "optical.min_loss_db" : "optical.max_loss_db",
        {"out-of-range", fmt::format("min_loss_db must be less than max_loss_db, but they are {} and {}",
                                     limits.min_loss_db, limits.max_loss_db)});
  if (limits.least_db_per_km > limits.most_db_per_km)
    entry.error_at("optical.least_db_per_km",
                   {"out-of-range", fmt::format("must not exceed most_db_per_km, but they are {} and {}",
                                                limits.least_db_per_km, limits.most_db_per_km)});
  if (limits.max_split < 1) entry.error_at("optical.max_split", {"out-of-range", "must be >= 1, but is 0"});
  if (!std::is_sorted(limits.split_db.begin(), limits.split_db.end()))
    entry.error_at("optical.split_db",
                   {"out-of-range", "a larger split cannot have less loss than a smaller one"});
}

void check_kind(EntryReader& entry, const Technology& technology) {
  const std::string_view kind = kind_word(technology.kind);
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
    case TechnologyKind::radio:
      for (RadioProblem& problem : problems_of(technology.radio))
        entry.error_at("radio." + problem.key, {"out-of-range", std::move(problem.message)});
      break;
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
    case TechnologyKind::optical: entry.require(optical_figures, "optical."); break;
    case TechnologyKind::copper: entry.require({"rates"}); break;
    case TechnologyKind::voice: entry.require(voice_figures, "voice."); break;
    case TechnologyKind::radio:
      entry.require({"radio.model", "radio.modulation"});
      for (const Figure<RadioSystem>& figure : radio_figures)
        if (technology.radio.model == RadioModel::rma ||
            (figure.key != "building_height_m" && figure.key != "street_width_m"))
          entry.require({figure.key}, "radio.");
      break;
    case TechnologyKind::coax:
    case TechnologyKind::satellite: break;
  }
}

void read_fcc_code(EntryReader& entry, const YamlNode& value, int& to) {
  const auto code = entry.count("fcc_code", value);
  if (!code) return;
  const auto known = std::find(fcc_codes.begin(), fcc_codes.end(), static_cast<int>(*code));
  if (known != fcc_codes.end() && *code <= 72)
    to = *known;
  else
    entry.error_at("fcc_code", {"out-of-range", fmt::format("must be one of {}, but is {}",
                                                            fmt::join(fcc_codes, ", "), *code)});
}

void read_entry(EntryReader& entry, const YamlNode& node, const std::string& path, Technology& to,
                bool is_new, Reporter& report) {
  const Keys& keys = technology_keys();
  const std::uint64_t errors_before = report.error_count();
  for_each_entry(node, keys, path + ".", report, [&](std::size_t i, const YamlNode& value) {
    const std::string key{keys[i]};
    if (i < technology_figures.size()) {
      if (is_shared_key(key) && value.kind == YamlNode::Kind::scalar && value.text == "none") {
        entry.meet(key, value);
        to.*technology_figures[i].field = std::numeric_limits<double>::infinity();
      } else {
        entry.figure("", technology_figures[i], value, to);
      }
    } else if (key == "title") {
      if (auto title = entry.text(key, value)) to.title = std::move(*title);
    } else if (key == "kind") {
      entry.choice(key, value, technology_kind_names, {"unknown-kind", "technology kind"}, to.kind);
    } else if (key == "medium") {
      entry.choice(key, value, medium_kind_names, {"unknown-medium", "medium kind"}, to.medium);
    } else if (key == "fcc_code") {
      read_fcc_code(entry, value, to.fcc_code);
    } else if (key == "rates") {
      to.rates =
          entry.rows(key, value, rate_figures, "rates: [{length_m: 100, down_mbps: 100, up_mbps: 20}]");
    } else if (key == "optical") {
      read_optical(entry, value, to.optical);
    } else if (key == "voice") {
      read_voice(entry, value, to.voice);
    } else if (key == "radio") {
      read_radio(entry, value, to.radio);
    } else if (key == "source") {
      entry.read_source(value);
    } else if (key == "assumed") {
      entry.read_assumed(value);
    }
  });
  if (to.title.empty()) to.title = to.name;
  if (is_new) require_all(entry, to);
  // Missing or invalid keys are reported already; follow-up errors would only confuse.
  if (report.error_count() == errors_before) check_kind(entry, to);
}

void read_entry(EntryReader& entry, const YamlNode& node, const std::string& path, Medium& to, bool is_new,
                Reporter& report) {
  const Keys& keys = medium_keys();
  const std::uint64_t errors_before = report.error_count();
  for_each_entry(node, keys, path + ".", report, [&](std::size_t i, const YamlNode& value) {
    const std::string key{keys[i]};
    if (i < medium_figures.size())
      entry.figure("", medium_figures[i], value, to);
    else if (key == "kind")
      entry.choice(key, value, medium_kind_names, {"unknown-kind", "medium kind"}, to.kind);
    else if (key == "source")
      entry.read_source(value);
    else if (key == "assumed")
      entry.read_assumed(value);
  });
  if (is_new) entry.require({"kind", "delay_us_per_km", "source"});
  if (is_new && to.kind == MediumKind::copper && entry.has("kind"))
    entry.require({"loop_ohm_per_km", "voice_loss_db_per_km", "rate_length_factor"});
  if (to.kind != MediumKind::copper && report.error_count() == errors_before)
    for (const char* key : {"loop_ohm_per_km", "voice_loss_db_per_km", "rate_length_factor"})
      entry.refuse(key, medium_kind_names[to.kind]);
}

// The name that an entry gives, without a word where it gives none that can be read.
const YamlNode* name_in(const YamlNode& node) {
  if (node.kind != YamlNode::Kind::map) return nullptr;
  for (std::size_t i = 0; i + 1 < node.children.size(); i += 2)
    if (node.children[i]->kind == YamlNode::Kind::scalar && node.children[i]->text == "name" &&
        node.children[i + 1]->kind != YamlNode::Kind::null)
      return node.children[i + 1];
  return nullptr;
}

// The name of an entry. Reports a missing name.
std::optional<std::string> entry_name(const YamlNode& node, const std::string& path, Reporter& report) {
  if (node.kind != YamlNode::Kind::map) {
    for_each_entry(node, Keys{}, path + ".", report, [](std::size_t, const YamlNode&) {});  // says so
    return std::nullopt;
  }
  const YamlNode* name = name_in(node);
  if (name == nullptr) {
    report.error(FixedPlace(node.mark, path), {"missing-key", "missing key \"name\""});
    return std::nullopt;
  }
  const auto text = text_of(*name, path + ".name", report);
  if (!text || !check_id(*text, FixedPlace(name->mark, path + ".name"), report)) return std::nullopt;
  return std::string{*text};
}

template <class Table>
void read_entries(const YamlNode& list, Table& table, const std::string& path, std::string_view example,
                  Reporter& report) {
  using Entry = std::decay_t<decltype(*table.begin())>;
  std::set<std::string> named;
  std::size_t index = 0;
  for (const YamlNode* item : items_of(list, path, example, report)) {
    const std::string at = fmt::format("{}[{}]", path, index++);
    const auto name = entry_name(*item, at, report);
    if (!name) continue;
    if (!named.insert(*name).second) {
      report.error(FixedPlace(name_in(*item)->mark, at + ".name"),
                   {"duplicate-id", fmt::format("duplicate name {}", io::quoted(*name))});
      continue;
    }
    const auto known =
        std::find_if(table.begin(), table.end(), [&](const Entry& e) { return e.name == *name; });
    const bool is_new = known == table.end();
    Entry changed = is_new ? Entry{} : *known;
    changed.name = *name;
    EntryReader entry(*item, at, report);
    read_entry(entry, *item, at, changed, is_new, report);
    changed.source = entry.source_after(changed.source);
    if (is_new)
      table.push_back(changed);
    else
      *known = std::move(changed);
  }
}

Json json_number(double value) {
  return std::isfinite(value) ? number(value) : Json(nullptr);
}

template <class T, std::size_t N>
void put_figures(Json& json, const T& from, const std::array<Figure<T>, N>& figures) {
  for (const Figure<T>& figure : figures) json[std::string{figure.key}] = json_number(from.*figure.field);
}

template <class T, std::size_t N>
Json rows_json(const std::vector<T>& rows, const std::array<Figure<T>, N>& figures) {
  Json list = Json::array();
  for (const T& row : rows) put_figures(list.emplace_back(Json::object()), row, figures);
  return list;
}

void put_provenance(Json& json, std::string_view source) {
  Provenance provenance = provenance_of(source);
  json["source"] = std::move(provenance.source);
  json["assumed"] = std::move(provenance.assumed);
}

Json optical_json(const OpticalLimits& limits) {
  Json json = Json::object();
  put_figures(json, limits, optical_figures);
  json["max_split"] = limits.max_split;
  Json losses = Json::array();
  for (const double loss : limits.split_db) losses.push_back(number(loss));
  json["split_db"] = std::move(losses);
  return json;
}

Json radio_json(const RadioSystem& radio) {
  Json json = {{"model", radio_model_names[radio.model]}};
  put_figures(json, radio, radio_figures);
  json["modulation"] = rows_json(radio.modulation, modulation_figures);
  return json;
}

Json medium_json(const Medium& medium) {
  Json json = {{"name", medium.name}, {"kind", medium_kind_names[medium.kind]}};
  for (const Figure<Medium>& figure : medium_figures)
    if (medium.kind == MediumKind::copper || figure.field == &Medium::delay_us_per_km)
      json[std::string{figure.key}] = number(medium.*figure.field);
  put_provenance(json, medium.source);
  return json;
}

Json technology_json(const Technology& technology) {
  Json json = {{"name", technology.name},
               {"title", technology.title},
               {"kind", kind_word(technology.kind)},
               {"medium", medium_kind_names[technology.medium]},
               {"fcc_code", technology.fcc_code}};
  put_figures(json, technology, technology_figures);
  switch (technology.kind) {
    case TechnologyKind::optical: json["optical"] = optical_json(technology.optical); break;
    case TechnologyKind::copper: json["rates"] = rows_json(technology.rates, rate_figures); break;
    case TechnologyKind::voice: put_figures(json["voice"], technology.voice, voice_figures); break;
    case TechnologyKind::radio: json["radio"] = radio_json(technology.radio); break;
    case TechnologyKind::coax:
    case TechnologyKind::satellite: break;
  }
  put_provenance(json, technology.source);
  return json;
}

Equipment read_standard() {
  ProblemList problems;
  Reporter report("models/access/equipment.yaml", problems);
  Equipment equipment;
  const auto document = read_yaml(equipment_yaml, report);
  if (document) read_equipment(*document->root, equipment, report, "");
  if (problems.error_count() > 0) throw std::logic_error(to_line(problems.shown().front()));
  return equipment;
}

}  // namespace

void read_equipment(const YamlNode& root, Equipment& equipment, Reporter& report, const std::string& path) {
  static constexpr std::array<std::string_view, 2> keys = {"media", "technologies"};
  const std::string prefix = path.empty() ? "" : path + ".";
  for_each_entry(root, keys, prefix, report, [&](std::size_t i, const YamlNode& value) {
    const std::string list_path = prefix + std::string{keys[i]};
    if (i == 0)
      read_entries(value, equipment.media, list_path, "media: [{name: copper-0.4, delay_us_per_km: 5}]",
                   report);
    else
      read_entries(value, equipment.technologies, list_path, "technologies: [{name: gpon-b+, latency_ms: 3}]",
                   report);
  });
}

const Equipment& standard_equipment() {
  static const Equipment equipment = read_standard();
  return equipment;
}

Provenance provenance_of(std::string_view source) {
  Provenance provenance;
  const std::size_t at = source.rfind(assumption_words);
  provenance.source = source.substr(0, at);
  if (at == std::string_view::npos) return provenance;
  std::string_view rest = source.substr(at + assumption_words.size());
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(", "), rest.size());
    provenance.assumed.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return provenance;
}

std::string source_text(const Provenance& provenance) {
  if (provenance.assumed.empty()) return provenance.source;
  return fmt::format("{}{}{}", provenance.source, assumption_words, fmt::join(provenance.assumed, ", "));
}

Json equipment_json(const Equipment& equipment) {
  Json media = Json::array();
  for (const Medium& medium : equipment.media) media.push_back(medium_json(medium));
  Json technologies = Json::array();
  for (const Technology& technology : equipment.technologies)
    technologies.push_back(technology_json(technology));
  return {{"media", std::move(media)}, {"technologies", std::move(technologies)}};
}

}  // namespace lastmile::io
