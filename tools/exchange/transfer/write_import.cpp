#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <deque>
#include <filesystem>

#include "tools/exchange/assembly/layer_values.h"
#include "tools/exchange/transfer/import_network.h"
#include "tools/exchange/transfer/report_json.h"
#include "tools/io/base/text.h"
#include "tools/io/csv/table_writer.h"

namespace lastmile::exchange {
namespace {

using io::RowWriter;

double to_decimals(double value, double scale) {
  return std::round(value * scale) / scale;
}
constexpr double degrees_scale = 1e8;  // a millimetre
constexpr double metres_scale = 1e4;
constexpr double money_scale = 1e4;

// The amount of a cell that has been checked.
double amount_of(std::string_view text) {
  return std::strtod(std::string(text).c_str(), nullptr);
}

class Tables {
 public:
  Tables(const Imported& imported, io::OutputDirectory& directory, io::Progress& progress)
      : imported_(imported), network_(imported.network), directory_(directory), progress_(progress) {
    for (std::size_t i = 0; i < imported.layers.size(); ++i)
      values_.emplace_back(imported.layers[i], imported.mapping.layers[i]);
  }

  void write_sites() {
    const std::vector<std::string> more = mapped(io::site_fields, Meaning::sites, "");
    const bool with_cost = has(Meaning::sites, "cost") || !imported_.mapping.costs.kinds.empty();
    std::vector<std::string_view> columns = {"id", "name", "kind", "state"};
    if (with_cost) columns.emplace_back("cost");
    columns.insert(columns.end(), more.begin(), more.end());
    columns.insert(columns.end(), {"lon", "lat"});
    write("sites", columns, network_.sites.size(), [&](RowWriter& row, std::size_t i) {
      const SiteRow& site = network_.sites[i];
      // A premises that has become a site has the keys of a premises.
      const bool has_keys =
          site.origin.exists() && imported_.mapping.layers[site.origin.layer].meaning == Meaning::sites;
      const std::string_view kind = has_keys ? value(site.origin, "kind") : std::string_view(made_kind);
      row.text(network_.node_names[site.name]);
      optional(row, has_keys ? value(site.origin, "name") : std::string_view());
      row.text(site.is_source ? "source" : kind);
      row.text(lastmile::name(site.state));
      if (with_cost) cost_of_site(row, site, has_keys, kind);
      for (const std::string& key : more)
        optional(row, has_keys ? value(site.origin, key) : std::string_view());
      position(row, site.at);
    });
  }

  void write_links() {
    const std::vector<std::string> more = mapped(io::link_fields, Meaning::links, "");
    const bool with_cost = has(Meaning::links, "cost") || has_costs_per_m();
    std::vector<std::string_view> columns = {"id", "name", "from", "to", "tier", "state"};
    if (with_cost) columns.emplace_back("cost");
    columns.emplace_back("length_m");
    columns.insert(columns.end(), more.begin(), more.end());
    columns.emplace_back("route");
    write("links", columns, network_.links.size(), [&](RowWriter& row, std::size_t i) {
      const LinkRow& link = network_.links[i];
      row.text(network_.link_names[link.name]);
      optional(row, value(link.origin, "name"));
      row.text(network_.node_names[name_of(link.from)]);
      row.text(network_.node_names[name_of(link.to)]);
      row.text(lastmile::name(link.tier));
      row.text(lastmile::name(link.state));
      if (with_cost) cost(row, value(link.origin, "cost"), link.share, link.tier, link.length_m);
      number(row, link.length_m, metres_scale);
      for (const std::string& key : more) {
        const std::string_view text = value(link.origin, key);
        const bool is_money = key == "value" || key == "completion_cost" || key == "late_cost";
        const bool is_count = key == "splices" || key == "connectors";
        if (is_money && !text.empty() && link.share != 1)
          row.number(to_decimals(amount_of(text) * link.share, money_scale));
        else
          optional(row, is_count && !link.is_first ? std::string_view() : text);
      }
      route(row, link);
    });
  }

