#include "tools/cli/commands/print_page.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <vector>

#include "tools/io/problems/problem.h"

namespace lastmile::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> browsers = {"chromium", "chromium-browser", "google-chrome"};

// Removed with all that it holds.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "lastmile-print-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
      throw io::IoFailed(fmt::format("{}: cannot create: {}", pattern, std::strerror(errno)));
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string operator/(std::string_view name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

// Runs a program without input and output, and returns its exit status; -1 if a signal ended it.
int run_silently(std::vector<std::string> words) {
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions{};
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int error =
      ::posix_spawn(&child, words.front().c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0)
    throw io::IoFailed(fmt::format("{}: cannot start: {}", words.front(), std::strerror(error)));
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

std::string find_browser() {
  const char* given = std::getenv("PATH");
  for (const std::string_view name : browsers) {
    std::string_view folders = given == nullptr ? "" : given;
    while (!folders.empty()) {
      const std::size_t end = std::min(folders.find(':'), folders.size());
      const std::string path = (fs::path(folders.substr(0, end)) / name).string();
      if (end > 0 && ::access(path.c_str(), X_OK) == 0) return path;
      folders.remove_prefix(std::min(end + 1, folders.size()));
    }
  }
  throw io::IoFailed(
      "--pdf needs Chromium, and there is no chromium, chromium-browser or google-chrome in PATH (Debian: "
      "chromium); or open the page in any browser and print it");
}

std::string printed(const std::string& browser, const std::string& page) {
  const TemporaryFolder folder;
  const std::string html = folder / "page.html";
  const std::string pdf = folder / "page.pdf";
  if (!(std::ofstream(html, std::ios::binary) << page).flush())
    throw io::IoFailed(fmt::format("{}: cannot write", html));
  std::vector<std::string> words = {browser,
                                    "--headless",
                                    "--disable-gpu",
                                    "--no-first-run",
                                    "--disable-background-networking",
                                    "--disable-sync",
                                    "--user-data-dir=" + (folder / "profile"),
                                    "--no-pdf-header-footer",
                                    "--virtual-time-budget=60000",
                                    "--print-to-pdf=" + pdf,
                                    "file://" + html};
  if (::geteuid() == 0) words.emplace(words.begin() + 1, "--no-sandbox");  // Chromium has none for root
  const int status = run_silently(words);
  std::ifstream file(pdf, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (status != 0 || !text.starts_with("%PDF"))
    throw io::IoFailed(fmt::format("{}: printed no PDF (exit status {})", browser, status));
  return text;
}

}  // namespace lastmile::cli
