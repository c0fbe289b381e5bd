// Small parts of the readers: ends of records, numbers, words, suggestions.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <random>

#include "models/base/eight_bytes.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/csv/table_blocks.h"
#include "tools/io/files/sha256.h"
#include "tools/io/problems/cells.h"

namespace lastmile::io::pieces_test {
namespace {

using namespace std::string_literals;

// Character by character: the state of an RFC 4180 reader, and the last position between two records.
std::size_t end_by_state(std::string_view text, char delimiter) {
  enum class At { cell_start, plain, inside, after_quote };
  At at = At::cell_start;
  std::size_t end = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (at == At::inside) {
      if (c == '"') at = At::after_quote;
    } else if (c == '"' && (at == At::cell_start || at == At::after_quote)) {
      at = At::inside;
    } else if (c == delimiter || c == '\n') {
      at = At::cell_start;
      if (c == '\n') end = i + 1;
    } else {
      at = At::plain;
    }
  }
  return end;
}

// Calls visit(text) for all texts of these letters up to a length.
void for_each_text(std::string_view letters, std::size_t longest, std::string& text,
                   const std::function<void(const std::string&)>& visit) {
  visit(text);
  if (text.size() == longest) return;
  for (const char letter : letters) {
    text.push_back(letter);
    for_each_text(letters, longest, text, visit);
    text.pop_back();
  }
}

TEST_CASE("A block ends after its last complete record, even with line breaks in quotes") {
  std::string text;
  std::size_t texts = 0;
  std::size_t wrong = 0;
  std::string first_wrong;
  for_each_text("a\",\n", 8, text, [&](const std::string& candidate) {
    ++texts;
    for (const char delimiter : delimiters) {
      std::string separated = candidate;
      std::replace(separated.begin(), separated.end(), ',', delimiter);
      if (end_of_whole_records(separated, delimiter) == end_by_state(separated, delimiter)) continue;
      if (wrong++ == 0) first_wrong = separated;
    }
  });
  CAPTURE(first_wrong);
  CHECK(texts == 87381);
  CHECK(wrong == 0);
}

TEST_CASE("A text without a line break outside quotes contains no complete record") {
  CHECK(end_of_whole_records("", ',') == 0);
  CHECK(end_of_whole_records("a,b", ',') == 0);
  CHECK(end_of_whole_records("a,\"b\n", ',') == 0);
  CHECK(end_of_whole_records("a,\"b\n\"\"\n", ',') == 0);
  CHECK(end_of_whole_records("a,\"b\n\"\n", ',') == 7);
  CHECK(end_of_whole_records("a\nb\nc", ',') == 4);
  CHECK(end_of_whole_records("a\n\"b\nc", ',') == 2);
}

TEST_CASE("The sign that separates most columns of the header is the delimiter, a comma if several do") {
  CHECK(find_delimiter("id;name, old;x\n") == ';');
  CHECK(find_delimiter("id\thomes\nh,1,2,3,4\n") == '\t');
  CHECK(find_delimiter("id|homes\n") == '|');
  CHECK(find_delimiter("id;a,b\n") == ',');
  CHECK(find_delimiter("id\n") == ',');
  CHECK(find_delimiter("\xEF\xBB\xBF\r\n\nid;homes\n") == ';');
  CHECK(find_delimiter("\"a,b,c\nd,e\";id\n") == ';');
  CHECK_FALSE(find_delimiter("id;homes"));
  CHECK_FALSE(find_delimiter("\"id;homes\n"));
}

// Optimal string alignment by its definition, without memoization.
std::size_t distance_by_definition(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return a.size() + b.size();
  const auto rest = [](std::string_view text, std::size_t less) {
    return text.substr(0, text.size() - less);
  };
  std::size_t best = distance_by_definition(rest(a, 1), rest(b, 1)) + (a.back() == b.back() ? 0U : 1U);
  best = std::min(best, distance_by_definition(rest(a, 1), b) + 1);
  best = std::min(best, distance_by_definition(a, rest(b, 1)) + 1);
  if (a.size() > 1 && b.size() > 1 && a.back() == b[b.size() - 2] && b.back() == a[a.size() - 2])
    best = std::min(best, distance_by_definition(rest(a, 2), rest(b, 2)) + 1);
  return best;
}

TEST_CASE("The distance of two words is the smallest number of edits between them") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("planned", "planned") == 0);
  CHECK(edit_distance("plannd", "planned") == 1);
  CHECK(edit_distance("form", "from") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("ca", "abc") ==
        3);  // optimal string alignment; unrestricted Damerau-Levenshtein says 2
  std::vector<std::string> words;
  std::string text;
  for_each_text("ab", 4, text, [&](const std::string& word) { words.push_back(word); });
  words.insert(words.end(), {"abc", "acb", "cab", "bca", "abcd", "badc"});
  for (const std::string& a : words)
    for (const std::string& b : words) {
      CAPTURE(a);
      CAPTURE(b);
      CHECK(edit_distance(a, b) == distance_by_definition(a, b));
    }
}

