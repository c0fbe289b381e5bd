#include "tools/io/files/output_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>

#include "tools/io/problems/problem.h"

namespace lastmile::io {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, std::string_view reason) {
  throw IoFailed(fmt::format("{}: cannot write: {}", path, reason));
}

// Unfinished folders of this process, to remove if a signal ends it.
struct Unfinished {
  std::mutex mutex;
  std::vector<const OutputDirectory*> directories;
};

Unfinished& unfinished() {
  static Unfinished all;
  return all;
}

// Creates the folder and its missing parents; returns the created folders, deepest first.
std::vector<fs::path> make_folders(const fs::path& path) {
  std::vector<fs::path> made;
  std::error_code error;
  for (fs::path at = fs::absolute(path).lexically_normal(); !at.empty() && !fs::exists(at, error);
       at = at.parent_path()) {
    if (error && error != std::errc::no_such_file_or_directory) fail(path.string(), error.message());
    if (!at.filename().empty()) made.push_back(at);
  }
  if (fs::is_symlink(path, error) && !fs::exists(path, error)) fail(path.string(), "broken symbolic link");
  fs::create_directories(path, error);
  if (error) fail(path.string(), error.message());
  return made;
}

// Removes empty folders, from the deepest up to the first that is not empty.
void remove_empty(const std::vector<fs::path>& folders) {
  std::error_code error;
  for (const fs::path& folder : folders)
    if (!fs::remove(folder, error) || error) return;
}

}  // namespace

OutputDirectory::OutputDirectory(const std::string& path) : path_(path) {
  std::error_code error;
  if (fs::exists(path_, error) && !fs::is_directory(path_, error)) fail(path, "a file with this name exists");
  made_ = make_folders(path_);
  std::string workshop = (path_ / ".lastmile-XXXXXX").string();
  if (::mkdtemp(workshop.data()) == nullptr) {
    const std::string reason = std::strerror(errno);
    remove_empty(made_);
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
  remove_empty(made_);
}

void OutputDirectory::abandon_all() {
  unfinished().mutex.lock();  // for good: nothing may finish between here and the end of the process
  for (const OutputDirectory* directory : unfinished().directories) directory->remove_unfinished();
}

std::string OutputDirectory::place_for(const std::string& file, const std::vector<std::string>& inputs) {
  std::error_code error;
  for (const std::string& input : inputs)
    if (fs::equivalent(path_ / file, input, error) && !error)
      fail((path_ / file).string(), "it is an input of this run; choose another folder");
  if (std::find(files_.begin(), files_.end(), file) == files_.end()) files_.push_back(file);
  return (workshop_ / file).string();
}

void OutputDirectory::finish() {
  const std::scoped_lock lock(unfinished().mutex);
  std::error_code error;
  for (const std::string& file : files_)
    if (fs::is_directory(path_ / file, error))
      fail((path_ / file).string(), "a folder with this name exists");
  std::size_t moved = 0;
  for (; moved < files_.size(); ++moved) {
    const fs::path place = path_ / files_[moved];
    const fs::path former = workshop_ / ("former-" + files_[moved]);
    error.clear();
    if (fs::exists(fs::symlink_status(place))) fs::rename(place, former, error);
    if (!error) fs::rename(workshop_ / files_[moved], place, error);
    if (error) break;
  }
  if (moved == files_.size()) {
    made_.clear();
    return;
  }
  put_former_files_back(moved);
  fail((path_ / files_[moved]).string(), error.message());
}

void OutputDirectory::put_former_files_back(std::size_t moved) const {
  std::error_code ignored;
  for (std::size_t i = 0; i <= moved && i < files_.size(); ++i) {
    const fs::path former = workshop_ / ("former-" + files_[i]);
    if (i < moved) fs::remove(path_ / files_[i], ignored);
    if (fs::exists(fs::symlink_status(former, ignored))) fs::rename(former, path_ / files_[i], ignored);
  }
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
