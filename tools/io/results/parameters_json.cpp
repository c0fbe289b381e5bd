#include "tools/io/results/parameters_json.h"

namespace lastmile::io {

Json parameters_json(const ScenarioReading& reading, const RolloutOption* option) {
  const Json& written = reading.parameters;
  const auto options = written.find("options");
  Json own = Json::object();
  if (option != nullptr && options != written.end() && options->is_object() &&
      options->contains(option->name))
    own = options->at(option->name);
  Json parameters = Json::object();
  for (const std::string_view key : parameter_keys) {
    Json value = written.value(key, Json(nullptr));
    if (own.is_object() && own.contains(key)) {
      // As options are read: a mapping adds to the scenario's, and nothing removes it.
      if (own.at(key).is_object())
        value.merge_patch(own.at(key));
      else
        value = own.at(key);
    }
    parameters[key] = std::move(value);
  }
  return parameters;
}

}  // namespace lastmile::io
