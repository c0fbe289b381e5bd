#include "tools/io/table_blocks.h"

#include <algorithm>

#include "tools/io/text.h"

namespace lastmile::io {

std::size_t end_of_whole_records(std::string_view text) {
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
      cell_begins = text[at] == ',' || text[at] == '\n';
      if (text[at] == '\n') end = at + 1;
    }
  }
  return end;
}

double TableBlocks::times_in_file(const Block& block) const {
  const std::uint64_t bytes = file_.text_size();
  return block.text.empty()
             ? 1
             : std::max(1.0, static_cast<double>(bytes) / static_cast<double>(block.text.size()));
}

bool TableBlocks::next(Block& block) {
  block.text = std::move(pending_);
  pending_.clear();
  std::size_t end = 0;
  while (end == 0 && !at_end_) {
    if (block.text.size() > max_record_bytes) {
      at_end_ = block.is_cut_off = true;
      break;
    }
    at_end_ = !file_.read(block.text, block_bytes);
    end = end_of_whole_records(block.text);
  }
  if (!at_end_) {
    pending_ = block.text.substr(end);
    block.text.resize(end);
  }
  block.start = line_ == 1 && block.text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  block.first_line = line_;
  line_ += static_cast<std::uint64_t>(std::count(block.text.begin(), block.text.end(), '\n'));
  return !block.text.empty();
}

}  // namespace lastmile::io
