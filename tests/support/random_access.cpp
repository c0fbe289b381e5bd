#include "tests/support/random_access.h"

#include <sstream>
#include <utility>

#include "tests/support/dice.h"

namespace lastmile::test {
namespace {

Medium medium(std::string name, MediumKind kind, double delay_us_per_km) {
  Medium added;
  added.name = std::move(name);
  added.kind = kind;
  added.delay_us_per_km = delay_us_per_km;
  return added;
}

Medium copper_pair(std::string name, double ohm_per_km, double db_per_km, double factor) {
  Medium added = medium(std::move(name), MediumKind::copper, 5);
  added.loop_ohm_per_km = ohm_per_km;
  added.voice_loss_db_per_km = db_per_km;
  added.rate_length_factor = factor;
  return added;
}

Technology technology(std::string name, TechnologyKind kind, MediumKind over, double down, double up,
                      double latency) {
  Technology added;
  added.name = std::move(name);
  added.kind = kind;
  added.medium = over;
  added.down_mbps = down;
  added.up_mbps = up;
  added.latency_ms = latency;
  return added;
}

OpticalLimits window(double min_db, double max_db, double reach_m, std::uint32_t max_split) {
  OpticalLimits limits;
  limits.min_loss_db = min_db;
  limits.max_loss_db = max_db;
  limits.reach_m = reach_m;
  limits.max_split = max_split;
  limits.most_db_per_km = 0.4;
  limits.least_db_per_km = 0.25;
  limits.splice_db = 0.1;
  limits.connector_db = 0.5;
  limits.margin_db = 1;
  limits.split_db = {3.7, 7.3, 10.7, 14.1};
  limits.least_splice_db = 0.04;
  limits.least_connector_db = 0.2;
  limits.least_split_db = {3.1, 6.2, 9.3};
  return limits;
}

RadioSystem mast() {
  RadioSystem radio;
  radio.model = RadioModel::rma;
  radio.frequency_ghz = 3.5;
  radio.mast_height_m = 35;
  radio.home_height_m = 5;
  radio.building_height_m = 5;
  radio.street_width_m = 20;
  radio.bandwidth_mhz = 20;
  radio.down_share = 0.75;
  radio.overhead = 0.2;
  radio.mast_eirp_dbm = 55;
  radio.home_eirp_dbm = 30;
  radio.mast_gain_db = 15;
  radio.home_gain_db = 10;
  radio.mast_noise_figure_db = 3;
  radio.home_noise_figure_db = 7;
  radio.margin_db = 6;
  radio.modulation = {{-5, 0.2}, {0, 0.9}, {5, 1.8}, {10, 3.3}, {20, 5.5}};
  return radio;
}

void share(Technology& technology, double down, double up) {
  technology.shared_down_mbps = down;
  technology.shared_up_mbps = up;
}

class AccessDraw {
 public:
  AccessDraw(Plant plant, std::uint64_t seed) : dice_(seed ^ 0x5E41CE), plant_(std::move(plant)) {}

  Plant draw() {
    access_.equipment = small_equipment();
    access_.profile = dice_.one_of(profiles);
    access_.busy_hour_share = dice_.one_of(std::array<double, 4>{0.1, 0.1, 0.5, 1});
    main_ = any_technology();
    second_ = any_technology();
    draw_sites();
    const std::size_t premises = plant_.premises.size();
    for (const LinkId link : ids<LinkId>(plant_.links.size())) {
      access_.spec.explicit_links.push_back(draw_spec(plant_.links.tier[link] == Tier::drop));
      access_.length_m.explicit_links.push_back(draw_length());
    }
    for (std::size_t p = 0; p < premises; ++p) {
      access_.spec.inline_drops.push_back(draw_spec(true));
      access_.length_m.inline_drops.push_back(draw_length());
    }
    for (std::size_t i = dice_.below(3); i > 0; --i)
      access_.further_profiles.push_back(dice_.one_of(profiles));
    plant_.access = std::move(access_);
    return std::move(plant_);
  }

