// HADOF: blocks of spins, each in the mean field of the others, sampled with more and more of an annealing
// schedule.
#include <cmath>
#include <limits>
#include <memory>
#include <weiss/ext/search.hpp>

#include "../../common/gauge.hpp"
#include "../../common/unless_stopped.hpp"
#include "blocks.hpp"

namespace {

using weiss::plugin::algorithm_option;
using weiss::plugin::Array;
using weiss::plugin::bool_option;
using weiss::plugin::int_option;
using weiss::plugin::Options;
using weiss::plugin::Sink;
using weiss::plugin::string_option;

constexpr int64_t kMost = 1000000000000;
constexpr int64_t kMostMembers = 62;  // a state is a number of 64 bits

class Hadof {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.hadof", "Hamiltonian auto-decomposition (HADOF)", "1.0.0",
      "Samples blocks of spins in the mean field of the others while the circuits or sweeps grow.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD | WEISS_CAP_MARGINALS};
  static constexpr weiss_option_info option_infos[] = {
      algorithm_option("partitioner", "Cuts the problem into blocks, once.", WEISS_KIND_PARTITIONER,
                       "contiguous"),
      int_option("part_size", "Most spins of a block; fewer when the sub-solver takes fewer.", 5, 1,
                 kMostMembers),
      string_option("method",
                    "What samples the blocks: circuits of the sub-solver at angles of an annealing schedule, "
                    "or Metropolis "
                    "sweeps at its inverse temperatures (the paper's HSA).",
                    "circuits", "circuits|annealing"),
      algorithm_option(
          "subsolver",
          "Samples a block with method=circuits: takes angles of so many layers as `layers` says, reports "
          "all states that it measured.",
          WEISS_KIND_SOLVER, "qaoa depth=10 start=given shots=500 answer=all"),
      int_option("layers", "Steps of the whole schedule: layers of the circuits, or sweeps.", 10, 1, 1000),
      int_option("reads", "States of a block in one solve of method=annealing.", 500, 1, 1000000),
      int_option("iterations", "Passes over all blocks before the final samples. 0: as many as layers.", 0, 0,
                 kMost),
      bool_option("growing", "Pass t runs the first t steps of the schedule; otherwise each pass runs all.",
                  true),
      string_option(
          "update",
          "When mean spins change: after each block, or after each pass, whose blocks then run in parallel.",
          "sequential", "sequential|simultaneous"),
      string_option(
          "normalise",
          "What energies of a block are divided by: its largest coefficient, or nothing. auto: max for "
          "circuits, none for annealing.",
          "auto", "auto|max|none"),
      string_option("estimate",
                    "Mean spins of a block: of the states measured, or those that the sub-solver reports.",
                    "states", "states|reported"),
      int_option("final_solves", "Solves of each block, with the whole schedule, for the final samples.", 10,
                 1, 1000000),
      bool_option("descend", "Ends with a one-flip descent from the most probable state.", false),
      int_option("sub_problems",
                 "Most solves of blocks: no pass begins that would leave too few for the final samples. "
                 "0: no such limit.",
                 0, 0, kMost)};

