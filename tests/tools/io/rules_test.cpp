// The rules of the input: what the README tells is what the readers say and what is tested.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace lastmile {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string sources_under(const std::string& folder) {
  std::string text;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(LASTMILE_SOURCE) / folder))
    if (entry.path().extension() == ".cpp" && entry.path().filename() != "rules_test.cpp")
      text += content_of(entry.path());
  return text;
}

std::set<std::string> found(const std::string& text, const char* pattern) {
  const std::regex expression(pattern);
  std::set<std::string> matches;
  for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at)
    matches.insert((*at)[1]);
  return matches;
}

// Words like `missing-key` in the README's section on rules.
std::set<std::string> documented_rules() {
  const std::string readme = content_of(LASTMILE_SOURCE "/README.md");
  const std::size_t begin = readme.find("## Rules of the input");
  REQUIRE(begin != std::string::npos);
  return found(readme.substr(begin, readme.find("\n## ", begin + 1) - begin), "`([a-z0-9]+(-[a-z0-9]+)+)`");
}

TEST_CASE("Every rule that the README tells exists and is tested") {
  const std::string sources = sources_under("tools");
  const std::string tests = sources_under("tests/tools");
  const std::set<std::string> rules = documented_rules();
  CHECK(rules.size() >= 45);
  for (const std::string& rule : rules) {
    CAPTURE(rule);
    CHECK(sources.find("\"" + rule + "\"") != std::string::npos);
    CHECK(tests.find(rule) != std::string::npos);
  }
}

TEST_CASE("Every rule that the readers know is told in the README") {
  // A Finding begins with its rule, which may depend on a condition; notes on the whole file name it first.
  const std::set<std::string> known =
      found(sources_under("tools"), "(?:\\{|\\? |: |note\\()\"([a-z0-9]+(-[a-z0-9]+)+)\",");
  CHECK(known.size() >= 45);
  const std::set<std::string> documented = documented_rules();
  for (const std::string& rule : known) {
    CAPTURE(rule);
    CHECK(documented.contains(rule));
  }
}

}  // namespace
}  // namespace lastmile
