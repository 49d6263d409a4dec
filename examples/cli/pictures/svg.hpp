// Pictures as SVG text. The same calls give the same bytes on every machine: numbers are rounded to
// hundredths and written without the locale. There is no script, no style sheet and no reference to anything
// outside, and a white ground of its own keeps a picture readable on dark pages.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

namespace cli {

// One attribute of an element; a number is rounded to hundredths.
struct SvgAttribute {
  SvgAttribute(const char* name_, double number);
  SvgAttribute(const char* name_, const std::string& text) : name(name_), value(text) {}
  SvgAttribute(const char* name_, const char* text) : name(name_), value(text) {}
  const char* name;
  std::string value;
};
using SvgAttributes = std::initializer_list<SvgAttribute>;

// The data of a <path>.
class SvgPath {
 public:
  SvgPath& move(double x, double y);
  SvgPath& line(double x, double y);
  SvgPath& horizontal(double x);
  SvgPath& vertical(double y);
  SvgPath& close();
  bool empty() const noexcept { return data_.empty(); }
  const std::string& data() const noexcept { return data_; }

 private:
  SvgPath& add(char command, std::initializer_list<double> numbers);

  std::string data_;
};

class Svg {
 public:
  // title and description are for those who do not see the picture.
  Svg(double width, double height, const std::string& title, const std::string& description);

  // What the elements up to the end() share.
  void begin_group(SvgAttributes shared);
  void end_group();

  void circle(double x, double y, double radius, SvgAttributes attributes = {});
  void rectangle(double x, double y, double width, double height, SvgAttributes attributes = {});
  void line(double x1, double y1, double x2, double y2, SvgAttributes attributes = {});
  void path(const SvgPath& path, SvgAttributes attributes = {});  // nothing when it is empty
  void text(double x, double y, const std::string& text, SvgAttributes attributes = {});

  // The whole document.
  std::string finish() const;

 private:
  void open(const char* element, SvgAttributes first, SvgAttributes second);
  void close_leaf() { text_ += "/>\n"; }

  std::string text_;
};

// The value of a "transform" that moves the origin.
std::string translation(double x, double y);

// Text of the pictures: its size in pixels, and a width that it stays below in the usual sans-serif fonts.
inline constexpr double kTextSize = 12;
double text_width(const std::string& text, double size = kTextSize);

}  // namespace cli
