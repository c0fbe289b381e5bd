#include "tests/support/program.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <stdexcept>

#include "tests/support/file_text.h"
#include "tests/support/paths.h"
#include "tests/support/temporary_directory.h"

namespace lastmile::test {
namespace {

void require(bool went_well) {
  if (!went_well) ::_exit(126);
}

void open_as(int descriptor, const char* path, int flags) {
  const int opened = ::open(path, flags, 0600);
  require(opened >= 0 && ::dup2(opened, descriptor) >= 0);
  if (opened != descriptor) ::close(opened);
}

[[noreturn]] void become(std::vector<std::string> words) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  ::execvp(argv.front(), argv.data());
  ::_exit(127);
}

std::vector<std::string> program_with(const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {program_path()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return words;
}

int status_of(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

ProgramRun run_prepared_words(
    const std::vector<std::string>& words, const std::function<void()>& prepare,
    const std::function<void(pid_t)>& meanwhile = [](pid_t) {}) {
  const TemporaryDirectory folder;
  const std::string out = folder / "out";
  const std::string err = folder / "err";
  const pid_t child = ::fork();
  if (child == 0) {
    open_as(STDIN_FILENO, "/dev/null", O_RDONLY);
    open_as(STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT);
    open_as(STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT);
    ::setenv("COLUMNS", "80", 1);
    prepare();
    become(words);
  }
  meanwhile(child);
  const int status = status_of(child);
  return {status, read_text(out), read_text(err)};
}

}  // namespace

ProgramRun run_prepared(const std::vector<std::string>& arguments, const std::function<void()>& prepare) {
  return run_prepared_words(program_with(arguments), prepare);
}

ProgramRun run_interrupted_after(const std::vector<std::string>& arguments, unsigned microseconds) {
  return run_prepared_words(
      program_with(arguments), [] {},
      [&](pid_t child) {
        const std::string exe = "/proc/" + std::to_string(child) + "/exe";
        std::error_code gone;
        while (!std::filesystem::equivalent(exe, program_path(), gone) && !gone) ::usleep(50);
        ::usleep(microseconds);
        ::kill(child, SIGTERM);
      });
}

ProgramRun run_words(const std::vector<std::string>& words, const std::string& in, int columns) {
  return run_prepared_words(words, [&] {
    ::setenv("COLUMNS", std::to_string(columns).c_str(), 1);
    require(in.empty() || ::chdir(in.c_str()) == 0);
  });
}

ProgramRun run_program(const std::vector<std::string>& arguments, const std::string& in, int columns) {
  return run_words(program_with(arguments), in, columns);
}

bool is_installed(const std::string& program) {
  return run_words({"sh", "-c", "command -v " + program}).status == 0;
}

void write_to_closed_pipe() {
  int ends[2] = {-1, -1};
  require(::pipe(ends) == 0 && ::dup2(ends[1], STDOUT_FILENO) >= 0);
  ::close(ends[0]);
  ::close(ends[1]);
  std::signal(SIGPIPE, SIG_DFL);
}

void write_to(const char* path) {
  open_as(STDOUT_FILENO, path, O_WRONLY);
}

void write_to_nothing() {
  ::close(STDOUT_FILENO);
}

void limit_file_size(unsigned long bytes) {
  const rlimit limit{bytes, bytes};
  require(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
  std::signal(SIGXFSZ, SIG_IGN);
}

namespace {

// Runs the program on a terminal; look(text, child) is called whenever it has written something.
ProgramRun run_watched(const std::vector<std::string>& arguments, int columns,
                       const std::function<void()>& prepare,
                       const std::function<void(const std::string&, pid_t)>& look) {
  const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
  if (terminal < 0 || ::grantpt(terminal) != 0 || ::unlockpt(terminal) != 0)
    throw std::runtime_error("no terminal");
  const std::string name = ::ptsname(terminal);
  const int other_side = ::open(name.c_str(), O_RDWR | O_NOCTTY);
  winsize size{};
  size.ws_col = static_cast<unsigned short>(columns);
  ::ioctl(other_side, TIOCSWINSZ, &size);
  const pid_t child = ::fork();
  if (child == 0) {
    open_as(STDIN_FILENO, "/dev/null", O_RDONLY);
    require(::dup2(other_side, STDOUT_FILENO) >= 0 && ::dup2(other_side, STDERR_FILENO) >= 0);
    ::close(other_side);
    ::close(terminal);
    ::unsetenv("COLUMNS");
    ::unsetenv("NO_COLOR");
    ::setenv("TERM", "xterm", 1);
    prepare();
    become(program_with(arguments));
  }
  ::close(other_side);
  std::string text;
  char buffer[4096];
  for (ssize_t got = 0; (got = ::read(terminal, buffer, sizeof buffer)) > 0;)
    look(text.append(buffer, static_cast<std::size_t>(got)), child);
  const int status = status_of(child);
  ::close(terminal);
  std::erase(text, '\r');
  return {status, text, ""};
}

}  // namespace

std::string run_on_terminal(const std::vector<std::string>& arguments, int columns,
                            const std::function<void()>& prepare) {
  return run_watched(arguments, columns, prepare, [](const std::string&, pid_t) {}).out;
}

ProgramRun run_until(const std::vector<std::string>& arguments, const std::string& sign, int signal) {
  bool sent = false;
  return run_watched(
      arguments, 80, [] {},
      [&](const std::string& text, pid_t child) {
        if (!sent && text.find(sign) != std::string::npos) sent = ::kill(child, signal) == 0;
      });
}

}  // namespace lastmile::test
