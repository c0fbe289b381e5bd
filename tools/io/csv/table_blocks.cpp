#include "tools/io/csv/table_blocks.h"

#include <algorithm>

#include "tools/io/base/text.h"

namespace lastmile::io {

std::string_view name_of_delimiter(char delimiter) {
  switch (delimiter) {
    case ';': return "semicolon";
    case '\t': return "tab";
    case '|': return "bar";
    default: return "comma";
  }
}

std::optional<char> find_delimiter(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
  std::array<std::size_t, delimiters.size()> times{};
  bool is_quoted = false;
  bool ends = false;
  for (const char c : text) {
    ends = c == '\n' && !is_quoted;
    if (ends) break;
    if (c == '"') is_quoted = !is_quoted;
    const auto* const found = std::find(delimiters.begin(), delimiters.end(), c);
    if (!is_quoted && found != delimiters.end())
      ++times[static_cast<std::size_t>(found - delimiters.begin())];
  }
  if (!ends) return std::nullopt;
  return delimiters[static_cast<std::size_t>(std::max_element(times.begin(), times.end()) - times.begin())];
}

std::size_t end_of_whole_records(std::string_view text, char delimiter) {
  if (text.find('"') == std::string_view::npos) {
    const std::size_t last = text.rfind('\n');
    return last == std::string_view::npos ? 0 : last + 1;
  }
  std::size_t end = 0;
  bool cell_begins = true;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (cell_begins && text[at] == '"') {
      at = text.find('"', at + 1);
      while (at != std::string_view::npos && at + 1 < text.size() && text[at + 1] == '"')
        at = text.find('"', at + 2);
      if (at == std::string_view::npos) break;
      cell_begins = false;
    } else {
      cell_begins = text[at] == delimiter || text[at] == '\n';
      if (text[at] == '\n') end = at + 1;
    }
  }
  return end;
}

namespace {

// Counted in bytes, which vectors hold many of.
std::uint64_t line_feeds(std::string_view text) {
  constexpr std::size_t most = 255;
  std::uint64_t count = 0;
  for (; !text.empty(); text.remove_prefix(std::min(text.size(), most))) {
    std::uint8_t some = 0;
    for (const char c : text.substr(0, most)) some = static_cast<std::uint8_t>(some + (c == '\n' ? 1 : 0));
    count += some;
  }
  return count;
}

}  // namespace

double TableBlocks::times_in_file(const Block& block) const {
  const std::uint64_t bytes = file_.text_size();
  return block.text.empty()
             ? 1
             : std::max(1.0, static_cast<double>(bytes) / static_cast<double>(block.text.size()));
}

bool TableBlocks::next(Block& block) {
  std::size_t filled = pending_.size();
  block.memory.resize(filled);
  std::copy(pending_.begin(), pending_.end(), block.memory.begin());
  std::size_t end = 0;
  block.is_cut_off = false;
  block.unescaped.clear();
  while (end == 0 && !at_end_) {
    if (filled > max_record_bytes) {
      at_end_ = block.is_cut_off = true;
      break;
    }
    block.memory.resize(filled + block_bytes);
    const std::size_t got = file_.read(block.memory.data() + filled, block_bytes);
    at_end_ = got == 0;
    filled += got;
    const std::string_view read{block.memory.data(), filled};
    if (!delimiter_) delimiter_ = find_delimiter(read);
    if (delimiter_) end = end_of_whole_records(read, *delimiter_);
  }
  block.text = {block.memory.data(), at_end_ ? filled : end};
  if (!delimiter_) delimiter_ = find_delimiter(std::string{block.text}.append("\n"));
  block.delimiter = delimiter_.value_or(delimiters.front());
  pending_.assign(block.memory.data() + block.text.size(), filled - block.text.size());
  block.start = line_ == 1 && block.text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  block.first_line = line_;
  line_ += line_feeds(block.text);
  const bool is_empty = block.text.find_first_not_of("\r\n") == std::string_view::npos;
  empty_bytes_ = is_empty ? empty_bytes_ + block.text.size() : 0;
  if (empty_bytes_ > max_record_bytes) at_end_ = block.is_cut_off = true;
  return !block.text.empty();
}

}  // namespace lastmile::io
