// The name table against std::unordered_map.
#include "models/base/name_table.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <unordered_map>

#include "tests/support/dice.h"

namespace lastmile::name_table_test {
namespace {

using test::Dice;

// Short names from a small alphabet, so that many come twice; any byte may stand in them.
std::string random_name(Dice& dice) {
  constexpr std::array<char, 8> letters = {'a', 'b', '0', '/', ' ', '\0', '\xc3', '\xa4'};
  std::string name;
  for (std::size_t length = dice.below(6); length > 0; --length) name += dice.one_of(letters);
  return name;
}

struct Twins {
  NameTable table;
  std::unordered_map<std::string, std::uint32_t> map;
  std::vector<std::string> in_order;

  bool add_alike(const std::string& name) {
    const bool is_new = map.emplace(name, static_cast<std::uint32_t>(map.size())).second;
    if (is_new) in_order.push_back(name);
    return table.add(name) == is_new;
  }
};

std::size_t names_that_differ(const Twins& twins) {
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < twins.in_order.size(); ++i) {
    const bool right = twins.table[i] == twins.in_order[i] && twins.table.find(twins.in_order[i]) == i;
    wrong += right ? 0U : 1U;
  }
  return wrong;
}

}  // namespace

TEST_CASE("An empty name table finds nothing") {
  const NameTable table;
  CHECK(table.size() == 0);
  CHECK(!table.find("").has_value());
  CHECK(!table.find("exchange").has_value());
}

TEST_CASE("Names get indices in order of arrival, and a repeated name gets no new index") {
  NameTable table;
  CHECK(table.add("exchange"));
  CHECK(table.add("cabinet"));
  CHECK(!table.add("exchange"));
  CHECK(table.add(""));
  CHECK(table.add("exchange "));
  CHECK(!table.add(""));
  CHECK(table.size() == 4);
  CHECK(table.find("cabinet") == 1U);
  CHECK(table.find("") == 2U);
  CHECK(!table.find("Cabinet").has_value());
  CHECK(table[0] == "exchange");
  CHECK(table[2].empty());
  CHECK(table[3] == "exchange ");
}

TEST_CASE("A name table and a hash map agree on many random names, half of them repeated") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    Twins twins;
    std::size_t wrong = 0;
    for (int i = 0; i < 4000; ++i) {
      wrong += twins.add_alike(random_name(dice)) ? 0U : 1U;
      const std::string asked = random_name(dice);
      const auto known = twins.map.find(asked);
      const auto found = twins.table.find(asked);
      wrong +=
          found.has_value() == (known != twins.map.end()) && (!found || *found == known->second) ? 0U : 1U;
    }
    CHECK(wrong == 0);
    CHECK(twins.table.size() == twins.map.size());
    CHECK(names_that_differ(twins) == 0);
  }
}

