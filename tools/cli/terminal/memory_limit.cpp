#include "tools/cli/terminal/memory_limit.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace lastmile::cli {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The number in a limit file; none if it is "max" or the file is missing.
std::optional<std::uint64_t> limit_in(const fs::path& path) {
  std::istringstream text(content_of(path));
  std::uint64_t limit = 0;
  if (text >> limit) return limit;
  return std::nullopt;
}

std::uint64_t data_in_use() {
  constexpr int fields_before_data = 5;
  std::istringstream pages(content_of("/proc/self/statm"));
  std::uint64_t data = 0;
  for (int i = 0; i <= fields_before_data; ++i) pages >> data;
  return data * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

std::optional<std::uint64_t> control_group_limit(const std::string& groups, const std::string& root) {
  std::optional<std::uint64_t> least;
  std::istringstream lines(groups);
  for (std::string line; std::getline(lines, line);) {  // number:controllers:path
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const bool version_2 = controllers.empty();
    if (!version_2 && controllers != "memory") continue;
    const fs::path top = version_2 ? fs::path(root) : fs::path(root) / "memory";
    const char* const file = version_2 ? "memory.max" : "memory.limit_in_bytes";
    const auto consider = [&](const fs::path& group) {
      if (const auto limit = limit_in(group / file)) least = std::min(least.value_or(*limit), *limit);
    };
    fs::path group = top;
    consider(group);
    for (const fs::path& part : fs::path(line.substr(second + 1)).relative_path()) consider(group /= part);
  }
  return least;
}

void keep_to_memory_limit() {
  const auto limit = control_group_limit(content_of("/proc/self/cgroup"), "/sys/fs/cgroup");
  if (!limit) return;
  constexpr std::uint64_t kernel_share = 32;  // this fraction is left for page tables and files
  const std::uint64_t most = *limit - *limit / kernel_share;
  rlimit data{};
  if (::getrlimit(RLIMIT_DATA, &data) != 0 || most >= data.rlim_cur || most <= data_in_use()) return;
  data.rlim_cur = most;
  ::setrlimit(RLIMIT_DATA, &data);
}

}  // namespace lastmile::cli
