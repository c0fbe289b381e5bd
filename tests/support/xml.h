// A strict little reader of XML, for what this project writes itself: elements, quoted attributes, text and
// the five entities.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lastmile::test {

struct XmlElement {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;  // entities resolved
  std::string text;                                             // of its own, entities resolved
  std::vector<XmlElement> children;

  // Empty where it has none of the name.
  std::string attribute(std::string_view wanted) const;
  // Itself and all below it of this name, in document order.
  std::vector<const XmlElement*> all(std::string_view wanted) const&;
  std::vector<const XmlElement*> all(std::string_view wanted) && = delete;  // they would not outlive it
};

// The root. Throws std::runtime_error where the text is not well-formed.
XmlElement read_xml(std::string_view text);

}  // namespace lastmile::test
