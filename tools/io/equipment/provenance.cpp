#include "tools/io/equipment/provenance.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace lastmile::io {

Provenance provenance_of(std::string_view source) {
  Provenance provenance;
  const std::size_t at = source.rfind(assumption_words);
  provenance.source = source.substr(0, at);
  if (at == std::string_view::npos) return provenance;
  std::string_view rest = source.substr(at + assumption_words.size());
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(", "), rest.size());
    provenance.assumed.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return provenance;
}

std::string source_text(const Provenance& provenance) {
  if (provenance.assumed.empty()) return provenance.source;
  return fmt::format("{}{}{}", provenance.source, assumption_words, fmt::join(provenance.assumed, ", "));
}

}  // namespace lastmile::io
