// Nested runs: what stands behind weiss.algorithms/1. The C handle weiss_child is this struct.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "runtime/choice.hpp"
#include "runtime/context.hpp"
#include "runtime/execute.hpp"
#include "runtime/parts.hpp"
#include "weiss/ext/algorithms.h"

namespace weiss {

// What came of one nested solve; outcomes point into it.
struct OutcomeStore {
  explicit OutcomeStore(Memory* memory)
      : samples(memory), flat_spins(memory), energies(memory), multiplicities(memory), marginals(memory),
        parameters(memory) {}
  SampleStore samples;
  Vector<int8_t> flat_spins;
  Vector<double> energies;
  Vector<int64_t> multiplicities;
  Vector<double> marginals;
  Vector<double> parameters;
  Figures figures;
  std::vector<const char*> figure_names;
  std::vector<double> figure_values;
};

}  // namespace weiss

struct weiss_child {
  weiss_child(weiss_context& owner, const weiss_choice& chosen) : context(owner), choice(chosen) {}

  // Each worker has an object of the plugin and a store of its own.
  struct Worker {
    std::unique_ptr<weiss::PluginObject> object;
    std::unique_ptr<weiss::OutcomeStore> store;
    std::unique_ptr<weiss::PartList> parts;
    std::vector<int64_t> part_start, parameter_start;
    std::vector<double> priorities;
  };

  weiss_context& context;
  const weiss_choice& choice;
  const weiss::Algorithm& algorithm() const noexcept { return *choice.algorithm; }

  // The worker of that number, with its object made. Throws Error.
  Worker& worker(int32_t number);

  std::vector<std::unique_ptr<weiss::OutcomeStore>> batch_stores;  // of solve_many

 private:
  std::mutex mutex_;
  std::deque<Worker> workers_;  // grows without moving what is there
};

namespace weiss {

using Child = ::weiss_child;

// See ext/algorithms.h for what they do. above is the collector of the calling run, or null.
void child_solve(Child& child, Run& run, const weiss_task& task, weiss_outcome* outcome);
void child_solve_many(Child& child, Run& run, int64_t count, const weiss_task* const* tasks,
                      weiss_outcome* const* outcomes);
void child_partition(Child& child, Run& run, const Problem& problem, const weiss_partition_task& task,
                     uint64_t stream, weiss_parts* parts);
void child_minimize(Child& child, Run& run, const weiss_objective& objective, uint64_t stream,
                    int64_t max_evaluations, weiss_optimizer_output& output);

}  // namespace weiss
