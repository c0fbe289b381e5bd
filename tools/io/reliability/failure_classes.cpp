#include "tools/io/reliability/failure_classes.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/reliability/shared_risks.h"
#include "tools/io/yaml/keys.h"
#include "tools/io/yaml/yaml_cells.h"

namespace lastmile::io {
namespace {

constexpr std::string_view shared_risks_key = "shared_risks";
constexpr std::string_view other_sites = "site";

// A refused repair time counts as 0, so that none is asked for besides.
Key<FailureFigures> repair_key() {
  return {"repair_hours", amount_value().schema,
          [](FailureFigures& figures, const YamlNode& node, const std::string& path, Reporter& report) {
            figures.repair_hours = amount_of(node, path, report).value_or(0);
          }};
}

const Keys<FailureFigures>& site_keys() {
  static const Keys<FailureFigures> keys = {
      {"failures_per_year", amount_value(), &FailureFigures::per_year},
      repair_key(),
  };
  return keys;
}

const Keys<FailureFigures>& link_keys() {
  static const Keys<FailureFigures> keys = {
      {"failures_per_year", amount_value(), &FailureFigures::per_year},
      {"failures_per_km_year", amount_value(), &FailureFigures::per_km_year},
      repair_key(),
  };
  return keys;
}

std::optional<Tier> tier_named(std::string_view name) {
  const auto found = std::find(tier_names.begin(), tier_names.end(), name);
  if (found == tier_names.end()) return std::nullopt;
  return static_cast<Tier>(found - tier_names.begin());
}

}  // namespace

void FailureClasses::read(const YamlNode* node, Reporter& report) {
  if (node == nullptr) return;
  for_each_named_entry(*node, "reliability", report, [&](const YamlNode& key, const YamlNode& value) {
    const std::string path = fmt::format("reliability.{}", shortened(key.text));
    if (key.text == shared_risks_key) {
      if (value.kind != YamlNode::Kind::null) shared_risks_ = &value;
      shared_risks_path_ = path;
      return;
    }
    const std::optional<Tier> tier = tier_named(key.text);
    Class& to = tier ? tiers_[*tier] : kinds_[key.text];
    to.at = {key.mark, path};
    if (value.kind == YamlNode::Kind::null) return;
    read_mapping(value, tier ? link_keys() : site_keys(), path, to.figures, report);
  });
}

FailureClasses::Class* FailureClasses::kind(std::string_view name) {
  const auto found = kinds_.find(name);
  return found == kinds_.end() ? nullptr : &found->second;
}

double FailureClasses::of_site(const FailureFigures& own, std::string_view kind_name, const Mark& place,
                               Reporter& report) {
  if (!has_last_ || last_kind_ != kind_name) {
    has_last_ = true;
    last_kind_ = kind_name;
    last_class_ = kind(kind_name);
  }
  return settle(own, {last_class_, kind_name == other_sites ? nullptr : kind(other_sites)}, 0, place, report);
}

double FailureClasses::of_link(const FailureFigures& own, Tier tier, const KnownLength& length_m,
                               const Mark& place, Reporter& report) {
  return settle(own, {&tiers_[tier], nullptr}, length_m, place, report);
}

double FailureClasses::settle(const FailureFigures& own, const Places& places, const KnownLength& length_m,
                              const Mark& place, Reporter& report) {
  const FailureFigures* rate = own.has_rate() ? &own : nullptr;
  Class* from = nullptr;  // of the rate, if it is not the element's own
  std::optional<double> repair_hours = own.repair_hours;
  for (Class* next : {places.exact, places.general}) {
    if (next == nullptr) continue;
    if (rate == nullptr && next->figures.has_rate()) {
      from = next;
      rate = &next->figures;
    }
    if (!repair_hours) repair_hours = next->figures.repair_hours;
  }
  if (rate == nullptr) return 0;
  if (rate->per_km_year && !length_m) ++links_without_length_;
  if (from != nullptr) from->gave_rate = true;
  const double failures = rate->rate(length_m.value_or(0));
  if (repair_hours) return unavailability(failures, *repair_hours);
  if (from != nullptr)
    from->lacks_repair = true;
  else if (failures > 0)
    report.error(FixedPlace(place), {"no-repair-time", "a failure rate needs a repair time",
                                     "give repair_hours here or under `reliability`"});
  return 0;
}

bool FailureClasses::has_rate_per_km() const {
  return std::any_of(tiers_.begin(), tiers_.end(),
                     [](const Class& tier) { return tier.figures.per_km_year.has_value(); });
}

void FailureClasses::finish(const NameTable& kinds, Reporter& report) const {
  const auto check = [&](const Class& of) {
    const bool unused = of.figures.has_rate() && !of.figures.repair_hours && !of.gave_rate;
    if ((of.lacks_repair || unused) && of.figures.rate(1) > 0)
      report.error(of.at.place(),
                   {"no-repair-time", "a failure rate needs a repair time", "add a key \"repair_hours\""});
  };
  for (const Class& tier : tiers_) check(tier);
  for (const auto& [name, of] : kinds_) {
    check(of);
    if (name != other_sites && !kinds.find(name))
      report.note(of.at.place(), {"absent-name", fmt::format("no site is of kind {}", io::quoted(name)),
                                  hint_among(name, kinds)});
  }
  if (links_without_length_ > 0)
    report.note(FixedPlace({}),
                {"no-length-to-fail",
                 fmt::format("{} link{} a failure rate per km but no known length, which counts as 0 km",
                             links_without_length_, links_without_length_ == 1 ? " has" : "s have"),
                 "add length_m, or coordinates at both ends"});
}

Json reliability_schema() {
  Json properties = Json::object();
  for (const std::string_view tier : tier_names)
    properties[std::string{tier}] = or_nothing(schema_of(link_keys()));
  properties[std::string{other_sites}] = or_nothing(schema_of(site_keys()));
  properties[std::string{shared_risks_key}] = or_nothing(shared_risks_schema());
  Json pattern = Json::object();  // every other key is a kind of site
  pattern[fmt::format("^(?!({}|{}|{})$)", fmt::join(tier_names, "|"), other_sites, shared_risks_key)] =
      or_nothing(schema_of(site_keys()));
  return {
      {"type", "object"}, {"properties", std::move(properties)}, {"patternProperties", std::move(pattern)}};
}

}  // namespace lastmile::io
