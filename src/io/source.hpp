// Where the bytes of an input come from: a file, or memory of the caller.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace weiss {

class Source {
 public:
  explicit Source(std::string name) : name_(std::move(name)) {}
  virtual ~Source() = default;

  // Copies up to size bytes; 0 only at the end. Throws E_IO.
  virtual size_t read(char* buffer, size_t size) = 0;
  // All bytes that there are, when that is known beforehand (not for a pipe); else -1.
  virtual int64_t size() const noexcept = 0;

  const std::string& name() const noexcept { return name_; }

 private:
  const std::string name_;
};

class MemorySource final : public Source {
 public:
  MemorySource(std::string_view text, std::string name)
      : Source(std::move(name)), size_(static_cast<int64_t>(text.size())), rest_(text) {}

  size_t read(char* buffer, size_t size) override;
  int64_t size() const noexcept override { return size_; }

 private:
  const int64_t size_;
  std::string_view rest_;
};

class FileSource final : public Source {
 public:
  explicit FileSource(const std::string& path);  // throws E_NOT_FOUND or E_IO

  size_t read(char* buffer, size_t size) override;
  int64_t size() const noexcept override { return size_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file_;
  int64_t size_ = -1;
};

// A path as the origin of an error, which has little room: a long one keeps its end.
std::string short_path(const std::string& path);

}  // namespace weiss
