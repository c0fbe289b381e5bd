#include "tools/io/rows.h"

#include <fmt/format.h>

#include "tools/io/cells.h"
#include "tools/io/suggest.h"

namespace lastmile::io {
namespace {

template <class To, class From>
void assign(To& to, const std::optional<From>& from) {
  if (from) to = *from;
}

void read_text(std::string_view& to, std::string_view text) {
  to = text;
}

void read_id(std::string_view& to, std::string_view text, const Place& place, Reporter& report) {
  if (check_id(text, place, report)) to = text;
}

void check_coordinate(std::string_view text, double most, const Place& place, Reporter& report) {
  const auto degrees = parse_number(text, place, report);
  if (degrees && (*degrees < -most || *degrees > most))
    report.blemish(place,
                   {"out-of-range", fmt::format("must be from {} to {} degrees, is {}", -most, most, text)});
}

constexpr double most_longitude = 180;
constexpr double most_latitude = 90;

Finding unknown_reference(std::string_view name, std::string_view what, const NameTable& known,
                          const Reporter& report) {
  const std::size_t candidates = report.shows_more() ? known.size() : 0;
  const auto near = nearest(name, candidates, [&](std::size_t i) { return known[i]; });
  return {"unknown-reference", fmt::format("no {} {}", what, quoted(name)),
          near ? fmt::format("did you mean {}?", quoted(*near)) : std::string{}};
}

// One end of a link: a site or a premises, or neither where the name is unknown.
struct End {
  SiteId site;
  PremisesId premises;
  bool known() const { return site.exists() || premises.exists(); }
};

End find_end(std::string_view name, const Place& place, const Names& names, Reporter& report) {
  if (name.empty()) return {};  // reported already
  if (const auto site = names.sites.find(name)) return {SiteId{*site}, {}};
  if (const auto premises = names.premises.find(name)) return {{}, PremisesId{*premises}};
  report.error(place, unknown_reference(name, "site or premises", names.sites, report));
  return {};
}

void check_ends(const LinkRow& row, const End& from, const End& to, const RowSource& source,
                Reporter& report) {
  const FieldPlace at_to(source, index(LinkField::to));
  const FieldPlace at_tier(source, index(LinkField::tier));
  if (row.from_name == row.to_name) {
    report.error(at_to, {"self-link", fmt::format("joins {} to itself", quoted(row.to_name))});
  } else if (row.tier == Tier::drop) {
    if (from.site.exists() && to.site.exists())
      report.error(at_tier,
                   {"drop-joins-sites", "a drop joins a site and a premises, this one joins two sites",
                    "use backbone, feeder or distribution"});
    if (from.premises.exists() && to.premises.exists())
      report.error(at_to,
                   {"drop-joins-premises", "a drop joins a site and a premises, this one joins two premises",
                    "put a site between them"});
  } else if (from.premises.exists() || to.premises.exists()) {
    report.error(at_tier,
                 {"premises-in-transit",
                  fmt::format("a link that ends at premises {} is a final link, no part of the backbone",
                              quoted(from.premises.exists() ? row.from_name : row.to_name)),
                  "use tier drop, or make the premises' building a site with a premises on it"});
  }
}

}  // namespace

void read_cell(SiteRow& row, std::size_t field, std::string_view text, const Place& place, Reporter& report) {
  switch (static_cast<SiteField>(field)) {
    case SiteField::id: read_id(row.id, text, place, report); break;
    case SiteField::kind: read_text(row.kind, text); break;
    case SiteField::state: assign(row.state, parse_state(text, place, report)); break;
    case SiteField::cost: row.money.cost = parse_amount(text, place, report); break;
    case SiteField::value: row.money.value = parse_amount(text, place, report); break;
    case SiteField::completion_cost: row.money.completion_cost = parse_amount(text, place, report); break;
    case SiteField::ports: parse_count(text, place, report); break;
    case SiteField::lon: check_coordinate(text, most_longitude, place, report); break;
    case SiteField::lat: check_coordinate(text, most_latitude, place, report); break;
    case SiteField::area: break;
  }
}

void read_cell(LinkRow& row, std::size_t field, std::string_view text, const Place& place, Reporter& report) {
  switch (static_cast<LinkField>(field)) {
    case LinkField::id: read_id(row.id, text, place, report); break;
    case LinkField::from: read_id(row.from_name, text, place, report); break;
    case LinkField::to: read_id(row.to_name, text, place, report); break;
    case LinkField::tier: row.tier = parse_tier(text, place, report); break;
    case LinkField::state: assign(row.state, parse_state(text, place, report)); break;
    case LinkField::cost: row.money.cost = parse_amount(text, place, report); break;
    case LinkField::value: row.money.value = parse_amount(text, place, report); break;
    case LinkField::completion_cost: row.money.completion_cost = parse_amount(text, place, report); break;
    case LinkField::length_m: parse_amount(text, place, report); break;
    case LinkField::capacity_mbps: parse_amount(text, place, report); break;
    case LinkField::medium: break;
  }
}

void read_cell(PremisesRow& row, std::size_t field, std::string_view text, const Place& place,
               Reporter& report) {
  if (field >= premises_fields.size()) {
    row.has_drop = true;
    switch (static_cast<DropField>(field - premises_fields.size())) {
      case DropField::from: read_id(row.drop_from, text, place, report); break;
      case DropField::state: assign(row.drop_state, parse_state(text, place, report)); break;
      case DropField::cost: row.drop_money.cost = parse_amount(text, place, report); break;
      case DropField::value: row.drop_money.value = parse_amount(text, place, report); break;
      case DropField::completion_cost:
        row.drop_money.completion_cost = parse_amount(text, place, report);
        break;
      case DropField::length_m: parse_amount(text, place, report); break;
      case DropField::medium: break;
    }
    return;
  }
  switch (static_cast<PremisesField>(field)) {
    case PremisesField::id: read_id(row.id, text, place, report); break;
    case PremisesField::homes: row.homes = parse_count(text, place, report); break;
    case PremisesField::users: row.users = parse_amount(text, place, report); break;
    case PremisesField::subscribed: assign(row.subscribed, parse_flag(text, place, report)); break;
    case PremisesField::lon: check_coordinate(text, most_longitude, place, report); break;
    case PremisesField::lat: check_coordinate(text, most_latitude, place, report); break;
    case PremisesField::area:
    case PremisesField::drop: break;
  }
}

void resolve(SiteRow& row, const RowSource& source, const Names&, Reporter&) {
  row.mark = source.mark(index(SiteField::id));
}

void resolve(LinkRow& row, const RowSource& source, const Names& names, Reporter& report) {
  row.mark = source.mark(index(LinkField::id));
  const End from = find_end(row.from_name, FieldPlace(source, index(LinkField::from)), names, report);
  const End to = find_end(row.to_name, FieldPlace(source, index(LinkField::to)), names, report);
  if (row.tier && from.known() && to.known()) check_ends(row, from, to, source, report);
  row.from = from.site.exists() ? from.site : to.site;
  row.to = row.tier == Tier::drop ? SiteId::none() : to.site;
  row.premises = from.premises.exists() ? from.premises : to.premises;
}

void resolve(PremisesRow& row, const RowSource& source, const Names& names, Reporter& report) {
  row.mark = source.mark(index(PremisesField::id));
  row.id_hash = NameTable::hash(row.id);
  if (names.sites.may_hold(row.id) && names.sites.find(row.id, row.id_hash))
    report.error(FieldPlace(source, index(PremisesField::id)),
                 {"duplicate-id", fmt::format("{} is a site already", quoted(row.id)),
                  "ids are unique over sites and premises together"});
  if (row.drop_from.empty()) return;
  if (const auto site = names.sites.find(row.drop_from)) {
    row.drop_site = SiteId{*site};
    return;
  }
  report.error(FieldPlace(source, index(DropField::from)),
               unknown_reference(row.drop_from, "site", names.sites, report));
}

}  // namespace lastmile::io
