#include "tools/exchange/stp/read_stp.h"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "tools/io/base/text.h"
#include "tools/io/files/input_file.h"

namespace lastmile::stp {
namespace {

using io::Finding;
using planning::Vertex;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool ends_with_word(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && same_word(text.substr(text.size() - end.size()), end);
}

struct Word {
  std::string_view text;
  std::size_t offset = 0;  // in the line, in bytes
};

// The words of one line, without comments. Lines of these files have at most four words that matter.
struct Line {
  std::string_view text;
  std::uint64_t number = 0;
  std::array<Word, 5> words;
  std::size_t count = 0;
};

Line split(std::string_view text, std::uint64_t number) {
  Line line{.text = text, .number = number, .words = {}, .count = 0};
  std::size_t at = 0;
  while (line.count < line.words.size()) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')) ++at;
    if (at == text.size() || text[at] == '#') break;
    const std::size_t begin = at;
    while (at < text.size() && text[at] != ' ' && text[at] != '\t' && text[at] != '\r') ++at;
    line.words[line.count++] = {text.substr(begin, at - begin), begin};
  }
  return line;
}

// A count that the file announces, and where.
struct Announced {
  std::uint64_t value = 0;
  io::Mark mark;
};

class Parser {
 public:
  Parser(const std::string& file, io::ProblemList& problems)
      : problems_(problems), reporter_(file, problems) {}

  BenchmarkProblem parse(std::string_view text);

 private:
  enum class Section { outside, graph, terminals, comment, other };

  void read(const Line& line);
  void read_graph(const Line& line);
  void read_terminals(const Line& line);
  void read_comment(const Line& line);
  void finish(std::uint64_t last_line);
  void check_count(const std::optional<Announced>& announced, std::uint64_t found, const char* word,
                   const char* what);

  std::optional<double> number(const Line& line, std::size_t word, const char* what);
  std::optional<std::uint64_t> count(const Line& line, std::size_t word, const char* what);
  std::optional<Vertex> vertex(const Line& line, std::size_t word);
  bool has_words(const Line& line, std::size_t count, const char* form);
  io::Mark mark(const Line& line, std::size_t word) const {
    const std::size_t offset = word < line.count ? line.words[word].offset : line.text.size();
    return {.line = line.number, .column = 1 + io::character_count(line.text.substr(0, offset)), .file = 0};
  }
  void error(const io::Mark& at, Finding finding) { reporter_.error(io::FixedPlace(at), std::move(finding)); }

