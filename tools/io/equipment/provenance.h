// Where the figures of an entry come from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lastmile::io {

// An entry's source in its two parts: what says so, and the figures that nobody confirms, as keys such as
// up_mbps or optical.min_loss_db.
struct Provenance {
  std::string source;
  std::vector<std::string> assumed;
};
Provenance provenance_of(std::string_view source);
// How the two stand together in Medium::source and Technology::source.
inline constexpr std::string_view assumption_words = "; assumption (not confirmed): ";
std::string source_text(const Provenance& provenance);

}  // namespace lastmile::io
