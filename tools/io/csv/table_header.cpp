#include "tools/io/csv/table_header.h"

#include <fmt/format.h>

#include <algorithm>

#include "models/plant/tier.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/problems/cells.h"

namespace lastmile::io {
namespace {

std::string without_blanks(std::string_view text) {
  std::string plain = lower_case(text);
  std::erase_if(plain, [](char c) { return c == ' ' || c == '\t'; });
  return plain;
}

}  // namespace

// One header record on its way to a header.
class TableHeader::Reading {
 public:
  Reading(const Record& record, const KnownColumns& known, const std::vector<ChosenColumn>& chosen,
          Reporter& report, Reporter& of_choices)
      : record_(record), known_(known), chosen_(chosen), report_(report), of_choices_(of_choices) {}

  std::optional<TableHeader> read() {
    if (record_.cells.size() > max_columns) {
      report_.error(FixedPlace({record_.line, 1}),
                    {"too-many-columns", fmt::format("the header has {} columns; the limit is {}",
                                                     record_.cells.size(), max_columns)});
      return std::nullopt;
    }
    for (const Cell& cell : record_.cells) read_column(cell);
    check_choices();
    report_misnamed();
    note_unknown();
    require_columns();
    if (!usable_) return std::nullopt;
    return std::move(header_);
  }

 private:
  void read_column(const Cell& cell) {
    const auto seen = std::find(header_.names_.begin(), header_.names_.end(), cell.text);
    if (seen != header_.names_.end() && !cell.text.empty()) {
      report_.error(FixedPlace(record_.mark_of(cell.at), shortened(cell.text)),
                    {"repeated-column", fmt::format("column {} appears twice", io::quoted(cell.text))});
      usable_ = false;
    }
    header_.names_.emplace_back(cell.text);
    const Column* column = column_named(cell.text);
    header_.field_of_column_.push_back(column == nullptr ? no_field : column->field);
    if (column == nullptr)
      unknown_.push_back(cell);
    else if (column->required)
      header_.required_columns_.push_back(header_.names_.size() - 1);
  }

  // The choice of a field; null if the table's own names decide.
  const ChosenColumn* choice_of(std::size_t field) const {
    const auto found = std::find_if(chosen_.begin(), chosen_.end(),
                                    [&](const ChosenColumn& choice) { return choice.field == field; });
    return found == chosen_.end() ? nullptr : &*found;
  }

  const Column* column_named(std::string_view name) const {
    const Column* found = nullptr;
    for (const Column& column : known_.columns) {
      const ChosenColumn* choice = choice_of(column.field);
      if (choice != nullptr && choice->theirs == name) return &column;
      if (choice == nullptr && column.name == name) found = &column;
    }
    return found;
  }

  // Whether the table has no such column, and nobody said that it does not matter.
  bool is_absent(const Column& column) const {
    return choice_of(column.field) == nullptr && !header_.column_of(column.field);
  }

  void check_choices() {
    for (const ChosenColumn& choice : chosen_)
      if (choice.theirs && !header_.column_of(choice.field))
        of_choices_.error(
            FixedPlace(choice.mark, choice.path),
            {"no-such-column", fmt::format("the table has no column {}", io::quoted(*choice.theirs)),
             header_.hint_for(*choice.theirs)});
  }

  // The absent column that an unknown one probably is.
  const Column* meant_by(std::string_view name) const {
    const std::string plain = without_blanks(name);
    const auto synonym = std::find_if(known_.synonyms.begin(), known_.synonyms.end(),
                                      [&](const KnownColumns::Synonym& s) { return s.theirs == plain; });
    for (const Column& column : known_.columns) {
      if (!is_absent(column)) continue;
      constexpr std::size_t shortest = 4;  // shorter names have too many neighbours
      const bool is_near = column.name.size() >= shortest && edit_distance(plain, column.name) == 1;
      if (column.name == plain || is_near ||
          (synonym != known_.synonyms.end() && synonym->ours == column.name))
        return &column;
    }
    return nullptr;
  }

