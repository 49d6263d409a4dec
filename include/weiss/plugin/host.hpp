// weiss/plugin/host.hpp - failures, the services of the host and its memory. A part of plugin.hpp.
#ifndef WEISS_PLUGIN_HOST_HPP
#define WEISS_PLUGIN_HOST_HPP

#include <cstdint>
#include <exception>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "../plugin.h"

namespace weiss {
namespace plugin {

// Ends a call with a status and a text: what is wrong, where, and what to do.
class Failure : public std::exception {
 public:
  Failure(weiss_status status, std::string text) : status_(status), text_(std::move(text)) {}
  weiss_status status() const noexcept { return status_; }
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  weiss_status status_;
  std::string text_;
};

// All defaults of a growable struct.
template <class T>
constexpr T sized() noexcept {
  T value{};
  value.struct_size = sizeof(T);
  return value;
}

// Calls a function of the interface that takes a weiss_error last; a failure becomes a Failure.
template <class Function, class... Arguments>
void call(Function function, Arguments... arguments) {
  weiss_error error = sized<weiss_error>();
  const weiss_status status = function(arguments..., &error);
  if (status < 0) throw Failure(status, error.message);
}

// The same for a function that makes something whole or not at all: to be stopped is a Failure, too, of the status
// WEISS_STOPPED. Where nobody catches it the run ends with that.
template <class Function, class... Arguments>
void call_whole(Function function, Arguments... arguments) {
  weiss_error error = sized<weiss_error>();
  const weiss_status status = function(arguments..., &error);
  if (status != WEISS_OK) throw Failure(status, error.message);
}

class Host {
 public:
  explicit Host(const weiss_host* table) noexcept : table_(table) {}
  const weiss_host* table() const noexcept { return table_; }

  void log(int32_t level, const std::string& text) const noexcept {
    table_->log(table_, level, text.c_str());
  }

  // Table of an extension; E_UNSUPPORTED when the host lacks it. The headers ext/*.hpp wrap those of Weiss.
  template <class Table>
  const Table& extension(const char* id) const {
    const auto* table = static_cast<const Table*>(table_->get_extension(table_, id));
    if (!table || table->struct_size < sizeof(Table))
      throw Failure(WEISS_E_UNSUPPORTED, std::string("the host has no extension \"") + id +
                                             "\" as this plugin needs it; use a newer version of Weiss");
    return *table;
  }

 private:
  const weiss_host* table_;
};

// Memory that counts against the limit of the context: Array<double> fields(n, 0.0, host).
template <class T>
class Allocator {
 public:
  using value_type = T;
  Allocator(const Host& host) noexcept : table_(host.table()) {}  // NOLINT: a host converts
  template <class U>
  Allocator(const Allocator<U>& other) noexcept : table_(other.table()) {}  // NOLINT: rebinding converts

  T* allocate(size_t count) {
    if (count > PTRDIFF_MAX / sizeof(T)) throw std::bad_alloc();
    void* memory = table_->alloc(table_, count * sizeof(T), alignof(T));
    if (!memory) throw std::bad_alloc();
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, size_t count) noexcept {
    table_->free(table_, memory, count * sizeof(T), alignof(T));
  }
  const weiss_host* table() const noexcept { return table_; }

 private:
  const weiss_host* table_;
};
template <class T, class U>
bool operator==(const Allocator<T>& a, const Allocator<U>& b) noexcept { return a.table() == b.table(); }
template <class T, class U>
bool operator!=(const Allocator<T>& a, const Allocator<U>& b) noexcept { return a.table() != b.table(); }

template <class T>
using Array = std::vector<T, Allocator<T>>;

}  // namespace plugin
}  // namespace weiss

#endif  // WEISS_PLUGIN_HOST_HPP
