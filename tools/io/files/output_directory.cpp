#include "tools/io/files/output_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>

#include "tools/io/problems/problem.h"

namespace lastmile::io {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, std::string_view reason) {
  throw IoFailed(fmt::format("{}: cannot write: {}", path, reason));
}

// Makes the folder and those above it that are not there; returns those it made, the deepest first.
std::vector<std::string> make_folders(const fs::path& path, const std::string& shown_as) {
  std::vector<std::string> made;
  std::error_code error;
  for (fs::path at = path; !at.empty() && !fs::exists(at, error); at = at.parent_path()) {
    if (error && error != std::errc::no_such_file_or_directory) fail(shown_as, error.message());
    made.push_back(at.string());
  }
  std::size_t missing = made.size();
  while (missing > 0 && (::mkdir(made[missing - 1].c_str(), 0777) == 0 || errno == EEXIST)) --missing;
  if (missing == 0) return made;
  const std::string reason = std::strerror(errno);
  for (std::size_t i = missing; i < made.size(); ++i) ::rmdir(made[i].c_str());
  fail(shown_as, reason);
}

// The open descriptor that a path such as /dev/stdout or /dev/fd/3 stands for.
std::optional<int> descriptor_named(fs::path path) {
  constexpr int most_links = 40;
  std::error_code error;
  for (int i = 0; i < most_links && fs::is_symlink(path, error); ++i) {
    const fs::path folder = fs::canonical(path.parent_path().empty() ? "." : path.parent_path(), error);
    if (error) return std::nullopt;
    if (folder == fs::canonical("/proc/self/fd", error) && !error) {
      const std::string name = path.filename().string();
      int number = -1;
      std::from_chars(name.data(), name.data() + name.size(), number);
      return number;
    }
    path = folder / fs::read_symlink(path, error);
    if (error) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

OutputDirectory::OutputDirectory(const std::string& path) : path_(path) {
  std::error_code error;
  const fs::file_status status = fs::status(path_, error);
  if (fs::is_directory(status)) {
    staging_.emplace(path_, std::vector<std::string>{}, path);
    return;
  }
  if (fs::exists(status)) fail(path, "a file with this name exists");
  if (status.type() != fs::file_type::not_found) fail(path, error.message());
  if (fs::is_symlink(path_, error)) fail(path, "broken symbolic link");
  fs::path whole = fs::weakly_canonical(fs::absolute(path_), error);
  if (error) fail(path, error.message());
  if (!whole.has_filename()) whole = whole.parent_path();
  new_name_ = whole.filename().string();
  staging_.emplace(whole.parent_path(), make_folders(whole.parent_path(), path), path);
}

OutputPlace OutputDirectory::place_for(const std::string& file, const std::vector<std::string>& inputs) {
  const std::string name = (path_ / file).string();
  std::error_code error;
  for (const std::string& input : inputs)
    if (fs::equivalent(name, input, error) && !error)
      fail(name, "it is an input of this run; choose another folder");
  if (const std::string reason = new_name_.empty() ? staging_->obstacle(file) : ""; !reason.empty())
    fail(name, reason);
  return {staging_->add(file), name};
}

void OutputDirectory::finish() {
  if (new_name_.empty())
    staging_->move_files();
  else
    staging_->become(new_name_);
}

SingleOutput::SingleOutput(const std::string& path, const std::vector<std::string>& inputs) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (const auto descriptor = descriptor_named(path)) {
    file_.emplace(::fcntl(*descriptor, F_DUPFD_CLOEXEC, 0), path);
  } else if (fs::is_directory(status)) {
    fail(path, "it is a folder");
  } else if (fs::is_socket(status)) {
    fail(path, "it is a socket");
  } else if (fs::exists(status) && !fs::is_regular_file(status)) {
    file_.emplace(::open(path.c_str(), O_WRONLY | O_CLOEXEC), path);
  } else {
    if (fs::is_symlink(path, error) && !fs::exists(status)) fail(path, "broken symbolic link");
    const fs::path place = fs::exists(status) ? fs::canonical(path) : fs::absolute(path);
    if (!place.has_filename()) fail(path, "it needs the name of a file");
    directory_.emplace(place.parent_path().string());
    OutputPlace staged = directory_->place_for(place.filename().string(), inputs);
    staged.name = path;
    file_.emplace(std::move(staged));
  }
}

void SingleOutput::finish() {
  file_->close();
  if (directory_) directory_->finish();
}

}  // namespace lastmile::io
