// Over 400 lines: writing and reading of the format belong together, so that they cannot diverge.
#include "tools/io/snapshot/snapshot.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <functional>
#include <iterator>
#include <utility>

#include "sim/support/parallel.h"
#include "tools/io/base/format.h"
#include "tools/io/base/text.h"
#include "tools/io/base/version.h"
#include "tools/io/equipment/equipment.h"
#include "tools/io/equipment/equipment_json.h"
#include "tools/io/files/inputs_json.h"
#include "tools/io/files/output_directory.h"
#include "tools/io/problems/problems_json.h"
#include "tools/io/snapshot/snapshot_columns.h"

namespace lastmile::io {
namespace {

static_assert(std::endian::native == std::endian::little, "columns are stored as they lie in memory");

constexpr std::array<char, 8> magic = {'L', 'A', 'S', 'T', 'M', 'I', 'L', 'Z'};
constexpr std::uint64_t longest_directory = std::uint64_t{64} << 20;
constexpr std::size_t max_directory_depth = 16;
constexpr std::size_t max_directory_values = 4'000'000;

struct Head {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t reserved;
  std::uint64_t directory_bytes;
  std::uint64_t directory_checksum;
};

std::uint64_t checksum(const void* data, std::size_t bytes) {
  return XXH3_64bits(data, bytes);
}

struct Refused {
  Finding finding;
};

[[noreturn]] void refuse_damaged(const std::string& what) {
  throw Refused{{"damaged-snapshot", what, "pack the scenario again"}};
}

// Contents of the directory besides the blocks.

Json heading_json(const Heading& heading) {
  const Vocabulary& w = heading.vocabulary;
  return {
      {"name", heading.name},
      {"description", heading.description},
      {"currency", heading.currency},
      {"price_year", heading.price_year ? Json(*heading.price_year) : Json(nullptr)},
      {"vocabulary", {w.home, w.homes, w.user, w.users, w.final_link, w.final_links, w.backbone, w.served}}};
}

// Text that reports show.
std::string shown_text(const Json& json) {
  auto text = json.get<std::string>();
  if (text.empty() || has_unsafe(text))
    refuse_damaged("the heading has a text that is empty or contains control characters");
  return text;
}

Heading heading_of(const Json& json) {
  Heading heading;
  heading.name = shown_text(json.at("name"));
  heading.description = json.at("description").get<std::string>();
  heading.currency = shown_text(json.at("currency"));
  if (heading.currency.size() != 3) refuse_damaged("invalid currency");
  if (const Json& year = json.at("price_year"); !year.is_null()) {
    if (!year.is_number_integer() || year < first_price_year || year > last_price_year)
      refuse_damaged("invalid price year");
    heading.price_year = year.get<int>();
  }
  Vocabulary& w = heading.vocabulary;
  std::size_t i = 0;
  for (std::string* word :
       {&w.home, &w.homes, &w.user, &w.users, &w.final_link, &w.final_links, &w.backbone, &w.served})
    *word = shown_text(json.at("vocabulary").at(i++));
  return heading;
}

std::vector<InputRecord> inputs_of(const Json& json) {
  std::vector<InputRecord> inputs;
  for (const Json& input : json)
    inputs.push_back({input.at("name").get<std::string>(), input.at("bytes").get<std::uint64_t>(),
                      input.at("sha256").get<std::string>()});
  if (inputs.empty()) refuse_damaged("snapshot lists no inputs");
  return inputs;
}

ProblemList notes_of(const Json& json) {
  ProblemList notes;
  for (const Json& note : json)
    notes.add({note.at("file").get<std::string>(),
               {note.at("line").get<std::uint64_t>(), note.at("column").get<std::uint64_t>()},
               Severity::note,
               note.at("path").get<std::string>(),
               note.at("message").get<std::string>(),
               note.at("rule").get<std::string>(),
               note.at("hint").get<std::string>()});
  return notes;
}

// Profile and equipment; the columns are in blocks. Null without a service.
Json access_json(const std::optional<Access>& access) {
  if (!access) return nullptr;
  Json profiles = Json::array();
  const auto add = [&](const ServiceProfile& asked) {
    profiles.push_back({asked.name, asked.down_mbps, asked.up_mbps, asked.latency_ms});
  };
  add(access->profile);
  for (const ServiceProfile& further : access->further_profiles) add(further);
  return {{"profiles", std::move(profiles)},
          {"busy_hour_share", access->busy_hour_share},
          {"equipment", equipment_json(access->equipment)}};
}

// JSON is YAML, so the equipment reader checks it like that of a scenario.
Equipment equipment_of(const Json& json) {
  ProblemList problems;
  Reporter report("", problems);
  Equipment equipment;
  if (const auto document = read_yaml(json.dump(), report))
    read_equipment(*document->root, equipment, report, "");
  if (problems.error_count() > 0)
    refuse_damaged(fmt::format("invalid equipment: {}", problems.shown().front().message));
  return equipment;
}

std::optional<Access> access_of(const Json& json) {
  if (json.is_null()) return std::nullopt;
  Access access;
  std::vector<ServiceProfile> profiles;
  for (const Json& asked : json.at("profiles"))
    profiles.push_back({asked.at(0).get<std::string>(), asked.at(1).get<double>(), asked.at(2).get<double>(),
                        asked.at(3).get<double>()});
  access.busy_hour_share = json.at("busy_hour_share").get<double>();
  const auto is_sound = [](const ServiceProfile& asked) {
    return is_amount(asked.down_mbps) && is_amount(asked.up_mbps) && is_amount(asked.latency_ms);
  };
  if (profiles.empty() || !std::all_of(profiles.begin(), profiles.end(), is_sound) ||
      !(access.busy_hour_share >= least_busy_hour_share && access.busy_hour_share <= 1))
    refuse_damaged("invalid service profile");
  access.profile = std::move(profiles.front());
  access.further_profiles.assign(std::move_iterator(profiles.begin() + 1),
                                 std::move_iterator(profiles.end()));
  access.equipment = equipment_of(json.at("equipment"));
  return access;
}

// The elements of shared risks lie one after the other in two blocks.
struct RiskElements {
  std::vector<SiteId> sites;
  std::vector<LinkId> links;
};
constexpr const char* risk_sites_block = "shared_risks.sites";
constexpr const char* risk_links_block = "shared_risks.links";

Json shared_risks_json(const Scenario& scenario, RiskElements& elements) {
  Json risks = Json::array();
  if (!scenario.reliability) return risks;
  for (const SharedRisk& risk : scenario.reliability->shared_risks) {
    risks.push_back({risk.name, risk.presence, risk.probability, risk.sites.size(), risk.links.size()});
    elements.sites.insert(elements.sites.end(), risk.sites.begin(), risk.sites.end());
    elements.links.insert(elements.links.end(), risk.links.begin(), risk.links.end());
  }
  return risks;
}

bool is_link(const Plant& plant, LinkId link) {
  if (link.value >= plant.links.size() + plant.premises.size()) return false;
  return !plant.is_inline_drop(link) || plant.links.from[link].exists();
}

std::vector<SharedRisk> shared_risks_of(const Json& json, const RiskElements& elements, const Plant& plant) {
  const auto is_share = [](double x) { return x >= 0 && x <= 1; };
  const auto sound_site = [&](SiteId site) { return site.value < plant.sites.size(); };
  if (json.size() > most_shared_risks) refuse_damaged("there are too many shared risks");
  std::vector<SharedRisk> risks;
  auto site = elements.sites.begin();
  auto link = elements.links.begin();
  for (const Json& one : json) {
    SharedRisk& risk = risks.emplace_back();
    risk.name = shown_text(one.at(0));
    risk.presence = one.at(1).get<double>();
    risk.probability = one.at(2).get<double>();
    const auto sites = one.at(3).get<std::uint64_t>();
    const auto links = one.at(4).get<std::uint64_t>();
    if (sites > static_cast<std::uint64_t>(elements.sites.end() - site) ||
        links > static_cast<std::uint64_t>(elements.links.end() - link))
      refuse_damaged("a shared risk has more elements than are listed");
    risk.sites.assign(site, site + static_cast<std::ptrdiff_t>(sites));
    risk.links.assign(link, link + static_cast<std::ptrdiff_t>(links));
    site += static_cast<std::ptrdiff_t>(sites);
    link += static_cast<std::ptrdiff_t>(links);
    const bool is_sound =
        is_share(risk.presence) && is_share(risk.probability) &&
        std::all_of(risk.sites.begin(), risk.sites.end(), sound_site) &&
        std::all_of(risk.links.begin(), risk.links.end(), [&](LinkId id) { return is_link(plant, id); });
    if (!is_sound) refuse_damaged(fmt::format("invalid shared risk {}", io::quoted(risk.name)));
  }
  return risks;
}

// Writing.

void refuse_horizon(const ScenarioReading& reading) {
  if (!reading.scenario.horizon) return;
  ProblemList problems;
  Reporter(reading.path, problems)
      .error(FixedPlace({}, "timeline"), {"cannot-pack", "a scenario with a timeline cannot be packed",
                                          "remove the timeline, or use the scenario file itself"});
  throw InputRefused(std::move(problems));
}

struct BlockToWrite {
  std::string name;
  std::string_view bytes;
};

template <class Container>
std::string_view bytes_of(const Container& items) {
  return {reinterpret_cast<const char*>(items.data()), items.size() * sizeof(items[0])};
}

std::vector<BlockToWrite> blocks_of(const Scenario& scenario, const RiskElements& risk_elements) {
  std::vector<BlockToWrite> blocks;
  for_each_name_table(scenario.names, [&](const std::string& name, const NameTable& table) {
    blocks.push_back({name + ".text", bytes_of(table.stored().text)});
    blocks.push_back({name + ".page_start", bytes_of(table.stored().page_start)});
    blocks.push_back({name + ".start_in_page", bytes_of(table.stored().start_in_page)});
  });
  const auto add = [&](const char* name, const auto& column, auto) {
    blocks.push_back({name, bytes_of(column)});
  };
  for_each_column(scenario, add);
  const Keep kept{.areas = scenario.areas.has_value(),
                  .site_points = !scenario.geometry.site_points.empty(),
                  .geometry = scenario.geometry.site_points.size() == scenario.plant.sites.size() &&
                              scenario.geometry.premises_points.size() == scenario.plant.premises.size(),
                  .names = true,
                  .costs = scenario.costs.of_sites.size() == scenario.plant.sites.size(),
                  .reliability = scenario.reliability.has_value()};
  for_each_kept_column(scenario, kept, add);
  if (kept.reliability) {
    blocks.push_back({risk_sites_block, bytes_of(risk_elements.sites)});
    blocks.push_back({risk_links_block, bytes_of(risk_elements.links)});
  }
  return blocks;
}

// Reading.

class File {
 public:
  explicit File(const std::string& path)
      : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    struct stat status {};
    if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0)
      throw IoFailed(fmt::format("{}: cannot open: {}", path, std::strerror(errno)));
    size_ = static_cast<std::uint64_t>(status.st_size);
  }
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  std::uint64_t size() const { return size_; }

