// Text and numbers for SVG files. The viewer chooses the font, so widths are estimates on the wide side.
#pragma once

#include <string>
#include <string_view>

namespace lastmile::io {

// Escapes XML text and attributes. Characters that XML forbids, invalid UTF-8 and bidirectional marks become
// U+FFFD.
std::string xml_escaped(std::string_view text);

// In pixels, for a sans-serif font.
double text_width(std::string_view text, double font_size);

// The text; if it is wider than `most` pixels, its beginning and end with an ellipsis between them, because
// names often differ only in their last letters.
std::string shortened(std::string_view text, double font_size, double most);

// A coordinate, to a tenth of a pixel: "12", "12.5", never "-0".
std::string px(double length);

// With thousands grouped, "-1,234.50"; from 1e15 on as a power of ten.
std::string grouped_number(double number, int decimals);

}  // namespace lastmile::io
