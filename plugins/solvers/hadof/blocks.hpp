// A block of spins in the mean field of all others, and what samples its states.
#pragma once

#include <cmath>
#include <weiss/ext/algorithms.hpp>
#include <weiss/ext/problem.hpp>
#include <weiss/ext/replicas.hpp>

#include "../../common/angles/rules.hpp"
#include "states.hpp"

namespace {

using weiss::plugin::Child;
using weiss::plugin::Host;
using weiss::plugin::OwnedProblem;
using weiss::plugin::Problems;
using weiss::plugin::Run;
using weiss::plugin::sized;

struct Block {
  const int32_t* members;
  int64_t num_members;
  OwnedProblem problem{nullptr, nullptr};
  double largest = 0.0;       // |h| or |J|; 0: all states are alike
  std::vector<int8_t> start;  // the signs of the present mean spins
  States states;              // what came out
  std::vector<double> means;  // and <s_a>
};

// E(s_A) with s_j = means[j] outside (paper, eq. 2: the expectation over independent spins).
inline void put_in_field(const Problems& problems, const weiss_problem* whole, const Run& run, const double* means,
                         Block& block) {
  weiss_problem* out = nullptr;
  weiss::plugin::call_whole(problems.table().clamp, whole, run.table(), block.num_members, block.members, nullptr,
                            means, 0, &out);
  block.problem = OwnedProblem(out, problems.table().destroy);
  const weiss_problem_view view = problems.view(out);
  block.largest = 0.0;
  for (int64_t a = 0; a < view.num_spins; ++a)
    block.largest = std::fmax(block.largest, std::fabs(view.field[a]));
  for (int64_t e = 0; e < view.num_entries; ++e)
    block.largest = std::fmax(block.largest, std::fabs(view.value[e]));
  block.start.resize(static_cast<size_t>(block.num_members));
  for (int64_t a = 0; a < block.num_members; ++a)
    block.start[static_cast<size_t>(a)] = means[block.members[a]] < 0.0 ? int8_t{-1} : int8_t{1};
}

inline void take_means_of_states(Block& block) {
  block.means.resize(static_cast<size_t>(block.num_members));
  for (int64_t a = 0; a < block.num_members; ++a)
    block.means[static_cast<size_t>(a)] = mean_spin(block.states, a);
}

// How states of blocks are sampled: with the first `steps` of the schedule's steps.
class Sampler {
 public:
  virtual ~Sampler() = default;
  // Adds the states of one solve of each block, and sets its means.
  virtual void sample(const Run& run, Block* blocks, int64_t count, int64_t steps, uint64_t stream) = 0;
};

// Circuits of a sub-solver that takes the angles gamma, beta of all layers: those after the first `steps` are
// 0, and do nothing.
class Circuits final : public Sampler {
 public:
  Circuits(const Host& host, const weiss_choice* subsolver, int64_t layers, bool normalised, bool reported)
      : subsolver_(host, subsolver), layers_(layers), normalised_(normalised), reported_(reported) {}
  int64_t max_spins() const noexcept { return subsolver_.max_spins(); }

  void sample(const Run& run, Block* blocks, int64_t count, int64_t steps, uint64_t stream) override {
    const auto angles = static_cast<size_t>(2 * layers_);
    angles_.resize(static_cast<size_t>(count) * angles);
    inputs_.assign(static_cast<size_t>(count), sized<weiss_solver_input>());
    tasks_.assign(static_cast<size_t>(count), sized<weiss_task>());
    outcomes_.assign(static_cast<size_t>(count), sized<weiss_outcome>());
    task_pointers_.clear();
    outcome_pointers_.clear();
    for (int64_t b = 0; b < count; ++b) {
      const auto k = static_cast<size_t>(b);
      const Block& block = blocks[b];
      schedule(steps, normalised_ && block.largest > 0.0 ? block.largest : 1.0, angles_.data() + k * angles);
      inputs_[k].num_parameters = 2 * layers_;
      inputs_[k].parameters = angles_.data() + k * angles;
      inputs_[k].num_starts = 1;
      inputs_[k].starts = block.start.data();
      tasks_[k].problem = block.problem.get();
      tasks_[k].input = &inputs_[k];
      tasks_[k].stream = stream + k;
      tasks_[k].max_samples = static_cast<int32_t>(
          std::min<int64_t>(int64_t{1} << std::min<int64_t>(block.num_members, 20), kMostStates));
      task_pointers_.push_back(&tasks_[k]);
      outcome_pointers_.push_back(&outcomes_[k]);
    }
    subsolver_.solve_many(run, count, task_pointers_.data(), outcome_pointers_.data());
    run.count("sub-problems", count);
    for (int64_t b = 0; b < count; ++b)
      take(run, outcomes_[static_cast<size_t>(b)], stream + static_cast<uint64_t>(b), blocks[b]);
  }