  void write_premises() {
    const std::vector<std::string> own = mapped(io::premises_fields, Meaning::premises, "");
    const std::vector<std::string> more = mapped(io::drop_fields, Meaning::premises, io::drop_column_prefix);
    const bool with_cost = has(Meaning::premises, "drop_cost") || has_costs_per_m();
    std::vector<std::string_view> columns = {"id", "name"};
    columns.insert(columns.end(), own.begin(), own.end());
    columns.insert(columns.end(), {"lon", "lat", "drop_from", "drop_state"});
    if (with_cost) columns.emplace_back("drop_cost");
    columns.emplace_back("drop_length_m");
    columns.insert(columns.end(), more.begin(), more.end());
    write("premises", columns, network_.premises.size(), [&](RowWriter& row, std::size_t i) {
      const PremisesRow& premises = network_.premises[i];
      row.text(network_.node_names[premises.name]);
      optional(row, value(premises.origin, "name"));
      for (const std::string& key : own) optional(row, value(premises.origin, key));
      position(row, premises.at);
      const bool has_drop = premises.drop_from != no_number;
      optional(row,
               has_drop ? network_.node_names[network_.sites[premises.drop_from].name] : std::string_view());
      optional(row, has_drop ? lastmile::name(premises.drop_state) : std::string_view());
      std::optional<double> length = premises.drop_length_m;
      if (const std::string_view given = value(premises.origin, "drop_length_m"); !given.empty())
        length = amount_of(given);
      if (!has_drop) length.reset();
      if (with_cost && has_drop) cost(row, value(premises.origin, "drop_cost"), 1, Tier::drop, length);
      if (with_cost && !has_drop) row.nothing();
      number(row, length, metres_scale);
      for (const std::string& key : more)
        optional(row, has_drop ? value(premises.origin, key) : std::string_view());
    });
  }

 private:
  std::string_view value(const Origin& origin, std::string_view key) const {
    if (!origin.exists()) return {};
    const LayerValues& of = values_[origin.layer];
    return of.value(of.find(key), origin.feature);
  }
  bool has(Meaning meaning, std::string_view key) const {
    const auto& layers = imported_.mapping.layers;
    return std::any_of(layers.begin(), layers.end(), [&](const LayerMapping& layer) {
      return (layer.meaning == meaning || (meaning == Meaning::premises && !layer.premises_kinds.empty())) &&
             layer.find(key) != nullptr;
    });
  }
  bool has_costs_per_m() const {
    const auto& costs = imported_.mapping.costs.per_m;
    return std::any_of(costs.begin(), costs.end(), [](const auto& cost) { return cost.has_value(); });
  }
  // Columns that layers map and that need no treatment of their own.
  template <std::size_t N>
  std::vector<std::string> mapped(const std::array<io::Field, N>& fields, Meaning meaning,
                                  std::string_view prefix) const {
    constexpr std::array<std::string_view, 12> treated = {
        "id", "name", "kind", "state", "cost", "lon", "lat", "from", "to", "tier", "length_m", "route"};
    std::vector<std::string> keys;
    for (const io::Field& field : fields) {
      const std::string key = std::string{prefix} + std::string{field.name};
      if (std::find(treated.begin(), treated.end(), field.name) == treated.end() && has(meaning, key))
        keys.push_back(key);
    }
    return keys;
  }

  template <class WriteRow>
  void write(std::string_view table, const std::vector<std::string_view>& columns, std::size_t count,
             WriteRow write_row) {
    const std::string file_name = std::string{table} + ".csv";
    progress_.begin("writing " + file_name, count, "rows");
    io::OutputFile file(directory_.place_for(file_name, inputs()));
    file.write(fmt::format("{}\n", fmt::join(columns, ",")));
    io::write_rows(file, count, progress_, [&](io::RowText& text, std::uint64_t i) {
      RowWriter row(text);
      write_row(row, i);
      row.end();
    });
    file.close();
  }

 public:
  std::vector<std::string> inputs() const {
    std::vector<std::string> names;
    for (const io::InputRecord& input : imported_.inputs) names.push_back(input.name);
    return names;
  }

