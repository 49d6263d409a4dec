#include "option_table.hpp"

#include <algorithm>
#include <cmath>

#include "text.hpp"

namespace cli {

namespace {

const char* type_name(const weiss_option_info& option) {
  switch (option.type) {
    case WEISS_TYPE_BOOL: return "bool";
    case WEISS_TYPE_INT: return "int";
    case WEISS_TYPE_REAL: return "real";
    case WEISS_TYPE_STRING: return option.flags & WEISS_OPTION_PATH ? "path" : "string";
    case WEISS_TYPE_ALGORITHM: return kind_name(option.kind);
    case WEISS_TYPE_REAL_LIST: return "reals";
    default: return "?";
  }
}

std::string default_text(const weiss_option_info& option) {
  switch (option.type) {
    case WEISS_TYPE_BOOL: return option.i_default ? "true" : "false";
    case WEISS_TYPE_INT: return std::to_string(option.i_default);
    case WEISS_TYPE_REAL: return format_number(option.f_default);
    case WEISS_TYPE_ALGORITHM:
      return option.s_default ? option.s_default : option.algorithm_optional ? "none" : "the default";
    case WEISS_TYPE_REAL_LIST: {
      std::vector<std::string> numbers;
      for (int32_t k = 0; k < option.list_default_count; ++k)
        numbers.push_back(format_number(option.list_default[k]));
      return numbers.empty() ? "-" : join(numbers, ",");
    }
    default: return option.s_default && *option.s_default ? option.s_default : "-";
  }
}

template <class Number, class Format>
std::string range(Number low, bool has_low, Number high, bool has_high, Format format) {
  if (!has_low && !has_high) return "";
  if (!has_low) return "at most " + format(high);
  if (!has_high) return "at least " + format(low);
  return format(low) + ".." + format(high);
}

std::string range_text(const weiss_option_info& option) {
  switch (option.type) {
    case WEISS_TYPE_INT:
      return range(option.i_min, option.i_min != INT64_MIN, option.i_max, option.i_max != INT64_MAX,
                   [](int64_t value) { return std::to_string(value); });
    case WEISS_TYPE_REAL:
    case WEISS_TYPE_REAL_LIST:
      return range(option.f_min, option.f_min > -1e300, option.f_max, option.f_max < 1e300, format_number);
    case WEISS_TYPE_STRING: return option.choices ? join(split(option.choices, '|'), ", ") : "";
    case WEISS_TYPE_ALGORITHM: return option.algorithm_optional ? "or none" : "";
    default: return "";
  }
}

std::string markdown_cell(const std::string& text) {
  std::string cell;
  for (const char c : text) cell += c == '|' ? std::string("\\|") : std::string(1, c);
  return cell;
}

}  // namespace

std::string aligned(const std::vector<std::vector<std::string>>& rows) {
  std::vector<size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (size_t k = 0; k < row.size(); ++k) widths[k] = std::max(widths[k], row[k].size());
  }
  std::string text;
  for (const auto& row : rows) {
    for (size_t k = 0; k < row.size(); ++k) {
      std::string cell = row[k];
      if (k + 1 < row.size()) cell.resize(widths[k] + 2, ' ');
      text += cell;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  }
  return text;
}

std::string wrapped(const std::string& words, size_t indent, size_t width) {
  std::string text, line(indent, ' ');
  for (const std::string& word : split(words, ' ')) {
    if (line.size() > indent && line.size() + 1 + word.size() > width) {
      text += line + "\n";
      line.assign(indent, ' ');
    }
    if (line.size() > indent) line += ' ';
    line += word;
  }
  return text + line + "\n";
}

std::vector<std::string> option_row(const weiss_option_info& option) {
  return {option.key, type_name(option), default_text(option), range_text(option)};
}

std::string option_table(const weiss_algorithm_info& info) {
  if (info.num_options == 0) return "It has no options.\n";
  std::vector<std::vector<std::string>> rows = {{"option", "type", "default", "range"}};
  for (uint32_t k = 0; k < info.num_options; ++k) rows.push_back(option_row(*info.options[k]));
  const std::vector<std::string> lines = split(aligned(rows), '\n');
  std::string text = lines[0] + "\n";
  for (uint32_t k = 0; k < info.num_options; ++k)
    text += lines[k + 1] + "\n" + wrapped(info.options[k]->help, 4, 96);
  return text;
}

std::string option_table_markdown(const weiss_algorithm_info& info) {
  if (info.num_options == 0) return "It has no options.\n";
  std::string text = "| option | type | default | range | meaning |\n|---|---|---|---|---|\n";
  for (uint32_t k = 0; k < info.num_options; ++k) {
    const weiss_option_info& option = *info.options[k];
    text += std::string("| `") + option.key + "` | " + type_name(option) + " | " +
            markdown_cell(default_text(option)) + " | " + markdown_cell(range_text(option)) + " | " +
            markdown_cell(option.help) + " |\n";
  }
  return text;
}

}  // namespace cli
