#include "tools/io/csv/table_writer.h"

#include <fmt/compile.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "models/base/eight_bytes.h"
#include "tools/io/base/finite.h"
#include "tools/io/base/text.h"

namespace lastmile::io {

namespace {

// Whether a cell with this text needs quotes (RFC 4180).
bool needs_quotes(std::string_view text, char delimiter) {
  const auto has_any = [&](std::uint64_t eight) {
    std::uint64_t found = 0;  // the highest bit of the first byte that is one of them
    for (const char c : {',', '"', '\r', '\n', delimiter}) {
      const std::uint64_t differs = eight ^ eight_times(static_cast<unsigned char>(c));
      found |= (differs - eight_times(1)) & ~differs;
    }
    return (found & eight_times(0x80)) != 0;
  };
  for (; text.size() > 8; text.remove_prefix(8))
    if (has_any(eight_bytes(text.substr(0, 8)))) return true;
  return has_any(eight_bytes(text));
}

}  // namespace

void RowWriter::separate() {
  if (!row_begins_ && cell_ends_ == nullptr) text_->push_back(cell_text_.delimiter);
  if (!row_begins_ && cell_ends_ != nullptr) cell_ends_->push_back(text_->size());
  row_begins_ = false;
}

void RowWriter::text(std::string_view text) {
  if (columns_ != nullptr) return columns_->text(text);
  separate();
  if (cell_ends_ != nullptr) return text_->append(text);
  if (cell_text_.guards_formulas && !text.empty() &&
      std::string_view("=+-@").find(text.front()) != std::string_view::npos) {
    text_->append(std::string_view("\"'"));
    for (const char c : text) {
      if (c == '"') text_->push_back('"');
      text_->push_back(c);
    }
    text_->push_back('"');
    return;
  }
  if (!needs_quotes(text, cell_text_.delimiter)) {
    text_->append(text);
    return;
  }
  text_->push_back('"');
  for (const char c : text) {
    if (c == '"') text_->push_back('"');
    text_->push_back(c);
  }
  text_->push_back('"');
}

void RowWriter::count(std::uint64_t count) {
  if (columns_ != nullptr) return columns_->number(static_cast<double>(count));
  separate();
  const fmt::format_int digits(count);
  text_->append(digits.data(), digits.data() + digits.size());
}

void RowWriter::number(double number) {
  finite(number);
  if (columns_ != nullptr) return columns_->number(number);
  constexpr double exact_integers = 1e15;
  if (number >= 0 && number < exact_integers && number == std::floor(number)) {
    count(static_cast<std::uint64_t>(number));
    return;
  }
  separate();
  const std::size_t begin = text_->size();
  fmt::format_to(std::back_inserter(*text_), FMT_COMPILE("{}"), number);
  if (cell_text_.decimal_mark != '.')
    std::replace(text_->data() + begin, text_->data() + text_->size(), '.', cell_text_.decimal_mark);
}

void RowWriter::nothing() {
  if (columns_ != nullptr)
    columns_->nothing();
  else
    separate();
}

void RowWriter::end() {
  if (columns_ != nullptr) return columns_->end();
  if (cell_ends_ == nullptr)
    text_->push_back('\n');
  else if (!row_begins_)
    cell_ends_->push_back(text_->size());
  row_begins_ = true;
}

namespace {

class CsvFile : public TableSink {
 public:
  CsvFile(OutputDirectory& directory, std::string file, std::span<const OutputColumn> columns,
          const CellText& cell_text)
      : name_(std::move(file)), delimiter_(cell_text.delimiter), file_(directory.place_for(name_)) {
    RowText header;
    if (cell_text.begins_with_mark) header.append(byte_order_mark);
    RowWriter row(header, cell_text);
    for (const OutputColumn& column : columns) row.text(column.name);
    row.end();
    write({header.data(), header.size()});
  }

  void write(std::string_view rows) override { file_.write(rows); }

  Json close() override {
    const OutputFile::Written written = file_.close();
    Json members = {{"path", name_},       {"format", "csv"},        {"mediatype", "text/csv"},
                    {"encoding", "utf-8"}, {"bytes", written.bytes}, {"hash", "sha256:" + written.sha256}};
    if (delimiter_ != ',')
      members["dialect"] = {{"csvddfVersion", 1.2}, {"delimiter", std::string(1, delimiter_)}};
    return members;
  }

 private:
  std::string name_;
  char delimiter_;
  OutputFile file_;
};

}  // namespace

std::unique_ptr<TableSink> csv_file(OutputDirectory& directory, const std::string& name,
                                    std::span<const OutputColumn> columns, const CellText& cell_text) {
  return std::make_unique<CsvFile>(directory, name + ".csv", columns, cell_text);
}

Json TableWriter::finish(std::span<const std::string_view> primary_key) {
  Json schema = Json::object();
  std::string resource_name = name_;
  std::replace(resource_name.begin(), resource_name.end(), '_', '-');
  Json fields = Json::array();
  for (const OutputColumn& column : columns_) {
    Json field = {{"name", column.name}, {"type", column.type}, {"description", column.description}};
    if (!column.unit.empty()) field["unit"] = column.unit;
    if (column.type == "number" && cell_text_.decimal_mark != '.')
      field["decimalChar"] = std::string(1, cell_text_.decimal_mark);
    fields.push_back(std::move(field));
  }
  schema["fields"] = std::move(fields);
  if (!primary_key.empty()) schema["primaryKey"] = primary_key;
  Json resource = {{"profile", "tabular-data-resource"}, {"name", resource_name}};
  if (sink_) resource.update(sink_->close());
  resource["schema"] = std::move(schema);
  return resource;
}

TableWriter ColumnTables::table(const std::string& name, std::span<const OutputColumn> columns) {
  const auto left_out = left_out_.find(name);
  ColumnTable table(columns,
                    left_out == left_out_.end() ? std::vector<std::string_view>{} : left_out->second);
  return {tables_.insert_or_assign(name, std::move(table)).first->second, name, columns};
}

}  // namespace lastmile::io