  // May be called on any thread.
  void read(std::uint64_t offset, char* into, std::uint64_t bytes) const {
    while (bytes > 0) {
      const ssize_t got = ::pread(descriptor_, into, bytes, static_cast<off_t>(offset));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) throw IoFailed(fmt::format("{}: cannot read: {}", path_, std::strerror(errno)));
      if (got == 0) refuse_damaged("truncated: the blocks are incomplete");
      into += got;
      offset += static_cast<std::uint64_t>(got);
      bytes -= static_cast<std::uint64_t>(got);
    }
  }

 private:
  std::string path_;
  int descriptor_;
  std::uint64_t size_ = 0;
};

// Limits the depth, since later steps recurse.
Json parse_directory(const std::string& text) {
  std::size_t values = 0;
  const auto keep = [&](int depth, Json::parse_event_t, const Json&) {
    if (static_cast<std::size_t>(depth) > max_directory_depth)
      refuse_damaged("the directory is nested too deeply");
    if (++values > max_directory_values) refuse_damaged("the directory has too many values");
    return true;
  };
  return Json::parse(text, keep);
}

Json read_directory(const File& file, std::uint64_t& blocks_begin) {
  Head head{};
  if (file.size() < sizeof head) refuse_damaged("truncated: the header is incomplete");
  file.read(0, reinterpret_cast<char*>(&head), sizeof head);
  if (head.magic != magic) throw Refused{{"not-a-snapshot", "not a lastmile snapshot"}};
  if (head.version != snapshot_version)
    throw Refused{{"snapshot-version",
                   fmt::format("snapshot format version {}, but this program reads version {}", head.version,
                               snapshot_version),
                   "pack the scenario again"}};
  if (head.directory_bytes > longest_directory || head.directory_bytes > file.size() - sizeof head)
    refuse_damaged("truncated: the directory is incomplete");
  std::string text(head.directory_bytes, '\0');
  file.read(sizeof head, text.data(), text.size());
  if (checksum(text.data(), text.size()) != head.directory_checksum)
    refuse_damaged("the directory checksum does not match");
  blocks_begin = sizeof head + head.directory_bytes;
  return parse_directory(text);
}

