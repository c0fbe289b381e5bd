// The module for work on many machines: the only place that knows MPI.
#include <mpi.h>
#include <sched.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <climits>
#include <cstring>
#include <mutex>
#include <thread>
#include <vector>

#include "tools/ranks/channel.h"

namespace lastmile::ranks {
namespace {

// Where a rank runs, as the ranks tell each other.
struct Seat {
  std::array<char, MPI_MAX_PROCESSOR_NAME> host{};
  cpu_set_t cores{};  // that it may use
};

class MpiChannel : public Channel {
 public:
  MpiChannel() {
    int given = 0;
    MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &given);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
    int count = 0;
    MPI_Comm_size(MPI_COMM_WORLD, &count);
    Seat mine;
    int length = 0;
    MPI_Get_processor_name(mine.host.data(), &length);
    ::sched_getaffinity(0, sizeof mine.cores, &mine.cores);
    seats_.resize(static_cast<std::size_t>(count));
    MPI_Allgather(&mine, sizeof mine, MPI_BYTE, seats_.data(), sizeof mine, MPI_BYTE, MPI_COMM_WORLD);
    if (given < MPI_THREAD_SERIALIZED) MPI_Abort(MPI_COMM_WORLD, 1);  // MPI built without threads
  }
  ~MpiChannel() override { MPI_Finalize(); }
  MpiChannel(const MpiChannel&) = delete;
  MpiChannel& operator=(const MpiChannel&) = delete;

  std::size_t rank() const override { return static_cast<std::size_t>(rank_); }
  std::size_t count() const override { return seats_.size(); }
  std::string host(std::size_t rank) const override { return seats_[rank].host.data(); }

  std::size_t cores() const override {
    const Seat& mine = seats_[rank()];
    const auto shared = std::count_if(seats_.begin(), seats_.end(), [&](const Seat& seat) {
      return seat.host == mine.host && CPU_EQUAL(&seat.cores, &mine.cores) != 0;
    });
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, CPU_COUNT(&mine.cores) / shared));
  }

  void send(std::size_t to, std::string_view bytes) override {
    if (bytes.size() > INT_MAX) MPI_Abort(MPI_COMM_WORLD, 1);
    std::unique_lock lock(mutex_);
    MPI_Request request{};
    MPI_Isend(bytes.data(), static_cast<int>(bytes.size()), MPI_BYTE, static_cast<int>(to), 0, MPI_COMM_WORLD,
              &request);
    for (int done = 0; MPI_Test(&request, &done, MPI_STATUS_IGNORE), done == 0;) {
      lock.unlock();  // others may receive meanwhile
      std::this_thread::sleep_for(std::chrono::microseconds(20));
      lock.lock();
    }
  }

  std::optional<Packet> receive() override {
    const std::scoped_lock lock(mutex_);
    int is_there = 0;
    MPI_Message message{};
    MPI_Status status{};
    MPI_Improbe(MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &is_there, &message, &status);
    if (is_there == 0) return std::nullopt;
    int size = 0;
    MPI_Get_count(&status, MPI_BYTE, &size);
    Packet packet{static_cast<std::size_t>(status.MPI_SOURCE),
                  std::string(static_cast<std::size_t>(size), '\0')};
    MPI_Mrecv(packet.bytes.data(), size, MPI_BYTE, &message, MPI_STATUS_IGNORE);
    return packet;
  }

 private:
  int rank_ = 0;
  std::vector<Seat> seats_;  // of all ranks
  std::mutex mutex_;         // MPI is called by one thread at a time
};

}  // namespace
}  // namespace lastmile::ranks

extern "C" __attribute__((visibility("default"))) lastmile::ranks::Channel* lastmile_mpi(
    const char* program_version) {
  if (std::strcmp(program_version, LASTMILE_VERSION) != 0) return nullptr;
  return new lastmile::ranks::MpiChannel;
}
