#include "runtime/option_value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/error.hpp"

namespace weiss {

namespace {

std::string real_text(double value) {
  std::array<char, 32> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), end.ptr};
}

// Reads text for one option; every refusal names option, owner and what was given.
class ValueReader {
 public:
  ValueReader(const OptionInfo& option, const std::string& owner, const std::string& path)
      : option_(option), owner_(owner), path_(path) {}

  [[noreturn]] void refuse(const std::string& rule, const std::string& given) const {
    throw Error(WEISS_E_OPTION, "option \"" + option_.key + "\" of \"" + owner_ + "\" " + rule + ", got " +
                                    (given.empty() ? "nothing" : given), path_);
  }

  int64_t read_bool(const std::string& text) const {
    for (const char* word : {"1", "true", "on", "yes"})
      if (text == word) return 1;
    for (const char* word : {"0", "false", "off", "no"})
      if (text == word) return 0;
    refuse("is true or false", text);
  }

  int64_t read_int(const std::string& text) const {
    int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    if (result.ec != std::errc() || result.ptr != end) refuse("takes a whole number", text);
    return value;
  }

  double read_real(const std::string& text) const {
    double value = 0.0;
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    if (result.ec != std::errc() || result.ptr != end || !std::isfinite(value)) refuse("takes a number", text);
    return value;
  }

  std::vector<double> read_list(const std::string& text) const {
    std::vector<double> list;
    for (size_t begin = 0; begin <= text.size() && !text.empty();) {
      const size_t comma = std::min(text.find(',', begin), text.size());
      list.push_back(read_real(text.substr(begin, comma - begin)));
      begin = comma + 1;
    }
    return list;
  }

  void check_int(int64_t value) const {
    const weiss_option_info& t = option_.table;
    if (value < t.i_min || value > t.i_max)
      refuse("must lie in " + std::to_string(t.i_min) + ".." + std::to_string(t.i_max), std::to_string(value));
  }

  void check_real(double value) const {
    const weiss_option_info& t = option_.table;
    if (!(value >= t.f_min && value <= t.f_max))
      refuse("must lie in " + real_text(t.f_min) + ".." + real_text(t.f_max), real_text(value));
  }

  void check_string(const std::string& value) const {
    if (!fits_spec(value)) refuse("must hold no double quote and no control character", "one");
    if (!option_.table.choices) return;
    const std::string padded = "|" + option_.choices + "|";
    if (value.empty() || value.find('|') != std::string::npos ||
        padded.find("|" + value + "|") == std::string::npos)
      refuse("is one of " + option_.choices, "\"" + value + "\"");
  }

 private:
  const OptionInfo& option_;
  const std::string& owner_;
  const std::string& path_;
};

const char* type_name(int32_t type) {
  static const char* const names[] = {"TEXT", "BOOL", "INT", "REAL", "STRING", "ALGORITHM", "REAL_LIST"};
  return type >= 0 && type <= WEISS_TYPE_REAL_LIST ? names[type] : "unknown";
}

}  // namespace

bool fits_spec(const std::string& value) noexcept {
  return std::none_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < ' ' || byte == '"';
  });
}

OptionValue default_value(const OptionInfo& option) {
  OptionValue value;
  value.table.type = option.table.type;
  value.table.i = option.table.i_default;
  value.table.f = option.table.f_default;
  value.text = option.s_default;
  value.list = option.list_default;
  return value;
}

OptionValue check_value(const OptionInfo& option, const Setting& setting, const std::string& owner,
                        const std::string& path) {
  const ValueReader reader(option, owner, path);
  const int32_t type = option.table.type;
  const weiss_value& given = setting.value;
  const bool from_text = given.type == WEISS_TYPE_TEXT;
  // An INT setting is welcome where a REAL is expected.
  const bool widened = given.type == WEISS_TYPE_INT && type == WEISS_TYPE_REAL;
  if (!from_text && given.type != type && !widened)
    reader.refuse(std::string("has the type ") + type_name(type), type_name(given.type));

  OptionValue value;
  value.table.type = type;
  switch (type) {
    case WEISS_TYPE_BOOL:
      value.table.i = from_text ? reader.read_bool(setting.text) : (given.i != 0 ? 1 : 0);
      break;
    case WEISS_TYPE_INT:
      value.table.i = from_text ? reader.read_int(setting.text) : given.i;
      reader.check_int(value.table.i);
      break;
    case WEISS_TYPE_REAL:
      value.table.f = from_text ? reader.read_real(setting.text)
                      : widened ? static_cast<double>(given.i)
                                : given.f;
      reader.check_real(value.table.f);
      break;
    case WEISS_TYPE_STRING:
      value.text = setting.text;
      reader.check_string(value.text);
      break;
    default:
      if (from_text)
        value.list = reader.read_list(setting.text);
      else if (given.count > 0 && given.list)
        value.list.assign(given.list, given.list + given.count);
      for (const double f : value.list) reader.check_real(f);
  }
  return value;
}

std::string algorithm_name(const OptionInfo& option, const Setting& setting, const std::string& owner,
                           const std::string& path) {
  const int32_t type = setting.value.type;
  if (type != WEISS_TYPE_TEXT && type != WEISS_TYPE_STRING && type != WEISS_TYPE_ALGORITHM)
    ValueReader(option, owner, path).refuse("takes the name of an algorithm", type_name(type));
  return setting.text;
}

std::string value_text(const weiss_value& value) {
  switch (value.type) {
    case WEISS_TYPE_BOOL: return value.i ? "true" : "false";
    case WEISS_TYPE_INT: return std::to_string(value.i);
    case WEISS_TYPE_REAL: return real_text(value.f);
    case WEISS_TYPE_STRING: {
      const std::string text = value.s;
      return text.find_first_of(" \t\r\n") == std::string::npos ? text : "\"" + text + "\"";
    }
    default: {
      std::string text;
      for (int32_t k = 0; k < value.count; ++k) text += (k > 0 ? "," : "") + real_text(value.list[k]);
      return text;
    }
  }
}

}  // namespace weiss
