#include "tools/io/chart/chart_marks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "tools/io/chart/svg_text.h"

namespace lastmile::io {
namespace {

constexpr std::array<std::string_view, 7> colours = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                                     "#000000", "#E69F00", "#56B4E9"};
constexpr std::array<std::string_view, 6> dash_patterns = {"",         "9 4",   "2.5 3",
                                                           "11 3 2 3", "5 2.5", "13 3 2 3 2 3"};

// Relative to their centre, about eight pixels wide.
constexpr std::array<std::string_view, 6> shapes = {
    "m-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z",                           // circle
    "m-3.6,-3.6h7.2v7.2h-7.2z",                                      // square
    "m0,-4.8l4.4,8h-8.8z",                                           // triangle
    "m0,-5.2l5.2,5.2l-5.2,5.2l-5.2,-5.2z",                           // diamond
    "m0,4.8l4.4,-8h-8.8z",                                           // inverted triangle
    "m-4.5,-1.6h2.9v-2.9h3.2v2.9h2.9v3.2h-2.9v2.9h-3.2v-2.9h-2.9z",  // cross
};

double distance(PixelPoint a, PixelPoint b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

}  // namespace

LineStyle line_style(std::size_t line) {
  return {colours[line % colours.size()], dash_patterns[line % dash_patterns.size()],
          line % (2 * shapes.size())};
}

std::string marker_at(const LineStyle& style, PixelPoint at) {
  // The first six are filled, the others are hollow.
  const bool filled = style.marker < shapes.size();
  return fmt::format(R"(<path d="M{},{}{}" fill="{}" stroke="{}" stroke-width="1.2"/>)", px(at.x), px(at.y),
                     shapes[style.marker % shapes.size()], filled ? style.colour : "#FFFFFF",
                     filled ? "#FFFFFF" : style.colour);
}

std::string path_of(const PixelLine& line) {
  std::string path;
  for (const std::vector<PixelPoint>& part : line) {
    std::string last;
    for (const PixelPoint point : part) {
      std::string here = px(point.x) + "," + px(point.y);
      if (here == last) continue;
      path += (last.empty() ? "M" : "L") + here;
      last = std::move(here);
    }
  }
  return path;
}

PixelLine stairs_of(const PixelLine& line) {
  PixelLine stairs;
  for (const std::vector<PixelPoint>& part : line) {
    std::vector<PixelPoint>& steps = stairs.emplace_back();
    for (const PixelPoint point : part) {
      if (!steps.empty()) steps.push_back({point.x, steps.back().y});
      steps.push_back(point);
    }
  }
  return stairs;
}

void add_ink(const PixelLine& line, std::vector<PixelPoint>& ink) {
  constexpr double apart = 4;
  for (const std::vector<PixelPoint>& part : line) {
    for (std::size_t i = 0; i < part.size(); ++i) {
      const PixelPoint from = part[i == 0 ? 0 : i - 1];
      const double pieces = std::ceil(distance(from, part[i]) / apart);
      for (double piece = 1; piece < pieces; ++piece)
        ink.push_back(
            {from.x + (part[i].x - from.x) * piece / pieces, from.y + (part[i].y - from.y) * piece / pieces});
      ink.push_back(part[i]);
    }
  }
}

std::vector<PixelPoint> marked_by_way(const PixelLine& line, double apart) {
  std::vector<PixelPoint> marked;
  for (const std::vector<PixelPoint>& part : line) {
    double since_last = apart;
    for (std::size_t i = 0; i < part.size(); ++i) {
      if (i > 0) since_last += distance(part[i - 1], part[i]);
      if (since_last < apart && i + 1 != part.size()) continue;
      marked.push_back(part[i]);
      since_last = 0;
    }
  }
  return marked;
}

std::vector<PixelPoint> marked_in_turn(const PixelLine& line, std::size_t turn, std::size_t of_lines,
                                       double apart) {
  std::vector<PixelPoint> marked;
  for (const std::vector<PixelPoint>& part : line) {
    const double width = part.back().x - part.front().x;
    const double fitting = std::max(1.0, std::floor(width / apart));
    // At least three points of a line keep their markers.
    constexpr std::size_t least_marked = 3;
    const std::size_t in_turn = std::min(of_lines, std::max<std::size_t>(1, part.size() / least_marked));
    const auto by_room = static_cast<std::size_t>(std::ceil(static_cast<double>(part.size()) / fitting));
    const std::size_t every = std::max(in_turn, by_room);
    // Alternating within the space between two markers of one line.
    for (std::size_t i = turn % of_lines * every / of_lines; i < part.size(); i += every)
      marked.push_back(part[i]);
  }
  return marked;
}

}  // namespace lastmile::io
