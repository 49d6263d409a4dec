#include "svg.hpp"

#include <charconv>
#include <cmath>

namespace cli {

namespace {

std::string rounded(double number) {
  const double hundredths = std::floor(number * 100 + 0.5);
  if (hundredths == 0) return "0";  // also for -0
  char buffer[400];                 // holds every double without an exponent
  const auto [end, error] =
      std::to_chars(buffer, buffer + sizeof buffer, hundredths / 100, std::chars_format::fixed, 2);
  if (error != std::errc()) return "0";
  std::string text(buffer, end);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

// XML knows no control characters, not even escaped ones.
std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
  }
  return result;
}

}  // namespace

SvgAttribute::SvgAttribute(const char* name_, double number) : name(name_), value(rounded(number)) {}

SvgPath& SvgPath::move(double x, double y) { return add('M', {x, y}); }
SvgPath& SvgPath::line(double x, double y) { return add('L', {x, y}); }
SvgPath& SvgPath::horizontal(double x) { return add('H', {x}); }
SvgPath& SvgPath::vertical(double y) { return add('V', {y}); }
SvgPath& SvgPath::close() { return add('Z', {}); }

SvgPath& SvgPath::add(char command, std::initializer_list<double> numbers) {
  data_ += command;
  for (const double number : numbers) {
    if (data_.back() != command) data_ += ' ';
    data_ += rounded(number);
  }
  return *this;
}

Svg::Svg(double width, double height, const std::string& title, const std::string& description) {
  open("svg",
       {{"xmlns", "http://www.w3.org/2000/svg"},
        {"viewBox", "0 0 " + rounded(width) + " " + rounded(height)},
        {"width", width},
        {"height", height}},
       {{"role", "img"},
        {"aria-labelledby", "title desc"},
        {"font-family", "Helvetica, Arial, 'DejaVu Sans', sans-serif"},
        {"font-size", kTextSize},
        {"fill", "#222222"}});
  text_ += ">\n<title id=\"title\">" + escaped(title) + "</title>\n<desc id=\"desc\">" +
           escaped(description) + "</desc>\n";
  rectangle(0, 0, width, height, {{"fill", "#ffffff"}});
}

void Svg::open(const char* element, SvgAttributes first, SvgAttributes second) {
  text_ += std::string("<") + element;
  for (const SvgAttributes& attributes : {first, second})
    for (const SvgAttribute& attribute : attributes)
      text_ += std::string(" ") + attribute.name + "=\"" + escaped(attribute.value) + "\"";
}

void Svg::begin_group(SvgAttributes shared) {
  open("g", shared, {});
  text_ += ">\n";
}

void Svg::end_group() { text_ += "</g>\n"; }

void Svg::circle(double x, double y, double radius, SvgAttributes attributes) {
  open("circle", {{"cx", x}, {"cy", y}, {"r", radius}}, attributes);
  close_leaf();
}

void Svg::rectangle(double x, double y, double width, double height, SvgAttributes attributes) {
  open("rect", {{"x", x}, {"y", y}, {"width", width}, {"height", height}}, attributes);
  close_leaf();
}

void Svg::line(double x1, double y1, double x2, double y2, SvgAttributes attributes) {
  open("line", {{"x1", x1}, {"y1", y1}, {"x2", x2}, {"y2", y2}}, attributes);
  close_leaf();
}

void Svg::path(const SvgPath& path, SvgAttributes attributes) {
  if (path.empty()) return;
  open("path", {{"d", path.data()}}, attributes);
  close_leaf();
}

void Svg::text(double x, double y, const std::string& text, SvgAttributes attributes) {
  open("text", {{"x", x}, {"y", y}}, attributes);
  text_ += ">" + escaped(text) + "</text>\n";
}

std::string Svg::finish() const { return text_ + "</svg>\n"; }

std::string translation(double x, double y) { return "translate(" + rounded(x) + " " + rounded(y) + ")"; }

double text_width(const std::string& text, double size) {
  size_t letters = 0;  // bytes that begin a character
  for (const char c : text) letters += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u ? 1 : 0;
  return 0.58 * size * static_cast<double>(letters);
}

}  // namespace cli
