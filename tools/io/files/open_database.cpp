#include "tools/io/files/open_database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "tools/io/problems/problem.h"

namespace lastmile::io {
namespace {

// SQLite locks bytes from 1 GiB on, whatever the size of the file (https://sqlite.org/fileformat.html).
bool has_database_lock(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  struct ::flock lock = {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = 0x40000000;
  lock.l_len = 512;
  const bool answered = ::fcntl(descriptor, F_GETLK, &lock) == 0;
  ::close(descriptor);
  return answered && lock.l_type != F_UNLCK;
}

// SQLite rolls back with a journal unless it begins with a zero, which it leaves in some modes when it is
// done.
bool is_finished_journal(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  char first = 0;
  const bool could_read = ::read(descriptor, &first, 1) >= 0;
  ::close(descriptor);
  return could_read && first == 0;
}

}  // namespace

void require_closed_database(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::exists(status) && !fs::is_regular_file(status)) return;
  error.clear();
  const std::string file = fs::exists(status) ? fs::canonical(path, error).string() : path;
  if (error) return;
  if (fs::exists(status) && has_database_lock(file))
    throw IoFailed(fmt::format(
        "{}: cannot write: another program has it open; close that program, or choose another name", path));
  for (const std::string& log : {file + "-wal", file + "-journal"}) {
    if (!fs::exists(fs::symlink_status(log, error))) continue;
    if (log.ends_with("-journal") && is_finished_journal(log)) continue;
    throw IoFailed(
        fmt::format("{}: cannot write: another program has it open, or did not close it: {} lies beside it; "
                    "close that program, or choose another name",
                    path, fs::path(log).filename().string()));
  }
}

}  // namespace lastmile::io
