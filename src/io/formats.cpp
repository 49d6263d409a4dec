#include "io/formats.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace weiss {

namespace {

constexpr const Format* kFormats[] = {
    &kMaxcutFormat,    &kDimacsFormat,    &kMtxGraphFormat,     &kQbsolvFormat,
    &kQuboMaxFormat,   &kBiqmacFormat,    &kBiqmacMatrixFormat, &kMqlibQuboFormat,
    &kOrLibraryFormat, &kMtxQuboFormat,   &kDimodCooFormat,     &kQubistFormat,
    &kBqpjsonFormat,   &kDimodBqmFormat,
};

std::string format_names() {
  std::string names;
  for (const Format* format : kFormats) names += (names.empty() ? "" : ", ") + std::string(format->name);
  return names;
}

// Every format with the extensions that stand for it, if there are any.
std::string candidates() {
  std::string text;
  for (const Format* format : kFormats) {
    text += (text.empty() ? "" : ", ") + std::string(format->name);
    if (*format->extensions) text += " (" + std::string(format->extensions) + ")";
  }
  return text;
}

const Format& format_named(const char* name) {
  for (const Format* format : kFormats)
    if (std::string_view(name) == format->name) return *format;
  throw Error(WEISS_E_ARGUMENT,
              "no format is named \"" + std::string(name) + "\"; there are " + format_names());
}

// ".mc" of "graphs/G1.MC"; empty when there is none.
std::string extension_of(const std::string& path) {
  const size_t dot = path.find_last_of("./");
  if (dot == std::string::npos || path[dot] == '/') return {};
  std::string extension = path.substr(dot);
  for (char& c : extension)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return extension;
}

bool has_extension(const Format& format, const std::string& extension) {
  if (extension.empty()) return false;
  const std::string list = std::string(format.extensions) + " ";
  return list.find(extension + " ") != std::string::npos;
}

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

std::string name_one_of(const Format& a, const Format& b) {
  return std::string(" does not tell what the file means; name the format (--format, or the option ") +
         "\"format\"): " + a.name + " or " + b.name;
}

// The format whose content says what it is; null when there is none. Throws when there are several.
const Format* recognised(const Cursor& cursor) {
  const Format* found = nullptr;
  for (const Format* format : kFormats) {
    if (!format->recognises || !format->recognises(cursor.head())) continue;
    if (found)
      throw Error(WEISS_E_FORMAT, format->mark + name_one_of(*found, *format), cursor.origin());
    found = format;
  }
  return found;
}

void refuse_binary(const Cursor& cursor) {
  const std::string_view head = cursor.head();
  const auto refuse = [&](const char* message) {
    throw Error(WEISS_E_FORMAT, message, cursor.origin());
  };
  for (const std::string_view magic : {"\x1F\x8B", "BZh", "\xFD" "7zXZ", "\x28\xB5\x2F\xFD"})
    if (starts_with(head, magic)) refuse("compressed input is not supported; decompress the file first");
  if (starts_with(head, "\xFF\xFE") || starts_with(head, "\xFE\xFF"))
    refuse("UTF-16 text is not supported; save the file as UTF-8");
}

}  // namespace

int64_t num_formats() noexcept { return static_cast<int64_t>(std::size(kFormats)); }

const Format& format_at(int64_t index) noexcept { return *kFormats[index]; }

FormatChoice choose_reader(const char* named, const Cursor& cursor) {
  refuse_binary(cursor);
  if (named) return {&format_named(named), "as named"};
  if (const Format* format = recognised(cursor))
    return {format, std::string("by content: ") + format->mark};
  // A file that should say what it is and does not is none of that format.
  const std::string extension = extension_of(cursor.source().name());
  for (const Format* format : kFormats)
    if (!format->recognises && has_extension(*format, extension))
      return {format, "by extension " + extension};
  if (cursor.head().find('\0') != std::string_view::npos)
    throw Error(WEISS_E_FORMAT, "this is binary data, not text", cursor.origin());
  throw Error(WEISS_E_FORMAT,
              "neither content nor name tells the format; name it (--format, or the read option \"format\"), "
              "or use an extension: " + candidates(),
              cursor.origin());
}

const Format& choose_writer(const char* named, const std::string& path, int32_t sense) {
  if (named) return named_writer(named);
  const std::string extension = extension_of(path);
  const Format* choice = nullptr;
  for (const Format* format : kFormats) {
    if (!format->write || !has_extension(*format, extension)) continue;
    // What could not be told apart when it is read must be named.
    if (choice && choice->recognises && choice->recognises == format->recognises)
      throw Error(WEISS_E_ARGUMENT, "the extension " + extension + name_one_of(*choice, *format));
    if (!choice || (choice->sense != sense && format->sense == sense)) choice = format;
  }
  if (choice) return *choice;
  throw Error(WEISS_E_ARGUMENT, "the extension of \"" + path + "\" names no format that can be written; " +
                                    "name the format, or use an extension: " + candidates());
}

const Format& named_writer(const char* named) {
  const Format& format = format_named(named);
  if (!format.write)
    throw Error(WEISS_E_UNSUPPORTED, std::string("the format ") + format.name + " is only read");
  return format;
}

}  // namespace weiss
