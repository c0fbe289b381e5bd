#include "models/plant/builder.h"

#include <charconv>
#include <cmath>
#include <utility>

namespace lastmile {
namespace {

std::string text_of(double number) {
  char digits[32];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
  return error == std::errc{} ? std::string(digits, end) : std::string{"?"};
}

std::string lines_of(const std::vector<PlantProblem>& problems) {
  constexpr std::size_t most_shown = 100;
  std::string lines;
  for (std::size_t i = 0; i < problems.size() && i < most_shown; ++i) {
    const PlantProblem& problem = problems[i];
    lines += (i == 0 ? "" : "\n") + problem.path + ": " + problem.message + " [" + problem.rule + "]";
  }
  if (problems.size() > most_shown)
    lines += "\n... and " + std::to_string(problems.size() - most_shown) + " more errors";
  return lines;
}

}  // namespace

PlantRefused::PlantRefused(std::vector<PlantProblem> problems)
    : std::invalid_argument(lines_of(problems)), problems_(std::move(problems)) {}

PlantBuilder::PlantBuilder(Access access) {
  plant_.access = std::move(access);
}

void PlantBuilder::report(const Row& row, const char* field, std::string message, const char* rule) {
  std::string path = std::string{row.table} + "[" + std::to_string(row.index) + "]";
  if (*field != '\0') path += std::string{"."} + row.prefix + field;
  problems_.push_back({std::move(path), std::move(message), rule});
}

double PlantBuilder::amount(const Row& row, const char* field, double amount) {
  if (!std::isfinite(amount))
    report(row, field, "must be a finite number, is " + text_of(amount), "not-finite");
  else if (amount < 0)
    report(row, field, "must be >= 0, is " + text_of(amount), "negative-number");
  else if (amount > max_amount)
    report(row, field, "must be <= " + text_of(max_amount) + ", is " + text_of(amount), "huge-number");
  else if (amount > 0 && amount < min_amount)
    report(row, field, "must be 0 or at least " + text_of(min_amount) + ", is " + text_of(amount),
           "tiny-number");
  return amount;
}

State PlantBuilder::state(const Row& row, State state) {
  if (index_of(state) >= enum_count<State>)
    report(row, "state", "no state has the number " + std::to_string(index_of(state)), "unknown-state");
  return state;
}

SiteId PlantBuilder::site(const Row& row, const char* field, SiteId id) {
  if (!id.exists())
    report(row, field, "names no site", "missing-value");
  else if (id.value >= plant_.sites.size())
    report(row, field,
           "there is no site " + std::to_string(id.value) + " among " + std::to_string(plant_.sites.size()),
           "unknown-reference");
  return id;
}

template <class Element>
PlantBuilder::Money PlantBuilder::money(const Row& row, const Element& element) {
  const auto checked = [&](const char* field, const std::optional<double>& given) {
    if (given) amount(row, field, *given);
  };
  checked("cost", element.cost);
  checked("value", element.value);
  checked("completion_cost", element.completion_cost);
  const MoneyAsWritten written{element.cost, element.value, element.completion_cost};
  return {value_of(written, element.state), completion_cost_of(written, element.state)};
}

void PlantBuilder::check_room(const Row& row, std::size_t taken) {
  if (taken == max_elements)
    report(row, "", "there are more than " + std::to_string(max_elements) + " elements", "too-many-elements");
}

SiteId PlantBuilder::add_site(const Site& site) {
  Sites& sites = plant_.sites;
  const Row row{"sites", sites.size(), ""};
  check_room(row, sites.size());
  const Money paid = money(row, site);
  sites.state.push_back(state(row, site.state));
  sites.is_source.push_back(site.is_source ? 1 : 0);
  sites.value.push_back(paid.value);
  sites.completion_cost.push_back(paid.completion_cost);
  if (plant_.access) {
    Access& access = *plant_.access;
    if (site.technology.exists() && site.technology.value >= access.equipment.technologies.size())
      report(row, "technology", "the equipment has no technology " + std::to_string(site.technology.value),
             "unknown-technology");
    if (site.split == 0) report(row, "split", "must be >= 1, is 0", "out-of-range");
    access.technology.push_back(site.technology);
    access.split.push_back(site.split);
    access.ports.push_back(site.ports);
  }
  return SiteId{row.index};
}

LinkId PlantBuilder::add_link(const Link& link) {
  const Row row{"links", plant_.links.size(), ""};
  if (index_of(link.tier) > index_of(Tier::drop))
    report(row, "tier", "no tier has the number " + std::to_string(index_of(link.tier)), "unknown-tier");
  else if (link.tier == Tier::drop)
    report(row, "tier", "a drop ends at a premises; add it with add_drop", "drop-joins-sites");
  site(row, "to", link.to);
  if (link.from == link.to && link.from.exists())
    report(row, "to", "a link must join two different sites", "self-link");
  return add_explicit_link(
      link.tier, link.to, PremisesId::none(), row,
      {link.from, link.state, link.cost, link.value, link.completion_cost, link.length_m, link.spec});
}

LinkId PlantBuilder::add_drop(PremisesId premises, const Drop& drop) {
  const Row row{"links", plant_.links.size(), ""};
  const std::size_t known = plant_.premises.size();
  if (premises.value >= known)
    report(row, "to",
           premises.exists()
               ? "there is no premises " + std::to_string(premises.value) + " among " + std::to_string(known)
               : "names no premises",
           premises.exists() ? "unknown-reference" : "missing-value");
  return add_explicit_link(Tier::drop, SiteId::none(), premises, row, drop);
}

LinkId PlantBuilder::add_explicit_link(Tier tier, SiteId to, PremisesId premises, const Row& row,
                                       const Drop& link) {
  Links& links = plant_.links;
  check_room(row, links.size() + plant_.premises.size());
  const Money paid = money(row, link);
  links.tier.push_back(tier);
  links.to.push_back(to);
  links.premises.push_back(premises);
  links.from.explicit_links.push_back(site(row, "from", link.from));
  links.state.explicit_links.push_back(state(row, link.state));
  links.value.explicit_links.push_back(paid.value);
  links.completion_cost.explicit_links.push_back(paid.completion_cost);
  if (plant_.access) {
    plant_.access->spec.explicit_links.push_back(spec_id(row, link.spec));
    plant_.access->length_m.explicit_links.push_back(amount(row, "length_m", link.length_m));
  }
  return LinkId{row.index};
}

PremisesId PlantBuilder::add_premises(const PremisesRecord& record) {
  Premises& premises = plant_.premises;
  Links& links = plant_.links;
  const Row row{"premises", premises.size(), "drop."};
  check_room(row, links.size() + premises.size());
  premises.homes.push_back(record.homes);
  premises.users.push_back(amount({row.table, row.index, ""}, "users", record.users.value_or(record.homes)));
  premises.subscribed.push_back(record.is_subscribed ? 1 : 0);
  const Drop drop = record.drop.value_or(Drop{});
  const Money paid = money(row, drop);
  links.from.inline_drops.push_back(record.drop ? site(row, "from", drop.from) : SiteId::none());
  links.state.inline_drops.push_back(state(row, drop.state));
  links.value.inline_drops.push_back(paid.value);
  links.completion_cost.inline_drops.push_back(paid.completion_cost);
  if (plant_.access) {
    plant_.access->spec.inline_drops.push_back(spec_id(row, drop.spec));
    plant_.access->length_m.inline_drops.push_back(amount(row, "length_m", drop.length_m));
  }
  return PremisesId{row.index};
}

// Links of the same specification share it.
LinkSpecId PlantBuilder::spec_id(const Row& row, LinkSpec spec) {
  Access& access = *plant_.access;
  if (spec.medium.exists() && spec.medium.value >= access.equipment.media.size())
    report(row, "medium", "the equipment has no medium " + std::to_string(spec.medium.value),
           "unknown-medium");
  if (spec.technology.exists() && spec.technology.value >= access.equipment.technologies.size())
    report(row, "technology", "the equipment has no technology " + std::to_string(spec.technology.value),
           "unknown-technology");
  const auto check_capacity = [&](const char* field, double& capacity_mbps) {
    if (capacity_mbps >= 0) return;
    report(row, field, "must be >= 0, is " + text_of(capacity_mbps), "negative-number");
    capacity_mbps = 0;  // NaN has no place in an order
  };
  check_capacity("down_capacity_mbps", spec.down_capacity_mbps);
  check_capacity("up_capacity_mbps", spec.up_capacity_mbps);
  const auto [known, is_new] = spec_ids_.emplace(spec, LinkSpecId{access.link_specs.size()});
  if (is_new) access.link_specs.push_back(spec);
  return known->second;
}

Plant PlantBuilder::build() {
  PlantBuilder finished;
  std::swap(*this, finished);
  if (!finished.problems_.empty()) throw PlantRefused(std::move(finished.problems_));
  return std::move(finished.plant_);
}

}  // namespace lastmile
