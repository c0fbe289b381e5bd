#include "sim/reliability/worlds.h"

#include <algorithm>
#include <atomic>

#include "sim/reliability/failure_draws.h"
#include "sim/support/parallel.h"
#include "sim/support/tally.h"

namespace lastmile {
namespace {

constexpr std::uint32_t never_fails = ~std::uint32_t{0};

struct Crowd {
  double users = 0;
  double homes = 0;

  bool is_empty() const { return users <= 0 && homes <= 0; }
  Crowd& operator+=(const Crowd& other) {
    users += other.users;
    homes += other.homes;
    return *this;
  }
};

Crowd crowd_of(const Plant& plant, const CustomerShare& customers, PremisesId p) {
  const double share = customer_share(plant, customers, p);
  return {share * plant.premises.users[p], share * static_cast<double>(plant.premises.homes[p])};
}

// What all batches share.
struct Layout {
  // The core as arcs: those of vertex v are arcs first_arc[v] up to first_arc[v + 1].
  std::vector<std::uint32_t> first_arc;
  std::vector<std::uint32_t> arc_target;
  std::vector<std::uint32_t> arc_link;  // its place in core_links
  std::vector<LinkId> core_links;

  // Served premises with one final link, at each site and at the sites of hanging trees beyond it.
  IdVector<SiteId, Crowd> beyond;
  struct Drop {
    LinkId link;
    SiteId site;
    Crowd crowd;
  };
  std::vector<Drop> drops;  // those of these premises that can fail
  struct Several {
    PremisesId premises;
    Crowd crowd;
  };
  std::vector<Several> several;     // served premises with several final links
  std::vector<double> asked_users;  // served users of each premises asked for
  Crowd served;
};

Layout lay_out(const Plant& plant, const LiveNetwork& live, const RiskSets& risks,
               const std::vector<PremisesId>& asked, const CustomerShare& customers) {
  Layout layout;
  const Network& network = live.network;
  layout.first_arc.push_back(0);
  IdVector<LinkId, std::uint32_t> place(plant.links.size(), never_fails);
  for (CoreVertex v = 0; v < num_vertices(network.core); ++v) {
    for (auto [arc, end] = out_edges(v, network.core); arc != end; ++arc) {
      const LinkId link = network.core[*arc].link;
      std::uint32_t at = never_fails;
      if (link.exists()) {
        if (place[link] == never_fails) {
          place[link] = static_cast<std::uint32_t>(layout.core_links.size());
          layout.core_links.push_back(link);
        }
        at = place[link];
      }
      layout.arc_target.push_back(target(*arc, network.core));
      layout.arc_link.push_back(at);
    }
    layout.first_arc.push_back(static_cast<std::uint32_t>(layout.arc_target.size()));
  }
  layout.beyond = IdVector<SiteId, Crowd>(plant.sites.size());
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    const LiveDrops drops = live_drops(plant, live, p);
    if (drops.count == 0) continue;
    const Crowd crowd = crowd_of(plant, customers, p);
    if (crowd.is_empty()) continue;
    layout.served += crowd;
    if (drops.count > 1) {
      layout.several.push_back({p, crowd});
      continue;
    }
    layout.beyond[drops.depends_on] += crowd;
    if (risks.can_fail(drops.first)) layout.drops.push_back({drops.first, drops.depends_on, crowd});
  }
  for (auto site = live.outwards.rbegin();
       site != live.outwards.rend() - static_cast<std::ptrdiff_t>(live.block_sites.size()); ++site)
    layout.beyond[live.above[*site]] += layout.beyond[*site];
  layout.asked_users.reserve(asked.size());
  for (const PremisesId p : asked) layout.asked_users.push_back(crowd_of(plant, customers, p).users);
  return layout;
}

// One key for what a risk does to an element.
std::uint64_t mixed(std::uint64_t element, std::uint64_t risk) {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;  // 2^64 / golden ratio
  std::uint64_t key = (element ^ (risk * odd)) * odd;
  key ^= key >> 32U;
  return key * odd;
}

class Batch {
 public:
  Batch(const Plant& plant, const LiveNetwork& live, const RiskSets& risks, const DrawKeys& keys,
        const Layout& layout, const FailureDraws& draws)
      : plant_(plant), live_(live), risks_(risks), keys_(keys), layout_(layout), draws_(draws) {
    for (std::size_t i = 0; i < risks.risk_count(); ++i) {
      const auto risk = static_cast<RiskId>(i);
      WorldSet present;
      draws.add(keys.risks[risks.number(risk)], risks.presence(risk), present);
      present_.push_back(present);
    }
    reached_.resize(plant.sites.size());
    spread_over_core();
    for (std::size_t i = live.block_sites.size(); i < live.outwards.size(); ++i) step_out(live.outwards[i]);
  }

