#include "tools/io/scenario/yaml_scenario.h"

#include <algorithm>
#include <array>
#include <memory>

#include "tools/io/equipment/equipment.h"
#include "tools/io/equipment/service.h"
#include "tools/io/scenario/element_list.h"
#include "tools/io/scenario/heading.h"
#include "tools/io/scenario/scenario_file.h"
#include "tools/io/scenario/scenario_sources.h"
#include "tools/io/scenario/table.h"
#include "tools/io/yaml/yaml_json.h"
#include "tools/io/yaml/yaml_mapping.h"

namespace lastmile::io {

// Reads one scenario, once.
class ScenarioReader {
 public:
  ScenarioReader(std::string path, InputFile::Hashing table_hashing, Progress& progress, const Keep& keep,
                 const std::vector<std::string>& settings)
      : sources_({std::move(path)}),
        table_hashing_(table_hashing),
        progress_(progress),
        keep_(keep),
        settings_(settings) {}

  // Over a tree that is read already, whose files are `files`.
  ScenarioReader(std::vector<std::string> files, const Keep& keep)
      : sources_(std::move(files)),
        table_hashing_(InputFile::Hashing::off),
        progress_(Progress::unwatched()),
        keep_(keep) {}

  ScenarioReading read() {
    root_ = sources_.read_tree(settings_);
    if (root_ != nullptr) read_parts(*root_);
    return finish();
  }

  // The scenario of this tree with the settings put over it.
  ScenarioReading read_variant(const YamlNode& root, std::span<const ShownSetting> settings) {
    const YamlNode& tree = sources_.put_over(root, settings);
    if (sources_.is_right_so_far()) read_parts(tree);
    return finish();
  }

  const ScenarioSources& sources() const { return sources_; }
  const YamlNode& root() const { return *root_; }
  const Horizon& horizon_before_settling() const { return before_settling_; }

  // The problems of this scenario if these two parts of it had others. Notes about the scenario as a whole
  // stay as they are.
  ProblemList problems_with(const ProblemList& about_service, const ProblemList& about_horizon) const {
    ProblemList all;
    const auto add = [&](const std::vector<Problem>& some) {
      for (const Problem& problem : some) all.add(problem);
    };
    const auto own = own_notes_.begin();
    add({own, own + at(about_service_.first)});
    add(about_service.shown());
    add({own + at(about_service_.last), own + at(about_horizon_.first)});
    add(about_horizon.shown());
    add({own + at(about_horizon_.last), own_notes_.end()});
    all.sort_by_mark();
    all.append(ProblemList(other_notes_));
    return all;
  }

  // What results repeat of a tree. `equipment` is that of the base, which may be a file of its own.
  static Json parameters_of(const YamlNode& root, const Json& equipment) {
    Json parameters = Json::object();
    const auto keep = [&](std::string_view key) {
      const YamlNode* value = find_value(root, key);
      if (value != nullptr) parameters[std::string{key}] = key == "equipment" ? equipment : as_json(*value);
    };
    for (const std::string_view key : parameter_keys) keep(key);
    keep("options");
    keep("reliability");
    return parameters;
  }

 private:
  // Notes of a part of the scenario, among its own in the order found.
  struct NoteRange {
    std::size_t first = 0;
    std::size_t last = 0;
  };
  static std::ptrdiff_t at(std::size_t place) { return static_cast<std::ptrdiff_t>(place); }
  std::size_t own_count() const { return sources_.own_problems().shown().size(); }

  ScenarioReading finish() {
    if (sources_.is_right_so_far()) {
      builder_.note_peculiarities(report_);
      if (reads_premises_tables_) builder_.note_subscriptions(report_);
    }
    if (keep_.money) {
      own_notes_ = sources_.own_problems().shown();
      other_notes_ = sources_.other_problems();
    }
    ProblemList problems = sources_.all_problems();
    if (problems.error_count() > 0) throw InputRefused(std::move(problems));
    return {builder_.finish(),      sources_.files().front(), std::move(problems),
            sources_.take_inputs(), std::move(parameters_),   settings_};
  }

  void read_access(const ScenarioFile& file) {
    if (file.service == nullptr && file.equipment == nullptr) return;
    Access access;
    access.equipment = standard_equipment();
    if (file.equipment != nullptr) read_own_equipment(*file.equipment, access.equipment);
    if (file.service == nullptr) return;
    about_service_.first = own_count();
    read_service(*file.service, access, report_);
    about_service_.last = own_count();
    builder_.ask_for_service(std::move(access));
  }

  // Inline, or in a separate file.
  void read_own_equipment(const YamlNode& node, Equipment& equipment) {
    if (node.kind != YamlNode::Kind::scalar) {
      read_equipment(node, equipment, report_);
      return;
    }
    const FixedPlace place(node.mark, "equipment");
    const std::string path = sources_.path_from(node.mark, node.text);
    if (sources_.refuse_pipe(path, place)) return;
    Reporter report(path, sources_.list_of_problems());
    const auto document = sources_.read_document(
        path, place, report, {"empty-file", "file is empty", "add media or technologies"});
    if (!document) return;
    sources_.note_if_outside(path, place);
    read_equipment(*document->root, equipment, report, "");
    parameters_["equipment"] = as_json(*document->root);
  }