  io::ProblemList& problems_;
  io::Reporter reporter_;
  BenchmarkProblem problem_;
  Section section_ = Section::outside;
  io::Mark section_mark_;
  bool saw_graph_ = false, saw_terminals_ = false, saw_end_ = false;
  std::optional<Announced> nodes_, edges_, terminals_;
  std::uint64_t edge_lines_ = 0, terminal_lines_ = 0;
  std::uint64_t bytes_ = 0;
  std::optional<Vertex> root_;
  std::vector<Vertex> must_;
  std::optional<io::Mark> first_prize_;
};

BenchmarkProblem Parser::parse(std::string_view text) {
  if (text.starts_with(io::byte_order_mark)) text.remove_prefix(io::byte_order_mark.size());
  bytes_ = text.size();
  std::uint64_t number = 0;
  while (!text.empty() && !saw_end_) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    read(split(text.substr(0, end), ++number));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  finish(std::max<std::uint64_t>(number, 1));
  return std::move(problem_);
}

void Parser::read(const Line& line) {
  if (line.count == 0) return;
  const std::string_view key = line.words[0].text;
  if (same_word(key, "SECTION")) {
    if (section_ != Section::outside)
      error(mark(line, 0),
            {"open-section", "a section begins inside another", "close the one before with END"});
    const std::string_view name = line.count > 1 ? line.words[1].text : std::string_view();
    section_mark_ = mark(line, 0);
    section_ = Section::other;
    if (same_word(name, "Graph")) section_ = Section::graph;
    if (same_word(name, "Terminals")) section_ = Section::terminals;
    if (same_word(name, "Comment") || same_word(name, "Comments")) section_ = Section::comment;
    bool* seen = section_ == Section::graph       ? &saw_graph_
                 : section_ == Section::terminals ? &saw_terminals_
                                                  : nullptr;
    if (seen && *seen) error(mark(line, 0), {"duplicate-section", "the file has this section already"});
    if (seen) *seen = true;
    return;
  }
  if (same_word(key, "END")) {
    if (section_ == Section::outside) error(mark(line, 0), {"open-section", "END, but no section is open"});
    section_ = Section::outside;
    return;
  }
  switch (section_) {
    case Section::outside:
      if (same_word(key, "EOF"))
        saw_end_ = true;
      else if (!(line.number == 1 && same_word(key, "33D32945")))
        error(mark(line, 0), {"unknown-line", "outside a section", "expected SECTION or EOF"});
      return;
    case Section::graph: return read_graph(line);
    case Section::terminals: return read_terminals(line);
    case Section::comment: return read_comment(line);
    case Section::other: return;
  }
}

void Parser::read_comment(const Line& line) {
  if (!same_word(line.words[0].text, "Name") || line.count < 2) return;
  std::string_view name = line.text.substr(line.words[1].offset);
  while (!name.empty() && (name.back() == '\r' || name.back() == ' ' || name.back() == '\t'))
    name.remove_suffix(1);
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
  problem_.name = name;
}

void Parser::read_graph(const Line& line) {
  const std::string_view key = line.words[0].text;
  if (same_word(key, "Nodes")) {
    const auto value = count(line, 1, "a number of vertices");
    if (!value) return;
    if (nodes_) return error(mark(line, 0), {"duplicate-count", "Nodes stands here twice"});
    // A short file cannot ask for much memory.
    const std::uint64_t most =
        std::min<std::uint64_t>(std::max<std::uint64_t>(bytes_, 1'000'000), 100'000'000);
    if (*value == 0 || *value > most)
      return error(mark(line, 1), {"out-of-range", "must be between 1 and " + std::to_string(most) +
                                                       " in a file of this size"});
    nodes_ = {*value, mark(line, 1)};
  } else if (same_word(key, "Edges")) {
    if (edges_) return error(mark(line, 0), {"duplicate-count", "Edges stands here twice"});
    if (const auto value = count(line, 1, "a number of edges")) edges_ = {*value, mark(line, 1)};
  } else if (same_word(key, "E")) {
    ++edge_lines_;
    if (!has_words(line, 4, "E u v cost")) return;
    const auto a = vertex(line, 1);
    const auto b = vertex(line, 2);
    const auto cost = number(line, 3, "a cost");
    if (a && b && cost) problem_.graph.edges.push_back({*a, *b, *cost});
  } else if (same_word(key, "A") || same_word(key, "Arcs")) {
    error(mark(line, 0), {"unsupported", "directed arcs are not supported", "use edges: E u v cost"});
  } else if (same_word(key, "Root") || same_word(key, "Budget") || same_word(key, "HopLimit")) {
    error(mark(line, 0), {"unsupported", "problems with a hop limit are not supported",
                          "name the root by RootP under SECTION Terminals and pass the budget as --budget"});
  } else {
    error(mark(line, 0), {"unknown-line", "not a line of SECTION Graph", "expected Nodes, Edges, E or END"});
  }
}

void Parser::read_terminals(const Line& line) {
  const std::string_view key = line.words[0].text;
  if (same_word(key, "Terminals")) {
    if (terminals_) return error(mark(line, 0), {"duplicate-count", "Terminals stands here twice"});
    if (const auto value = count(line, 1, "a number of terminals")) terminals_ = {*value, mark(line, 1)};
  } else if (same_word(key, "RootP") || same_word(key, "Root")) {
    if (!has_words(line, 2, "RootP r")) return;
    if (root_) return error(mark(line, 0), {"duplicate-root", "the root stands here twice"});
    root_ = vertex(line, 1);
  } else if (same_word(key, "TP")) {
    ++terminal_lines_;
    if (!first_prize_) first_prize_ = mark(line, 0);
    if (!has_words(line, 3, "TP v prize")) return;
    const auto v = vertex(line, 1);
    const auto prize = number(line, 2, "a prize");
    if (v && prize) problem_.graph.prize[*v] += *prize;
  } else if (same_word(key, "T")) {
    ++terminal_lines_;
    if (!has_words(line, 2, "T v")) return;
    if (const auto v = vertex(line, 1)) must_.push_back(*v);
  } else {
    error(mark(line, 0),
          {"unknown-line", "not a line of SECTION Terminals", "expected Terminals, RootP, TP, T or END"});
  }
}

bool Parser::has_words(const Line& line, std::size_t wanted, const char* form) {
  if (line.count == wanted) return true;
  error(mark(line, std::min(line.count, wanted)),
        {line.count < wanted ? "missing-value" : "extra-value",
         std::string(line.count < wanted ? "the line is too short" : "the line is too long"),
         std::string("expected ") + form});
  return false;
}

std::optional<double> Parser::number(const Line& line, std::size_t word, const char* what) {
  const std::string_view text = line.words[word].text;
  double value = 0;
  const auto [end, status] = fast_float::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    error(mark(line, word), {"not-a-number", "\"" + std::string(text) + "\" is not " + what});
    return std::nullopt;
  }
  if (value < 0) {
    error(mark(line, word), {"negative-number", "must be >= 0, is " + std::string(text)});
    return std::nullopt;
  }
  return value;
}

