#include "tools/study/study_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <limits>

#include "tools/io/base/format.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/problems/cells.h"
#include "tools/io/scenario/heading.h"
#include "tools/io/yaml/keys.h"
#include "tools/io/yaml/yaml_json.h"

namespace lastmile::study {
namespace {

using io::FixedPlace;
using io::Json;
using io::Reporter;
using io::YamlNode;
using Kind = YamlNode::Kind;

constexpr std::string_view examples_of_values =
    "write a list of levels, such as [0.04, 0.07], or a distribution, such as {uniform: [0.4, 0.8]}";

// The numbers of a distribution.
std::optional<DistributedValue> read_numbers(Distribution distribution, const YamlNode& node,
                                             const std::string& path, Reporter& report) {
  DistributedValue read{distribution, {}};
  const std::size_t count = number_count(distribution);
  const std::string form =
      fmt::format("write {}: {}", distribution_names[distribution], distribution_forms[distribution]);
  if (node.kind != Kind::list || node.children.size() != count) {
    report.error(FixedPlace(node.mark, path),
                 {"wrong-type", fmt::format("must be a list of {} numbers", count), form});
    return std::nullopt;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto number = io::number_between(*node.children[i], fmt::format("{}[{}]", path, i), -max_amount,
                                           max_amount, report);
    if (!number) return std::nullopt;
    read.numbers[i] = *number;
  }
  const std::string_view fault = fault_of(read);
  if (fault.empty()) return read;
  report.error(FixedPlace(node.mark, path), {"bad-distribution", std::string{fault}, form});
  return std::nullopt;
}

// As a scenario reads it; NaN if it is no number.
double number_in(const YamlNode& level) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if (level.kind != Kind::scalar) return none;
  if (level.text == "true" || level.text == "false") return level.text == "true" ? 1 : 0;
  io::ProblemList ignored;
  Reporter report("", ignored);
  return io::parse_number(level.text, FixedPlace({}), report).value_or(none);
}

void read_levels(const YamlNode& node, const std::string& path, FactorValues& values, Reporter& report) {
  if (node.children.empty())
    report.error(FixedPlace(node.mark, path),
                 {"missing-value", "an empty list has no level", std::string{examples_of_values}});
  for (const YamlNode* level : node.children) {
    std::string text = one_line(*level);
    const double number = number_in(*level);
    if (std::find(values.level_texts.begin(), values.level_texts.end(), text) != values.level_texts.end() ||
        std::find(values.level_numbers.begin(), values.level_numbers.end(), number) !=
            values.level_numbers.end())
      report.error(FixedPlace(level->mark, path),
                   {"duplicate-key", fmt::format("the level {} occurs twice", io::shortened(text)),
                    "name each level once: all are equally likely"});
    values.levels.push_back(level);
    values.level_texts.push_back(std::move(text));
    values.level_numbers.push_back(number);
  }
}

// An entry of `vary` that is a mapping.
struct EntryReading {
  FactorValues values;
  std::size_t given = 0;  // distributions
  std::optional<std::uint64_t> replicates;
  const YamlNode* select = nullptr;
  const YamlNode* scale = nullptr;
  std::optional<ScaledFigure> figure;
};

Json any_value() {
  return Json::object();
}

// The distributions alone, as under `scale`, or all keys of an entry.
io::Keys<EntryReading> distribution_keys() {
  io::Keys<EntryReading> keys;
  for (const Distribution distribution : enum_values<Distribution>())
    keys.add({distribution_names[distribution], any_value(),
              [distribution](EntryReading& entry, const YamlNode& node, const std::string& path,
                             Reporter& report) {
                ++entry.given;
                entry.values.distribution = read_numbers(distribution, node, path, report);
                if (entry.values.distribution && has_ends(distribution))
                  entry.values.ends = {{node.children.front(), 0},
                                       {node.children.back(), node.children.size() - 1}};
              }});
  return keys;
}

io::Keys<EntryReading> make_entry_keys() {
  io::Keys<EntryReading> keys = distribution_keys();
  keys.add({"replicates", any_value(),
            [](EntryReading& entry, const YamlNode& node, const std::string& path, Reporter& report) {
              const auto count = io::count_of(node, path, report);
              if (count && *count == 0)
                report.error(FixedPlace(node.mark, path), {"out-of-range", "must be at least 1"});
              entry.replicates = count.value_or(1);
            }});
  keys.add(
      {"select", any_value(), [](EntryReading& entry, const YamlNode& node, const std::string&, Reporter&) {
         entry.select = &node;
       }});
  keys.add(
      {"scale", any_value(), [](EntryReading& entry, const YamlNode& node, const std::string&, Reporter&) {
         entry.scale = &node;
       }});
  keys.add({"figure",
            io::word_value<ScaledFigure>(scaled_figure_names, {"unknown-word", "figure of elements"}),
            [](EntryReading& entry) -> ScaledFigure& { return entry.figure.emplace(); }});
  return keys;
}

const io::Keys<EntryReading>& entry_keys() {
  static const io::Keys<EntryReading> keys = make_entry_keys();
  return keys;
}
const io::Keys<EntryReading>& scale_keys() {
  static const io::Keys<EntryReading> keys = distribution_keys();
  return keys;
}

// Exactly one distribution.
void require_one(const EntryReading& entry, const YamlNode& node, const std::string& path, Reporter& report) {
  if (entry.given == 1) return;
  report.error(
      FixedPlace(node.mark, path),
      {"missing-key", entry.given == 0 ? "says no values" : "must have one distribution, but has several",
       std::string{examples_of_values}});
}

// The factors of what is scaled: levels or a distribution, none of them negative.
void read_scale(const YamlNode& node, const std::string& path, FactorValues& values, Reporter& report) {
  if (node.kind == Kind::list) {
    read_levels(node, path, values, report);
    for (const YamlNode* level : node.children) io::amount_of(*level, path, report);
    return;
  }
  EntryReading entry;
  const std::uint64_t errors = report.error_count();
  if (!io::read_mapping(node, scale_keys(), path, entry, report) || report.error_count() != errors) return;
  require_one(entry, node, path, report);
  if (entry.values.distribution && entry.values.distribution->distribution != Distribution::normal &&
      entry.values.distribution->numbers[0] < 0)
    report.error(FixedPlace(node.mark, path), {"negative-number", "a factor must not be negative"});
  values = std::move(entry.values);
}

class StudyReader {
 public:
  StudyReader(Study& study, Reporter& report) : study_(study), report_(report) {}