 private:
  inline static const std::array<ServiceProfile, 8> profiles = {{{"", 100, 20, 100},
                                                                 {"", 30, 0, 0},
                                                                 {"", 10, 1, 100},
                                                                 {"", 10, 1, 2.5},
                                                                 {"", 0.1, 0.1, 300},
                                                                 {"", 1.5, 3, 30},
                                                                 {"", 300, 50, 10},
                                                                 {"", 0, 0, 0}}};

  TechnologyId any_technology() { return TechnologyId{dice_.below(access_.equipment.technologies.size())}; }

  // Mostly the plant's main technology, so that lines work out.
  TechnologyId likely_technology() {
    if (dice_.chance(75)) return main_;
    return dice_.chance(60) ? second_ : any_technology();
  }

  void draw_sites() {
    const std::size_t elsewhere = dice_.one_of(std::array<std::size_t, 3>{5, 20, 50});
    const std::size_t split_percent = dice_.one_of(std::array<std::size_t, 3>{0, 30, 60});
    const std::size_t port_percent = dice_.one_of(std::array<std::size_t, 4>{0, 0, 25, 60});
    capacity_percent_ = dice_.one_of(std::array<std::size_t, 4>{0, 15, 40, 80});
    wrong_percent_ = dice_.one_of(std::array<std::size_t, 3>{0, 3, 15});
    for (const SiteId site : ids<SiteId>(plant_.sites.size())) {
      const bool is_source = plant_.sites.is_source[site] != 0;
      access_.technology.push_back(dice_.chance(is_source ? 80 : elsewhere) ? likely_technology()
                                                                            : TechnologyId::none());
      access_.split.push_back(
          dice_.chance(split_percent) ? dice_.one_of(std::array<std::uint32_t, 6>{2, 2, 4, 5, 8, 32}) : 1);
      access_.ports.push_back(dice_.chance(port_percent)
                                  ? dice_.one_of(std::array<std::uint32_t, 7>{0, 1, 2, 4, 5, 8, 16})
                                  : unlimited_ports);
    }
  }

  LinkSpecId draw_spec(bool is_final) {
    LinkSpec spec;
    if (dice_.chance(wrong_percent_)) {
      spec.medium = MediumId{dice_.below(access_.equipment.media.size())};
    } else if (dice_.chance(50)) {
      spec.medium = medium_for(main_);
    }
    if (is_final && dice_.chance(12)) spec.technology = dice_.chance(50) ? second_ : likely_technology();
    // No round figures: no resource is full exactly where all its flows have reached their caps.
    if (dice_.chance(capacity_percent_)) spec.down_capacity_mbps = spec.up_capacity_mbps = draw_capacity();
    if (dice_.chance(capacity_percent_ / 3)) spec.up_capacity_mbps = draw_capacity();
    if (dice_.chance(60)) spec.splices = static_cast<std::uint32_t>(dice_.below(4));
    if (dice_.chance(60)) spec.connectors = static_cast<std::uint32_t>(dice_.below(3));
    if (dice_.chance(50)) spec.sight = Sight::los;
    access_.link_specs.push_back(spec);
    return LinkSpecId{access_.link_specs.size() - 1};
  }

  double draw_capacity() {
    return dice_.one_of(std::array<double, 9>{0, 0.37, 1.931, 4.17, 13.73, 31.7, 71.9, 211.3, 1733.9});
  }

  // Any medium that the technology runs over.
  MediumId medium_for(TechnologyId technology) {
    std::vector<MediumId> fitting;
    for (const MediumId id : ids<MediumId>(access_.equipment.media.size()))
      if (access_.equipment.media[id].kind == access_.equipment.technologies[technology].medium)
        fitting.push_back(id);
    return fitting[dice_.below(fitting.size())];
  }

  double draw_length() {
    return dice_.one_of(
        std::array<double, 12>{0, 20, 20, 50.5, 100, 100, 150.5, 250, 400, 800.5, 2000, 9000});
  }

