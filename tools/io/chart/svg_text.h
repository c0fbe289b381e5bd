// Words and numbers as an SVG file takes them. Fonts are the reader's own, so widths are estimates, rather
// too wide than too narrow.
#pragma once

#include <string>
#include <string_view>

namespace lastmile::io {

// For text and attributes of XML. What XML forbids, what is not UTF-8 and what would reorder the line stands
// as U+FFFD.
std::string xml_escaped(std::string_view text);

// In pixels, of a sans-serif face.
double text_width(std::string_view text, double font_size);

// The text, or its beginning and end with an ellipsis between them where it is wider than `most` pixels:
// names often differ only in their last letters.
std::string shortened(std::string_view text, double font_size, double most);

// A coordinate, to a tenth of a pixel: "12", "12.5", never "-0".
std::string px(double length);

// With thousands grouped, "-1,234.50"; from 1e15 on as a power of ten.
std::string grouped_number(double number, int decimals);

}  // namespace lastmile::io
