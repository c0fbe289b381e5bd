#include "tools/io/files/staging_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <new>
#include <utility>

#include "tools/io/files/abandoned_output.h"
#include "tools/io/problems/problem.h"

namespace lastmile::io {
namespace {

struct Living {
  std::recursive_mutex mutex;
  StagingFolder* first = nullptr;
};

// Never destroyed, as a signal may need it while the program ends, and made without an allocation, as it may
// be needed when memory has run out.
Living& living() {
  alignas(Living) static std::array<std::byte, sizeof(Living)> memory;
  static Living& all = *new (memory.data()) Living;
  return all;
}

int open_folder(const char* path) {
  constexpr int flags = O_DIRECTORY | O_CLOEXEC;
  const int descriptor = ::open(path, O_RDONLY | flags);
  return descriptor < 0 && errno == EACCES ? ::open(path, O_PATH | flags) : descriptor;
}

bool is_same(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

bool write_all(int descriptor, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t written = ::write(descriptor, data, size);
    if (written < 0 && errno != EINTR) return false;
    if (written <= 0) continue;
    data += written;
    size -= static_cast<std::size_t>(written);
  }
  return true;
}

bool copy(int from_folder, const char* from, int to_folder, const char* to) {
  const Descriptor source(::openat(from_folder, from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  struct stat status {};
  if (source.get() < 0 || ::fstat(source.get(), &status) != 0) return false;
  const Descriptor target(
      ::openat(to_folder, to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, status.st_mode & 0777));
  if (target.get() < 0) return false;
  std::array<char, 65'536> buffer;
  for (;;) {
    const ssize_t got = ::read(source.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) return flush(target.get());
    if (!write_all(target.get(), buffer.data(), static_cast<std::size_t>(got))) return false;
  }
}

}  // namespace

Descriptor::~Descriptor() {
  reset();
}

void Descriptor::reset(int number) {
  if (number_ >= 0) ::close(number_);
  number_ = number;
}

int Descriptor::close() {
  return ::close(std::exchange(number_, -1));
}

bool flush(int descriptor) {
  if (::fsync(descriptor) == 0) return true;
  return errno == EINVAL || errno == EBADF || errno == ENOSYS || errno == EOPNOTSUPP || errno == EROFS;
}

StagingFolder::StagingFolder(const std::filesystem::path& folder, std::vector<std::string> made,
                             std::string shown_as)
    : folder_path_(folder), made_(std::move(made)), shown_as_(std::move(shown_as)) {
  const auto held = hold();
  try {
    folder_.reset(open_folder(folder_path_.c_str()));
    if (folder_.get() < 0) fail("", errno);
    remove_abandoned_output(folder_.get(), folder_path_);
    create();
  } catch (...) {
    remove_made();
    throw;
  }
  next_ = living().first;
  living().first = this;
}

StagingFolder::~StagingFolder() {
  const auto held = hold();
  StagingFolder** link = &living().first;
  while (*link != nullptr && *link != this) link = &(*link)->next_;
  if (*link == this) *link = next_;
  remove();
}

// Between its creation and its lock, another process may take the new folder for one that nobody owns.
void StagingFolder::create() {
  constexpr int most_tries = 100;
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  path_ = (folder_path_ / (std::string{staging_prefix} + std::string(staging_letters, 'X'))).string();
  const std::size_t name_begin = path_.size() - staging_letters;
  for (int i = 0; i < most_tries; ++i) {
    std::array<unsigned char, staging_letters> dice{};
    if (::getrandom(dice.data(), dice.size(), 0) != static_cast<ssize_t>(dice.size())) continue;
    std::transform(dice.begin(), dice.end(), path_.begin() + static_cast<std::ptrdiff_t>(name_begin),
                   [&](unsigned char n) { return letters[n % letters.size()]; });
    if (::mkdir(path_.c_str(), 0777) != 0) {
      if (errno == EEXIST) continue;
      fail("", errno);
    }
    staging_.reset(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
    if (staging_.get() < 0 && errno != ENOENT) {
      const int error = errno;
      ::rmdir(path_.c_str());
      fail("", error);
    }
    struct stat mine {};
    struct stat there {};
    const bool is_mine = staging_.get() >= 0 && lock_folder(staging_.get()) != FolderLock::held_by_another &&
                         ::fstat(staging_.get(), &mine) == 0 && ::stat(path_.c_str(), &there) == 0 &&
                         is_same(mine, there);
    if (is_mine) {
      is_there_ = true;
      return;
    }
  }
  fail("", EEXIST);
}

std::string StagingFolder::add(const std::string& name) {
  const auto is_it = [&](const Entry& entry) { return entry.name == name; };
  if (std::none_of(entries_.begin(), entries_.end(), is_it)) entries_.push_back({name, "former-" + name});
  return path_ + "/" + name;
}

std::string StagingFolder::obstacle(const std::string& name) const {
  struct stat status {};
  if (::fstatat(folder_.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
    return errno == ENOENT ? std::string{} : std::strerror(errno);
  if (S_ISREG(status.st_mode)) return {};
  return fmt::format("a {} with this name exists", S_ISDIR(status.st_mode)   ? "folder"
                                                   : S_ISLNK(status.st_mode) ? "symbolic link"
                                                                             : "device or pipe");
}

void StagingFolder::move_files() {
  const auto held = hold();
  const HeldFolder locked(folder_.get(), folder_path_);
  for (const Entry& entry : entries_)
    if (const std::string reason = obstacle(entry.name); !reason.empty())
      throw IoFailed(fmt::format("{}: cannot write: {}",
                                 (std::filesystem::path(shown_as_) / entry.name).string(), reason));
  const auto move = [&](const Entry& entry) {
    return ::renameat(staging_.get(), entry.name.c_str(), folder_.get(), entry.name.c_str()) == 0;
  };
  if (entries_.size() > 1) {
    keep_old_files();
    write_journal();
    is_moving_ = true;
  }
  const auto not_moved = std::find_if_not(entries_.begin(), entries_.end(), move);
  const bool is_done = not_moved == entries_.end() && flush(folder_.get()) &&
                       (!is_moving_ || ::unlinkat(staging_.get(), journal_name, 0) == 0);
  if (!is_done) {
    const int error = errno;
    const bool is_restored = !is_moving_ || put_back();
    if (!is_restored)
      throw IoFailed(
          fmt::format("{}: cannot write: {}; the earlier files are in {}, the next run into this folder "
                      "puts them back",
                      folder_path_.string(), std::strerror(error), path_));
    fail(not_moved == entries_.end() ? std::string{} : not_moved->name, error);
  }
  is_moving_ = false;
  made_.clear();
  if (!flush(staging_.get())) fail("", errno);
}

void StagingFolder::become(const std::string& name) {
  const auto held = hold();
  if (!flush(staging_.get()) ||
      ::renameat(folder_.get(), path_.c_str() + path_.size() - staging_prefix.size() - staging_letters,
                 folder_.get(), name.c_str()) != 0)
    fail("", errno == ENOTEMPTY || errno == ENOTDIR ? EEXIST : errno);
  is_there_ = false;
  ::flock(staging_.get(), LOCK_UN);
  if (!flush(folder_.get())) fail("", errno);
  for (const std::string& folder : made_) {
    const Descriptor parent(open_folder(std::filesystem::path(folder).parent_path().c_str()));
    if (!flush(parent.get())) fail("", errno);
  }
  made_.clear();
}

void StagingFolder::keep_old_files() {
  for (Entry& entry : entries_) {
    struct stat status {};
    entry.was_there = ::fstatat(folder_.get(), entry.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
    if (!entry.was_there) continue;
    const bool is_kept =
        ::linkat(folder_.get(), entry.name.c_str(), staging_.get(), entry.former.c_str(), 0) == 0 ||
        copy(folder_.get(), entry.name.c_str(), staging_.get(), entry.former.c_str());
    if (!is_kept) fail(entry.name, errno);
  }
}

void StagingFolder::write_journal() {
  std::string text;
  for (const Entry& entry : entries_) text += (entry.was_there ? "+" : "-") + entry.name + "\n";
  Descriptor journal(
      ::openat(staging_.get(), unfinished_journal_name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  const bool is_written =
      journal.get() >= 0 && write_all(journal.get(), text.data(), text.size()) && flush(journal.get()) &&
      ::renameat(staging_.get(), unfinished_journal_name, staging_.get(), journal_name) == 0 &&
      flush(staging_.get());
  if (!is_written) fail("", errno);
}

bool StagingFolder::put_back() noexcept {
  bool all = true;
  for (const Entry& entry : entries_)
    all = put_back_old_file(folder_.get(), staging_.get(), entry.name.c_str(), entry.former.c_str(),
                            entry.was_there) &&
          all;
  all = all && flush(folder_.get()) && ::unlinkat(staging_.get(), journal_name, 0) == 0;
  if (all) is_moving_ = false;
  return all;
}

void StagingFolder::remove() noexcept {
  if (!is_there_ || (is_moving_ && !put_back())) return;
  is_there_ = false;
  for (const Entry& entry : entries_) {
    ::unlinkat(staging_.get(), entry.name.c_str(), 0);
    ::unlinkat(staging_.get(), entry.former.c_str(), 0);
  }
  ::unlinkat(staging_.get(), journal_name, 0);
  ::unlinkat(staging_.get(), unfinished_journal_name, 0);
  ::rmdir(path_.c_str());
  remove_made();
}

void StagingFolder::remove_made() noexcept {
  for (const std::string& folder : made_)
    if (::rmdir(folder.c_str()) != 0) return;
}

void StagingFolder::abandon_all() {
  living().mutex.lock();  // for good: no step may begin between here and the end of the process
  for (StagingFolder* one = living().first; one != nullptr; one = one->next_) one->remove();
}

std::unique_lock<std::recursive_mutex> StagingFolder::hold() {
  return std::unique_lock(living().mutex);
}

void StagingFolder::fail(const std::string& name, int error) const {
  const std::string place = name.empty() ? shown_as_ : (std::filesystem::path(shown_as_) / name).string();
  throw IoFailed(fmt::format("{}: cannot write: {}", place, std::strerror(error)));
}

}  // namespace lastmile::io
