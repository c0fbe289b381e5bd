// lastmile: the command line. Exit status: 0 done; 1 could not do it; 2 the input or the command line is
// wrong.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <new>
#include <sstream>

#include "sim/support/parallel.h"
#include "tools/cli/commands/commands.h"
#include "tools/cli/commands/listings.h"
#include "tools/cli/terminal/interrupt.h"
#include "tools/cli/terminal/memory_limit.h"
#include "tools/cli/terminal/terminal.h"
#include "tools/io/base/suggest.h"
#include "tools/io/problems/cells.h"

namespace {

using namespace lastmile;
using namespace lastmile::cli;

constexpr int done = 0;
constexpr int could_not = 1;
constexpr int input_is_wrong = 2;

constexpr std::array<std::string_view, 11> commands = {"run",      "check",    "explain",  "simulate",
                                                       "compare",  "plan",     "schema",   "pack",
                                                       "generate", "profiles", "equipment"};

class CommandLine {
 public:
  CommandLine() {
    app_.require_subcommand(1);
    app_.set_version_flag("--version", std::string{"lastmile "} + LASTMILE_VERSION);
    app_.failure_message(CLI::FailureMessage::simple);

    CLI::App* run = app_.add_subcommand("run", "who is served, why not, and what that strands");
    add_scenario(run, run_.scenario);
    add_format(run, run_.format);
    add_folder(run, run_.output, "folder for the full results, as a data package");
    add_threads(run);
    add_quiet(run);

    CLI::App* check = app_.add_subcommand("check", "what is wrong with a scenario, all of it");
    add_scenario(check, check_.scenario);
    add_format(check, check_.format);

    CLI::App* explain = app_.add_subcommand("explain", "why one home is not served, and what it would take");
    add_scenario(explain, explain_.scenario);
    explain->add_option("premises", explain_.premises, "id of the premises")
        ->required()
        ->type_name("PREMISES");
    add_format(explain, explain_.format);
    add_threads(explain);
    add_quiet(explain);

    CLI::App* simulate = app_.add_subcommand("simulate", "the course of one option through time");
    add_scenario(simulate, simulate_.scenario);
    simulate->add_option("--option", simulate_.option, "its name; the only one where not given")
        ->check(refuse_empty)
        ->type_name("NAME");
    add_format(simulate, simulate_.format);
    add_folder(simulate, simulate_.output, "folder for the whole course, as a data package");
    add_plot(simulate, simulate_.plot);
    add_threads(simulate);
    add_quiet(simulate);

    CLI::App* compare =
        app_.add_subcommand("compare", "scenarios side by side, or the options of scenarios with a timeline");
    compare
        ->add_option("scenarios", compare_.scenarios, "scenario files (YAML); differences are from the first")
        ->required()
        ->expected(1, 1000)
        ->type_name("SCENARIO");
    add_format(compare, compare_.format);
    add_folder(compare, compare_.output, "folder for the comparison and every course, as a data package");
    add_plot(compare, compare_.plot);
    add_threads(compare);
    add_quiet(compare);

    add_plan();

    CLI::App* pack = app_.add_subcommand("pack", "a checked scenario as one file that is read at once");
    add_scenario(pack, pack_.scenario);
    pack->add_option("-o,--output", pack_.output, "file to write, by custom .lmz")
        ->required()
        ->check(refuse_empty)
        ->type_name("FILE");
    add_threads(pack);
    add_quiet(pack);

    CLI::App* generate = app_.add_subcommand("generate", "a synthetic country, as YAML and CSV");
    constexpr std::uint64_t most_premises = 4'000'000'000;
    generate->add_option("--premises", generate_.premises, "how many premises records")
        ->required()
        ->check(CLI::Range(std::uint64_t{1}, most_premises).description(""))
        ->type_name("N");
    generate->add_option("--seed", generate_.seed, "the same seed gives the same bytes")
        ->type_name("S")
        ->required();
    add_folder(generate, generate_.output, "folder to write to");
    generate->get_option("--output")->required();
    add_threads(generate);

    CLI::App* profiles = app_.add_subcommand("profiles", "the named service profiles, with their sources");
    add_format(profiles, listing_);
    CLI::App* equipment =
        app_.add_subcommand("equipment", "media and access technologies, with their sources");
    add_format(equipment, listing_);

    app_.add_subcommand("schema", "the JSON Schema of scenario files, for editors");
  }

  int run(int argc, char** argv) {
    if (argc > 1 && argv[1][0] != '-' &&
        std::find(commands.begin(), commands.end(), argv[1]) == commands.end()) {
      std::fputs(unknown_command(argv[1]).c_str(), stderr);
      return input_is_wrong;
    }
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      std::ostringstream out;
      std::ostringstream err;
      const int status = app_.exit(error, out, err);
      print(out.str());
      std::fputs(err.str().c_str(), stderr);
      return status == 0 ? done : input_is_wrong;
    }
    return dispatch();
  }