TEST_CASE("Only a word within a third of the length is near; among equals the first") {
  const std::vector<std::string_view> words = {"feeder", "backbone", "drop", "drip", "distribution"};
  const auto near = [&](std::string_view word) {
    return nearest(word, words.size(), [&](std::size_t i) { return words[i]; }).value_or("-");
  };
  CHECK(near("feder") == "feeder");
  CHECK(near("dro") == "drop");
  CHECK(near("drap") == "drop");  // drip is as near, and comes later
  CHECK(near("drip") == "drip");
  CHECK(near("bakbnoe") == "backbone");
  CHECK(near("fdr") == "-");
  CHECK(near("zzzz") == "-");
  CHECK(near("") == "-");
  CHECK(near(std::string(65, 'd')) == "-");
  CHECK(nearest("drop", 0, [](std::size_t) { return std::string_view{}; }) == std::nullopt);
  CHECK(hint_for("drap", words) == "did you mean \"drop\"?");
  CHECK(hint_for("zzzz", words) == "expected one of feeder, backbone, drop, drip, distribution");
}

TEST_CASE("Text is shown in quotes, truncated and without control characters") {
  CHECK(io::quoted("cab1") == "\"cab1\"");
  CHECK(io::quoted("") == "\"\"");
  CHECK(io::quoted("a\x1B[31m\n\x7F"s + "\0"s) == "\"a\\x1b[31m\\x0a\\x7f\\x00\"");
  CHECK(io::quoted(std::string(60, 'x')) == "\"" + std::string(60, 'x') + "\"");
  CHECK(io::quoted(std::string(61, 'x')) == "\"" + std::string(60, 'x') + "...\"");
  CHECK(io::quoted("äöü") == "\"äöü\"");
  for (std::size_t before = 50; before < 70; ++before) {
    std::string text(before, 'x');
    for (int i = 0; i < 10; ++i) text += "😀";
    CAPTURE(before);
    CHECK_FALSE(first_invalid_utf8(io::quoted(text)));
  }
}

TEST_CASE("C1 control characters and bidirectional marks are shown escaped") {
  for (const char* character : {"\xC2\x9B", "\xC2\x80", "\xE2\x80\xAE", "\xE2\x81\xA6"}) {
    CAPTURE(io::quoted(character));
    CHECK(io::quoted(character).find(character) == std::string::npos);
  }
}

// The result of a parser: the value, or the rule that refuses the text.
template <class Parse>
std::string outcome(Parse parse, std::string_view text) {
  ProblemList problems;
  Reporter report("f", problems);
  const auto value = parse(text, FixedPlace({3, 4}, "cost"), report);
  if (value) {
    CHECK(problems.error_count() == 0);
    return fmt::format("{}", *value);
  }
  REQUIRE(problems.error_count() == 1);
  const Problem& problem = problems.shown().front();
  CHECK(problem.file == "f");
  CHECK(problem.mark == Mark{3, 4});
  CHECK(problem.path == "cost");
  return problem.rule;
}

