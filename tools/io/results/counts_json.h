// The parts that results and courses have in common: counts, the ladder, causes and books, in one shape.
#pragma once

#include <type_traits>

#include "sim/coverage/coverage.h"
#include "tools/io/base/json.h"

namespace lastmile::io {

// A Tally, or a Share of one.
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
  for (std::size_t rung = 0; rung < rung_count; ++rung) {
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
  for (std::size_t cause = 0; cause < obstacle_count; ++cause)
    if (has_premises(unserved[cause]))
      list.push_back({{"cause", obstacle_names[cause]},
                      {"sole", count_json(unserved[cause].sole)},
                      {"joint", count_json(unserved[cause].joint)}});
  return list;
}

inline void add_books(Json& entry, const Books& books) {
  for (std::size_t book = 0; book < book_names.size(); ++book)
    entry[std::string{book_names[book]}] = number(books[static_cast<Eigen::Index>(book)]);
}

}  // namespace lastmile::io
