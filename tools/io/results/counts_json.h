// The common parts of results and courses as JSON: counts, the ladder, causes and books.
#pragma once

#include <type_traits>

#include "sim/coverage/coverage.h"
#include "tools/io/base/json.h"

namespace lastmile::io {

// Of a Tally or an ExpectedTally.
template <class Count>
Json count_json(const Count& count) {
  const auto exact = [](auto n) {
    if constexpr (std::is_integral_v<decltype(n)>)
      return Json(n);
    else
      return number(n);
  };
  return {{"premises", exact(count.premises)}, {"homes", exact(count.homes)}, {"users", number(count.users)}};
}

template <class Ladder>
Json ladder_json(const Ladder& ladder) {
  Json list = Json::array();
  for (const Rung rung : enum_values<Rung>()) {
    Json entry = {{"rung", rung_names[rung]}};
    entry.update(count_json(ladder[rung]));
    list.push_back(std::move(entry));
  }
  return list;
}

template <class Cause>
bool has_premises(const Cause& cause) {
  return cause.sole.premises + cause.joint.premises > 0;
}

template <class Unserved>
Json unserved_json(const Unserved& unserved) {
  Json list = Json::array();
  for (const Obstacle cause : enum_values<Obstacle>())
    if (has_premises(unserved[cause]))
      list.push_back({{"cause", obstacle_names[cause]},
                      {"sole", count_json(unserved[cause].sole)},
                      {"joint", count_json(unserved[cause].joint)}});
  return list;
}

inline void add_books(Json& entry, const Books& books) {
  for (const Book book : enum_values<Book>()) entry[std::string{book_names[book]}] = number(books[book]);
}

}  // namespace lastmile::io