  Dice dice_;
  Plant plant_;
  Access access_;
  TechnologyId main_;
  TechnologyId second_;
  std::size_t capacity_percent_ = 0;
  std::size_t wrong_percent_ = 0;
};

void describe_spec(const Plant& plant, LinkId link, std::ostringstream& text) {
  const Equipment& equipment = plant.access->equipment;
  const LinkSpec& spec = link_spec(plant, link);
  text << "l" << link.value << ' ' << length_m(plant, link) << " m";
  if (spec.medium.exists()) text << ' ' << equipment.media[spec.medium].name;
  if (spec.technology.exists()) text << " needs " << equipment.technologies[spec.technology].name;
  text << " capacity " << spec.down_capacity_mbps << '/' << spec.up_capacity_mbps << " splices "
       << spec.splices << " connectors " << spec.connectors << ' ' << sight_names[spec.sight] << '\n';
}

}  // namespace

Equipment small_equipment() {
  Equipment equipment;
  equipment.media.push_back(medium("fibre", MediumKind::fibre, 4.9));
  equipment.media.push_back(copper_pair("copper-0.4", 280, 1.7, 1));
  equipment.media.push_back(copper_pair("copper-0.6", 124, 1.2, 0.75));
  equipment.media.push_back(medium("coax", MediumKind::coax, 3.8));
  equipment.media.push_back(medium("radio", MediumKind::radio, 3.34));
  equipment.media.push_back(medium("satellite", MediumKind::satellite, 3.35));

  Technology pon = technology("pon", TechnologyKind::optical, MediumKind::fibre, 1000, 500, 1.5);
  pon.optical = window(8, 24, 15'000, 32);
  share(pon, 2488.32, 1244.16);
  equipment.technologies.push_back(pon);
  Technology slow_pon = technology("slow-pon", TechnologyKind::optical, MediumKind::fibre, 90, 40, 2);
  slow_pon.optical = window(0, 16, 20'000, 8);
  share(slow_pon, 155.52, std::numeric_limits<double>::infinity());
  equipment.technologies.push_back(slow_pon);
  Technology ethernet = technology("ethernet", TechnologyKind::optical, MediumKind::fibre, 1000, 1000, 0.5);
  ethernet.optical = window(0, 9, 10'000, 1);
  equipment.technologies.push_back(ethernet);

  Technology dsl = technology("dsl", TechnologyKind::copper, MediumKind::copper, 95, 35, 10);
  dsl.rates = {{100, 110, 40}, {300, 80, 20}, {800, 35, 8}, {1500, 9, 0.9}, {2500, 2, 0}};
  equipment.technologies.push_back(dsl);
  Technology voice = technology("voice", TechnologyKind::voice, MediumKind::copper, 0.1, 0.1, 20);
  voice.voice = {1500, 8};
  equipment.technologies.push_back(voice);

  Technology cable = technology("cable", TechnologyKind::coax, MediumKind::coax, 200, 25, 8);
  share(cable, 305.3, 61.7);
  equipment.technologies.push_back(cable);
  Technology radio = technology("radio", TechnologyKind::radio, MediumKind::radio, 60, 12, 15);
  radio.radio = mast();
  share(radio, 63.7, 17.9);
  equipment.technologies.push_back(radio);
  Technology satellite =
      technology("satellite", TechnologyKind::satellite, MediumKind::satellite, 50, 5, 550);
  share(satellite, 57.1, 6.3);
  equipment.technologies.push_back(satellite);
  return equipment;
}

Plant with_random_access(Plant plant, std::uint64_t seed) {
  return AccessDraw(std::move(plant), seed).draw();
}

std::string describe_access(const Plant& plant) {
  if (!plant.access || plant.sites.size() > 50) return {};
  const Access& access = *plant.access;
  std::ostringstream text;
  text << "asked " << access.profile.down_mbps << '/' << access.profile.up_mbps << " Mbit/s "
       << access.profile.latency_ms << " ms, busy " << access.busy_hour_share << '\n';
  for (const SiteId site : ids<SiteId>(plant.sites.size())) {
    text << "s" << site.value << " split " << access.split[site];
    if (access.ports[site] != unlimited_ports) text << " ports " << access.ports[site];
    if (access.technology[site].exists())
      text << ' ' << access.equipment.technologies[access.technology[site]].name;
    text << '\n';
  }
  for (const LinkId link : ids<LinkId>(plant.links.size())) describe_spec(plant, link, text);
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    if (plant.has_inline_drop(p)) describe_spec(plant, plant.inline_drop(p), text);
  return text.str();
}

}  // namespace lastmile::test