class BlockReader {
 public:
  BlockReader(const File& file, const Json& directory, std::uint64_t begin, Progress& progress)
      : file_(file), directory_(directory), begin_(begin), progress_(progress) {}

  // Fills the vector or string with the block's bytes.
  template <class Container>
  void read(const std::string& name, Container& into) const {
    using Item = typename Container::value_type;
    const Json& block = directory_.at(name);
    const auto offset = block.at("offset").get<std::uint64_t>();
    const auto bytes = block.at("bytes").get<std::uint64_t>();
    const std::uint64_t room = file_.size() - begin_;
    if (offset > room || bytes > room - offset)
      refuse_damaged(fmt::format("truncated: block {} is incomplete", name));
    if (bytes % sizeof(Item) != 0) refuse_damaged(fmt::format("block {} has an invalid size", name));
    if (claimed_.fetch_add(bytes) > room - bytes) refuse_damaged("blocks overlap");
    into.resize(bytes / sizeof(Item));
    file_.read(begin_ + offset, reinterpret_cast<char*>(into.data()), bytes);
    if (checksum(into.data(), bytes) != block.at("xxh3").get<std::uint64_t>())
      refuse_damaged(fmt::format("the checksum of block {} does not match", name));
    progress_.advance(bytes);
  }

 private:
  const File& file_;
  const Json& directory_;
  std::uint64_t begin_;
  Progress& progress_;
  mutable std::atomic<std::uint64_t> claimed_{0};  // bytes, by the blocks read so far
};

