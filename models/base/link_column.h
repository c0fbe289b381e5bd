// One value for every link of a plant, in the order of LinkIds: explicit links, then inline drops.
#pragma once

#include "models/base/ids.h"

namespace lastmile {

template <class T>
struct LinkColumn {
  IdVector<LinkId, T> explicit_links;
  IdVector<PremisesId, T> inline_drops;  // one for each premises, whether it has an inline drop or not

  LinkColumn() = default;
  LinkColumn(std::size_t links, std::size_t premises, const T& value)
      : explicit_links(links, value), inline_drops(premises, value) {}

  T& operator[](LinkId id) {
    const std::size_t links = explicit_links.size();
    return id.value < links ? explicit_links[id] : inline_drops[PremisesId{id.value - links}];
  }
  const T& operator[](LinkId id) const {
    const std::size_t links = explicit_links.size();
    return id.value < links ? explicit_links[id] : inline_drops[PremisesId{id.value - links}];
  }

  // Calls visit(value) in the order of the ids.
  template <class Visit>
  void for_each(Visit visit) {
    for (T& value : explicit_links) visit(value);
    for (T& value : inline_drops) visit(value);
  }
  template <class Visit>
  void for_each(Visit visit) const {
    for (const T& value : explicit_links) visit(value);
    for (const T& value : inline_drops) visit(value);
  }
};

}  // namespace lastmile
