// Communities by greedy agglomeration, cut and filled up to the capacity.
#include "../../common/community_options.hpp"
#include "agglomeration.hpp"

namespace {

using weiss::bundled::Labels;
using weiss::bundled::Weights;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::PartSink;
using weiss::plugin::Random;
using weiss::plugin::Run;

class Modularity {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.modularity", "Modularity, greedy agglomeration", "1.0.0",
      "Merges communities while the modularity grows, then cuts and fills them up to the capacity.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::bundled::part_size_option(),
      weiss::plugin::bool_option("weighted",
                                 "Couplings count by their size, and parts are filled up by it. Otherwise "
                                 "each counts 1, and parts are filled "
                                 "up by couplings with their sign.",
                                 false),
      weiss::bundled::resolution_option(), weiss::bundled::bounded_option(false)};

  Modularity(const Host& host, const Options& options)
      : host_(host),
        part_size_(options.integer("part_size")),
        weighted_(options.boolean("weighted")),
        resolution_(options.real("resolution")),
        bounded_(options.boolean("bounded")) {}

  void partition(const weiss_problem_view& problem, const weiss_partition_task& task, const Run& run,
                 const PartSink& sink) const {
    weiss::bundled::refuse_fixed(task, problem.num_spins, "modularity");
    weiss::bundled::refuse_number(task, "modularity");
    const int64_t capacity = weiss::bundled::capacity_of(task, problem.num_spins, part_size_);
    Random random(run.seed());
    Labels label(host_);
    int64_t count = communities(problem, run, bounded_ ? capacity : INT64_MAX, label);
    count = weiss::bundled::chop(host_, label, count, capacity, random);
    const auto graph = graph_of(host_, problem, weighted_ ? Weights::kAbsolute : Weights::kSigned);
    count = weiss::bundled::fill_merge(host_, graph, label, count, capacity, random);
    weiss::bundled::report(host_, label, count, sink);
  }

 private:
  int64_t communities(const weiss_problem_view& problem, const Run& run, int64_t capacity,
                      Labels& label) const {
    const auto graph = graph_of(host_, problem, weighted_ ? Weights::kAbsolute : Weights::kUnit);
    run.spend(problem.num_entries + problem.num_spins);
    Agglomeration agglomeration(host_, graph, resolution_, capacity);
    agglomeration.run(run);
    return agglomeration.write(label);
  }

  Host host_;
  int64_t part_size_;
  bool weighted_;
  double resolution_;
  bool bounded_;
};

constexpr weiss::plugin::Module<Modularity> module("weiss.modularity", "Weiss: modularity", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(partitioner_modularity) { return &module.table; }