// Kinds may be empty text; ids may not.
void check_names(const NameTable& names, const std::string& what) {
  const bool may_be_empty = what == "names.kinds";
  const auto& text = names.stored().text;
  const bool all_safe = !has_unsafe({text.data(), text.size()});  // so that no name needs to be looked at
  for_each_chunk(names.size(), [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      const std::string_view name = names[i];
      const bool is_sound =
          (may_be_empty || (!name.empty() && name.size() <= max_id_bytes)) && (all_safe || !has_unsafe(name));
      if (!is_sound)
        refuse_damaged(fmt::format("{}: a name is empty, too long or contains control characters", what));
    }
  });
}

// An id stands for one site or premises, and for one link.
void check_unique(Scenario& scenario) {
  Names& names = scenario.names;
  std::vector<std::pair<std::string, NameTable*>> tables;
  for_each_name_table(names,
                      [&](const std::string& what, NameTable& table) { tables.emplace_back(what, &table); });
  for_each_index(tables.size(), [&](std::size_t i) {
    if (!tables[i].second->make_slots_if_unique())
      refuse_damaged(fmt::format("{}: a name occurs twice", tables[i].first));
  });
  for_each_chunk(names.sites.size(), [&](std::size_t first, std::size_t last) {
    for (std::size_t site = first; site < last; ++site)
      if (names.premises.may_hold(names.sites[site]) && names.premises.find(names.sites[site]))
        refuse_damaged("a site and a premises have the same id");
  });
  for_each_chunk(names.links.size(), [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i)
      if (find_inline_drop(scenario, names.links[i])) refuse_damaged("two links have the same id");
  });
}

