// Binary files: their sections, and little-endian numbers in them on any machine.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "io/text_sink.hpp"

namespace weiss {

inline uint64_t load_bytes(const char* bytes, int64_t size) noexcept {
  uint64_t bits = 0;
  for (int64_t k = 0; k < size; ++k) bits |= uint64_t{static_cast<unsigned char>(bytes[k])} << (8 * k);
  return bits;
}

inline void store_bytes(TextSink& sink, uint64_t bits, int64_t size) {
  char bytes[sizeof bits];
  for (int64_t k = 0; k < size; ++k) bytes[k] = static_cast<char>(bits >> (8 * k) & 0xFF);
  sink.text({bytes, static_cast<size_t>(size)});
}

inline void store_double(TextSink& sink, double value) {
  uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  store_bytes(sink, bits, sizeof bits);
}

// A type of numbers in a file: a float of 4 or 8 bytes, or an integer of 1, 2, 4 or 8.
struct ByteType {
  int64_t size = 0;
  bool is_signed = true;

  double real(const char* bytes) const noexcept {
    const uint64_t bits = load_bytes(bytes, size);
    if (size == sizeof(double)) return real_of<double>(bits);
    return static_cast<double>(real_of<float>(static_cast<uint32_t>(bits)));
  }

  // What is beyond int64 is negative.
  int64_t integer(const char* bytes) const noexcept {
    const uint64_t bits = load_bytes(bytes, size);
    const uint64_t sign = uint64_t{1} << (8 * size - 1);
    return static_cast<int64_t>(is_signed ? (bits ^ sign) - sign : bits);
  }

 private:
  template <class Real, class Bits>
  static Real real_of(Bits bits) noexcept {
    static_assert(sizeof(Real) == sizeof(Bits));
    Real value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }
};

// Takes a file apart from its start to its end.
class ByteSections {
 public:
  ByteSections(std::string_view all, std::string origin) : rest_(all), origin_(std::move(origin)) {}

  int64_t left() const noexcept { return static_cast<int64_t>(rest_.size()); }
  const std::string& origin() const noexcept { return origin_; }

  // The next count things of size bytes each; what names them in messages.
  std::string_view take(int64_t count, int64_t size, const std::string& what) {
    if (count > left() / size)
      fail(what + ": " + std::to_string(count) + " of " + std::to_string(size) +
           " bytes do not fit into the " + std::to_string(left()) + " bytes that are left");
    const std::string_view taken = rest_.substr(0, static_cast<size_t>(count * size));
    rest_.remove_prefix(taken.size());
    return taken;
  }

  [[noreturn]] void fail(const std::string& message) const { throw Error(WEISS_E_FORMAT, message, origin_); }

 private:
  std::string_view rest_;
  const std::string origin_;
};

}  // namespace weiss
