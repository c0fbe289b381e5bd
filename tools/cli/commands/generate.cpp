#include "tools/generate/generate.h"

#include "tools/cli/commands/commands.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/cli/usage/flags.h"

namespace lastmile::cli {
namespace {

constexpr Flag premises_count = flags::required(
    {"--premises", 0, {ValueKind::whole_number, "N", {}, 1, 4'000'000'000}, "Number of premises records"});
constexpr Flag seed = flags::required(
    {"--seed", 0, {ValueKind::whole_number, "S"}, "Random seed; the same seed gives the same files"});
constexpr Flag country_folder = flags::required(flags::output("Folder to write to"));

constexpr Flag force = {"--force", 0, {}, "Overwrite a scenario that is in the folder already"};

struct GenerateOptions {
  std::uint64_t premises = 0;
  std::uint64_t seed = 1;
  std::string output;
  bool force = false;  // overwrites a scenario that is there
  Talk talk = Talk::notes;
};

void generate(const GenerateOptions& options) {
  ProgressLine progress(progress_for(options.talk));
  io::write_country(CountrySpec(options.premises, options.seed), options.output,
                    options.force ? io::Existing::overwrite : io::Existing::keep, progress);
}

}  // namespace

Command generate_command() {
  return {
      .name = "generate",
      .group = Group::scenarios,
      .summary = "Generate a synthetic country of any size",
      .about =
          "Writes scenario.yaml and its tables, with sources, backbone, cabinets and premises in many "
          "states. "
          "Use it to try sizes and to measure speed.",
      .operands = {},
      .flags = {premises_count, seed, country_folder, force, flags::threads, flags::quiet, help_flag},
      .examples = {{{"lastmile generate --premises 100000 --seed 1 --output country",
                     "Write a country of 100,000 premises to the folder country."},
                    {"lastmile run country/scenario.yaml", "Evaluate it."}}},
      .carry_out =
          [](const Arguments& given) {
            generate({given.number(premises_count, 0), given.number(seed, 0), given.text(country_folder),
                      given.has(force), talk_of(given)});
            return done;
          },
  };
}

}  // namespace lastmile::cli
