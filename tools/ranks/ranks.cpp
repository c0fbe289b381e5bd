#include "tools/ranks/ranks.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <thread>

#include "sim/support/parallel.h"
#include "tools/io/problems/problem.h"

namespace lastmile::ranks {
namespace {

// Sleeps longer and longer while nothing happens.
class Patience {
 public:
  void reset() { pause_ = shortest; }
  void wait() {
    std::this_thread::sleep_for(pause_);
    pause_ = std::min(2 * pause_, longest);
  }

 private:
  static constexpr std::chrono::microseconds shortest{30};
  static constexpr std::chrono::microseconds longest{1000};
  std::chrono::microseconds pause_ = shortest;
};

}  // namespace

Ranks::Ranks(std::unique_ptr<Channel> channel) : channel_(std::move(channel)), has_left_(channel_->count()) {}

std::string Ranks::name(std::size_t rank) const {
  return fmt::format("rank {} ({})", rank, channel_->host(rank));
}

void Ranks::fail_for(const Message& leaving) const {
  throw io::IoFailed(fmt::format("{}: {}", name(leaving.from),
                                 leaving.text.empty() ? "has ended before the others" : leaving.text));
}

// On rank 0. A rank that leaves is no matter of steps.
std::optional<Message> Ranks::message_of_this_step() {
  const auto now = std::find_if(early_.begin(), early_.end(),
                                [&](const Message& message) { return message.step == step_; });
  if (now != early_.end()) {
    Message message = std::move(*now);
    early_.erase(now);
    return message;
  }
  while (std::optional<Message> message = receive(*channel_)) {
    if (message->kind == Kind::leaving) has_left_[message->from] = true;
    if (message->kind == Kind::leaving || message->step == step_) return message;
    early_.push_back(std::move(*message));
  }
  return std::nullopt;
}

Message Ranks::wait_for_message() {
  for (Patience patience;; patience.wait())
    if (std::optional<Message> message = message_of_this_step()) return std::move(*message);
}

void Ranks::agree(const std::string& hash, const std::string& path) {
  ++step_;
  threads_ = thread_count();
  if (!is_first()) send(*channel_, 0, {Kind::ready, step_, threads_, hash});
  if (!is_first() || count() == 1) return;
  std::vector<std::size_t> others;  // that have read something else
  std::vector<bool> is_ready(count());
  for (std::size_t ready = 1; ready < count();) {
    const Message message = wait_for_message();
    if (message.kind == Kind::leaving) {
      if (!is_ready[message.from] || !message.text.empty()) fail_for(message);
      continue;  // it has nothing more to do
    }
    is_ready[message.from] = true;
    ++ready;
    threads_ += message.number;
    if (message.text != hash) others.push_back(message.from);
  }
  if (others.empty()) return;
  std::sort(others.begin(), others.end());
  constexpr std::size_t most_named = 10;
  std::string names;
  for (std::size_t i = 0; i < std::min(most_named, others.size()); ++i)
    names += (i == 0 ? "" : ", ") + name(others[i]);
  if (others.size() > most_named) names += fmt::format(" and {} more", others.size() - most_named);
  io::ProblemList problems;
  io::Reporter(path, problems)
      .error(io::FixedPlace({0, 0}),
             {"other-input", fmt::format("{} read other input than {}", names, name(0)),
              "all ranks need the same program, command line and files, as on a shared file system"});
  throw io::InputRefused(std::move(problems));
}

void Ranks::share(const Work& work) {
  ++step_;
  if (is_first())
    hand_out(work);
  else
    help(work);
}

// Rank 0 computes on all threads, while one more serves the others.
void Ranks::hand_out(const Work& work) {
  Handout handout(work.first, work.last, 4 * (threads_ + count()), work.take);
  std::thread service;
  if (count() > 1) service = std::thread([&] { serve(handout, work); });
  for_each_index(thread_count(), [&](std::size_t) {
    try {
      while (const auto piece = handout.next()) handout.give_in(*piece, work.compute(*piece));
    } catch (...) {
      handout.fail(std::current_exception());
    }
  });
  if (service.joinable()) service.join();
  handout.wait();
}

// Ends when every other rank has finished this step or left.
void Ranks::serve(Handout& handout, const Work& work) {
  std::vector<bool> is_done(count());
  std::size_t working = count() - 1;
  std::deque<std::size_t> asking;
  const auto take = [&](Message&& message) {
    if (message.kind == Kind::ask) asking.push_back(message.from);
    if (message.kind == Kind::result) {
      if (work.arrived) work.arrived(message.number);
      handout.give_in(message.number, std::move(message.text));
    }
    if (message.kind != Kind::finished && message.kind != Kind::leaving) return;
    const bool was_done = is_done[message.from];
    is_done[message.from] = true;
    if (!was_done) --working;
    if (message.kind == Kind::leaving && (!was_done || !message.text.empty())) fail_for(message);
  };
  const auto answer = [&](std::size_t rank) {
    const auto piece = handout.next_if_any();
    if (!piece && !handout.is_given_out()) return false;  // later: the window is full
    send(*channel_, rank, {piece ? Kind::piece : Kind::no_more, step_, piece.value_or(0), {}});
    return true;
  };
  Patience patience;
  while (working > 0) {
    bool is_idle = true;
    try {
      for (; auto message = message_of_this_step(); is_idle = false) take(std::move(*message));
      for (; !asking.empty() && answer(asking.front()); asking.pop_front()) is_idle = false;
    } catch (...) {
      handout.fail(std::current_exception());
    }
    if (is_idle)
      patience.wait();
    else
      patience.reset();
  }
}

// Another rank than 0. It asks for one piece more than it has threads, so that the next one is there when a
// thread is free.
void Ranks::help(const Work& work) {
  std::mutex mutex;
  std::deque<std::uint64_t> given;
  std::size_t questions = 0;  // without an answer
  bool is_over = false;
  const auto ask = [&] {
    send(*channel_, 0, {Kind::ask, step_, 0, {}});
    ++questions;
  };
  const auto take_message = [&](const Message& message) {
    if (message.kind == Kind::dismissed) {
      is_dismissed_ = true;
      throw Dismissed();
    }
    --questions;
    if (message.kind == Kind::piece)
      given.push_back(message.number);
    else
      is_over = true;
  };
  std::exception_ptr failure;
  const auto next = [&]() -> std::optional<std::uint64_t> {
    std::unique_lock lock(mutex);
    for (Patience patience; given.empty();) {
      if (failure != nullptr || (is_over && questions == 0)) return std::nullopt;
      if (const auto message = receive(*channel_)) {
        take_message(*message);
        continue;
      }
      lock.unlock();
      patience.wait();
      lock.lock();
    }
    if (failure != nullptr) return std::nullopt;
    const std::uint64_t piece = given.front();
    given.pop_front();
    if (!is_over) ask();
    return piece;
  };
  const std::size_t threads = thread_count();
  for (std::size_t i = 0; i <= threads; ++i) ask();
  for_each_index(threads, [&](std::size_t) {
    try {
      while (const auto piece = next())
        send(*channel_, 0, {Kind::result, step_, *piece, work.compute(*piece)});
    } catch (...) {
      const std::scoped_lock lock(mutex);
      if (failure == nullptr) failure = std::current_exception();
    }
  });
  if (failure != nullptr) std::rethrow_exception(failure);
  send(*channel_, 0, {Kind::finished, step_, 0, {}});
}

void Ranks::leave(const std::string& why) {
  if (count() == 1) return;
  Patience patience;
  if (!is_first()) {
    send(*channel_, 0, {Kind::leaving, step_, 0, why});
    for (; !is_dismissed_; patience.wait())
      while (const auto message = receive(*channel_)) is_dismissed_ |= message->kind == Kind::dismissed;
    return;
  }
  for (std::size_t rank = 1; rank < count(); ++rank) send(*channel_, rank, {Kind::dismissed, step_, 0, {}});
  has_left_[0] = true;
  for (; std::count(has_left_.begin(), has_left_.end(), false) > 0; patience.wait())
    while (const auto message = receive(*channel_))
      if (message->kind == Kind::leaving) has_left_[message->from] = true;
}

}  // namespace lastmile::ranks