std::optional<std::uint64_t> Parser::count(const Line& line, std::size_t word, const char* what) {
  const std::string_view text = word < line.count ? line.words[word].text : std::string_view();
  if (text.empty() || text.size() > 18 || text.find_first_not_of("0123456789") != std::string_view::npos) {
    error(mark(line, word), {"not-a-number", "\"" + std::string(text) + "\" is not " + what});
    return std::nullopt;
  }
  std::uint64_t value = 0;
  for (const char digit : text) value = 10 * value + static_cast<std::uint64_t>(digit - '0');
  return value;
}

std::optional<Vertex> Parser::vertex(const Line& line, std::size_t word) {
  const auto value = count(line, word, "a vertex");
  if (!value) return std::nullopt;
  if (!nodes_) {
    error(mark(line, word), {"missing-count", "the number of vertices is not known yet",
                             "SECTION Graph with Nodes must come first"});
    return std::nullopt;
  }
  if (*value < 1 || *value > nodes_->value) {
    error(mark(line, word), {"out-of-range", "no vertex " + std::string(line.words[word].text),
                             "vertices run from 1 to " + std::to_string(nodes_->value)});
    return std::nullopt;
  }
  // Memory is taken only once a vertex is used, so that an absurd count alone costs nothing.
  if (problem_.graph.vertex_count() == 0) problem_.graph.add_vertices(nodes_->value);
  return static_cast<Vertex>(*value - 1);
}

void Parser::check_count(const std::optional<Announced>& announced, std::uint64_t found, const char* word,
                         const char* what) {
  if (!announced) return;
  if (announced->value == found) return;
  error(announced->mark, {"wrong-count", std::string(word) + " says " + std::to_string(announced->value) +
                                             ", but the file has " + std::to_string(found) + " " + what});
}

void Parser::finish(std::uint64_t last_line) {
  const io::Mark end{.line = last_line, .column = 1, .file = 0};
  if (section_ != Section::outside)
    error(section_mark_,
          {"cut-short", "this section is not closed", "END is missing; the file may be cut short"});
  else if (!saw_end_)
    error(end, {"cut-short", "the file ends without EOF", "it may be cut short"});
  if (!saw_graph_) error(end, {"missing-section", "there is no SECTION Graph"});
  if (saw_graph_ && !nodes_) error(end, {"missing-count", "SECTION Graph has no line Nodes"});
  check_count(edges_, edge_lines_, "Edges", "lines E");
  // The root may or may not be counted among the terminals.
  if (!(root_ && terminals_ && terminals_->value == terminal_lines_ + 1))
    check_count(terminals_, terminal_lines_, "Terminals", "lines T or TP");
  if (first_prize_ && !root_ && problems_.error_count() == 0)
    error(*first_prize_,
          {"missing-root", "prizes without a root", "add RootP r: unrooted problems are not supported"});
  if (!root_ && must_.empty() && !first_prize_ && problems_.error_count() == 0)
    error(end, {"missing-root", "neither a root nor terminals", "expected RootP r with TP v prize, or T v"});
  if (problems_.error_count() > 0) return;
  problem_.kind = first_prize_ || must_.empty() ? BenchmarkProblem::Kind::prize_collecting
                                                : BenchmarkProblem::Kind::steiner;
  for (const Vertex v : must_) problem_.graph.must[v] = 1;
  problem_.graph.root = root_ ? *root_ : must_.front();
}

}  // namespace

bool is_benchmark_file(std::string_view path) {
  if (ends_with_word(path, ".gz")) path.remove_suffix(3);
  return ends_with_word(path, ".stp") || ends_with_word(path, ".gr");
}

BenchmarkProblem parse_benchmark(std::string_view text, const std::string& file, io::ProblemList& problems) {
  return Parser(file, problems).parse(text);
}

BenchmarkProblem read_benchmark(const std::string& path) {
  io::ProblemList problems;
  io::InputFile input(path, io::InputFile::Hashing::off);
  std::string text;
  std::size_t used = 0;
  try {
    for (;;) {
      text.resize(std::max<std::size_t>(2 * text.size(), 1 << 16));
      const std::size_t got = input.read(text.data() + used, text.size() - used);
      if (got == 0) break;
      used += got;
    }
  } catch (const io::BadGzip& bad) {
    io::Reporter(path, problems).error(io::FixedPlace({}), {"bad-gzip", bad.what()});
    throw io::InputRefused(std::move(problems));
  }
  text.resize(used);
  BenchmarkProblem problem = parse_benchmark(text, path, problems);
  if (problems.error_count() > 0) throw io::InputRefused(std::move(problems));
  return problem;
}

}  // namespace lastmile::stp
