#include "tools/io/page/page_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tools/io/files/sha256.h"
#include "tools/io/page/page_parts.h"

namespace lastmile::io {
namespace {

// As a source in a content security policy.
std::string hash_source(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  const std::string hex = hash.hex();
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return fmt::format("'sha256-{}'", base64(bytes));
}

// JSON for a script element: no text in it can end the element or begin a comment.
std::string script_json(const Json& json) {
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string safe;
  safe.reserve(text.size());
  for (const char c : text) {
    if (c == '<')
      safe += "\\u003c";
    else
      safe += c;
  }
  return safe;
}

std::string as_markup(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '&': safe += "&amp;"; break;
      case '"': safe += "&quot;"; break;
      default: safe += c;
    }
  }
  return safe;
}

// https://host:port of a tile pattern. A {s} in the host stands for any server of the domain.
std::string tile_origin(std::string_view tiles) {
  const std::size_t host = tiles.find("://") + 3;
  std::string origin{tiles.substr(0, tiles.find('/', host))};
  if (const std::size_t server = origin.find("{s}."); server != std::string::npos)
    origin.replace(server, 3, "*");
  return origin;
}

std::string policy(const std::string& tiles) {
  return fmt::format(
      "default-src 'none'; script-src {} {} 'wasm-unsafe-eval'; style-src {}; img-src data:{}; base-uri "
      "'none'; "
      "form-action 'none'",
      hash_source(page_parts::leaflet_js), hash_source(page_parts::page_js),
      hash_source(page_parts::page_css), tiles.empty() ? "" : " " + tile_origin(tiles));
}

}  // namespace

bool is_tile_pattern(std::string_view tiles) {
  const auto has = [&](std::string_view part) { return tiles.find(part) != std::string_view::npos; };
  const std::size_t scheme_end = tiles.find("://");
  if (scheme_end == std::string_view::npos) return false;
  const std::string_view scheme = tiles.substr(0, scheme_end);
  const std::string_view rest = tiles.substr(scheme_end + 3);
  std::string_view host = rest.substr(0, rest.find('/'));
  if (host.starts_with("{s}.")) host.remove_prefix(4);
  const bool is_plain = !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == ':';
  });
  const std::string_view name = host.substr(0, host.find(':'));
  const bool is_here = name == "localhost" || name == "127.0.0.1";
  const bool is_printable =
      std::all_of(tiles.begin(), tiles.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  return (scheme == "https" || (scheme == "http" && is_here)) && is_plain && is_printable && has("{z}") &&
         has("{x}") && has("{y}");
}

std::string page_html(const PageData& data, const std::string& tiles) {
  Json page = data.page;
  page["tiles"] = tiles.empty() ? Json(nullptr) : Json(tiles);
  page["columns"] = data.blocks.directory();
  const std::string json = script_json(page);
  const std::string blocks = packed_text(data.blocks.bytes());
  const std::string title = as_markup(page["result"]["scenario"]["name"].get<std::string>());
  const std::string rules = policy(tiles);
  const std::array<std::pair<std::string_view, std::string_view>, 8> parts = {{
      {"<!--POLICY-->", rules},
      {"<!--TITLE-->", title},
      {"/*STYLE*/", page_parts::page_css},
      {"<!--PAGE-->", json},
      {"<!--BLOCKS-->", blocks},
      {"<!--ENGINE-->", data.has_costs ? page_parts::engine : std::string_view{}},
      {"/*LEAFLET*/", page_parts::leaflet_js},
      {"/*SCRIPT*/", page_parts::page_js},
  }};
  std::string html;
  std::string_view rest = page_parts::page_html;
  for (const auto& [mark, part] : parts) {
    const std::size_t at = rest.find(mark);
    html += rest.substr(0, at);
    html += part;
    rest.remove_prefix(at + mark.size());
  }
  html += rest;
  return html;
}

}  // namespace lastmile::io
