#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "models/access/optics.h"
#include "models/access/profiles.h"
#include "tools/cli/commands/commands.h"
#include "tools/cli/commands/listings.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/cli/usage/flags.h"
#include "tools/io/equipment/equipment.h"
#include "tools/io/equipment/equipment_json.h"
#include "tools/io/equipment/provenance.h"

namespace lastmile::cli {
namespace {

constexpr std::size_t table_indent = 2;
constexpr std::size_t remark_indent = 4;

// Tables with remarks below each row: figures without a column, and the source.
class Listing {
 public:
  struct Remark {
    std::string text;
    Style style = Style::plain;
  };

  explicit Listing(const Terminal& terminal) : terminal_(terminal) {}

  void line(std::string_view text = {}, Style style = Style::plain) {
    text_ += styled(terminal_, style, text) + "\n";
  }
  void wrapped_lines(std::string_view text, std::size_t indent, Style style) {
    for (const std::string& part : wrapped(text, terminal_.width - indent))
      text_ += std::string(indent, ' ') + styled(terminal_, style, part) + "\n";
  }
  // As many remarks as rows.
  void table(const TextTable& table, const std::vector<std::vector<Remark>>& remarks) {
    const std::string rows = table.to_text(terminal_, table_indent);
    std::size_t begin = 0;
    for (const std::vector<Remark>& of_row : remarks) {
      const std::size_t end = rows.find('\n', begin);
      text_ += rows.substr(begin, end + 1 - begin);
      begin = end + 1;
      for (const Remark& remark : of_row) wrapped_lines(remark.text, remark_indent, remark.style);
    }
  }
  std::string text() && { return std::move(text_); }

 private:
  const Terminal& terminal_;
  std::string text_;
};

// Small figures with all digits.
std::string fine(double value) {
  return value < 10 ? fmt::format("{:.4g}", value) : grouped(value);
}

// A number, with a star if it is an assumption.
class Marker {
 public:
  explicit Marker(std::string_view source) : provenance_(io::provenance_of(source)) {}
  std::string operator()(std::string_view key, double value) const {
    if (!std::isfinite(value)) return "none ";
    const bool assumed =
        std::find(provenance_.assumed.begin(), provenance_.assumed.end(), key) != provenance_.assumed.end();
    return fine(value) + (assumed ? "*" : " ");
  }
  void add_to(std::vector<Listing::Remark>& remarks) const {
    remarks.push_back({provenance_.source, Style::dim});
    if (!provenance_.assumed.empty())
      remarks.push_back({"* assumed: " + joined(provenance_.assumed), Style::dim});
  }

 private:
  static std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
  }
  io::Provenance provenance_;
};

std::vector<TextTable::Cell> head_row(std::initializer_list<std::string_view> titles) {
  std::vector<TextTable::Cell> cells;
  for (const std::string_view title : titles) cells.push_back({std::string{title}, Style::dim});
  return cells;
}

void add_media(Listing& listing, const Equipment& equipment) {
  TextTable table;
  std::vector<std::vector<Listing::Remark>> remarks = {{}};
  table.add_row(head_row({"", "delay us/km ", "loop ohm/km ", "1 kHz loss dB/km ", "length factor "}));
  for (const Medium& medium : equipment.media) {
    const Marker mark(medium.source);
    std::vector<TextTable::Cell> row = {{medium.name, Style::bold},
                                        {mark("delay_us_per_km", medium.delay_us_per_km)}};
    if (medium.kind == MediumKind::copper) {
      row.push_back({mark("loop_ohm_per_km", medium.loop_ohm_per_km)});
      row.push_back({mark("voice_loss_db_per_km", medium.voice_loss_db_per_km)});
      row.push_back({mark("rate_length_factor", medium.rate_length_factor)});
    }
    table.add_row(std::move(row));
    mark.add_to(remarks.emplace_back());
  }
  listing.line();
  listing.line("Media", Style::bold);
  listing.table(table, remarks);
}

std::string splits_text(const OpticalLimits& limits) {
  if (limits.max_split <= 1) return "no splitter";
  std::string losses;
  for (std::size_t i = 0; i < limits.split_db.size(); ++i) {
    const std::uint32_t split = std::uint32_t{2} << i;
    losses += fmt::format("{}1:{} {} to {}", i == 0 ? "" : ", ", split,
                          fine(least_splitter_loss_db(limits, split)), fine(limits.split_db[i]));
  }
  return fmt::format("split up to 1:{}{}", limits.max_split, losses.empty() ? "" : " (" + losses + " dB)");
}

// Figures without a column in the table.
std::string details(const Technology& technology) {
  switch (technology.kind) {
    case TechnologyKind::optical: {
      const OpticalLimits& o = technology.optical;
      return fmt::format(
          "loss {} to {} dB, {} km, {}; fibre {} to {} dB/km, splice {} to {} dB, connector {} to {} dB, "
          "margin {} dB",
          grouped(o.min_loss_db), grouped(o.max_loss_db), grouped(o.reach_m / 1000), splits_text(o),
          fine(o.least_db_per_km), fine(o.most_db_per_km), fine(o.least_splice_db), fine(o.splice_db),
          fine(o.least_connector_db), fine(o.connector_db), grouped(o.margin_db));
    }
    case TechnologyKind::copper: {
      std::string points;
      for (const RatePoint& point : technology.rates)
        points += fmt::format("{}{}/{} at {} m", points.empty() ? "" : ", ", grouped(point.down_mbps),
                              grouped(point.up_mbps), grouped(point.length_m));
      return points;
    }
    case TechnologyKind::voice:
      return fmt::format("loop at most {} ohm and {} dB at 1 kHz", grouped(technology.voice.max_loop_ohm),
                         grouped(technology.voice.max_loss_db));
    case TechnologyKind::radio: {
      const RadioSystem& r = technology.radio;
      constexpr std::array<std::string_view, 3> model_titles = {"RMa", "UMa", "UMi"};
      return fmt::format(
          "{}, {} GHz, {} MHz, {} % of airtime down; mast {} m, {} dBm EIRP; home {} m, {} dBm EIRP; "
          "margin {} dB",
          model_titles[static_cast<std::size_t>(r.model)], grouped(r.frequency_ghz), grouped(r.bandwidth_mhz),
          grouped(100 * r.down_share), grouped(r.mast_height_m), grouped(r.mast_eirp_dbm),
          grouped(r.home_height_m), grouped(r.home_eirp_dbm), grouped(r.margin_db));
    }
    case TechnologyKind::coax:
    case TechnologyKind::satellite: break;
  }
  return {};
}

void add_technologies(Listing& listing, const Equipment& equipment, TechnologyKind kind,
                      std::string_view title) {
  TextTable table;
  std::vector<std::vector<Listing::Remark>> remarks = {{}};
  table.add_row(head_row({"", "down ", "up ", "shared down ", "shared up ", "latency ms ", "FCC code"}));
  for (const Technology& technology : equipment.technologies) {
    if (technology.kind != kind) continue;
    const Marker mark(technology.source);
    table.add_row({{technology.name, Style::bold},
                   {mark("down_mbps", technology.down_mbps)},
                   {mark("up_mbps", technology.up_mbps)},
                   {mark("shared_down_mbps", technology.shared_down_mbps)},
                   {mark("shared_up_mbps", technology.shared_up_mbps)},
                   {mark("latency_ms", technology.latency_ms)},
                   {fmt::format("{}", technology.fcc_code)}});
    const std::string more = details(technology);
    remarks.push_back({{technology.title + (more.empty() ? "" : ": " + more)}});
    mark.add_to(remarks.back());
  }
  if (remarks.size() == 1) return;
  listing.line();
  listing.line(title, Style::bold);
  listing.table(table, remarks);
}

std::string asked_for(double amount) {
  return amount > 0 ? grouped(amount) : "–";
}

io::Json profiles_json() {
  io::Json list = io::Json::array();
  for (const NamedProfile& profile : named_profiles)
    list.push_back({{"name", profile.name},
                    {"title", profile.title},
                    {"down_mbps", io::number(profile.down_mbps)},
                    {"up_mbps", io::number(profile.up_mbps)},
                    {"latency_ms", io::number(profile.latency_ms)},
                    {"source", profile.source}});
  return {{"profiles", std::move(list)}};
}

}  // namespace

