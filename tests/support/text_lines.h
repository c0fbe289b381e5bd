// Printed text, line by line, as shown on a terminal.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace lastmile::test {

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// Cells that a line takes where every character takes one, as in Latin script and line drawings.
inline std::size_t cells(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(
      line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

inline std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  for (const std::string& line : lines_of(text)) widest = std::max(widest, cells(line));
  return widest;
}

// Characters that control a terminal (C0 except line breaks, DEL, C1) or reorder adjacent text.
inline std::size_t steering_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = [&](std::size_t ahead) {
      return i + ahead < text.size() ? static_cast<unsigned char>(text[i + ahead]) : 0U;
    };
    const bool c0 = (byte(0) < 0x20 && text[i] != '\n') || byte(0) == 0x7F;
    const bool c1 = byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0;
    const bool reorders = byte(0) == 0xE2 && ((byte(1) == 0x80 && byte(2) >= 0xAA && byte(2) <= 0xAE) ||
                                              (byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9));
    if (c0 || c1 || reorders) ++count;
  }
  return count;
}

}  // namespace lastmile::test