 private:
  static void optional(RowWriter& row, std::string_view text) {
    if (text.empty())
      row.nothing();
    else
      row.text(text);
  }
  static void number(RowWriter& row, std::optional<double> value, double scale) {
    if (value)
      row.number(to_decimals(*value, scale));
    else
      row.nothing();
  }
  static void position(RowWriter& row, const Point& at) {
    number(row, at.exists() ? std::optional(at.lon) : std::nullopt, degrees_scale);
    number(row, at.exists() ? std::optional(at.lat) : std::nullopt, degrees_scale);
  }
  void cost(RowWriter& row, std::string_view given, double share, Tier tier,
            std::optional<double> length_m) const {
    const std::optional<double>& per_m = imported_.mapping.costs.per_m[tier];
    if (!given.empty())
      row.number(share == 1 ? amount_of(given) : to_decimals(amount_of(given) * share, money_scale));
    else if (per_m && length_m)
      row.number(to_decimals(*per_m * *length_m, money_scale));
    else
      row.nothing();
  }
  void cost_of_site(RowWriter& row, const SiteRow& site, bool has_keys, std::string_view kind) const {
    const std::string_view given = has_keys ? value(site.origin, "cost") : std::string_view();
    if (!given.empty()) return row.number(amount_of(given));
    std::string_view raw = kind;
    if (has_keys) {
      const LayerValues& of = values_[site.origin.layer];
      raw = of.raw(of.find("kind"), site.origin.feature);
    }
    for (const auto& [name, cost] : imported_.mapping.costs.kinds)
      if (name == kind || name == raw) return row.number(cost);
    row.nothing();
  }
  std::uint32_t name_of(const LinkEnd& end) const {
    return end.is_premises ? network_.premises[end.number].name : network_.sites[end.number].name;
  }
  const Point& at(const LinkEnd& end) const {
    return end.is_premises ? network_.premises[end.number].at : network_.sites[end.number].at;
  }

  // From the place of one end to that of the other, along the line.
  void route(RowWriter& row, const LinkRow& link) const {
    if (link.line == no_number) return row.nothing();
    thread_local fmt::memory_buffer text;
    text.clear();
    const auto add = [&](const Point& point) {
      fmt::format_to(std::back_inserter(text), FMT_COMPILE("{}{} {}"),
                     text.size() == 0 ? "LINESTRING (" : ", ", to_decimals(point.lon, degrees_scale),
                     to_decimals(point.lat, degrees_scale));
    };
    const LineSet& lines = network_.lines;
    add(at(link.from).exists() ? at(link.from) : point_of(lines.spot_at(link.line, link.begin)));
    const std::uint32_t last = link.end.share > 0 ? link.end.vertex + 1 : link.end.vertex;
    for (std::uint32_t v = link.begin.vertex + 1; v < last; ++v) add(lines.point(link.line, v));
    add(at(link.to).exists() ? at(link.to) : point_of(lines.spot_at(link.line, link.end)));
    text.push_back(')');
    row.text({text.data(), text.size()});
  }

  const Imported& imported_;
  const Assembled& network_;
  io::OutputDirectory& directory_;
  io::Progress& progress_;
  std::deque<LayerValues> values_;
};

// Text in double quotes, as YAML and JSON have it.
std::string quoted_yaml(std::string_view text) {
  return io::Json(text).dump(-1, ' ', false, io::Json::error_handler_t::replace);
}

std::string scenario_text(const Imported& imported) {
  std::string text =
      "# Written by lastmile import; import.json says what was done to each feature.\nlastmile: 1\n";
  text += "name: " + quoted_yaml(imported.mapping.name) + "\n";
  std::string description = "Imported from ";
  for (std::size_t i = 0; i < imported.inputs.size(); ++i)
    description += (i == 0 ? "" : ", ") + std::filesystem::path(imported.inputs[i].name).filename().string();
  description += ".";
  for (const std::string& sentence : imported.network.assumptions) description += " " + sentence;
  text += "description: " + quoted_yaml(description) + "\n";
  return text + "tables: {sites: [sites.csv], links: [links.csv], premises: [premises.csv]}\n";
}

void refuse_foreign_folder(const std::filesystem::path& folder) {
  std::error_code error;
  if (std::filesystem::exists(folder / "import.json", error)) return;
  for (const char* name : {"scenario.yaml", "sites.csv", "links.csv", "premises.csv"})
    if (std::filesystem::exists(folder / name, error))
      throw io::IoFailed(fmt::format("{}: already exists and is no earlier import; choose another folder",
                                     (folder / name).string()));
}

}  // namespace

void write_import(const Imported& imported, const std::string& folder, io::Progress& progress) {
  refuse_foreign_folder(folder);
  io::OutputDirectory directory(folder);
  Tables tables(imported, directory, progress);
  tables.write_sites();
  tables.write_links();
  tables.write_premises();
  io::OutputFile report(directory.place_for("import.json", tables.inputs()));
  write_report(imported, report);
  report.close();
  io::OutputFile scenario(directory.place_for("scenario.yaml", tables.inputs()));
  scenario.write(scenario_text(imported));
  scenario.close();
  directory.finish();
}

}  // namespace lastmile::exchange
