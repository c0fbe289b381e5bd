#include "tests/support/differences.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "tests/support/file_text.h"

namespace lastmile::test {
namespace {

bool are_close(double a, double b) {
  constexpr double tolerance = 1e-9;
  return std::abs(a - b) <= tolerance * std::max({1.0, std::abs(a), std::abs(b)});
}

void compare(const Json& expected, const Json& got, const std::string& path, Differences& found) {
  const auto differ = [&] {
    found.push_back(path + ": expected " + expected.dump() + ", got " + got.dump());
  };
  if (expected.is_number() && got.is_number()) {
    if (!are_close(expected.get<double>(), got.get<double>())) differ();
  } else if (expected.is_object() && got.is_object()) {
    for (const auto& [key, value] : expected.items()) {
      if (got.contains(key))
        compare(value, got[key], path + "." + key, found);
      else
        found.push_back(path + "." + key + ": is not there");
    }
    for (const auto& [key, value] : got.items())
      if (!expected.contains(key)) found.push_back(path + "." + key + ": is not expected");
  } else if (expected.is_array() && got.is_array() && expected.size() == got.size()) {
    for (std::size_t i = 0; i < expected.size(); ++i)
      compare(expected[i], got[i], path + "[" + std::to_string(i) + "]", found);
  } else if (expected != got) {
    differ();
  }
}

std::optional<double> as_number(const std::string& cell) {
  if (cell.empty()) return std::nullopt;
  std::size_t used = 0;
  try {
    const double number = std::stod(cell, &used);
    return used == cell.size() ? std::optional(number) : std::nullopt;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

bool same_cell(const std::string& expected, const std::string& got) {
  const auto a = as_number(expected);
  const auto b = as_number(got);
  return a && b ? are_close(*a, *b) : expected == got;
}

bool same_row(const std::string& expected, const std::string& got) {
  const std::vector<std::string> a = split(expected, ',');
  const std::vector<std::string> b = split(got, ',');
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_cell);
}

}  // namespace

Differences differences(const Json& expected, const Json& got) {
  Differences found;
  compare(expected, got, "$", found);
  return found;
}

Differences table_differences(const std::string& expected, const std::string& got) {
  Differences found;
  std::vector<std::string> a = lines_of(expected);
  std::vector<std::string> b = lines_of(got);
  if (a.size() != b.size())
    found.push_back("expected " + std::to_string(a.size()) + " lines, got " + std::to_string(b.size()));
  a.resize(std::max(a.size(), b.size()));
  b.resize(a.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!same_row(a[i], b[i]))
      found.push_back("line " + std::to_string(i + 1) + ": expected " + a[i] + ", got " + b[i]);
  return found;
}

}  // namespace lastmile::test
