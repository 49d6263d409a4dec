// Every exported function runs its body through guarded(): exceptions of the core become statuses, and the
// text goes into the caller's weiss_error.
#pragma once

#include <exception>
#include <new>
#include <string>

#include "base/error.hpp"
#include "weiss/base.h"

namespace weiss {

// Writes into error what its struct_size has room for; text is cut at a UTF-8 boundary. NULL is allowed.
void write_error(weiss_error* error, weiss_status status, const std::string& message,
                 const std::string& origin = {}, int64_t line = 0, int64_t column = 0) noexcept;
// Empties error for a call that works.
void clear_error(weiss_error* error) noexcept;

// Copies what fits of a library-side struct into a caller's struct that begins with struct_size; throws
// E_ARGUMENT when the caller did not set it.
void copy_out(void* target, const void* source, size_t source_size, const char* name);
// Copies a caller's struct into a zeroed library-side one; NULL gives all zeros. Throws E_ARGUMENT when
// struct_size was not set. known_size is sizeof of the library's struct.
void copy_in(void* target, size_t known_size, const void* source, const char* name);

// Throws E_ARGUMENT "<function>: <name> is NULL" when ptr is null.
void require_not_null(const void* ptr, const char* name);

template <class Body>
weiss_status guarded(weiss_error* error, Body&& body) noexcept {
  clear_error(error);
  try {
    body();
    return WEISS_OK;
  } catch (const Error& e) {
    write_error(error, e.status(), e.message(), e.origin(), e.line(), e.column());
    return e.status();
  } catch (const std::bad_alloc&) {
    write_error(error, WEISS_E_NOMEM, "the allocator has no more memory");
    return WEISS_E_NOMEM;
  } catch (const std::exception& e) {
    write_error(error, WEISS_E_INTERNAL, e.what());
    return WEISS_E_INTERNAL;
  } catch (...) {
    write_error(error, WEISS_E_INTERNAL, "an unknown exception");
    return WEISS_E_INTERNAL;
  }
}

}  // namespace weiss
