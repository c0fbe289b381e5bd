// An SQLite file of tables and JSON documents (https://sqlite.org).
#pragma once

#include <memory>
#include <string>

#include "tools/io/csv/table_writer.h"

struct sqlite3;

namespace lastmile::io {

class Database {
 public:
  // A new file at `place`. Throws IoFailed, as do all functions below.
  explicit Database(OutputPlace place);

  // A table whose columns have the SQL types of their Frictionless types; an empty cell is NULL.
  std::unique_ptr<TableSink> add_table(const std::string& name, std::span<const OutputColumn> columns);
  // A row of the table `documents` (name, content).
  void add_document(const std::string& name, const std::string& content);
  // The file is on disk when this returns.
  void close();

 private:
  struct CloseConnection {
    void operator()(sqlite3* connection) const;
  };

  OutputPlace place_;
  std::unique_ptr<sqlite3, CloseConnection> connection_;
};

}  // namespace lastmile::io
