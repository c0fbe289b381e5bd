// How to tell the lines of a chart apart, with or without colour: by colour, dash pattern and marker.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tools/io/chart/chart_labels.h"

namespace lastmile::io {

struct LineStyle {
  std::string_view colour;  // of the Okabe-Ito palette without yellow, which is hard to see on white
  std::string_view dashes;  // for stroke-dasharray; empty: solid
  std::size_t marker = 0;
};
// No two of the first 42 lines have the same colour and dashes, no two of the first 12 the same marker.
LineStyle line_style(std::size_t line);

// A marker's SVG element.
std::string marker_at(const LineStyle& style, PixelPoint at);

// A line's points on the page; each gap begins a new part.
using PixelLine = std::vector<std::vector<PixelPoint>>;

// The line as steps: each value holds until the next point.
PixelLine stairs_of(const PixelLine& line);

// The line's SVG path, without points within a tenth of a pixel of the previous one.
std::string path_of(const PixelLine& line);

// Points along the line, a few pixels apart.
void add_ink(const PixelLine& line, std::vector<PixelPoint>& ink);

// Points about `apart` pixels from each other along the line, including the first and last of each part.
std::vector<PixelPoint> marked_by_way(const PixelLine& line, double apart);
// Every `of_lines`-th point, alternating with the other lines, so that all markers of overlapping lines are
// visible; fewer if points are closer than `apart` pixels.
std::vector<PixelPoint> marked_in_turn(const PixelLine& line, std::size_t turn, std::size_t of_lines,
                                       double apart);

}  // namespace lastmile::io
