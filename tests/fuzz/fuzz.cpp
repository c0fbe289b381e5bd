#include "tests/fuzz/fuzz.h"

#include <stdlib.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "sim/coverage/coverage.h"
#include "sim/rollout/simulate.h"
#include "tools/io/read_scenario.h"
#include "tools/io/results/course_json.h"
#include "tools/io/results/result_json.h"
#include "tools/io/snapshot/snapshot.h"

namespace lastmile::fuzz {
namespace {

namespace fs = std::filesystem;

struct Folder {
  std::string path;
  Folder() {
    std::string pattern =
        fs::is_directory("/dev/shm") ? "/dev/shm/lastmile-fuzz-XXXXXX" : "/tmp/lastmile-fuzz-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) std::abort();
    path = pattern;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
};

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

// Writing the result checks that every number in it is finite.
std::string result_of(const io::ScenarioReading& reading) {
  const Plant& plant = reading.scenario.plant;
  const Coverage coverage = evaluate(plant, build_network(plant));
  const Books& books = coverage.ledger.total;
  const double parts =
      books[Book::in_use] + books[Book::dormant] + books[Book::stranded] + books[Book::no_demand];
  require(std::abs(parts - books[Book::value]) <= 1e-9 * books[Book::value], "the books balance");
  return io::to_text(io::result_json(reading, coverage));
}

void check_courses(const io::ScenarioReading& reading) {
  constexpr std::uint32_t most_periods = 60;
  constexpr std::size_t most_options = 6;
  const Horizon& horizon = *reading.scenario.horizon;
  if (horizon.timeline.periods > most_periods || horizon.options.size() > most_options) return;
  std::vector<io::OptionCourse> courses;
  for (const RolloutOption& option : horizon.options)
    courses.push_back({&reading, &option, simulate(reading.scenario.plant, horizon, option), {}});
  io::label_courses(courses);
  io::to_text(io::compare_courses_json(courses));
}

}  // namespace

const std::string& folder() {
  static const Folder one;
  return one.path;
}

std::string put(const std::string& name, std::string_view content) {
  const std::string path = folder() + "/" + name;
  std::ofstream(path, std::ios::binary).write(content.data(), static_cast<std::streamsize>(content.size()));
  return path;
}

void check_scenario(const std::string& path) {
  try {
    io::ScenarioReading reading = io::read_scenario(path, io::InputFile::Hashing::on);
    const std::string result = result_of(reading);
    if (reading.scenario.horizon) {
      check_courses(reading);
      return;
    }
    const std::string packed = folder() + "/packed.lmz";
    io::write_snapshot(packed, reading);
    io::ScenarioReading again = io::read_scenario(packed, io::InputFile::Hashing::off);
    again.path = reading.path;
    require(result_of(again) == result, "a snapshot gives the result of its scenario");
  } catch (const io::InputRefused& refused) {
    require(refused.problems().error_count() > 0, "a refusal says why");
  } catch (const io::IoFailed&) {
  }
}

}  // namespace lastmile::fuzz
