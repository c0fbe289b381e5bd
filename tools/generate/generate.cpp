#include "tools/generate/generate.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <iterator>

#include "tools/io/files/ordered_rows.h"

namespace lastmile::io {
namespace {

// Degrees with four decimals, about ten metres.
void add_degrees(RowText& text, double degrees) {
  const long long ten_thousandths = std::llround(degrees * 1e4);
  const long long size = std::llabs(ten_thousandths);
  if (ten_thousandths < 0) text.push_back('-');
  fmt::format_to(std::back_inserter(text), FMT_COMPILE("{}.{:04}"), size / 10'000, size % 10'000);
}

void add_point(RowText& text, const Point& at) {
  add_degrees(text, at.lon);
  text.push_back(',');
  add_degrees(text, at.lat);
}

// `service` is what stands in the columns technology and split.
void add_site(RowText& text, char letter, std::uint64_t number, const CountrySite& site, std::uint64_t area,
              std::string_view service = ",") {
  fmt::format_to(std::back_inserter(text), FMT_COMPILE("{}{},{},{},{},"), letter, number, site.kind,
                 name(site.state), site.cost);
  add_point(text, site.at);
  fmt::format_to(std::back_inserter(text), FMT_COMPILE(",a{},{}\n"), area, service);
}

struct LinkEnds {
  char from_letter;
  std::uint64_t from;
  char to_letter;
  std::uint64_t to;
};

void add_link(RowText& text, std::string_view letter, std::uint64_t number, const LinkEnds& ends,
              std::string_view tier, const CountryLink& link) {
  fmt::format_to(std::back_inserter(text), FMT_COMPILE("{}{},{}{},{}{},{},{},{},{},fibre\n"), letter, number,
                 ends.from_letter, ends.from, ends.to_letter, ends.to, tier, name(link.state), link.cost,
                 link.length_m);
}

void write_sites(const CountryPlan& plan, OutputFile& file, Progress& progress) {
  file.write("id,kind,state,cost,lon,lat,area,technology,split\n");
  write_rows(file, plan.cores, progress, [&](RowText& text, std::uint64_t i) {
    add_site(text, 'k', i, core_site(plan, i), i * exchanges_per_core);
  });
  write_rows(file, plan.exchanges, progress, [&](RowText& text, std::uint64_t i) {
    add_site(text, 'x', i, exchange_site(plan, i), i, "gpon-c+,");
  });
  write_rows(file, plan.cabinets, progress, [&](RowText& text, std::uint64_t i) {
    add_site(text, 'c', i, cabinet_site(plan, i), i / cabinets_per_exchange);
  });
  write_rows(file, plan.terminals, progress, [&](RowText& text, std::uint64_t i) {
    add_site(text, 't', i, terminal_site(plan, i), i / terminals_per_cabinet / cabinets_per_exchange,
             is_behind_another(plan, i) ? ",2" : ",32");
  });
}

void add_core_links(const CountryPlan& plan, RowText& text, std::uint64_t core) {
  constexpr std::uint64_t chord = 7;
  const std::uint64_t next = (core + 1) % plan.cores;
  if (next != core && (plan.cores > 2 || core == 0))
    add_link(text, "kr", core, {'k', core, 'k', next}, "backbone", core_link(plan, core, next));
  if (core % 3 == 0 && core + chord < plan.cores)
    add_link(text, "kc", core, {'k', core, 'k', core + chord}, "backbone",
             core_link(plan, core, core + chord));
}

void add_ring_links(const CountryPlan& plan, RowText& text, std::uint64_t exchange) {
  const std::uint64_t core = exchange / exchanges_per_core;
  const bool first = exchange % exchanges_per_ring == 0;
  const bool last = exchange % exchanges_per_ring == exchanges_per_ring - 1 || exchange + 1 == plan.exchanges;
  add_link(text, "b", exchange, {first ? 'k' : 'x', first ? core : exchange - 1, 'x', exchange}, "backbone",
           ring_link(plan, exchange));
  if (last && !first)
    add_link(text, "bc", exchange, {'x', exchange, 'k', core}, "backbone", ring_link(plan, exchange));
}

void add_feeders(const CountryPlan& plan, RowText& text, std::uint64_t cabinet) {
  const LinkEnds ends = {'x', cabinet / cabinets_per_exchange, 'c', cabinet};
  add_link(text, "f", cabinet, ends, "feeder", feeder(plan, cabinet));
  if (has_second_feeder(plan, cabinet)) add_link(text, "fs", cabinet, ends, "feeder", feeder(plan, cabinet));
}

void write_links(const CountryPlan& plan, OutputFile& file, Progress& progress) {
  file.write("id,from,to,tier,state,cost,length_m,medium\n");
  write_rows(file, plan.cores, progress,
             [&](RowText& text, std::uint64_t i) { add_core_links(plan, text, i); });
  write_rows(file, plan.exchanges, progress,
             [&](RowText& text, std::uint64_t i) { add_ring_links(plan, text, i); });
  write_rows(file, plan.cabinets, progress,
             [&](RowText& text, std::uint64_t i) { add_feeders(plan, text, i); });
  write_rows(file, plan.terminals, progress, [&](RowText& text, std::uint64_t i) {
    const bool behind = is_behind_another(plan, i);
    add_link(text, "d", i, {behind ? 't' : 'c', behind ? i - 1 : i / terminals_per_cabinet, 't', i},
             "distribution", distribution(plan, i));
  });
}

void write_premises(const CountryPlan& plan, OutputFile& file, Progress& progress) {
  file.write("id,homes,users,subscribed,lon,lat,area,drop_from,drop_state,drop_cost,drop_length_m\n");
  write_rows(file, plan.premises, progress, [&](RowText& text, std::uint64_t i) {
    const CountryPremises premises = country_premises(plan, i);
    const std::uint64_t terminal = i / premises_per_terminal;
    fmt::format_to(std::back_inserter(text), FMT_COMPILE("h{},{},{},{},"), i, premises.homes, premises.users,
                   premises.subscribed ? 1 : 0);
    add_point(text, premises.at);
    fmt::format_to(
        std::back_inserter(text), FMT_COMPILE(",a{},t{},{},{},{}\n"),
        terminal / terminals_per_cabinet / cabinets_per_exchange, terminal,
        premises.drop.state == State::operational ? std::string_view{""} : name(premises.drop.state),
        premises.drop.cost, premises.drop.length_m);
  });
}

std::string scenario_text(const CountryPlan& plan) {
  return fmt::format(
      "# A synthetic country: nothing in it is measured. Generated from seed {}; the same seed gives the "
      "same bytes.\n"
      "lastmile: 1\n"
      "name: Synthetic country, {} premises\n"
      "description: >\n"
      "  Meshed core, rings of exchanges, cabinets, terminals and premises in city, town and country, each "
      "district at its own\n"
      "  stage of the rollout. Building costs per metre follow US medians of 2023 (Cartesian); all else is "
      "assumed.\n"
      "currency: USD\n"
      "price_year: 2023\n"
      "# service: bead    # take the first # away to ask for a service: lastmile profiles\n"
      "tables: {{sites: [sites.csv], links: [links.csv], premises: [premises.csv]}}\n",
      plan.seed, plan.premises);
}

}  // namespace

void write_country(const CountryPlan& plan, const std::string& directory_path, Progress& progress) {
  OutputDirectory directory(directory_path);
  const auto write_table = [&](const std::string& name, std::uint64_t rows, auto write) {
    progress.begin("writing " + name, rows, "rows");
    OutputFile file(directory.place_for(name));
    write(plan, file, progress);
    file.close();
  };
  const std::uint64_t sites = plan.cores + plan.exchanges + plan.cabinets + plan.terminals;
  write_table("sites.csv", sites, write_sites);
  write_table("links.csv", sites, write_links);
  write_table("premises.csv", plan.premises, write_premises);
  OutputFile file(directory.place_for("scenario.yaml"));
  file.write(scenario_text(plan));
  file.close();
  directory.finish();
}

}  // namespace lastmile::io
