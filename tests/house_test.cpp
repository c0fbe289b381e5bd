// The house: models <- sim <- tools. Reads the includes of every file and names what breaks a rule of the
// floor plan: an arrow up, a circle, or a library outside its room.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <regex>
#include <set>

#include "tests/support/file_text.h"

namespace lastmile::test {
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

// How high a file stands; none outside the house.
std::optional<std::size_t> floor_of(const std::string& file) {
  constexpr std::array<std::string_view, 4> from_the_ground = {"models/", "sim/", "tools/io/", "tools/"};
  for (std::size_t i = 0; i < from_the_ground.size(); ++i)
    if (file.starts_with(from_the_ground[i])) return i;
  return std::nullopt;
}

struct Room {
  std::string_view library;  // how the names of its headers begin
  std::string_view room;     // where alone it may be included
};
constexpr std::array<Room, 5> rooms = {{{"yaml-cpp/", "tools/io/"},
                                        {"boost/graph/", "sim/"},
                                        {"nlohmann/", "tools/"},
                                        {"iostream", "tools/"},
                                        {"CLI/", "tools/cli/"}}};

std::string place(const std::string& file, const Include& include) {
  return file + ":" + std::to_string(include.line) + ": includes " + include.name;
}

void find_arrows_up(const House& house, std::vector<std::string>& offences) {
  for (const auto& [file, includes] : house) {
    for (const Include& include : includes) {
      if (!include.quoted) continue;
      const auto to = floor_of(include.name);
      if (!to)
        offences.push_back(place(file, include) + ", which is outside the house");
      else if (!house.contains(include.name))
        offences.push_back(place(file, include) + ", which is not there");
      else if (*to > floor_of(file))
        offences.push_back(place(file, include) + ", an arrow up");
    }
  }
}

void find_strange_libraries(const House& house, std::vector<std::string>& offences) {
  for (const auto& [file, includes] : house)
    for (const Include& include : includes)
      for (const Room& room : rooms)
        if (include.name.starts_with(room.library) && !file.starts_with(room.room))
          offences.push_back(place(file, include) + ", which belongs into " + std::string{room.room});
}

class CircleSearch {
 public:
  explicit CircleSearch(const House& house) : house_(house) {}

  std::vector<std::string> circles() {
    for (const auto& [file, includes] : house_) visit(file);
    return std::move(circles_);
  }

 private:
  void visit(const std::string& file) {
    if (done_.contains(file) || !house_.contains(file)) return;
    const auto on_the_way = std::find(way_.begin(), way_.end(), file);
    if (on_the_way != way_.end()) {
      std::string circle = "circle: ";
      for (auto at = on_the_way; at != way_.end(); ++at) circle += *at + " -> ";
      circles_.push_back(circle + file);
      return;
    }
    way_.push_back(file);
    for (const Include& include : house_.at(file)) visit(include.name);
    way_.pop_back();
    done_.insert(file);
  }

  const House& house_;
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

TEST_CASE("No arrow of the house points up, no circle closes, and every library keeps to its room") {
  const House house = read_house(LASTMILE_SOURCE);
  std::array<std::size_t, 4> files_on_floor = {};
  for (const auto& [file, includes] : house) ++files_on_floor[*floor_of(file)];
  for (const std::size_t files : files_on_floor) CHECK(files >= 5);
  for (const std::string& offence : offences_of(house)) FAIL_CHECK(offence);
}

TEST_CASE("A house with its arrows pointing down has nothing to object to") {
  CHECK(offences_in({{"models/law.h", "#include <vector>\n"},
                     {"sim/verb.h", "#include \"models/law.h\"\n#include <boost/graph/graph_traits.hpp>\n"},
                     {"tools/io/door.h", "#include \"sim/verb.h\"\n#include <yaml-cpp/yaml.h>\n"},
                     {"tools/cli/main.cpp", "#include <iostream>\n#include \"tools/io/door.h\"\n"}}) == 0);
}

TEST_CASE("An arrow up is an offence, from whatever floor to whatever floor above, and out of the house") {
  CHECK(offences_in({{"models/a.h", "#include \"sim/b.h\"\n"}, {"sim/b.h", ""}}) == 1);
  CHECK(offences_in({{"sim/a.cpp", "  #  include \"tools/io/b.h\" // why\n"}, {"tools/io/b.h", ""}}) == 1);
  CHECK(offences_in({{"tools/io/a.cpp", "#include \"tools/cli/b.h\"\n"}, {"tools/cli/b.h", ""}}) == 1);
  CHECK(offences_in({{"tools/cli/a.cpp", "#include \"tests/support/b.h\"\n"}}) == 1);
  CHECK(offences_in({{"models/a.h", "#include \"models/gone.h\"\n"}}) == 1);
}

TEST_CASE("Files that include each other in a circle are an offence, a file that includes itself too") {
  CHECK(offences_in({{"sim/a.h", "#include \"sim/b.h\"\n"}, {"sim/b.h", "#include \"sim/a.h\"\n"}}) == 1);
  CHECK(offences_in({{"sim/a.h", "#include \"sim/a.h\"\n"}}) == 1);
  const std::vector<std::string> three = offences_of(house_of({{"models/a.h", "#include \"models/b.h\"\n"},
                                                               {"models/b.h", "#include \"models/c.h\"\n"},
                                                               {"models/c.h", "#include \"models/a.h\"\n"}}));
  REQUIRE(three.size() == 1);
  CHECK(three[0] == "circle: models/a.h -> models/b.h -> models/c.h -> models/a.h");
}

TEST_CASE("A library outside its room is an offence") {
  CHECK(offences_in({{"tools/cli/a.cpp", "#include <yaml-cpp/yaml.h>\n"}}) == 1);
  CHECK(offences_in({{"tools/io/a.cpp", "#include <boost/graph/graph_traits.hpp>\n"}}) == 1);
  CHECK(offences_in({{"models/a.h", "#include <nlohmann/json.hpp>\n"}}) == 1);
  CHECK(offences_in({{"sim/a.cpp", "#include <iostream>\n"}}) == 1);
  CHECK(offences_in({{"tools/io/a.cpp", "#include <CLI/CLI.hpp>\n"}}) == 1);
}

}  // namespace lastmile::test
