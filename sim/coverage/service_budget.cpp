#include "sim/coverage/service_budget.h"

#include <algorithm>

namespace lastmile {
namespace {

class BudgetSheet {
 public:
  BudgetSheet(const Plant& plant, const std::vector<RouteStep>& route, const DeliveredService& given)
      : plant_(plant), access_(*plant.access), given_(given) {
    const SiteId head_end = given.line.at.head_end;
    const auto begin = std::find_if(route.begin(), route.end(),
                                    [&](const RouteStep& step) { return step.element == head_end; });
    for (auto step = begin; step != route.end(); ++step) elements_.push_back(step->element);
  }

  std::vector<BudgetLine> fill() && {
    if (given_.line.at.head_end.exists() && given_.line.at.medium_matches) medium();
    rates();
    latency();
    return std::move(lines_);
  }

 private:
  const Technology& technology() const { return access_.equipment.technologies[given_.line.at.technology]; }

  void add(std::optional<Element> element, std::string_view item, std::string_view unit, double amount) {
    if (amount == 0 && element) return;
    total_ += amount;
    lines_.push_back({element, item, unit, amount, total_, {}, {}});
  }
  void begin_sum() { total_ = 0; }
  void most(double limit) {
    lines_.back().limit = limit;
    lines_.back().margin = limit - lines_.back().total;
  }
  void least(double limit) {
    lines_.back().limit = limit;
    lines_.back().margin = lines_.back().total - limit;
  }
  void figure(std::string_view item, std::string_view unit, double amount) {
    lines_.push_back({std::nullopt, item, unit, amount, amount, {}, {}});
  }

  void medium() {
    switch (technology().kind) {
      case TechnologyKind::optical: light(); break;
      case TechnologyKind::copper:
        lengths("pair");
        if (!technology().rates.empty()) {
          figure("equivalent loop length", "m", given_.line.at.table_length_m);
          most(technology().rates.back().length_m);
        }
        break;
      case TechnologyKind::voice:
        figure("loop resistance", "ohm", given_.line.at.loop.ohm);
        most(technology().voice.max_loop_ohm);
        figure("loop loss at 1 kHz", "dB", given_.line.at.loop.loss_db);
        most(technology().voice.max_loss_db);
        break;
      case TechnologyKind::radio: radio(); break;
      case TechnologyKind::coax:
      case TechnologyKind::satellite:
        lengths(technology().kind == TechnologyKind::coax ? "coax" : "hop");
        break;
    }
  }

  void lengths(std::string_view item) {
    begin_sum();
    for (const Element element : elements_)
      if (element.is_link()) add(element, item, "m", length_m(plant_, element.link()));
  }

  void light() {
    const OpticalLimits& limits = technology().optical;
    begin_sum();
    for (const Element element : elements_) {
      if (element.is_site()) {
        add(element, "splitter", "dB", splitter_loss_db(limits, access_.split[element.site()]));
        continue;
      }
      const LinkId link = element.link();
      const LinkSpec& spec = link_spec(plant_, link);
      add(element, "fibre", "dB", length_m(plant_, link) / 1000 * limits.most_db_per_km);
      add(element, "splices", "dB", spec.splices * limits.splice_db);
      add(element, "connectors", "dB", spec.connectors * limits.connector_db);
    }
    add(std::nullopt, "ageing margin", "dB", limits.margin_db);
    figure("maximum loss", "dB", given_.line.budget.greatest_loss_db);
    most(limits.max_loss_db);
    figure("minimum loss", "dB", given_.line.budget.least_loss_db);
    least(limits.min_loss_db);
    figure("fibre length", "m", given_.line.at.optical.fibre_m);
    most(limits.reach_m);
    figure("total split ratio", "", given_.line.at.optical.split);
    most(limits.max_split);
  }

  void radio() {
    figure("distance", "m", given_.line.at.length_m);
    most(radio_range_m(technology().radio.model, link_spec(plant_, given_.line.final_link).sight));
    const auto rate = radio_rate(technology().radio, link_spec(plant_, given_.line.final_link).sight,
                                 given_.line.at.length_m);
    if (!rate) return;
    figure("path loss", "dB", rate->path_loss_db);
    figure("signal-to-noise ratio, down", "dB", rate->snr_down_db);
    figure("signal-to-noise ratio, up", "dB", rate->snr_up_db);
  }

  void rate(std::string_view alone, std::string_view share, double of_line, double at_busy_hour,
            double asked) {
    figure(alone, "Mbit/s", of_line);
    if (asked > 0) least(asked);
    figure(share, "Mbit/s", at_busy_hour);
    if (asked > 0) least(asked);
  }
  void rates() {
    const Line& line = given_.line;
    const ServiceProfile& asked = access_.profile;
    rate("down, line rate", "down, busy hour", line.down_mbps, given_.down_mbps, asked.down_mbps);
    rate("up, line rate", "up, busy hour", line.up_mbps, given_.up_mbps, asked.up_mbps);
  }

  void latency() {
    begin_sum();
    const double on_the_way = round_trip_ms(given_.line.at.delay_us);
    add(std::nullopt, "path delay", "ms", on_the_way);
    add(std::nullopt, "equipment delay", "ms", given_.line.latency_ms - on_the_way);
    figure("round trip", "ms", given_.line.latency_ms);
    if (access_.profile.latency_ms > 0) most(access_.profile.latency_ms);
  }

  const Plant& plant_;
  const Access& access_;
  const DeliveredService& given_;
  std::vector<Element> elements_;  // starting at the head-end
  std::vector<BudgetLine> lines_;
  double total_ = 0;
};

}  // namespace

std::vector<BudgetLine> budget_of(const Plant& plant, const std::vector<RouteStep>& route,
                                  const DeliveredService& given) {
  if (!plant.access || !given.line.final_link.exists()) return {};
  return BudgetSheet(plant, route, given).fill();
}

}  // namespace lastmile