  Hadof(const Host& host, const Options& options)
      : host_(host),
        problems_(host),
        search_(weiss::plugin::search_table(host)),
        partitioner_(host, options.choice("partitioner")),
        part_size_(options.integer("part_size")),
        layers_(options.integer("layers")),
        iterations_(options.integer("iterations") > 0 ? options.integer("iterations") : layers_),
        growing_(options.boolean("growing")),
        simultaneous_(is(options, "update", "simultaneous")),
        final_solves_(options.integer("final_solves")),
        descend_(options.boolean("descend")),
        sub_problems_(options.integer("sub_problems")) {
    const bool annealing = is(options, "method", "annealing");
    const bool normalised =
        is(options, "normalise", "max") || (is(options, "normalise", "auto") && !annealing);
    if (annealing) {
      sampler_ = std::make_unique<Annealer>(host, layers_, options.integer("reads"), normalised);
      return;
    }
    auto circuits = std::make_unique<Circuits>(host, options.choice("subsolver"), layers_, normalised,
                                               is(options, "estimate", "reported"));
    if (circuits->max_spins() > 0) part_size_ = std::min(part_size_, circuits->max_spins());
    sampler_ = std::move(circuits);
  }

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             const Sink& sink) {
    const auto n = static_cast<size_t>(problem.num_spins);
    Array<double> means(n, 0.0, host_);
    if (input.mean_spins) std::copy_n(input.mean_spins, n, means.begin());
    const int64_t gauge = n > 0 && !weiss::bundled::has_fields(problem)
                              ? static_cast<int64_t>(weiss::bundled::strongest_spin(problem))
                              : -1;
    run.spend(problem.num_entries);
    if (gauge >= 0) means[static_cast<size_t>(gauge)] = 1.0;  // acts as a field on its neighbours
    std::vector<Block> blocks = cut(problem, run, gauge);
    const auto num_blocks = static_cast<int64_t>(blocks.size());

    stream_ = 1;
    int64_t solved = 0;
    for (int64_t t = 1; t <= iterations_ && num_blocks > 0; ++t) {
      if (run.should_stop() || !affordable(solved + num_blocks * (1 + final_solves_))) break;
      pass(problem, run, growing_ ? std::min(t, layers_) : layers_, means, blocks);
      solved += num_blocks;
      run.count("iterations");
      run.progress(static_cast<double>(t) / static_cast<double>(iterations_ + final_solves_));
    }
    Array<int8_t> state(n, int8_t{1}, host_);
    for (size_t i = 0; i < n; ++i) state[i] = means[i] < 0.0 ? int8_t{-1} : int8_t{1};
    sink.report(state.data(), kUnknown, "mean spins");
    sink.marginals(means.data());
    if (num_blocks > 0 && !run.should_stop()) finish(problem, run, sink, means, blocks, state);
  }

 private:
  static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();  // the host computes it
  static constexpr int64_t kTogether = 256;  // blocks that are solved in one call

  static bool is(const Options& options, const char* key, const char* value) {
    return std::strcmp(options.text(key), value) == 0;
  }
  bool affordable(int64_t solves) const noexcept { return sub_problems_ == 0 || solves <= sub_problems_; }

  // The parts, without the spin that counts as +1.
  std::vector<Block> cut(const weiss_problem_view& problem, const Run& run, int64_t gauge) {
    weiss_partition_task task = sized<weiss_partition_task>();
    task.max_part_spins = part_size_;
    const weiss_parts parts = partitioner_.partition(run, problem.problem, task, 0);
    members_.assign(parts.members, parts.members + parts.part_start[parts.num_parts]);
    std::vector<Block> blocks;
    for (int64_t p = 0; p < parts.num_parts; ++p) {
      int32_t* const first = members_.data() + parts.part_start[p];
      int32_t* const last =
          std::remove(first, members_.data() + parts.part_start[p + 1], static_cast<int32_t>(gauge));
      if (first == last) continue;
      blocks.emplace_back();
      blocks.back().members = first;
      blocks.back().num_members = last - first;
    }
    return blocks;
  }

  void pass(const weiss_problem_view& problem, const Run& run, int64_t steps, Array<double>& means,
            std::vector<Block>& blocks) {
    const auto count = static_cast<int64_t>(blocks.size());
    const int64_t together = simultaneous_ ? kTogether : 1;
    Array<double> next(means);
    for (int64_t first = 0; first < count && !run.should_stop(); first += together) {
      const int64_t size = std::min(together, count - first);
      Block* const some = blocks.data() + first;
      if (!place(problem, run, simultaneous_ ? means : next, some, size)) break;
      sampler_->sample(run, some, size, steps, take_streams(size));
      for (int64_t b = 0; b < size; ++b) {
        if (some[b].largest > 0.0)
          for (int64_t a = 0; a < some[b].num_members; ++a)
            next[static_cast<size_t>(some[b].members[a])] = some[b].means[static_cast<size_t>(a)];
        some[b].states.clear();
        some[b].problem.reset();
      }
    }
    means.swap(next);
  }

  // False when the run was stopped meanwhile.
  bool place(const weiss_problem_view& problem, const Run& run, const Array<double>& means, Block* blocks,
             int64_t count) const {
    return weiss::bundled::unless_stopped([&] {
      int64_t couplings = 0;
      for (int64_t b = 0; b < count; ++b) {
        put_in_field(problems_, problem.problem, run, means.data(), blocks[b]);
        for (int64_t a = 0; a < blocks[b].num_members; ++a)
          couplings += weiss::plugin::row(problem, blocks[b].members[a]).size();
      }
      run.spend(couplings);
    });
  }

