// A snapshot whose checksums are made right, so that what they protect is reached.
#include <xxhash.h>

#include <cstring>

#include "tests/fuzz/fuzz.h"
#include "tools/io/base/json.h"

namespace {

using lastmile::io::Json;

constexpr std::size_t head_bytes = 32;  // magic, version, reserved, directory length and checksum
constexpr std::size_t directory_length_at = 16;
constexpr std::size_t directory_checksum_at = 24;

std::uint64_t checksum(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

// The directory with right checksums of its blocks; the text itself where it is not JSON.
std::string repaired(const std::string& directory, std::string_view blocks) {
  Json json = Json::parse(directory, nullptr, false);
  if (!json.is_object() || !json.contains("blocks") || !json["blocks"].is_object()) return directory;
  for (auto& [name, block] : json["blocks"].items()) {
    const bool has_place = block.is_object() && block.contains("offset") && block.contains("bytes") &&
                           block["offset"].is_number_unsigned() && block["bytes"].is_number_unsigned();
    if (!has_place) continue;
    const auto offset = block["offset"].get<std::uint64_t>();
    const auto bytes = block["bytes"].get<std::uint64_t>();
    if (offset <= blocks.size() && bytes <= blocks.size() - offset)
      block["xxh3"] = checksum(blocks.substr(offset, bytes));
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  constexpr std::size_t deepest = 200;  // deeper JSON is left as it is, for the reader to refuse
  std::uint64_t length = 0;
  if (size >= head_bytes) std::memcpy(&length, bytes.data() + directory_length_at, sizeof length);
  if (size >= head_bytes && length <= size - head_bytes) {
    std::string directory = bytes.substr(head_bytes, length);
    const std::string blocks = bytes.substr(head_bytes + length);
    std::size_t depth = 0;
    for (const char c : directory) depth += c == '[' || c == '{' ? 1 : 0;
    if (depth <= deepest) directory = repaired(directory, blocks);
    const std::uint64_t new_length = directory.size();
    const std::uint64_t sum = checksum(directory);
    bytes = bytes.substr(0, head_bytes) + directory + blocks;
    std::memcpy(bytes.data() + directory_length_at, &new_length, sizeof new_length);
    std::memcpy(bytes.data() + directory_checksum_at, &sum, sizeof sum);
  }
  lastmile::fuzz::check_scenario(lastmile::fuzz::put("snapshot.lmz", bytes));
  return 0;
}
