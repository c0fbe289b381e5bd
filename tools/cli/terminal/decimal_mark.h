// The decimal mark of the user's locale: a comma in German, a point in English.
#pragma once

#include <string>

namespace lastmile::cli {

// Of the locale of that name, such as de_DE.UTF-8. If it is not installed, its language and country decide.
// A point for "C", for an empty name and for an unknown language.
char decimal_mark_of(const std::string& locale);

// Of the locale that the environment names for numbers: LC_ALL, else LC_NUMERIC, else LANG.
char users_decimal_mark();

}  // namespace lastmile::cli
