// Runs of partitioners through the public interface.
#pragma once

#include "support.hpp"

namespace weiss_test {

using Parts = std::vector<std::vector<int32_t>>;

struct Cut {
  weiss_status status;
  std::string message;
  Parts parts;
};

// The host checks that parts keep to the task.
inline Cut cut(const ContextPtr& context, const ProblemPtr& problem, const std::string& spec,
               const weiss_partition_task& task, uint64_t seed = 1, int32_t threads = 1) {
  weiss_error error = WEISS_ERROR_INIT;
  weiss_instance* instance = nullptr;
  REQUIRE(weiss_instance_create(context.get(), WEISS_KIND_PARTITIONER, spec.c_str(), nullptr, 0, &instance,
                                &error) == WEISS_OK);
  const InstancePtr owner(instance, weiss_instance_destroy);
  const weiss_run_config config = limited(0, seed, threads);
  weiss_result* raw = nullptr;
  Cut out;
  out.status = weiss_instance_partition(instance, problem.get(), &task, &config, &raw, &error);
  out.message = error.message;
  const ResultPtr result(raw, weiss_result_destroy);
  if (out.status < 0) return out;
  for (int64_t k = 0; k < info_of(result).num_parts; ++k) {
    weiss_result_part part = sized<weiss_result_part>();
    REQUIRE(weiss_result_get_part(result.get(), k, &part, nullptr) == WEISS_OK);
    out.parts.emplace_back(part.members, part.members + part.num_members);
  }
  return out;
}

inline size_t smallest(const Parts& parts) {
  size_t size = SIZE_MAX;
  for (const auto& part : parts) size = std::min(size, part.size());
  return size;
}
inline size_t largest(const Parts& parts) {
  size_t size = 0;
  for (const auto& part : parts) size = std::max(size, part.size());
  return size;
}

}  // namespace weiss_test
