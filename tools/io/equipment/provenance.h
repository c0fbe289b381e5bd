// Where the figures of an entry come from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lastmile::io {

// The two parts of an entry's source: the references, and the keys of figures that no source confirms, such
// as up_mbps or optical.min_loss_db.
struct Provenance {
  std::string source;
  std::vector<std::string> assumed;
};
Provenance provenance_of(std::string_view source);
// Separates the two parts in Medium::source and Technology::source.
inline constexpr std::string_view assumption_words = "; assumption (not confirmed): ";
std::string source_text(const Provenance& provenance);

}  // namespace lastmile::io
