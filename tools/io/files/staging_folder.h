// A hidden folder `.lastmile-XXXXXX` next to the final paths, which holds the files of one output until all
// of them are complete. However the program ends, the final paths hold either the old files or the new ones:
//
// - A folder that did not exist: the staging folder itself is renamed to it.
// - One file: it is renamed over the old one.
// - Several files: each old file gets a second name in the staging folder (a hard link, or a copy where the
//   file system has no links), a journal lists all of them, and then each new file is renamed into place.
//   Deleting the journal commits. If a step fails, the old files are put back. If the process dies before the
//   journal is deleted, the next output into that folder puts them back.
//
// Files and folders are flushed to disk (fsync) before the output counts as done. A staging folder is locked
// (flock) by the process that owns it, so a folder without an owner is detected and removed.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace lastmile::io {

// Closes the descriptor it holds.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }
  void reset(int number = -1);
  int close();  // as close(2)

 private:
  int number_;
};

class StagingFolder {
 public:
  // In `folder`, which exists. `made` are the folders that were made for this output, the deepest first; they
  // are removed with the staging folder unless the output is finished. Messages call the output `shown_as`.
  // Throws IoFailed.
  StagingFolder(const std::filesystem::path& folder, std::vector<std::string> made, std::string shown_as);
  ~StagingFolder();
  StagingFolder(const StagingFolder&) = delete;
  StagingFolder& operator=(const StagingFolder&) = delete;

  // Adds a file, unless it is there already; returns the path to write it to.
  std::string add(const std::string& name);
  // The reason why the file cannot be moved to the folder; empty if it can.
  std::string obstacle(const std::string& name) const;

  // Moves all files to their places in the folder. Throws IoFailed.
  void move_files();
  // Becomes the folder `name`, which does not exist yet. Throws IoFailed.
  void become(const std::string& name);

  // Removes every staging folder of this process and prevents all further output. Call
  // immediately before the process ends. Waits for a move in progress. Allocates nothing.
  static void abandon_all();
  // While this lock is held, no staging folder is removed. Files in them are created under it.
  static std::unique_lock<std::recursive_mutex> hold();

  struct Entry {
    std::string name;
    std::string former;      // the second name of the old file
    bool was_there = false;  // there is an old file
  };

 private:
  void create();
  void remove() noexcept;
  void remove_made() noexcept;
  bool put_back() noexcept;
  void keep_old_files();
  void write_journal();
  [[noreturn]] void fail(const std::string& name, int error) const;

  std::filesystem::path folder_path_;
  std::vector<std::string> made_;
  std::string shown_as_;
  Descriptor folder_;
  std::string path_;  // of the staging folder
  Descriptor staging_;
  std::vector<Entry> entries_;
  bool is_moving_ = false;  // a journal exists
  bool is_there_ = false;
  StagingFolder* next_ = nullptr;
};

// Flushes a file or folder to disk. False, with errno set, if that fails; true where it is not supported.
bool flush(int descriptor);

}  // namespace lastmile::io
