// Numbers of a table whose cells are not separated by commas, where a comma in a number is a decimal one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tools/io/base/format.h"
#include "tools/io/problems/problem.h"

namespace lastmile::io {

// Whether cells of this type hold a number.
bool is_number(CellType type);

class NumberStyle {
 public:
  // A number of this type with a decimal point. Any other text, and one with both signs or with more than
  // one, is left as it is. The result is valid until the next call.
  std::string_view plain(std::string_view text, CellType type, const Place& place);
  // Adds what a later part of the table holds.
  void add(const NumberStyle& later);
  // An error if the same table has decimal commas and a number such as 1.500, or decimal points and 1,500:
  // its last three digits may be thousandths or the rest of a thousand.
  void report_ambiguous(Reporter& report) const;

 private:
  struct Seen {
    std::string text;
    Mark mark;
    std::string path;
    std::uint64_t times = 0;
  };
  // Numbers with one comma or point, and of these those such as 1,500 and 1.500.
  std::optional<Seen> comma_, point_, comma_and_three_, point_and_three_;

  static void see(std::optional<Seen>& first, std::string_view text, const Place& place);
  static void add(std::optional<Seen>& first, const std::optional<Seen>& later);
  static void report(const Seen& ambiguous, std::string_view beside, const Seen& other, Reporter& report);

  std::string with_point_;
};

}  // namespace lastmile::io
