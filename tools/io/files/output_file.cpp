#include "tools/io/files/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "tools/io/problems/problem.h"

namespace lastmile::io {

OutputFile::OutputFile(OutputPlace place) : name_(std::move(place.name)) {
  const auto held = StagingFolder::hold();
  descriptor_.reset(::open(place.path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (descriptor_.get() < 0) fail();
}

OutputFile::OutputFile(int descriptor, std::string name) : name_(std::move(name)), descriptor_(descriptor) {
  if (descriptor < 0) fail();
}

void OutputFile::write(std::string_view text) {
  hash_.add(text);
  bytes_ += text.size();
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor_.get(), text.data(), text.size());
    if (written < 0 && errno != EINTR) fail();
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
}

OutputFile::Written OutputFile::close() {
  if (!flush(descriptor_.get())) fail();
  if (descriptor_.close() != 0) fail();
  return {bytes_, hash_.hex()};
}

void OutputFile::fail() const {
  throw IoFailed(fmt::format("{}: cannot write: {}", name_, std::strerror(errno)));
}

}  // namespace lastmile::io
