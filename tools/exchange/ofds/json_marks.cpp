#include "tools/exchange/ofds/json_marks.h"

#include <iterator>
#include <nlohmann/json.hpp>
#include <vector>

namespace lastmile::exchange {
namespace {

// Reads a text and counts its lines and columns for whoever asks.
class CountedText {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountedText(const char* at, io::Mark* mark) : at_(at), mark_(mark) {}
  const char& operator*() const { return *at_; }
  CountedText& operator++() {
    if (mark_ != nullptr && *at_ == '\n') {
      ++mark_->line;
      mark_->column = 1;
    } else if (mark_ != nullptr && (static_cast<unsigned char>(*at_) & 0xC0U) != 0x80U) {
      ++mark_->column;
    }
    ++at_;
    return *this;
  }
  CountedText operator++(int) {
    CountedText before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountedText& other) const { return at_ == other.at_; }
  bool operator!=(const CountedText& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  io::Mark* mark_;
};

class Marks : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Marks(const io::Mark& at) : at_(at) {}

  bool null() override { return value(); }
  bool boolean(bool) override { return value(); }
  bool number_integer(number_integer_t) override { return value(); }
  bool number_unsigned(number_unsigned_t) override { return value(); }
  bool number_float(number_float_t, const string_t&) override { return value(); }
  bool string(string_t&) override { return value(); }
  bool binary(binary_t&) override { return value(); }
  bool key(string_t& name) override {
    frames_.back().key = name;
    return true;
  }
  bool start_object(std::size_t) override {
    if (!frames_.empty() && frames_.back().is_list && frames_.size() <= deepest) {
      io::Mark before = at_;
      before.column -= before.column > 1 ? 1 : 0;  // the brace has been read
      found.emplace(path(), before);
    }
    frames_.push_back({false, 0, {}});
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override {
    frames_.push_back({true, 0, {}});
    return true;
  }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    found.clear();
    return false;
  }

  std::map<std::string, io::Mark> found;

 private:
  struct Frame {
    bool is_list;
    std::size_t index;
    std::string key;
  };
  static constexpr std::size_t deepest = 4;  // {networks: [{nodes: [

  std::string path() const {
    std::string text;
    for (const Frame& frame : frames_) {
      if (frame.is_list)
        text += "[" + std::to_string(frame.index) + "]";
      else
        text += (text.empty() ? "" : ".") + frame.key;
    }
    return text;
  }
  bool value() {
    if (!frames_.empty() && frames_.back().is_list) ++frames_.back().index;
    return true;
  }
  bool close() {
    frames_.pop_back();
    return value();
  }

  const io::Mark& at_;
  std::vector<Frame> frames_;
};

}  // namespace

std::map<std::string, io::Mark> marks_of_items(std::string_view text) {
  io::Mark mark{.line = 1, .column = 1, .file = 0};
  Marks marks(mark);
  const CountedText begin(text.data(), &mark);
  const CountedText end(text.data() + text.size(), &mark);
  nlohmann::json::sax_parse(begin, end, &marks);
  return std::move(marks.found);
}

}  // namespace lastmile::exchange
