// Prints the number of homes served in a scenario file, or on request the full result as JSON.
#include <lastmile/io.h>

#include <cstdio>
#include <string_view>

int main(int argc, char** argv) {
  using namespace lastmile;
  if (argc < 2) return 2;
  try {
    const io::ScenarioReading reading = io::read_scenario(argv[1], io::InputFile::Hashing::off);
    const Plant& plant = reading.scenario.plant;
    const Coverage coverage = evaluate(plant, build_network(plant));
    std::printf("%.0f homes served\n", static_cast<double>(coverage.standings.ladder[Rung::served].homes));
    if (argc > 2 && std::string_view{argv[2]} == "json")
      std::fputs(io::to_text(io::result_json(reading, coverage)).c_str(), stdout);
  } catch (const io::InputRefused& refused) {
    for (const io::Problem& problem : refused.problems().shown())
      std::fprintf(stderr, "%s\n", io::to_line(problem).c_str());
    return 2;
  }
}
