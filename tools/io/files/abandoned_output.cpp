#include "tools/io/files/abandoned_output.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tools/io/problems/problem.h"

namespace lastmile::io {
namespace {

std::vector<std::string> names_in(int folder) {
  const int own = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(own < 0 ? nullptr : ::fdopendir(own), ::closedir);
  if (entries == nullptr) {
    if (own >= 0) ::close(own);
    return {};
  }
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(entries.get())) names.emplace_back(entry->d_name);
  return names;
}

bool is_staging_name(std::string_view name) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return name.starts_with(staging_prefix) && name.size() == staging_prefix.size() + staging_letters &&
         std::all_of(name.begin() + staging_prefix.size(), name.end(), is_letter);
}

// The text of the journal; empty if there is none.
std::string read_journal(int staging) {
  std::string text;
  const int journal = ::openat(staging, journal_name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (journal < 0) return text;
  char buffer[4096];
  for (ssize_t got = 0; (got = ::read(journal, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(got));
  ::close(journal);
  return text;
}

bool put_back_all(int folder, int staging, std::string_view journal) {
  while (!journal.empty()) {
    const std::size_t end = std::min(journal.find('\n'), journal.size());
    const std::string name(
        journal.substr(std::min<std::size_t>(1, end), end - std::min<std::size_t>(1, end)));
    const bool is_plain = !name.empty() && name.find('/') == std::string::npos;
    if (is_plain &&
        !put_back_old_file(folder, staging, name.c_str(), ("former-" + name).c_str(), journal.front() == '+'))
      return false;
    journal.remove_prefix(std::min(end + 1, journal.size()));
  }
  return ::fsync(folder) == 0 || errno == EINVAL || errno == EBADF;
}

void remove_one(int folder, const std::filesystem::path& path, const std::string& name) {
  const int staging = ::openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (staging < 0) return;
  if (lock_folder(staging) == FolderLock::taken) {
    if (!put_back_all(folder, staging, read_journal(staging))) {
      const std::string reason = std::strerror(errno);
      ::close(staging);
      throw IoFailed(fmt::format("{}: the files of an interrupted run cannot be put back: {}",
                                 (path / name).string(), reason));
    }
    ::unlinkat(staging, journal_name, 0);
    for (const std::string& file : names_in(staging)) ::unlinkat(staging, file.c_str(), 0);
    ::unlinkat(folder, name.c_str(), AT_REMOVEDIR);
  }
  ::close(staging);
}

}  // namespace

FolderLock lock_folder(int folder) {
  if (::flock(folder, LOCK_EX | LOCK_NB) == 0) return FolderLock::taken;
  return errno == EWOULDBLOCK ? FolderLock::held_by_another : FolderLock::not_supported;
}

HeldFolder::HeldFolder(int folder, const std::filesystem::path& path) : folder_(folder) {
  using namespace std::chrono_literals;
  constexpr int most_tries = 1000;
  for (int i = 0; i < most_tries; ++i) {
    if (lock_folder(folder) != FolderLock::held_by_another) return;
    std::this_thread::sleep_for(10ms);
  }
  throw IoFailed(fmt::format("{}: cannot write: another process keeps the folder locked", path.string()));
}

HeldFolder::~HeldFolder() {
  ::flock(folder_, LOCK_UN);
}

bool put_back_old_file(int folder, int staging, const char* name, const char* former,
                       bool was_there) noexcept {
  const bool was_moved = ::faccessat(staging, name, F_OK, AT_SYMLINK_NOFOLLOW) != 0;
  if (!was_moved) return true;
  if (was_there) return ::renameat(staging, former, folder, name) == 0 || errno == ENOENT;
  return ::unlinkat(folder, name, 0) == 0 || errno == ENOENT;
}

void remove_abandoned_output(int folder, const std::filesystem::path& path) {
  std::vector<std::string> names = names_in(folder);
  std::erase_if(names, [](const std::string& name) { return !is_staging_name(name); });
  if (names.empty()) return;
  const HeldFolder locked(folder, path);
  for (const std::string& name : names) remove_one(folder, path, name);
}

}  // namespace lastmile::io