void read_names(const BlockReader& reader, const std::string& name, NameTable& table) {
  NameTable::Stored stored;
  reader.read(name + ".text", stored.text);
  reader.read(name + ".page_start", stored.page_start);
  reader.read(name + ".start_in_page", stored.start_in_page);
  if (first_invalid_utf8({stored.text.data(), stored.text.size()}))
    refuse_damaged(fmt::format("{}: invalid UTF-8", name));
  auto sound = NameTable::from_stored(std::move(stored));
  if (!sound) refuse_damaged(fmt::format("{}: offsets outside the text", name));
  table = std::move(*sound);
  check_names(table, name);
}

[[noreturn]] void refuse_value(std::string_view column, std::size_t row) {
  refuse_damaged(fmt::format("column {}: invalid value in row {}", column, row));
}

template <class T, class IsSound>
void check_values(const char* name, const FlatVector<T>& column, IsSound is_sound) {
  const auto wrong = std::find_if_not(column.begin(), column.end(), is_sound);
  if (wrong != column.end()) refuse_value(name, static_cast<std::size_t>(wrong - column.begin()));
}

void check_lengths(const Scenario& scenario, const Keep& keep) {
  const auto check = [](std::string_view table, std::size_t names,
                        std::initializer_list<std::size_t> lengths) {
    for (const std::size_t length : lengths)
      if (length != names) refuse_damaged(fmt::format("{}: columns differ in length", table));
    if (names > max_elements) refuse_damaged(fmt::format("{}: more than the format allows", table));
  };
  const Plant& plant = scenario.plant;
  const Names& names = scenario.names;
  const Sites& s = plant.sites;
  const Links& l = plant.links;
  const Premises& p = plant.premises;
  check("sites", names.sites.size(),
        {s.state.size(), s.is_source.size(), s.value.size(), s.completion_cost.size(), names.kind.size()});
  check(
      "links", names.links.size(),
      {l.tier.size(), l.to.size(), l.premises.size(), l.state.explicit_links.size(),
       l.from.explicit_links.size(), l.value.explicit_links.size(), l.completion_cost.explicit_links.size()});
  if (names.links.size() + names.premises.size() > max_elements)
    refuse_damaged("more links and premises than the format allows");
  check("premises", names.premises.size(),
        {p.homes.size(), p.users.size(), p.subscribed.size(), l.from.inline_drops.size(),
         l.state.inline_drops.size(), l.value.inline_drops.size(), l.completion_cost.inline_drops.size()});
  if (keep.site_points || keep.geometry)
    check("sites", names.sites.size(), {scenario.geometry.site_points.size()});
  if (keep.geometry) check("premises", names.premises.size(), {scenario.geometry.premises_points.size()});
  if (keep.costs) {
    check("sites", names.sites.size(), {scenario.costs.of_sites.size()});
    check("links", names.links.size(), {scenario.costs.of_links.explicit_links.size()});
    check("premises", names.premises.size(), {scenario.costs.of_links.inline_drops.size()});
  }
  if (keep.areas) {
    check("sites", names.sites.size(), {scenario.areas->of_sites.size()});
    check("premises", names.premises.size(), {scenario.areas->of_premises.size()});
  }
  if (keep.reliability) {
    const Reliability& r = *scenario.reliability;
    check("sites", names.sites.size(), {r.sites.size()});
    check("links", names.links.size(), {r.links.explicit_links.size()});
    check("premises", names.premises.size(), {r.links.inline_drops.size()});
  }
  if (!plant.access) return;
  const Access& a = *plant.access;
  check("sites", names.sites.size(), {a.technology.size(), a.split.size(), a.ports.size()});
  check("links", names.links.size(), {a.spec.explicit_links.size(), a.length_m.explicit_links.size()});
  check("premises", names.premises.size(), {a.spec.inline_drops.size(), a.length_m.inline_drops.size()});
}

