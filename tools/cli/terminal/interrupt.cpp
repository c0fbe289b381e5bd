#include "tools/cli/terminal/interrupt.h"

#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <string_view>
#include <thread>

#include "tools/io/files/staging_folder.h"

namespace lastmile::cli {
namespace {

std::atomic<bool> flag_is_wanted{false};
std::atomic<bool> interrupted{false};

void wait_for_signal(sigset_t signals) {
  for (int signal = 0;;) {
    if (sigwait(&signals, &signal) != 0) return;
    const bool may_wait = signal == SIGINT || signal == SIGTERM;
    if (!may_wait || !flag_is_wanted || interrupted.exchange(true)) break;
  }
  io::StagingFolder::abandon_all();
  constexpr std::string_view message = "\nlastmile: interrupted\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, message.data(), message.size());
  ::_exit(1);
}

}  // namespace

InterruptSetsFlag::InterruptSetsFlag() {
  interrupted = false;
  flag_is_wanted = true;
}
InterruptSetsFlag::~InterruptSetsFlag() {
  flag_is_wanted = false;
}
const std::atomic<bool>& InterruptSetsFlag::flag() const {
  return interrupted;
}

void end_cleanly_on_interrupt() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGHUP);
  sigaddset(&signals, SIGQUIT);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that grows too large is an error of write(2)
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::thread(wait_for_signal, signals).detach();
}

}  // namespace lastmile::cli
