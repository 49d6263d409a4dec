// The readers of problems. The first argument is the format, or "any" for files that say it themselves.
//
// What can be read can be written, and reads back as it was. How duplicates and wrong counts are taken, and
// what is written, depends on the length of the input, so that inputs are plain files.
#include <algorithm>
#include <string>
#include <string_view>

#include "fuzz.hpp"

namespace {

using weiss_fuzz::require;

const char* format = nullptr;  // null: any
bool can_write = false;
bool has_several = false;  // problems in a file; elsewhere their number is an error of the caller's
weiss_context* context = nullptr;

weiss_read_options options_for(size_t size) {
  weiss_read_options options;
  weiss_struct_init(&options, sizeof options);
  options.format = format;
  options.lenient = static_cast<int32_t>(size % 2);
  options.duplicates = static_cast<int32_t>(size / 2 % 3);
  if (has_several) options.problem_number = static_cast<int64_t>(size / 6 % 3);
  return options;
}

// Writing and reading again takes three times as long as reading.
bool writes_back(size_t size) { return size % 4 == 0; }

weiss_problem_view view_of(const weiss_problem* problem) {
  weiss_problem_view view;
  weiss_struct_init(&view, sizeof view);
  require(weiss_problem_get_view(problem, &view, nullptr) == WEISS_OK, "a problem has a view");
  return view;
}

template <class Value>
bool equal(const Value* a, const Value* b, int64_t count) {
  return std::equal(a, a + count, b);
}

void require_equal(const weiss_problem* problem, const weiss_problem* again, const std::string& text) {
  const weiss_problem_view a = view_of(problem);
  const weiss_problem_view b = view_of(again);
  require(a.num_spins == b.num_spins && a.num_entries == b.num_entries && a.offset == b.offset,
          "what was written reads back in the same size", text);
  require(equal(a.row_start, b.row_start, a.num_spins + 1) && equal(a.column, b.column, a.num_entries) &&
              equal(a.value, b.value, a.num_entries) && equal(a.field, b.field, a.num_spins),
          "what was written reads back as it was", text);
}

void require_sound(const weiss_problem* problem) {
  const weiss_problem_view view = view_of(problem);
  weiss_problem_info info;
  weiss_struct_init(&info, sizeof info);
  require(weiss_problem_get_info(problem, &info, nullptr) == WEISS_OK, "a problem has an info");
  require(info.format[0] != '\0', "the format text says how it was read");
  const std::string spins(static_cast<size_t>(view.num_spins), 1);
  double energy = 0.0;
  const auto* const up = reinterpret_cast<const int8_t*>(spins.data());
  require(weiss_problem_energies(problem, 1, up, &energy, nullptr) == WEISS_OK, "a problem has energies");
  require(energy >= info.trivial_bound, "no energy is below the trivial bound", std::to_string(energy));
}

// Limits of memory, and coefficients that a format cannot hold, are refused with a text.
void require_round_trip(const weiss_problem* problem) {
  weiss_write_options options;
  weiss_struct_init(&options, sizeof options);
  options.format = format;
  std::string text;
  const weiss_write_fn append = [](void* user, const char* piece, size_t size) noexcept {
    static_cast<std::string*>(user)->append(piece, size);
    return int32_t{0};
  };
  weiss_error error = weiss_fuzz::empty_error();
  weiss_status status = weiss_problem_write(problem, &options, append, &text, &error);
  if (status != WEISS_OK) {
    weiss_fuzz::require_told(status, error);
    require(status == WEISS_E_LIMIT || status == WEISS_E_UNSUPPORTED, "what was read is written",
            error.message);
    return;
  }
  weiss_read_options read = options_for(0);
  weiss_problem* again = nullptr;
  status = weiss_problem_read_memory(context, text.data(), text.size(), "again", &read, &again, &error);
  require(status == WEISS_OK || status == WEISS_E_LIMIT, "what was written can be read",
          error.message + ("\n" + text));
  if (again) require_equal(problem, again, text);
  weiss_problem_destroy(again);
}

}  // namespace

int LLVMFuzzerInitialize(int* argc, char*** argv) {
  const std::string name = *argc > 1 ? (*argv)[1] : "";
  std::string names;
  bool known = name == "any";
  for (int64_t k = 0; k < weiss_num_formats(); ++k) {
    weiss_format_info info;
    weiss_struct_init(&info, sizeof info);
    weiss_format_get_info(k, &info, nullptr);
    names += std::string(" ") + info.name;
    if (name != info.name) continue;
    known = true;
    format = info.name;
    can_write = info.can_write != 0;
    has_several = name == "or-library";
  }
  if (!known) {
    std::fprintf(stderr, "usage: %s any|FORMAT ...\nformats:%s\n", (*argv)[0], names.c_str());
    std::exit(2);
  }
  // The others are libFuzzer's.
  (*argv)[1] = (*argv)[0];
  ++*argv;
  --*argc;
  context = weiss_fuzz::context_with_limit(1 << 17);
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const weiss_read_options options = options_for(size);
  weiss_problem* problem = nullptr;
  weiss_error error = weiss_fuzz::empty_error();
  const auto* const text = reinterpret_cast<const char*>(data);
  const weiss_status status =
      weiss_problem_read_memory(context, text, size, "input", &options, &problem, &error);
  if (status == WEISS_OK) {
    require_sound(problem);
    if (can_write && writes_back(size)) require_round_trip(problem);
  } else {
    weiss_fuzz::require_told(status, error);
    const bool is_other_problem = status == WEISS_E_ARGUMENT && has_several;
    require(status == WEISS_E_FORMAT || status == WEISS_E_LIMIT || is_other_problem,
            "a bad file is refused as such", error.message);
    require(!problem && error.line >= 0 && error.column >= 0, "a refusal is whole", error.message);
    require(std::string_view(error.origin) == "input", "a refusal names the file", error.message);
  }
  weiss_problem_destroy(problem);
  require(weiss_context_memory(context, nullptr) == 0, "nothing is left behind", error.message);
  return 0;
}
