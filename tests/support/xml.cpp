#include "tests/support/xml.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>

#include "tools/io/base/text.h"

namespace lastmile::test {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

class XmlReader {
 public:
  explicit XmlReader(std::string_view text) : text_(text) {
    if (io::first_invalid_utf8(text)) fail("not UTF-8");
  }

  XmlElement whole() {
    skip_blanks();
    XmlElement root = element();
    skip_blanks();
    if (at_ != text_.size()) fail("something after the root");
    return root;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error("XML, byte " + std::to_string(at_) + ": " + what);
  }
  char here() const {
    if (at_ >= text_.size()) fail("ends too early");
    return text_[at_];
  }
  bool begins(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  void expect(std::string_view what) {
    if (!begins(what)) fail("expected " + std::string{what});
    at_ += what.size();
  }
  bool skip_blanks() {
    const std::size_t from = at_;
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    return at_ > from;
  }

  std::string word() {
    const std::size_t from = at_;
    while (std::isalnum(static_cast<unsigned char>(here())) != 0 || here() == '-' || here() == ':') ++at_;
    if (at_ == from) fail("expected a name");
    return std::string{text_.substr(from, at_ - from)};
  }

  std::string characters(char end) {
    std::string read;
    while (here() != end) {
      if (here() == '<') fail("a bare <");
      if (static_cast<unsigned char>(here()) < 0x20 && here() != '\n') fail("a control character");
      if (here() == '&')
        read += entity();
      else
        read += text_[at_++];
    }
    return read;
  }

  char entity() {
    static constexpr std::array<std::pair<std::string_view, char>, 5> entities = {
        {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};
    for (const auto& [written, meant] : entities) {
      if (!begins(written)) continue;
      at_ += written.size();
      return meant;
    }
    fail("a bare &");
  }

  XmlElement element() {
    expect("<");
    XmlElement read;
    read.name = word();
    while (skip_blanks() && here() != '>' && here() != '/') attribute(read);
    if (begins("/>")) {
      at_ += 2;
      return read;
    }
    expect(">");
    while (!begins("</")) {
      if (here() == '<')
        read.children.push_back(element());
      else
        read.text += characters('<');
    }
    expect("</" + read.name + ">");
    return read;
  }

  void attribute(XmlElement& of) {
    std::string name = word();
    if (!of.attribute(name).empty()) fail("two attributes called " + name);
    expect("=\"");
    std::string value = characters('"');
    expect("\"");
    of.attributes.emplace_back(std::move(name), std::move(value));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

void collect(const XmlElement& element, std::string_view wanted, std::vector<const XmlElement*>& found) {
  if (element.name == wanted) found.push_back(&element);
  for (const XmlElement& child : element.children) collect(child, wanted, found);
}

}  // namespace

std::string XmlElement::attribute(std::string_view wanted) const {
  for (const auto& [key, value] : attributes)
    if (key == wanted) return value;
  return {};
}

std::vector<const XmlElement*> XmlElement::all(std::string_view wanted) const& {
  std::vector<const XmlElement*> found;
  collect(*this, wanted, found);
  return found;
}

XmlElement read_xml(std::string_view text) {
  return XmlReader(text).whole();
}

}  // namespace lastmile::test
