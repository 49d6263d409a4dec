#include "base/system_message.hpp"

#include <cerrno>

namespace weiss {

std::string system_message(int code) {
  switch (code) {
    case ENOENT: return "there is no such file or folder";
    case ELOOP: return "the symbolic links go in a circle";
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
