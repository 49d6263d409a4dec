// What an algorithm of every kind promises before it runs.
#include <set>

#include "subject.hpp"

namespace cli {

namespace {

bool is_key(const std::string& key) {
  if (key.empty() || key[0] < 'a' || key[0] > 'z') return false;
  return key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

bool has_text(const char* text) { return text && *text; }

std::string describes_itself(const Origin& origin) {
  const Subject subject(origin);
  const weiss_algorithm_info& info = subject.info();
  expect(has_text(info.title), "it has no title");
  expect(has_text(info.version), "it has no version");
  expect(has_text(info.summary), "it has no summary");
  expect(has_text(info.license), "its plugin names no license");
  std::set<std::string> keys;
  for (uint32_t k = 0; k < info.num_options; ++k) {
    const weiss_option_info& option = *info.options[k];
    const std::string key = option.key ? option.key : "";
    expect(is_key(key), "the option \"" + key + "\" is not in lower_snake_case");
    expect(keys.insert(key).second, "the option \"" + key + "\" is there twice");
    expect(has_text(option.help), "the option \"" + key + "\" has no help");
  }
  return "";
}

std::string can_be_set_up(const Origin& origin) {
  const Subject subject(origin);
  const Instance first = subject.instance();
  const std::string spec = weiss_instance_spec(first.get());
  weiss_error error = WEISS_ERROR_INIT;
  weiss_instance* raw = nullptr;
  const int32_t kind = subject.info().kind;
  require(weiss_instance_create(subject.context(), kind, spec.c_str(), nullptr, 0, &raw, &error), error,
          kFailed);
  const Instance again(raw);
  expect(weiss_instance_spec(again.get()) == spec, "its settings, given back to it, become other ones");
  subject.require_no_complaint();
  return "";
}

}  // namespace

const std::vector<ConformanceTest>& general_tests() {
  static const std::vector<ConformanceTest> tests = {
      {"describes itself", describes_itself},
      {"can be set up with its defaults", can_be_set_up},
  };
  return tests;
}

}  // namespace cli
