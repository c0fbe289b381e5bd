// A small graph whose vertices and edges fail independently of each other. The solvers compute how likely
// each vertex is joined to vertex 0.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace lastmile {

struct FailureGraph {
  struct Edge {
    std::uint32_t a;
    std::uint32_t b;
  };
  std::uint32_t vertices = 1;  // vertex 0 is the root, which is always up
  std::vector<Edge> edges;     // parallel edges are allowed, loops are not
};

// Probabilities that each vertex and each edge is up; that of vertex 0 is ignored.
struct UpProbabilities {
  std::span<const double> vertices;
  std::span<const double> edges;
};

// Which edges meet at each vertex.
class Incidence {
 public:
  Incidence() = default;
  explicit Incidence(const FailureGraph& graph)
      : first_(graph.vertices + 1, 0), edges_(2 * graph.edges.size()) {
    for (const FailureGraph::Edge& edge : graph.edges) {
      ++first_[edge.a + 1];
      ++first_[edge.b + 1];
    }
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (std::uint32_t e = 0; e < graph.edges.size(); ++e) {
      edges_[next[graph.edges[e].a]++] = e;
      edges_[next[graph.edges[e].b]++] = e;
    }
  }
  std::span<const std::uint32_t> at(std::uint32_t vertex) const {
    return std::span(edges_).subspan(first_[vertex], first_[vertex + 1] - first_[vertex]);
  }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> edges_;
};

inline std::uint32_t other_end(const FailureGraph::Edge& edge, std::uint32_t end) {
  return edge.a == end ? edge.b : edge.a;
}

}  // namespace lastmile
