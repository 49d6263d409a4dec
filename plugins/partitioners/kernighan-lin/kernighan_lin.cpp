// Recursive bisection by the weight |J|, as Kernighan and Lin: halves until they fit.
#include <algorithm>
#include <vector>

#include "../../common/bisection.hpp"

namespace {

using weiss::bundled::Bisection;
using weiss::bundled::Labels;
using weiss::bundled::WeightedGraph;
using weiss::plugin::Array;
using weiss::plugin::bool_option;
using weiss::plugin::Host;
using weiss::plugin::int_option;
using weiss::plugin::Options;
using weiss::plugin::PartSink;
using weiss::plugin::Random;
using weiss::plugin::Run;

class KernighanLin {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.kernighan-lin", "Kernighan-Lin bisection", "1.0.0",
      "Halves the spins again and again so that little coupling is cut, until the parts fit.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::bundled::part_size_option(),
      int_option("passes", "Most passes of one bisection.", 10, 1, 1000000),
      bool_option("as_published",
                  "Halves at random, which is what the KL parts of the published QAOA-in-QAOA tables are in effect.",
                  false)};

  KernighanLin(const Host& host, const Options& options)
      : host_(host),
        part_size_(options.integer("part_size")),
        passes_(options.integer("passes")),
        as_published_(options.boolean("as_published")) {}

  void partition(const weiss_problem_view& problem, const weiss_partition_task& task, const Run& run,
                 const PartSink& sink) const {
    weiss::bundled::refuse_fixed(task, problem.num_spins, "kernighan-lin");
    weiss::bundled::refuse_number(task, "kernighan-lin");
    const int64_t capacity = weiss::bundled::capacity_of(task, problem.num_spins, part_size_);
    std::vector<Block> blocks(1, Block(host_)), halves;
    blocks[0].graph = weiss::bundled::graph_of(host_, problem, weiss::bundled::Weights::kAbsolute);
    for (int64_t i = 0; i < problem.num_spins; ++i) blocks[0].spins.push_back(static_cast<int32_t>(i));
    run.spend(problem.num_entries + problem.num_spins);
    while (!blocks.empty()) {
      std::vector<Block> large;
      for (Block& block : blocks) {
        if (block.size() > capacity && block.graph.num_entries() > 0) {
          large.push_back(std::move(block));
          continue;
        }
        for (int64_t k = 0; k < block.size(); k += capacity)  // without edges one cut is as good as another
          sink.add(std::min(capacity, block.size() - k), block.spins.data() + k);
      }
      halves.assign(2 * large.size(), Block(host_));
      const bool refine = !as_published_ && !run.should_stop();
      run.parallel_for(static_cast<int64_t>(large.size()), [&](int64_t k, const Run& own) {
        const auto at = static_cast<size_t>(k);
        halve(large[at], refine, own, halves[2 * at], halves[2 * at + 1]);
        large[at] = Block(host_);
      });
      blocks.swap(halves);
    }
  }

 private:
  struct Block {
    explicit Block(const Host& host) : graph(host), spins(host) {}
    int64_t size() const noexcept { return static_cast<int64_t>(spins.size()); }
    WeightedGraph graph;  // of the spins
    Labels spins;
  };

  void halve(const Block& block, bool refine, const Run& run, Block& first, Block& second) const {
    const int64_t half = block.size() / 2;
    Random random(run.seed());
    Labels order(block.spins.size(), 0, host_);
    for (size_t k = 0; k < order.size(); ++k) order[k] = static_cast<int32_t>(k);
    weiss::bundled::shuffle(order.data(), order.data() + order.size(), random);
    Array<int8_t> side(block.spins.size(), 1, host_);
    for (int64_t k = 0; k < half; ++k) side[static_cast<size_t>(order[static_cast<size_t>(k)])] = 0;
    if (refine) {
      const Array<int8_t> frozen(host_);
      Bisection(host_, run, block.graph, side, frozen).refine({half, half}, passes_, patience(block.size()));
    }
    Labels index(side.size(), -1, host_);
    take(block, side, 0, index, first);
    take(block, side, 1, index, second);
    run.spend(block.graph.num_entries() + block.size());
  }

  // Whole passes, but for large blocks.
  static int64_t patience(int64_t size) noexcept { return size <= 4096 ? size : 4096 + size / 16; }

  void take(const Block& block, const Array<int8_t>& side, int8_t which, Labels& index, Block& half) const {
    Labels nodes(host_);
    for (size_t k = 0; k < side.size(); ++k) {
      if (side[k] != which) continue;
      nodes.push_back(static_cast<int32_t>(k));
      half.spins.push_back(block.spins[k]);
    }
    half.graph = weiss::bundled::induced(host_, block.graph, nodes.data(), half.size(), index);
  }

  Host host_;
  int64_t part_size_;
  int64_t passes_;
  bool as_published_;
};

constexpr weiss::plugin::Module<KernighanLin> module("weiss.kernighan-lin", "Weiss: kernighan-lin", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(partitioner_kernighan_lin) { return &module.table; }
