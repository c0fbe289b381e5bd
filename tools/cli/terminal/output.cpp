#include "tools/cli/terminal/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "tools/cli/terminal/terminal.h"

namespace lastmile::cli {

void print(std::string_view result) {
  while (!result.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, result.data(), result.size());
    if (written < 0 && errno == EPIPE) throw PipeClosed();
    if (written < 0 && errno != EINTR)
      throw io::IoFailed(fmt::format("standard output: cannot write: {}", std::strerror(errno)));
    if (written > 0) result.remove_prefix(static_cast<std::size_t>(written));
  }
}

void end_by_closed_pipe() {
  std::signal(SIGPIPE, SIG_DFL);
  std::raise(SIGPIPE);
  std::_Exit(EXIT_FAILURE);  // reached only if the signal is blocked
}

std::string problem_lines(const io::ProblemList& problems) {
  std::string lines;
  for (const io::Problem& problem : problems.shown()) lines += printable(to_line(problem)) + "\n";
  if (problems.hidden_error_count() > 0)
    lines += fmt::format("... and {} more error{}\n", problems.hidden_error_count(),
                         problems.hidden_error_count() == 1 ? "" : "s");
  return lines;
}

void print_notes(const io::ProblemList& problems, Talk talk) {
  if (talk == Talk::notes) std::fputs(problem_lines(problems).c_str(), stderr);
}

}  // namespace lastmile::cli
