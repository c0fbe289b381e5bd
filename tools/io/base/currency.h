// Names of currencies in text. XXX is the ISO 4217 code for no currency: a scenario with this code counts
// units of its own, such as hours.
#pragma once

#include <string>
#include <string_view>

namespace lastmile::io {

inline bool is_money(std::string_view currency) {
  return currency != "XXX";
}

// "EUR" or "units"
inline std::string money_name(std::string_view currency) {
  return is_money(currency) ? std::string{currency} : "units";
}

// For use after "per": "EUR" or "unit".
inline std::string one_of_money(std::string_view currency) {
  return is_money(currency) ? std::string{currency} : "unit";
}

}  // namespace lastmile::io