std::string equipment_listing(const Equipment& equipment, const Terminal& terminal) {
  constexpr EnumArray<TechnologyKind, std::string_view> titles = {
      {"Fibre", "Copper", "Telephone", "Cable", "Fixed wireless", "Satellite"}};
  Listing listing(terminal);
  listing.line("Equipment", Style::bold);
  listing.wrapped_lines(
      "Rates are in Mbit/s: for one home, and in total for all homes that share a medium. Latency is the "
      "round "
      "trip through the equipment, without propagation along the medium. A star marks an assumption: no "
      "source "
      "confirms it.",
      table_indent, Style::plain);
  add_media(listing, equipment);
  for (const TechnologyKind kind : enum_values<TechnologyKind>())
    add_technologies(listing, equipment, kind, titles[kind]);
  return std::move(listing).text();
}

std::string profiles_listing(const Terminal& terminal) {
  Listing listing(terminal);
  listing.line("Service profiles", Style::bold);
  TextTable table;
  std::vector<std::vector<Listing::Remark>> remarks = {{}};
  table.add_row(head_row({"", "down Mbit/s", "up Mbit/s", "latency ms"}));
  for (const NamedProfile& profile : named_profiles) {
    table.add_row({{std::string{profile.name}, Style::bold},
                   {asked_for(profile.down_mbps)},
                   {asked_for(profile.up_mbps)},
                   {asked_for(profile.latency_ms)}});
    remarks.push_back({{std::string{profile.title}}, {std::string{profile.source}, Style::dim}});
  }
  listing.table(table, remarks);
  return std::move(listing).text();
}

Command equipment_command() {
  return {
      .name = "equipment",
      .group = Group::reference,
      .summary = "List media and access technologies with their sources",
      .about = "Scenarios use these names in medium and technology, and can change any figure.",
      .operands = {},
      .flags = {flags::format, help_flag},
      .examples = {{{"lastmile equipment", "Print all figures with their sources."},
                    {"lastmile equipment --format json", "The same for a script."}}},
      .carry_out =
          [](const Arguments& given) {
            const Equipment& equipment = io::standard_equipment();
            print(format_of(given) == Format::json ? io::to_text(io::equipment_json(equipment))
                                                   : equipment_listing(equipment, standard_output()));
            return done;
          },
  };
}

Command profiles_command() {
  return {
      .name = "profiles",
      .group = Group::reference,
      .summary = "List the named service profiles with their sources",
      .about = "A scenario names some of them in service, or sets its own rates and latency.",
      .operands = {},
      .flags = {flags::format, help_flag},
      .examples = {{{"lastmile profiles", "Print the rates and the latency of each profile."},
                    {"lastmile profiles --format json", "The same for a script."}}},
      .carry_out =
          [](const Arguments& given) {
            print(format_of(given) == Format::json ? io::to_text(profiles_json())
                                                   : profiles_listing(standard_output()));
            return done;
          },
  };
}

}  // namespace lastmile::cli
