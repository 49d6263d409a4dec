// Heavy parts: multilevel halving down to small blocks of parts, and an exchange among all parts of a block.
#include <algorithm>
#include <vector>

#include "../../common/part_sizes.hpp"
#include "balls.hpp"
#include "blocks.hpp"
#include "exchange.hpp"

namespace {

using weiss::plugin::int_option;
using weiss::plugin::Options;
using weiss::plugin::PartSink;

class MultilevelKl {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.multilevel-kl", "Multilevel Kernighan-Lin", "1.0.0",
      "Parts with as much coupling inside as can be found: multilevel halving, exchange among all parts, restarts.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::bundled::part_size_option(),
      int_option("restarts", "Times that a small problem is cut anew; the best cut is kept.", 6, 1, 1000000),
      int_option("kicks", "Times that some spins of a cut are exchanged at random and the cut is improved anew.",
                 20, 0, 1000000000)};

  MultilevelKl(const Host& host, const Options& options)
      : host_(host),
        part_size_(options.integer("part_size")),
        restarts_(options.integer("restarts")),
        kicks_(options.integer("kicks")) {}

  void partition(const weiss_problem_view& problem, const weiss_partition_task& task, const Run& run,
                 const PartSink& sink) const {
    weiss::bundled::PartSizes sizes(host_, problem.num_spins, task, part_size_);
    try {
      const Demand demand(host_, capacity(problem.num_spins, task, sizes.count()), sizes.count(), task.fixed,
                          problem.num_spins);
      Labels label(host_);
      cut(problem, demand, sizes.count(), run, label);
      weiss::bundled::report(host_, label, sizes.count(), sink);
    } catch (const Stopped&) {  // parts without looking at the couplings are better than none
      Labels members(static_cast<size_t>(problem.num_spins), 0, host_);
      sizes.fill(nullptr, members.data());
      sizes.report(sink, members.data());
    }
  }

 private:
  static constexpr int64_t kSmall = 1024;  // spins of a block that is not halved any more

  static constexpr int64_t kLarge = 65536;  // spins of a problem that is not halved when an exchange is cheap
  static constexpr int64_t kFewSpins = 64, kFewNeighbours = 32;
  static constexpr int kTries = 4;

  // Most spins of a part: the capacity, or even parts, which may differ as the task allows.
  int64_t capacity(int64_t num_spins, const weiss_partition_task& task, int64_t num_parts) const {
    const int64_t even = (num_spins + num_parts - 1) / num_parts;
    int64_t most = task.max_part_spins > 0 ? task.max_part_spins : task.num_parts > 0 ? even : part_size_;
    if (task.imbalance > 0.0) {
      const auto uneven = static_cast<int64_t>(static_cast<double>(even) * std::min(1.0 + task.imbalance, 1e9));
      most = task.max_part_spins > 0 ? std::min(most, uneven) : uneven;
    }
    Array<int64_t> fixed(static_cast<size_t>(num_parts), 0, host_);
    for (int64_t i = 0; task.fixed && i < num_spins; ++i)
      if (task.fixed[i] >= 0) most = std::max(most, ++fixed[static_cast<size_t>(task.fixed[i])]);
    return std::min(most, num_spins);
  }

  void cut(const weiss_problem_view& problem, const Demand& demand, int64_t num_parts, const Run& run,
           Labels& label) const {
    const bool exchanges = problem.num_spins > kSmall && has_cheap_exchange(problem, demand);
    if (exchanges && problem.num_spins > kLarge && !demand.fixed) {
      exchange_all(problem, demand, num_parts, run, label);
      return;
    }
    label.assign(static_cast<size_t>(problem.num_spins), 0);
    std::vector<Block> small;
    small_blocks(problem, demand, num_parts, run, label, small);
    const int64_t restarts = problem.num_spins <= kSmall ? restarts_ : 1;
    struct Trial {
      explicit Trial(const Host& host) : label(host) {}
      Labels label;
      double inside = 0.0;
    };
    std::vector<Trial> trials(small.size() * static_cast<size_t>(restarts), Trial(host_));
    run.parallel_for(static_cast<int64_t>(trials.size()), [&](int64_t k, const Run& own) {
      Trial& trial = trials[static_cast<size_t>(k)];
      trial.inside = separate(small[static_cast<size_t>(k / restarts)], demand, own, trial.label);
    });
    for (size_t b = 0; b < small.size(); ++b) {
      const Trial* const first = trials.data() + b * static_cast<size_t>(restarts);
      const Trial* const best = std::max_element(
          first, first + restarts, [](const Trial& x, const Trial& y) { return x.inside < y.inside; });
      for (size_t k = 0; k < best->label.size(); ++k)
        label[static_cast<size_t>(small[b].spins[k])] = best->label[k] + static_cast<int32_t>(small[b].first);
    }
    if (exchanges) exchange_all(problem, demand, num_parts, run, label);
  }

