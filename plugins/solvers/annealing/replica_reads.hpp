// Reads as replicas: blocks of as many as are swept for the price of one. A block is one body of a parallel
// section with a seed of its own, so reads depend neither on threads nor on registers.
#pragma once

#include <algorithm>
#include <memory>
#include <numeric>
#include <vector>

#include <weiss/ext/replicas.hpp>
#include <weiss/plugin.hpp>

#include "plan.hpp"

namespace {

class ReplicaReads {
 public:
  // All reads are reported, or the best of each block.
  ReplicaReads(const weiss::plugin::Host& host, const weiss_problem_view& problem, int64_t lanes,
               const weiss::plugin::Run& run, int64_t width, bool all)
      : table_(weiss::plugin::replicas_table(host)),
        problem_(problem),
        lanes_(lanes),
        reported_(all ? lanes : 1),
        workers_(static_cast<size_t>(run.threads())),
        spins_(static_cast<size_t>(width * reported_ * problem.num_spins), int8_t{1}, host),
        blocks_(static_cast<size_t>(width)) {}

  // A round of reads in blocks, from random states. The plan learns what they cost. With must_begin the first
  // block goes even when the run should stop.
  void round(const weiss::plugin::Run& run, const weiss::plugin::Sink& sink, int64_t reads, bool must_begin,
             const weiss_anneal_params& range, Plan& plan) {
    const int64_t num_blocks = (reads + lanes_ - 1) / lanes_;
    run.spend(num_blocks);  // so that rounds end when shares of the work are too small to begin
    std::fill(blocks_.begin(), blocks_.end(), Block{});
    run.parallel_for(num_blocks, [&](int64_t index, const weiss::plugin::Run& own) {
      if (own.should_stop() && !(must_begin && index == 0)) return;
      const int64_t count = std::min(lanes_, reads - index * lanes_);
      Worker& worker = workers_[static_cast<size_t>(own.worker())];
      std::unique_ptr<weiss::plugin::Replicas>& replicas = worker.replicas;
      if (!replicas || worker.count != count) {  // no more than wanted, as chains take each of them
        replicas = std::make_unique<weiss::plugin::Replicas>(table_, problem_.problem, count,
                                                             weiss::bundled::for_setup(own));
        worker.count = count;
      }
      Block& block = blocks_[static_cast<size_t>(index)];
      weiss_anneal_params params = range;
      params.seed = own.stream(0);
      block.before = Budget::left(own);
      replicas->set_random(own.seed());
      block.sweeps = replicas->anneal(own, params);
      block.energies.resize(static_cast<size_t>(count));
      replicas->energies(block.energies.data());
      own.spend(problem_.num_entries + problem_.num_spins);
      block.after = Budget::left(own);
      own.count("reads", count);
      own.count("sweeps", count * block.sweeps);
      // To read a lane means to pass over all of them.
      const auto best = std::min_element(block.energies.begin(), block.energies.end());
      block.first = reported_ == 1 ? best - block.energies.begin() : 0;
      block.reported = std::min(reported_, count);
      for (int64_t k = 0; k < block.reported; ++k) replicas->spins(block.first + k, spins(index, k));
    });
    for (int64_t index = 0; index < num_blocks; ++index) {
      const Block& block = blocks_[static_cast<size_t>(index)];
      plan.learn(block.sweeps, block.before, block.after);
      for (int64_t k = 0; k < block.reported; ++k)
        sink.report(spins(index, k), block.energies[static_cast<size_t>(block.first + k)]);
    }
  }

 private:
  struct Worker {
    std::unique_ptr<weiss::plugin::Replicas> replicas;
    int64_t count = 0;
  };
  struct Block {
    int64_t sweeps = 0;
    Budget before, after;
    std::vector<double> energies;  // of its reads
    int64_t first = 0;             // of the reads that are reported
    int64_t reported = 0;          // 0 when its turn did not come
  };

  int8_t* spins(int64_t block, int64_t k) noexcept {
    return spins_.data() + (block * reported_ + k) * problem_.num_spins;
  }

  const weiss_ext_replicas& table_;
  const weiss_problem_view& problem_;
  const int64_t lanes_;
  const int64_t reported_;  // reads of a block
  std::vector<Worker> workers_;         // [threads]
  weiss::plugin::Array<int8_t> spins_;  // [width * reported * num_spins]
  std::vector<Block> blocks_;           // [width]
};

}  // namespace
