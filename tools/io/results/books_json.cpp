#include "tools/io/results/books_json.h"

#include "tools/io/results/counts_json.h"

namespace lastmile::io {

Json backbone_json(const BackboneBooks& backbone, const StrandedByCause& stranded,
                   const ShownCause& is_shown) {
  Json entry = {{"elements", backbone.elements}};
  add_books(entry, backbone.total);
  entry["stranded_by_final_links"] = number(stranded[Obstacle::final_link_missing].sole);
  entry["stranded_by_cause"] = Json::array();
  for (const Obstacle cause : enum_values<Obstacle>())
    if (is_shown(cause))
      entry["stranded_by_cause"].push_back({{"cause", obstacle_names[cause]},
                                            {"sole", number(stranded[cause].sole)},
                                            {"joint", number(stranded[cause].joint)}});
  entry["by_tier"] = Json::array();
  for (const LedgerRow row : enum_values<LedgerRow>()) {
    Json tier = {{"tier", ledger_row_names[row]}};
    add_books(tier, backbone.by_tier[row]);
    entry["by_tier"].push_back(std::move(tier));
  }
  return entry;
}

Json final_links_json(const FinalLinkBooks& books) {
  return {{"built", books.built},
          {"missing", books.missing},
          {"inactive", books.inactive},
          {"failed", books.failed},
          {"value", number(books.value)},
          {"stranded", number(books.stranded)},
          {"completion_cost_of_missing", number(books.completion_cost_of_missing)}};
}

}  // namespace lastmile::io
