// The angles of circuits of more than one layer.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <exception>
#include <limits>
#include <utility>
#include <vector>
#include <weiss/ext/algorithms.hpp>

#include "circuits.hpp"

namespace weiss {
namespace rqaoa {

enum class Search { never, once, each_time };

// The optimizer begins where its last search ended.
class DeepAngles {
 public:
  // cutoff: spins that are left in the end; every elimination until then needs its share of the limits.
  DeepAngles(const Graph& graph, Circuits& circuits, std::vector<double> angles, plugin::Child* optimizer,
             Search search, int32_t cutoff, const plugin::Run& run)
      : graph_(graph),
        circuits_(circuits),
        run_(run),
        angles_(std::move(angles)),
        optimizer_(optimizer),
        search_(search),
        cutoff_(cutoff) {}

  // Angles and means of the graph as it is, unless they are known. When the run should stop they are worth
  // nothing.
  void follow() {
    if (graph_.num_active() == known_for_) return;
    known_for_ = graph_.num_active();
    circuits_.collect();
    const int64_t work = run_.work_left();
    const Clock::time_point start = Clock::now();
    double value = 0.0;
    if (!circuits_.energy(angles_.data(), &value) || search_ == Search::never) return;
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    const int64_t most = evaluations(work - run_.work_left(), seconds);
    if (most > 0) {
      minimize(most);
      if (!run_.should_stop()) circuits_.energy(angles_.data(), &value);
    }
    if (search_ == Search::once) search_ = Search::never;
  }
  // gamma_1..gamma_p, beta_1..beta_p.
  const std::vector<double>& angles() const noexcept { return angles_; }
  Pick strongest(plugin::Random& ties) noexcept { return circuits_.strongest(ties); }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr double kStep = 0.1;            // what is left after a good start
  static constexpr uint64_t kFirstStream = 1024;  // of the optimizer

  // How many a search may take, each of this cost, such that there is one left for each elimination to come.
  int64_t evaluations(int64_t work, double seconds) const noexcept {
    double all = std::numeric_limits<double>::infinity();
    if (run_.limits_work())
      all = static_cast<double>(run_.work_left()) / static_cast<double>(std::max<int64_t>(work, 1));
    all = std::min(all, run_.time_left() / std::max(seconds, 1e-9));
    const double rounds = graph_.num_active() - cutoff_;
    const double own = search_ == Search::once ? all - rounds : all / rounds - 1.0;
    return static_cast<int64_t>(std::min(std::max(own, 0.0), 1e15));
  }

  // The optimizer sees gammas times the size of what acts on one spin, as large as betas.
  void minimize(int64_t most) {
    unit_ = graph_.local_size();
    std::vector<double> start = in_units(angles_.data(), unit_);
    weiss_objective objective = plugin::sized<weiss_objective>();
    objective.dimension = static_cast<int64_t>(start.size());
    objective.start = start.data();
    objective.initial_step = kStep;
    objective.user = this;
    objective.evaluate = [](const weiss_objective* self, int64_t count, const double* x, double* f,
                            double*) noexcept {
      return static_cast<DeepAngles*>(self->user)->evaluate(count, x, f);
    };
    std::vector<double> best = start;
    try {
      optimizer_->minimize(run_, objective, kFirstStream + searches_++, most, best.data());
    } catch (const plugin::Failure&) {
      if (failure_) std::rethrow_exception(failure_);
      if (!run_.should_stop()) throw;
      return;
    }
    angles_ = in_units(best.data(), 1.0 / unit_);
  }
  weiss_status evaluate(int64_t count, const double* x, double* f) noexcept {
    try {
      for (int64_t k = 0; k < count; ++k)
        if (!circuits_.energy(in_units(x + k * objective_size(), 1.0 / unit_).data(), f + k))
          return WEISS_STOPPED;
      return WEISS_OK;
    } catch (...) {
      failure_ = std::current_exception();
      return WEISS_E_FAIL;
    }
  }
  int64_t objective_size() const noexcept { return static_cast<int64_t>(angles_.size()); }
  std::vector<double> in_units(const double* angles, double unit) const {
    std::vector<double> out(angles, angles + angles_.size());
    for (size_t l = 0; l < out.size() / 2; ++l) out[l] *= unit;
    return out;
  }

  const Graph& graph_;
  Circuits& circuits_;
  const plugin::Run run_;
  std::vector<double> angles_;
  plugin::Child* optimizer_;
  Search search_;
  int32_t cutoff_;
  int32_t known_for_ = -1;
  uint64_t searches_ = 0;
  double unit_ = 1.0;
  std::exception_ptr failure_;
};

}  // namespace rqaoa
}  // namespace weiss
