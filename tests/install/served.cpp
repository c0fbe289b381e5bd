// Prints how many homes a scenario serves, with the installed library.
#include <cstdio>

#include "sim/coverage/coverage.h"
#include "tools/io/read_scenario.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto reading = lastmile::io::read_scenario(argv[1], lastmile::io::InputFile::Hashing::off);
  const lastmile::Plant& plant = reading.scenario.plant;
  const lastmile::Coverage coverage = evaluate(plant, lastmile::build_network(plant));
  std::printf("%llu homes served\n", static_cast<unsigned long long>(coverage.standings.ladder.back().homes));
}
