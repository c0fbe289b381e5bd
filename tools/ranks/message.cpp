#include "tools/ranks/message.h"

#include <array>
#include <cstring>

namespace lastmile::ranks {
namespace {

using Head = std::array<std::uint64_t, 3>;  // kind, step, number

}  // namespace

void send(Channel& channel, std::size_t to, const Message& message) {
  const Head head = {static_cast<std::uint64_t>(message.kind), message.step, message.number};
  std::string bytes(reinterpret_cast<const char*>(head.data()), sizeof head);
  bytes += message.text;
  channel.send(to, bytes);
}

std::optional<Message> receive(Channel& channel) {
  std::optional<Packet> packet = channel.receive();
  if (!packet) return std::nullopt;
  Head head{};
  std::memcpy(head.data(), packet->bytes.data(), sizeof head);
  packet->bytes.erase(0, sizeof head);
  return Message{static_cast<Kind>(head[0]), head[1], head[2], std::move(packet->bytes), packet->from};
}

}  // namespace lastmile::ranks
