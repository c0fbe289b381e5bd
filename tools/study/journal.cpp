#include "tools/study/journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "tools/io/files/sha256.h"

namespace lastmile::study {
namespace {

constexpr std::size_t hash_size = 64;  // hexadecimal
constexpr std::uint64_t head_size = sizeof(std::uint64_t) + hash_size;
constexpr std::uint64_t most_bytes = std::uint64_t{1} << 40U;  // of a block

std::string first_line(const std::string& hash) {
  return fmt::format("lastmile.journal.v1 {}\n", hash);
}

std::string hash_of_bytes(std::string_view bytes) {
  io::Sha256 hash;
  hash.add(bytes);
  return hash.hex();
}

[[noreturn]] void refuse(const std::string& path, io::Finding finding) {
  io::ProblemList problems;
  io::Reporter(path, problems).error(io::FixedPlace({0, 0}), std::move(finding));
  throw io::InputRefused(std::move(problems));
}

}  // namespace

Journal::Journal(const std::string& path, const std::string& hash, Keeps keeps) : path_(path) {
  file_.reset(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (file_.get() < 0) fail("write", errno);
  if (::flock(file_.get(), LOCK_EX | LOCK_NB) != 0)
    throw io::IoFailed(fmt::format("{}: another process works on this study", path));
  struct stat status {};
  if (::fstat(file_.get(), &status) != 0) fail("read", errno);
  const auto size = static_cast<std::uint64_t>(status.st_size);
  const std::string line = first_line(hash);
  std::string found(std::min<std::uint64_t>(size, line.size()), '\0');
  if (!read_at(0, found.data(), found.size())) fail("read", EIO);
  end_ = line.size();
  if (found == line) {
    find_blocks(size);
  } else if (!line.starts_with(found)) {  // otherwise the process was killed while it wrote the line
    refuse(path, {"other-study", "the folder holds an unfinished run of another study, or of other input",
                  "choose another folder, or delete this file to give those results up"});
  }
  if (keeps == Keeps::no && !begins_.empty())
    refuse(path, {"unfinished-study", "the folder holds an unfinished run of this study",
                  "add --resume to go on with it, or delete this file to begin anew"});
  if (found == line && ::ftruncate(file_.get(), static_cast<off_t>(end_)) == 0) return;
  end_ = 0;
  if (::ftruncate(file_.get(), 0) != 0) fail("write", errno);
  write(line);
}

// Stops at the first block that is not whole.
void Journal::find_blocks(std::uint64_t size) {
  std::string bytes;
  while (end_ + head_size <= size) {
    std::uint64_t length = 0;
    std::string hash(hash_size, '\0');
    if (!read_at(end_, reinterpret_cast<char*>(&length), sizeof length)) return;
    if (!read_at(end_ + sizeof length, hash.data(), hash_size)) return;
    if (length > most_bytes || length > size - end_ - head_size) return;
    bytes.resize(length);
    if (!read_at(end_ + head_size, bytes.data(), length) || hash_of_bytes(bytes) != hash) return;
    begins_.push_back(end_);
    end_ += head_size + length;
  }
}

void Journal::add(std::string_view block) {
  const std::uint64_t length = block.size();
  std::string bytes(reinterpret_cast<const char*>(&length), sizeof length);
  bytes += hash_of_bytes(block);
  bytes += block;
  const std::uint64_t begin = end_;
  write(bytes);
  begins_.push_back(begin);
}

Block Journal::read(std::uint64_t block, const StudyBase& base) const {
  const std::uint64_t begin = begins_[block] + head_size;
  const std::uint64_t end = block + 1 < begins_.size() ? begins_[block + 1] : end_;
  std::string bytes(end - begin, '\0');
  if (!read_at(begin, bytes.data(), bytes.size())) fail("read", EIO);
  auto found = block_from(bytes, base);
  if (!found || found->first != blocks_of(base.study).first_run(block))
    throw io::IoFailed(fmt::format("{}: damaged; delete it to begin anew", path_));
  return std::move(*found);
}

void Journal::remove() {
  if (::unlink(path_.c_str()) != 0) fail("delete", errno);
}

bool Journal::read_at(std::uint64_t offset, char* into, std::uint64_t size) const {
  while (size > 0) {
    const ssize_t got = ::pread(file_.get(), into, size, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    into += got;
    offset += static_cast<std::uint64_t>(got);
    size -= static_cast<std::uint64_t>(got);
  }
  return true;
}

void Journal::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(end_));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write", errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
    end_ += static_cast<std::uint64_t>(written);
  }
}

void Journal::fail(std::string_view what, int error) const {
  throw io::IoFailed(fmt::format("{}: cannot {}: {}", path_, what, std::strerror(error)));
}

}  // namespace lastmile::study
