// The tables of plugins: what may stand in the fields is drawn by the input. Each table lies in memory of
// just the size that it says, as what a plugin points to is trusted to be readable, and no more.
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <deque>
#include <iterator>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "fuzz.hpp"
#include "io/utf8.hpp"
#include "runtime/choice.hpp"
#include "runtime/registry.hpp"

namespace {

using weiss_fuzz::require;

// ---- values ----

class Bytes {
 public:
  Bytes(const uint8_t* data, size_t size) : data_(data), end_(data + size) {}

  // 0 when there are no more: then tables come out as they should be.
  uint32_t byte() { return data_ < end_ ? *data_++ : 0; }
  // The usual value mostly, else another of the list.
  template <class Value, size_t size>
  Value pick(Value usual, const Value (&others)[size]) {
    const uint32_t choice = byte();
    return choice < 128 ? usual : others[choice % size];
  }
  const char* text(const char* usual) {
    static const char* const kTexts[] = {
        nullptr,    "",           "x",           "fuzz.other", "weiss.tabu", "a.b",      "...",     "none",
        "UPPER",    "with space", "\x1b[31mred", "\xFF\xFE",   "\xC3\xB6",   kLongText,  "a\nb",   "a|b"};
    return pick(usual, kTexts);
  }
  int32_t small() {
    static const int32_t kNumbers[] = {0, 1, 2, 3, 4, 5, 6, 7, -1, INT32_MAX, INT32_MIN, 4097};
    return kNumbers[byte() % std::size(kNumbers)];
  }
  int64_t integer(int64_t usual) {
    static const int64_t kNumbers[] = {0, 1, -1, 2, 100, INT64_MAX, INT64_MIN};
    return pick(usual, kNumbers);
  }
  double real(double usual) {
    static const double kNumbers[] = {0.0,    -0.0,   1.0,
                                      -1.0,   1e308,  std::numeric_limits<double>::quiet_NaN(),
                                      1e-320, -1e308, std::numeric_limits<double>::infinity()};
    return pick(usual, kNumbers);
  }

 private:
  static constexpr const char* kLongText =
      "a.long.text.of.more.than.64.characters.which.is.too.long.for.an.id.or.a.key";

  const uint8_t* data_;
  const uint8_t* const end_;
};

// ---- tables ----

weiss_status create(const weiss_algorithm*, const weiss_host*, const weiss_value*, uint32_t, void**,
                    weiss_error*) noexcept {
  return WEISS_E_FAIL;
}
void destroy(const weiss_algorithm*, void*) noexcept {}
template <class... Arguments>
weiss_status run(Arguments...) noexcept {
  return WEISS_E_FAIL;
}

// The tables of one input, and the memory that they lie in.
class Tables {
 public:
  Tables(const uint8_t* data, size_t size) : bytes_(data, size) {}

  const weiss_plugin* plugin() {
    static const uint32_t kVersions[] = {0, 1, 2, 3, UINT32_MAX};
    weiss_plugin t{};
    t.abi_major = bytes_.pick(uint32_t{WEISS_ABI_MAJOR}, kVersions);
    t.abi_minor = bytes_.pick(uint32_t{WEISS_ABI_MINOR}, kVersions);
    t.id = bytes_.text("fuzz.plugin");
    t.title = bytes_.text("title");
    t.version = bytes_.text("1.0");
    t.license = bytes_.text("MIT");
    t.algorithms = list<weiss_algorithm>(1, t.num_algorithms, [&](uint32_t k) { return algorithm(k); });
    // The host reads the sizes and versions before it knows the struct_size.
    return stored(t, offsetof(weiss_plugin, num_algorithms));
  }

  const weiss_algorithm* algorithm(uint32_t number) {
    static const char* const kIds[] = {"fuzz.first", "fuzz.second", "fuzz.third"};
    weiss_algorithm t{};
    t.kind = kind();
    t.caps = bytes_.byte();
    t.max_spins = bytes_.integer(0);
    t.id = bytes_.text(kIds[number % std::size(kIds)]);
    t.title = bytes_.text("title");
    t.version = bytes_.text("1.0");
    t.summary = bytes_.text("summary");
    t.options = list<weiss_option_info>(2, t.num_options, [&](uint32_t k) { return option(k); });
    t.table = table(t.kind);
    t.create = function(create);
    t.destroy = function(destroy);
    return stored(t, sizeof t.struct_size);
  }

 private:
  const weiss_option_info* option(uint32_t number) {
    static const char* const kKeys[] = {"first", "second", "third"};
    weiss_option_info t{};
    t.flags = bytes_.byte();
    t.key = bytes_.text(kKeys[number % std::size(kKeys)]);
    t.help = bytes_.text("help");
    t.choices = bytes_.text(nullptr);
    t.s_default = bytes_.text(nullptr);
    t.type = bytes_.small();
    t.kind = kind();
    t.algorithm_optional = bytes_.small();
    t.i_default = bytes_.integer(1);
    t.i_min = bytes_.integer(0);
    t.i_max = bytes_.integer(10);
    t.f_default = bytes_.real(0.5);
    t.f_min = bytes_.real(0.0);
    t.f_max = bytes_.real(1.0);
    numbers_.emplace_back(bytes_.byte() % 4, bytes_.real(0.5));
    t.list_default_count = static_cast<int32_t>(numbers_.back().size());
    t.list_default = numbers_.back().data();
    if (bytes_.byte() >= 128) t.list_default = nullptr;
    return stored(t, sizeof t.struct_size);
  }

