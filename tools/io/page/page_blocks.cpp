#include "tools/io/page/page_blocks.h"

#include <nettle/base64.h>
#include <zlib.h>

#include <new>
#include <vector>

namespace lastmile::io {

void PageBlocks::add_bytes(std::string_view name, std::string_view type, std::string_view bytes) {
  constexpr std::size_t alignment = 8;
  bytes_.resize((bytes_.size() + alignment - 1) / alignment * alignment);
  directory_.push_back({{"name", name}, {"type", type}, {"at", bytes_.size()}, {"bytes", bytes.size()}});
  bytes_.append(bytes);
}

void PageBlocks::add_names(std::string_view name, const NameTable& names) {
  std::string text;
  std::vector<std::uint32_t> ends;
  ends.reserve(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += names[i];
    ends.push_back(static_cast<std::uint32_t>(text.size()));
  }
  add_bytes(std::string{name} + ".text", "u8", text);
  add(std::string{name} + ".end", ends);
}

namespace {

class GzipStream : public z_stream {
 public:
  GzipStream() : z_stream{} {
    constexpr int gzip_window = 15 + 16;
    constexpr int memory_level = 9;
    constexpr int effort = 6;
    if (deflateInit2(this, effort, Z_DEFLATED, gzip_window, memory_level, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::bad_alloc();
  }
  ~GzipStream() { deflateEnd(this); }
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;
};

}  // namespace

std::string packed_text(std::string_view bytes) {
  GzipStream stream;
  std::string packed;
  std::vector<char> buffer(std::size_t{1} << 18);
  constexpr std::size_t most_at_once = std::size_t{1} << 30;
  int result = Z_OK;
  do {
    if (stream.avail_in == 0 && !bytes.empty()) {
      const std::string_view next = bytes.substr(0, most_at_once);
      bytes.remove_prefix(next.size());
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(next.data()));
      stream.avail_in = static_cast<uInt>(next.size());
    }
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    result = deflate(&stream, bytes.empty() ? Z_FINISH : Z_NO_FLUSH);
    packed.append(buffer.data(), buffer.size() - stream.avail_out);
  } while (result != Z_STREAM_END);
  return base64(packed);
}

std::string base64(std::string_view bytes) {
  std::string text(BASE64_ENCODE_RAW_LENGTH(bytes.size()), '\0');
  base64_encode_raw(text.data(), bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  return text;
}

}  // namespace lastmile::io