// Whether no row of a ragged column begins after its end, and every item is in a row.
template <class T>
void check_rows(std::string_view column, const RaggedColumn<T>& ragged, std::size_t rows) {
  const auto& stored = ragged.stored();
  const std::uint64_t last = stored.end.empty() ? 0 : stored.end.back();
  if (stored.end.size() > rows || last != stored.items.size() ||
      !std::is_sorted(stored.end.begin(), stored.end.end()))
    refuse_damaged(fmt::format("{}: rows outside the column", column));
}

void check_titles(std::string_view column, const RaggedColumn<char>& titles, std::size_t rows) {
  check_rows(column, titles, rows);
  for (std::size_t row = 0; row < titles.stored().end.size(); ++row) {
    const std::string_view title{titles[row].data(), titles[row].size()};
    if (first_invalid_utf8(title) || has_unsafe(title))
      refuse_damaged(fmt::format("{}: invalid UTF-8 or control characters", column));
  }
}

void check_geometry(const Geometry& geometry, const Names& names) {
  check_rows("links.route", geometry.explicit_routes, names.links.size());
  check_rows("premises.drop_route", geometry.drop_routes, names.premises.size());
}

void check_titles(const Titles& titles, const Names& names) {
  check_titles("sites.title", titles.sites, names.sites.size());
  check_titles("premises.title", titles.premises, names.premises.size());
  check_titles("links.title", titles.links, names.links.size());
}

// Checks the invariants of a plant beyond the ranges of single values (see plant.h).
void check_plant(const Plant& plant) {
  const Links& links = plant.links;
  const auto complete = [](State state, double completion_cost) {
    return !carries_service(state) || completion_cost == 0;
  };
  for_each_chunk(links.size(), [&](std::size_t first, std::size_t last) {
    for (LinkId link{first}; link.value < last; ++link.value) {
      const bool drop = links.tier[link] == Tier::drop;
      if (links.premises[link].exists() != drop || links.to[link].exists() == drop ||
          links.from[link] == links.to[link])
        refuse_value("links.to", link.value);
      if (!complete(links.state[link], links.completion_cost[link]))
        refuse_value("links.completion_cost", link.value);
    }
  });
  for_each_chunk(plant.sites.size(), [&](std::size_t first, std::size_t last) {
    for (SiteId site{first}; site.value < last; ++site.value)
      if (!complete(plant.sites.state[site], plant.sites.completion_cost[site]))
        refuse_value("sites.completion_cost", site.value);
  });
  for_each_chunk(plant.premises.size(), [&](std::size_t first, std::size_t last) {
    for (PremisesId p{first}; p.value < last; ++p.value)
      if (!complete(links.state.inline_drops[p], links.completion_cost.inline_drops[p]))
        refuse_value("premises.drop_completion_cost", p.value);
  });
}

Scenario read_blocks(const BlockReader& reader, std::optional<Access> access, const Keep& keep) {
  Scenario scenario;
  scenario.plant.access = std::move(access);
  if (keep.areas) scenario.areas.emplace();
  if (keep.reliability) scenario.reliability.emplace();
  std::vector<std::function<void()>> jobs;
  for_each_name_table(scenario.names, [&](const std::string& name, NameTable& table) {
    jobs.emplace_back([&reader, name, &table] { read_names(reader, name, table); });
  });
  const auto read = [&](const char* name, auto& column, auto) {
    jobs.emplace_back([&reader, name, &column] { reader.read(name, column); });
  };
  for_each_column(scenario, read);
  for_each_kept_column(scenario, keep, read);
  for_each_index(jobs.size(), [&](std::size_t i) { jobs[i](); });
  jobs.clear();
  check_lengths(scenario, keep);
  const auto check = [&](const char* name, const auto& column, auto is_sound) {
    jobs.emplace_back([name, &column, is_sound] { check_values(name, column, is_sound); });
  };
  for_each_column(scenario, check);
  for_each_kept_column(scenario, keep, check);
  for_each_index(jobs.size(), [&](std::size_t i) { jobs[i](); });
  check_geometry(scenario.geometry, scenario.names);
  check_titles(scenario.titles, scenario.names);
  check_plant(scenario.plant);
  check_unique(scenario);
  return scenario;
}

}  // namespace

