// The structure: models <- sim <- tools. Reads the includes of every file and reports each that breaks a
// rule: an include of a room that is not permitted, a circle, or a library outside its room.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <regex>
#include <set>

#include "tests/support/file_text.h"
#include "tests/support/paths.h"

namespace lastmile::test::house_test {
namespace {

namespace fs = std::filesystem;

struct Include {
  std::size_t line;
  std::string name;  // as written between quotes or brackets
  bool quoted;
};
using House = std::map<std::string, std::vector<Include>>;  // file, from the top folder -> what it includes

std::vector<Include> includes_of(const std::string& text) {
  static const std::regex directive(R"re(\s*#\s*include\s*([<"])([^>"]+)[>"].*)re");
  std::vector<Include> found;
  const std::vector<std::string> lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::smatch match;
    if (std::regex_match(lines[i], match, directive)) found.push_back({i + 1, match[2], match[1] == "\""});
  }
  return found;
}

House read_house(const fs::path& top) {
  House house;
  for (const char* floor : {"models", "sim", "tools"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(top / floor)) {
      const std::string kind = entry.path().extension().string();
      if (!entry.is_regular_file() || (kind != ".h" && kind != ".cpp")) continue;
      house[fs::relative(entry.path(), top).generic_string()] = includes_of(read_text(entry.path()));
    }
  }
  return house;
}

