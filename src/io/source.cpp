#include "io/source.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/error.hpp"
#include "base/system_message.hpp"

namespace weiss {

size_t MemorySource::read(char* buffer, size_t size) {
  const size_t count = std::min(size, rest_.size());
  if (count > 0) std::memcpy(buffer, rest_.data(), count);
  rest_.remove_prefix(count);
  return count;
}

FileSource::FileSource(const std::string& path) : Source(path), file_(std::fopen(path.c_str(), "rb")) {
  if (!file_) {
    const int code = errno;
    const bool missing = code == ENOENT || code == ENOTDIR;
    throw Error(missing ? WEISS_E_NOT_FOUND : WEISS_E_IO,
                "cannot open \"" + path + "\": " + system_message(code), short_path(name()));
  }
  std::setvbuf(file_.get(), nullptr, _IONBF, 0);  // the reader asks for large blocks
  std::error_code failed;
  const std::uintmax_t bytes = std::filesystem::file_size(path, failed);
  // Files that the system makes up as they are read say 0.
  if (!failed && bytes > 0) size_ = static_cast<int64_t>(bytes);
}

size_t FileSource::read(char* buffer, size_t size) {
  errno = 0;
  const size_t count = std::fread(buffer, 1, size, file_.get());
  if (count == 0 && std::ferror(file_.get()))
    throw Error(WEISS_E_IO, "cannot read \"" + name() + "\": " + system_message(errno), short_path(name()));
  return count;
}

std::string short_path(const std::string& path) {
  constexpr size_t kRoom = sizeof(weiss_error::origin) - 1;
  if (path.size() <= kRoom) return path;
  size_t start = path.size() - (kRoom - 3);
  while (start < path.size() && (static_cast<unsigned char>(path[start]) & 0xC0u) == 0x80u) ++start;
  return "..." + path.substr(start);
}

}  // namespace weiss
