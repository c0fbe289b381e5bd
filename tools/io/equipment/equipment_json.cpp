#include "tools/io/equipment/equipment_json.h"

#include <cmath>

#include "tools/io/equipment/figures.h"
#include "tools/io/equipment/provenance.h"

namespace lastmile::io {
namespace {

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
  put_figures(json, limits, least_optical_figures);
  json["max_split"] = limits.max_split;
  const auto put_losses = [&](const char* key, const std::vector<double>& losses) {
    Json& list = json[key] = Json::array();
    for (const double loss : losses) list.push_back(number(loss));
  };
  put_losses("split_db", limits.split_db);
  put_losses("least_split_db", limits.least_split_db);
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
               {"kind", technology_kind_names[technology.kind]},
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

}  // namespace

Json equipment_json(const Equipment& equipment) {
  Json media = Json::array();
  for (const Medium& medium : equipment.media) media.push_back(medium_json(medium));
  Json technologies = Json::array();
  for (const Technology& technology : equipment.technologies)
    technologies.push_back(technology_json(technology));
  return {{"media", std::move(media)}, {"technologies", std::move(technologies)}};
}

}  // namespace lastmile::io
