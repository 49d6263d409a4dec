// Balls: a seed, its neighbours, their neighbours.
#include <string>

#include "../../common/regions.hpp"

namespace {

using weiss::bundled::Regions;
using weiss::plugin::Array;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::PartSink;
using weiss::plugin::Random;
using weiss::plugin::Run;

class Bfs {
 public:
  static constexpr weiss::plugin::About about = {"weiss.bfs", "Balls of the graph", "1.0.0",
                                                 "Grows parts breadth first around seeds.",
                                                 WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {weiss::bundled::part_size_option(),
                                                       weiss::bundled::seeds_option("random")};

  Bfs(const Host& host, const Options& options)
      : host_(host), part_size_(options.integer("part_size")), seeds_(options.text("seeds")) {}

  void partition(const weiss_problem_view& problem, const weiss_partition_task& task, const Run& run,
                 const PartSink& sink) const {
    Random random(run.seed());
    Regions regions(host_, problem, task, part_size_, "bfs");
    const int8_t* const state = weiss::bundled::present_state(task);
    Array<double> field(host_);
    if (state && seeds_ == "worst") {
      field = weiss::bundled::local_fields(host_, problem, state);
      run.spend(problem.num_entries);
    }
    regions.choose_seeds(seeds_.c_str(), problem, state, field, random);

    regions.report(run, sink, [&](Regions& region, int64_t size) {
      size_t head = 0;  // of the members whose neighbours have not been looked at
      while (static_cast<int64_t>(region.members().size()) < size) {
        if (head == region.members().size()) region.take(region.seed());
        const int32_t i = region.members()[head++];
        const int64_t first = problem.row_start[i], degree = problem.row_start[i + 1] - first;
        const int64_t turn = degree > 0 ? random.below(degree) : 0;  // the last ball layer takes whoever comes first
        for (int64_t k = 0; k < degree && static_cast<int64_t>(region.members().size()) < size; ++k) {
          const int32_t j = problem.column[first + (turn + k) % degree];
          if (region.is_free(j)) region.take(j);
        }
        run.spend(degree);
      }
    });
  }

 private:
  Host host_;
  int64_t part_size_;
  std::string seeds_;
};

constexpr weiss::plugin::Module<Bfs> module("weiss.bfs", "Weiss: bfs", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(partitioner_bfs) { return &module.table; }