  void read_entry(const YamlNode& key, const YamlNode& node) {
    Parameter parameter;
    parameter.name = key.text;
    parameter.mark = key.mark;
    const std::string path = fmt::format("vary.{}", io::shortened(key.text));
    if (node.kind == Kind::list) {
      read_levels(node, path, parameter.values, report_);
    } else if (node.kind != Kind::map) {
      report_.error(FixedPlace(node.kind == Kind::null ? key.mark : node.mark, path),
                    {"wrong-type", "says no values to take", std::string{examples_of_values}});
      return;
    } else if (!read_mapping_entry(node, path, parameter)) {
      return;
    }
    if (parameter.is_scaled())
      io::check_id(parameter.name, FixedPlace(parameter.mark, path), report_);
    else
      read_path(parameter, path);
    refuse_column_name(parameter, path);
    study_.parameters.push_back(std::move(parameter));
  }

 private:
  bool read_mapping_entry(const YamlNode& node, const std::string& path, Parameter& parameter) {
    EntryReading entry;
    const std::uint64_t errors = report_.error_count();
    if (!io::read_mapping(node, entry_keys(), path, entry, report_)) return false;
    if (report_.error_count() != errors) return false;
    if (entry.select == nullptr && entry.scale == nullptr && !entry.figure) {
      if (entry.replicates && entry.given == 0) {
        parameter.replicates = *entry.replicates;
        return true;
      }
      require_one(entry, node, path, report_);
      if (entry.replicates)
        report_.error(FixedPlace(node.mark, path),
                      {"conflicting-keys", "replicates stand alone", "give the seed an entry of its own"});
      parameter.values = std::move(entry.values);
      return true;
    }
    for (const auto& [what, key] : {std::pair{entry.select, "select"}, std::pair{entry.scale, "scale"}})
      if (what == nullptr)
        report_.error(FixedPlace(node.mark, path),
                      io::missing_key(key, "write {select: {tier: drop}, scale: {uniform: [0.8, 1.2]}}"));
    if (entry.given > 0 || entry.replicates)
      report_.error(FixedPlace(node.mark, path),
                    {"conflicting-keys", "values of what is scaled stand under scale",
                     "write {select: {tier: drop}, scale: {uniform: [0.8, 1.2]}}"});
    if (entry.scale != nullptr) read_scale(*entry.scale, path + ".scale", parameter.values, report_);
    parameter.select = entry.select;
    parameter.figure = entry.figure.value_or(ScaledFigure::cost);
    return entry.select != nullptr;
  }

