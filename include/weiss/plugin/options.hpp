// weiss/plugin/options.hpp - declare options as static data, read their values. A part of plugin.hpp.
#ifndef WEISS_PLUGIN_OPTIONS_HPP
#define WEISS_PLUGIN_OPTIONS_HPP

#include <cstring>
#include <string>
#include <vector>

#include "host.hpp"

namespace weiss {
namespace plugin {

namespace detail {
constexpr weiss_option_info option(const char* key, const char* help, int32_t type) noexcept {
  weiss_option_info info = sized<weiss_option_info>();
  info.key = key;
  info.help = help;
  info.type = type;
  return info;
}
}  // namespace detail

constexpr weiss_option_info bool_option(const char* key, const char* help, bool value) noexcept {
  weiss_option_info info = detail::option(key, help, WEISS_TYPE_BOOL);
  info.i_default = value ? 1 : 0;
  info.i_max = 1;
  return info;
}
constexpr weiss_option_info int_option(const char* key, const char* help, int64_t value, int64_t min,
                                       int64_t max) noexcept {
  weiss_option_info info = detail::option(key, help, WEISS_TYPE_INT);
  info.i_default = value;
  info.i_min = min;
  info.i_max = max;
  return info;
}
constexpr weiss_option_info real_option(const char* key, const char* help, double value, double min,
                                        double max) noexcept {
  weiss_option_info info = detail::option(key, help, WEISS_TYPE_REAL);
  info.f_default = value;
  info.f_min = min;
  info.f_max = max;
  return info;
}
// choices is "a|b|c", or null for free text.
constexpr weiss_option_info string_option(const char* key, const char* help, const char* value,
                                          const char* choices = nullptr) noexcept {
  weiss_option_info info = detail::option(key, help, WEISS_TYPE_STRING);
  info.s_default = value;
  info.choices = choices;
  return info;
}
// A nested algorithm of a kind; value is a name, also with settings ("exact samples=16"); null is the default one,
// or with optional "none".
constexpr weiss_option_info algorithm_option(const char* key, const char* help, int32_t kind,
                                             const char* value, bool optional = false) noexcept {
  weiss_option_info info = detail::option(key, help, WEISS_TYPE_ALGORITHM);
  info.kind = kind;
  info.s_default = value;
  info.algorithm_optional = optional ? 1 : 0;
  return info;
}
// value [count] must be static data.
constexpr weiss_option_info list_option(const char* key, const char* help, const double* value,
                                        int32_t count, double min, double max) noexcept {
  weiss_option_info info = detail::option(key, help, WEISS_TYPE_REAL_LIST);
  info.list_default = value;
  info.list_default_count = count;
  info.f_min = min;
  info.f_max = max;
  return info;
}
// Leaves an option out of short listings.
constexpr weiss_option_info advanced(weiss_option_info info) noexcept {
  info.flags |= WEISS_OPTION_ADVANCED;
  return info;
}

// The values that create received: checked by the host, complete, valid as long as the instance.
class Options {
 public:
  Options(const weiss_value* values, uint32_t count) noexcept : values_(values), count_(count) {}

  bool boolean(const char* key) const { return get(key, WEISS_TYPE_BOOL).i != 0; }
  int64_t integer(const char* key) const { return get(key, WEISS_TYPE_INT).i; }
  double real(const char* key) const { return get(key, WEISS_TYPE_REAL).f; }
  const char* text(const char* key) const { return get(key, WEISS_TYPE_STRING).s; }
  const weiss_choice* choice(const char* key) const { return get(key, WEISS_TYPE_ALGORITHM).choice; }
  std::vector<double> list(const char* key) const {
    const weiss_value& value = get(key, WEISS_TYPE_REAL_LIST);
    return std::vector<double>(value.list, value.list + value.count);
  }

 private:
  const weiss_value& get(const char* key, int32_t type) const {
    for (uint32_t k = 0; k < count_; ++k)
      if (std::strcmp(values_[k].key, key) == 0 && values_[k].type == type) return values_[k];
    throw Failure(WEISS_E_OPTION, std::string("the plugin reads an option \"") + key +
                                      "\" that it does not declare with this type");
  }

  const weiss_value* values_;
  uint32_t count_;
};

}  // namespace plugin
}  // namespace weiss

#endif  // WEISS_PLUGIN_OPTIONS_HPP
