#include "tools/io/equipment/technology_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "models/access/optics.h"
#include "models/access/radio.h"

namespace lastmile::io {
namespace {

// One loss for each doubling of the split.
Value<std::vector<double>> losses_value(std::string_view example) {
  return {{{"type", "array"}, {"items", number_between(0, most_db)}},
          [example](const YamlNode& node, const std::string& path, Reporter& report) {
            std::vector<double> losses;
            for (const YamlNode* item : items_of(node, path, example, report)) {
              const std::string at = fmt::format("{}[{}]", path, losses.size());
              losses.push_back(number_between(*item, at, 0, most_db, report).value_or(0));
            }
            return std::optional{std::move(losses)};
          }};
}

}  // namespace

const Keys<EntryOf<OpticalLimits>>& optical_keys() {
  static const Keys<EntryOf<OpticalLimits>> keys = [] {
    Keys<EntryOf<OpticalLimits>> all = figure_keys("optical.", optical_figures);
    Value<std::uint32_t> split = count_value();
    split.schema = type_schema(CellType::positive);
    all.add(entry_key<OpticalLimits>("optical.", "max_split", split, &OpticalLimits::max_split));
    for (const Figure<OpticalLimits>& figure : least_optical_figures)
      all.add(entry_key<OpticalLimits>("optical.", figure.key, value_between(figure.least, figure.most),
                                       figure.field));
    all.add(entry_key<OpticalLimits>("optical.", "split_db", losses_value("split_db: [3.8, 7.2, 10.8]"),
                                     &OpticalLimits::split_db));
    all.add(entry_key<OpticalLimits>("optical.", "least_split_db",
                                     losses_value("least_split_db: [3.3, 6.5, 10.2]"),
                                     &OpticalLimits::least_split_db));
    return all;
  }();
  return keys;
}

const Keys<EntryOf<VoiceLimits>>& voice_keys() {
  static const Keys<EntryOf<VoiceLimits>> keys = figure_keys("voice.", voice_figures);
  return keys;
}

const Keys<EntryOf<RadioSystem>>& radio_keys() {
  static const Keys<EntryOf<RadioSystem>> keys = [] {
    Keys<EntryOf<RadioSystem>> all = figure_keys("radio.", radio_figures);
    all.add(entry_key<RadioSystem>(
        "radio.", "model", word_value<RadioModel>(radio_model_names, {"unknown-model", "radio model"}),
        &RadioSystem::model));
    all.add(entry_key<RadioSystem>(
        "radio.", "modulation",
        rows_value(modulation_figures, "modulation: [{snr_db: 0.2, bits_per_hz: 0.6}]"),
        &RadioSystem::modulation));
    return all;
  }();
  return keys;
}

Key<EntryOf<Technology>> rates_key(std::string_view name) {
  const Value<std::vector<RatePoint>> rates =
      rows_value(rate_figures, "rates: [{length_m: 100, down_mbps: 100, up_mbps: 20}]");
  return {name, rates.schema,
          [key = std::string{name}, read = rates.read](EntryOf<Technology>& of, const YamlNode& node,
                                                       const std::string& path, Reporter& report) {
            of.entry.meet(key, node.mark);
            for (const Figure<RatePoint>& figure : rate_figures)
              of.entry.meet(fmt::format("{}.{}", key, figure.key), node.mark);
            take(of.to.rates, read(node, path, report));
          }};
}

void check_rates(EntryReader& entry, const std::vector<RatePoint>& points) {
  if (points.empty())
    entry.error_at("rates", {"missing-value", "needs at least one point",
                             "write rates: [{length_m: 100, down_mbps: 100, up_mbps: 20}]"});
  for (std::size_t i = 1; i < points.size(); ++i) {
    const RatePoint& before = points[i - 1];
    const RatePoint& point = points[i];
    if (!(point.length_m > before.length_m))
      entry.error_at("rates", {"out-of-range",
                               fmt::format("lengths must rise from point to point, but {} m follows {} m",
                                           point.length_m, before.length_m)});
    else if (point.down_mbps > before.down_mbps || point.up_mbps > before.up_mbps)
      entry.error_at("rates",
                     {"out-of-range", fmt::format("a longer line cannot be faster: see {} m and {} m",
                                                  before.length_m, point.length_m)});
  }
}

void complete_least_losses(const EntryReader& entry, OpticalLimits& limits) {
  const auto complete = [&](const char* least_key, const char* key, double& least, double greatest) {
    if (!entry.has(least_key) && entry.has(key)) least = std::min(least, greatest);
  };
  complete("optical.least_splice_db", "optical.splice_db", limits.least_splice_db, limits.splice_db);
  complete("optical.least_connector_db", "optical.connector_db", limits.least_connector_db,
           limits.connector_db);
  if (entry.has("optical.least_split_db") || !entry.has("optical.split_db")) return;
  limits.least_split_db.resize(std::min(limits.least_split_db.size(), limits.split_db.size()));
  for (std::size_t i = 0; i < limits.least_split_db.size(); ++i)
    limits.least_split_db[i] = std::min(limits.least_split_db[i], limits.split_db[i]);
}

void equate_least_losses(const EntryReader& entry, OpticalLimits& limits) {
  if (!entry.has("optical.least_splice_db")) limits.least_splice_db = limits.splice_db;
  if (!entry.has("optical.least_connector_db")) limits.least_connector_db = limits.connector_db;
  if (!entry.has("optical.least_split_db")) limits.least_split_db = limits.split_db;
}

void check_optical(EntryReader& entry, const OpticalLimits& limits) {
  if (!(limits.min_loss_db < limits.max_loss_db))
    entry.error_at(
        entry.has("optical.min_loss_db") ? "optical.min_loss_db" : "optical.max_loss_db",
        {"out-of-range", fmt::format("min_loss_db must be less than max_loss_db, but they are {} and {}",
                                     limits.min_loss_db, limits.max_loss_db)});
  const auto at_most = [&](const char* key, double least, const char* greatest_key, double greatest) {
    if (least > greatest)
      entry.error_at(key, {"out-of-range", fmt::format("must not exceed {}, but they are {} and {}",
                                                       greatest_key, least, greatest)});
  };
  at_most("optical.least_db_per_km", limits.least_db_per_km, "most_db_per_km", limits.most_db_per_km);
  at_most("optical.least_splice_db", limits.least_splice_db, "splice_db", limits.splice_db);
  at_most("optical.least_connector_db", limits.least_connector_db, "connector_db", limits.connector_db);
  if (limits.max_split < 1) entry.error_at("optical.max_split", {"out-of-range", "must be >= 1, but is 0"});
  for (const auto& [key, losses] : {std::pair("optical.split_db", &limits.split_db),
                                    std::pair("optical.least_split_db", &limits.least_split_db)}) {
    if (std::is_sorted(losses->begin(), losses->end())) continue;
    entry.error_at(key, {"out-of-range", "a larger split cannot have less loss than a smaller one"});
    return;
  }
  const std::size_t doublings = std::max(limits.split_db.size(), limits.least_split_db.size());
  for (std::uint32_t i = 1; i <= std::min<std::size_t>(doublings, 31); ++i) {
    const std::uint32_t split = std::uint32_t{1} << i;
    const double least = least_splitter_loss_db(limits, split);
    const double greatest = splitter_loss_db(limits, split);
    if (!(least > greatest)) continue;
    entry.error_at("optical.least_split_db",
                   {"out-of-range", fmt::format("must not exceed split_db, but they are {} and {} for a "
                                                "split of 1:{}",
                                                least, greatest, split)});
    break;
  }
}

void check_radio(EntryReader& entry, const RadioSystem& radio) {
  for (RadioProblem& problem : problems_of(radio))
    entry.error_at("radio." + problem.key, {"out-of-range", std::move(problem.message)});
}

void require_radio(EntryReader& entry, const RadioSystem& radio) {
  entry.require({"radio.model", "radio.modulation"});
  for (const Figure<RadioSystem>& figure : radio_figures)
    if (radio.model == RadioModel::rma ||
        (figure.key != "building_height_m" && figure.key != "street_width_m"))
      entry.require({figure.key}, "radio.");
}

}  // namespace lastmile::io
