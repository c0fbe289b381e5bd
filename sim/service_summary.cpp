#include "sim/service_summary.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>

namespace lastmile {

void HomesByValue::add(double value, std::uint64_t homes) {
  if (homes == 0) return;
  if (entries_.empty() || entries_.back().value != value)
    entries_.push_back({value, homes});
  else
    entries_.back().homes += homes;
}

HomesByValue& HomesByValue::operator+=(const HomesByValue& other) {
  entries_.insert(entries_.end(), other.entries_.begin(), other.entries_.end());
  return *this;
}

std::uint64_t HomesByValue::homes() const {
  std::uint64_t sum = 0;
  for (const Entry& entry : entries_) sum += entry.homes;
  return sum;
}

std::vector<double> HomesByValue::quantiles(std::span<const double> shares) const {
  // Buckets of values by the upper bits of a key that rises as they do; only those that hold a wanted value
  // are sorted.
  constexpr unsigned bucket_shift = 48;
  const auto bucket_of = [](double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    constexpr std::uint64_t sign = std::uint64_t{1} << 63;
    return ((bits & sign) != 0 ? ~bits : bits | sign) >> bucket_shift;
  };
  std::vector<std::uint64_t> homes_in(std::size_t{1} << (64 - bucket_shift), 0);
  for (const Entry& entry : entries_) homes_in[bucket_of(entry.value)] += entry.homes;

  const std::uint64_t all = homes();
  std::vector<double> values;
  std::size_t bucket = 0;
  std::uint64_t before = 0;  // homes in the buckets before this one
  std::vector<Entry> inside;
  const auto open_bucket = [&] {
    inside.clear();
    std::copy_if(entries_.begin(), entries_.end(), std::back_inserter(inside),
                 [&](const Entry& entry) { return bucket_of(entry.value) == bucket; });
    std::sort(inside.begin(), inside.end(), [](const Entry& a, const Entry& b) { return a.value < b.value; });
  };
  for (const double share : shares) {
    const auto rank =
        std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(all))));
    if (all == 0) {
      values.push_back(0);
      continue;
    }
    if (before + homes_in[bucket] < rank || inside.empty()) {
      while (before + homes_in[bucket] < rank) before += homes_in[bucket++];
      open_bucket();
    }
    std::uint64_t so_far = before;
    const auto found = std::find_if(inside.begin(), inside.end(),
                                    [&](const Entry& entry) { return (so_far += entry.homes) >= rank; });
    values.push_back(found->value);
  }
  return values;
}

ServiceSummary& ServiceSummary::operator+=(const ServiceSummary& other) {
  by_technology.resize(std::max(by_technology.size(), other.by_technology.size()));
  for (std::size_t i = 0; i < other.by_technology.size(); ++i) {
    by_technology[i].connected += other.by_technology[i].connected;
    by_technology[i].qualified += other.by_technology[i].qualified;
  }
  for (std::size_t i = 0; i < figures.size(); ++i) figures[i] += other.figures[i];
  return *this;
}

}  // namespace lastmile
