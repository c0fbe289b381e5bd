// Detects, undoes and removes the unfinished output of a killed process.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace lastmile::io {

inline constexpr std::string_view staging_prefix = ".lastmile-";
inline constexpr std::size_t staging_letters = 6;  // letters and digits after the prefix
inline constexpr const char* journal_name = "journal";
inline constexpr const char* unfinished_journal_name = "journal.new";

// A lock (flock) on a folder, for as long as the descriptor is open.
enum class FolderLock { taken, held_by_another, not_supported };
FolderLock lock_folder(int folder);

// Holds the lock on a folder while files are moved in it. Waits for another process for at most ten seconds.
// Throws IoFailed.
class HeldFolder {
 public:
  HeldFolder(int folder, const std::filesystem::path& path);
  ~HeldFolder();
  HeldFolder(const HeldFolder&) = delete;
  HeldFolder& operator=(const HeldFolder&) = delete;

 private:
  int folder_;
};

// Undoes one move: the old file gets its name back, or the new one is removed where there was none. False if
// that fails. May be repeated.
bool put_back_old_file(int folder, int staging, const char* name, const char* former,
                       bool was_there) noexcept;

// Removes the staging folders in `folder` that no living process owns, and first puts back the files of one
// whose process died while it moved them. Throws IoFailed if they cannot be put back.
void remove_abandoned_output(int folder, const std::filesystem::path& path);

}  // namespace lastmile::io
