#include "guard.hpp"

#include <algorithm>
#include <cstring>

namespace weiss {

namespace {

// Copies text into a field of size bytes, cut before a UTF-8 sequence that would not fit.
void copy_text(char* field, size_t size, const std::string& text) noexcept {
  size_t length = std::min(text.size(), size - 1);
  if (length < text.size())
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0u) == 0x80u) --length;
  std::memcpy(field, text.data(), length);
  field[length] = '\0';
}

uint32_t struct_size_of(const void* ptr) noexcept {
  uint32_t size = 0;
  std::memcpy(&size, ptr, sizeof size);
  return size;
}

constexpr uint32_t kLargestStruct = 4096;  // beyond it struct_size is garbage

[[noreturn]] void bad_size(const char* name, uint32_t size) {
  throw Error(WEISS_E_ARGUMENT, std::string(name) + ": struct_size is " + std::to_string(size) +
                                    "; set it to sizeof the struct");
}

}  // namespace

void write_error(weiss_error* error, weiss_status status, const std::string& message,
                 const std::string& origin, int64_t line, int64_t column) noexcept {
  if (!error) return;
  weiss_error full;
  std::memset(&full, 0, sizeof full);
  full.struct_size = error->struct_size;
  full.status = status;
  full.line = line;
  full.column = column;
  copy_text(full.origin, sizeof full.origin, origin);
  copy_text(full.message, sizeof full.message, message);
  // A shorter struct (of an older header) gets what it has room for, its text still terminated.
  const size_t size = std::min<size_t>(error->struct_size, sizeof full);
  if (size < offsetof(weiss_error, line)) return;
  std::memcpy(error, &full, size);
  if (size > offsetof(weiss_error, message) && size < sizeof full)
    reinterpret_cast<char*>(error)[size - 1] = '\0';
}

void clear_error(weiss_error* error) noexcept {
  if (!error) return;
  if (error->struct_size < sizeof *error) return write_error(error, WEISS_OK, {});
  error->status = WEISS_OK;
  error->line = error->column = 0;
  error->origin[0] = error->message[0] = '\0';
}

void copy_out(void* target, const void* source, size_t source_size, const char* name) {
  require_not_null(target, name);
  const uint32_t size = struct_size_of(target);
  if (size < 8 || size > kLargestStruct) bad_size(name, size);
  std::memcpy(target, source, std::min<size_t>(size, source_size));
  std::memcpy(target, &size, sizeof size);
}

void copy_in(void* target, size_t known_size, const void* source, const char* name) {
  std::memset(target, 0, known_size);
  if (source) {
    const uint32_t size = struct_size_of(source);
    if (size < 8 || size > kLargestStruct) bad_size(name, size);
    std::memcpy(target, source, std::min<size_t>(size, known_size));
  }
  const auto own = static_cast<uint32_t>(known_size);
  std::memcpy(target, &own, sizeof own);
}

void require_not_null(const void* ptr, const char* name) {
  if (!ptr) throw Error(WEISS_E_ARGUMENT, std::string(name) + " is NULL");
}

}  // namespace weiss
