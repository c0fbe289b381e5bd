// The decimal mark of locales, installed or not.
#include "tools/cli/terminal/decimal_mark.h"

#include <doctest/doctest.h>

namespace lastmile::cli::decimal_mark_test {

TEST_CASE("The decimal mark follows the locale, or its language and country if it is not installed") {
  for (const char* name : {"de_DE.UTF-8", "de_DE", "de_AT.utf8", "de", "fr_FR.UTF-8", "es_ES@euro",
                           "pt_BR.UTF-8", "sv_SE", "pl_PL.UTF-8", "ru_RU.KOI8-R"}) {
    CAPTURE(name);
    CHECK(decimal_mark_of(name) == ',');
  }
  for (const char* name : {"C", "POSIX", "C.UTF-8", "", "en_US.UTF-8", "en_GB", "de_CH.UTF-8", "es_MX.UTF-8",
                           "it_CH", "ja_JP.UTF-8", "zh_CN", "nonsense", "..", "xx_DE"}) {
    CAPTURE(name);
    CHECK(decimal_mark_of(name) == '.');
  }
}

}  // namespace lastmile::cli::decimal_mark_test
