// What partitioners cost against the number of spins: parts of at most 10 spins of random cubic graphs and of full
// rows. Every partitioner that is there is timed, but those that need more than a second for a tenth of the spins.
#include <ctime>
#include <memory>
#include <stdexcept>
#include <string>

#include "base/random.hpp"
#include "bench.hpp"
#include "data.hpp"
#include "weiss/plugin.h"
#include "weiss/weiss.h"

namespace weiss::bench {
namespace {

constexpr int64_t kCapacity = 10;
constexpr double kMostSeconds = 1.0;

void require(weiss_status status) {
  if (status < WEISS_OK) throw std::runtime_error(weiss_status_name(status));
}

template <class T>
T sized() {
  T value{};
  value.struct_size = sizeof value;
  return value;
}

// Pairs of the ends that three edges have at each spin, shuffled; loops are left out.
struct Pairs {
  std::vector<int32_t> row, column;
  std::vector<double> value;

  void add(int32_t i, int32_t j, double w) {
    row.push_back(i);
    column.push_back(j);
    value.push_back(w);
  }
};
Pairs cubic(int64_t n) {
  Random random(3);
  std::vector<int32_t> ends(static_cast<size_t>(3 * n));
  for (size_t k = 0; k < ends.size(); ++k) ends[k] = static_cast<int32_t>(k / 3);
  for (size_t k = ends.size(); k > 1; --k) std::swap(ends[k - 1], ends[random.below(static_cast<uint32_t>(k))]);
  Pairs pairs;
  for (size_t k = 0; k + 1 < ends.size(); k += 2)
    if (ends[k] != ends[k + 1]) pairs.add(ends[k], ends[k + 1], random.next() >> 63 ? 1.0 : -1.0);
  return pairs;
}
Pairs full(int64_t n) {
  Random random(4);
  Pairs pairs;
  for (int32_t i = 0; i < n; ++i)
    for (int32_t j = 0; j < i; ++j) pairs.add(i, j, static_cast<double>(random.below(201)) - 100.0);
  return pairs;
}

// A problem, a state for the partitioners that look at one, and the context of both.
struct Bed {
  Bed(int64_t num_spins, const Pairs& pairs) : n(num_spins), state(random_spins(num_spins)) {
    require(weiss_context_create(nullptr, &context, nullptr));
    require(weiss_problem_create_ising(context, n, nullptr, static_cast<int64_t>(pairs.row.size()), pairs.row.data(),
                                       pairs.column.data(), pairs.value.data(), &problem, nullptr));
  }
  ~Bed() {
    weiss_problem_destroy(problem);
    weiss_context_destroy(context);
  }
  Bed(const Bed&) = delete;
  Bed& operator=(const Bed&) = delete;

  std::vector<std::string> partitioners() const {
    int64_t count = 0;
    require(weiss_context_num_algorithms(context, &count, nullptr));
    std::vector<std::string> names;
    for (int64_t k = 0; k < count; ++k) {
      weiss_algorithm_info info = sized<weiss_algorithm_info>();
      require(weiss_context_algorithm(context, k, &info, nullptr));
      if (info.kind == WEISS_KIND_PARTITIONER) names.emplace_back(info.name);
    }
    return names;
  }

  weiss_status partition(const std::string& name) const {
    weiss_instance* instance = nullptr;
    require(weiss_instance_create(context, WEISS_KIND_PARTITIONER, name.c_str(), nullptr, 0, &instance, nullptr));
    weiss_partition_task task = sized<weiss_partition_task>();
    task.max_part_spins = kCapacity;
    task.best = task.current = state.data();
    weiss_run_config config = sized<weiss_run_config>();
    config.seed = 1;
    config.threads = 1;
    weiss_result* result = nullptr;
    const weiss_status status = weiss_instance_partition(instance, problem, &task, &config, &result, nullptr);
    weiss_result_destroy(result);
    weiss_instance_destroy(instance);
    return status;
  }

  const int64_t n;
  const std::vector<int8_t> state;
  weiss_context* context = nullptr;
  weiss_problem* problem = nullptr;
};

double seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

void add(Case& c, int64_t n, Pairs (*pairs)(int64_t)) {
  const Bed small(n / 10, pairs(n / 10));
  const auto bed = std::make_shared<Bed>(n, pairs(n));
  for (const std::string& name : small.partitioners()) {
    const double start = seconds();
    if (small.partition(name) < WEISS_OK || seconds() - start > kMostSeconds) continue;
    c.add({name, [bed, name] { require(bed->partition(name)); }, static_cast<double>(n), 0.0, ""});
  }
}

const RegisterCase cubic_1e3("partition.cubic-1e3", "spin", [](Case& c) { add(c, 1000, cubic); });
const RegisterCase cubic_1e4("partition.cubic-1e4", "spin", [](Case& c) { add(c, 10000, cubic); });
const RegisterCase cubic_1e5("partition.cubic-1e5", "spin", [](Case& c) { add(c, 100000, cubic); });
const RegisterCase cubic_1e6("partition.cubic-1e6", "spin", [](Case& c) { add(c, 1000000, cubic); });
const RegisterCase dense_500("partition.dense-500", "spin", [](Case& c) { add(c, 500, full); });

}  // namespace
}  // namespace weiss::bench
