// Text on its way out, gathered into blocks.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "weiss/io.h"

namespace weiss {

class TextSink {
 public:
  TextSink() { block_.reserve(kBlock + kLongestNumber); }
  virtual ~TextSink() = default;
  TextSink(const TextSink&) = delete;
  TextSink& operator=(const TextSink&) = delete;

  TextSink& text(std::string_view text);
  TextSink& integer(int64_t number);
  TextSink& number(double number);        // the shortest text that reads back as the same double
  // From now on number() writes no exponents.
  void set_plain_decimal(bool plain) noexcept { plain_decimal_ = plain; }
  // Hands the rest on; nothing may follow.
  virtual void finish() { flush(); }

 protected:
  virtual void write(const char* text, size_t size) = 0;

 private:
  static constexpr size_t kBlock = 1 << 16;
  static constexpr size_t kLongestNumber = 400;  // 5e-324 in plain digits takes 326

  void flush();
  template <class ToChars>
  TextSink& append_number(const ToChars& to_chars);

  std::string block_;
  bool plain_decimal_ = false;
};

// To a function of the caller's; throws E_IO when it says stop.
class CallbackSink final : public TextSink {
 public:
  CallbackSink(weiss_write_fn function, void* user) : function_(function), user_(user) {}

 private:
  void write(const char* text, size_t size) override;

  const weiss_write_fn function_;
  void* const user_;
};

// To a file, which is opened by the first block, so that what is refused before leaves an old file alone.
// Throws E_IO.
class FileSink final : public TextSink {
 public:
  explicit FileSink(std::string path) : path_(std::move(path)) {}

  void finish() override;

 private:
  struct Close {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
  };
  void write(const char* text, size_t size) override;
  [[noreturn]] void fail(int code) const;

  const std::string path_;
  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace weiss
