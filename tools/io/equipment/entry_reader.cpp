#include "tools/io/equipment/entry_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/equipment/provenance.h"

namespace lastmile::io {
namespace {

bool is_among(std::span<const std::string_view> known, std::string_view key) {
  return std::find(known.begin(), known.end(), key) != known.end();
}

}  // namespace

void EntryReader::meet(const std::string& key, const Mark& mark) {
  places_[key] = mark;
  given_.push_back(key);
}

void EntryReader::error_at(const std::string& key, Finding finding) {
  const auto found = places_.find(key);
  report_.error(FixedPlace(found == places_.end() ? node_.mark : found->second, path_of(key)),
                std::move(finding));
}

void EntryReader::require(std::initializer_list<std::string_view> keys, const std::string& prefix) {
  for (const std::string_view key : keys)
    if (const std::string full = prefix + std::string{key}; !has(full))
      report_.error(FixedPlace(node_.mark, path_), missing_key(full));
}

void EntryReader::refuse(const std::string& key, std::string_view kind) {
  if (has(key))
    error_at(key, {"unknown-key", fmt::format("unknown key {} for the kind {}", io::quoted(key), kind)});
}

void EntryReader::read_source(const YamlNode& value, const std::string& path) {
  places_["source"] = value.mark;
  source_ = word_of(value, path, report_);
}

void EntryReader::read_assumed(const YamlNode& value, const std::string& path,
                               std::span<const std::string_view> known) {
  assumed_.emplace();
  for (const YamlNode* item : items_of(value, path, "assumed: [up_mbps, latency_ms]", report_)) {
    const std::string at = fmt::format("{}[{}]", path, assumed_->size());
    const std::string name{text_of(*item, at, report_).value_or("")};
    assumed_->push_back(name);
    if (item->kind == YamlNode::Kind::scalar && !is_among(known, name))
      report_.error(
          FixedPlace(item->mark, at),
          {"unknown-key", fmt::format("unknown figure {}", io::quoted(name)), hint_for(name, known)});
  }
}

std::string EntryReader::source_after(std::string_view before,
                                      std::span<const std::string_view> known) const {
  Provenance all = provenance_of(before);
  std::vector<std::string> changed;
  for (const std::string& key : given_)
    if (is_among(known, key)) changed.push_back(key);
  const auto is_changed = [&](const std::string& key) {
    return std::find(changed.begin(), changed.end(), key) != changed.end();
  };
  all.assumed.erase(std::remove_if(all.assumed.begin(), all.assumed.end(), is_changed), all.assumed.end());
  if (source_) {
    all.source = *source_;
  } else if (!changed.empty()) {
    all.source += fmt::format("{}overridden: {}", all.source.empty() ? "" : "; ", fmt::join(changed, ", "));
  }
  if (assumed_) all.assumed = *assumed_;
  return source_text(all);
}

std::string EntryReader::path_of(const std::string& key) const {
  return fmt::format("{}.{}", path_, key);
}

}  // namespace lastmile::io
