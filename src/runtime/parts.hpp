// Where a partitioner's parts arrive, and whether they keep the task.
#pragma once

#include <string>
#include <vector>

#include "model/problem.hpp"
#include "runtime/gate.hpp"
#include "runtime/plugin_calls.hpp"
#include "runtime/result.hpp"
#include "runtime/run.hpp"
#include "weiss/plugin.h"

namespace weiss {

struct PartList {
  explicit PartList(Memory* memory) : members(memory), parameters(memory) {}
  std::vector<Result::Part> parts;
  Vector<int32_t> members;  // ascending within a part
  Vector<double> parameters;
};

class PartCollector {
 public:
  PartCollector(const Problem& problem, const weiss_partition_task& task, Run& run, PartList& list);
  const weiss_part_sink* sink() const noexcept { return &gate_->part_sink; }

  // Checks the whole when run() has returned, and sorts the parts by priority.
  void finish();
  bool failed() const noexcept { return status_ < WEISS_OK || gate_->misused(); }
  CallResult failure() const;

 private:
  static int32_t add(const weiss_part_sink* sink, const weiss_part* part) noexcept;
  void check_part(const weiss_part& part);
  void check_fixed();
  void fail(std::string why);

  const Problem& problem_;
  const weiss_partition_task& task_;
  Run& run_;
  PartList& list_;
  const OpenGate gate_;
  Vector<int32_t> owner_;  // [n] number of the part that has it, or -1
  int64_t covered_ = 0;
  weiss_status status_ = WEISS_OK;
  std::string failure_;
};

// Runs a partitioner on a task; throws Error when it fails or breaks the task.
void execute_partitioner(const Algorithm& algorithm, void* self, const Problem& problem,
                         const weiss_partition_task& task, Run& run, PartList& list);

// Throws E_ARGUMENT when a field of a task is out of range.
void check_task(const weiss_partition_task& task, int64_t num_spins);

}  // namespace weiss
