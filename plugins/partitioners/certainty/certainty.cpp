// Spins by how much the good states that a scheme keeps agree on them: blocks of that order.
#include <algorithm>
#include <string>

#include "../../common/ordered_blocks.hpp"
#include "../../common/state_of_task.hpp"

namespace {

using weiss::bundled::Labels;
using weiss::bundled::OrderedBlocks;
using weiss::plugin::Array;
using weiss::plugin::Host;
using weiss::plugin::int_option;
using weiss::plugin::Options;
using weiss::plugin::PartSink;
using weiss::plugin::Random;
using weiss::plugin::Run;

class Certainty {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.certainty", "Certainty degree", "1.0.0",
      "Orders the spins by how little the states of the pool agree on them and cuts that order in blocks.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::bundled::part_size_option(),
      int_option("states", "States of the pool, drawn without replacement, that are asked.", 5, 1, 1000000),
      weiss::plugin::string_option("ties", "Order of spins on which the states agree alike.", "random",
                                   "random|index")};

  Certainty(const Host& host, const Options& options)
      : host_(host),
        part_size_(options.integer("part_size")),
        states_(options.integer("states")),
        random_ties_(std::string(options.text("ties")) == "random") {}

  void partition(const weiss_problem_view& problem, const weiss_partition_task& task, const Run& run,
                 const PartSink& sink) const {
    const OrderedBlocks blocks(host_, problem.num_spins, task, part_size_, "certainty");
    Random random(run.seed());
    const Array<int64_t> agreement = agreement_of_pool(problem.num_spins, task, run, random);
    Labels order(agreement.size(), 0, host_);
    for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int32_t>(i);
    if (random_ties_) weiss::bundled::shuffle(order.data(), order.data() + order.size(), random);
    std::stable_sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
      return agreement[static_cast<size_t>(a)] < agreement[static_cast<size_t>(b)];
    });
    for (int64_t b = 0; b < blocks.count(); ++b)
      sink.add(blocks.size(b), order.data() + blocks.begin(b), -static_cast<double>(b));
  }

 private:
  // |sum of s_i| over the drawn states: twice the certainty degree |N / 2 - c_i| of N of them. Without a pool
  // all spins are alike.
  Array<int64_t> agreement_of_pool(int64_t num_spins, const weiss_partition_task& task, const Run& run,
                                   Random& random) const {
    Labels drawn(static_cast<size_t>(task.pool_size), 0, host_);
    for (size_t k = 0; k < drawn.size(); ++k) drawn[k] = static_cast<int32_t>(k);
    weiss::bundled::shuffle(drawn.data(), drawn.data() + drawn.size(), random);
    if (static_cast<int64_t>(drawn.size()) > states_) drawn.resize(static_cast<size_t>(states_));
    Array<int64_t> agreement(static_cast<size_t>(num_spins), 0, host_);
    for (const int32_t k : drawn)
      for (int64_t i = 0; i < num_spins; ++i)
        agreement[static_cast<size_t>(i)] += task.pool[k * num_spins + i];
    for (int64_t& sum : agreement) sum = std::abs(sum);
    run.spend((static_cast<int64_t>(drawn.size()) + 1) * num_spins);
    return agreement;
  }

  Host host_;
  int64_t part_size_;
  int64_t states_;
  bool random_ties_;
};

constexpr weiss::plugin::Module<Certainty> module("weiss.certainty", "Weiss: certainty", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(partitioner_certainty) { return &module.table; }