bool is_snapshot(const std::string& path) {
  std::array<char, magic.size()> begin{};
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return false;  // what is read from a pipe is gone
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return path.ends_with(".lmz");
  const ssize_t got = ::read(descriptor, begin.data(), begin.size());
  ::close(descriptor);
  return (got == static_cast<ssize_t>(begin.size()) && begin == magic) || path.ends_with(".lmz");
}

void write_snapshot(const std::string& path, const ScenarioReading& reading) {
  refuse_horizon(reading);
  RiskElements risk_elements;
  Json shared_risks = shared_risks_json(reading.scenario, risk_elements);
  const std::vector<BlockToWrite> blocks = blocks_of(reading.scenario, risk_elements);
  Json listed = Json::object();
  std::uint64_t offset = 0;
  for (const BlockToWrite& block : blocks) {
    listed[block.name] = {{"offset", offset},
                          {"bytes", block.bytes.size()},
                          {"xxh3", checksum(block.bytes.data(), block.bytes.size())}};
    offset += block.bytes.size();
  }
  const std::string directory = to_text({{"lastmile_version", lastmile_version},
                                         {"heading", heading_json(reading.scenario.heading)},
                                         {"access", access_json(reading.scenario.plant.access)},
                                         {"inputs", inputs_json(reading.inputs)},
                                         {"notes", problems_json(reading.notes)},
                                         {"parameters", reading.parameters},
                                         {"shared_risks", std::move(shared_risks)},
                                         {"blocks", std::move(listed)}});
  const Head head = {magic, snapshot_version, 0, directory.size(),
                     checksum(directory.data(), directory.size())};

  SingleOutput output(path, input_names(reading));
  OutputFile& file = output.file();
  file.write({reinterpret_cast<const char*>(&head), sizeof head});
  file.write(directory);
  for (const BlockToWrite& block : blocks) file.write(block.bytes);
  output.finish();
}

ScenarioReading read_snapshot(const std::string& path, Progress& progress, const Keep& keep) {
  ProblemList problems;
  Reporter report(path, problems);
  const FixedPlace whole_file({});
  if (Finding unreadable = check_readable(path); !unreadable.rule.empty()) {
    report.error(whole_file, std::move(unreadable));
    throw InputRefused(std::move(problems));
  }
  try {
    const File file(path);
    progress.begin("reading " + std::filesystem::path(path).filename().string(), file.size(), "B");
    std::uint64_t blocks_begin = 0;
    const Json directory = read_directory(file, blocks_begin);
    const Json& blocks = directory.at("blocks");
    const Keep stored{.areas = keep.areas && blocks.contains("sites.area"),
                      .site_points = keep.site_points && blocks.contains("sites.point"),
                      .geometry = keep.geometry && blocks.contains("premises.point"),
                      .names = keep.names,
                      .costs = keep.costs && blocks.contains("sites.cost"),
                      .reliability = keep.reliability && blocks.contains(risk_sites_block)};
    const BlockReader reader(file, directory.at("blocks"), blocks_begin, progress);
    Scenario scenario = read_blocks(reader, access_of(directory.at("access")), stored);
    if (stored.reliability) {
      RiskElements elements;
      reader.read(risk_sites_block, elements.sites);
      reader.read(risk_links_block, elements.links);
      scenario.reliability->shared_risks =
          shared_risks_of(directory.at("shared_risks"), elements, scenario.plant);
    }
    scenario.heading = heading_of(directory.at("heading"));
    return {std::move(scenario), path, notes_of(directory.at("notes")), inputs_of(directory.at("inputs")),
            directory.at("parameters")};
  } catch (const Refused& refused) {
    report.error(whole_file, refused.finding);
  } catch (const Json::exception& wrong) {
    report.error(whole_file, {"damaged-snapshot", fmt::format("invalid directory: {}", wrong.what())});
  }
  throw InputRefused(std::move(problems));
}

}  // namespace lastmile::io
