// Blocks of neighbouring indices.
#include "../../common/part_sizes.hpp"

namespace {

using weiss::plugin::Array;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::PartSink;
using weiss::plugin::Run;

class Contiguous {
 public:
  static constexpr weiss::plugin::About about = {"weiss.contiguous", "Contiguous blocks", "1.0.0",
                                                 "Cuts the spins into blocks in the order of their index.",
                                                 WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {weiss::bundled::part_size_option()};

  Contiguous(const Host& host, const Options& options)
      : host_(host), part_size_(options.integer("part_size")) {}

  void partition(const weiss_problem_view& problem, const weiss_partition_task& task, const Run& run,
                 const PartSink& sink) const {
    weiss::bundled::PartSizes sizes(host_, problem.num_spins, task, part_size_);
    Array<int32_t> members(static_cast<size_t>(problem.num_spins), 0, host_);
    sizes.fill(nullptr, members.data());
    run.spend(problem.num_spins);
    sizes.report(sink, members.data());
  }

 private:
  Host host_;
  int64_t part_size_;
};

constexpr weiss::plugin::Module<Contiguous> module("weiss.contiguous", "Weiss: contiguous", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(partitioner_contiguous) { return &module.table; }
