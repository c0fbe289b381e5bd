#include "tools/io/output_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <mutex>

#include "tools/io/problem.h"

namespace lastmile::io {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, std::string_view reason) {
  throw IoFailed(fmt::format("{}: cannot be written: {}", path, reason));
}

// All folders of this process that are still being written, for the moment a signal ends it.
struct Unfinished {
  std::mutex mutex;
  std::vector<const OutputDirectory*> directories;
};

Unfinished& unfinished() {
  static Unfinished all;
  return all;
}

// The topmost folder of `path` that does not exist yet.
fs::path first_missing(const fs::path& path) {
  fs::path missing;
  for (fs::path at = fs::absolute(path).lexically_normal(); !at.empty() && !fs::exists(at);
       at = at.parent_path())
    missing = at;
  return missing;
}

}  // namespace

OutputDirectory::OutputDirectory(const std::string& path) : path_(path) {
  std::error_code error;
  if (fs::exists(path_, error) && !fs::is_directory(path_, error))
    fail(path, "a file of this name is in the way");
  first_made_ = first_missing(path_);
  fs::create_directories(path_, error);
  if (error) fail(path, error.message());
  std::string workshop = (path_ / ".lastmile-XXXXXX").string();
  if (::mkdtemp(workshop.data()) == nullptr) {
    const std::string reason = std::strerror(errno);
    if (!first_made_.empty()) fs::remove_all(first_made_, error);
    fail(path, reason);
  }
  workshop_ = workshop;
  const std::scoped_lock lock(unfinished().mutex);
  unfinished().directories.push_back(this);
}

OutputDirectory::~OutputDirectory() {
  const std::scoped_lock lock(unfinished().mutex);
  std::erase(unfinished().directories, this);
  remove_unfinished();
}

void OutputDirectory::remove_unfinished() const {
  std::error_code ignored;
  fs::remove_all(workshop_, ignored);
  if (!first_made_.empty()) fs::remove_all(first_made_, ignored);
}

void OutputDirectory::abandon_all() {
  unfinished().mutex.lock();  // for good: nothing may finish between here and the end of the process
  for (const OutputDirectory* directory : unfinished().directories) directory->remove_unfinished();
}

std::string OutputDirectory::place_for(const std::string& file) {
  files_.push_back(file);
  return (workshop_ / file).string();
}

void OutputDirectory::finish() {
  const std::scoped_lock lock(unfinished().mutex);
  for (const std::string& file : files_) {
    std::error_code error;
    fs::rename(workshop_ / file, path_ / file, error);
    if (error) fail((path_ / file).string(), error.message());
  }
  first_made_.clear();
}

OutputFile::OutputFile(std::string path)
    : path_(std::move(path)),
      descriptor_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
  if (descriptor_ < 0) fail(path_, std::strerror(errno));
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void OutputFile::write(std::string_view text) {
  hash_.add(text);
  bytes_ += text.size();
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written < 0 && errno != EINTR) fail(path_, std::strerror(errno));
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
}

OutputFile::Written OutputFile::close() {
  const int closed = ::close(descriptor_);
  descriptor_ = -1;
  if (closed != 0) fail(path_, std::strerror(errno));
  return {bytes_, hash_.hex()};
}

}  // namespace lastmile::io
