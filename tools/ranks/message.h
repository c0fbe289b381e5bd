// What ranks tell each other, as bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tools/ranks/channel.h"

namespace lastmile::ranks {

enum class Kind : std::uint8_t {
  // To rank 0.
  ready,     // text: what this rank has read; number: its threads
  ask,       // for a piece of work
  result,    // number: the piece; text: its result
  finished,  // no more messages of this step
  leaving,   // text: why it failed, if it did. The last message of a rank
  // From rank 0.
  piece,     // number: the piece; answers `ask`
  no_more,   // answers `ask`
  dismissed  // the last message to a rank
};

struct Message {
  Kind kind = Kind::ready;
  std::uint64_t step = 0;  // of the steps that all ranks take together, one after the other
  std::uint64_t number = 0;
  std::string text;
  std::size_t from = 0;  // known to the receiver
};

void send(Channel& channel, std::size_t to, const Message& message);
// None if nothing has arrived.
std::optional<Message> receive(Channel& channel);

}  // namespace lastmile::ranks
