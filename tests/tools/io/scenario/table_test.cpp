// Tables (RFC 4180): records and cells, and the problems of rows with exact line and
// column.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/support/scenario_folder.h"

namespace lastmile::table_test {
namespace {

using namespace std::string_literals;
using test::Said;
using test::said_about;
using test::ScenarioFolder;

// The site `cab1` for drops to start at.
std::string naming(const std::string& list, const std::string& table) {
  return fmt::format(
      "lastmile: 1\nname: t\nsites: [{{id: pop, kind: source}}, {{id: cab1}}]\ntables: {{{}: [{}]}}\n", list,
      table);
}

// What is said about a scenario with this table, t.csv, of premises.
Said premises(const std::string& table) {
  const ScenarioFolder folder(naming("premises", "t.csv"));
  folder.write("t.csv", table);
  return said_about(folder);
}

Said table_of(const std::string& list, const std::string& table) {
  const ScenarioFolder folder(naming(list, "t.csv"));
  folder.write("t.csv", table);
  return said_about(folder);
}

// Premises read from the table: ids and homes.
std::string read_premises(const std::string& table) {
  const ScenarioFolder folder(naming("premises", "t.csv"));
  folder.write("t.csv", table);
  const Scenario scenario = folder.read().scenario;
  std::string result;
  for (const PremisesId p : ids<PremisesId>(scenario.plant.premises.size()))
    result += fmt::format("{}{}={}", p.value == 0 ? "" : " ", scenario.names.premises[p.value],
                          scenario.plant.premises.homes[p]);
  return result;
}

TEST_CASE("Cells can be quoted or not, and a doubled quote is one quote") {
  CHECK(read_premises("id,homes\nh1,2\nh2,3\n") == "h1=2 h2=3");
  CHECK(read_premises("id,homes\n\"h1\",\"2\"\n") == "h1=2");
  CHECK(read_premises("\"id\",\"homes\"\nh1,2\n") == "h1=2");
  CHECK(read_premises("id,homes\n\"a,b\",2\n") == "a,b=2");
  CHECK(read_premises("id,homes\n\"say \"\"hi\"\"\",2\n") == "say \"hi\"=2");
  CHECK(read_premises("id,homes\n\"\"\"\",2\n") == "\"=2");
  CHECK(read_premises("remark,id,homes\n\"a\nb\",h1,2\n\"c\r\nd\",h2,3\n") == "h1=2 h2=3");
  CHECK(read_premises("homes,area,id\n2,x,h1\n") == "h1=2");
}

TEST_CASE("Line feeds, carriage returns with line feeds and a missing last line break give the same rows") {
  CHECK(read_premises("id,homes\r\nh1,2\r\nh2,3\r\n") == "h1=2 h2=3");
  CHECK(read_premises("id,homes\r\n\"h1\",\"2\"\r\n") == "h1=2");
  CHECK(read_premises("id,homes\nh1,2") == "h1=2");
  CHECK(read_premises("id,homes\nh1,\"2\"") == "h1=2");
  CHECK(read_premises("id,homes\r\nh1,2\r") == "h1=2");
  CHECK(read_premises("homes,id\n2,\"h1\"\r") == "h1=2");
}

TEST_CASE("Blank lines and a byte order mark are skipped") {
  CHECK(read_premises("\n\r\nid,homes\n\n\nh1,2\n\r\n\n") == "h1=2");
  CHECK(read_premises("\xEF\xBB\xBFid,homes\nh1,2\n") == "h1=2");
  CHECK(read_premises("\xEF\xBB\xBF\"id\",homes\nh1,2\n") == "h1=2");
  CHECK(premises("\n\nid,homes\n\n\nh1,-2\n").errors() == "t.csv:6:4 homes negative-number");
}

TEST_CASE("A table with a header only is a table without rows") {
  CHECK(read_premises("id,homes\n").empty());
  CHECK(read_premises("id").empty());
  CHECK(premises("id,homes\r\n").problems.empty());
}

TEST_CASE("A table without a header is empty") {
  for (const std::string& nothing : {""s, "\n\n\r\n"s, "\xEF\xBB\xBF"s}) {
    CAPTURE(nothing);
    CHECK(premises(nothing).errors() == "t.csv:1:1 empty-file");
  }
}

TEST_CASE("An empty cell counts as a missing value") {
  const ScenarioFolder folder(naming("premises", "t.csv"));
  folder.write("t.csv",
               "id,homes,users,subscribed,lon,lat,area,drop_from,drop_state,drop_cost,drop_value,"
               "drop_completion_cost,drop_length_m,drop_medium\n"
               "a,,,,,,,,,,,,,\n"
               "b,\"\",,\"\",,,,cab1,,,,,,\n"
               "c,3,,no,7.1,50.7,x,cab1,planned,850,,,42,fibre\n");
  const Plant plant = folder.read().scenario.plant;
  const Premises& read = plant.premises;
  const Links& links = plant.links;
  REQUIRE(read.size() == 3);
  const PremisesId a{0};
  const PremisesId b{1};
  const PremisesId c{2};
  CHECK(read.homes[a] == 1);
  CHECK(read.users[a] == 1);
  CHECK(read.subscribed[a] == 1);
  CHECK_FALSE(links.from.inline_drops[a].exists());
  CHECK(read.homes[b] == 1);
  CHECK(links.from.inline_drops[b] == SiteId{1});
  CHECK(links.state.inline_drops[b] == State::operational);
  CHECK(read.homes[c] == 3);
  CHECK(read.users[c] == 3);
  CHECK(read.subscribed[c] == 0);
  CHECK(links.state.inline_drops[c] == State::planned);
  CHECK(links.value.inline_drops[c] == 0);
  CHECK(links.completion_cost.inline_drops[c] == 850);
}

TEST_CASE("Booleans are true, yes or 1 and false, no or 0, in upper or lower case") {
  const ScenarioFolder folder(naming("premises", "t.csv"));
  folder.write(
      "t.csv",
      "id,subscribed\na,TRUE\nb,True\nc,yes\nd,YES\ne,yEs\nf,1\ng,false\nh,FALSE\ni,no\nj,No\nk,0\n");
  const Premises read = folder.read().scenario.plant.premises;
  std::string subscribed;
  for (const PremisesId p : ids<PremisesId>(read.size())) subscribed += read.subscribed[p] == 1 ? '1' : '0';
  CHECK(subscribed == "11111100000");
  CHECK(premises("id,subscribed\na,tru\nb,2\nc,y\nd, yes\n").errors() ==
        "t.csv:2:3 subscribed not-a-boolean\nt.csv:3:3 subscribed not-a-boolean\n"
        "t.csv:4:3 subscribed not-a-boolean\nt.csv:5:3 subscribed not-a-boolean");
}

TEST_CASE("A similar unknown column is suggested for a missing one") {
  const Said said = premises("idd,homes\nh,1\n");
  CHECK(said.errors() == "t.csv:1:1 missing-column");
  CHECK(said.only_error().message == "missing column \"id\"");
  CHECK(said.only_error().hint == "did you mean \"idd\"?");
  CHECK(premises("homes\n1\n").only_error().hint.empty());
  const Said links = table_of("links", "\nid,form,to,tierr\n");
  CHECK(links.errors() == "t.csv:2:1 missing-column\nt.csv:2:1 missing-column");
  CHECK(links.first("missing-column").hint == "did you mean \"form\"?");
}

TEST_CASE("A column misspelt only in case or blanks gets the right name as a suggestion") {
  CHECK(premises("id, homes\nh,1\n").only_error().hint == "write \"homes\"");
  CHECK(premises("id,DROP_FROM \nh,cab1\n").only_error().hint == "write \"drop_from\"");
  CHECK(premises("Id,homes\nh,1\n").errors().find("t.csv:1:1 misspelt-column") != std::string::npos);
}

TEST_CASE("A column that would change the results if it were read is an error once, with the known name") {
  const auto hint = [](const std::string& header) {
    const Said said = premises(header + "\nh,1\ng,2\n");
    CHECK(said.errors() == "t.csv:1:4 misnamed-column");
    return said.only_error().hint.substr(0, said.only_error().hint.find('?'));
  };
  CHECK(hint("id,households") == "did you mean homes");
  CHECK(hint("id,Residents") == "did you mean users");
  CHECK(hint("id,longitude") == "did you mean lon");
  CHECK(hint("id,latitude") == "did you mean lat");
  CHECK(hint("id,home") == "did you mean homes");
  CHECK(hint("id,hoems") == "did you mean homes");
  CHECK(hint("id,from") == "did you mean drop_from");
  CHECK(hint("id,dropfrom") == "did you mean drop_from");
  CHECK(hint("id,state") == "did you mean drop_state");
  CHECK(hint("id,Status") == "did you mean drop_state");
  CHECK(hint("id,value") == "did you mean drop_value");
  CHECK(hint("id,completion_cost") == "did you mean drop_completion_cost");
  CHECK(hint("id,length") == "did you mean drop_length_m");
  CHECK(table_of("sites", "id,status\ncab9,planned\n").errors() == "t.csv:1:4 misnamed-column");
  CHECK(table_of("links", "id,from,to,tier,length\nf,pop,cab1,feeder,5\n").errors() ==
        "t.csv:1:17 misnamed-column");
}

TEST_CASE("A column `from` of premises gives one error instead of one for each drop") {
  const Said said = premises("id,from,drop_cost\nh,cab1,5\ng,cab1,6\n");
  CHECK(said.errors() == "t.csv:1:4 misnamed-column");
  CHECK(said.only_error().hint ==
        "did you mean drop_from? If not, write columns: {drop_from: } in the scenario");
}

TEST_CASE("A column near a known one that the table has as well is only noted") {
  for (const char* header :
       {"id,homes,households\n", "id,homes,home\n", "id,homes,Homes\n", "id,lot,post,ix\n"}) {
    CAPTURE(header);
    CHECK_FALSE(premises(header).refused);
  }
}

TEST_CASE("A carriage return is allowed only at the end of a line or in quotes") {
  CHECK(premises("id,homes\nh\r1,1\nh2,-1\n").errors() ==
        "t.csv:2:2 stray-return\nt.csv:3:4 homes negative-number");
  CHECK(premises("id,homes\r\nh1\r,1\r\n").errors() == "t.csv:2:3 stray-return");
  CHECK(read_premises("remark,id,homes\r\n\"h\r1\",h,2\r\n") == "h=2");
}

TEST_CASE("A repeated column is refused at its repetition") {
  CHECK(premises("id,homes,id\nh,1,2\n").errors() == "t.csv:1:10 id repeated-column");
  CHECK(premises("\xEF\xBB\xBFid,id\nh,1\n").errors() == "t.csv:1:4 id repeated-column");
  CHECK(premises("id,\"x\",x\nh,1,2\n").errors() == "t.csv:1:8 x repeated-column");
}

TEST_CASE("One note says that all premises count as subscribed if no record of a table says so") {
  CHECK(premises("id,drop_from\nh,cab1\ng,cab1\n").notes() == "s.yaml:1:1 all-subscribed");
  CHECK(premises("id,drop_from,subscribed\nh,cab1,\n").notes() == "s.yaml:1:1 all-subscribed");
  CHECK(premises("id,drop_from,subscribed\nh,cab1,\ng,cab1,1\n").notes().empty());
  CHECK(premises("id,drop_from\n").notes().empty());
  // Elements written by hand leave out what is usual.
  CHECK(said_about(ScenarioFolder("lastmile: 1\nname: t\nsites: [{id: pop, kind: source}]\n"
                                  "premises: [{id: h, drop: {from: pop}}]\n"))
            .notes()
            .empty());
  // With take-up the other premises order later.
  const ScenarioFolder ordered(naming("premises", "t.csv") +
                               "timeline: {start: 2027, periods: 2}\ntake_up: {model: bass, p: 0.02, q: 0.4, "
                               "ceiling: 0.7, from: start, seed: 5}\n");
  ordered.write("t.csv", "id,drop_from\nh,cab1\n");
  CHECK(said_about(ordered).notes().empty());
}

TEST_CASE("One note lists all unknown columns, which are not read") {
  const Said said = premises("id,hoemess,\"owner, old\",,drop_from\nh,-1,x,,cab1\ng,x,x,,cab1\n");
  CHECK_FALSE(said.refused);
  CHECK(said.notes().ends_with("t.csv:1:4 unknown-column"));
  const io::Problem note = said.first("unknown-column");
  CHECK(note.message == "ignored columns \"hoemess\", \"owner, old\", \"\"");
  CHECK(note.hint == "did you mean \"homes\" for \"hoemess\"?");
  CHECK(premises("id,drop\nh,cab1\n").first("unknown-column").message == "ignored column \"drop\"");
}

TEST_CASE("A row has as many cells as the header") {
  const Said said = premises("id,homes\nh1\nh2,1,2\nh3,-1\nh4,1,\n");
  CHECK(said.errors() ==
        "t.csv:2:1 ragged-row\nt.csv:3:1 ragged-row\nt.csv:4:4 homes negative-number\nt.csv:5:1 ragged-row");
  CHECK(said.first("ragged-row").message == "the row has 1 cell, but the header has 2");
}

TEST_CASE("An unclosed quote is reported where it opens") {
  CHECK(premises("id,homes\nh1,1\nh2,\"2\nh3,3\n").errors() == "t.csv:3:4 unclosed-quote");
  CHECK(premises("id,\"homes\nh1,1\n").errors() == "t.csv:1:4 unclosed-quote");
  CHECK(premises("id,homes\n\"a\"\"\n").errors() == "t.csv:2:1 unclosed-quote");
}

TEST_CASE("A stray quote inside a cell is reported, and reading continues with the next line") {
  CHECK(premises("id,homes\nh\"1,1\nh2,-1\n").errors() ==
        "t.csv:2:2 stray-quote\nt.csv:3:4 homes negative-number");
  CHECK(premises("id,homes\n\"h1\"x,1\nh2,-1\n").errors() ==
        "t.csv:2:5 stray-quote\nt.csv:3:4 homes negative-number");
  CHECK(premises("id,homes\nh1, \"1\"\n").errors() == "t.csv:2:5 stray-quote");
  CHECK(premises("id,homes\n\"a\nb\" ,1\nh2,-1\n").errors() ==
        "t.csv:3:3 stray-quote\nt.csv:4:4 homes negative-number");
}

TEST_CASE("Line and column stay exact after line breaks inside quotes") {
  CHECK(premises("id,remark,homes\nh1,\"x\ny\r\nz\",-1\nh2,,-2\n").errors() ==
        "t.csv:4:4 homes negative-number\nt.csv:5:5 homes negative-number");
  CHECK(premises("\"a\nb\",id,homes\nx,h,-1\n").errors() == "t.csv:3:5 homes negative-number");
}

TEST_CASE("Columns count characters, and a quoted cell begins at its quote") {
  CHECK(premises("area,homes,id\näöü€😀,-1,h\n").errors() == "t.csv:2:7 homes negative-number");
  CHECK(premises("id,homes\n\"ä\",\"-1\"\n").errors() == "t.csv:2:5 homes negative-number");
}

TEST_CASE("Invalid UTF-8 and NUL bytes in a table are reported at their character") {
  CHECK(premises("id,remark\nh1,1\nh2,\0\n"s).errors() == "t.csv:3:4 nul-byte");
  CHECK(premises("id,area\nh1,Z\xC3\xBCrich\nh2,\xC3\xA4\xC3\xB6Z\xFCrich\n").errors() ==
        "t.csv:3:7 not-utf8");
  CHECK(premises("remark,area,id\n\"a\nb\",\xFF,h\n").errors() == "t.csv:3:4 not-utf8");
}

TEST_CASE("Invalid UTF-8 and NUL bytes in a header are reported") {
  CHECK(premises("id,ar\xE4\nh1,Z\n").errors().find("t.csv:1:6 not-utf8") != std::string::npos);
  CHECK(premises("id,ar\0\nh1,Z\n"s).errors().find("t.csv:1:6 nul-byte") != std::string::npos);
}

TEST_CASE("Numbers in a table have no unit or separator, quoted or not") {
  CHECK(premises("id,homes,users\na,x,1\nb,1,1e16\nc,\"1,000\",1\nd,1.5,1\ne, 1,1\nf,1,nan\ng,-1,1\n")
            .errors() ==
        "t.csv:2:3 homes not-a-number\n"
        "t.csv:3:5 users huge-number\n"
        "t.csv:4:3 homes not-a-number\n"
        "t.csv:5:3 homes not-an-integer\n"
        "t.csv:6:3 homes not-a-number\n"
        "t.csv:7:5 users not-finite\n"
        "t.csv:8:3 homes negative-number");
}

TEST_CASE("Impossible coordinates in a table are skipped, and one note counts them") {
  const Said said = premises("id,lon,lat\na,181,0\nb,0,91\nc,7,50\nd,1e400,0\n");
  CHECK_FALSE(said.refused);
  CHECK(said.first("out-of-range").severity == io::Severity::note);
  const io::Problem note = said.first("out-of-range");
  CHECK(note.mark.line == 2);
  CHECK(note.mark.column == 3);
  CHECK(note.path == "lon");
  CHECK(io::full_message(note) == "must be from -180 to 180 degrees, but is 181 (and 2 more like this)");
  CHECK(premises("id,lon\na,x\n").errors() == "t.csv:2:3 lon not-a-number");
}

TEST_CASE("One error reports a table whose coordinates mostly lie beyond 180 degrees") {
  const Said said = premises("id,lon,lat\na,365100,5621300\nb,365200,5621400\nc,7,50\n");
  CHECK(said.errors() == "t.csv:1:4 impossible-coordinates");
  CHECK(said.only_error().message == "2 of 3 rows lie beyond 180 degrees");
  CHECK_FALSE(premises("id,lon,lat\na,365100,5621300\nb,7,50\n").refused);
}

TEST_CASE("A table that cannot be read gives no errors about the names in it") {
  const ScenarioFolder folder(
      "lastmile: 1\nname: t\ntables: {sites: [s.csv], links: [l.csv], premises: [p.csv]}\n");
  folder.write("s.csv", "name\npop\ncab1\n");
  folder.write("l.csv", "id,from,to,tier\nf,pop,cab1,fedder\n");
  folder.write("p.csv", "id,drop_from,homes\nh,cab1,1\ng,cab1,-1\n");
  CHECK(said_about(folder).errors() ==
        "s.csv:1:1 missing-column\np.csv:3:8 homes negative-number\nl.csv:2:12 tier unknown-tier");
}

TEST_CASE("A missing tier lists the values") {
  CHECK(table_of("links", "id,from,to,tier\nf,pop,cab1,\n").only_error().hint ==
        "expected one of backbone, feeder, distribution, drop");
  CHECK(table_of("links", "id,from,to\nf,pop,cab1\n").only_error().hint ==
        "with one of backbone, feeder, distribution, drop");
}

TEST_CASE("An unknown id that differs from a known one only in case gets it as a suggestion") {
  CHECK(premises("id,drop_from\nh,CAB1\n").only_error().hint == "did you mean \"cab1\"?");
}

TEST_CASE("Required cells of a row must not be empty") {
  CHECK(premises("id,homes\n,1\n\"\",2\n").errors() == "t.csv:2:1 id empty-id\nt.csv:3:1 id empty-id");
  CHECK(table_of("links", "id,from,to,tier\nl,pop,,feeder\nm,pop,cab1,\n").errors() ==
        "t.csv:2:7 to missing-value\nt.csv:3:12 tier missing-value");
  const Said described = premises("id,drop_from,drop_state\na,,planned\nb,cab1,planned\n");
  CHECK(described.errors() == "t.csv:2:1 drop_from missing-value");
  const Said without = premises("id,drop_cost\na,5\nb,\n");
  CHECK(without.errors() == "t.csv:2:1 drop_from missing-value");
  CHECK(without.only_error().hint == "add a column \"drop_from\"");
}

TEST_CASE("The rules for elements also apply to tables") {
  CHECK(table_of("sites", "id,state,ports\na,plannd,1\nb,,1.5\n").errors() ==
        "t.csv:2:3 state unknown-state\nt.csv:3:4 ports not-an-integer");
  CHECK(table_of("links",
                 "id,from,to,tier,length_m\nl,pop,pop,feeder,\nm,pop,cab7,feeder,\nn,pop,cab1,feder,\no,pop,"
                 "cab1,feeder,-1\n")
            .errors() ==
        "t.csv:2:7 to self-link\n"
        "t.csv:3:7 to unknown-reference\n"
        "t.csv:4:12 tier unknown-tier\n"
        "t.csv:5:19 length_m negative-number");
  CHECK(premises("id,drop_from\nh1,cab7\ncab1,pop\n").errors() ==
        "t.csv:2:4 drop_from unknown-reference\nt.csv:3:1 id duplicate-id");
}

TEST_CASE("A drop in a table joins a site and a premises") {
  const ScenarioFolder folder(naming("links", "t.csv") + "premises: [{id: h1}, {id: h2}]\n");
  folder.write(
      "t.csv",
      "id,from,to,tier\na,pop,cab1,drop\nb,h1,h2,drop\nc,cab1,h1,feeder\nd,h1,h1,drop\ne,cab1,h1,drop\n");
  CHECK(said_about(folder).errors() ==
        "t.csv:2:12 tier drop-joins-sites\n"
        "t.csv:3:6 to drop-joins-premises\n"
        "t.csv:4:11 tier premises-in-transit\n"
        "t.csv:5:6 to self-link");
}

TEST_CASE("Problems of a table are reported in file order") {
  CHECK(premises("id,homes\na,1\na,1\nb,-1\n").errors() ==
        "t.csv:3:1 duplicate-id\nt.csv:4:3 homes negative-number");
}

}  // namespace
}  // namespace lastmile::table_test
