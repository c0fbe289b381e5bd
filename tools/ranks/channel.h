// What the module for work on many machines (MPI) answers: how the processes of one program, the ranks, send
// each other bytes. It shares nothing with the program but these types.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lastmile::ranks {

struct Packet {
  std::size_t from = 0;
  std::string bytes;
};

// A failure of the channel itself ends all ranks; the launcher reports it.
class Channel {
 public:
  Channel() = default;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  virtual ~Channel() = default;  // waits until all ranks are here

  virtual std::size_t rank() const = 0;  // of this process
  virtual std::size_t count() const = 0;
  virtual std::string host(std::size_t rank) const = 0;  // the machine of a rank
  // Processor cores for this rank: those it may use, divided among the ranks of this machine that may use
  // them too.
  virtual std::size_t cores() const = 0;
  // Packets from one rank to another arrive in order. From any thread; up to 2 GiB.
  virtual void send(std::size_t to, std::string_view bytes) = 0;
  // None if nothing has arrived. From one thread at a time.
  virtual std::optional<Packet> receive() = 0;
};

}  // namespace lastmile::ranks