  const void* table(int32_t kind) {
    switch (bytes_.pick(kind, {0, 1, 2, 3})) {
      case WEISS_KIND_SOLVER: return run_table<weiss_solver>();
      case WEISS_KIND_PARTITIONER: return run_table<weiss_partitioner>();
      case WEISS_KIND_OPTIMIZER: return run_table<weiss_optimizer>();
      default: return nullptr;
    }
  }

  template <class Table>
  const Table* run_table() {
    Table t{};
    if (bytes_.byte() < 224) t.run = run;
    return stored(t, sizeof t.struct_size);
  }

  int32_t kind() {
    static const int32_t kKinds[] = {0, 1, 3, 4, -1};
    return bytes_.pick(int32_t{WEISS_KIND_SOLVER}, kKinds);
  }

  template <class Function>
  Function* function(Function* usual) {
    return bytes_.byte() < 224 ? usual : nullptr;
  }

  // An array of pointers to tables of which some may be NULL, or no array at all.
  template <class Table, class Make>
  const Table* const* list(uint32_t usual, uint32_t& count, const Make& make) {
    static const uint32_t kCounts[] = {0, 1, 2, 3};
    count = bytes_.pick(usual, kCounts);
    auto pointers = std::make_unique<const void*[]>(count);
    for (uint32_t k = 0; k < count; ++k) pointers[k] = bytes_.byte() < 240 ? make(k) : nullptr;
    lists_.push_back(std::move(pointers));
    const uint32_t flaw = bytes_.byte();
    if (flaw >= 248) count = UINT32_MAX;  // too many: the host may look at none of them
    if (flaw >= 240 && flaw < 248) return nullptr;
    return reinterpret_cast<const Table* const*>(lists_.back().get());
  }

  // In memory of the size that struct_size says, but of no less than the host reads of any.
  template <class Table>
  const Table* stored(Table& table, size_t least) {
    static const uint32_t kSizes[] = {0,    4,    8,         sizeof(Table) - 1, sizeof(Table) + 1,
                                      4096, 4097, UINT32_MAX};
    table.struct_size = bytes_.pick(static_cast<uint32_t>(sizeof table), kSizes);
    const size_t size = std::max(least, std::min<size_t>(table.struct_size, 4097));
    auto memory = std::make_unique<uint64_t[]>((size + 7) / 8);
    std::memcpy(memory.get(), &table, std::min(size, sizeof table));
    memory_.push_back(std::move(memory));
    return reinterpret_cast<const Table*>(memory_.back().get());
  }

  Bytes bytes_;
  std::deque<std::vector<double>> numbers_;
  std::vector<std::unique_ptr<const void*[]>> lists_;
  std::vector<std::unique_ptr<uint64_t[]>> memory_;
};

// ---- what the host made of them ----

void require_text(const std::string& text) {
  for (std::string_view rest = text; !rest.empty();) {
    const size_t length = weiss::utf8_length(rest);
    require(length > 0 && static_cast<unsigned char>(rest[0]) >= ' ', "texts are clean", text);
    rest.remove_prefix(length);
  }
}

void require_sound(weiss::Registry& registry) {
  for (const weiss::Algorithm* algorithm : registry.list()) {
    require(algorithm->options.size() == algorithm->option_tables.size(), "each option is listed",
            algorithm->id);
    require_text(algorithm->title + algorithm->version + algorithm->summary);
    for (const auto& option : algorithm->options) require_text(option->help + option->choices);
    require(&registry.find(algorithm->kind, algorithm->id) == algorithm, "an algorithm is found",
            algorithm->id);
    try {
      weiss::Spec spec;
      spec.name = algorithm->id;
      const auto choice = weiss::make_choice(registry, algorithm->kind, spec);
      require(choice->values.size() == algorithm->options.size(), "every option has a value", algorithm->id);
    } catch (const weiss::Error& error) {  // a default may name an algorithm that is not there
      require(error.status() == WEISS_E_NOT_FOUND || error.status() == WEISS_E_OPTION,
              "a default can be refused", error.message());
    }
  }
}

weiss::EnvironmentPtr environment;
const weiss_plugin* present = nullptr;  // of the input that runs: an entry has no argument for it

const weiss_plugin* entry(const weiss_host*) noexcept { return present; }

template <class Add>
void adopt(const Add& add) {
  weiss::RegistryConfig config;
  config.environment = environment;
  config.bundled_prefix = "weiss.";
  weiss::Registry registry(std::move(config));
  try {
    add(registry);
  } catch (const weiss::Error& error) {
    require(error.status() == WEISS_E_PLUGIN || error.status() == WEISS_E_ABI,
            "a bad table is refused as such", error.message());
    require(!error.message().empty(), "a refusal says why");
    require(registry.list().empty(), "a refused table leaves nothing behind", error.message());
    return;
  }
  require_sound(registry);
}

}  // namespace

int LLVMFuzzerInitialize(int*, char***) {
  environment = std::make_shared<weiss::Environment>(0, nullptr, nullptr, nullptr,
                                                     *weiss::find_kernels(nullptr), weiss::LogTarget{});
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  {
    Tables tables(data, size);
    present = tables.plugin();
    adopt([](weiss::Registry& registry) { registry.add_plugin(entry, {}); });
  }
  Tables tables(data, size);
  const weiss_algorithm* const algorithm = tables.algorithm(0);
  adopt([&](weiss::Registry& registry) { registry.add_algorithm(algorithm, nullptr); });
  return 0;
}
