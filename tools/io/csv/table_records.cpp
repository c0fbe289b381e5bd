#include "tools/io/csv/table_records.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "tools/io/base/text.h"

namespace lastmile::io {
namespace {

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

std::string without_doubled_quotes(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    plain += text[i];
    if (text[i] == '"') ++i;
  }
  return plain;
}

bool has_lone_return(std::string_view text) {
  for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1))
    if (at + 1 == text.size() || text[at + 1] != '\n') return true;
  return false;
}

}  // namespace

Mark Record::mark_of(const char* at) const {
  const std::string_view before = between(begin, at);
  const std::size_t last_break = before.rfind('\n');
  const std::string_view on_line =
      last_break == std::string_view::npos ? before : before.substr(last_break + 1);
  return {line + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n')),
          character_count(on_line) + 1};
}

RecordReader::RecordReader(Block& block, Reporter& report)
    : block_(block),
      at_(block.text.data() + block.start),
      end_(block.text.data() + block.text.size()),
      delimiter_(block.delimiter),
      line_(block.first_line),
      has_lone_return_(has_lone_return(block.text)),
      report_(report) {}

bool RecordReader::next(Record& record) {
  for (;;) {
    skip_line_breaks();
    if (at_ == end_) return false;
    record.begin = at_;
    record.line = line_;
    record.cells.clear();
    if (read_cells(record)) return true;
  }
}

void RecordReader::skip_line_breaks() {
  while (at_ != end_) {
    const bool windows = *at_ == '\r' && at_ + 1 != end_ && at_[1] == '\n';
    if (windows) ++at_;
    if (*at_ != '\n') return;
    ++at_;
    ++line_;
  }
}

bool RecordReader::read_cells(Record& record) {
  for (;;) {
    if (at_ != end_ && *at_ == '"') {
      if (!read_quoted(record)) return false;
    } else {
      const char* const begin = at_;
      while (at_ != end_ && *at_ != delimiter_ && *at_ != '\n' && *at_ != '"') ++at_;
      if (at_ != end_ && *at_ == '"') {
        report_.error(FixedPlace(record.mark_of(at_)), {"stray-quote", "quote inside an unquoted cell",
                                                        "quote the whole cell and double the quotes in it"});
        skip_to_next_line();
        return false;
      }
      if (has_lone_return_ && !check_returns(record, begin)) return false;
      const bool line_ends_windows = (at_ == end_ || *at_ == '\n') && at_ != begin && at_[-1] == '\r';
      record.cells.push_back({between(begin, line_ends_windows ? at_ - 1 : at_), begin});
    }
    if (at_ == end_) return true;
    const bool more = *at_ == delimiter_;
    ++at_;
    if (!more) {
      ++line_;
      return true;
    }
  }
}

// The cell from `begin` up to here: a carriage return is allowed only at the end of a line.
bool RecordReader::check_returns(const Record& record, const char* begin) {
  const char* const lone = std::find(begin, at_, '\r');
  const bool ends_line = lone != at_ && lone + 1 == at_ && (at_ == end_ || *at_ == '\n');
  if (lone == at_ || ends_line) return true;
  report_.error(FixedPlace(record.mark_of(lone)),
                {"stray-return", "carriage return without a line feed", "end lines with a line feed"});
  skip_to_next_line();
  return false;
}

bool RecordReader::read_quoted(Record& record) {
  const char* const open = at_++;
  bool doubled = false;
  for (;;) {
    const auto* close = static_cast<const char*>(std::memchr(at_, '"', static_cast<std::size_t>(end_ - at_)));
    if (close == nullptr) {
      report_.error(FixedPlace(record.mark_of(open)), {"unclosed-quote", "unclosed quote"});
      at_ = end_;
      return false;
    }
    at_ = close + 1;
    if (at_ == end_ || *at_ != '"') break;
    doubled = true;
    ++at_;
  }
  const std::string_view inside = between(open + 1, at_ - 1);
  line_ += static_cast<std::uint64_t>(std::count(inside.begin(), inside.end(), '\n'));
  record.cells.push_back(
      {doubled ? block_.unescaped.emplace_back(without_doubled_quotes(inside)) : inside, open});
  if (at_ != end_ && *at_ == '\r' && (at_ + 1 == end_ || at_[1] == '\n')) ++at_;
  if (at_ == end_ || *at_ == delimiter_ || *at_ == '\n') return true;
  report_.error(FixedPlace(record.mark_of(at_)),
                {"stray-quote", "text after a closing quote", "double the quotes in the cell"});
  skip_to_next_line();
  return false;
}

void RecordReader::skip_to_next_line() {
  at_ = std::find(at_, end_, '\n');
}

}  // namespace lastmile::io
