// The parts that every page has, embedded at build time from tools/page and from Debian's Leaflet.
#pragma once

#include <string_view>

namespace lastmile::io::page_parts {

extern const std::string_view page_html;  // the skeleton, with marks such as <!--DATA-->
extern const std::string_view page_css;   // Leaflet's and the page's own
extern const std::string_view page_js;    // all modules as one
extern const std::string_view leaflet_js;
extern const std::string_view engine;  // the module of tools/wasm as gzip in base64; empty without it

}  // namespace lastmile::io::page_parts
