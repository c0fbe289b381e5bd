// The ledger and the final links as results write them, of the whole plant or of one area.
#pragma once

#include <functional>

#include "sim/coverage/charges.h"
#include "tools/io/base/json.h"

namespace lastmile::io {

struct BackboneBooks {
  std::uint64_t elements;
  const Books& total;
  const BooksByTier& by_tier;
};
// Which causes of stranded value are listed.
using ShownCause = std::function<bool(Obstacle)>;
Json backbone_json(const BackboneBooks& backbone, const StrandedByCause& stranded,
                   const ShownCause& is_shown);
Json final_links_json(const FinalLinkBooks& books);

}  // namespace lastmile::io
