// The option tree: the first line of an input is the spec of an algorithm, each line below a setting
// "key=text", or "3key=text" for one of type number 3, whose value is made of the text's length. There are
// the bundled algorithms, and one that has options of every type and nests itself.
#include <cstring>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz.hpp"
#include "weiss/plugin.h"

namespace {

using weiss_fuzz::require;

weiss_context* context = nullptr;

// ---- an algorithm with options of every type ----

constexpr double kList[] = {0.5, -1.0};

weiss_option_info option(const char* key, int32_t type) {
  weiss_option_info info;
  std::memset(&info, 0, sizeof info);
  info.struct_size = sizeof info;
  info.key = key;
  info.type = type;
  info.help = "";
  info.i_min = -10;
  info.i_max = 10;
  info.f_min = -1.0;
  info.f_max = 1.0;
  return info;
}

weiss_option_info nested(const char* key, int32_t kind, const char* name) {
  weiss_option_info info = option(key, WEISS_TYPE_ALGORITHM);
  info.kind = kind;
  info.s_default = name;
  info.algorithm_optional = 1;
  return info;
}

weiss_option_info with_choices(weiss_option_info info, const char* choices, const char* value) {
  info.choices = choices;
  info.s_default = value;
  return info;
}

weiss_option_info with_list(weiss_option_info info) {
  info.list_default = kList;
  info.list_default_count = std::size(kList);
  return info;
}

// What the host hands over is complete, in the order of the options and of their types.
void check_values(const weiss_algorithm* algorithm, const weiss_value* values, uint32_t num_values) {
  require(num_values == algorithm->num_options, "every option has a value");
  for (uint32_t k = 0; k < num_values; ++k) {
    const weiss_option_info& info = *algorithm->options[k];
    const weiss_value& value = values[k];
    require(std::string_view(value.key) == info.key && value.type == info.type, "values are in order",
            info.key);
    if (info.type == WEISS_TYPE_BOOL) require(value.i == 0 || value.i == 1, "a BOOL is 0 or 1");
    if (info.type == WEISS_TYPE_INT) require(value.i >= -10 && value.i <= 10, "an INT is in its range");
    if (info.type == WEISS_TYPE_REAL) require(value.f >= -1.0 && value.f <= 1.0, "a REAL is in its range");
    if (info.type == WEISS_TYPE_STRING) require(value.s != nullptr, "a STRING is there");
    if (info.type == WEISS_TYPE_REAL_LIST)
      for (int32_t j = 0; j < value.count; ++j)
        require(value.list[j] >= -1.0 && value.list[j] <= 1.0, "an entry of a list is in its range");
  }
}

weiss_status create(const weiss_algorithm* algorithm, const weiss_host*, const weiss_value* values,
                    uint32_t num_values, void** self, weiss_error*) noexcept {
  check_values(algorithm, values, num_values);
  *self = nullptr;
  return WEISS_OK;
}

weiss_status run(void*, const weiss_problem_view*, const weiss_solver_input*, const weiss_run*,
                 const weiss_sink*) noexcept {
  return WEISS_E_FAIL;
}

void add_tree() {
  static const weiss_option_info options[] = {
      option("truth", WEISS_TYPE_BOOL),
      option("number", WEISS_TYPE_INT),
      option("real", WEISS_TYPE_REAL),
      with_choices(option("text", WEISS_TYPE_STRING), nullptr, nullptr),
      with_choices(option("choice", WEISS_TYPE_STRING), "a|bc|def", "bc"),
      with_list(option("list", WEISS_TYPE_REAL_LIST)),
      nested("solver", WEISS_KIND_SOLVER, "none"),
      nested("partitioner", WEISS_KIND_PARTITIONER, "none"),
      nested("optimizer", WEISS_KIND_OPTIMIZER, "none"),
  };
  static const weiss_option_info* pointers[std::size(options)];
  for (size_t k = 0; k < std::size(options); ++k) pointers[k] = &options[k];
  static weiss_solver table;
  std::memset(&table, 0, sizeof table);
  table.struct_size = sizeof table;
  table.run = run;
  static weiss_algorithm algorithm;
  std::memset(&algorithm, 0, sizeof algorithm);
  algorithm.struct_size = sizeof algorithm;
  algorithm.kind = WEISS_KIND_SOLVER;
  algorithm.num_options = std::size(options);
  algorithm.id = "fuzz.tree";
  algorithm.title = algorithm.version = algorithm.summary = "";
  algorithm.options = pointers;
  algorithm.table = &table;
  algorithm.create = create;
  algorithm.destroy = [](const weiss_algorithm*, void*) noexcept {};
  weiss_error error = weiss_fuzz::empty_error();
  require(weiss_context_add_algorithm(context, &algorithm, nullptr, &error) == WEISS_OK,
          "the tree is registered", error.message);
}

// ---- inputs ----

// Owns what the values of an input point to.
struct Settings {
  struct Texts {
    std::string key;
    std::string text;
    double number;
  };
  std::vector<Texts> texts;
  std::vector<weiss_value> values;