  // Who is lost in each world.
  std::array<Crowd, worlds_per_batch> losses() const {
    std::array<Crowd, worlds_per_batch> lost{};
    const auto lose = [&](const WorldSet& worlds, const Crowd& crowd) {
      for_each_world(worlds, [&](std::size_t world) { lost[world] += crowd; });
    };
    for (std::size_t i = 0; i < live_.outwards.size(); ++i) {
      const SiteId site = live_.outwards[i];
      if (layout_.beyond[site].is_empty()) continue;
      WorldSet down = ~reached_[site.value];
      if (i >= live_.block_sites.size()) down &= reached_[live_.above[site].value];
      lose(down, layout_.beyond[site]);
    }
    for (const Layout::Drop& drop : layout_.drops) {
      const WorldSet down = down_worlds(drop.link, keys_.links[drop.link]);
      if (down.any()) lose(down & reached_[drop.site.value], drop.crowd);
    }
    for (const Layout::Several& one : layout_.several) lose(~up_worlds(one.premises), one.crowd);
    return lost;
  }

  WorldSet up_worlds(PremisesId p) const {
    WorldSet up;
    for_each_live_drop(plant_, live_, p, [&](LinkId link, SiteId site) {
      up |= reached_[site.value] & ~down_worlds(link, keys_.links[link]);
    });
    return up;
  }

 private:
  template <class ElementId>
  WorldSet down_worlds(ElementId element, std::uint64_t key) const {
    WorldSet down;
    draws_.add(key, 1 - risks_.own_up(element), down);
    for (const RiskId risk : risks_[risks_.risks(element)]) {
      if (!present_[risk].any()) continue;
      WorldSet hit;
      draws_.add(mixed(key, keys_.risks[risks_.number(risk)]), risks_.probability(risk), hit);
      down |= hit & present_[risk];
    }
    return down;
  }

  void spread_over_core() {
    const Network& network = live_.network;
    std::vector<WorldSet> links_up;
    links_up.reserve(layout_.core_links.size());
    for (const LinkId link : layout_.core_links) links_up.push_back(~down_worlds(link, keys_.links[link]));
    const std::size_t vertices = network.core_sites.size() + 1;
    std::vector<WorldSet> sites_up(vertices);
    for (std::size_t v = 1; v < vertices; ++v) {
      const SiteId site = network.core_sites[v - 1];
      sites_up[v] = ~down_worlds(site, keys_.sites[site]);
    }
    std::vector<WorldSet> reached(vertices);
    reached[core_root] = WorldSet::all();
    std::vector<std::uint32_t> waiting = {core_root};
    std::vector<std::uint8_t> waits(vertices, 0);
    for (std::size_t next = 0; next < waiting.size(); ++next) {
      const std::uint32_t v = waiting[next];
      waits[v] = 0;
      for (std::uint32_t arc = layout_.first_arc[v]; arc < layout_.first_arc[v + 1]; ++arc) {
        const std::uint32_t w = layout_.arc_target[arc];
        if (w == core_root) continue;
        WorldSet more = reached[v] & sites_up[w];
        if (layout_.arc_link[arc] != never_fails) more &= links_up[layout_.arc_link[arc]];
        more &= ~reached[w];
        if (!more.any()) continue;
        reached[w] |= more;
        if (waits[w] != 0) continue;
        waits[w] = 1;
        waiting.push_back(w);
      }
    }
    for (std::size_t v = 1; v < vertices; ++v) reached_[network.core_sites[v - 1].value] = reached[v];
  }