TEST_CASE("Two hundred thousand names keep their indices while the table grows") {
  Twins twins;
  std::size_t wrong = 0;
  for (int i = 0; i < 200'000; ++i) wrong += twins.add_alike("premises-" + std::to_string(i * 7)) ? 0U : 1U;
  for (int i = 0; i < 200'000; i += 3)
    wrong += twins.add_alike("premises-" + std::to_string(i * 7)) ? 0U : 1U;
  CHECK(wrong == 0);
  CHECK(twins.table.size() == 200'000);
  CHECK(names_that_differ(twins) == 0);
  for (int i = 0; i < 1000; ++i)
    CHECK(!twins.table.find("premises-" + std::to_string(i * 7 + 1)).has_value());
}

TEST_CASE("A long name among short ones is stored completely") {
  const std::string name(100'000, 'x');
  NameTable table;
  CHECK(table.add("before"));
  CHECK(table.add(name));
  CHECK(table.add("after"));
  CHECK(table[1] == name);
  CHECK(table.find(name) == 1U);
  CHECK(table[2] == "after");
}

TEST_CASE("Reserving space for more names changes no name and no index") {
  NameTable table;
  table.expect(1000, 10'000);
  CHECK(table.size() == 0);
  CHECK(!table.find("a").has_value());
  CHECK(table.add("a"));
  CHECK(table.add("b"));
  table.expect(5000, 50'000);
  table.expect(0, 0);
  CHECK(table.find("a") == 0U);
  CHECK(table.find("b") == 1U);
  CHECK(!table.add("b"));
  CHECK(table.size() == 2);
}

TEST_CASE("The quick test never rejects a name in the table") {
  Dice dice(21);
  Twins twins;
  for (int i = 0; i < 4000; ++i) twins.add_alike(random_name(dice));
  std::size_t denied = 0;
  for (const std::string& name : twins.in_order)
    denied += name.empty() || twins.table.may_hold(name) ? 0U : 1U;
  CHECK(denied == 0);
  CHECK(!NameTable{}.may_hold("a"));
  CHECK(!NameTable{}.may_hold(""));
}

TEST_CASE("Names of every length from 0 to 40 that differ in one character are distinguished") {
  Twins twins;
  std::size_t wrong = 0;
  for (std::size_t length = 0; length <= 40; ++length) {
    wrong += twins.add_alike(std::string(length, '0')) ? 0U : 1U;
    for (std::size_t at = 0; at < length; ++at) {
      for (const char other : {'1', '@', '\xff', '\0'}) {
        std::string name(length, '0');
        name[at] = other;
        wrong += twins.add_alike(name) ? 0U : 1U;
      }
    }
  }
  CHECK(wrong == 0);
  CHECK(twins.table.size() == 41 + 4 * 820);
  CHECK(names_that_differ(twins) == 0);
}

TEST_CASE(
    "Names are found while they arrive in ascending order, and after the order breaks or slots are built") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    std::vector<std::string> rising;
    for (int i = 0; i < 300; ++i) rising.push_back(random_name(dice));
    std::sort(rising.begin(), rising.end(), [](const std::string& a, const std::string& b) {
      return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    rising.erase(std::unique(rising.begin(), rising.end()), rising.end());
    Twins twins;
    Twins with_slots;
    with_slots.table.make_slots();
    std::size_t wrong = 0;
    for (const std::string& name : rising) {
      wrong += twins.add_alike(name) && with_slots.add_alike(name) ? 0U : 1U;
      const std::string asked = random_name(dice);
      const auto known = twins.map.find(asked);
      const auto found = twins.table.find(asked);
      wrong +=
          found.has_value() == (known != twins.map.end()) && (!found || *found == known->second) ? 0U : 1U;
    }
    CHECK(wrong == 0);
    CHECK(names_that_differ(twins) == 0);
    CHECK(names_that_differ(with_slots) == 0);
    CHECK_FALSE(twins.table.add(rising.back()));  // the order breaks
    CHECK_FALSE(twins.table.add(rising.front()));
    CHECK(twins.table.add("before all"));
    CHECK(twins.table.find("before all") == rising.size());
    twins.in_order.push_back("before all");
    CHECK(names_that_differ(twins) == 0);
  }
}

TEST_CASE("A precomputed hash finds the same name, and names with equal hashes are distinguished") {
  NameTable table;
  const std::uint64_t hash = NameTable::hash("pole");
  table.prefetch(hash);
  CHECK(table.add("pole", hash));
  table.prefetch(hash);
  CHECK(table.find("pole", hash) == 0U);
  CHECK(table.find("pole") == 0U);

  NameTable crowded;  // few enough that it does not grow: growing hashes the names again
  constexpr std::uint64_t shared = 0x1234'5678'0000'000f;
  crowded.make_slots();
  for (const char* one : {"a", "b", "c", "d"}) CHECK(crowded.add(one, shared));
  CHECK(!crowded.add("c", shared));
  CHECK(crowded.find("d", shared) == 3U);
  CHECK(!crowded.find("e", shared).has_value());
}

}  // namespace lastmile::name_table_test
