// Communities by the Louvain method, cut and filled up to the capacity.
#include "../../common/louvain.hpp"

#include "../../common/community_options.hpp"

namespace {

using weiss::bundled::CommunityRules;
using weiss::bundled::Labels;
using weiss::bundled::WeightedGraph;
using weiss::bundled::Weights;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::PartSink;
using weiss::plugin::Random;
using weiss::plugin::Run;

class Louvain {
 public:
  static constexpr weiss::plugin::About about = {"weiss.louvain", "Louvain communities", "1.0.0",
                                                 "Moves spins between communities while the modularity "
                                                 "grows, then cuts and fills them up to the capacity.",
                                                 WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::bundled::part_size_option(), weiss::bundled::community_weights_option("absolute"),
      weiss::bundled::resolution_option(), weiss::bundled::threshold_option(),
      weiss::bundled::bounded_option(true)};

  Louvain(const Host& host, const Options& options)
      : host_(host),
        part_size_(options.integer("part_size")),
        weights_(weiss::bundled::community_weights(options)),
        resolution_(options.real("resolution")),
        threshold_(options.real("threshold")),
        bounded_(options.boolean("bounded")) {}

  void partition(const weiss_problem_view& problem, const weiss_partition_task& task, const Run& run,
                 const PartSink& sink) const {
    weiss::bundled::refuse_fixed(task, problem.num_spins, "louvain");
    weiss::bundled::refuse_number(task, "louvain");
    const int64_t capacity = weiss::bundled::capacity_of(task, problem.num_spins, part_size_);
    const WeightedGraph graph = graph_of(host_, problem, weights_);
    run.spend(problem.num_entries + problem.num_spins);
    Random random(run.seed());
    Labels label(host_);
    const CommunityRules rules{resolution_, threshold_, bounded_ ? capacity : INT64_MAX};
    int64_t count = weiss::bundled::find_communities(host_, graph, rules, random, run, label);
    count = weiss::bundled::chop(host_, label, count, capacity, random);
    count = weiss::bundled::fill_merge(host_, graph, label, count, capacity, random);
    weiss::bundled::report(host_, label, count, sink);
  }

 private:
  Host host_;
  int64_t part_size_;
  Weights weights_;
  double resolution_;
  double threshold_;
  bool bounded_;
};

constexpr weiss::plugin::Module<Louvain> module("weiss.louvain", "Weiss: louvain", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(partitioner_louvain) { return &module.table; }