  void step_out(SiteId site) {
    const LinkId bridge = live_.bridge[site];
    WorldSet& up = reached_[site.value];
    up = reached_[live_.above[site].value] & ~down_worlds(bridge, keys_.links[bridge]);
    up &= ~down_worlds(site, keys_.sites[site]);
  }

  const Plant& plant_;
  const LiveNetwork& live_;
  const RiskSets& risks_;
  const DrawKeys& keys_;
  const Layout& layout_;
  const FailureDraws& draws_;
  std::vector<WorldSet> present_;  // of each risk
  std::vector<WorldSet> reached_;  // by site: joined to a source
};

}  // namespace

Worlds WorldParts::undrawn() const {
  return {count,
          seed,
          std::vector<double>(count),
          std::vector<double>(count),
          std::vector<double>(asked == 0 ? 0 : count),
          std::vector<std::uint32_t>(asked, 0)};
}

void put_part(const Worlds& part, std::uint64_t first, Worlds& all) {
  const auto at = static_cast<std::ptrdiff_t>(first * worlds_per_batch);
  std::copy(part.users.begin(), part.users.end(), all.users.begin() + at);
  std::copy(part.homes.begin(), part.homes.end(), all.homes.begin() + at);
  if (part.times_up.empty()) return;
  std::copy(part.estimated_users.begin(), part.estimated_users.end(), all.estimated_users.begin() + at);
  for (std::size_t a = 0; a < part.times_up.size(); ++a) all.times_up[a] += part.times_up[a];
}

Worlds draw_worlds(const Plant& plant, const LiveNetwork& live, const RiskSets& risks, const DrawKeys& keys,
                   const WorldsRequest& request, const std::vector<PremisesId>& asked,
                   const CustomerShare& customers, const DrawWorlds& draw) {
  const Layout layout = lay_out(plant, live, risks, asked, customers);
  WorldParts parts{request.count, request.seed, asked.size(),
                   (request.count + worlds_per_batch - 1) / worlds_per_batch, nullptr};
  parts.draw = [&](std::uint64_t first_batch, std::uint64_t last_batch) {
    const std::uint64_t last_world = std::min(last_batch * worlds_per_batch, request.count);
    const std::uint64_t count = last_world - first_batch * worlds_per_batch;
    Worlds worlds = WorldParts{count, request.seed, asked.size(), 0, nullptr}.undrawn();
    for_each_index(last_batch - first_batch, [&](std::size_t number) {
      const FailureDraws draws(request.seed, static_cast<std::uint32_t>(first_batch + number));
      const Batch batch(plant, live, risks, keys, layout, draws);
      const std::size_t first = number * worlds_per_batch;
      const std::size_t size = std::min<std::size_t>(worlds_per_batch, count - first);
      const auto lost = batch.losses();
      for (std::size_t i = 0; i < size; ++i) {
        worlds.users[first + i] = std::max(0.0, layout.served.users - lost[i].users);
        worlds.homes[first + i] = std::max(0.0, layout.served.homes - lost[i].homes);
      }
      for (std::size_t a = 0; a < asked.size(); ++a) {
        std::uint32_t times = 0;
        for_each_world(batch.up_worlds(asked[a]), [&](std::size_t world) {
          if (world >= size) return;
          ++times;
          worlds.estimated_users[first + world] += layout.asked_users[a];
        });
        std::atomic_ref(worlds.times_up[a]).fetch_add(times, std::memory_order_relaxed);
      }
    });
    return worlds;
  };
  return draw ? draw(parts) : parts.draw(0, parts.batches);
}

}  // namespace lastmile
