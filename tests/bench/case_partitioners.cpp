// What partitioners cost against the number of spins: parts of at most 10 spins of random cubic graphs and of full
// rows. Every partitioner that is there is timed, but those that need more than a second for a tenth of the spins.
#include <ctime>
#include <memory>
#include <string>

#include "bench.hpp"
#include "data.hpp"
#include "pairs.hpp"
#include "weiss/plugin.h"

namespace weiss::bench {
namespace {

constexpr int64_t kCapacity = 10;
constexpr double kMostSeconds = 1.0;

// With a state for the partitioners that look at one.
struct Partitions : Bed {
  Partitions(int64_t n, const Pairs& pairs) : Bed(n, pairs), state(random_spins(n)) {}

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

  const std::vector<int8_t> state;
};

double seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

void add(Case& c, int64_t n, Pairs (*pairs)(int64_t)) {
  const Partitions small(n / 10, pairs(n / 10));
  const auto bed = std::make_shared<Partitions>(n, pairs(n));
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