  void add(std::string_view line) {
    int32_t type = WEISS_TYPE_TEXT;
    if (!line.empty() && line[0] >= '0' && line[0] <= '9') {
      type = line[0] - '0';
      line.remove_prefix(1);
    }
    const size_t equals = line.find('=');
    Texts parts;
    parts.key = line.substr(0, equals);
    if (equals != std::string_view::npos) parts.text = line.substr(equals + 1);
    parts.number = static_cast<double>(parts.text.size()) / 4.0 - 1.0;
    texts.push_back(parts);
    weiss_value value;
    std::memset(&value, 0, sizeof value);
    value.type = type;
    values.push_back(value);
  }

  const weiss_value* data() {
    for (size_t k = 0; k < values.size(); ++k) {
      weiss_value& value = values[k];
      value.key = texts[k].key.c_str();
      value.s = texts[k].text.c_str();
      value.f = texts[k].number;
      value.i = static_cast<int64_t>(texts[k].text.size());
      value.list = &texts[k].number;
      value.count = 1;
    }
    return values.data();
  }
};

void check(int32_t kind, const std::string& spec, Settings& settings) {
  weiss_instance* instance = nullptr;
  weiss_error error = weiss_fuzz::empty_error();
  const auto num_values = static_cast<int64_t>(settings.values.size());
  weiss_status status =
      weiss_instance_create(context, kind, spec.c_str(), settings.data(), num_values, &instance, &error);
  if (status != WEISS_OK) {
    weiss_fuzz::require_told(status, error);
    require(!instance, "a refusal has no instance");
    require(status == WEISS_E_OPTION || status == WEISS_E_NOT_FOUND || status == WEISS_E_ARGUMENT,
            "a bad tree is refused as such", error.message);
    return;
  }
  const std::string text = weiss_instance_spec(instance);
  weiss_instance* again = nullptr;
  status = weiss_instance_create(context, kind, text.c_str(), nullptr, 0, &again, &error);
  require(status == WEISS_OK, "the text of a tree makes the tree", text + "\n" + error.message);
  require(weiss_instance_spec(again) == text, "the text of a tree is that of the tree it makes", text);
  weiss_instance_destroy(again);
  weiss_instance_destroy(instance);
}

}  // namespace

int LLVMFuzzerInitialize(int*, char***) {
  context = weiss_fuzz::context_with_limit(0);
  add_tree();
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  text = text.substr(0, text.find('\0'));
  const size_t end = text.find('\n');
  const std::string spec(text.substr(0, end));
  Settings settings;
  while (text.find('\n') != std::string_view::npos) {
    text.remove_prefix(text.find('\n') + 1);
    settings.add(text.substr(0, text.find('\n')));
  }
  for (const int32_t kind : {WEISS_KIND_SOLVER, WEISS_KIND_PARTITIONER}) check(kind, spec, settings);
  return 0;
}