// The rooms in order: each may include itself and the rooms it names, which must be above it
// in this list. A room stands for its folder and those below it, unless they have an entry of their own.
struct Room {
  std::string_view name;
  std::vector<std::string_view> knows;
};
const std::vector<Room>& rooms() {
  static const std::vector<Room> all = {
      {"models/base", {}},
      {"models/access", {"models/base"}},
      {"models/plant", {"models/base", "models/access"}},
      {"models/time", {"models/base", "models/plant"}},
      {"models/reliability", {"models/base"}},
      {"models/scenario", {"models/base", "models/plant", "models/time", "models/reliability"}},
      {"sim/support", {"models"}},
      {"sim/network", {"models", "sim/support"}},
      {"sim/service", {"models", "sim/support", "sim/network"}},
      {"sim/coverage", {"models", "sim/support", "sim/network", "sim/service"}},
      {"sim/rollout", {"models", "sim/support", "sim/network", "sim/coverage"}},
      {"sim/reliability", {"models", "sim/support", "sim/network", "sim/coverage"}},
      {"sim/planning", {"models", "sim/support", "sim/coverage", "sim/rollout"}},
      {"sim", {"models", "sim/support", "sim/coverage", "sim/rollout"}},  // the door of the engine
      {"tools/io/base", {"models"}},
      {"tools/io/problems", {"models", "tools/io/base"}},
      {"tools/io/geo", {"models", "tools/io/base", "tools/io/problems"}},
      {"tools/io/files", {"sim/support", "tools/io/base", "tools/io/problems"}},
      {"tools/io/schema", {"models", "tools/io/base"}},
      {"tools/io/yaml", {"models", "tools/io/base", "tools/io/problems", "tools/io/schema"}},
      {"tools/io/csv", {"models", "tools/io/base", "tools/io/problems", "tools/io/files"}},
      {"tools/io/equipment",
       {"models", "tools/io/base", "tools/io/problems", "tools/io/schema", "tools/io/yaml"}},
      {"tools/io/timeline",
       {"models", "tools/io/base", "tools/io/problems", "tools/io/schema", "tools/io/yaml"}},
      {"tools/io/reliability",
       {"models", "tools/io/base", "tools/io/problems", "tools/io/schema", "tools/io/yaml",
        "tools/io/timeline"}},
      {"tools/io/scenario",
       {"models", "sim/support", "tools/io/base", "tools/io/problems", "tools/io/geo", "tools/io/files",
        "tools/io/schema", "tools/io/yaml", "tools/io/csv", "tools/io/equipment", "tools/io/timeline",
        "tools/io/reliability"}},
      {"tools/io/snapshot",
       {"models", "sim/support", "tools/io/base", "tools/io/problems", "tools/io/files", "tools/io/yaml",
        "tools/io/equipment", "tools/io/scenario"}},
      {"tools/io/results", {"models", "sim", "tools/io/base", "tools/io/problems", "tools/io/scenario"}},
      {"tools/io/planning",
       {"models", "sim", "tools/io/base", "tools/io/problems", "tools/io/scenario", "tools/io/results"}},
      {"tools/io/package",
       {"models", "sim", "tools/io/base", "tools/io/files", "tools/io/csv", "tools/io/scenario",
        "tools/io/results"}},
      {"tools/io/chart", {"tools/io/base"}},
      {"tools/io/plots",
       {"models", "sim", "tools/io/base", "tools/io/files", "tools/io/scenario", "tools/io/results",
        "tools/io/chart"}},
      {"tools/io/page",
       {"models", "sim", "tools/io/base", "tools/io/problems", "tools/io/files", "tools/io/equipment",
        "tools/io/scenario", "tools/io/snapshot", "tools/io/results", "tools/io/chart", "tools/io/plots"}},
      {"tools/io", {"sim", "tools/io/scenario", "tools/io/snapshot", "tools/io/results"}},  // the door
      {"tools/wasm", {"models", "sim", "tools/io"}},
      {"tools/generate", {"models", "sim/support", "tools/io/base", "tools/io/problems", "tools/io/files"}},
      {"tools/ranks", {"sim", "tools/io"}},
      {"tools/study", {"models", "sim", "tools/io", "tools/ranks"}},
      {"tools/exchange/stp", {"sim/planning", "tools/io"}},
      {"tools/exchange/features", {"models"}},
      {"tools/exchange/mapping",
       {"models", "tools/io/base", "tools/io/problems", "tools/io/files", "tools/io/schema", "tools/io/yaml",
        "tools/exchange/features"}},
      {"tools/exchange/ofds",
       {"models", "tools/io/base", "tools/io/problems", "tools/exchange/features", "tools/exchange/mapping"}},
      {"tools/exchange/graphml",
       {"models", "tools/io/base", "tools/io/problems", "tools/exchange/features", "tools/exchange/mapping"}},
      {"tools/exchange/gdal", {"tools/io/base", "tools/exchange/features"}},
      {"tools/exchange/layers",
       {"models", "sim/coverage", "tools/io/base", "tools/io/problems", "tools/io/files", "tools/io/csv",
        "tools/io/chart", "tools/io/scenario", "tools/io/results", "tools/io/package",
        "tools/exchange/features", "tools/exchange/gdal"}},
      {"tools/exchange/assembly",
       {"models", "sim/support", "tools/io/base", "tools/io/problems", "tools/exchange/features",
        "tools/exchange/mapping"}},
      {"tools/exchange/transfer",
       {"models", "tools/io/base", "tools/io/problems", "tools/io/files", "tools/io/csv", "tools/io/geo",
        "tools/exchange/features", "tools/exchange/mapping", "tools/exchange/ofds", "tools/exchange/graphml",
        "tools/exchange/gdal", "tools/exchange/assembly"}},
      {"tools/python", {"models", "sim", "tools/io", "tools/ranks", "tools/study"}},
      {"tools/bench", {"models", "sim", "tools/io", "tools/exchange"}},
      {"tools/cli/terminal", {"tools/io/base", "tools/io/problems", "tools/io/files"}},
      {"tools/cli/usage", {"tools/io/base", "tools/cli/terminal"}},
      {"tools/cli/reports", {"models", "sim", "tools/io", "tools/exchange", "tools/cli/terminal"}},
      {"tools/cli/commands",
       {"models", "sim", "tools/io", "tools/exchange", "tools/generate", "tools/ranks", "tools/study",
        "tools/cli/terminal", "tools/cli/usage", "tools/cli/reports"}},
      {"tools/cli",
       {"sim/support", "tools/io", "tools/cli/terminal", "tools/cli/usage", "tools/cli/commands"}},
  };
  return all;
}

bool is_within(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/';
}

// The room a file stands in; none outside the house.
std::optional<std::size_t> room_of(std::string_view file) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < rooms().size(); ++i)
    if (is_within(file, rooms()[i].name) && (!found || rooms()[i].name.size() > rooms()[*found].name.size()))
      found = i;
  return found;
}

bool may_include(std::size_t room, const std::string& header) {
  if (room_of(header) == room) return true;
  const std::vector<std::string_view>& knows = rooms()[room].knows;
  return std::any_of(knows.begin(), knows.end(),
                     [&](std::string_view known) { return is_within(header, known); });
}

