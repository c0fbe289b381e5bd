// The processes that mpirun or srun has started for one command. They are called ranks, from 0. All of them
// run the same command and take the same steps in the same order; only rank 0 writes and prints.
//
// A step of work is cut into pieces, numbered in a row, which rank 0 hands out one after the other to
// whoever asks. It computes too, and takes the results in order, so that they are the same for any number of
// ranks and threads. Each rank works on all threads of a pass (sim/support/parallel.h). While a rank waits it
// looks for messages up to once a millisecond.
#pragma once

#include <deque>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "tools/ranks/channel.h"
#include "tools/ranks/handout.h"
#include "tools/ranks/message.h"

namespace lastmile::ranks {

// Work that the ranks share.
struct Work {
  std::uint64_t first = 0;  // pieces first to last - 1; what rank 0 says counts
  std::uint64_t last = 0;
  std::function<std::string(std::uint64_t piece)> compute;  // on any rank, from any thread
  TakeResult take;                                          // on rank 0
  std::function<void(std::uint64_t piece)> arrived;  // on rank 0: another rank has computed it; may be null
};

// Thrown on other ranks than 0 when rank 0 has ended the command.
class Dismissed : public std::runtime_error {
 public:
  Dismissed() : std::runtime_error("rank 0 has ended the command") {}
};

class Ranks {
 public:
  // This process alone, as rank 0.
  Ranks() = default;
  explicit Ranks(std::unique_ptr<Channel> channel);

  bool is_first() const { return rank() == 0; }
  std::size_t rank() const { return channel_ ? channel_->rank() : 0; }
  std::size_t count() const { return channel_ ? channel_->count() : 1; }
  std::size_t threads() const { return threads_; }         // of all ranks; known to rank 0 after agree()
  std::size_t cores() const { return channel_->cores(); }  // for this rank, if it is not alone

  // A step in which all ranks say what they have read, as a hash. Throws InputRefused on rank 0 about the
  // file at `path` if some have read other input.
  void agree(const std::string& hash, const std::string& path);
  // A step of work. Returns on rank 0 once all results are taken, on others once all pieces are handed out.
  // Throws what compute() and take() throw here, IoFailed on rank 0 with the names of rank and machine if
  // another rank fails.
  void share(const Work& work);

  // The end of the command on this rank; waits until all are there. Call it once, also after a failure: `why`
  // then tells rank 0 what happened.
  void leave(const std::string& why = {});

 private:
  std::string name(std::size_t rank) const;
  Message wait_for_message();
  std::optional<Message> message_of_this_step();
  void hand_out(const Work& work);
  void serve(Handout& handout, const Work& work);
  void help(const Work& work);
  [[noreturn]] void fail_for(const Message& leaving) const;

  std::unique_ptr<Channel> channel_;
  std::uint64_t step_ = 0;
  std::size_t threads_ = 1;
  std::deque<Message> early_;   // of later steps
  std::vector<bool> has_left_;  // by rank
  bool is_dismissed_ = false;
};

}  // namespace lastmile::ranks
