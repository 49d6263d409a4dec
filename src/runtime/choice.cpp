#include "runtime/choice.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "runtime/option_value.hpp"

bool weiss_choice::any_thread() const noexcept {
  return algorithm->has(WEISS_CAP_ANY_THREAD) &&
         std::all_of(nested.begin(), nested.end(), [](const auto& n) { return n->any_thread(); });
}

bool weiss_choice::deterministic() const noexcept {
  return algorithm->has(WEISS_CAP_DETERMINISTIC) &&
         std::all_of(nested.begin(), nested.end(), [](const auto& n) { return n->deterministic(); });
}

namespace weiss {

namespace {

constexpr int kDeepestNesting = 8;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// The next word of text from position; a part in double quotes keeps its blanks.
std::string next_word(const std::string& text, size_t& position) {
  while (position < text.size() && is_blank(text[position])) ++position;
  std::string word;
  bool quoted = false;
  for (; position < text.size() && (quoted || !is_blank(text[position])); ++position) {
    if (text[position] == '"')
      quoted = !quoted;
    else
      word += text[position];
  }
  if (quoted) throw Error(WEISS_E_OPTION, "a quote is not closed in \"" + text + "\"");
  return word;
}

[[noreturn]] void unknown_option(const Algorithm& algorithm, const std::string& key, const std::string& path) {
  std::vector<std::string> keys;
  for (const auto& option : algorithm.options) keys.push_back(option->key);
  std::string text = "\"" + algorithm.id + "\" has no option \"" + key + "\"";
  const std::string nearest = nearest_name(key, keys);
  if (!nearest.empty()) {
    text += "; the nearest is \"" + nearest + "\"";
  } else if (keys.empty()) {
    text += "; it has none";
  } else {
    text += "; it has";
    for (const std::string& k : keys) text += " " + k;
  }
  throw Error(WEISS_E_OPTION, text, path);
}

class TreeBuilder {
 public:
  explicit TreeBuilder(Registry& registry) : registry_(registry) {}

  // path is the key of the option that this algorithm is the value of, with a dot behind; chain the ids
  // above it.
  std::unique_ptr<weiss_choice> build(const Algorithm& algorithm, const std::vector<Setting>& settings,
                                      const std::string& path, const std::string& chain, int depth) {
    if (depth > kDeepestNesting)
      throw Error(WEISS_E_OPTION, "algorithms are nested deeper than " + std::to_string(kDeepestNesting) + ": " +
                                      chain, path);
    auto choice = std::make_unique<weiss_choice>();
    choice->algorithm = &algorithm;

    // Sort the settings by the option that they are for: its own value, and those of what it nests.
    std::map<std::string, const Setting*> own;
    std::map<std::string, std::vector<Setting>> below;
    for (const Setting& setting : settings) {
      const size_t dot = setting.key.find('.');
      const std::string key = setting.key.substr(0, dot);
      const OptionInfo* option = find_option(algorithm, key);
      if (!option) unknown_option(algorithm, key, path + setting.key);
      if (dot == std::string::npos) {
        own[key] = &setting;
      } else {
        if (option->table.type != WEISS_TYPE_ALGORITHM)
          throw Error(WEISS_E_OPTION, "option \"" + key + "\" of \"" + algorithm.id +
                                          "\" is no algorithm, so it has no option \"" +
                                          setting.key.substr(dot + 1) + "\"", path + setting.key);
        below[key].push_back(setting);
        below[key].back().key = setting.key.substr(dot + 1);
      }
    }
    for (const auto& option : algorithm.options) {
      const auto it = own.find(option->key);
      const Setting* setting = it == own.end() ? nullptr : it->second;
      if (option->table.type == WEISS_TYPE_ALGORITHM)
        add_algorithm(*choice, *option, setting, below[option->key], path, chain, depth);
      else
        add_value(*choice, *option, setting, path);
    }
    return choice;
  }

 private:
  static const OptionInfo* find_option(const Algorithm& algorithm, const std::string& key) {
    for (const auto& option : algorithm.options)
      if (option->key == key) return option.get();
    return nullptr;
  }

