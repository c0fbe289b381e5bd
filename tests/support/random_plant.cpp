#include "tests/support/random_plant.h"

#include <sstream>
#include <utility>
#include <vector>

#include "tests/support/dice.h"
#include "tests/support/plant_builder.h"

namespace lastmile::test {
namespace {

// Each draw is a statement or in a braced list, because the order of a call's arguments is unspecified.
class PlantDraw {
 public:
  PlantDraw(std::uint64_t seed, const PlantShape& shape) : dice_(seed), shape_(shape) {
    backbone_health_ = within(shape_.health);
    drop_health_ = dice_.one_of(std::array<std::size_t, 3>{30, 60, 90});
  }

  Plant draw() {
    draw_sites();
    draw_ends_of_links();
    draw_premises();
    dice_.shuffle(ends_);
    for (const Ends& ends : ends_) {
      if (ends.premises.exists()) {
        builder_.add_drop(ends.from, ends.premises, condition(drop_health_));
      } else {
        const Tier tier = dice_.one_of(std::array<Tier, 3>{Tier::backbone, Tier::feeder, Tier::distribution});
        builder_.add_link(ends.from, ends.to, condition(backbone_health_), tier);
      }
    }
    return builder_.plant();
  }

 private:
  struct Ends {
    SiteId from;
    SiteId to;
    PremisesId premises;
  };

  void draw_sites() {
    site_count_ = within(shape_.sites);
    // One site is a source, now and then none; in half of the plants others are, too.
    const std::size_t single = dice_.chance(92) ? any_index() : site_count_;
    const std::size_t others_percent = dice_.one_of(std::array<std::size_t, 4>{0, 0, 5, 30});
    for (std::size_t i = 0; i < site_count_; ++i) {
      if (i == single || dice_.chance(others_percent)) {
        builder_.add_source(condition(backbone_health_));
      } else {
        builder_.add_site(condition(backbone_health_));
      }
    }
  }

  // A tree with some branches cut off, now and then none at all; then chords, of which some run beside
  // another link.
  void draw_ends_of_links() {
    if (site_count_ < 2) return;
    const std::size_t tree_percent = dice_.one_of(std::array<std::size_t, 4>{0, 90, 100, 100});
    for (std::size_t i = 1; i < site_count_; ++i) {
      if (dice_.chance(tree_percent)) add_ends(SiteId{i}, SiteId{dice_.below(i)});
    }
    const std::size_t chords = within(shape_.chords);
    for (std::size_t i = 0; i < chords; ++i) {
      if (!ends_.empty() && dice_.chance(25)) {
        const Ends beside = ends_[dice_.below(ends_.size())];
        add_ends(beside.to, beside.from);
      } else {
        const std::size_t a = any_index();
        add_ends(SiteId{a}, SiteId{(a + dice_.between(1, site_count_ - 1)) % site_count_});
      }
    }
  }

  void add_ends(SiteId a, SiteId b) {
    if (dice_.chance(50)) std::swap(a, b);
    ends_.push_back({a, b, PremisesId::none()});
  }

  void draw_premises() {
    const std::size_t count = within(shape_.premises);
    for (std::size_t i = 0; i < count; ++i) {
      Dwelling dwelling;
      dwelling.homes = static_cast<std::uint32_t>(dice_.below(6));
      dwelling.users = users(dwelling.homes);
      dwelling.subscribed = dice_.chance(85);
      if (site_count_ == 0) {
        builder_.add_premises(dwelling);
        continue;
      }
      const SiteId near{any_index()};
      const bool has_inline_drop = dice_.chance(80);
      const PremisesId added = has_inline_drop
                                   ? builder_.add_premises(dwelling, Drop{near, condition(drop_health_)})
                                   : builder_.add_premises(dwelling);
      const std::size_t explicit_drops =
          dice_.chance(70) ? (has_inline_drop ? 0 : dice_.below(2)) : dice_.below(4);
      for (std::size_t k = 0; k < explicit_drops; ++k)
        ends_.push_back({dice_.chance(40) ? near : SiteId{any_index()}, SiteId::none(), added});
    }
  }

  Condition condition(std::size_t health) {
    const std::array<State, 5> in_design = {State::failed, State::failed, State::inactive, State::planned,
                                            State::under_construction};
    const std::array<State, 2> outside = {State::proposed, State::decommissioned};
    const State state = dice_.chance(health) ? State::operational
                        : dice_.chance(85)   ? dice_.one_of(in_design)
                                             : dice_.one_of(outside);
    if (shape_.amounts == Amounts::rough) return {state, 100 * dice_.fraction(), 1 + 100 * dice_.fraction()};
    const std::array<double, 6> costs = {0, 1, 1, 2, 3, 5};
    return {state, static_cast<double>(dice_.chance(20) ? 0 : dice_.below(13)), dice_.one_of(costs)};
  }

  double users(std::uint32_t homes) {
    if (dice_.chance(15)) return 0;
    if (shape_.amounts == Amounts::rough) return 5 * dice_.fraction();
    if (dice_.chance(60)) return homes;
    return dice_.chance(60) ? static_cast<double>(dice_.below(6))
                            : 0.25 * static_cast<double>(dice_.below(20));
  }

  std::size_t within(Range range) { return dice_.between(range.least, range.most); }
  std::size_t any_index() { return site_count_ == 0 ? 0 : dice_.below(site_count_); }

  Dice dice_;
  PlantShape shape_;
  PlantBuilder builder_;
  std::size_t backbone_health_ = 100;  // percent operational
  std::size_t drop_health_ = 100;
  std::size_t site_count_ = 0;
  std::vector<Ends> ends_;
};

}  // namespace

Plant random_plant(std::uint64_t seed, const PlantShape& shape) {
  return PlantDraw(seed, shape).draw();
}

std::string describe(const Plant& plant) {
  std::ostringstream text;
  const Sites& sites = plant.sites;
  const Links& links = plant.links;
  const Premises& premises = plant.premises;
  text << sites.size() << " sites, " << links.size() << " links, " << premises.size() << " premises\n";
  if (sites.size() + links.size() + premises.size() > 60) return text.str();

  const auto describe_condition = [&](State state, double value, double completion_cost) {
    text << ' ' << name(state) << " value " << value << " completion_cost " << completion_cost << '\n';
  };
  for (const SiteId s : ids<SiteId>(sites.size())) {
    text << (sites.is_source[s] != 0 ? "source s" : "site s") << s.value;
    describe_condition(sites.state[s], sites.value[s], sites.completion_cost[s]);
  }
  for (const LinkId l : ids<LinkId>(links.size())) {
    text << name(links.tier[l]) << " l" << l.value << " s" << links.from[l].value;
    if (links.tier[l] == Tier::drop) {
      text << "-p" << links.premises[l].value;
    } else {
      text << "-s" << links.to[l].value;
    }
    describe_condition(links.state[l], links.value[l], links.completion_cost[l]);
  }
  for (const PremisesId p : ids<PremisesId>(premises.size())) {
    text << "premises p" << p.value << " homes " << premises.homes[p] << " users " << premises.users[p]
         << (premises.subscribed[p] != 0 ? "" : " not subscribed");
    if (plant.has_inline_drop(p)) {
      text << " inline drop l" << plant.inline_drop(p).value << " from s" << links.from.inline_drops[p].value;
      describe_condition(links.state.inline_drops[p], links.value.inline_drops[p],
                         links.completion_cost.inline_drops[p]);
    } else {
      text << '\n';
    }
  }
  return text.str();
}

}  // namespace lastmile::test
