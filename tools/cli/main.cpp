// lastmile: the command line. For the exit status see usage/exit_status.h.
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>

#include "sim/support/parallel.h"
#include "tools/cli/commands/commands.h"
#include "tools/cli/commands/on_ranks.h"
#include "tools/cli/terminal/interrupt.h"
#include "tools/cli/terminal/memory_limit.h"
#include "tools/cli/terminal/terminal.h"
#include "tools/cli/usage/build_info.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/cli/usage/failure.h"
#include "tools/cli/usage/flags.h"
#include "tools/cli/usage/help.h"
#include "tools/io/files/staging_folder.h"

namespace {

using namespace lastmile;
using namespace lastmile::cli;

int print_version(const Arguments& given) {
  print(format_of(given) == Format::json ? io::to_text(version_json()) : version_line() + "\n");
  return done;
}

int run_program(std::span<const std::string> words) {
  const bool names_command = !words.empty() && !words.front().starts_with('-');
  if (!names_command) {
    const Arguments given = parse(program(), words, all_commands());
    const bool wants_help = words.empty() || given.has(help_flag);
    if (!wants_help && given.has(flags::version)) return print_version(given);
    if (!wants_help) throw WrongLine("lastmile: --format needs a command or --version");
    print(program_help(program(), all_commands(), standard_output()));
    return done;
  }
  const Command& command = named_command(words.front());
  const Arguments given = parse(command, words.subspan(1), all_commands());
  if (given.has(help_flag)) {
    print(command_help(command, standard_output()));
    return done;
  }
  if (!command.on_ranks && refuse_ranks(command.name) == Goes::no) return done;
  int status = done;
  with_threads(given.number(flags::threads, 0), [&] { status = command.carry_out(given); });
  return status;
}

// If not even a thread can be started, no handler is reached.
[[noreturn]] void give_up() {
  io::StagingFolder::abandon_all();
  constexpr std::string_view message = "lastmile: not enough memory or threads\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, message.data(), message.size());
  std::_Exit(could_not);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  std::set_terminate(give_up);
  try {
    keep_to_memory_limit();
    end_cleanly_on_interrupt();
    const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    return run_program(words);
  } catch (const PipeClosed&) {
    end_by_closed_pipe();
  } catch (...) {
    return tell_failure();
  }
}