 private:
  void add_plan() {
    CLI::App* plan = app_.add_subcommand("plan", "which works are worth their money, with a proven bound");
    plan->add_option("problem", plan_.problem, "scenario (YAML), or a benchmark file (.stp or .gr)")
        ->required()
        ->type_name("SCENARIO");
    CLI::Option_group* question = plan->add_option_group("question");
    question->add_option("--budget", plan_.budget, "serve most for at most so much money")->type_name("X");
    question->add_option("--target-users", plan_.target_users, "serve so many users at least cost")
        ->type_name("N");
    question->add_option("--target-homes", plan_.target_homes, "serve so many homes at least cost")
        ->type_name("N");
    question
        ->add_option("--value-per-home", plan_.value_per_home, "serve whoever is worth more than the cost")
        ->type_name("V");
    question->require_option(0, 1);
    plan->add_option("--weight", plan_.weight, "with a budget: what counts, users (default) or homes")
        ->check(CLI::IsMember({"users", "homes"}).description(""))
        ->type_name("WEIGHT");
    plan->add_option("--time-limit", plan_.time_limit, "seconds; the best plan so far is printed then")
        ->type_name("S");
    plan->add_option("--gap", plan_.gap, "stop once plan and bound differ by no more, as a share")
        ->type_name("G");
    plan->add_option("--frontier", plan_.frontier, "plans for so many budgets between nothing and everything")
        ->check(CLI::Range(std::uint32_t{0}, std::uint32_t{1000}).description(""))
        ->type_name("N");
    plan->add_option("--require", plan_.required, "id of a site or link that the plan must contain")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->type_name("ID");
    plan->add_option("--exclude", plan_.excluded, "id of a site or link that the plan must not contain")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->type_name("ID");
    add_format(plan, plan_.format);
    add_threads(plan);
    add_quiet(plan);
  }

  static std::string refuse_empty(const std::string& path) { return path.empty() ? "it needs a name" : ""; }
  static std::string unknown_command(std::string_view name) {
    return fmt::format("lastmile: there is no command {}; {}\nRun with --help for more information.\n",
                       io::quoted(name), io::hint_for(name, commands));
  }
  static void add_scenario(CLI::App* command, std::string& path) {
    command->add_option("scenario", path, "scenario file (YAML)")->required()->type_name("SCENARIO");
  }
  static void add_format(CLI::App* command, Format& format) {
    command
        ->add_option_function<std::string>(
            "--format",
            [&format](const std::string& name) { format = name == "json" ? Format::json : Format::text; },
            "text or json")
        ->check(CLI::IsMember({"text", "json"}).description(""))
        ->type_name("FORMAT");
  }
  static void add_folder(CLI::App* command, std::string& folder, const std::string& meaning) {
    command->add_option("--output", folder, meaning)->check(refuse_empty)->type_name("DIR");
  }
  static void add_plot(CLI::App* command, std::string& folder) {
    command->add_option("--plot", folder, "folder for charts over time (SVG)")
        ->check(refuse_empty)
        ->type_name("DIR");
  }
  void add_threads(CLI::App* command) {
    constexpr std::size_t most_threads = 1024;
    command->add_option("--threads", threads_, "how many; as many as there are cores where not given")
        ->check(CLI::Range(std::size_t{1}, most_threads).description(""))
        ->type_name("N");
  }
  void add_quiet(CLI::App* command) {
    command->add_flag("--quiet", quiet_, "no notes and no progress on standard error");
  }

  int dispatch() {
    int status = done;
    with_threads(threads_, [&] { status = run_command(); });
    return status;
  }

  int run_command() {
    run_.talk = explain_.talk = simulate_.talk = compare_.talk = plan_.talk = pack_.talk =
        quiet_ ? Talk::errors_only : Talk::notes;
    if (app_.got_subcommand("check")) return check(check_) ? done : input_is_wrong;
    if (app_.got_subcommand("run")) lastmile::cli::run(run_);
    if (app_.got_subcommand("explain")) explain(explain_);
    if (app_.got_subcommand("simulate")) lastmile::cli::simulate(simulate_);
    if (app_.got_subcommand("compare")) compare(compare_);
    if (app_.got_subcommand("plan")) lastmile::cli::plan(plan_);
    if (app_.got_subcommand("pack")) pack(pack_);
    if (app_.got_subcommand("generate")) generate(generate_);
    if (app_.got_subcommand("schema")) print_schema();
    if (app_.got_subcommand("profiles")) list_profiles(listing_);
    if (app_.got_subcommand("equipment")) list_equipment(listing_);
    return done;
  }

  CLI::App app_{"lastmile: who is really served, what blocks everybody else, and what that strands"};
  RunOptions run_;
  CheckOptions check_;
  ExplainOptions explain_;
  SimulateOptions simulate_;
  CompareOptions compare_;
  PlanOptions plan_;
  PackOptions pack_;
  GenerateOptions generate_;
  Format listing_ = Format::text;
  std::size_t threads_ = 0;  // 0: all cores
  bool quiet_ = false;
};

// Where even a thread cannot be started, no handler is reached.
[[noreturn]] void give_up() {
  std::fputs("lastmile: not enough memory or threads\n", stderr);
  std::_Exit(could_not);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  std::set_terminate(give_up);
  try {
    keep_to_memory_limit();
    end_cleanly_on_interrupt();
    return CommandLine().run(argc, argv);
  } catch (const io::InputRefused& refused) {
    std::fputs(problem_lines(refused.problems()).c_str(), stderr);
    return input_is_wrong;
  } catch (const std::bad_alloc&) {
    std::fputs("lastmile: not enough memory\n", stderr);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "lastmile: %s\n", printable(failure.what()).c_str());
  }
  return could_not;
}
