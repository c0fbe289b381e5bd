#include "tools/io/package/package_folder.h"

#include <algorithm>

#include "tools/io/base/version.h"
#include "tools/io/files/inputs_json.h"
#include "tools/io/files/open_database.h"

namespace lastmile::io {
namespace {

// The value common to all scenarios, or null.
template <class Of>
Json common(const std::vector<const ScenarioReading*>& readings, Of of) {
  const Json first = of(readings.front()->scenario.heading);
  const bool all_same = std::all_of(readings.begin(), readings.end(), [&](const ScenarioReading* reading) {
    return of(reading->scenario.heading) == first;
  });
  return all_same ? first : Json(nullptr);
}

// Every input once, in the order of the scenarios.
std::vector<InputRecord> all_inputs(const std::vector<const ScenarioReading*>& readings) {
  std::vector<InputRecord> inputs;
  for (const ScenarioReading* reading : readings)
    for (const InputRecord& input : reading->inputs)
      if (std::none_of(inputs.begin(), inputs.end(),
                       [&](const InputRecord& known) { return known.name == input.name; }))
        inputs.push_back(input);
  return inputs;
}

std::string folder_of(const std::string& file) {
  return std::filesystem::absolute(file).parent_path().string();
}

}  // namespace

PackageFolder::PackageFolder(const std::string& path, const std::vector<std::string>& files,
                             const std::vector<const ScenarioReading*>& readings, CellText cell_text)
    : directory_(is_database(path) ? folder_of(path) : path), readings_(readings), cell_text_(cell_text) {
  std::vector<std::string> inputs;
  for (const ScenarioReading* reading : readings_)
    for (std::string& name : input_names(*reading)) inputs.push_back(std::move(name));
  if (is_database(path)) {
    require_closed_database(path);
    database_.emplace(directory_.place_for(std::filesystem::path(path).filename().string(), inputs));
    return;
  }
  for (const std::string& file : files) directory_.place_for(file, inputs);
  directory_.place_for("datapackage.json", inputs);
}

TableWriter PackageFolder::table(const std::string& name, std::span<const OutputColumn> columns) {
  if (database_) return {database_->add_table(name, columns), name, columns, CellText::as_is};
  return {csv_file(directory_, name, columns, cell_text_), name, columns, cell_text_};
}

Json PackageFolder::write(const std::string& name, const Json& json) {
  if (database_) {
    database_->add_document(name, to_text(json));
    return Json::object();
  }
  const std::string file = name + ".json";
  OutputFile out(directory_.place_for(file));
  out.write(to_text(json));
  const OutputFile::Written written = out.close();
  return {{"path", file},        {"format", "json"},       {"mediatype", "application/json"},
          {"encoding", "utf-8"}, {"bytes", written.bytes}, {"hash", "sha256:" + written.sha256}};
}

void PackageFolder::add_json(const std::string& name, const Json& json) {
  Json resource = {{"name", name}};
  resource.update(write(name, json));
  resources_.push_back(std::move(resource));
}

void PackageFolder::finish(const std::string& name) {
  const auto price_year = [](const Heading& heading) {
    return heading.price_year ? Json(*heading.price_year) : Json(nullptr);
  };
  Json parameters = Json::array();
  for (const ScenarioReading* reading : readings_)
    parameters.push_back({{"scenario", reading->path}, {"as_written", reading->parameters}});
  write("datapackage",
        {{"profile", "data-package"},
         {"name", name},
         {"title", readings_.front()->scenario.heading.name},
         {"lastmile_version", lastmile_version},
         {"currency", common(readings_, [](const Heading& heading) { return Json(heading.currency); })},
         {"price_year", common(readings_, price_year)},
         {"parameters", std::move(parameters)},
         {"inputs", inputs_json(all_inputs(readings_))},
         {"resources", std::move(resources_)}});
  if (database_) database_->close();
  directory_.finish();
}

}  // namespace lastmile::io
