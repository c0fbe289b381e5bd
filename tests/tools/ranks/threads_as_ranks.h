// Ranks that are threads of this process, with mailboxes between them.
#pragma once

#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "tools/ranks/ranks.h"

namespace lastmile::test {

class Mailboxes {
 public:
  explicit Mailboxes(std::size_t count) : boxes_(count) {}
  std::size_t count() const { return boxes_.size(); }
  void put(std::size_t to, ranks::Packet packet) {
    const std::scoped_lock lock(mutex_);
    boxes_[to].push_back(std::move(packet));
  }
  std::optional<ranks::Packet> take(std::size_t rank) {
    const std::scoped_lock lock(mutex_);
    if (boxes_[rank].empty()) return std::nullopt;
    ranks::Packet packet = std::move(boxes_[rank].front());
    boxes_[rank].pop_front();
    return packet;
  }

 private:
  std::mutex mutex_;
  std::vector<std::deque<ranks::Packet>> boxes_;
};

class MailChannel : public ranks::Channel {
 public:
  MailChannel(Mailboxes& mail, std::size_t rank) : mail_(mail), rank_(rank) {}
  std::size_t rank() const override { return rank_; }
  std::size_t count() const override { return mail_.count(); }
  std::string host(std::size_t rank) const override { return "host" + std::to_string(rank); }
  std::size_t cores() const override { return 1; }
  void send(std::size_t to, std::string_view bytes) override { mail_.put(to, {rank_, std::string{bytes}}); }
  std::optional<ranks::Packet> receive() override { return mail_.take(rank_); }

 private:
  Mailboxes& mail_;
  std::size_t rank_;
};

// Runs `work` on so many ranks as a command does. Returns what it throws on each, null for nothing.
inline std::vector<std::exception_ptr> on_threads_as_ranks(std::size_t count,
                                                           const std::function<void(ranks::Ranks&)>& work) {
  Mailboxes mail(count);
  std::vector<std::exception_ptr> failures(count);
  const auto run = [&](std::size_t rank) {
    ranks::Ranks ranks(std::make_unique<MailChannel>(mail, rank));
    std::string why;
    try {
      work(ranks);
    } catch (const std::exception& failure) {
      failures[rank] = std::current_exception();
      why = failure.what();
    }
    ranks.leave(why);
  };
  std::vector<std::thread> others;
  for (std::size_t rank = 1; rank < count; ++rank) others.emplace_back(run, rank);
  run(0);
  for (std::thread& other : others) other.join();
  return failures;
}

}  // namespace lastmile::test