  // The parameters are columns of runs.csv, beside those that it always has.
  void refuse_column_name(const Parameter& parameter, const std::string& path) {
    const auto is_name = [&](std::string_view column) { return column == parameter.name; };
    bool is_column = is_name("run") || is_name("scenario") || is_name("option") || is_name("refused");
    for (const ComparedFigure& figure : compared_figures) is_column = is_column || is_name(figure.id);
    if (is_column)
      report_.error(FixedPlace(parameter.mark, path),
                    {"reserved-name", "is the name of a column of runs.csv", "choose another name"});
  }

  void read_path(Parameter& parameter, const std::string& path) {
    const FixedPlace place(parameter.mark, path);
    auto steps = io::read_setting_path(parameter.name, place, report_);
    if (!steps) return;
    for (const io::Key<Heading>& key : io::heading_keys())
      if (key.name == steps->front().key)
        report_.error(place, {"bad-setting", fmt::format("{} decides no figure", key.name),
                              "vary what does, such as take_up.ceiling"});
    if (!parameter.is_factor() && steps->back().key != "seed")
      report_.error(place, {"bad-setting", "replicates number a seed, and this is none",
                            "write take_up.seed: {replicates: 20}, or a list of values"});
    const bool is_number_of_periods = steps->size() == 2 && (*steps)[1].key == "periods";
    if (steps->front().key == "timeline" && !is_number_of_periods)
      report_.error(place, {"bad-setting", "a study varies no more of a timeline than its periods",
                            "write timeline.periods, or a study for each timeline"});
    for (const Parameter& other : study_.parameters) {
      const std::size_t shorter = std::min(other.path.size(), steps->size());
      if (shorter > 0 && std::equal(steps->begin(), steps->begin() + static_cast<std::ptrdiff_t>(shorter),
                                    other.path.begin()))
        report_.error(place,
                      {"conflicting-keys",
                       fmt::format("{} varies too, and one is part of the other", io::shortened(other.name)),
                       "vary one of them"});
    }
    parameter.path = std::move(*steps);
  }

