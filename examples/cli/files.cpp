#include "files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "text.hpp"

namespace cli {

namespace {

constexpr char kStandardInput[] = "standard input";

std::string read_all(std::FILE* file, const std::string& name) {
  std::string text;
  std::vector<char> block(1 << 20);
  while (const size_t got = std::fread(block.data(), 1, block.size(), file)) text.append(block.data(), got);
  if (std::ferror(file)) throw Failure(kUnreadable, name + ": " + std::strerror(errno));
  return text;
}

std::string read_standard_input() { return read_all(stdin, kStandardInput); }

int32_t write_to_stdout(void*, const char* text, size_t size) noexcept {
  return std::fwrite(text, 1, size, stdout) == size ? 0 : 1;
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (int64_t index = 0; index < weiss_num_formats(); ++index) {
    auto format = defaults<weiss_format_info>();
    if (weiss_format_get_info(index, &format, nullptr) == WEISS_OK) names.push_back(format.name);
  }
  return names;
}

// The library's origin of an error is cut to its field; the path here is whole.
void require_readable(weiss_status status, const weiss_error& error, const std::string& path) {
  if (status < WEISS_OK) throw Failure(kUnreadable, place(path, error) + ": " + error.message);
}

}  // namespace

std::vector<Option> with_reading_options(std::vector<Option> own, const char* format_option) {
  std::vector<Option> options = {
      {format_option, "F", "format of the file (weiss formats); default: by its content, or its extension"},
      {"--sense", "min|max", "of the value; default: as the format says"},
      {"--problem", "N", "which problem of a file of several, from 1"},
      {"--duplicates", "RULE", "a pair that comes twice: sum, last, error; default: sum"},
      {"--lenient", nullptr, "take a wrong number of lines, and indices such as 1.0, as they are"},
  };
  options.insert(options.end(), own.begin(), own.end());
  return options;
}

std::vector<std::string> reading_settings() { return {"--format", "--sense", "--problem", "--duplicates"}; }
std::vector<std::string> reading_flags() { return {"--lenient"}; }

void require_format(const std::string& format) {
  const std::vector<std::string> names = format_names();
  for (const std::string& name : names)
    if (name == format) return;
  throw Failure(kUsage, "unknown format \"" + format + "\"" + suggestion(format, names) +
                            " (weiss formats lists them)");
}

Problem read_problem(weiss_context* context, const std::string& path, const Arguments& arguments,
                     const char* format_option) {
  auto options = defaults<weiss_read_options>();
  const auto format = arguments.text(format_option);
  if (format) {
    require_format(*format);
    options.format = format->c_str();
  }
  if (const auto sense = arguments.choice("--sense", {"min", "max"}))
    options.sense = *sense == 0 ? WEISS_SENSE_MIN : WEISS_SENSE_MAX;
  options.problem_number = arguments.integer("--problem", 1, INT64_MAX).value_or(0);
  const auto duplicates = arguments.choice("--duplicates", {"sum", "last", "error"});
  options.duplicates = static_cast<int32_t>(duplicates.value_or(WEISS_DUPLICATES_SUM));
  options.lenient = arguments.has("--lenient") ? 1 : 0;

  weiss_error error = WEISS_ERROR_INIT;
  weiss_problem* problem = nullptr;
  if (path == "-") {
    const std::string text = read_standard_input();
    const weiss_status status = weiss_problem_read_memory(context, text.data(), text.size(), nullptr,
                                                          &options, &problem, &error);
    require_readable(status, error, kStandardInput);
  } else {
    const weiss_status status = weiss_problem_read_file(context, path.c_str(), &options, &problem, &error);
    require_readable(status, error, path);
  }
  return Problem(problem);
}

std::vector<int8_t> read_solution(const std::string& path, int64_t num_spins) {
  std::vector<int8_t> spins(static_cast<size_t>(num_spins) + 1);  // never without an address
  weiss_error error = WEISS_ERROR_INIT;
  if (path == "-") {
    const std::string text = read_standard_input();
    const weiss_status status = weiss_solution_read_memory(text.data(), text.size(), kStandardInput,
                                                           num_spins, spins.data(), &error);
    require_readable(status, error, kStandardInput);
  } else {
    const weiss_status status = weiss_solution_read_file(path.c_str(), num_spins, spins.data(), &error);
    require_readable(status, error, path);
  }
  spins.pop_back();
  return spins;
}

void require_writable(const std::string& path) {
  if (path == "-") return;
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
  struct stat facts {};
  const bool exists = stat(path.c_str(), &facts) == 0;
  if (exists && S_ISDIR(facts.st_mode)) throw Failure(kUsage, path + ": is a folder, a file is needed");
  if (access(exists ? path.c_str() : folder.c_str(), W_OK) != 0)
    throw Failure(kUsage, path + ": cannot be written: " + std::strerror(errno));
}

void prepare_folder(const std::string& folder) {
  const bool there = mkdir(folder.c_str(), 0777) == 0 || errno == EEXIST;
  if (!there || access((folder + "/.").c_str(), W_OK) != 0)
    throw Failure(kUsage, folder + ": is no folder that files can be written into: " + std::strerror(errno));
}

void require_one_standard_output(const Arguments& arguments, const std::vector<std::string>& options) {
  std::string taken;
  for (const std::string& option : options) {
    if (arguments.text(option) != "-") continue;
    if (!taken.empty())
      throw Failure(kUsage, taken + " and " + option + " cannot both go to the standard output");
    taken = option;
  }
}

void write_problem(const weiss_problem* problem, const std::string& path,
                   const weiss_write_options& options) {
  weiss_error error = WEISS_ERROR_INIT;
  const weiss_status status =
      path == "-" ? weiss_problem_write(problem, &options, write_to_stdout, nullptr, &error)
                  : weiss_problem_write_file(problem, path.c_str(), &options, &error);
  require(status, error, kUsage);
}

void write_solution(const std::string& path, int64_t num_spins, const int8_t* spins) {
  if (path == "-") {
    std::string bits;
    for (int64_t i = 0; i < num_spins; ++i) bits += spins[i] < 0 ? '1' : '0';
    write_text(path, bits + "\n");
    return;
  }
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_solution_write_file(path.c_str(), num_spins, spins, &error), error, kUsage);
}

void write_text(const std::string& path, const std::string& text) {
  std::FILE* const file = path == "-" ? stdout : std::fopen(path.c_str(), "wb");
  bool good = file && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (file) good = (path == "-" ? std::fflush(file) : std::fclose(file)) == 0 && good;
  if (!good) throw Failure(kUsage, path + ": cannot be written: " + std::strerror(errno));
}

std::string read_text(const std::string& path) {
  if (path == "-") return read_standard_input();
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file) throw Failure(kUnreadable, path + ": " + std::strerror(errno));
  return read_all(file.get(), path);
}

}  // namespace cli
