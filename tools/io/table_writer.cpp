#include "tools/io/table_writer.h"

#include <iterator>

namespace lastmile::io {

TableWriter::TableWriter(OutputDirectory& directory, std::string name, std::span<const OutputColumn> columns)
    : name_(std::move(name)), columns_(columns), file_(directory.place_for(name_ + ".csv")) {
  for (const OutputColumn& column : columns_) text(column.name);
  end_row();
}

void TableWriter::separate() {
  if (!row_begins_) buffer_.push_back(',');
  row_begins_ = false;
}

void TableWriter::text(std::string_view text) {
  separate();
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    buffer_.append(text);
    return;
  }
  buffer_.push_back('"');
  for (const char c : text) {
    if (c == '"') buffer_.push_back('"');
    buffer_.push_back(c);
  }
  buffer_.push_back('"');
}

void TableWriter::count(std::uint64_t count) {
  separate();
  fmt::format_to(std::back_inserter(buffer_), "{}", count);
}

void TableWriter::number(double number) {
  separate();
  fmt::format_to(std::back_inserter(buffer_), "{}", number);
}

void TableWriter::end_row() {
  constexpr std::size_t flush_at = std::size_t{1} << 20;
  buffer_.push_back('\n');
  row_begins_ = true;
  if (buffer_.size() < flush_at) return;
  file_.write({buffer_.data(), buffer_.size()});
  buffer_.clear();
}

Json TableWriter::finish(std::span<const std::string_view> primary_key) {
  file_.write({buffer_.data(), buffer_.size()});
  const OutputFile::Written written = file_.close();
  Json fields = Json::array();
  for (const OutputColumn& column : columns_) {
    Json field = {{"name", column.name}, {"type", column.type}, {"description", column.description}};
    if (!column.unit.empty()) field["unit"] = column.unit;
    fields.push_back(std::move(field));
  }
  return {{"profile", "tabular-data-resource"},
          {"name", name_ == "final_links" ? "final-links" : name_},
          {"path", name_ + ".csv"},
          {"format", "csv"},
          {"mediatype", "text/csv"},
          {"encoding", "utf-8"},
          {"bytes", written.bytes},
          {"hash", "sha256:" + written.sha256},
          {"schema", {{"fields", std::move(fields)}, {"primaryKey", primary_key}}}};
}

}  // namespace lastmile::io