  // An unknown column that would change the results if it were read is an error.
  void report_misnamed() {
    std::vector<Cell> others;
    for (const Cell& cell : unknown_) {
      const Column* meant = cell.text.empty() ? nullptr : meant_by(cell.text);
      if (meant == nullptr) {
        others.push_back(cell);
        continue;
      }
      header_.misnamed_fields_.push_back(meant->field);
      const bool is_misspelt = without_blanks(cell.text) == meant->name;
      if (meant->required && !is_misspelt) continue;  // reported as missing
      report_.error(
          FixedPlace(record_.mark_of(cell.at)),
          {is_misspelt ? "misspelt-column" : "misnamed-column",
           fmt::format("unknown column {}", io::quoted(cell.text)),
           is_misspelt ? fmt::format("write {}", io::quoted(meant->name))
                       : fmt::format("did you mean {0}? If not, write columns: {{{0}: }} in the scenario",
                                     meant->name)});
    }
    unknown_ = std::move(others);
  }

  void note_unknown() {
    if (unknown_.empty()) return;
    std::string names;
    std::string hint;
    for (const Cell& cell : unknown_) {
      names += (names.empty() ? "" : ", ") + io::quoted(cell.text);
      const auto near = nearest(cell.text, known_.columns.size(),
                                [&](std::size_t i) { return std::string_view{known_.columns[i].name}; });
      if (near && hint.empty())
        hint = fmt::format("did you mean {} for {}?", io::quoted(*near), io::quoted(cell.text));
    }
    report_.note(
        FixedPlace(record_.mark_of(unknown_.front().at)),
        {"unknown-column", fmt::format("ignored column{} {}", unknown_.size() == 1 ? "" : "s", names), hint});
  }

  void require_columns() {
    for (const Column& column : known_.columns) {
      if (!column.required || header_.column_of(column.field)) continue;
      usable_ = false;
      const ChosenColumn* choice = choice_of(column.field);
      if (choice != nullptr && choice->theirs) continue;  // reported already
      const auto named_like_it =
          std::find_if(record_.cells.begin(), record_.cells.end(), [&](const Cell& cell) {
            return without_blanks(cell.text) == column.name && !column_named(cell.text);
          });
      if (named_like_it != record_.cells.end()) continue;  // reported as misspelt
      report_.error(FixedPlace({record_.line, 1}),
                    {"missing-column", fmt::format("missing column {}", io::quoted(column.name)),
                     hint_for_missing(column)});
    }
  }

  std::string hint_for_missing(const Column& column) const {
    for (const Cell& cell : record_.cells)
      if (!column_named(cell.text) && meant_by(cell.text) == &column)
        return fmt::format("did you mean {}?", io::quoted(cell.text));
    const std::string near = header_.hint_for(column.name);
    if (!near.empty() || column.type != CellType::tier) return near;
    return fmt::format("with one of {}", fmt::join(tier_names, ", "));
  }

  const Record& record_;
  const KnownColumns& known_;
  const std::vector<ChosenColumn>& chosen_;
  Reporter& report_;
  Reporter& of_choices_;
  TableHeader header_;
  std::vector<Cell> unknown_;
  bool usable_ = true;
};

std::optional<TableHeader> TableHeader::read(const Record& record, const KnownColumns& known,
                                             const std::vector<ChosenColumn>& chosen, Reporter& report,
                                             Reporter& of_choices) {
  return Reading(record, known, chosen, report, of_choices).read();
}

void TableHeader::move(std::size_t field, std::size_t to) {
  std::replace(field_of_column_.begin(), field_of_column_.end(), field, to);
}

std::optional<std::size_t> TableHeader::column_of(std::size_t field) const {
  const auto found = std::find(field_of_column_.begin(), field_of_column_.end(), field);
  if (found == field_of_column_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - field_of_column_.begin());
}

bool TableHeader::is_misnamed(std::size_t field) const {
  return std::find(misnamed_fields_.begin(), misnamed_fields_.end(), field) != misnamed_fields_.end();
}

std::string TableHeader::hint_for(std::string_view name) const {
  const auto same = std::find_if(names_.begin(), names_.end(),
                                 [&](const std::string& own) { return equals_ignoring_case(own, name); });
  if (same != names_.end()) return fmt::format("did you mean {}?", io::quoted(*same));
  const auto near = nearest(name, names_.size(), [&](std::size_t i) { return std::string_view{names_[i]}; });
  return near ? fmt::format("did you mean {}?", io::quoted(*near)) : "";
}

}  // namespace lastmile::io
