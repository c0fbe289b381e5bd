// Bounds on a YAML text, checked before yaml-cpp sees it: it holds a flow collection ([...] or {...}) as
// tokens of some 240 bytes each until its end, so that depth and size have to be known earlier.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace lastmile::io {

inline constexpr std::size_t max_yaml_bytes = std::size_t{64} << 20;
inline constexpr std::size_t max_yaml_depth = 64;
inline constexpr std::size_t max_yaml_nodes = 2'000'000;   // mappings, lists, keys and values of one file
inline constexpr std::size_t max_aliased_nodes = 100'000;  // nodes that aliases repeat, in all

struct YamlExcess {
  enum class Of { depth, nodes };
  Of of;
  std::size_t offset;  // of the first character beyond the limit
};

// Where a text goes beyond a limit; none where it keeps them. Follows quotes, comments and block scalars, but
// is no parser: of a text that is not YAML it may find anything. Cost: O(bytes).
std::optional<YamlExcess> find_excess(std::string_view text);

}  // namespace lastmile::io