  void keep_parameters(const YamlNode& root) {
    if (root.kind != YamlNode::Kind::map) return;
    const YamlNode* equipment = find_value(root, "equipment");
    parameters_ = parameters_of(root, equipment != nullptr ? as_json(*equipment) : Json());
  }

  void read_parts(const YamlNode& root) {
    const ScenarioFile file = read_scenario_file(root, builder_.heading(), report_);
    keep_parameters(root);
    read_access(file);
    require_timeline(file.horizon, report_);
    if (file.horizon.timeline != nullptr) builder_.ask_for_horizon();
    const bool asks_for_failures = keep_.reliability || file.reliability != nullptr;
    if (asks_for_failures) {
      FailureClasses classes;
      classes.read(file.reliability, report_);
      builder_.ask_for_reliability(std::move(classes));
    }
    builder_.keep(keep_);
    crs_.name = file.crs;
    if (!crs_.name.empty()) crs_.projection = Projection::open(crs_.name);
    read_edits(file.edits);
    read_elements<SiteRow>(file.sites, file.site_tables);
    builder_.end_sites();
    read_elements<PremisesRow>(file.premises, file.premises_tables);
    reads_premises_tables_ = !file.premises_tables.empty();
    builder_.end_premises();
    read_elements<LinkRow>(file.links, file.link_tables);
    builder_.check_edits(report_);
    if (file.horizon.timeline != nullptr && keep_.money) before_settling_ = builder_.horizon();
    about_horizon_.first = own_count();
    if (file.horizon.timeline != nullptr)
      read_horizon(file.horizon, builder_.surroundings(), builder_.horizon(), report_);
    about_horizon_.last = own_count();
    if (asks_for_failures) builder_.end_reliability(report_);
  }

  void read_edits(const YamlNode* list) {
    if (list == nullptr) return;
    Edits edits;
    edits.read(*list, report_);
    builder_.edit(std::move(edits));
  }

  template <class Row>
  void read_elements(const YamlNode* list, const std::vector<TableSource>& tables) {
    read_list<Row>(list, crs_, builder_, report_);
    for (const TableSource& table : tables) {
      const FixedPlace place(table.mark, "tables");
      const std::string path = sources_.path_from(table.mark, table.file);
      if (sources_.refuse_unreadable(path, place) || sources_.refuse_second_reading(path, place)) {
        builder_.lose_names();
        continue;
      }
      sources_.note_if_outside(path, place);
      sources_.add_input(read_table<Row>({path, table, crs_.name, report_}, table_hashing_, builder_,
                                         sources_.list_of_problems(), progress_));
    }
  }

  ScenarioSources sources_;
  Reporter& report_ = sources_.report();
  InputFile::Hashing table_hashing_;
  Progress& progress_;
  Keep keep_;
  std::vector<std::string> settings_;
  bool reads_premises_tables_ = false;
  ScenarioBuilder builder_;
  NamedCrs crs_;  // of x and y
  Json parameters_ = Json::object();
  const YamlNode* root_ = nullptr;
  Horizon before_settling_;  // with the late costs that elements give themselves
  // For variants:
  NoteRange about_service_;
  NoteRange about_horizon_;
  std::vector<Problem> own_notes_;  // in the order found
  ProblemList other_notes_;
};

ScenarioReading read_yaml_scenario(const std::string& path, InputFile::Hashing table_hashing,
                                   Progress& progress, const Keep& keep,
                                   const std::vector<std::string>& settings) {
  return ScenarioReader(path, table_hashing, progress, keep, settings).read();
}

namespace {

constexpr std::array<std::string_view, 6> horizon_keys = {"timeline", "economics", "take_up",
                                                          "rollout",  "changes",   "options"};

Keep all_for_variants() {
  Keep keep;
  keep.areas = keep.site_points = keep.geometry = keep.money = true;
  return keep;
}

// The value of a key; null if there is none.
const YamlNode* part_in(const YamlNode& root, std::string_view key) {
  const YamlNode* value = find_value(root, key);
  return value != nullptr && value->kind != YamlNode::Kind::null ? value : nullptr;
}

HorizonParts horizon_parts(const YamlNode& root) {
  return {part_in(root, "timeline"), part_in(root, "economics"), part_in(root, "take_up"),
          part_in(root, "rollout"),  part_in(root, "changes"),   part_in(root, "options")};
}

}  // namespace

struct ScenarioVariants::State {
  ScenarioReader reader;
  ScenarioReading base;

  State(const std::string& path, InputFile::Hashing table_hashing, Progress& progress,
        const std::vector<std::string>& settings)
      : reader(path, table_hashing, progress, all_for_variants(), settings), base(reader.read()) {}

