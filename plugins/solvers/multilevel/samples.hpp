// Independent states by short annealings from random states, side by side.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>
#include <vector>
#include <weiss/ext/replicas.hpp>
#include <weiss/ext/search.hpp>

#include "../../common/unless_stopped.hpp"
#include "matching.hpp"

namespace {

using weiss::plugin::Replicas;
using weiss::plugin::Sink;

class Samples {
 public:
  // count is rounded up to full registers; a draw serves for reuse cycles.
  Samples(const Host& host, const weiss_problem_view& problem, int64_t count, int64_t sweeps, int64_t reuse)
      : host_(host),
        problem_(problem),
        size_(std::min(Replicas::lanes(weiss::plugin::replicas_table(host), problem.problem), count)),
        groups_((count + size_ - 1) / size_),
        reuse_(reuse),
        sweeps_(sweeps),
        words_(host),
        best_{Array<int8_t>(host), kNone, 0} {}

  bool are_due() const noexcept { return uses_ == 0 || uses_ == reuse_; }

  // Draws all anew and reports the best. When the run says stop there may be fewer, or none.
  void draw(const Run& run, uint64_t stream, const Sink& sink) {
    uses_ = 0;
    words_.of_spin.assign(static_cast<size_t>(problem_.num_spins), 0);
    words_.mask = 0;
    std::vector<std::unique_ptr<Replicas>> workers(static_cast<size_t>(run.threads()));
    best_.energy = kNone;
    std::mutex mutex;
    weiss_anneal_params params = weiss::plugin::sized<weiss_anneal_params>();
    if (std::isfinite(run.time_left())) rehearse(run, workers.front());
    params.sweeps = affordable(run);
    run.parallel_for(groups_, [&](int64_t index, const Run& own) {
      if (own.should_stop()) return;
      std::unique_ptr<Replicas>& replicas = workers[static_cast<size_t>(own.worker())];
      if (!replicas && !create(own, replicas)) return;
      const Random seeds(weiss_seed_derive(run.stream(stream), static_cast<uint64_t>(index)));
      anneal(own, seeds, params, *replicas);
      own.count("samples", size_);
      const std::lock_guard<std::mutex> lock(mutex);
      collect(index, *replicas, own.should_stop());
    });
    run.spend(problem_.num_spins);
    if (best_.energy < kNone) sink.report(best_.spins.data(), best_.energy, "samples");
  }

  // The best sample; its energy is infinite when there is none.
  const Array<int8_t>& best() const noexcept { return best_.spins; }
  double best_energy() const noexcept { return best_.energy; }
  // For samples that did better than what was made of them: twice the sweeps from the next draw on, which is
  // due.
  void lengthen() noexcept {
    sweeps_ = std::max(sweeps_, std::min(2 * sweeps_, kMostSweeps));
    uses_ = reuse_;
  }

  // For a cycle: all samples the first time, then a random half of them.
  Words use(Random& random) {
    Words words(words_);
    if (uses_ > 0) words.mask &= random.next();
    if (words.mask == 0) words.mask = words_.mask;
    uses_ = std::min(uses_ + 1, reuse_);
    return words;
  }

 private:
  static constexpr double kNone = std::numeric_limits<double>::infinity();
  static constexpr int64_t kMostSweeps = 16384;
  struct Best {
    Array<int8_t> spins;
    double energy;
    int64_t group;
  };

  int64_t work_of_sweep() const noexcept { return problem_.num_entries + problem_.num_spins; }  // of a group

  // Tells how fast sweeps are on this problem, once: beyond the caches they are ten times slower.
  void rehearse(const Run& run, std::unique_ptr<Replicas>& replicas) {
    constexpr int64_t kSweeps = 4;
    if (work_per_second_ > 0.0 || run.should_stop() || !create(run, replicas)) return;
    double first = 0.0, last = 0.0;
    weiss::plugin::search_table(host_).temperatures(problem_.problem, &first, &last);
    const std::vector<double> temperatures(static_cast<size_t>(size_), first);
    const double before = run.time_left();
    replicas->sweep(run, kSweeps, temperatures.data(), run.seed());
    const double seconds = std::max(before - run.time_left(), 1e-9);
    work_per_second_ = static_cast<double>(kSweeps * work_of_sweep() + 1) / seconds;
  }

  // The sweeps that are wanted, or so many that a draw leaves most of the limit to what follows. The time
  // counts where it is limited.
  int64_t affordable(const Run& run) const noexcept {
    constexpr double kShare = 0.25, kFewest = 10.0;
    const double sweep = static_cast<double>(groups_ * work_of_sweep() + 1);
    double most = kNone;
    if (run.limits_work()) most = kShare * static_cast<double>(run.work_left()) / sweep;
    if (std::isfinite(run.time_left()))
      most = std::min(most, kShare * run.time_left() * work_per_second_ / sweep);
    most = std::max(most, kFewest);
    return most < static_cast<double>(sweeps_) ? static_cast<int64_t>(most) : sweeps_;
  }

  bool create(const Run& run, std::unique_ptr<Replicas>& replicas) const {
    return weiss::bundled::unless_stopped([&] {
      replicas =
          std::make_unique<Replicas>(weiss::plugin::replicas_table(host_), problem_.problem, size_, &run);
    });
  }

  static void anneal(const Run& run, Random seeds, weiss_anneal_params params, Replicas& replicas) {
    params.seed = seeds.next();
    replicas.set_random(seeds.next());
    replicas.anneal(run, params);
  }

  // The best state of a group when it is better than those before, or as good and of an earlier group, and,
  // unless the run is over, the bits of all.
  void collect(int64_t group, const Replicas& replicas, bool best_alone) {
    Array<int8_t> spins(words_.of_spin.size(), int8_t{1}, host_);
    std::vector<double> energies(static_cast<size_t>(size_));
    replicas.energies(energies.data());
    const auto least = std::min_element(energies.begin(), energies.end());
    if (*least < best_.energy || (*least == best_.energy && group < best_.group)) {
      replicas.spins(least - energies.begin(), spins.data());
      best_ = {spins, *least, group};
    }
    for (int64_t k = 0; k < size_ && !best_alone; ++k) {
      replicas.spins(k, spins.data());
      const int64_t bit = group * size_ + k;
      words_.mask |= uint64_t{1} << bit;
      for (size_t i = 0; i < spins.size(); ++i)
        words_.of_spin[i] |= static_cast<uint64_t>(spins[i] < 0 ? 1 : 0) << bit;
    }
  }

  Host host_;
  const weiss_problem_view& problem_;
  const int64_t size_, groups_, reuse_;
  int64_t sweeps_;
  int64_t uses_ = 0;  // of these samples
  Words words_;
  Best best_;
  double work_per_second_ = 0.0;
};

}  // namespace
