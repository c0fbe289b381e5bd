#include "tools/cli/terminal/decimal_mark.h"

#include <langinfo.h>
#include <locale.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace lastmile::cli {
namespace {

// Source of both lists: locales of GNU libc 2.36, LC_NUMERIC.
constexpr std::array<std::string_view, 53> with_comma = {
    "az", "be", "bg", "br", "bs", "ca", "cs", "da", "de", "el", "en_DK", "es", "et", "eu",
    "fi", "fo", "fr", "fy", "gl", "hr", "hu", "id", "is", "it", "ka",    "kk", "kl", "ky",
    "lb", "lt", "lv", "mg", "mk", "mn", "nb", "nl", "nn", "no", "oc",    "pl", "pt", "ro",
    "ru", "se", "sk", "sl", "sq", "sr", "sv", "tr", "tt", "uk", "vi"};
constexpr std::array<std::string_view, 13> with_point = {"de_CH", "de_LI", "es_DO", "es_GT", "es_HN",
                                                         "es_MX", "es_NI", "es_PA", "es_PR", "es_SV",
                                                         "es_US", "fr_CH", "it_CH"};

bool contains(const auto& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

char by_language(std::string_view locale) {
  const std::string_view with_country = locale.substr(0, locale.find_first_of(".@"));
  const std::string_view language = with_country.substr(0, with_country.find('_'));
  if (contains(with_point, with_country)) return '.';
  return contains(with_comma, with_country) || contains(with_comma, language) ? ',' : '.';
}

}  // namespace

char decimal_mark_of(const std::string& name) {
  if (name.empty()) return '.';
  const locale_t locale = ::newlocale(LC_NUMERIC_MASK, name.c_str(), locale_t{});
  if (locale == locale_t{}) return by_language(name);
  const char mark = *::nl_langinfo_l(RADIXCHAR, locale);
  ::freelocale(locale);
  return mark == ',' ? ',' : '.';
}

char users_decimal_mark() {
  for (const char* variable : {"LC_ALL", "LC_NUMERIC", "LANG"})
    if (const char* name = std::getenv(variable); name != nullptr && *name != '\0')
      return decimal_mark_of(name);
  return '.';
}

}  // namespace lastmile::cli
