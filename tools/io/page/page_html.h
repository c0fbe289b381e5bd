// The page: one HTML file without any reference to another one, except map tiles on request.
//
// Text from the input is data, never markup: the page holds it as JSON in which < is escaped, and its script
// shows it as text. A content security policy permits the embedded scripts and styles by their hashes, the
// tiles, and nothing else.
#pragma once

#include <string>
#include <string_view>

#include "tools/io/page/page_data.h"

namespace lastmile::io {

// `tiles` is the pattern of a tile server, https://host/{z}/{x}/{y}.png; empty for a map without tiles.
std::string page_html(const PageData& data, const std::string& tiles);

// Whether `tiles` is such a pattern: https, or http on this computer; a plain host name; {z}, {x} and {y}.
bool is_tile_pattern(std::string_view tiles);

}  // namespace lastmile::io
