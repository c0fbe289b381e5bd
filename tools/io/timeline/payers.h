// The payers of a rollout, below `economics: payers:`.
//   county: 0.3                                           a share of all spending
//   state: {share: 0.7, tiers: [drop], areas: [North]}    or only of some; several of these as a list
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/scenario/scenario.h"
#include "models/time/payers.h"
#include "tools/io/base/json.h"
#include "tools/io/problems/written_at.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// A share of the spending on the elements of some tiers in some areas; of all if none are listed.
struct ShareAsWritten {
  double share = 0;
  std::vector<Trade> tiers;
  std::vector<AreaId> areas;
};

struct PayerAsWritten {
  std::string name;
  std::vector<ShareAsWritten> shares;
  WrittenAt at;
};

// Adds payers to `to`; a payer that is there already is replaced.
void read_payers(const YamlNode& node, const std::string& path, const Names& names,
                 std::vector<PayerAsWritten>& to, Reporter& report);

Json payers_schema();

// For `areas` named areas and "none".
std::vector<Payer> settle_payers(const std::vector<PayerAsWritten>& written, std::size_t areas);

// The first tier and area in which the shares add up to more than 1.
struct TooMuchPaid {
  Trade trade;
  std::size_t area;
  double sum;
};
std::optional<TooMuchPaid> find_too_much_paid(const std::vector<Payer>& payers, std::size_t areas);

}  // namespace lastmile::io