struct Library {
  std::string_view headers;  // how their names begin
  std::string_view folder;   // the only one that may include them
};
constexpr std::array<Library, 13> libraries = {{{"yaml-cpp/", "tools/io/yaml"},
                                                {"boost/graph/", "sim"},
                                                {"proj.h", "tools/io/geo"},
                                                {"tbb/", "sim/support"},
                                                {"nlohmann/", "tools"},
                                                {"iostream", "tools"},
                                                {"CLI/", "tools/cli"},
                                                {"pybind11/", "tools/python"},
                                                {"mpi.h", "tools/ranks/module"},
                                                {"pugixml", "tools/exchange/graphml"},
                                                {"gdal", "tools/exchange/gdal"},
                                                {"ogr", "tools/exchange/gdal"},
                                                {"cpl_", "tools/exchange/gdal"}}};

std::string place(const std::string& file, const Include& include) {
  return file + ":" + std::to_string(include.line) + ": includes " + include.name;
}

void find_arrows_up(const House& house, std::vector<std::string>& offences) {
  for (const auto& [file, includes] : house) {
    const auto room = room_of(file);
    if (!room) offences.push_back(file + ": is in no room");
    for (const Include& include : includes) {
      if (!include.quoted || !room) continue;
      if (!room_of(include.name))
        offences.push_back(place(file, include) + ", which is outside the house");
      else if (!house.contains(include.name))
        offences.push_back(place(file, include) + ", which does not exist");
      else if (!may_include(*room, include.name))
        offences.push_back(place(file, include) + ", which " + std::string{rooms()[*room].name} +
                           " may not know");
    }
  }
}

void find_strange_libraries(const House& house, std::vector<std::string>& offences) {
  for (const auto& [file, includes] : house)
    for (const Include& include : includes)
      for (const Library& library : libraries)
        if (include.name.starts_with(library.headers) && !is_within(file, library.folder))
          offences.push_back(place(file, include) + ", which belongs in " + std::string{library.folder});
}

// A header and its source file are one unit, so that a circle between two source files shows.
std::string unit_of(const std::string& file) {
  return file.substr(0, file.rfind('.'));
}

class CircleSearch {
 public:
  explicit CircleSearch(const House& house) {
    for (const auto& [file, includes] : house)
      for (const Include& include : includes) {
        const bool own_header = file.ends_with(".cpp") && unit_of(include.name) == unit_of(file);
        if (include.quoted && !own_header) units_[unit_of(file)].insert(unit_of(include.name));
      }
  }

  std::vector<std::string> circles() {
    for (const auto& [unit, includes] : units_) visit(unit);
    return std::move(circles_);
  }

 private:
  void visit(const std::string& unit) {
    if (done_.contains(unit) || !units_.contains(unit)) return;
    const auto on_the_way = std::find(way_.begin(), way_.end(), unit);
    if (on_the_way != way_.end()) {
      std::string circle = "circle: ";
      for (auto at = on_the_way; at != way_.end(); ++at) circle += *at + " -> ";
      circles_.push_back(circle + unit);
      return;
    }
    way_.push_back(unit);
    for (const std::string& included : units_.at(unit)) visit(included);
    way_.pop_back();
    done_.insert(unit);
  }

  std::map<std::string, std::set<std::string>> units_;  // unit -> the units it includes
  std::vector<std::string> way_;
  std::set<std::string> done_;
  std::vector<std::string> circles_;
};

std::vector<std::string> offences_of(const House& house) {
  std::vector<std::string> offences = CircleSearch(house).circles();
  find_arrows_up(house, offences);
  find_strange_libraries(house, offences);
  return offences;
}

House house_of(const std::map<std::string, std::string>& files) {
  House house;
  for (const auto& [file, text] : files) house[file] = includes_of(text);
  return house;
}

std::size_t offences_in(const std::map<std::string, std::string>& files) {
  return offences_of(house_of(files)).size();
}

}  // namespace

TEST_CASE(
    "Each room includes only permitted rooms, no units form a circle, and every library stays in its room") {
  const House house = read_house(in_source(""));
  std::map<std::size_t, std::size_t> files_in_room;
  for (const auto& [file, includes] : house)
    if (const auto room = room_of(file)) ++files_in_room[*room];
  for (std::size_t room = 0; room < rooms().size(); ++room) {
    CAPTURE(rooms()[room].name);
    CHECK(files_in_room[room] > 0);
  }
  for (const std::string& offence : offences_of(house)) FAIL_CHECK(offence);
}

TEST_CASE("Rooms may include only rooms above them in the list") {
  for (std::size_t room = 0; room < rooms().size(); ++room)
    for (const std::string_view known : rooms()[room].knows) {
      std::size_t found = 0;
      for (std::size_t other = 0; other < rooms().size(); ++other) {
        const std::string_view name = rooms()[other].name;
        if (name != known && !is_within(name, known)) continue;
        ++found;
        CAPTURE(rooms()[room].name);
        CAPTURE(name);
        CHECK(other < room);
      }
      CHECK(found > 0);
    }
}

