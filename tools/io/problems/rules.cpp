#include "tools/io/problems/rules.h"

#include <array>

namespace lastmile::io {
namespace {

constexpr Severity error = Severity::error;
constexpr Severity note = Severity::note;

constexpr auto rules = std::to_array<Rule>({
    // Files.
    {"missing-file", error, "The scenario, a file that it extends or a table does not exist."},
    {"not-a-file", error,
     "A directory stands where a file is expected, or a file to extend is a pipe or a device."},
    {"is-a-table", error, "A table stands where a scenario is expected."},
    {"is-for-import", error, "A GIS file, a spreadsheet or a graph stands where a scenario is expected."},
    {"empty-file", error, "The file is empty."},
    {"too-large", error, "A YAML file is larger than 64 MiB. Keep bulk data in tables."},
    {"too-many-nodes", error,
     "A YAML file has more than 2,000,000 keys and values. Keep bulk data in tables."},
    {"too-many-options", error, "A scenario has more than 10,000 options."},
    {"too-deep", error, "YAML is nested more than 64 levels deep, or more than 16 files extend one another."},
    {"bad-gzip", error,
     "Gzip data is damaged, cut short or followed by other data, or a gzip file is not named .csv.gz."},
    {"not-utf8", error, "The file holds bytes that are not UTF-8."},
    {"nul-byte", error, "The file holds a NUL byte."},
    {"control-character", error,
     "A file, an id or a name has a control character, or one that overrides the direction of text."},

    // YAML.
    {"yaml-syntax", error, "The file is not well-formed YAML."},
    {"several-documents", error, "The file holds more than one YAML document."},
    {"alias-bomb", error,
     "YAML aliases repeat more than 100,000 nodes, or an alias stands inside what it repeats."},
    {"extends-circle", error, "Scenario files extend each other in a circle."},
    {"wrong-version", error, "The format version is not one that this program reads."},
    {"missing-key", error, "A required key is missing."},
    {"unknown-key", error, "The format has no such key here."},
    {"duplicate-key", error, "A key or a word of a list occurs twice."},
    {"missing-value", error, "A required value or list is empty."},
    {"bad-setting", error, "A --set has no value, or its path leads nowhere."},
    {"wrong-type", error,
     "A value has the wrong form, such as a list instead of a mapping or a number in quotes."},
    {"empty-text", error, "A text is empty but must not be."},

    // Values.
    {"not-a-number", error, "A number is expected."},
    {"not-finite", error, "A number is infinite or not a number."},
    {"negative-number", error, "A number must not be negative."},
    {"huge-number", error, "A number is larger than the format allows."},
    {"tiny-number", error, "An amount lies between 0 and 1e-9."},
    {"not-an-integer", error, "A whole number is expected."},
    {"out-of-range", error, "A value lies outside its range. For a coordinate in a table this is a note."},
    {"not-a-route", error,
     "A route is not a list of two or more points, or not a WKT LINESTRING in a table."},
    {"unknown-crs", error, "There is no such coordinate reference system with horizontal coordinates."},
    {"other-crs", error, "A scenario has another crs than the one that it extends."},
    {"missing-crs", error, "Coordinates x and y are given without a crs."},
    {"two-positions", error, "An element has lon and lat as well as x and y."},
    {"not-a-boolean", error, "True or false is expected."},
    {"not-a-currency", error, "The currency is not an ISO 4217 code."},
    {"unknown-state", error, "There is no such state."},
    {"unknown-tier", error, "There is no such tier."},
    {"unknown-sight", error, "The line of sight of a radio link is neither nlos nor los."},

    // Elements and references.
    {"empty-id", error, "An id is empty."},
    {"long-id", error, "An id is longer than 1,024 bytes."},
    {"duplicate-id", error,
     "An id is used twice. Ids are unique over sites and premises together, over links, and over entries of "
     "the equipment."},
    {"unknown-reference", error, "An id refers to an element that does not exist."},
    {"self-link", error, "A link joins a site to itself."},
    {"drop-joins-sites", error, "A drop joins two sites instead of a site and a premises."},
    {"drop-joins-premises", error, "A drop joins two premises instead of a site and a premises."},
    {"premises-in-transit", error, "A link that is not a drop ends at a premises."},
    {"not-a-drop", error, "A link that is not a final link has a late cost."},
    {"too-many-elements", error, "There are more than 2^32-2 sites, or more links and premises together."},

    // Tables.
    {"missing-column", error, "A table lacks a required column."},
    {"repeated-column", error, "A table has a column twice."},
    {"misspelt-column", error, "A column differs from a known one only in case or blanks."},
    {"misnamed-column", error,
     "A column that is not read is another word for a known one that is absent, or one letter away from it."},
    {"no-such-column", error,
     "The scenario says how to read a column, words or coordinates that the table does not have."},
    {"ambiguous-number", error,
     "A table with decimal commas has a number such as 1.500, or one with decimal points 1,500."},
    {"impossible-coordinates", error, "Most coordinates of a table lie beyond 180 degrees."},
    {"too-many-columns", error, "A table has more than 1,000 columns."},
    {"ragged-row", error, "A row has more or fewer cells than the header."},
    {"unclosed-quote", error, "A quoted cell has no closing quote."},
    {"stray-quote", error,
     "A quote stands inside a cell that is not quoted, or text follows a closing quote."},
    {"stray-return", error, "A carriage return is not followed by a line feed."},
    {"long-record", error, "A row is longer than 1 MiB, or more than 1 MiB of empty lines stand before it."},
    {"too-many-errors", note, "A table has 1,000,000 errors; the rest of it was not read."},

    // Service and equipment.
    {"unknown-profile", error, "There is no such service profile."},
    {"unknown-technology", error, "There is no such access technology."},
    {"unknown-medium", error, "There is no such medium, or the technology does not run over it."},
    {"unknown-kind", error, "There is no such kind of site, medium or technology."},
    {"unknown-model", error, "There is no such model of radio propagation or take-up."},

    // Time.
    {"needs-timeline", error, "Options, rollout, changes, economics and take-up need a timeline."},
    {"not-a-period", error, "A text does not name a period of the calendar."},
    {"outside-timeline", error, "A period lies before the first or after the last of the timeline."},
    {"unknown-unit", error, "There is no such unit of periods."},
    {"unknown-order", error, "There is no such order of works."},
    {"unknown-word", error, "A word is not one of those that the key takes."},
    {"unknown-element", error, "There is no such element, or no such kind of element."},
    {"unknown-area", error, "No site or premises lies in such an area."},
    {"no-repair-time", error, "A failure rate has no repair time."},
    {"too-many-risks", error, "There are more shared risks than can be computed with."},
    {"selects-nothing", error, "A selector matches no element that the change can apply to."},
    {"not-a-polygon", error,
     "A polygon has fewer than three corners, its sides cross, or a side spans more than 180 degrees of "
     "longitude."},
    {"no-coordinates", error, "A distance is measured from an element without coordinates."},
    {"contradiction", error,
     "Two changes of one period set the same field of one element to different values."},
    {"tier-of-remedies", error, "Works that are remedies cannot be ordered by tier."},
    {"payers-above-1", error, "The payers' shares of one element add up to more than 1."},
    {"reserved-name", error, "A payer is called operator."},
    {"only-with-order", error, "A rollout gives `only` together with order, works or drops."},
    {"repair-without-failure", error, "repair_periods is given without state: failed."},
    {"fails-before-built", error, "An element is to fail before any option can have built it."},
    {"not-built-everywhere", note, "An element is to fail that some options cannot have built by then."},
    {"free-repair", note,
     "A failure gives no completion_cost or no repair_periods: the repair is free or immediate."},
    {"needs-seed", error,
     "Take-up must be drawn per home, by a seed, where a service is asked for or drops are built on order."},

    // Commands.
    {"unknown-premises", error, "The premises to explain does not exist."},
    {"no-timeline", error, "The command needs a scenario with a timeline."},
    {"which-option", error, "The scenario has several options and the command does not name one."},
    {"unknown-option", error, "The scenario has no such option."},
    {"bad-distribution", error, "The numbers of a distribution contradict each other."},
    {"no-power-of-two", error, "The number of samples of a sobol design is not a power of two."},
    {"distribution-in-grid", error, "A grid needs levels, but a value has a distribution."},
    {"too-many-runs", error, "A study has more than 1,000,000 runs and the command line has no --yes."},
    {"other-study", error, "The folder for the results holds those of another study or of other input."},
    {"other-input", error, "Under mpirun or srun, some ranks have read other files than rank 0."},
    {"unfinished-study", error,
     "The folder holds an unfinished run of the study, and --resume is not given."},
    {"changed-result", error,
     "A result of a finished study is missing, or is not as the study wrote it, and --resume is given."},
    {"cannot-pack", error, "A scenario with a timeline cannot be packed."},
    {"not-a-snapshot", error, "The file is not a packed scenario."},
    {"snapshot-version", error, "The packed scenario was written by another version of the format."},
    {"damaged-snapshot", error, "The packed scenario is damaged."},

    {"ambiguous-element", error, "A site and a link have the id that an option of the command names."},
    {"not-extensible", error,
     "A plan file cannot extend the scenario: it is packed, or has an option \"plan\"."},
    {"out-of-reach", error, "No plan reaches the target, joins all terminals or contains what it must."},

    // Benchmark graphs.
    {"cut-short", error, "A section or the file has no end; it may be cut short."},
    {"open-section", error, "A section begins inside another, or END closes none."},
    {"duplicate-section", error, "The file has a section twice."},
    {"missing-section", error, "The file has no section Graph."},
    {"unknown-line", error, "A line does not belong where it stands."},
    {"extra-value", error, "A line has more values than it takes."},
    {"missing-count", error, "The number of vertices is not known where a vertex is named."},
    {"duplicate-count", error, "A count stands twice."},
    {"wrong-count", error, "A count differs from what the file holds."},
    {"missing-root", error, "The problem has prizes but no root, or neither a root nor terminals."},
    {"duplicate-root", error, "The root stands twice."},
    {"unsupported", error, "The file describes a kind of problem that this program does not solve."},

    // Imports.
    {"needs-gis", error, "A file is read or written through GDAL, and the module for it is missing."},
    {"not-drawn", note, "Elements without coordinates are left out of a geographic file."},
    {"needs-mapping", error, "Nothing says what the layers of a file mean."},
    {"not-readable", error, "GDAL cannot open a file, or not read it to its end."},
    {"which-layer", error, "A file has several layers, and none is named."},
    {"unknown-layer", error, "A file has no such layer."},
    {"unknown-field", error, "A layer has no such field."},
    {"no-crs", error, "A layer does not say its coordinate reference system, and it was not given."},
    {"unused-crs", note, "A coordinate reference system is given for files that say their own."},
    {"no-encoding", error, "A text is not ASCII, and nothing says how it is encoded."},
    {"unknown-encoding", error, "There is no such encoding of text."},
    {"bad-filter", error, "A filter of features is not well-formed."},
    {"nothing-selected", error, "A filter selects none of the features of a layer."},
    {"empty-layer", note, "A layer has no features."},
    {"no-usable-feature", error, "A layer has features, and none of them can be used."},
    {"no-site", error, "Nothing that is imported becomes a site."},
    {"conflicting-keys", error, "Two keys of a mapping contradict each other."},
    {"json-syntax", error, "The file is not well-formed JSON."},
    {"xml-syntax", error, "The file is not well-formed XML."},
    {"not-graphml", error, "The file is XML, but not GraphML."},
    {"wrong-geometry", error, "A node or span has a geometry of another type, or an incomplete one."},
    {"not-a-position", error, "A position is not [longitude, latitude]."},

    // Notes.
    {"assumed-by-reader", note, "A reader of features assumes something, or leaves something out."},
    {"unknown-column", note, "A column of a table is not read."},
    {"outside-file", note, "A file of the scenario lies outside its folder."},
    {"no-source", note, "No site is a source, so nobody can be served."},
    {"all-subscribed", note,
     "No premises of a table says whether its users subscribe: all of them count as subscribed."},
    {"no-technology", note, "A service is required, but no site has a technology, so nobody can qualify."},
    {"no-final-link", note, "Some premises have no final link."},
    {"island-without-source", note, "Some sites are joined to no source by the design."},
    {"free-to-bring-up", note,
     "Some failed or inactive elements have no completion cost and so cost nothing."},
    {"free-to-build", note, "Some planned or proposed elements have no cost and so cost nothing."},
    {"budget-below-works", note, "The budget of an option never suffices for the cheapest work."},
    {"nothing-to-choose", note, "No works would serve anybody who is not served yet."},
    {"free-works", note, "Some works of a plan cost nothing."},
    {"frontier-below-required", note, "Some budgets of a frontier do not pay for all that is required."},
    {"nothing-fails", note, "Nothing in the scenario can fail."},
    {"estimated-availability", note, "The availability of some premises is estimated, with intervals."},
    {"perfection-left-out", note,
     "What the perfection of some elements would save takes too much work to compute."},
    {"search-limited", note, "The search for a plan ended after its fixed amount of work, with a gap."},
    {"search-interrupted", note, "The search for a plan was interrupted; the plan is the best so far."},
    {"ignored-completion-cost", note,
     "Some elements need no completion, so their completion cost is ignored."},
    {"absent-name", note, "A failure rate or a shared risk names a kind or an area that does not occur."},
    {"always-present", note,
     "A shared risk would be present more than always, and counts as always present."},
    {"risk-without-elements", note, "A shared risk selects no operational element."},
    {"no-length-to-fail", note, "Some links have a failure rate per km but no known length."},
    {"length-from-coordinates", note, "The length of some links is the distance between their ends."},
    {"swapped-coordinates", error,
     "Most drops are longer than 100 km, and shorter with longitude and latitude of the premises exchanged; "
     "in an "
     "import, any feature that lies so, or outside its coordinate reference system."},
    {"long-drops", note, "Most drops are longer than 100 km."},
    {"ids-differ-in-case", note, "Some ids differ only in the case of letters."},
    {"refused-runs", note, "The input of some runs of a study is wrong."},
    {"no-value", note, "A figure of a study has no value in some or all runs."},
    {"no-length", note, "The length of some links is unknown and taken as 0."},
});

}  // namespace

std::span<const Rule> all_rules() {
  return rules;
}

Json rules_json() {
  Json list = Json::array();
  for (const Rule& rule : rules)
    list.push_back({{"rule", rule.id},
                    {"severity", rule.severity == Severity::error ? "error" : "note"},
                    {"meaning", rule.meaning}});
  return {{"rules", std::move(list)}};
}

}  // namespace lastmile::io
