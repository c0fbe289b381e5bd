// Single failures of every site of a real network, against a search from the sources with that site taken
// out.
#include "sim/reliability/single_failures.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "sim/support/parallel.h"
#include "tests/support/paths.h"
#include "tests/support/sanitized.h"
#include "tools/io/read_scenario.h"

namespace lastmile::test::failures_test {
namespace {

namespace fs = std::filesystem;

// Operational sites and backbone links as lists of neighbours.
class SlowNetwork {
 public:
  explicit SlowNetwork(const Plant& plant) : plant_(plant), neighbours_(plant.sites.size()) {
    for (const LinkId link : ids<LinkId>(plant.links.size())) {
      if (plant.links.tier[link] == Tier::drop || !carries_service(plant.links.state[link])) continue;
      const std::uint32_t a = plant.links.from[link].value;
      const std::uint32_t b = plant.links.to[link].value;
      neighbours_[a].push_back(b);
      neighbours_[b].push_back(a);
    }
  }

  // Users who have service without this site.
  double users_without(SiteId failed) const {
    std::vector<bool> joined(plant_.sites.size(), false);
    std::vector<std::uint32_t> found;
    const auto reach = [&](std::uint32_t site) {
      if (joined[site] || SiteId{site} == failed || !carries_service(plant_.sites.state[SiteId{site}]))
        return;
      joined[site] = true;
      found.push_back(site);
    };
    for (const SiteId site : ids<SiteId>(plant_.sites.size()))
      if (plant_.sites.is_source[site] != 0) reach(site.value);
    for (std::size_t i = 0; i < found.size(); ++i)
      for (const std::uint32_t next : neighbours_[found[i]]) reach(next);
    std::vector<bool> up(plant_.premises.size(), false);
    const auto look_at = [&](LinkId link) {
      const FinalLink drop = final_link(plant_, link);
      if (carries_service(drop.state) && joined[drop.site.value]) up[drop.premises.value] = true;
    };
    for (const LinkId link : ids<LinkId>(plant_.links.size()))
      if (plant_.links.tier[link] == Tier::drop) look_at(link);
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size()))
      if (plant_.has_inline_drop(p)) look_at(plant_.inline_drop(p));
    double users = 0;
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size()))
      if (up[p.value] && plant_.premises.subscribed[p] != 0) users += plant_.premises.users[p];
    return users;
  }

 private:
  const Plant& plant_;
  std::vector<std::vector<std::uint32_t>> neighbours_;
};

void check_every_site(const std::string& name) {
  const char* given = std::getenv("LASTMILE_REAL_DATA");
  const fs::path folder = given != nullptr && *given != '\0' ? given : default_real_data_folder();
  const fs::path file = folder / name / (name + ".yaml");
  if (!fs::exists(file)) {
    const std::string message = "real data is not there, nothing was tested: no file " + file.string();
    MESSAGE(message);
    return;
  }
  const io::ScenarioReading reading = io::read_scenario(file.string(), io::InputFile::Hashing::off);
  const Plant& plant = reading.scenario.plant;
  const LiveNetwork live = build_live_network(plant);
  const SingleFailures failures(plant, live, nullptr);
  const SlowNetwork slow(plant);
  const double served = slow.users_without(SiteId::none());
  CHECK(failures.served().users == served);
  std::vector<std::uint8_t> agrees(plant.sites.size(), 1);
  for_each_index(plant.sites.size(), [&](std::size_t i) {
    if (carries_service(plant.sites.state[SiteId{i}]))
      agrees[i] = failures.cut_off_by(SiteId{i}).users == served - slow.users_without(SiteId{i}) ? 1 : 0;
  });
  CHECK(std::count(agrees.begin(), agrees.end(), 0) == 0);
}

}  // namespace

TEST_CASE("guifi-tona: every site cuts off whom a search without it no longer finds") {
  check_every_site("guifi-tona");
}

TEST_CASE("guifi: every one of fourteen thousand sites cuts off whom a search without it no longer finds" *
          doctest::skip(is_sanitized)) {
  check_every_site("guifi");
}

}  // namespace lastmile::test::failures_test
