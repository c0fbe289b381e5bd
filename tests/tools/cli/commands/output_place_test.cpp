// Where results may be written: regular files are replaced whole, devices and pipes are written in place, and
// what a killed process left is cleared away.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"

namespace lastmile::output_place_test {
namespace {

namespace fs = std::filesystem;
using test::in_source;
using test::ProgramRun;
using test::run_program;
using test::TemporaryDirectory;

const std::string cable = in_source("scenarios/cable.yaml");

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST_CASE("A snapshot packed to a device or to standard output is written there without replacing anything") {
  const TemporaryDirectory folder;
  REQUIRE(run_program({"pack", cable, "--quiet", "-o", folder / "file.lmz"}).status == 0);
  const std::string packed = content_of(folder / "file.lmz");
  const std::string null = folder / "null";
  const bool is_root = ::mknod(null.c_str(), S_IFCHR | 0666, makedev(1, 3)) == 0;
  const std::string device = is_root ? null : "/dev/null";
  CHECK(run_program({"pack", cable, "--quiet", "-o", device}).status == 0);
  CHECK(fs::is_character_file(device));
  const ProgramRun out = run_program({"pack", cable, "--quiet", "-o", "/dev/stdout"});
  CHECK(out.status == 0);
  CHECK(out.out == packed);
  CHECK(run_program({"pack", cable, "--quiet", "-o", "/dev/full"}).status == 1);
}

TEST_CASE("A snapshot is appended if standard output appends") {
  const TemporaryDirectory folder;
  REQUIRE(run_program({"pack", cable, "--quiet", "-o", folder / "file.lmz"}).status == 0);
  const std::string log = folder.write("log", "before\n");
  const ProgramRun run = test::run_prepared({"pack", cable, "--quiet", "-o", "/dev/stdout"}, [&] {
    ::close(STDOUT_FILENO);
    if (::open(log.c_str(), O_WRONLY | O_APPEND) != STDOUT_FILENO) ::_exit(126);
  });
  CHECK(run.status == 0);
  CHECK(content_of(log) == "before\n" + content_of(folder / "file.lmz"));
}

TEST_CASE("A snapshot replaces the target of a symbolic link and keeps the link") {
  const TemporaryDirectory folder;
  folder.write("real/file.lmz", "old");
  fs::create_symlink("real/file.lmz", folder / "link.lmz");
  REQUIRE(run_program({"pack", cable, "--quiet", "-o", folder / "link.lmz"}).status == 0);
  CHECK(fs::is_symlink(folder / "link.lmz"));
  CHECK(content_of(folder / "real/file.lmz").starts_with("LASTMILZ"));
}

TEST_CASE("A snapshot does not replace a folder, and results replace no link or pipe") {
  const TemporaryDirectory folder;
  CHECK(run_program({"pack", cable, "-o", folder.string()}).status == 1);
  fs::create_directory(folder / "out");
  folder.write("elsewhere.json", "mine");
  fs::create_symlink(folder / "elsewhere.json", folder / "out/result.json");
  const ProgramRun linked = run_program({"run", cable, "--quiet", "--output", folder / "out"});
  CHECK(linked.status == 1);
  CHECK(linked.err.find("a symbolic link with this name exists") != std::string::npos);
  fs::remove(folder / "out/result.json");
  REQUIRE(::mkfifo((folder / "out/result.json").c_str(), 0600) == 0);
  CHECK(run_program({"run", cable, "--quiet", "--output", folder / "out"}).status == 1);
  CHECK(fs::is_fifo(folder / "out/result.json"));
  CHECK(content_of(folder / "elsewhere.json") == "mine");
}

TEST_CASE("Output left by a killed process is removed, output of a running process is kept") {
  const TemporaryDirectory folder;
  folder.write("out/.lastmile-dead01/result.json", "half");
  folder.write("out/.lastmile-alive2/result.json", "half");
  folder.write("out/.lastmile-notes", "a file of that name is none of ours");
  const int owned = ::open((folder / "out/.lastmile-alive2").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  REQUIRE(::flock(owned, LOCK_EX) == 0);
  REQUIRE(run_program({"run", cable, "--quiet", "--output", folder / "out"}).status == 0);
  CHECK_FALSE(fs::exists(folder / "out/.lastmile-dead01"));
  CHECK(fs::exists(folder / "out/.lastmile-alive2/result.json"));
  CHECK(fs::exists(folder / "out/.lastmile-notes"));
  ::close(owned);
  folder.write(".lastmile-dead02/file.lmz", "half");
  REQUIRE(run_program({"pack", cable, "--quiet", "-o", folder / "file.lmz"}).status == 0);
  CHECK_FALSE(fs::exists(folder / ".lastmile-dead02"));
}

TEST_CASE("The next run restores files that a killed run was replacing") {
  const TemporaryDirectory folder;
  folder.write("out/result.json", "new");
  folder.write("out/course.csv", "new, was not there before");
  folder.write("out/mine.txt", "mine");
  folder.write("out/.lastmile-dead01/former-result.json", "old");
  folder.write("out/.lastmile-dead01/premises.csv", "not moved yet");
  folder.write("out/.lastmile-dead01/journal", "+result.json\n-course.csv\n-premises.csv\n-../../mine.txt\n");
  // Fails after that, as a pipe is in the way.
  REQUIRE(::mkfifo((folder / "out/elements.csv").c_str(), 0600) == 0);
  CHECK(run_program({"run", cable, "--quiet", "--output", folder / "out"}).status == 1);
  CHECK(content_of(folder / "out/result.json") == "old");
  CHECK_FALSE(fs::exists(folder / "out/course.csv"));
  CHECK_FALSE(fs::exists(folder / "out/premises.csv"));
  CHECK(content_of(folder / "out/mine.txt") == "mine");
  CHECK_FALSE(fs::exists(folder / "out/.lastmile-dead01"));
}

TEST_CASE("A file that grows beyond the limit of the system is an error with a message") {
  const TemporaryDirectory folder;
  const ProgramRun run = test::run_prepared({"run", cable, "--quiet", "--output", folder / "out"}, [] {
    test::limit_file_size(2000);
    std::signal(SIGXFSZ, SIG_DFL);
  });
  CHECK(run.status == 1);
  CHECK(run.err.find("cannot write") != std::string::npos);
  CHECK(fs::is_empty(folder.string()));
}

TEST_CASE("An interruption at any moment leaves no files") {
  const TemporaryDirectory folder;
  for (int i = 0; i < 40; ++i) {
    const std::string out = folder / "out";
    const ProgramRun run = test::run_interrupted_after({"run", cable, "--quiet", "--output", out},
                                                       static_cast<unsigned>(i) * 250);
    CAPTURE(i);
    CHECK((run.status == 0 || run.status == 1 || run.status == 128 + SIGTERM));
    for (const auto& entry : fs::recursive_directory_iterator(folder.string()))
      CHECK(entry.path().filename().string().starts_with(".lastmile-") == false);
    fs::remove_all(out);
  }
}

}  // namespace
}  // namespace lastmile::output_place_test
