// Three tables, separated by lines "---". Of the first byte, bit 0 compresses them, bit 1 says that they
// are compressed already, and bit 2 reads them as those of others, with columns, words and a crs.
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>

#include "tests/fuzz/fuzz.h"

namespace {

std::string_view mapping_of(std::string_view list) {
  if (list == "sites")
    return ", columns: {id: Ort, kind: Art}, words: {kind: {HVt: source}}, crs: EPSG:25832";
  if (list == "links") return ", columns: {tier: Ebene}, words: {tier: {Kabel: feeder}}, crs: EPSG:31467";
  return ", columns: {id: Objekt, homes: }, words: {drop_state: {geplant: planned}, users: {n/a: }}";
}

std::string compressed(std::string_view text) {
  const std::string path = lastmile::fuzz::folder() + "/compressed.gz";
  const gzFile file = gzopen(path.c_str(), "wb1");
  gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
  gzclose(file);
  return path;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lastmile::fuzz;
  if (size == 0) return 0;
  const bool compress = (data[0] & 1) != 0;
  const bool is_gzip = compress || (data[0] & 2) != 0;
  std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::string tables;
  for (const char* name : {"sites", "links", "premises"}) {
    constexpr std::string_view separator = "\n---\n";
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string file = std::string{name} + (is_gzip ? ".csv.gz" : ".csv");
    const std::string_view table = text.substr(0, end == text.size() ? end : end + 1);
    if (compress)
      std::rename(compressed(table).c_str(), (folder() + "/" + file).c_str());
    else
      put(file, table);
    const bool is_of_others = (data[0] & 4) != 0;
    tables += fmt::format("{}{}: [{{file: {}{}}}]", tables.empty() ? "" : ", ", name, file,
                          is_of_others ? mapping_of(name) : "");
    text.remove_prefix(std::min(end + separator.size(), text.size()));
  }
  check_scenario(
      put("scenario.yaml", "lastmile: 1\nname: Tables\nservice: bead\ntables: {" + tables + "}\n"));
  return 0;
}
