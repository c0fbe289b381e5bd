// The rules of the input: the table lists exactly the rules that the code reports and tests cover.
#include "tools/io/problems/rules.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include "tests/support/file_text.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tools/io/base/json.h"

namespace lastmile::io::rules_test {
namespace {

using test::in_source;
namespace fs = std::filesystem;

std::string sources_under(const std::string& folder) {
  std::string text;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(in_source(folder))))
    if (entry.path().extension() == ".cpp" && entry.path().filename() != "rules.cpp" &&
        entry.path().filename() != "rules_test.cpp")
      text += test::read_text(entry.path());
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

bool is_known(const std::string& rule) {
  const std::span<const Rule> rules = all_rules();
  return std::any_of(rules.begin(), rules.end(), [&](const Rule& known) { return known.id == rule; });
}

// The rules that the code reports as notes: the first one named in each call of note().
std::set<std::string> rules_of_notes(const std::string& sources) {
  static const std::regex call(R"re(\bnote\([^;"]*"([a-z0-9]+-[a-z0-9-]+)",)re");
  std::set<std::string> rules;
  for (std::sregex_iterator match(sources.begin(), sources.end(), call), none; match != none; ++match)
    rules.insert((*match)[1]);
  return rules;
}

TEST_CASE("Every rule of the table is reported by the code and covered by a test") {
  const std::string sources = sources_under("tools");
  const std::string tests = sources_under("tests/tools");
  CHECK(all_rules().size() >= 80);
  for (const Rule& rule : all_rules()) {
    CAPTURE(rule.id);
    CHECK(sources.find('"' + std::string{rule.id} + '"') != std::string::npos);
    CHECK(tests.find(rule.id) != std::string::npos);
  }
}

TEST_CASE("Every rule that the code reports is in the table") {
  // A Finding begins with its rule, which may depend on a condition; notes on the whole file name it first.
  const std::string sources = sources_under("tools");
  std::set<std::string> reported;
  for (const char* before : {"{\"", "? \"", ": \"", "note(\""}) collect(sources, before, "\",", reported);
  std::erase_if(reported,
                [](const std::string& word) { return word.starts_with("--"); });  // a flag of a command
  CHECK(reported.size() >= 80);
  for (const std::string& rule : reported) {
    CAPTURE(rule);
    CHECK(is_known(rule));
  }
}

TEST_CASE("The table calls those rules notes that the code reports as notes") {
  const std::set<std::string> notes = rules_of_notes(sources_under("tools"));
  for (const Rule& rule : all_rules()) {
    CAPTURE(rule.id);
    CHECK(notes.contains(std::string{rule.id}) == (rule.severity == Severity::note));
  }
}

TEST_CASE("The table lists each rule once, with a sentence about it") {
  std::set<std::string_view> listed;
  for (const Rule& rule : all_rules()) {
    CAPTURE(rule.id);
    CHECK(listed.insert(rule.id).second);
    CHECK(rule.meaning.ends_with('.'));
  }
}

TEST_CASE("The table of rules is printed as text and as JSON") {
  const test::ProgramRun text = test::run_program({"check", "--rules"});
  const test::ProgramRun json = test::run_program({"check", "--rules", "--format", "json"});
  CHECK(text.status == 0);
  CHECK(json.status == 0);
  const Json rules = Json::parse(json.out).at("rules");
  REQUIRE(rules.size() == all_rules().size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Rule& rule = all_rules()[i];
    CHECK(rules[i].at("rule") == rule.id);
    CHECK(rules[i].at("severity") == (rule.severity == Severity::note ? "note" : "error"));
    CHECK(rules[i].at("meaning") == rule.meaning);
    CHECK(text.out.find(rule.id) != std::string::npos);
  }
}

TEST_CASE("The table of rules is printed instead of a check, not in addition") {
  CHECK(test::run_program({"check", "--rules", in_source("scenarios/cable.yaml")}).status == 2);
  CHECK(test::run_program({"check"}).status == 2);
}

}  // namespace
}  // namespace lastmile::io::rules_test
