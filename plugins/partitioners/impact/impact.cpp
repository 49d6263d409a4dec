// Spins by what their flip would cost at the best state: blocks of the order, or the head of it alone.
#include <algorithm>
#include <string>

#include "../../common/ordered_blocks.hpp"
#include "../../common/state_of_task.hpp"

namespace {

using weiss::bundled::Labels;
using weiss::bundled::OrderedBlocks;
using weiss::plugin::Array;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::PartSink;
using weiss::plugin::Random;
using weiss::plugin::Run;
using weiss::plugin::string_option;

class Impact {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.impact", "Impact indexing", "1.0.0",
      "Orders the spins by what their flip would change at the best state and cuts that order in blocks.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::bundled::part_size_option(),
      string_option(
          "keep",
          "all: blocks of all spins, reported in random order. best: one part of the spins whose flip is "
          "cheapest, for tasks that may omit spins.",
          "all", "all|best")};

  Impact(const Host& host, const Options& options)
      : host_(host),
        part_size_(options.integer("part_size")),
        best_only_(std::string(options.text("keep")) == "best") {}

  void partition(const weiss_problem_view& problem, const weiss_partition_task& task, const Run& run,
                 const PartSink& sink) const {
    const int8_t* const state = task.best ? task.best : task.current;
    Random random(run.seed());
    Labels order(static_cast<size_t>(problem.num_spins), 0, host_);
    for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int32_t>(i);
    if (state)
      sort_by_impact(problem, state, order);
    else
      weiss::bundled::shuffle(order.data(), order.data() + order.size(), random);
    run.spend(problem.num_entries + problem.num_spins);
    if (best_only_) {
      report_best(problem, task, order, sink);
      return;
    }
    const OrderedBlocks blocks(host_, problem.num_spins, task, part_size_, "impact");
    Labels turn(static_cast<size_t>(blocks.count()), 0, host_);
    for (size_t b = 0; b < turn.size(); ++b) turn[b] = static_cast<int32_t>(b);
    weiss::bundled::shuffle(turn.data(), turn.data() + turn.size(), random);
    for (const int32_t b : turn) sink.add(blocks.size(b), order.data() + blocks.begin(b));
  }

 private:
  // Ascending; ties by index.
  void sort_by_impact(const weiss_problem_view& problem, const int8_t* state, Labels& order) const {
    Array<double> change = weiss::bundled::local_fields(host_, problem, state);
    for (size_t i = 0; i < change.size(); ++i) change[i] *= -2.0 * state[i];
    std::stable_sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
      return change[static_cast<size_t>(a)] < change[static_cast<size_t>(b)];
    });
  }

  void report_best(const weiss_problem_view& problem, const weiss_partition_task& task, const Labels& order,
                   const PartSink& sink) const {
    const int64_t size = weiss::bundled::capacity_of(task, problem.num_spins, part_size_);
    if (size < problem.num_spins && task.may_omit == 0)
      weiss::bundled::refuse_task(
          "impact with keep=best leaves spins out, and the task does not allow it; use "
          "keep=all");
    if (task.num_parts > 1)
      weiss::bundled::refuse_task(
          "impact with keep=best makes one part, and the task asks for more; use keep=all");
    weiss::bundled::refuse_fixed(task, problem.num_spins, "impact");
    sink.add(size, order.data());
  }

  Host host_;
  int64_t part_size_;
  bool best_only_;
};

constexpr weiss::plugin::Module<Impact> module("weiss.impact", "Weiss: impact", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(partitioner_impact) { return &module.table; }
