#include "tools/generate/generate.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <iterator>

#include "tools/io/files/ordered_rows.h"
#include "tools/io/problems/problem.h"

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

// `service` is the text of the columns technology, split and ports.
void add_site(RowText& text, char letter, std::uint64_t number, const CountrySite& site, std::uint64_t area,
              std::string_view service = ",,") {
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

// `connectors` is the text of its column: feeders end at patch panels, the fibre to a terminal at its
// splitter.
void add_link(RowText& text, std::string_view letter, std::uint64_t number, const LinkEnds& ends,
              std::string_view tier, const CountryLink& link, std::string_view connectors = "") {
  fmt::format_to(std::back_inserter(text), FMT_COMPILE("{}{},{}{},{}{},{},{},{},{},fibre,{}\n"), letter,
                 number, ends.from_letter, ends.from, ends.to_letter, ends.to, tier, name(link.state),
                 link.cost, link.length_m, connectors);
}

void write_sites(const CountrySpec& spec, OutputFile& file, Progress& progress) {
  file.write("id,kind,state,cost,lon,lat,area,technology,split,ports\n");
  write_rows(file, spec.cores, progress, [&](RowText& text, std::uint64_t i) {
    add_site(text, 'k', i, core_site(spec, i), i * exchanges_per_core);
  });
  write_rows(file, spec.exchanges, progress, [&](RowText& text, std::uint64_t i) {
    add_site(text, 'x', i, exchange_site(spec, i), i, "gpon-c+,,");
  });
  write_rows(file, spec.cabinets, progress, [&](RowText& text, std::uint64_t i) {
    add_site(text, 'c', i, cabinet_site(spec, i), i / cabinets_per_exchange);
  });
  // 256 ports: 8 premises of at most 16 homes, and two homes on each port that the next terminal takes.
  write_rows(file, spec.terminals, progress, [&](RowText& text, std::uint64_t i) {
    add_site(text, 't', i, terminal_site(spec, i), i / terminals_per_cabinet / cabinets_per_exchange,
             is_behind_another(spec, i) ? ",2,256" : ",32,256");
  });
}

void add_core_links(const CountrySpec& spec, RowText& text, std::uint64_t core) {
  constexpr std::uint64_t chord = 7;
  const std::uint64_t next = (core + 1) % spec.cores;
  if (next != core && (spec.cores > 2 || core == 0))
    add_link(text, "kr", core, {'k', core, 'k', next}, "backbone", core_link(spec, core, next));
  if (core % 3 == 0 && core + chord < spec.cores)
    add_link(text, "kc", core, {'k', core, 'k', core + chord}, "backbone",
             core_link(spec, core, core + chord));
}

void add_ring_links(const CountrySpec& spec, RowText& text, std::uint64_t exchange) {
  const std::uint64_t core = exchange / exchanges_per_core;
  const bool first = exchange % exchanges_per_ring == 0;
  const bool last = exchange % exchanges_per_ring == exchanges_per_ring - 1 || exchange + 1 == spec.exchanges;
  add_link(text, "b", exchange, {first ? 'k' : 'x', first ? core : exchange - 1, 'x', exchange}, "backbone",
           ring_link(spec, exchange));
  if (last && !first)
    add_link(text, "bc", exchange, {'x', exchange, 'k', core}, "backbone", ring_link(spec, exchange));
}

void add_feeders(const CountrySpec& spec, RowText& text, std::uint64_t cabinet) {
  const LinkEnds ends = {'x', cabinet / cabinets_per_exchange, 'c', cabinet};
  add_link(text, "f", cabinet, ends, "feeder", feeder(spec, cabinet), "2");
  if (has_second_feeder(spec, cabinet))
    add_link(text, "fs", cabinet, ends, "feeder", feeder(spec, cabinet), "2");
}

void write_links(const CountrySpec& spec, OutputFile& file, Progress& progress) {
  file.write("id,from,to,tier,state,cost,length_m,medium,connectors\n");
  write_rows(file, spec.cores, progress,
             [&](RowText& text, std::uint64_t i) { add_core_links(spec, text, i); });
  write_rows(file, spec.exchanges, progress,
             [&](RowText& text, std::uint64_t i) { add_ring_links(spec, text, i); });
  write_rows(file, spec.cabinets, progress,
             [&](RowText& text, std::uint64_t i) { add_feeders(spec, text, i); });
  write_rows(file, spec.terminals, progress, [&](RowText& text, std::uint64_t i) {
    const bool behind = is_behind_another(spec, i);
    add_link(text, "d", i, {behind ? 't' : 'c', behind ? i - 1 : i / terminals_per_cabinet, 't', i},
             "distribution", distribution(spec, i), "1");
  });
}

void write_premises(const CountrySpec& spec, OutputFile& file, Progress& progress) {
  file.write("id,homes,users,subscribed,lon,lat,area,drop_from,drop_state,drop_cost,drop_length_m\n");
  write_rows(file, spec.premises, progress, [&](RowText& text, std::uint64_t i) {
    const CountryPremises premises = country_premises(spec, i);
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

std::string scenario_text(const CountrySpec& spec) {
  return fmt::format(
      "# A synthetic country, not based on measurements. Generated from seed {}; the same seed gives the "
      "same "
      "bytes.\n"
      "lastmile: 1\n"
      "name: Synthetic country, {} premises\n"
      "description: >\n"
      "  A meshed core, exchange rings, cabinets, terminals and premises in cities, towns and villages. Each "
      "district is at its\n"
      "  own stage of the rollout. Construction costs per metre follow 2023 US medians (Cartesian); "
      "everything "
      "else is assumed.\n"
      "currency: USD\n"
      "price_year: 2023\n"
      "# service: bead    # uncomment to judge the service; `lastmile profiles` lists the profiles\n"
      "tables: {{sites: [sites.csv], links: [links.csv], premises: [premises.csv]}}\n",
      spec.seed, spec.premises);
}

}  // namespace

void write_country(const CountrySpec& spec, const std::string& directory_path, Existing existing,
                   Progress& progress) {
  const std::filesystem::path folder(directory_path);
  std::error_code error;
  for (const char* name : {"scenario.yaml", "sites.csv", "links.csv", "premises.csv"})
    if (existing == Existing::keep && std::filesystem::exists(folder / name, error))
      throw IoFailed(fmt::format("{}: already exists; choose another folder, or use --force to overwrite it",
                                 (folder / name).string()));
  OutputDirectory directory(directory_path);
  const auto write_table = [&](const std::string& name, std::uint64_t rows, auto write) {
    progress.begin("writing " + name, rows, "rows");
    OutputFile file(directory.place_for(name));
    write(spec, file, progress);
    file.close();
  };
  const std::uint64_t sites = spec.cores + spec.exchanges + spec.cabinets + spec.terminals;
  write_table("sites.csv", sites, write_sites);
  write_table("links.csv", sites, write_links);
  write_table("premises.csv", spec.premises, write_premises);
  OutputFile file(directory.place_for("scenario.yaml"));
  file.write(scenario_text(spec));
  file.close();
  directory.finish();
}

}  // namespace lastmile::io