 private:
  static constexpr int64_t kMostStates = 1 << 16;
  static constexpr uint64_t kShuffle = 0x5348554646ULL;  // apart from the streams of the sub-solver

  // The annealing schedule of all layers, cut off.
  void schedule(int64_t steps, double unit, double* angles) const noexcept {
    weiss::bundled::annealing_angles(layers_, unit, angles);
    for (int64_t l = steps; l < layers_; ++l) angles[l] = angles[layers_ + l] = 0.0;
  }

  void take(const Run& run, const weiss_outcome& outcome, uint64_t stream, Block& block) const {
    const size_t before = block.states.size();
    for (int64_t s = 0; s < outcome.num_samples; ++s)
      block.states.insert(block.states.end(),
                          static_cast<size_t>(std::max<int64_t>(outcome.multiplicities[s], 1)),
                          packed(outcome.samples + s * block.num_members, block.num_members));
    if (block.states.size() == before) block.states.push_back(packed(block.start.data(), block.num_members));
    shuffle(block.states, weiss::plugin::Random(run.stream(stream ^ kShuffle)));
    take_means_of_states(block);
    if (reported_ && outcome.marginals)
      block.means.assign(outcome.marginals, outcome.marginals + block.num_members);
  }

  Child subsolver_;
  int64_t layers_;
  bool normalised_, reported_;
  // Kept from call to call for their memory.
  std::vector<double> angles_;
  std::vector<weiss_solver_input> inputs_;
  std::vector<weiss_task> tasks_;
  std::vector<weiss_outcome> outcomes_;
  std::vector<const weiss_task*> task_pointers_;
  std::vector<weiss_outcome*> outcome_pointers_;
};

// Metropolis sweeps at inverse temperatures from 0 to 1 over the scale, one for each step.
class Annealer final : public Sampler {
 public:
  Annealer(const Host& host, int64_t layers, int64_t reads, bool normalised)
      : replicas_(weiss::plugin::replicas_table(host)),
        layers_(layers),
        reads_(reads),
        normalised_(normalised) {}

  void sample(const Run& run, Block* blocks, int64_t count, int64_t steps, uint64_t stream) override {
    run.parallel_for(count, [&](int64_t b, const Run& own) {
      anneal(own, blocks[b], steps, run.stream(stream + static_cast<uint64_t>(b)));
    });
    run.count("sub-problems", count);
  }

 private:
  void anneal(const Run& run, Block& block, int64_t steps, uint64_t seed) const {
    weiss::plugin::Replicas replicas(replicas_, block.problem.get(), reads_);
    replicas.set_random(seed);
    const double unit = normalised_ && block.largest > 0.0 ? block.largest : 1.0;
    std::vector<double> temperatures(static_cast<size_t>(reads_));
    for (int64_t step = 1; step < steps; ++step) {  // step 0 is at infinite temperature: still random
      const double inverse = static_cast<double>(step) / static_cast<double>(layers_ - 1) / unit;
      std::fill(temperatures.begin(), temperatures.end(), 1.0 / inverse);
      replicas.sweep(run, 1, temperatures.data(), seed);
    }
    std::vector<int8_t> spins(static_cast<size_t>(block.num_members));
    for (int64_t r = 0; r < reads_; ++r) {
      replicas.spins(r, spins.data());
      block.states.push_back(packed(spins.data(), block.num_members));
    }
    take_means_of_states(block);
  }

  const weiss_ext_replicas& replicas_;
  int64_t layers_, reads_;
  bool normalised_;
};

}  // namespace