TEST_CASE("A number consists of digits with a decimal point and an exponent only") {
  const auto number = [](std::string_view text) { return outcome(parse_number, text); };
  struct Written {
    std::string text;
    double value;
  };
  const std::vector<Written> numbers = {{"0", 0},
                                        {"007", 7},
                                        {"42", 42},
                                        {"+42", 42},
                                        {"-42", -42},
                                        {"1.5", 1.5},
                                        {".5", 0.5},
                                        {"-.5", -0.5},
                                        {"5.", 5},
                                        {"1e3", 1000},
                                        {"1E-3", 0.001},
                                        {"0.1", 0.1},
                                        {"123456789012345", 123456789012345.0},
                                        {"1234567890123456", 1234567890123456.0},
                                        {"9007199254740993", 9007199254740992.0},
                                        {"12345678901234567890", 12345678901234567000.0}};
  for (const Written& written : numbers) {
    CAPTURE(written.text);
    CHECK(std::stod(number(written.text)) == written.value);
  }
  CHECK(number("-0") == "0");
  CHECK(number("-0.0") == "0");
  for (const char* text :
       {"",    " ",   "1 ",  " 1",   "+",  "-",   ".", "e5", "1e",    "1e+",   "1.2.3", "1,5", "--1",
        "++1", "+-1", "-+1", "0x10", "1f", "1d5", "½", "１", "1_000", "1'000", "in",    "na",  "infinit"}) {
    CAPTURE(text);
    CHECK(number(text) == "not-a-number");
  }
  for (const char* text : {"nan", "NaN", ".nan", "inf", "-inf", "Infinity", ".Inf", "-.INF", "+.inf"}) {
    CAPTURE(text);
    CHECK(number(text) == "not-finite");
  }
}

