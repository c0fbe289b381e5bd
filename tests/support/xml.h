// XML documents that this project writes, read by pugixml.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace lastmile::test {

// Throws std::runtime_error where the text is not well-formed UTF-8 XML. pugixml lets some faults pass, so
// that characters and entities are checked here.
pugi::xml_document read_xml(std::string_view text);

// The element and all below it of this name, in document order.
std::vector<pugi::xml_node> all_named(const pugi::xml_node& element, const char* name);

// Child elements, attributes and text of an element; empty if there are none.
std::size_t children_of(const pugi::xml_node& element);
pugi::xml_node child_at(const pugi::xml_node& element, std::size_t index);
std::string attribute_of(const pugi::xml_node& element, const char* name);
std::string text_in(const pugi::xml_node& element);

}  // namespace lastmile::test