  Study& study_;
  Reporter& report_;
};

struct FileReading {
  Study& study;
  const YamlNode* vary = nullptr;
  const YamlNode* samples = nullptr;
  const YamlNode* seed = nullptr;
  const YamlNode* method = nullptr;
  bool has_method = false;
};

io::Value<std::uint64_t> whole_value(double least, double most) {
  return {any_value(),
          [least, most](const YamlNode& node, const std::string& path,
                        Reporter& report) -> std::optional<std::uint64_t> {
            const auto number = io::number_between(node, path, least, most, report);
            if (!number) return std::nullopt;
            if (*number == static_cast<double>(static_cast<std::uint64_t>(*number)))
              return static_cast<std::uint64_t>(*number);
            report.error(FixedPlace(node.mark, path), {"not-an-integer", "must be a whole number"});
            return std::nullopt;
          }};
}

const io::Keys<FileReading>& design_keys() {
  static const io::Keys<FileReading> keys = [] {
    using Reading = FileReading;
    io::Keys<Reading> all;
    all.add({"method", any_value(),
             [](Reading& reading, const YamlNode& node, const std::string& path, Reporter& report) {
               reading.method = &node;
               const auto method =
                   io::value_in<Method>(method_names, node, path, {"unknown-word", "design"}, report);
               reading.has_method = method.has_value();
               io::take(reading.study.design.method, method);
             },
             io::Required{"write method: grid, random, latin-hypercube or sobol"}});
    all.add({"samples", any_value(),
             [value = whole_value(1, 4294967296.0)](Reading& reading, const YamlNode& node,
                                                    const std::string& path, Reporter& report) {
               reading.samples = &node;
               io::take(reading.study.design.samples, value.read(node, path, report));
             }});
    all.add({"seed", any_value(),
             [value = whole_value(0, 9007199254740992.0)](Reading& reading, const YamlNode& node,
                                                          const std::string& path, Reporter& report) {
               reading.seed = &node;
               io::take(reading.study.design.seed, value.read(node, path, report));
             }});
    return all;
  }();
  return keys;
}

void read_figures(const YamlNode& node, const std::string& path, Study& study, Reporter& report) {
  std::vector<std::string_view> names;
  for (const CourseFigure figure : enum_values<CourseFigure>()) names.push_back(about(figure).id);
  io::for_each_value(node, path, [&](const YamlNode& value, const std::string& at) {
    const auto place = io::place_in(names, value, at, {"unknown-word", "figure"}, report);
    if (!place) return;
    const auto figure = static_cast<CourseFigure>(*place);
    if (std::find(study.figures.begin(), study.figures.end(), figure) != study.figures.end())
      report.error(FixedPlace(value.mark, at),
                   {"duplicate-key", fmt::format("the figure {} occurs twice", about(figure).id)});
    else {
      study.figures.push_back(figure);
      study.figure_marks.push_back(value.mark);
    }
  });
}

const io::Keys<FileReading>& file_keys() {
  static const io::Keys<FileReading> keys = [] {
    using Reading = FileReading;
    io::Keys<Reading> all;
    all.add({"lastmile", any_value(), [](Reading&, const YamlNode&, const std::string&, Reporter&) {}});
    all.add({"study", io::text_value(), [](Reading& reading) -> std::string& { return reading.study.title; },
             io::Required{"name the study"}});
    all.add({"scenario", io::text_value(),
             [](Reading& reading) -> std::string& { return reading.study.scenario_path; },
             io::Required{"name the scenario file, relative to this one"}});
    all.add(
        {"vary", any_value(),
         [](Reading& reading, const YamlNode& node, const std::string&, Reporter&) { reading.vary = &node; },
         io::Required{"name what varies, such as take_up.ceiling: {uniform: [0.4, 0.8]}"}});
    all.add({"design", any_value(),
             [](Reading& reading, const YamlNode& node, const std::string& path, Reporter& report) {
               io::read_mapping(node, design_keys(), path, reading, report);
             },
             io::Required{"write design: {method: latin-hypercube, samples: 200, seed: 1}"}});
    all.add({"figures", any_value(),
             [](Reading& reading, const YamlNode& node, const std::string& path, Reporter& report) {
               read_figures(node, path, reading.study, report);
             }});
    return all;
  }();
  return keys;
}

void check_replicates(Study& study, Reporter& report) {
  const Parameter* first = nullptr;
  for (const Parameter& parameter : study.parameters) {
    if (parameter.is_factor()) continue;
    if (first != nullptr && first->replicates != parameter.replicates)
      report.error(FixedPlace(parameter.mark, "vary." + io::shortened(parameter.name)),
                   {"conflicting-keys",
                    fmt::format("has {} replicates, but {} has {}", parameter.replicates,
                                io::quoted(first->name), first->replicates),
                    "give both the same number: the replicates of all seeds run together"});
    if (first == nullptr) first = &parameter;
  }
  if (first != nullptr) study.replicates = first->replicates;
}

void check_grid(Study& study, const FileReading& reading, Reporter& report) {
  for (const Parameter* factor : study.factors()) {
    if (factor->values.is_distribution())
      report.error(FixedPlace(factor->mark, "vary." + io::shortened(factor->name)),
                   {"distribution-in-grid", "a grid needs levels, but this is a distribution",
                    "list the levels, such as [0.4, 0.6, 0.8], or choose another design"});
    study.design.levels.push_back(factor->values.levels.size());
  }
  for (const auto& [node, key] : {std::pair{reading.samples, "samples"}, std::pair{reading.seed, "seed"}})
    if (node != nullptr)
      report.error(FixedPlace(node->mark, fmt::format("design.{}", key)),
                   {"conflicting-keys", fmt::format("a grid has no {}", key),
                    "omit it: every combination of the levels is one point"});
}

void check_samples(const Study& study, const FileReading& reading, Reporter& report) {
  const std::uint64_t samples = study.design.samples;
  if (reading.samples == nullptr) {
    report.error(FixedPlace(reading.method->mark, "design"),
                 io::missing_key("samples", "write samples: 1024"));
  } else if (samples > 0 && study.design.method == Method::sobol && !std::has_single_bit(samples)) {
    report.error(FixedPlace(reading.samples->mark, "design.samples"),
                 {"no-power-of-two", fmt::format("must be a power of two for sobol, but is {}", samples),
                  fmt::format("write {} or {}", std::bit_floor(samples), std::bit_ceil(samples))});
  }
}

void check_design(Study& study, const FileReading& reading, Reporter& report) {
  study.design.factors = study.factors().size();
  if (!reading.has_method || reading.method == nullptr) return;
  if (study.design.method == Method::grid)
    check_grid(study, reading, report);
  else
    check_samples(study, reading, report);
  const bool is_sobol = study.design.method == Method::sobol;
  constexpr std::size_t most_factors = SobolPoints::most_dimensions / 2;
  if (is_sobol && study.design.factors == 0 && !study.parameters.empty())
    report.error(FixedPlace(reading.method->mark, "design.method"),
                 {"missing-value", "sobol needs a factor, and replicates are none",
                  "vary a value, or write method: random with samples: 1"});
  if (is_sobol && study.design.factors > most_factors)
    report.error(FixedPlace(reading.method->mark, "design.method"),
                 {"out-of-range", fmt::format("sobol takes at most {} factors", most_factors)});
}

}  // namespace

std::string one_line(const YamlNode& node) {
  if (node.kind == Kind::null) return "~";
  if (node.kind == Kind::scalar && !node.quoted) return node.text;
  return io::as_json(node).dump(-1, ' ', false, Json::error_handler_t::replace);
}

void read_study_file(const YamlNode& root, Study& study, Reporter& report) {
  FileReading reading{study};
  if (root.kind == Kind::map) io::check_version(root, report);
  if (!io::read_mapping(root, file_keys(), "", reading, report)) return;
  const std::uint64_t errors = report.error_count();
  StudyReader reader(study, report);
  if (reading.vary != nullptr) {
    io::for_each_named_entry(*reading.vary, "vary", report, [&](const YamlNode& key, const YamlNode& value) {
      reader.read_entry(key, value);
    });
    if (study.parameters.empty() && report.error_count() == errors)
      report.error(FixedPlace(reading.vary->mark, "vary"),
                   {"missing-value", "nothing varies", "name a path, such as take_up.ceiling: [0.4, 0.6]"});
  }
  check_replicates(study, report);
  check_design(study, reading, report);
}

}  // namespace lastmile::study
