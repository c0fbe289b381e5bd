#include "tools/exchange/layers/gis_file.h"

#include <fmt/format.h>

#include <filesystem>

#include "tools/io/base/text.h"
#include "tools/io/files/open_database.h"
#include "tools/io/files/output_directory.h"

namespace lastmile::exchange {
namespace {

io::ProblemList notes_about(const std::string& path, const EnumArray<Element::Kind, std::size_t>& not_drawn) {
  io::ProblemList notes;
  std::string counts;
  std::size_t all = 0;
  for (const Element::Kind kind : enum_values<Element::Kind>()) {
    if (not_drawn[kind] == 0) continue;
    all += not_drawn[kind];
    const std::string_view word = kind == Element::Kind::site   ? not_drawn[kind] == 1 ? "site" : "sites"
                                  : kind == Element::Kind::link ? not_drawn[kind] == 1 ? "link" : "links"
                                                                : "premises";
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", not_drawn[kind], word);
  }
  if (!counts.empty())
    io::Reporter(path, notes)
        .note(io::FixedPlace({}), {"not-drawn", fmt::format("{} without coordinates {} left out", counts,
                                                            all == 1 ? "is" : "are")});
  return notes;
}

}  // namespace

std::optional<GisFormat> gis_format_of(const std::string& path) {
  const std::string ending = std::filesystem::path(path).extension().string();
  if (io::equals_ignoring_case(ending, ".gpkg")) return GisFormat::geopackage;
  if (io::equals_ignoring_case(ending, ".geojson")) return GisFormat::geojson;
  if (io::equals_ignoring_case(ending, ".fgb")) return GisFormat::flatgeobuf;
  return std::nullopt;
}

GisFile::GisFile(std::string path)
    : path_(std::move(path)), format_(*gis_format_of(path_)), gis_(load_gis()) {
  if (gis_.module) {
    require_closed();
    return;
  }
  io::ProblemList problems;
  io::Reporter(path_, problems)
      .error(io::FixedPlace({}),
             {"needs-gis", "it is written through GDAL, which is missing: " + gis_.why_not,
              "--output writes the same results as tables"});
  throw io::InputRefused(std::move(problems));
}

GisFile::~GisFile() = default;

void GisFile::require_closed() const {
  if (format_ == GisFormat::geopackage) io::require_closed_database(path_);
}

io::ProblemList GisFile::write(const io::ScenarioReading& reading, const io::ResultOf& result,
                               const LayerContent& content, io::Progress& progress) const {
  io::SingleOutput output(path_, io::input_names(reading));
  const ResultLayers layers = result_layers(result, content, progress);
  progress.begin("writing " + path_, 0, "");
  try {
    gis_.module->write(layers.tables, format_, [&](std::string_view bytes) { output.file().write(bytes); });
  } catch (const GisRefusal& refusal) {
    throw io::IoFailed(path_ + ": cannot write: " + refusal.message);
  }
  require_closed();  // it may have been opened since
  output.finish();
  return notes_about(path_, layers.not_drawn);
}

}  // namespace lastmile::exchange
