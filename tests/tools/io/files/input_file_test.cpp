// Inputs that are not regular files, or that change while they are read.
#include "tools/io/files/input_file.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"

namespace lastmile::input_file_test {
namespace {

namespace fs = std::filesystem;
using test::ProgramRun;
using test::run_prepared;
using test::TemporaryDirectory;

// Runs the program with standard input from a pipe that holds the text.
ProgramRun run_with_input(const std::vector<std::string>& arguments, const std::string& text) {
  int ends[2] = {-1, -1};
  if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
  std::thread writer([&] {
    [[maybe_unused]] const auto written = ::write(ends[1], text.data(), text.size());
    ::close(ends[1]);
  });
  const ProgramRun run = run_prepared(arguments, [&] {
    ::close(ends[1]);
    ::dup2(ends[0], STDIN_FILENO);
  });
  writer.join();
  ::close(ends[0]);
  return run;
}

const std::string scenario =
    "lastmile: 1\nname: t\nsites: [{id: pop, kind: source}]\npremises: [{id: a, drop: {from: pop}}]\n";

TEST_CASE("A scenario can be read from a pipe") {
  const TemporaryDirectory folder;
  const std::string from_file = test::run_program({"run", folder.write("s.yaml", scenario), "--quiet"}).out;
  const ProgramRun piped = run_with_input({"run", "/dev/stdin", "--quiet"}, scenario);
  CHECK(piped.status == 0);
  CHECK(piped.err.empty());
  CHECK(piped.out.substr(piped.out.find('\n', 5)).size() > 100);
  CHECK(from_file.find("served") != std::string::npos);
  CHECK(piped.out.find("served") != std::string::npos);
}

TEST_CASE("A table can be read from a pipe once") {
  const TemporaryDirectory folder;
  const std::string head = "lastmile: 1\nname: t\nsites: [{id: pop, kind: source}]\n";
  const std::string table = "id,drop_from\na,pop\n";
  const std::string once = folder.write("once.yaml", head + "tables: {premises: [/dev/stdin]}\n");
  CHECK(run_with_input({"run", once, "--quiet"}, table).status == 0);
  const std::string twice =
      folder.write("twice.yaml", head + "tables: {premises: [/dev/stdin, /dev/stdin]}\n");
  const ProgramRun refused = run_with_input({"check", twice}, table);
  CHECK(refused.status == 2);
  CHECK(refused.out.find("was read already") != std::string::npos);
}

TEST_CASE("Equipment or a base scenario in a pipe is refused without waiting") {
  const TemporaryDirectory folder;
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  for (const char* key : {"equipment: pipe\n", "extends: pipe\n"}) {
    const ProgramRun run = test::run_program({"check", folder.write("s.yaml", scenario + key)});
    CHECK(run.status == 2);
    CHECK(run.out.find("is not a regular file") != std::string::npos);
  }
}

TEST_CASE("A file that is replaced while it is read is refused") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("table.csv", "id\na\nb\n");
  char buffer[64];
  {
    io::InputFile file(path, io::InputFile::Hashing::off);
    CHECK(file.read(buffer, sizeof buffer) == 7);
    fs::rename(folder.write("other.csv", "id\nc\nd\n"), path);
    CHECK_THROWS_AS(file.read(buffer, sizeof buffer), io::IoFailed);
  }
  {
    io::InputFile file(path, io::InputFile::Hashing::off);
    CHECK(file.read(buffer, sizeof buffer) == 7);
    fs::remove(path);
    CHECK_THROWS_AS(file.read(buffer, sizeof buffer), io::IoFailed);
  }
}

TEST_CASE("generate keeps an existing scenario unless --force is given") {
  const TemporaryDirectory folder;
  folder.write("c/premises.csv", "mine\n");
  const std::vector<std::string> arguments = {"generate", "--premises", "50",        "--seed",
                                              "1",        "--output",   folder / "c"};
  const ProgramRun refused = test::run_program(arguments);
  CHECK(refused.status == 1);
  CHECK(refused.err.find("premises.csv: already exists") != std::string::npos);
  CHECK(fs::file_size(folder / "c/premises.csv") == 5);
  std::vector<std::string> forced = arguments;
  forced.emplace_back("--force");
  CHECK(test::run_program(forced).status == 0);
  CHECK(fs::file_size(folder / "c/premises.csv") > 100);
}

TEST_CASE("An amount that would round to 0 is refused as too small") {
  const TemporaryDirectory folder;
  for (const char* amount : {"1e-400", "0.1e-500", "1e-308", "-1e-400"}) {
    const ProgramRun run = test::run_program(
        {"check", folder.write("s.yaml", "lastmile: 1\nname: t\nsites: [{id: pop, kind: source, cost: " +
                                             std::string{amount} + "}]\n")});
    CAPTURE(amount);
    CHECK(run.status == 2);
    const bool is_told = run.out.find("[tiny-number]") != std::string::npos ||
                         run.out.find("[negative-number]") != std::string::npos;
    CHECK(is_told);
  }
  for (const char* zero : {"0", "0.00", "0e5", "-0"})
    CHECK(
        test::run_program(
            {"check", folder.write("s.yaml", "lastmile: 1\nname: t\nsites: [{id: pop, kind: source, cost: " +
                                                 std::string{zero} + "}]\n")})
            .status == 0);
}

}  // namespace
}  // namespace lastmile::input_file_test
