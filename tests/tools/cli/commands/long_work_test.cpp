// Long or large work: progress on a terminal, interruption, lack of memory.
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>

#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tools/cli/terminal/memory_limit.h"

namespace lastmile::long_work_test {
namespace {

namespace fs = std::filesystem;
using test::TemporaryDirectory;

// Too many to finish before the interrupt.
const std::string very_many = "4000000000";

TEST_CASE(
    "On a terminal long work shows phase, percentage, rate and time left, and leaves no trace if "
    "interrupted") {
  for (const int signal : {SIGINT, SIGTERM}) {
    const TemporaryDirectory folder;
    const test::ProgramRun run =
        test::run_until({"generate", "--premises", very_many, "--seed", "1", "--output", folder / "country"},
                        " left", signal);
    CHECK(run.status == 1);
    CHECK(run.out.find("writing sites.csv: ") != std::string::npos);
    CHECK(run.out.find(" %, ") != std::string::npos);
    CHECK(run.out.find(" rows/s, ") != std::string::npos);
    CHECK(run.out.ends_with("\nlastmile: interrupted\n"));
    CHECK(fs::is_empty(folder.string()));
  }
}

TEST_CASE("No progress is printed if standard error is not a terminal") {
  const TemporaryDirectory folder;
  const test::ProgramRun run =
      test::run_program({"generate", "--premises", "3000000", "--seed", "1", "--output", folder / "c"});
  CHECK(run.status == 0);
  CHECK(run.out.empty());
  CHECK(run.err.empty());
}

TEST_CASE("The lowest limit of a control group and its parents applies") {
  const TemporaryDirectory root;
  root.write("memory.max", "max\n");
  root.write("a/memory.max", "900000\n");
  root.write("a/b/memory.max", "max\n");
  root.write("a/b/c/memory.max", "1000000\n");
  root.write("memory/x/memory.limit_in_bytes", "700000\n");
  const auto limit = [&](const std::string& groups) {
    return cli::control_group_limit(groups, root.string());
  };
  CHECK(limit("0::/a/b/c\n") == 900'000);
  CHECK(limit("0::/a/b\n") == 900'000);
  CHECK(limit("4:memory:/x\n3:cpu,cpuacct:/a\n") == 700'000);
  CHECK(limit("4:memory:/x\n0::/a\n") == 700'000);
  CHECK_FALSE(limit("0::/\n"));
  CHECK_FALSE(limit("0::/elsewhere\n"));
  CHECK_FALSE(limit("3:cpu:/a\n"));
  CHECK_FALSE(limit(""));
  CHECK_FALSE(limit("nonsense"));
}

#ifndef LASTMILE_SANITIZERS  // these reserve memory without limit
TEST_CASE("Running out of memory is reported and leaves no partial files") {
  const TemporaryDirectory folder;
  REQUIRE(test::run_program({"generate", "--premises", "1000000", "--seed", "1", "--output", folder / "c"})
              .status == 0);
  for (const unsigned long megabytes : {40UL, 60UL, 80UL}) {
    CAPTURE(megabytes);
    const auto limit_memory = [&] {
      const rlimit limit{megabytes << 20, megabytes << 20};
      ::setrlimit(RLIMIT_DATA, &limit);
    };
    const test::ProgramRun run =
        test::run_prepared({"run", folder / "c/scenario.yaml", "--output", folder / "out"}, limit_memory);
    CHECK(run.status == 1);
    CHECK(run.out.empty());
    CHECK(run.err.find("lastmile: not enough memory\n") != std::string::npos);
    CHECK_FALSE(fs::exists(folder / "out"));
  }
}
#endif

}  // namespace
}  // namespace lastmile::long_work_test
