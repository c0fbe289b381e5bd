#include "tests/support/xml.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "tools/io/base/text.h"

namespace lastmile::test {
namespace {

void check_characters(std::string_view text) {
  if (io::first_invalid_utf8(text)) throw std::runtime_error("XML: not UTF-8");
  constexpr std::array<std::string_view, 5> entities = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (static_cast<unsigned char>(text[at]) < 0x20 && text[at] != '\n' && text[at] != '\t')
      throw std::runtime_error("XML: control character at byte " + std::to_string(at));
    const auto begins = [&](std::string_view entity) { return text.substr(at).starts_with(entity); };
    if (text[at] == '&' && std::none_of(entities.begin(), entities.end(), begins))
      throw std::runtime_error("XML: bare & at byte " + std::to_string(at));
  }
}

void check_attributes(const pugi::xml_node& element) {
  for (const pugi::xml_attribute& attribute : element.attributes())
    if (element.attribute(attribute.name()) != attribute)
      throw std::runtime_error(std::string{"XML: two attributes called "} + attribute.name());
  for (const pugi::xml_node& child : element.children()) check_attributes(child);
}

void collect(const pugi::xml_node& element, std::string_view name, std::vector<pugi::xml_node>& found) {
  if (element.name() == name) found.push_back(element);
  for (const pugi::xml_node& child : element.children()) collect(child, name, found);
}

}  // namespace

pugi::xml_document read_xml(std::string_view text) {
  check_characters(text);
  pugi::xml_document document;
  const pugi::xml_parse_result result = document.load_buffer(text.data(), text.size());
  if (!result)
    throw std::runtime_error("XML, byte " + std::to_string(result.offset) + ": " + result.description());
  if (std::distance(document.begin(), document.end()) != 1) throw std::runtime_error("XML: not one root");
  check_attributes(document);
  return document;
}

std::vector<pugi::xml_node> all_named(const pugi::xml_node& element, const char* name) {
  std::vector<pugi::xml_node> found;
  collect(element, name, found);
  return found;
}

std::size_t children_of(const pugi::xml_node& element) {
  const auto children = element.children();
  return static_cast<std::size_t>(
      std::count_if(children.begin(), children.end(),
                    [](const pugi::xml_node& child) { return child.type() == pugi::node_element; }));
}

pugi::xml_node child_at(const pugi::xml_node& element, std::size_t index) {
  for (const pugi::xml_node& child : element.children())
    if (child.type() == pugi::node_element && index-- == 0) return child;
  throw std::runtime_error(std::string{"XML: too few children of "} + element.name());
}

std::string attribute_of(const pugi::xml_node& element, const char* name) {
  return element.attribute(name).value();
}

std::string text_in(const pugi::xml_node& element) {
  return element.child_value();
}

}  // namespace lastmile::test
