#include "tools/io/timeline/payers.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/problems/cells.h"
#include "tools/io/schema/value_schema.h"
#include "tools/io/yaml/yaml_cells.h"
#include "tools/io/yaml/yaml_mapping.h"

namespace lastmile::io {
namespace {

constexpr std::string_view operator_name = "operator";  // who pays the rest
constexpr std::array<std::string_view, 3> share_keys = {"share", "tiers", "areas"};

void read_share(const YamlNode& node, const std::string& path, ShareAsWritten& to, Reporter& report) {
  if (const auto share = number_between(node, path, 0, 1, report)) to.share = *share;
}

void read_area(const YamlNode& node, const std::string& path, const Names& names, ShareAsWritten& to,
               Reporter& report) {
  const auto text = text_of(node, path, report);
  if (!text) return;
  if (const auto area = names.areas.find(*text))
    to.areas.push_back(AreaId{*area});
  else
    report.error(
        FixedPlace(node.mark, path),
        {"unknown-area", fmt::format("unknown area {}", io::quoted(*text)), hint_among(*text, names.areas)});
}

// A number, or a mapping that also says of what.
ShareAsWritten read_one(const YamlNode& node, const std::string& path, const Names& names, Reporter& report) {
  enum Key { share, tiers, areas };
  ShareAsWritten read;
  if (node.kind == YamlNode::Kind::scalar) {
    read_share(node, path, read, report);
    return read;
  }
  bool has_share = false;
  const bool is_mapping =
      for_each_entry(node, share_keys, path + ".", report, [&](std::size_t key, const YamlNode& value) {
        const std::string at = fmt::format("{}.{}", path, share_keys[key]);
        switch (static_cast<Key>(key)) {
          case share:
            has_share = true;
            read_share(value, at, read, report);
            break;
          case tiers:
            for_each_value(value, at, [&](const YamlNode& tier, const std::string& of_tier) {
              const auto trade =
                  value_in<Trade>(trade_names.raw(), tier, of_tier, {"unknown-tier", "tier"}, report);
              if (trade) read.tiers.push_back(*trade);
            });
            break;
          case areas:
            for_each_value(value, at, [&](const YamlNode& area, const std::string& of_area) {
              read_area(area, of_area, names, read, report);
            });
            break;
        }
      });
  if (is_mapping && !has_share)
    report.error(FixedPlace(node.mark, path), {"missing-key", "needs a key \"share\"", "from 0 to 1"});
  return read;
}

bool is_name(const YamlNode& key, const std::string& path, Reporter& report) {
  const FixedPlace place(key.mark, path);
  if (key.text.empty())
    report.error(place, {"empty-text", "must not be empty"});
  else if (has_unsafe(key.text))
    report.error(place, {"control-character", "the name of a payer must not contain control characters"});
  else if (key.text == operator_name)
    report.error(place, {"reserved-name", "the operator pays what the other payers leave",
                         "list the other payers only"});
  else
    return true;
  return false;
}

}  // namespace

void read_payers(const YamlNode& node, const std::string& path, const Names& names,
                 std::vector<PayerAsWritten>& to, Reporter& report) {
  for_each_named_entry(node, path, report, [&](const YamlNode& key, const YamlNode& value) {
    const std::string at = fmt::format("{}.{}", path, shortened(key.text));
    if (!is_name(key, at, report)) return;
    std::erase_if(to, [&](const PayerAsWritten& payer) { return payer.name == key.text; });
    if (value.kind == YamlNode::Kind::null) return;
    PayerAsWritten payer{key.text, {}, {key.mark, at}};
    for_each_value(value, at, [&](const YamlNode& share, const std::string& of_share) {
      payer.shares.push_back(read_one(share, of_share, names, report));
    });
    to.push_back(std::move(payer));
  });
}

Json payers_schema() {
  const Json share = number_between(0.0, 1.0);
  const Json part = {{"type", "object"},
                     {"properties",
                      {{"share", share},
                       {"tiers", one_or_list_of(one_of(trade_names.raw()))},
                       {"areas", one_or_list_of(any_text())}}},
                     {"required", {"share"}},
                     {"additionalProperties", false}};
  return mapping_to(one_or_list_of({{"anyOf", {share, part}}}));
}

std::vector<Payer> settle_payers(const std::vector<PayerAsWritten>& written, std::size_t areas) {
  std::vector<Payer> payers;
  for (const PayerAsWritten& one : written) {
    Payer& payer = payers.emplace_back();
    payer.name = one.name;
    for (const Trade trade : enum_values<Trade>()) {
      std::vector<double>& by_area = payer.share[trade];
      by_area.assign(areas + 1, 0);
      for (const ShareAsWritten& share : one.shares) {
        const bool is_of_tier = share.tiers.empty() ||
                                std::find(share.tiers.begin(), share.tiers.end(), trade) != share.tiers.end();
        if (!is_of_tier) continue;
        if (share.areas.empty())
          for (double& of_area : by_area) of_area += share.share;
        for (const AreaId area : share.areas) by_area[area.value] += share.share;
      }
    }
  }
  return payers;
}

std::optional<TooMuchPaid> find_too_much_paid(const std::vector<Payer>& payers, std::size_t areas) {
  constexpr double rounding = 1e-9;
  for (const Trade trade : enum_values<Trade>())
    for (std::size_t area = 0; area <= areas; ++area) {
      double sum = 0;
      for (const Payer& payer : payers) sum += payer.share[trade][area];
      if (sum > 1 + rounding) return TooMuchPaid{trade, area, sum};
    }
  return std::nullopt;
}

}  // namespace lastmile::io
