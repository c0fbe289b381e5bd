// Tables as files: gzip, many blocks on several threads, several tables, tables in other folders.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <zlib.h>

#include <cstring>
#include <filesystem>
#include <functional>

#include "sim/support/parallel.h"
#include "tests/support/scenario_folder.h"
#include "tools/io/csv/table_blocks.h"
#include "tools/io/scenario/scenario_builder.h"

namespace lastmile::table_file_test {
namespace {

namespace fs = std::filesystem;
using test::Said;
using test::said_about;
using test::ScenarioFolder;

const std::string heading =
    "lastmile: 1\nname: t\nsites: [{id: pop, kind: source}, {id: cab1}]\n";  // 3 lines

std::string gzip(const std::string& text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  std::string input = text;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

Said premises_file(const std::string& name, const std::string& bytes) {
  const ScenarioFolder folder(heading + "tables: {premises: [" + name + "]}\n");
  folder.write(name, bytes);
  return said_about(folder);
}

// A table of premises of more than `bytes` bytes, each with a drop from cab1.
std::string large_table(std::size_t bytes) {
  std::string table = "id,homes,users,drop_from,drop_state,drop_cost\n";
  for (std::size_t i = 0; table.size() < bytes; ++i)
    table +=
        fmt::format("home-{},{},{},cab1,{},{}\n", i, i % 7, i % 11, i % 3 == 0 ? "planned" : "", i % 1000);
  return table;
}

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

TEST_CASE("A gzip table is read like a plain one") {
  const std::string table = "id,homes\nh1,2\nh2,-1\n";
  CHECK(premises_file("t.csv.gz", gzip(table)).errors() == "t.csv.gz:3:4 homes negative-number");
  CHECK(premises_file("t.csv.gz", gzip("id\n")).errors().empty());
  CHECK(premises_file("t.csv.gz", gzip("")).errors() == "t.csv.gz:1:1 empty-file");
}

TEST_CASE("Consecutive gzip members are read as one text") {
  CHECK(premises_file("t.csv.gz", gzip("id,homes\nh1,2\nh") + gzip("2,-1\n") + gzip("") + gzip("h3,-1"))
            .errors() == "t.csv.gz:3:4 homes negative-number\nt.csv.gz:4:4 homes negative-number");
}

TEST_CASE("Gzip data that is damaged, truncated or followed by other data is refused") {
  const std::string sound = gzip("id,homes\nh1,2\nh2,3\n");
  struct Damage {
    std::string what;
    std::string bytes;
    std::string says;
  };
  std::string flipped = sound;
  flipped[sound.size() / 2] = static_cast<char>(~flipped[sound.size() / 2]);
  std::string wrong_sum = sound;
  std::memset(wrong_sum.data() + wrong_sum.size() - 8, 0, 4);
  std::string wrong_length = sound;
  wrong_length.back() = '\x7F';
  const std::vector<Damage> damages = {
      {"cut within the checksum", sound.substr(0, sound.size() - 3), "truncated gzip data"},
      {"cut within the data", sound.substr(0, sound.size() / 2), "truncated gzip data"},
      {"cut within its head", sound.substr(0, 5), "truncated gzip data"},
      {"second member cut short", sound + gzip("h4,1\n").substr(0, 12), "truncated gzip data"},
      {"nothing", "", "truncated gzip data"},
      {"trailing text", sound + "h4,1\n", "invalid data after the gzip data"},
      {"trailing zeros", sound + std::string(512, '\0'), "invalid data after the gzip data"},
      {"plain text", "id,homes\nh1,2\n", "invalid gzip data"},
      {"data changed", flipped, "invalid gzip data"},
      {"checksum changed", wrong_sum, "invalid gzip data"},
      {"length changed", wrong_length, "invalid gzip data"},
  };
  for (const Damage& damage : damages) {
    CAPTURE(damage.what);
    const Said said = premises_file("t.csv.gz", damage.bytes);
    CHECK(said.refused);
    CHECK(said.errors() == "t.csv.gz:1:1 bad-gzip");
    CHECK(said.first("bad-gzip").message.find(damage.says) != std::string::npos);
  }
  // A gzip file with another name is recognized.
  CHECK(premises_file("t.csv", sound).errors() == "t.csv:1:1 bad-gzip");
}

TEST_CASE("A truncated gzip table of several blocks is refused") {
  std::string packed = gzip(large_table(3 * io::block_bytes));
  packed.resize(packed.size() * 3 / 4);
  CHECK(premises_file("t.csv.gz", packed).errors() == "t.csv.gz:1:1 bad-gzip");
}

TEST_CASE("Line and column are exact up to the last line of a table of several blocks") {
  const std::string table = large_table(3 * io::block_bytes + 12345);
  REQUIRE(table.size() > 3 * io::block_bytes);
  const std::size_t last = lines(table) + 1;
  const std::string wrong = table + "last,1,-5,cab7,,\n";
  const std::string expected = fmt::format(":{}:8 users negative-number", last);
  const std::string reference = fmt::format(":{}:11 drop_from unknown-reference", last);
  CHECK(premises_file("t.csv", wrong).errors() == "t.csv" + expected + "\nt.csv" + reference);
  CHECK(premises_file("t.csv.gz", gzip(wrong)).errors() == "t.csv.gz" + expected + "\nt.csv.gz" + reference);
  CHECK(premises_file("t.csv", wrong).first("unknown-reference").hint == "did you mean \"cab1\"?");
  CHECK(premises_file("t.csv", table + "home-0,1,1,,,\n").errors() ==
        fmt::format("t.csv:{}:1 duplicate-id", last));
  CHECK(premises_file("t.csv", table + "x,1,1,\"cab1,,\n").errors() ==
        fmt::format("t.csv:{}:7 unclosed-quote", last));
}

TEST_CASE("Line breaks inside quotes are counted across blocks") {
  std::string table = "id,remark\n";
  for (int i = 0; table.size() < 2 * io::block_bytes + 1000; ++i)
    table += fmt::format("h{},\"a \"\"note\"\"\nof, {} lines\r\nand more\"\r\n", i, 3);
  CHECK(premises_file("t.csv", table + "pop,\n").errors() ==
        fmt::format("t.csv:{}:1 id duplicate-id", lines(table) + 1));
}

TEST_CASE("A row may be long, but not longer than a block") {
  const std::string area(900'000, 'x');
  CHECK(
      premises_file("t.csv", "id,area,homes\nh1," + area + ",1\nh2,\"" + area + "\",-1\nh3,,-1\n").errors() ==
      "t.csv:3:900007 homes negative-number\nt.csv:4:5 homes negative-number");
  const std::string longer(3 * io::max_record_bytes, 'x');
  const Said plain =
      premises_file("t.csv", "id,area,homes\nh1,," + std::string("1\nh2,") + longer + ",1\nh3,,-1\n");
  CHECK(plain.refused);
  CHECK(plain.errors().starts_with("t.csv:3:1 long-record"));
  const Said in_quotes = premises_file("t.csv", "id,area\nh1,\"" + longer + "\"\nh2,\n");
  CHECK(in_quotes.refused);
  CHECK(in_quotes.errors().starts_with("t.csv:2:1 long-record"));
}

TEST_CASE("The first hundred of a hundred thousand problems in tables are shown and the others counted") {
  const ScenarioFolder folder(heading + "links: [{id: l}]\ntables: {sites: [a.csv], premises: [b.csv]}\n");
  folder.write("a.csv", "id,cost\nx,-1\ny,-1\n");
  std::string table = "id,homes\n";
  for (int i = 0; i < 100'000; ++i) table += fmt::format("home number {:08},-1\n", i);
  folder.write("b.csv", table);
  const Said said = said_about(folder);
  CHECK(said.error_count == 100'000 + 2 + 3);
  std::string expected = "s.yaml:4:9 links[0] missing-key\n";
  expected += expected + expected;
  expected += "a.csv:2:3 cost negative-number\na.csv:3:3 cost negative-number";
  for (int line = 2; line < 2 + 100 - 5; ++line)
    expected += fmt::format("\nb.csv:{}:22 homes negative-number", line);
  CHECK(said.errors() == expected);
}

TEST_CASE("An id used in two tables is refused in the second") {
  const ScenarioFolder folder(heading +
                              "premises: [{id: h0, drop: {from: cab1}}]\n"
                              "tables:\n"
                              "  premises: [a.csv, sub/b.csv]\n"
                              "  links: [l.csv]\n");
  folder.write("a.csv", "id,drop_from\nh1,cab1\nh2,\n");
  folder.write("sub/b.csv", "id\nh3\nh1\nh0\npop\n");
  folder.write("l.csv", "id,from,to,tier\nh1/drop,pop,cab1,feeder\nh2/drop,cab1,h2,drop\n");
  const Said said = said_about(folder);
  CHECK(said.error_count == 4);
  CHECK(said.errors().find("sub/b.csv:3:1 duplicate-id") != std::string::npos);
  CHECK(said.errors().find("sub/b.csv:4:1 duplicate-id") != std::string::npos);
  CHECK(said.errors().find("sub/b.csv:5:1 id duplicate-id") != std::string::npos);
  CHECK(said.errors().find("l.csv:2:1 duplicate-id") != std::string::npos);
}

TEST_CASE("Tables add to the elements in the scenario file and can refer to them") {
  const ScenarioFolder folder(heading +
                              "tables: {sites: [s.csv], links: [l.csv], premises: [p.csv.gz]}\n"
                              "premises: [{id: h0, drop: {from: cab2}}]\n");
  folder.write("s.csv", "id,kind,cost\ncab2,cabinet,5\n");
  folder.write("l.csv", "id,from,to,tier\nl,pop,cab2,feeder\nd,h1,cab1,drop\n");
  folder.write("p.csv.gz", gzip("id,drop_from\nh1,cab2\n"));
  const io::ScenarioReading read = folder.read();
  CHECK(read.scenario.plant.sites.size() == 3);
  CHECK(read.scenario.plant.links.size() == 2);
  CHECK(read.scenario.plant.premises.size() == 2);
  CHECK(read.scenario.plant.links.from.inline_drops[PremisesId{0}] == SiteId{2});
  CHECK(read.scenario.plant.links.premises[LinkId{1}] == PremisesId{1});
  REQUIRE(read.inputs.size() == 4);
  CHECK(read.inputs[0].name == folder.path());
  CHECK(read.inputs[0].bytes == fs::file_size(folder.path()));
  CHECK(read.inputs[0].sha256.size() == 64);
}

template <class Result>
Result on_threads(std::size_t threads, Result (*action)(const ScenarioFolder&),
                  const ScenarioFolder& folder) {
  Result result;
  with_threads(threads, [&] { result = action(folder); });
  return result;
}

TEST_CASE("Data and problems do not depend on the number of threads") {
  const ScenarioFolder folder(heading + "tables: {premises: [t.csv, u.csv.gz]}\n");
  const std::string table = large_table(16 * io::block_bytes);
  folder.write("t.csv", table);
  folder.write("u.csv.gz", gzip("id,drop_from\nx,cab1\ny,\n"));
  const auto read = +[](const ScenarioFolder& from) { return from.read().scenario; };
  const Scenario one = on_threads(1, read, folder);
  const Scenario two = on_threads(2, read, folder);
  const Premises& a = one.plant.premises;
  const Premises& b = two.plant.premises;
  REQUIRE(a.size() == lines(table) - 1 + 2);
  REQUIRE(b.size() == a.size());
  std::size_t different = 0;
  for (const PremisesId p : ids<PremisesId>(a.size()))
    if (one.names.premises[p.value] != two.names.premises[p.value] || a.homes[p] != b.homes[p] ||
        a.users[p] != b.users[p] || a.subscribed[p] != b.subscribed[p] ||
        one.plant.links.from.inline_drops[p] != two.plant.links.from.inline_drops[p] ||
        one.plant.links.state.inline_drops[p] != two.plant.links.state.inline_drops[p] ||
        one.plant.links.value.inline_drops[p] != two.plant.links.value.inline_drops[p] ||
        one.plant.links.completion_cost.inline_drops[p] != two.plant.links.completion_cost.inline_drops[p])
      ++different;
  CHECK(different == 0);

  std::string wrong = table;
  for (std::size_t at = 50'000; at < wrong.size(); at += 50'000) {
    const std::size_t line = wrong.find('\n', at) + 1;
    if (line != 0) wrong.insert(line, "home-1,1,x,cab9,,\n");
  }
  folder.write("t.csv", wrong);
  const auto told = +[](const ScenarioFolder& from) {
    const Said said = said_about(from);
    return fmt::format("{} errors\n{}\n{}", said.error_count, said.errors(), said.notes());
  };
  const std::string by_one = on_threads(1, told, folder);
  CHECK(by_one.size() > 3000);
  for (int i = 0; i < 3; ++i) CHECK(on_threads(2, told, folder) == by_one);
}

TEST_CASE("A table that grows, shrinks or is rewritten while it is read is refused") {
  const ScenarioFolder folder(heading);
  const std::string path = folder.write("t.csv", large_table(3 * io::block_bytes));
  const auto read_while = [&](const std::function<void()>& meddle) {
    io::InputFile file(path, io::InputFile::Hashing::off);
    std::vector<char> some(io::block_bytes);
    REQUIRE(file.read(some.data(), some.size()) > 0);
    meddle();
    while (file.read(some.data(), some.size()) > 0) {
    }
  };
  read_while([] {});
  CHECK_THROWS_WITH_AS(read_while([&] { fs::resize_file(path, fs::file_size(path) + 10); }),
                       (path + ": changed while being read").c_str(), io::IoFailed);
  CHECK_THROWS_AS(read_while([&] { fs::resize_file(path, io::block_bytes + 10); }), io::IoFailed);
  folder.write("t.csv", large_table(3 * io::block_bytes));
  CHECK_THROWS_AS(
      read_while([&] { fs::last_write_time(path, fs::last_write_time(path) + std::chrono::hours(1)); }),
      io::IoFailed);
}

template <class Row>
std::vector<Row> rows_called(std::initializer_list<const char*> names) {
  std::vector<Row> rows(names.size());
  std::transform(names.begin(), names.end(), rows.begin(), [](const char* name) {
    Row row;
    row.id = name;
    return row;
  });
  return rows;
}

TEST_CASE("Elements beyond the limit are refused once, in YAML and in tables") {
  constexpr std::size_t most = 3;
  io::ProblemList problems;
  io::Reporter report("s.yaml", problems);
  io::ScenarioBuilder builder(most);
  builder.add(rows_called<io::SiteRow>({"s1", "s2"}), report);
  CHECK(problems.error_count() == 0);
  builder.add(rows_called<io::SiteRow>({"s3", "s4"}), report);
  REQUIRE(problems.error_count() == 1);
  CHECK(problems.shown()[0].rule == "too-many-elements");
  CHECK(problems.shown()[0].message == "more than 3 sites");
  builder.add(rows_called<io::SiteRow>({"s5", "s6"}), report);
  CHECK(problems.error_count() == 1);
  CHECK(builder.names().sites.size() == 2);

  io::ScenarioBuilder other(most);
  other.add(rows_called<io::PremisesRow>({"p1", "p2"}), report);
  other.add(rows_called<io::LinkRow>({"l1"}), report);
  CHECK(problems.error_count() == 1);
  other.add(rows_called<io::LinkRow>({"l2"}), report);
  REQUIRE(problems.error_count() == 2);
  CHECK(problems.shown()[1].message == "more than 3 links and premises together");
}

TEST_CASE("A table outside the scenario's folder is read, and a note names it") {
  const test::TemporaryDirectory folder;
  const fs::path canonical = fs::canonical(folder.string());
  folder.write("elsewhere/p.csv", "id\nh1\n");
  folder.write("mine/inside.csv", "id\nh2\n");
  fs::create_symlink("../elsewhere/p.csv", folder / "mine/link.csv");
  fs::create_directory_symlink("../elsewhere", folder / "mine/door");
  const auto note_about = [&](const std::string& table) {
    const std::string path =
        folder.write("mine/s.yaml", heading + "tables: {premises: [\"" + table + "\"]}\n");
    const Said said = said_about(path, folder.string());
    CHECK_FALSE(said.refused);
    std::string notes;
    for (const io::Problem& note : said.problems)
      if (note.rule == "outside-file")
        notes += fmt::format("{}:{}:{} {}", note.file, note.mark.line, note.mark.column, note.message);
    return notes;
  };
  const std::string outside = (canonical / "elsewhere/p.csv").string();
  for (const std::string& table : {folder / "elsewhere/p.csv", std::string("../elsewhere/p.csv"),
                                   std::string("link.csv"), std::string("door/p.csv")}) {
    CAPTURE(table);
    const std::string note = note_about(table);
    CHECK(note.starts_with("mine/s.yaml:4:21 "));
    CHECK(note.find(outside) != std::string::npos);
  }
  CHECK(note_about("inside.csv").empty());
  CHECK(note_about("../mine/inside.csv").empty());
  CHECK(note_about(folder / "mine/inside.csv").empty());
}

TEST_CASE("A missing table is not reported as outside the folder") {
  const test::TemporaryDirectory folder;
  folder.write("s.yaml", heading + "tables: {premises: [none.csv, none/none.csv]}\n");
  const fs::path before = fs::current_path();
  fs::current_path(folder.string());
  const Said said = said_about("s.yaml", "");
  fs::current_path(before);
  CHECK(said.errors() == "s.yaml:4:21 tables missing-file\ns.yaml:4:31 tables missing-file");
  CHECK(said.notes().empty());
}

}  // namespace
}  // namespace lastmile::table_file_test
