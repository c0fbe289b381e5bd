// The page of a chart of a study: its frame, title and description, and text on it.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <string_view>

#include "tools/io/chart/chart_layout.h"
#include "tools/io/chart/svg_text.h"
#include "tools/study/analysis.h"

namespace lastmile::study {

class SvgPage {
 public:
  static constexpr std::string_view dark = "#222222";
  static constexpr std::string_view muted = "#595959";
  static constexpr std::string_view grid = "#DDDDDD";
  static constexpr double source_size = 11;

  struct Words {
    double size = io::small_size;
    std::string_view colour = dark;
    std::string_view anchor = "start";
    bool bold = false;
  };

  template <class... Parts>
  void add(fmt::format_string<Parts...> format, Parts&&... parts) {
    fmt::format_to(std::back_inserter(svg_), format, std::forward<Parts>(parts)...);
    svg_ += '\n';
  }
  void write(io::PixelPoint at, std::string_view text, const Words& words);
  void rule(io::PixelPoint from, io::PixelPoint to, std::string_view colour, double width);

  // Begins the page, with the title of the study below that of the chart. `id` is unique among the charts.
  struct Head {
    std::string id;
    std::string title;
    std::string description;  // for readers who cannot see the chart
    double height;
  };
  void begin(const StudyBase& base, const Head& head);
  // Ends it with the source of its figures, and returns the whole.
  std::string end(const StudyBase& base, double height);

 private:
  std::string svg_;
};

// Above the part of a chart about one option.
std::string panel_title(const StudyBase& base, std::size_t option);

}  // namespace lastmile::study