  // Whether an exchange among all parts at once is cheap although there is no room for its table.
  static bool has_cheap_exchange(const weiss_problem_view& problem, const Demand& demand) noexcept {
    return demand.capacity <= kFewSpins && problem.num_entries <= kFewNeighbours * problem.num_spins;
  }
  // Among all parts, across the borders of blocks.
  void exchange_all(const weiss_problem_view& problem, const Demand& demand, int64_t num_parts, const Run& run,
                    Labels& label) const {
    Random random(run.seed());
    const WeightedGraph graph = weiss::bundled::graph_of(host_, problem, weiss::bundled::Weights::kAbsolute);
    if (label.empty()) label = balls(host_, graph, num_parts, random);
    Array<int8_t> fixed(label.size(), 0, host_);
    for (size_t i = 0; demand.fixed && i < fixed.size(); ++i) fixed[i] = demand.fixed[i] >= 0;
    Exchange exchange(host_, run, graph, num_parts, demand.capacity, fixed);
    exchange.set(label);
    exchange.improve(random);
    run.spend(problem.num_entries + problem.num_spins);
    label = exchange.labels();
  }

  // Halves the problem until the blocks are small; those of one part get their label at once.
  void small_blocks(const weiss_problem_view& problem, const Demand& demand, int64_t num_parts, const Run& run,
                    Labels& label, std::vector<Block>& small) const {
    std::vector<Block> large;
    Labels spins(static_cast<size_t>(problem.num_spins), 0, host_);
    for (size_t i = 0; i < spins.size(); ++i) spins[i] = static_cast<int32_t>(i);
    const auto sort_in = [&](Block&& block, std::vector<Block>& large_blocks) {
      if (block.num_parts() == 1)
        for (const int32_t i : block.spins) label[static_cast<size_t>(i)] = static_cast<int32_t>(block.first);
      else
        (static_cast<int64_t>(block.spins.size()) <= kSmall ? small : large_blocks).push_back(std::move(block));
    };
    run.spend(problem.num_entries + problem.num_spins);
    WeightedGraph graph = weiss::bundled::graph_of(host_, problem, weiss::bundled::Weights::kAbsolute);
    graph.drop_inner();
    sort_in({std::move(graph), std::move(spins), 0, num_parts}, large);
    while (!large.empty()) {
      std::vector<std::pair<Block, Block>> halves(large.size(), {empty_block(), empty_block()});
      run.parallel_for(static_cast<int64_t>(large.size()), [&](int64_t k, const Run& own) {
        Random random(own.seed());
        Halving halving(host_, own, random, kTries);
        halves[static_cast<size_t>(k)] = halve(host_, demand, large[static_cast<size_t>(k)], halving);
        large[static_cast<size_t>(k)] = empty_block();
      });
      large.clear();
      for (auto& [first, second] : halves) {
        sort_in(std::move(first), large);
        sort_in(std::move(second), large);
      }
    }
  }
  Block empty_block() const { return {WeightedGraph(host_), Labels(host_), 0, 0}; }

  // Tells the parts of a small block apart. label [spins of the block] gets 0 ... num_parts - 1. Returns the weight
  // inside of the parts.
  double separate(const Block& block, const Demand& demand, const Run& run, Labels& label) const {
    Random random(run.seed());
    const bool is_sparse = block.graph.num_entries() <= kFewNeighbours * block.graph.num_nodes();
    Halving halving(host_, run, random, is_sparse ? kTries : 1);  // where the start matters, and costs little
    Labels start(block.spins.size(), 0, host_);
    split(block, demand, halving, start);

    Array<int8_t> fixed(block.spins.size(), 0, host_);
    for (size_t k = 0; demand.fixed && k < fixed.size(); ++k) fixed[k] = demand.fixed[block.spins[k]] >= 0;
    const int64_t most = std::min(demand.capacity, static_cast<int64_t>(block.spins.size()));
    Exchange exchange(host_, run, block.graph, block.num_parts(), most, fixed);
    exchange.set(start);
    exchange.improve(random);
    const int64_t pairs = std::max<int64_t>(3, static_cast<int64_t>(block.spins.size()) / 20);
    for (int64_t k = 0; k < kicks_ && !run.should_stop(); ++k) exchange.kick(random, pairs);
    exchange.improve(random);
    label = exchange.labels();
    return exchange.inside();
  }

  // Halves down to single parts.
  void split(const Block& block, const Demand& demand, Halving& halving, Labels& label) const {
    std::vector<Block> blocks;
    Labels place(host_);
    Labels local(block.spins.size(), 0, host_);
    for (size_t k = 0; k < local.size(); ++k) local[k] = static_cast<int32_t>(k);
    Array<int32_t> fixed(host_);
    for (size_t k = 0; demand.fixed && k < local.size(); ++k) fixed.push_back(demand.fixed[block.spins[k]]);
    Demand within(demand);
    within.fixed = demand.fixed ? fixed.data() : nullptr;
    blocks.push_back({block.graph, std::move(local), block.first, block.last});
    while (!blocks.empty()) {
      Block next = std::move(blocks.back());
      blocks.pop_back();
      if (next.num_parts() == 1) {
        const auto part = static_cast<int32_t>(next.first - block.first);
        for (const int32_t k : next.spins) label[static_cast<size_t>(k)] = part;
        continue;
      }
      auto [first, second] = halve(host_, within, next, halving);
      blocks.push_back(std::move(first));
      blocks.push_back(std::move(second));
    }
  }

  Host host_;
  int64_t part_size_;
  int64_t restarts_;
  int64_t kicks_;
};

constexpr weiss::plugin::Module<MultilevelKl> module("weiss.multilevel-kl", "Weiss: multilevel-kl", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(partitioner_multilevel_kl) { return &module.table; }