  uint64_t take_streams(int64_t count) noexcept {
    stream_ += static_cast<uint64_t>(count);
    return stream_ - static_cast<uint64_t>(count);
  }

  // All blocks with the whole schedule; what they give is put side by side.
  void finish(const weiss_problem_view& problem, const Run& run, const Sink& sink, const Array<double>& means,
              std::vector<Block>& blocks, Array<int8_t>& state) {
    const auto count = static_cast<int64_t>(blocks.size());
    size_t most = 1;
    for (int64_t first = 0; first < count; first += kTogether) {
      const int64_t size = std::min(kTogether, count - first);
      if (!place(problem, run, means, blocks.data() + first, size)) return;
      for (int64_t k = 0; k < final_solves_; ++k) {
        if (run.should_stop()) return;
        sampler_->sample(run, blocks.data() + first, size, layers_, take_streams(size));
      }
      for (int64_t b = 0; b < size; ++b) {
        blocks[static_cast<size_t>(first + b)].problem.reset();
        most = std::max(most, blocks[static_cast<size_t>(first + b)].states.size());
      }
    }
    aggregate(problem, run, sink, blocks, static_cast<int64_t>(most));
    for (const Block& block : blocks) {
      const uint64_t best = mode(block.states);
      for (int64_t a = 0; a < block.num_members; ++a)
        state[static_cast<size_t>(block.members[a])] = (best >> a & 1u) != 0 ? int8_t{-1} : int8_t{1};
    }
    const double energy = problems_.energy(problem.problem, state.data());
    run.spend(problem.num_entries);
    sink.figure("most probable energy", energy);
    sink.report(state.data(), energy, "most probable");
    if (descend_) descend(problem, run, sink, state);
  }

  // The best and the average of the samples.
  void aggregate(const weiss_problem_view& problem, const Run& run, const Sink& sink,
                 const std::vector<Block>& blocks, int64_t samples) {
    const int64_t n = problem.num_spins;
    JoinedStates joined(host_, n, samples);
    for (const Block& block : blocks) joined.put(block.members, block.num_members, block.states);
    Array<int8_t> spins(static_cast<size_t>(n * JoinedStates::kChunk), int8_t{1}, host_);
    double energies[JoinedStates::kChunk];
    double sum = 0.0, best = std::numeric_limits<double>::infinity();
    int64_t seen = 0;
    for (int64_t chunk = 0; chunk < joined.chunks() && !run.should_stop(); ++chunk) {
      const int64_t size = joined.size(chunk);
      joined.get(chunk, n, spins.data());
      weiss::plugin::call(problems_.table().energies, problem.problem, size, spins.data(), energies);
      run.spend(size * problem.num_entries);
      for (int64_t s = 0; s < size; ++s) {
        sum += energies[s];
        if (energies[s] >= best) continue;
        best = energies[s];
        sink.report(spins.data() + s * n, best, "samples");
      }
      seen += size;
    }
    if (seen == 0) return;
    run.count("samples", seen);
    sink.figure("best energy", best);
    sink.figure("average energy", sum / static_cast<double>(seen));
  }

  void descend(const weiss_problem_view& problem, const Run& run, const Sink& sink,
               const Array<int8_t>& state) const {
    weiss::plugin::Search search(search_, problem.problem, WEISS_ENGINE_AUTO, &run);
    search.set(state.data());
    search.descend(run);
    run.count("descents");
    sink.report(search.spins(), search.energy(), "descent");
  }

  Host host_;
  Problems problems_;
  const weiss_ext_search& search_;
  Child partitioner_;
  int64_t part_size_;
  int64_t layers_;
  int64_t iterations_;
  bool growing_;
  bool simultaneous_;
  int64_t final_solves_;
  bool descend_;
  int64_t sub_problems_;
  std::unique_ptr<Sampler> sampler_;
  std::vector<int32_t> members_;  // of all blocks
  uint64_t stream_ = 0;           // of the next solve
};

constexpr weiss::plugin::Module<Hadof> module("weiss.hadof", "Weiss: hadof", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_hadof) { return &module.table; }
