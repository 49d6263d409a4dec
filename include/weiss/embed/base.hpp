// Errors and handles of weiss/weiss.hpp.
#ifndef WEISS_EMBED_BASE_HPP
#define WEISS_EMBED_BASE_HPP

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

#include "../base.h"

namespace weiss {
inline namespace embed {

// A call that failed: what() is the message of the weiss_error.
class Error : public std::runtime_error {
 public:
  explicit Error(const weiss_error& error)
      : std::runtime_error(error.message[0] ? error.message : weiss_status_name(error.status)),
        status_(error.status), line_(error.line), column_(error.column), origin_(error.origin) {}
  Error(weiss_status status, const std::string& message) : std::runtime_error(message), status_(status) {}

  weiss_status status() const noexcept { return status_; }        // WEISS_E_*
  std::int64_t line() const noexcept { return line_; }            // 1-based line of the input, or 0
  std::int64_t column() const noexcept { return column_; }        // 1-based column, or 0
  const std::string& origin() const noexcept { return origin_; }  // file, algorithm or option

 private:
  weiss_status status_;
  std::int64_t line_ = 0;
  std::int64_t column_ = 0;
  std::string origin_;
};

namespace detail {

// Runs call(weiss_error*) and throws what it reports.
template <class Call>
void check(const Call& call) {
  weiss_error error = WEISS_ERROR_INIT;
  if (const weiss_status status = call(&error); status < 0) {
    error.status = status;
    throw Error(error);
  }
}

inline void require(bool holds, const char* rule) {
  if (!holds) throw Error(WEISS_E_ARGUMENT, rule);
}

template <class T, void (*Destroy)(T*) WEISS_NOEXCEPT>
struct Destroyer {
  void operator()(T* handle) const noexcept { Destroy(handle); }
};
template <class T, void (*Destroy)(T*) WEISS_NOEXCEPT>
using Handle = std::unique_ptr<T, Destroyer<T, Destroy>>;

// A weiss_write_fn; user is a std::string.
inline std::int32_t append_text(void* user, const char* piece, std::size_t size) noexcept {
  try {
    static_cast<std::string*>(user)->append(piece, size);
    return 0;
  } catch (...) {
    return 1;
  }
}

// A growable struct of the interface, all defaults.
template <class Struct>
Struct make() noexcept {
  Struct value = {};
  value.struct_size = sizeof value;
  return value;
}

}  // namespace detail
}  // namespace embed
}  // namespace weiss

#endif  // WEISS_EMBED_BASE_HPP
