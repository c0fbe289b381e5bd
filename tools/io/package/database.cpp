#include "tools/io/package/database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <new>
#include <vector>

#include "models/base/enum_array.h"
#include "tools/io/csv/table_records.h"

namespace lastmile::io {
namespace {

[[noreturn]] void fail(const OutputPlace& place, std::string_view reason) {
  throw IoFailed(fmt::format("{}: cannot write: {}", place.name, reason));
}

void check(int status, sqlite3* connection, const OutputPlace& place) {
  if (status == SQLITE_NOMEM) throw std::bad_alloc();
  if (status != SQLITE_OK && status != SQLITE_DONE && status != SQLITE_ROW)
    fail(place, connection == nullptr ? sqlite3_errstr(status) : sqlite3_errmsg(connection));
}

void execute(sqlite3* connection, const std::string& statement, const OutputPlace& place) {
  check(sqlite3_exec(connection, statement.c_str(), nullptr, nullptr, nullptr), connection, place);
}

// A prepared statement with parameters, numbered from 1, whose texts must live until it runs.
class Statement {
 public:
  Statement(sqlite3* connection, const std::string& sql, const OutputPlace& place)
      : connection_(connection), place_(place) {
    check(sqlite3_prepare_v2(connection, sql.c_str(), -1, &statement_, nullptr), connection, place);
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(int parameter, std::string_view text) {
    check(sqlite3_bind_text64(statement_, parameter, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8),
          connection_, place_);
  }
  void bind(int parameter, std::int64_t number) {
    check(sqlite3_bind_int64(statement_, parameter, number), connection_, place_);
  }
  void bind(int parameter, double number) {
    check(sqlite3_bind_double(statement_, parameter, number), connection_, place_);
  }
  // Parameters that are not bound again are NULL in the next run.
  void run() {
    check(sqlite3_step(statement_), connection_, place_);
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

 private:
  sqlite3* connection_;
  const OutputPlace& place_;
  sqlite3_stmt* statement_ = nullptr;
};

enum class ColumnType { text, integer, real };
constexpr ColumnType last_of(ColumnType) {
  return ColumnType::real;
}

ColumnType type_of(const OutputColumn& column) {
  if (column.type == "integer") return ColumnType::integer;
  return column.type == "number" ? ColumnType::real : ColumnType::text;
}

constexpr EnumArray<ColumnType, std::string_view> sql_types = {{"TEXT", "INTEGER", "REAL"}};

template <class Number>
Number parsed(std::string_view text) {
  Number number{};
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// "INSERT INTO t VALUES (?,?,?)"
std::string insertion(const std::string& table, std::size_t columns) {
  std::string sql = fmt::format("INSERT INTO \"{}\" VALUES (?", table);
  for (std::size_t i = 1; i < columns; ++i) sql += ",?";
  return sql + ")";
}

std::string creation(const std::string& table, std::span<const OutputColumn> columns) {
  std::string sql = fmt::format("CREATE TABLE \"{}\" (", table);
  for (const OutputColumn& column : columns)
    sql += fmt::format("{}\"{}\" {}", &column == columns.data() ? "" : ", ", column.name,
                       sql_types[type_of(column)]);
  return sql + ")";
}

class DatabaseTable : public TableSink {
 public:
  DatabaseTable(sqlite3* connection, const std::string& name, std::span<const OutputColumn> columns,
                const OutputPlace& place)
      : place_(place), insert_(connection, insertion(name, columns.size()), place) {
    types_.reserve(columns.size());
    for (const OutputColumn& column : columns) types_.push_back(type_of(column));
  }

  void write(std::string_view rows) override {
    Block block;
    block.text = rows;
    ProblemList problems;
    Reporter report(place_.name, problems);
    RecordReader records(block, report);
    while (records.next(record_)) insert(record_);
  }

  Json close() override { return Json::object(); }

 private:
  void insert(const Record& record) {
    for (std::size_t i = 0; i < record.cells.size(); ++i) {
      const std::string_view text = record.cells[i].text;
      const int parameter = static_cast<int>(i) + 1;
      if (text.empty()) continue;
      switch (types_[i]) {
        case ColumnType::text: insert_.bind(parameter, text); break;
        case ColumnType::integer: insert_.bind(parameter, parsed<std::int64_t>(text)); break;
        case ColumnType::real: insert_.bind(parameter, parsed<double>(text)); break;
      }
    }
    insert_.run();
  }

  const OutputPlace& place_;
  std::vector<ColumnType> types_;
  Statement insert_;
  Record record_;
};

}  // namespace

void Database::CloseConnection::operator()(sqlite3* connection) const {
  sqlite3_close(connection);
}

// The file is new and is moved into place when it is complete, so it needs no journal of its own.
Database::Database(OutputPlace place) : place_(std::move(place)) {
  const auto held = StagingFolder::hold();
  sqlite3* connection = nullptr;
  const int status = sqlite3_open(place_.path.c_str(), &connection);
  connection_.reset(connection);
  check(status, connection, place_);
  execute(connection, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN", place_);
  execute(connection, "CREATE TABLE documents (name TEXT PRIMARY KEY, content TEXT)", place_);
}

std::unique_ptr<TableSink> Database::add_table(const std::string& name,
                                               std::span<const OutputColumn> columns) {
  execute(connection_.get(), creation(name, columns), place_);
  return std::make_unique<DatabaseTable>(connection_.get(), name, columns, place_);
}

void Database::add_document(const std::string& name, const std::string& content) {
  Statement insert(connection_.get(), "INSERT INTO documents VALUES (?,?)", place_);
  insert.bind(1, name);
  insert.bind(2, content);
  insert.run();
}

void Database::close() {
  execute(connection_.get(), "COMMIT", place_);
  connection_.reset();
  const Descriptor file(::open(place_.path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0 || !flush(file.get())) fail(place_, std::strerror(errno));
}

}  // namespace lastmile::io