// Several test files are compiled at once, and their helpers often have the same names.
TEST_CASE("Each test file has a namespace of its own, named after the file") {
  std::set<std::string> seen;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(in_source("tests"))) {
    const std::string name = entry.path().stem().string();
    if (entry.path().extension() != ".cpp" || !name.ends_with("_test")) continue;
    CAPTURE(entry.path().string());
    CHECK(seen.insert(name).second);
    CHECK(std::regex_search(read_text(entry.path()),
                            std::regex("\nnamespace lastmile[a-z:]*::" + name + " \\{\n")));
  }
  CHECK(seen.size() > 100);
}

TEST_CASE("A tree in which all includes follow the order has no offences") {
  CHECK(offences_in(
            {{"models/base/law.h", "#include <vector>\n"},
             {"sim/network/verb.h",
              "#include \"models/base/law.h\"\n#include <boost/graph/graph_traits.hpp>\n"},
             {"tools/io/yaml/tree.cpp", "#include <yaml-cpp/yaml.h>\n"},
             {"tools/io/results/door.h", "#include \"sim/network/verb.h\"\n"},
             {"tools/cli/main.cpp", "#include <iostream>\n#include \"tools/io/results/door.h\"\n"}}) == 0);
}

TEST_CASE("Including a room that is not permitted is an offence") {
  CHECK(offences_in({{"models/base/a.h", "#include \"sim/support/b.h\"\n"}, {"sim/support/b.h", ""}}) == 1);
  CHECK(offences_in({{"sim/support/a.cpp", "  #  include \"tools/io/base/b.h\" // why\n"},
                     {"tools/io/base/b.h", ""}}) == 1);
  CHECK(offences_in({{"tools/io/csv/a.cpp", "#include \"tools/io/snapshot/b.h\"\n"},
                     {"tools/io/snapshot/b.h", ""}}) == 1);
  CHECK(offences_in({{"tools/cli/a.cpp", "#include \"tests/support/b.h\"\n"}}) == 1);
  CHECK(offences_in({{"models/base/a.h", "#include \"models/base/gone.h\"\n"}}) == 1);
  CHECK(offences_in({{"models/nowhere/a.h", ""}}) == 1);
}

TEST_CASE("Units that include each other in a circle are an offence, a header that includes itself too") {
  CHECK(offences_in({{"sim/network/a.h", "#include \"sim/network/b.h\"\n"},
                     {"sim/network/b.h", "#include \"sim/network/a.h\"\n"}}) == 1);
  CHECK(offences_in({{"sim/network/a.h", "#include \"sim/network/a.h\"\n"}}) == 1);
  CHECK(offences_in({{"sim/network/a.h", ""},
                     {"sim/network/b.h", ""},
                     {"sim/network/a.cpp", "#include \"sim/network/b.h\"\n"},
                     {"sim/network/b.cpp", "#include \"sim/network/a.h\"\n"}}) == 1);
  const std::vector<std::string> three =
      offences_of(house_of({{"sim/network/a.h", "#include \"sim/network/b.h\"\n"},
                            {"sim/network/b.h", "#include \"sim/network/c.h\"\n"},
                            {"sim/network/c.h", "#include \"sim/network/a.h\"\n"}}));
  REQUIRE(three.size() == 1);
  CHECK(three[0] == "circle: sim/network/a -> sim/network/b -> sim/network/c -> sim/network/a");
}

TEST_CASE("A library outside its room is an offence") {
  CHECK(offences_in({{"tools/cli/a.cpp", "#include <yaml-cpp/yaml.h>\n"}}) == 1);
  CHECK(offences_in({{"tools/io/base/a.cpp", "#include <boost/graph/graph_traits.hpp>\n"}}) == 1);
  CHECK(offences_in({{"sim/network/a.cpp", "#include <tbb/parallel_for.h>\n"}}) == 1);
  CHECK(offences_in({{"models/base/a.h", "#include <nlohmann/json.hpp>\n"}}) == 1);
  CHECK(offences_in({{"sim/network/a.cpp", "#include <iostream>\n"}}) == 1);
  CHECK(offences_in({{"tools/io/base/a.cpp", "#include <CLI/CLI.hpp>\n"}}) == 1);
}

}  // namespace lastmile::test::house_test
