#include "tools/study/svg_page.h"

#include <filesystem>

#include "tools/io/base/version.h"
#include "tools/study/study_tables.h"

namespace lastmile::study {

using io::px;

void SvgPage::write(io::PixelPoint at, std::string_view text, const Words& words) {
  add(R"(<text x="{}" y="{}" font-size="{}" fill="{}" text-anchor="{}"{}>{}</text>)", px(at.x), px(at.y),
      words.size, words.colour, words.anchor, words.bold ? R"( font-weight="600")" : "",
      io::xml_escaped(text));
}

void SvgPage::rule(io::PixelPoint from, io::PixelPoint to, std::string_view colour, double width) {
  add(R"(<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"/>)", px(from.x), px(from.y),
      px(to.x), px(to.y), colour, width);
}

void SvgPage::begin(const StudyBase& base, const Head& head) {
  add(R"(<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img" )"
      R"(aria-labelledby="{2}-title {2}-desc" font-family="system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif">)",
      px(io::page_width), px(head.height), head.id);
  add(R"(<title id="{}-title">{}</title>)", head.id, io::xml_escaped(head.title));
  add(R"(<desc id="{}-desc">{}</desc>)", head.id, io::xml_escaped(head.description));
  add(R"(<rect width="{}" height="{}" fill="#FFFFFF"/>)", px(io::page_width), px(head.height));
  constexpr double widest = io::page_width - 2 * io::page_margin;
  constexpr double bold_is_wider = 1.1;
  write({io::page_margin, 46}, io::shortened(head.title, bold_is_wider * io::title_size, widest),
        {io::title_size, dark, "start", true});
  write({io::page_margin, 68}, io::shortened(base.study.title, io::text_size, widest),
        {io::text_size, muted, "start", false});
}

std::string SvgPage::end(const StudyBase& base, double height) {
  write({io::page_margin, height - 16},
        fmt::format("lastmile {} \u00B7 {}", io::lastmile_version,
                    std::filesystem::path(base.study.path).filename().string()),
        {source_size, muted, "start", false});
  svg_ += "</svg>\n";
  return std::move(svg_);
}

std::string panel_title(const StudyBase& base, std::size_t option) {
  const std::string name = option_name(base, option);
  return name.empty() ? base.study.base().heading.name : name;
}

}  // namespace lastmile::study
