// How often elements fail by tier of link and by kind of site, below `reliability:`, and what follows for
// each element.
//   cabinet: {failures_per_year: 0.05, repair_hours: 8}        a kind of site; `site` for all others
//   feeder:  {failures_per_km_year: 0.0027, repair_hours: 12}  a tier of link
#pragma once

#include <map>
#include <string>

#include "models/base/enum_array.h"
#include "models/base/name_table.h"
#include "models/plant/tier.h"
#include "models/reliability/reliability.h"
#include "tools/io/base/json.h"
#include "tools/io/problems/written_at.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// The length of a link; none if it is unknown.
using KnownLength = std::optional<double>;

class FailureClasses {
 public:
  // Reads everything but the shared risks, whose node is kept. `node` may be null: then nothing fails but
  // elements with figures of their own.
  void read(const YamlNode* node, Reporter& report);
  const YamlNode* shared_risks() const { return shared_risks_; }
  const std::string& shared_risks_path() const { return shared_risks_path_; }

  // The unavailability of an element with these figures of its own, at `place` in the file of `report`. The
  // rate is taken from the most exact place that gives one (the element, its kind or tier, `site`), and the
  // repair time by itself likewise. Reports an element whose own rate has no repair time.
  double of_site(const FailureFigures& own, std::string_view kind, const Mark& place, Reporter& report);
  double of_link(const FailureFigures& own, Tier tier, const KnownLength& length_m, const Mark& place,
                 Reporter& report);

  bool has_rate_per_km() const;

  // Reports classes without a repair time, and notes kinds that no site has and rates per km without a
  // length.
  void finish(const NameTable& kinds, Reporter& report) const;

 private:
  struct Class {
    FailureFigures figures;
    WrittenAt at;
    bool gave_rate = false;     // to an element
    bool lacks_repair = false;  // of an element with the rate of this class
  };
  // The classes of an element, the most exact first; null where there is none.
  struct Places {
    Class* exact = nullptr;
    Class* general = nullptr;
  };
  double settle(const FailureFigures& own, const Places& places, const KnownLength& length_m,
                const Mark& place, Reporter& report);
  Class* kind(std::string_view name);

  EnumArray<Tier, Class> tiers_;
  std::map<std::string, Class, std::less<>> kinds_;
  // The class of the last kind asked for.
  std::string last_kind_;
  Class* last_class_ = nullptr;
  bool has_last_ = false;
  const YamlNode* shared_risks_ = nullptr;
  std::string shared_risks_path_;
  std::uint64_t links_without_length_ = 0;
};

// The JSON Schema of `reliability`; it refers to the definition "selector".
Json reliability_schema();

}  // namespace lastmile::io
