// The one exception type of the core: a status with a text for the user. The C layer (capi/guard.hpp)
// turns it into a weiss_error.
#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <utility>

#include "weiss/base.h"

namespace weiss {

class Error : public std::exception {
 public:
  Error(weiss_status status, std::string message, std::string origin = {}, int64_t line = 0,
        int64_t column = 0)
      : status_(status), line_(line), column_(column), message_(std::move(message)),
        origin_(std::move(origin)) {}

  const char* what() const noexcept override { return message_.c_str(); }
  weiss_status status() const noexcept { return status_; }
  const std::string& message() const noexcept { return message_; }
  const std::string& origin() const noexcept { return origin_; }  // file, algorithm or option
  int64_t line() const noexcept { return line_; }
  int64_t column() const noexcept { return column_; }

 private:
  weiss_status status_;
  int64_t line_;
  int64_t column_;
  std::string message_;
  std::string origin_;
};

}  // namespace weiss
