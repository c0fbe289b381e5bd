// The rules of the input: what the README tells is what the readers say and what is tested.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "tests/support/paths.h"

namespace lastmile {
namespace {

using test::in_source;
namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string sources_under(const std::string& folder) {
  std::string text;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(in_source(folder))))
    if (entry.path().extension() == ".cpp" && entry.path().filename() != "rules_test.cpp")
      text += content_of(entry.path());
  return text;
}

// Words like missing-key that stand between `opening` and `closing`.
void collect(const std::string& text, const std::string& opening, const std::string& closing,
             std::set<std::string>& words) {
  for (std::size_t at = 0; (at = text.find(opening, at)) != std::string::npos;) {
    at += opening.size();
    const std::size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-", at);
    if (end == std::string::npos || text.compare(end, closing.size(), closing) != 0) continue;
    const std::string word = text.substr(at, end - at);
    if (word.find('-', 1) != std::string::npos && !word.ends_with('-')) words.insert(word);
  }
}

// The rules in the README's section about them.
std::set<std::string> documented_rules() {
  const std::string readme = content_of(in_source("README.md"));
  const std::size_t begin = readme.find("## Rules of the input");
  REQUIRE(begin != std::string::npos);
  std::set<std::string> rules;
  collect(readme.substr(begin, readme.find("\n## ", begin + 1) - begin), "`", "`", rules);
  return rules;
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
  const std::string sources = sources_under("tools");
  std::set<std::string> known;
  for (const char* before : {"{\"", "? \"", ": \"", "note(\""}) collect(sources, before, "\",", known);
  CHECK(known.size() >= 45);
  const std::set<std::string> documented = documented_rules();
  for (const std::string& rule : known) {
    CAPTURE(rule);
    CHECK(documented.contains(rule));
  }
}

}  // namespace
}  // namespace lastmile
