// Benchmark problems of the Steiner tree literature: SteinLib's .stp files and the .gr files of PACE 2018,
// also gzipped. Both hold sections `Graph` (E u v cost; vertices from 1) and `Terminals` (RootP r and
// TP v prize, or T v for a terminal that must be joined). Sections of other names are skipped.
//
// Source: SteinLib, "STP data format" (Koch, Martin, Voss 2001); 11th DIMACS implementation challenge.
#pragma once

#include <string>
#include <string_view>

#include "sim/planning/rooted_graph.h"
#include "tools/io/problems/problem.h"

namespace lastmile::stp {

struct BenchmarkProblem {
  enum class Kind { steiner, prize_collecting };
  std::string name;  // as the file has it; may be empty
  Kind kind = Kind::steiner;
  planning::RootedGraph graph;  // vertex v of the file is v - 1
};

// Whether a path ends in .stp or .gr, in any case of letters, with or without .gz.
bool is_benchmark_file(std::string_view path);

// Throws InputRefused with all problems found, or IoFailed. O(bytes).
BenchmarkProblem read_benchmark(const std::string& path);

// The same from text in memory; `file` names it in problems, which are added to `problems`.
BenchmarkProblem parse_benchmark(std::string_view text, const std::string& file, io::ProblemList& problems);

}  // namespace lastmile::stp