// Digit by digit, against the C library, which reads the same grammar and more.
TEST_CASE("Every short text is the number that the C library reads, or none") {
  std::string text;
  std::size_t numbers = 0;
  std::size_t wrong = 0;
  std::string first_wrong;
  for_each_text("05.-e9", 7, text, [&](const std::string& candidate) {
    char* end = nullptr;
    const double value = std::strtod(candidate.c_str(), &end);  // infinite if it is too large, as ours
    const bool is_number = !candidate.empty() && end == candidate.c_str() + candidate.size();
    numbers += is_number ? 1U : 0U;
    ProblemList problems;
    Reporter report("t", problems);
    const auto read = parse_number(candidate, FixedPlace({}), report);
    if (read.has_value() == is_number && (!read || *read == value)) return;
    if (wrong++ == 0) first_wrong = candidate;
  });
  CAPTURE(first_wrong);
  CHECK(numbers > 10'000);
  CHECK(wrong == 0);
}

TEST_CASE("A decimal number of any length is the nearest double") {
  std::mt19937_64 draw(7);
  std::size_t wrong = 0;
  for (int i = 0; i < 200'000; ++i) {
    std::string text = std::to_string(draw() >> (draw() % 64));
    if (const std::size_t point = draw() % 12; point > 0 && point < text.size()) text.insert(point, ".");
    if (draw() % 4 == 0) text.insert(0, "-");
    ProblemList problems;
    Reporter report("t", problems);
    const auto read = parse_number(text, FixedPlace({}), report);
    wrong += read && *read == std::strtod(text.c_str(), nullptr) ? 0U : 1U;
  }
  CHECK(wrong == 0);
}

TEST_CASE("Text is printable ASCII if all its bytes are from space to tilde") {
  for (unsigned byte = 0; byte < 256; ++byte)
    for (std::size_t size = 1; size <= 20; ++size)
      for (std::size_t at = 0; at < size; ++at) {
        std::string text(size, 'x');
        text[at] = static_cast<char>(byte);
        if (is_printable_ascii(text) != (byte >= ' ' && byte <= '~'))
          FAIL_CHECK(byte, " at ", at, " of ", size);
      }
  CHECK(is_printable_ascii(""));
}

TEST_CASE("An amount is from 0 to 10^15, a count is a whole number below 2^32") {
  CHECK(outcome(parse_amount, "1e15") == "1000000000000000");
  CHECK(outcome(parse_amount, "1.0000000000000002e15") == "huge-number");
  CHECK(outcome(parse_amount, "1e999") == "huge-number");
  CHECK(outcome(parse_amount, "-1e-300") == "negative-number");
  CHECK(outcome(parse_amount, "-1e999") == "negative-number");
  CHECK(outcome(parse_amount, "ten") == "not-a-number");
  CHECK(outcome(parse_count, "0") == "0");
  CHECK(outcome(parse_count, "4294967295") == "4294967295");
  CHECK(outcome(parse_count, "4294967296") == "huge-number");
  CHECK(outcome(parse_count, "2.0") == "2");
  CHECK(outcome(parse_count, "2.5") == "not-an-integer");
  CHECK(outcome(parse_count, "1e-9") == "not-an-integer");
  CHECK(outcome(parse_count, "-1") == "negative-number");
  const auto year = [](std::string_view text, const Place& place, Reporter& report) {
    return parse_between(text, 1800, 2200, place, report);
  };
  CHECK(outcome(year, "1800") == "1800");
  CHECK(outcome(year, "2200") == "2200");
  CHECK(outcome(year, "1799.9") == "out-of-range");
  CHECK(outcome(year, "2200.1") == "out-of-range");
  CHECK(outcome(year, "-1") == "out-of-range");
}

TEST_CASE("Flags, states, tiers and ids are parsed from their words") {
  for (const char* yes : {"true", "True", "TRUE", "yes", "yEs", "1"})
    CHECK(outcome(parse_flag, yes) == "true");
  for (const char* no : {"false", "False", "no", "NO", "0"}) CHECK(outcome(parse_flag, no) == "false");
  for (const char* text : {"", "y", "n", "on", "off", "t", "tru", "truee", "2", "01", "-1", "1.0"}) {
    CAPTURE(text);
    CHECK(outcome(parse_flag, text) == "not-a-boolean");
  }
  const auto state = [](std::string_view text, const Place& place,
                        Reporter& report) -> std::optional<std::string> {
    const auto parsed = parse_state(text, place, report);
    if (!parsed) return std::nullopt;
    return std::string{name(*parsed)};
  };
  const auto tier = [](std::string_view text, const Place& place,
                       Reporter& report) -> std::optional<std::string> {
    const auto parsed = parse_tier(text, place, report);
    if (!parsed) return std::nullopt;
    return std::string{name(*parsed)};
  };
  for (const std::string_view name : state_names) CHECK(outcome(state, name) == name);
  for (const std::string_view name : tier_names) CHECK(outcome(tier, name) == name);
  CHECK(outcome(state, "Planned") == "planned");
  CHECK(outcome(state, "") == "unknown-state");
  CHECK(outcome(tier, "drops") == "unknown-tier");
  const auto id = [](std::string_view text, const Place& place, Reporter& report) {
    return check_id(text, place, report) ? std::optional<bool>(true) : std::nullopt;
  };
  CHECK(outcome(id, "") == "empty-id");
  CHECK(outcome(id, std::string(1024, 'x')) == "true");
  CHECK(outcome(id, std::string(1025, 'x')) == "long-id");
}

TEST_CASE("The first byte that is not UTF-8 is found") {
  CHECK_FALSE(first_invalid_utf8("plain"));
  CHECK_FALSE(first_invalid_utf8("äöü€😀"));
  CHECK_FALSE(first_invalid_utf8("\xF4\x8F\xBF\xBF"));
  CHECK(first_invalid_utf8("ab\xFF") == 2);
  CHECK(first_invalid_utf8("\xC3") == 0);
  CHECK(first_invalid_utf8("aä\x80") == 3);
  CHECK(first_invalid_utf8("\xC1\xBF") == 0);
  CHECK(first_invalid_utf8("\xED\xBF\xBF") == 0);
  CHECK(first_invalid_utf8("\xF5\x80\x80\x80") == 0);
  CHECK(character_count("äöü€😀!") == 6);
}

TEST_CASE("SHA-256 gives the values of FIPS 180-4") {
  const auto digest = [](std::initializer_list<std::string_view> parts) {
    Sha256 hash;
    for (const std::string_view part : parts) hash.add(part);
    return hash.hex();
  };
  CHECK(digest({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(digest({"abc"}) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(digest({"abcdbcdecdefdefgefghfghighijhijk", "ijkljklmklmnlmnomnopnopq"}) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("A problem is one line: place, severity, path, message, hint and rule") {
  Problem problem{
      "f.yaml",          {14, 9}, Severity::error, "links[3].length_m", "must be >= 0, but is -20",
      "negative-number", ""};
  CHECK(to_line(problem) ==
        "f.yaml:14:9: error: links[3].length_m: must be >= 0, but is -20 [negative-number]");
  problem = {"d.csv", {2, 4}, Severity::note, "", "unknown site \"a\"", "x", "did you mean \"b\"?", 3};
  CHECK(to_line(problem) ==
        "d.csv:2:4: note: unknown site \"a\" (and 2 more like this); did you mean \"b\"? [x]");
}

}  // namespace
}  // namespace lastmile::io::pieces_test
