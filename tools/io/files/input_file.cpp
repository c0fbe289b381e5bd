#include "tools/io/files/input_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <vector>

#include "tools/io/files/sha256.h"

namespace lastmile::io {
namespace {

// Inflates one gzip file. Several members are one text (RFC 1952, 2.2); any other data after a member is an
// error.
class Inflater {
 public:
  Inflater() {
    if (inflateInit2(&stream_, gzip_only) != Z_OK) throw std::bad_alloc();
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  bool wants_input() const { return stream_.avail_in == 0; }
  void give(const char* data, std::size_t size) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data));  // zlib only reads it
    stream_.avail_in = static_cast<uInt>(size);
  }
  std::size_t inflate_into(char* out, std::size_t room) {
    if (at_member_end_ && stream_.avail_in > 0) {
      inflateReset(&stream_);
      at_member_end_ = false;
    }
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(room);
    const int status = ::inflate(&stream_, Z_NO_FLUSH);
    if (status == Z_STREAM_END) {
      at_member_end_ = true;
      ++members_;
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      throw BadGzip(members_ > 0
                        ? "invalid data after the gzip data"
                        : fmt::format("invalid gzip data ({})", stream_.msg ? stream_.msg : "damaged"));
    }
    return room - stream_.avail_out;
  }
  bool at_member_end() const { return at_member_end_; }

 private:
  static constexpr int gzip_only = 15 + 16;
  z_stream stream_{};
  bool at_member_end_ = false;
  int members_ = 0;
};

std::string reason() {
  return std::strerror(errno);
}

}  // namespace

struct InputFile::State {
  std::string path;
  Progress* progress = nullptr;
  int descriptor = -1;
  struct stat at_open {};
  std::uint64_t bytes = 0;
  std::optional<Sha256> hash;
  std::string digest;
  std::optional<Inflater> inflater;
  std::vector<char> compressed;
  bool ended = false;

  ~State() {
    if (descriptor >= 0) ::close(descriptor);
  }

  std::size_t read_raw(char* into, std::size_t most) {
    for (;;) {
      const ssize_t got = ::read(descriptor, into, most);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) throw IoFailed(fmt::format("{}: cannot read: {}", path, reason()));
      const auto count = static_cast<std::size_t>(got);
      bytes += count;
      progress->advance(count);
      if (hash) hash->add({into, count});
      if (count == 0) finish();
      return count;
    }
  }

  void finish() {
    if (ended) return;
    ended = true;
    if (hash) digest = hash->hex();
    struct stat now {};
    if (!S_ISREG(at_open.st_mode)) return;
    // By name, to detect that the file was replaced.
    const bool same_file =
        ::stat(path.c_str(), &now) == 0 && now.st_dev == at_open.st_dev && now.st_ino == at_open.st_ino;
    const bool same_time =
        now.st_mtim.tv_sec == at_open.st_mtim.tv_sec && now.st_mtim.tv_nsec == at_open.st_mtim.tv_nsec;
    if (!same_file || !same_time || now.st_size != at_open.st_size ||
        static_cast<std::uint64_t>(now.st_size) != bytes)
      throw IoFailed(fmt::format("{}: changed while being read", path));
  }
};

InputFile::InputFile(const std::string& path, Hashing hashing, Progress& progress)
    : state_(std::make_unique<State>()) {
  state_->progress = &progress;
  state_->path = path;
  state_->descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (state_->descriptor < 0 || ::fstat(state_->descriptor, &state_->at_open) != 0)
    throw IoFailed(fmt::format("{}: cannot open: {}", path, reason()));
  if (hashing == Hashing::on) state_->hash.emplace();
  if (path.ends_with(".gz")) {
    state_->inflater.emplace();
    state_->compressed.resize(std::size_t{1} << 18);
  }
}

InputFile::~InputFile() = default;

std::size_t InputFile::read(char* into, std::size_t most) {
  if (!state_->inflater) return state_->read_raw(into, most);
  Inflater& inflater = *state_->inflater;
  for (;;) {
    if (inflater.wants_input()) {
      const std::size_t count = state_->read_raw(state_->compressed.data(), state_->compressed.size());
      if (count == 0) {
        if (!inflater.at_member_end()) throw BadGzip("truncated gzip data");
        return 0;
      }
      inflater.give(state_->compressed.data(), count);
    }
    if (const std::size_t got = inflater.inflate_into(into, most); got > 0) return got;
  }
}

std::uint64_t InputFile::size() const {
  return S_ISREG(state_->at_open.st_mode) ? static_cast<std::uint64_t>(state_->at_open.st_size) : 0;
}

std::uint64_t InputFile::text_size() const {
  return state_->inflater ? 0 : size();
}

InputRecord InputFile::record() const {
  return {state_->path, state_->bytes, state_->digest};
}

Finding check_readable(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found)
    return {"missing-file", fmt::format("file not found: {}", path)};
  if (std::filesystem::is_directory(status)) return {"not-a-file", fmt::format("{} is a directory", path)};
  return {"", ""};
}

}  // namespace lastmile::io