  // Reads of the tree of the base with the settings put over it. Throws InputRefused.
  template <class Read>
  void read_with(std::span<const ShownSetting> settings, Read read) const;
  void read_horizon_of(const YamlNode& root, Horizon& horizon, Reporter& report) const;
  // Over the service that the access has.
  static void read_service_of(const YamlNode& service, Access& access, Reporter& report);
};

ScenarioVariants::ScenarioVariants(const std::string& path, InputFile::Hashing table_hashing,
                                   Progress& progress, const std::vector<std::string>& settings)
    : state_(std::make_unique<State>(path, table_hashing, progress, settings)) {}

ScenarioVariants::~ScenarioVariants() = default;

const ScenarioReading& ScenarioVariants::base() const {
  return state_->base;
}

ScenarioVariants::Part ScenarioVariants::part_of(std::span<const PathStep> path) const {
  const std::string& key = path.front().key;
  if (key == "service" && base().scenario.plant.access) return Part::service;
  if (!base().scenario.horizon || (path.size() == 1 && key == "timeline")) return Part::any;
  return std::find(horizon_keys.begin(), horizon_keys.end(), key) != horizon_keys.end() ? Part::horizon
                                                                                        : Part::any;
}

template <class Read>
void ScenarioVariants::State::read_with(std::span<const ShownSetting> settings, Read read) const {
  ScenarioSources sources(reader.sources().files());
  const YamlNode& root = sources.put_over(reader.root(), settings);
  if (sources.is_right_so_far()) read(root, sources.report());
  ProblemList problems = sources.all_problems();
  if (problems.error_count() > 0) throw InputRefused(std::move(problems));
}

void ScenarioVariants::State::read_horizon_of(const YamlNode& root, Horizon& horizon,
                                              Reporter& report) const {
  const Surroundings surroundings{base.scenario, base.scenario.geometry.site_points,
                                  base.scenario.geometry.premises_points};
  horizon = reader.horizon_before_settling();
  read_horizon(horizon_parts(root), surroundings, horizon, report);
}

void ScenarioVariants::State::read_service_of(const YamlNode& service, Access& access, Reporter& report) {
  access.profile = {};
  access.further_profiles.clear();
  access.busy_hour_share = default_busy_hour_share;
  read_service(service, access, report);
}

Horizon ScenarioVariants::horizon_with(std::span<const ShownSetting> settings) const {
  Horizon horizon;
  state_->read_with(settings, [&](const YamlNode& root, Reporter& report) {
    state_->read_horizon_of(root, horizon, report);
  });
  return horizon;
}

void ScenarioVariants::put_service(std::span<const ShownSetting> settings,
                                   std::optional<Access>& access) const {
  state_->read_with(settings, [&](const YamlNode& root, Reporter& report) {
    const YamlNode* service = part_in(root, "service");
    if (service == nullptr) {
      access.reset();
      return;
    }
    const Access& unchanged = *base().scenario.plant.access;
    if (!access) access = unchanged;
    State::read_service_of(*service, *access, report);
  });
}

namespace {

// A note says so where nobody subscribes and nothing else makes subscribers.
bool any_take_up(const Horizon& horizon) {
  return std::any_of(horizon.options.begin(), horizon.options.end(),
                     [](const RolloutOption& option) { return option.take_up.has_value(); });
}

}  // namespace

std::optional<ScenarioReading> ScenarioVariants::reading_with(
    const ScenarioReading& as_read, const std::vector<std::string>& settings) const {
  ScenarioSources sources(state_->reader.sources().files());
  const YamlNode& root = sources.put_over(state_->reader.root(), settings);
  if (!sources.is_right_so_far()) return std::nullopt;
  for (const PathSetting& setting : sources.settings())
    if (part_of(setting.path) == Part::any) return std::nullopt;
  const Scenario& scenario = base().scenario;
  const YamlNode* service = part_in(root, "service");
  if (scenario.plant.access.has_value() != (service != nullptr)) return std::nullopt;
  ScenarioReading reading = as_read;
  ProblemList about_service;
  ProblemList about_horizon;
  if (service != nullptr) {
    Reporter report(sources.files(), about_service);
    State::read_service_of(*service, *reading.scenario.plant.access, report);
  }
  if (scenario.horizon) {
    Reporter report(sources.files(), about_horizon);
    state_->read_horizon_of(root, *reading.scenario.horizon, report);
    if (any_take_up(*scenario.horizon) != any_take_up(*reading.scenario.horizon)) return std::nullopt;
  }
  if (about_service.error_count() + about_horizon.error_count() > 0) return std::nullopt;
  reading.notes = state_->reader.problems_with(about_service, about_horizon);
  reading.parameters = ScenarioReader::parameters_of(
      root, as_read.parameters.contains("equipment") ? as_read.parameters["equipment"] : Json());
  reading.settings.insert(reading.settings.end(), settings.begin(), settings.end());
  return reading;
}

Scenario ScenarioVariants::scenario_with(std::span<const ShownSetting> settings) const {
  if (state_->reader.sources().has_read_pipes()) {
    ProblemList problems;
    Reporter(base().path, problems)
        .error(FixedPlace({0, 0}),
               {"not-a-file", "a table that is a pipe cannot be read again", "give the tables as files"});
    throw InputRefused(std::move(problems));
  }
  return ScenarioReader(state_->reader.sources().files(), all_for_variants())
      .read_variant(state_->reader.root(), settings)
      .scenario;
}

}  // namespace lastmile::io
