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
  if (at == begin) return {line, 1};
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
      separators_(block.text, block.delimiter),
      has_lone_return_(has_lone_return(block.text)),
      report_(report) {
  separators_.skip_to(at_);
}

bool RecordReader::next(Record& record) {
  for (;;) {
    skip_line_breaks();
    if (at_ == end_) return false;
    record.begin = at_;
    record.line = line_;
    if (read_cells(record)) return true;
  }
}

void RecordReader::skip_line_breaks() {
  const char* const from = at_;
  while (at_ != end_) {
    const bool windows = *at_ == '\r' && at_ + 1 != end_ && at_[1] == '\n';
    if (!windows && *at_ != '\n') break;
    at_ += windows ? 2 : 1;
    ++line_;
  }
  if (at_ != from) separators_.skip_to(at_);
}

// Overwrites the cells of the record before, which mostly has as many.
bool RecordReader::read_cells(Record& record) {
  std::size_t count = 0;
  const auto add = [&](const Cell& cell) {
    if (count == record.cells.size())
      record.cells.push_back(cell);
    else
      record.cells[count] = cell;
    ++count;
  };
  Separators separators = separators_;  // in registers
  for (const char* at = at_;;) {
    if (at != end_ && *at == '"') {
      at_ = at;
      const auto cell = read_quoted(record);
      if (!cell) return false;
      add(*cell);
      at = at_;
      separators.skip_to(at);
      separators.next();  // is here
    } else {
      const char* const begin = at;
      at = separators.next();
      if (at != end_ && *at == '"') {
        at_ = at;
        report_.error(FixedPlace(record.mark_of(at)), {"stray-quote", "quote inside an unquoted cell",
                                                       "quote the whole cell and double the quotes in it"});
        skip_to_next_line();
        return false;
      }
      if (has_lone_return_ && !check_returns(record, begin, at)) return false;
      const bool line_ends_windows = (at == end_ || *at == '\n') && at != begin && at[-1] == '\r';
      add({between(begin, line_ends_windows ? at - 1 : at), begin});
    }
    const bool more = at != end_ && *at == delimiter_;
    if (more) {
      ++at;
      continue;
    }
    if (at != end_) {
      ++at;
      ++line_;
    }
    at_ = at;
    separators_ = separators;
    record.cells.resize(count);
    return true;
  }
}

// The cell from `begin` to `end`: a carriage return is allowed only at the end of a line.
bool RecordReader::check_returns(const Record& record, const char* begin, const char* end) {
  const char* const lone = std::find(begin, end, '\r');
  const bool ends_line = lone != end && lone + 1 == end && (end == end_ || *end == '\n');
  if (lone == end || ends_line) return true;
  at_ = end;
  report_.error(FixedPlace(record.mark_of(lone)),
                {"stray-return", "carriage return without a line feed", "end lines with a line feed"});
  skip_to_next_line();
  return false;
}

std::optional<Cell> RecordReader::read_quoted(const Record& record) {
  const char* const open = at_++;
  bool doubled = false;
  for (;;) {
    const auto* close = static_cast<const char*>(std::memchr(at_, '"', static_cast<std::size_t>(end_ - at_)));
    if (close == nullptr) {
      report_.error(FixedPlace(record.mark_of(open)), {"unclosed-quote", "unclosed quote"});
      at_ = end_;
      return std::nullopt;
    }
    at_ = close + 1;
    if (at_ == end_ || *at_ != '"') break;
    doubled = true;
    ++at_;
  }
  const std::string_view inside = between(open + 1, at_ - 1);
  line_ += static_cast<std::uint64_t>(std::count(inside.begin(), inside.end(), '\n'));
  if (at_ != end_ && *at_ == '\r' && (at_ + 1 == end_ || at_[1] == '\n')) ++at_;
  if (at_ == end_ || *at_ == delimiter_ || *at_ == '\n')
    return Cell{doubled ? block_.unescaped.emplace_back(without_doubled_quotes(inside)) : inside, open};
  report_.error(FixedPlace(record.mark_of(at_)),
                {"stray-quote", "text after a closing quote", "double the quotes in the cell"});
  skip_to_next_line();
  return std::nullopt;
}

void RecordReader::skip_to_next_line() {
  at_ = std::find(at_, end_, '\n');
  separators_.skip_to(at_);
}

}  // namespace lastmile::io
