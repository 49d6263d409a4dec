// Random parts of equal size, or as large as they may be.
#include <numeric>
#include <string>

#include "../../common/ordered_blocks.hpp"

namespace {

using weiss::plugin::Array;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::PartSink;
using weiss::plugin::Run;

class Random {
 public:
  static constexpr weiss::plugin::About about = {"weiss.random", "Random parts", "1.0.0",
                                                 "Deals the spins out to parts at random.",
                                                 WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::bundled::part_size_option(),
      weiss::plugin::string_option(
          "sizes", "Sizes of the parts: equal, or full, each as large as it may be but for the last.",
          "equal", "equal|full")};

  Random(const Host& host, const Options& options)
      : host_(host),
        part_size_(options.integer("part_size")),
        full_(std::string(options.text("sizes")) == "full") {}

  void partition(const weiss_problem_view& problem, const weiss_partition_task& task, const Run& run,
                 const PartSink& sink) const {
    Array<int32_t> order(static_cast<size_t>(problem.num_spins), 0, host_);
    if (full_) {
      const weiss::bundled::OrderedBlocks blocks(host_, problem.num_spins, task, part_size_,
                                                 "random with sizes=full");
      shuffle(run, order);
      run.spend(problem.num_spins);
      for (int64_t b = 0; b < blocks.count(); ++b) sink.add(blocks.size(b), order.data() + blocks.begin(b));
      return;
    }
    weiss::bundled::PartSizes sizes(host_, problem.num_spins, task, part_size_);
    Array<int32_t> members(order);
    shuffle(run, order);
    sizes.fill(order.data(), members.data());
    run.spend(problem.num_spins);
    sizes.report(sink, members.data());
  }

 private:
  // Fisher and Yates.
  static void shuffle(const Run& run, Array<int32_t>& order) noexcept {
    weiss::plugin::Random random(run.seed());
    std::iota(order.begin(), order.end(), 0);
    for (size_t k = order.size(); k > 1; --k)
      std::swap(order[k - 1], order[static_cast<size_t>(random.below(static_cast<int64_t>(k)))]);
  }

  Host host_;
  int64_t part_size_;
  bool full_;
};

constexpr weiss::plugin::Module<Random> module("weiss.random", "Weiss: random", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(partitioner_random) { return &module.table; }
