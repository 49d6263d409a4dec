#include "io/text_sink.hpp"

#include <cerrno>
#include <charconv>

#include "base/error.hpp"
#include "base/system_message.hpp"
#include "io/source.hpp"

namespace weiss {

TextSink& TextSink::text(std::string_view text) {
  block_ += text;
  if (block_.size() >= kBlock) flush();
  return *this;
}

template <class ToChars>
TextSink& TextSink::append_number(const ToChars& to_chars) {
  char digits[kLongestNumber];
  const std::to_chars_result result = to_chars(digits, digits + kLongestNumber);
  return text({digits, static_cast<size_t>(result.ptr - digits)});
}

TextSink& TextSink::integer(int64_t number) {
  return append_number([=](char* begin, char* end) { return std::to_chars(begin, end, number); });
}

TextSink& TextSink::number(double number) {
  return append_number([=](char* begin, char* end) {
    if (plain_decimal_) return std::to_chars(begin, end, number, std::chars_format::fixed);
    return std::to_chars(begin, end, number);
  });
}

void TextSink::flush() {
  if (!block_.empty()) write(block_.data(), block_.size());
  block_.clear();
}

void CallbackSink::write(const char* text, size_t size) {
  if (const int32_t answer = function_(user_, text, size))
    throw Error(WEISS_E_IO, "the write function stopped with " + std::to_string(answer));
}

void FileSink::write(const char* text, size_t size) {
  if (!file_) {
    file_.reset(std::fopen(path_.c_str(), "wb"));
    if (!file_) fail(errno);
    std::setvbuf(file_.get(), nullptr, _IONBF, 0);  // the blocks are large enough
  }
  errno = 0;
  if (std::fwrite(text, 1, size, file_.get()) != size) fail(errno);
}

void FileSink::finish() {
  TextSink::finish();
  // Some file systems report a full disk no earlier than this.
  if (file_ && std::fclose(file_.release()) != 0) fail(errno);
}

void FileSink::fail(int code) const {
  throw Error(WEISS_E_IO, "cannot write \"" + path_ + "\": " + system_message(code), short_path(path_));
}

}  // namespace weiss
