#include "io/source.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/error.hpp"

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

std::string system_message(int code) {
  switch (code) {
    case ENOENT: return "there is no such file or folder";
    case ENOTDIR: return "a part of the path is not a folder";
    case EISDIR: return "it is a folder";
    case EACCES:
    case EPERM: return "no permission";
    case EROFS: return "the file system is read-only";
    case ENOSPC: return "no space is left on the device";
    case EFBIG: return "the file would become too large";
    case EMFILE:
    case ENFILE: return "too many files are open";
    case ENAMETOOLONG: return "the name is too long";
    case EIO: return "the device reports an error";
    default: return "system error " + std::to_string(code);
  }
}

}  // namespace weiss
