#include "tools/io/page/archive.h"

#include <doctest/doctest.h>

#include "tests/support/paths.h"
#include "tools/io/equipment/equipment_json.h"
#include "tools/io/read_scenario.h"

namespace lastmile::archive_test {
namespace {

struct Inner {
  double x = 0;
  std::string text;
};
struct Outer {
  std::vector<Inner> list;
  std::optional<std::uint16_t> maybe;
  std::optional<double> none;
  Inner one;
  bool flag = false;
  IdVector<SiteId, double> column;  // left out
};

TEST_CASE("An archive gives back every field but columns, and nothing beyond its end") {
  Outer written;
  written.list = {{1.5, "a"}, {-2, ""}, {3, std::string("b\0c", 3)}};
  written.maybe = 7;
  written.one = {1e-300, "Ä"};
  written.flag = true;
  written.column.push_back(1);
  io::ArchiveWriter writer;
  writer.add(written);
  const auto read = [](std::string_view bytes) {
    Outer outer;
    io::ArchiveReader reader(bytes);
    reader.read(outer);
    CHECK(reader.is_at_end());
    return outer;
  };
  const Outer back = read(writer.bytes());
  REQUIRE(back.list.size() == 3);
  CHECK(back.list[2].text == std::string("b\0c", 3));
  CHECK(back.list[1].x == -2);
  CHECK(back.maybe == std::optional<std::uint16_t>(7));
  CHECK_FALSE(back.none.has_value());
  CHECK(back.one.x == 1e-300);
  CHECK(back.one.text == "Ä");
  CHECK(back.flag);
  CHECK(back.column.empty());
  io::ArchiveWriter again;
  again.add(back);
  CHECK(again.bytes() == writer.bytes());
}

TEST_CASE("The service and the equipment of a scenario come back from an archive, every figure of them") {
  for (const char* name : {"cable", "fibre", "village_vdsl", "tower", "geo_satellite", "full_terminal"}) {
    CAPTURE(name);
    const Scenario scenario = io::read_scenario(test::in_source(std::string("scenarios/") + name + ".yaml"),
                                                io::InputFile::Hashing::off)
                                  .scenario;
    const Access& access = scenario.plant.access.value();
    io::ArchiveWriter writer;
    writer.add(access);
    Access back;
    io::ArchiveReader reader(writer.bytes());
    reader.read(back);
    CHECK(reader.is_at_end());
    CHECK(io::equipment_json(back.equipment) == io::equipment_json(access.equipment));
    CHECK(back.profile == access.profile);
    CHECK(back.further_profiles == access.further_profiles);
    CHECK(back.busy_hour_share == access.busy_hour_share);
  }
}

}  // namespace
}  // namespace lastmile::archive_test