  void add_value(weiss_choice& choice, const OptionInfo& option, const Setting* setting,
                 const std::string& path) {
    OptionValue value = setting ? check_value(option, *setting, choice.algorithm->id, path + option.key)
                                : default_value(option);
    value.table.key = option.key.c_str();
    if (option.table.type == WEISS_TYPE_STRING) {
      choice.texts.push_back(std::make_unique<std::string>(std::move(value.text)));
      value.table.s = choice.texts.back()->c_str();
    } else if (option.table.type == WEISS_TYPE_REAL_LIST) {
      choice.lists.push_back(std::make_unique<std::vector<double>>(std::move(value.list)));
      value.table.list = choice.lists.back()->data();
      value.table.count = static_cast<int32_t>(choice.lists.back()->size());
    }
    choice.values.push_back(value.table);
  }

  void add_algorithm(weiss_choice& choice, const OptionInfo& option, const Setting* setting,
                     const std::vector<Setting>& below, const std::string& path, const std::string& chain,
                     int depth) {
    weiss_value value{};
    value.key = option.key.c_str();
    value.type = WEISS_TYPE_ALGORITHM;
    const bool optional = option.table.algorithm_optional != 0;
    Spec chosen;  // the default may have settings of its own
    if (setting)
      chosen.name = algorithm_name(option, *setting, choice.algorithm->id, path + option.key);
    else
      chosen = parse_spec(option.s_default);
    const std::string& name = chosen.name;
    if ((name.empty() || name == "none") && optional) {
      if (!below.empty())
        throw Error(WEISS_E_OPTION, "option \"" + option.key + "\" of \"" + choice.algorithm->id +
                                        "\" is none, so it has no option \"" + below.front().key + "\"",
                    path + option.key + "." + below.front().key);
    } else {
      const Algorithm& nested = registry_.find(option.table.kind, name);
      chosen.settings.insert(chosen.settings.end(), below.begin(), below.end());
      choice.nested.push_back(
          build(nested, chosen.settings, path + option.key + ".", chain + " > " + nested.id, depth + 1));
      value.choice = choice.nested.back().get();
      value.s = nested.id.c_str();
    }
    choice.values.push_back(value);
  }

  Registry& registry_;
};

void append_spec(const Registry& registry, const weiss_choice& choice, const std::string& prefix,
                 std::string& text) {
  for (const weiss_value& value : choice.values) {
    const std::string key = prefix + value.key;
    text += " " + key + "=";
    if (value.type != WEISS_TYPE_ALGORITHM) {
      text += value_text(value);
    } else if (!value.choice) {
      text += "none";
    } else {
      text += registry.short_name(*value.choice->algorithm);
      append_spec(registry, *value.choice, key + ".", text);
    }
  }
}

}  // namespace

Spec parse_spec(const std::string& text) {
  Spec spec;
  size_t position = 0;
  bool first = true;
  for (std::string word = next_word(text, position); !word.empty(); word = next_word(text, position)) {
    const size_t equals = word.find('=');
    if (equals == std::string::npos && first) {
      spec.name = word;
    } else if (equals == std::string::npos || equals == 0) {
      throw Error(WEISS_E_OPTION, "\"" + word + "\" is no setting: write key=value", word);
    } else {
      Setting setting{word.substr(0, equals), {}, word.substr(equals + 1)};
      setting.value.type = WEISS_TYPE_TEXT;
      spec.settings.push_back(std::move(setting));
    }
    first = false;
  }
  return spec;
}

std::unique_ptr<weiss_choice> make_choice(Registry& registry, int32_t kind, const Spec& spec) {
  const Algorithm& algorithm = registry.find(kind, spec.name);
  return TreeBuilder(registry).build(algorithm, spec.settings, {}, algorithm.id, 1);
}

std::string spec_text(const Registry& registry, const weiss_choice& choice) {
  std::string text = registry.short_name(*choice.algorithm);
  append_spec(registry, choice, {}, text);
  return text;
}

}  // namespace weiss
