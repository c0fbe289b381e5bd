#include "sim/service/service_summary.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>
#include <utility>

namespace lastmile {

void HomesByValue::Part::add(double value, std::uint32_t homes) {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
  if (last_at_.empty()) last_at_.resize(remembered, 0);
  std::uint32_t& at =
      last_at_[(std::bit_cast<std::uint64_t>(value) * odd) >> (64 - std::bit_width(remembered - 1))];
  if (at < values_.size() && values_[at] == value && homes_[at] + homes >= homes) {
    homes_[at] += homes;
    return;
  }
  at = static_cast<std::uint32_t>(values_.size());
  values_.push_back(value);
  homes_.push_back(homes);
}

void HomesByValue::Part::close() {
  values_.shrink_to_fit();
  homes_.shrink_to_fit();
  last_at_ = {};
}

void HomesByValue::close() {
  for (Part& part : parts_) part.close();
}

HomesByValue& HomesByValue::operator+=(HomesByValue&& other) {
  parts_.insert(parts_.end(), std::make_move_iterator(other.parts_.begin()),
                std::make_move_iterator(other.parts_.end()));
  return *this;
}

std::uint64_t HomesByValue::homes() const {
  std::uint64_t sum = 0;
  for_each([&](double, std::uint64_t homes) { sum += homes; });
  return sum;
}

std::vector<double> HomesByValue::quantiles(std::span<const double> shares) const {
  // Values are put in buckets by the upper bits of an order-preserving key. Only buckets that contain a
  // result are sorted.
  constexpr unsigned bucket_shift = 48;
  const auto bucket_of = [](double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    constexpr std::uint64_t sign = std::uint64_t{1} << 63;
    return ((bits & sign) != 0 ? ~bits : bits | sign) >> bucket_shift;
  };
  std::vector<std::uint64_t> homes_in(std::size_t{1} << (64 - bucket_shift), 0);
  std::uint64_t all = 0;
  for_each([&](double value, std::uint64_t homes) {
    homes_in[bucket_of(value)] += homes;
    all += homes;
  });

  std::vector<double> values;
  std::size_t bucket = 0;
  std::uint64_t before = 0;  // homes in the buckets before this one
  std::vector<std::pair<double, std::uint64_t>> inside;
  const auto open_bucket = [&] {
    inside.clear();
    for_each([&](double value, std::uint64_t homes) {
      if (bucket_of(value) == bucket) inside.emplace_back(value, homes);
    });
    std::sort(inside.begin(), inside.end());
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
                                    [&](const auto& entry) { return (so_far += entry.second) >= rank; });
    values.push_back(found->first);
  }
  return values;
}

void ServiceSummary::close() {
  for (HomesByValue& figure : figures) figure.close();
}

ServiceSummary& ServiceSummary::operator+=(ServiceSummary&& other) {
  by_technology.resize(std::max(by_technology.size(), other.by_technology.size()));
  for (std::size_t i = 0; i < other.by_technology.size(); ++i) {
    by_technology[i].connected += other.by_technology[i].connected;
    by_technology[i].qualified += other.by_technology[i].qualified;
  }
  by_further_profile.resize(std::max(by_further_profile.size(), other.by_further_profile.size()));
  for (std::size_t i = 0; i < other.by_further_profile.size(); ++i)
    by_further_profile[i] += other.by_further_profile[i];
  for (const ServiceFigure figure : enum_values<ServiceFigure>())
    figures[figure] += std::move(other.figures[figure]);
  return *this;
}

}  // namespace lastmile
