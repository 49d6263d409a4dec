// weiss formats: what can be read and written, and how such a file looks.
#include <cstdio>

#include "commands.hpp"
#include "library.hpp"
#include "text.hpp"

namespace cli {

namespace {

std::vector<weiss_format_info> all_formats() {
  std::vector<weiss_format_info> formats;
  weiss_error error = WEISS_ERROR_INIT;
  for (int64_t index = 0; index < weiss_num_formats(); ++index) {
    formats.push_back(defaults<weiss_format_info>());
    require(weiss_format_get_info(index, &formats.back(), &error), error, kFailed);
  }
  return formats;
}

int print_table() {
  std::printf("%-14s %-23s %-11s %s\n", "format", "extensions", "", "content");
  for (const weiss_format_info& format : all_formats())
    std::printf("%-14s %-23s %-11s %s\n", format.name, format.extensions,
                format.can_write ? "read, write" : "read", format.summary);
  std::printf("\nweiss formats NAME shows the layout of a file.\n");
  return kSolved;
}

int print_format(const std::string& name) {
  std::vector<std::string> names;
  for (const weiss_format_info& format : all_formats()) {
    if (name == format.name) {
      const std::string extensions = *format.extensions ? " (" + std::string(format.extensions) + ")" : "";
      std::printf("%s%s: %s\n\n%s\n", format.name, extensions.c_str(), format.summary, format.help);
      return kSolved;
    }
    names.push_back(format.name);
  }
  throw Failure(kUsage, "unknown format \"" + name + "\"" + suggestion(name, names));
}

int formats(const Arguments& arguments) {
  return arguments.positional().empty() ? print_table() : print_format(arguments.positional().front());
}

}  // namespace

const Command& formats_command() {
  static const Command command = {
      "formats", "[NAME]", "lists the file formats, or shows the layout of one", 0, 1, {}, "", formats};
  return command;
}

}  // namespace cli
