// Runs a fuzz target on stored inputs, where there is no libFuzzer: the arguments that are left when the
// target has taken its own are files, or folders of files.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "fuzz.hpp"

namespace {

std::vector<std::filesystem::path> files_of(const std::filesystem::path& place) {
  if (!std::filesystem::is_directory(place)) return {place};
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(place)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

void replay(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "cannot open %s\n", path.c_str());
    std::exit(2);
  }
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  // Of its very size, so that a sanitizer sees a byte that is read beyond it.
  const std::vector<uint8_t> bytes(text.begin(), text.end());
  std::printf("%s\n", path.filename().c_str());
  std::fflush(stdout);  // the last name is that of the input that ended the process
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
  LLVMFuzzerInitialize(&argc, &argv);
  int count = 0;
  for (int k = 1; k < argc; ++k)
    for (const auto& path : files_of(argv[k])) {
      replay(path);
      ++count;
    }
  if (count == 0) std::fprintf(stderr, "no inputs\n");
  return count == 0 ? 2 : 0;
}
