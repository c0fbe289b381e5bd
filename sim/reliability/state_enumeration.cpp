#include "sim/reliability/state_enumeration.h"

#include <array>
#include <bit>

namespace lastmile {
namespace {

using Word = std::uint64_t;  // one bit for each of 64 states
constexpr Word all_states = ~Word{0};
// The states of a word in which each of the first six elements is up.
constexpr std::array<Word, 6> patterns = {0xAAAAAAAAAAAAAAAA, 0xCCCCCCCCCCCCCCCC, 0xF0F0F0F0F0F0F0F0,
                                          0xFF00FF00FF00FF00, 0xFFFF0000FFFF0000, 0xFFFFFFFF00000000};

bool can_fail(double up) {
  return up > 0 && up < 1;
}

class Enumeration {
 public:
  Enumeration(const FailureGraph& graph, const UpProbabilities& up) : graph_(graph), incidence_(graph) {
    vertices_.assign(graph.vertices, all_states);
    edges_.assign(graph.edges.size(), all_states);
    for (std::uint32_t v = 1; v < graph.vertices; ++v) note(up.vertices[v], vertices_[v]);
    for (std::size_t e = 0; e < graph.edges.size(); ++e) note(up.edges[e], edges_[e]);
  }
  std::size_t fallible() const { return masks_.size(); }

  std::vector<double> sum() {
    std::vector<double> joined(graph_.vertices, 0);
    std::array<double, 64> weight_in_word{};
    const std::size_t low = std::min<std::size_t>(patterns.size(), masks_.size());
    for (std::size_t state = 0; state < 64; ++state) {
      double weight = state < std::size_t{1} << low ? 1 : 0;
      for (std::size_t i = 0; i < low; ++i) weight *= (state >> i & 1U) != 0 ? up_[i] : 1 - up_[i];
      weight_in_word[state] = weight;
    }
    for (std::size_t i = 0; i < low; ++i) *masks_[i] = patterns[i];
    const std::size_t words = std::size_t{1} << (masks_.size() - low);
    for (std::size_t word = 0; word < words; ++word) {
      double weight = 1;
      for (std::size_t i = low; i < masks_.size(); ++i) {
        const bool is_up = (word >> (i - low) & 1U) != 0;
        *masks_[i] = is_up ? all_states : 0;
        weight *= is_up ? up_[i] : 1 - up_[i];
      }
      spread();
      for (std::uint32_t v = 0; v < graph_.vertices; ++v) {
        double part = 0;
        for (Word states = reached_[v]; states != 0; states &= states - 1)
          part += weight_in_word[static_cast<std::size_t>(std::countr_zero(states))];
        joined[v] += weight * part;
      }
    }
    return joined;
  }

 private:
  void note(double up, Word& mask) {
    if (can_fail(up)) {
      masks_.push_back(&mask);
      up_.push_back(up);
    } else if (up <= 0) {
      mask = 0;
    }
  }

  // The states in which each vertex is joined to the root.
  void spread() {
    reached_.assign(graph_.vertices, 0);
    reached_[0] = all_states;
    waiting_ = {0};
    while (!waiting_.empty()) {
      const std::uint32_t v = waiting_.back();
      waiting_.pop_back();
      for (const std::uint32_t e : incidence_.at(v)) {
        const std::uint32_t w = other_end(graph_.edges[e], v);
        const Word more = reached_[v] & edges_[e] & vertices_[w] & ~reached_[w];
        if (more == 0) continue;
        reached_[w] |= more;
        waiting_.push_back(w);
      }
    }
  }

  const FailureGraph& graph_;
  Incidence incidence_;
  std::vector<Word> vertices_;
  std::vector<Word> edges_;
  std::vector<Word*> masks_;  // of the elements that can fail
  std::vector<double> up_;
  std::vector<Word> reached_;
  std::vector<std::uint32_t> waiting_;
};

}  // namespace

std::optional<std::vector<double>> enumerate_states(const FailureGraph& graph, const UpProbabilities& up) {
  Enumeration enumeration(graph, up);
  if (enumeration.fallible() > most_enumerated) return std::nullopt;
  return enumeration.sum();
}

}  // namespace lastmile
