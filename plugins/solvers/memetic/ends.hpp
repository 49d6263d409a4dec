// What is done before and after the search: reductions, small components solved exactly, and the proof.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <weiss/ext/problem.hpp>
#include <weiss/ext/search.hpp>
#include <weiss/plugin.hpp>

#include "../../common/components.hpp"
#include "../../common/unless_stopped.hpp"
#include "population.hpp"

namespace {

using weiss::plugin::Array;

constexpr int64_t kMostEnumerated = 30;  // spins, of weiss_search_enumerate

// Work units of an enumeration: m for each 64 states of m spins, half of them without fields.
inline double cost_of_proof(int64_t spins, bool symmetric) noexcept {
  return static_cast<double>(spins << spins) / (symmetric ? 128.0 : 64.0);
}
// What the limits leave, in work units of an enumeration.
inline double affordable(const weiss::plugin::Run& run) noexcept {
  constexpr double kWorkPerSecond = 6e8;  // at least, with AVX2
  return std::min(static_cast<double>(run.work_left()), run.time_left() * kWorkPerSecond);
}

// The spin that is a field in disguise, as the extra one of Max-Cut forms of QUBO is: at least half of the
// other spins feel it more than all the rest together (sqrt(sum J^2)). -1: none.
inline int64_t hub_of(const weiss::plugin::Host& host, const weiss_problem_view& problem) {
  const auto n = static_cast<size_t>(problem.num_spins);
  Array<double> squares(n, 0.0, host);
  int64_t hub = -1;
  double most = 0.0;
  for (int64_t i = 0; i < problem.num_spins; ++i) {
    double sum = 0.0;
    for (const auto [j, value] : weiss::plugin::row(problem, i)) {
      sum += std::fabs(value);
      squares[static_cast<size_t>(i)] += value * value;
    }
    if (sum <= most) continue;
    most = sum;
    hub = i;
  }
  if (hub < 0) return -1;
  int64_t ruled = 0;
  for (const auto [j, value] : weiss::plugin::row(problem, hub))
    ruled += 2.0 * value * value >= squares[static_cast<size_t>(j)];
  return 2 * ruled >= problem.num_spins - 1 ? hub : -1;
}

// The run with a part of what is left of its limits, for functions of the host that ask it and charge it, no more.
class Share {
 public:
  Share(const weiss::plugin::Run& run, int64_t part) noexcept
      : table_(weiss::plugin::sized<weiss_run>()), whole_(*run.table()),
        end_(run.time_left() * (1.0 - 1.0 / static_cast<double>(part))),  // infinite without a limit
        work_left_(run.limits_work() ? run.work_left() / part : INT64_MAX) {
    table_.threads = 1;
    table_.impl = this;
    table_.should_stop = [](const weiss_run* table) noexcept -> int32_t {
      const Share& share = of(table);
      return share.work_left_ <= 0 || share.whole_.time_left(&share.whole_) < share.end_ ||
             share.whole_.should_stop(&share.whole_) != 0;
    };
    table_.work_left = [](const weiss_run* table) noexcept -> int64_t {
      return std::max<int64_t>(of(table).work_left_, 0);
    };
    table_.spend = [](const weiss_run* table, int64_t units) noexcept {
      Share& share = of(table);
      if (share.work_left_ != INT64_MAX) share.work_left_ -= units;
      share.whole_.spend(&share.whole_, units);
    };
  }
  Share(const Share&) = delete;
  Share& operator=(const Share&) = delete;
  const weiss_run* table() const noexcept { return &table_; }

 private:
  static Share& of(const weiss_run* table) noexcept { return *static_cast<Share*>(table->impl); }

  weiss_run table_;
  const weiss_run& whole_;
  const double end_;  // the time that the whole has left then
  int64_t work_left_;
};

// The core is what is left to be searched once spins that can be decided exactly are gone and components of
// few spins are solved. Its energies are those of the problem.
class Core {
 public:
  Core(const weiss::plugin::Host& host, const weiss_problem_view& problem, const weiss::plugin::Run& run)
      : host_(host), problems_(host), search_(weiss::plugin::search_table(host)), view_(problem),
        fixed_(host), members_(host) {
    if (run.should_stop()) return;
    hold_hub(run);
    if (!gives_up(run)) reduce(run);
    if (!gives_up(run)) solve_small_components(run);
  }

  const weiss_problem_view& view() const noexcept { return view_; }
  // To set up the search of a large problem takes tenths of a second: not after a cancel or at the end of the time.
  bool gives_up(const weiss::plugin::Run& run) const noexcept {
    return view_.num_entries > kSmall && run.work_left() > 0 && run.should_stop();
  }
  // How many spins were removed, and by which rule; components that were enumerated.
  void report(const weiss::plugin::Sink& sink, const weiss::plugin::Run& run) const {
    if (solved_ > 0) run.count("components solved", solved_);
    if (hub_ >= 0) sink.figure("hub held fixed", static_cast<double>(hub_));
    if (!removed_) return;
    sink.figure("spins removed", static_cast<double>(removed_->num_spins - removed_->num_kept));
    if (!reduction_) return;
    sink.figure("removed by degree", static_cast<double>(removed_->num_low_degree));
    sink.figure("removed by degree two", static_cast<double>(removed_->num_degree_two));
    sink.figure("removed by degree three", static_cast<double>(removed_->num_degree_three));
    sink.figure("removed by domination", static_cast<double>(removed_->num_dominated + removed_->num_decided));
    sink.figure("removed by persistency", static_cast<double>(removed_->num_persistent));
  }

  // The best state of the problem with the core's spins as given.
  void lift(const int8_t* spins, int8_t* out, int64_t n) {
    const int8_t* state = spins;
    if (!fixed_.empty()) {
      for (size_t k = 0; k < members_.size(); ++k) fixed_[static_cast<size_t>(members_[k])] = spins[k];
      state = fixed_.data();
    }
    if (reduction_)
      problems_.lift(*reduction_, state, out);
    else
      std::copy(state, state + (hub_ < 0 ? n : n - 1), out);
    if (hub_ < 0) return;
    std::copy_backward(out + hub_, out + n - 1, out + n);
    out[hub_] = 1;
  }

  // The core's spins of a state of the problem, turned over where the hub is not as it is held.
  void restrict(const int8_t* spins, int8_t* out, int64_t n) const {
    Array<int8_t> state(spins, spins + n, host_);
    if (hub_ >= 0) {
      const int8_t sign = spins[hub_];
      state.erase(state.begin() + hub_);
      for (int8_t& s : state) s = static_cast<int8_t>(s * sign);
    }
    if (reduction_) {
      Array<int8_t> kept(static_cast<size_t>(removed_->num_kept), int8_t{1}, host_);
      problems_.restrict(*reduction_, state.data(), kept.data());
      state.swap(kept);
    }
    if (fixed_.empty())
      std::copy(state.begin(), state.end(), out);
    else
      for (size_t k = 0; k < members_.size(); ++k) out[k] = state[static_cast<size_t>(members_[k])];
  }

  // Can the core's optimum be proven within the limits, after a short search?
  bool provable(const weiss::plugin::Run& run) {
    if (run.should_stop() || has_large_part_) return false;
    components_.emplace(host_, problems_, view_.problem, view_.num_spins);
    if (components_->largest() > kMostEnumerated) return false;
    double cost = static_cast<double>(view_.num_entries);
    for (int64_t c = 0; c < components_->count(); ++c)
      cost += cost_of_proof(components_->size(c), is_symmetric(view_));
    return cost * (1.0 + 1.0 / 64.0) <= affordable(run);
  }
  // Writes the optimum of a provable core; false when the run stopped it before the end.
  bool prove(const weiss::plugin::Run& run, int8_t* spins) {
    for (int64_t c = 0; c < components_->count(); ++c)
      if (!enumerate(run, view_.problem, *components_, c, spins)) return false;
    return true;
  }

 private:
  static constexpr double kCheap = 1e6;                // work units: about a millisecond
  static constexpr int64_t kManyNeighbours = 32;
  static constexpr int64_t kQuicklyReduced = 1 << 15;  // entries: a millisecond
  static constexpr int64_t kSmall = 1 << 18;           // entries, of a problem that is reduced in any case

  // Without fields any one spin may be held at +1: a state and its complement have the same energy. The
  // couplings of a hub become what they are, fields, and no longer hide how strong the others are.
  void hold_hub(const weiss::plugin::Run& run) {
    if (!is_symmetric(view_)) return;
    run.spend(view_.num_entries);
    hub_ = hub_of(host_, view_);
    if (hub_ < 0) return;
    Array<int32_t> others(host_);
    for (int64_t i = 0; i < view_.num_spins; ++i)
      if (i != hub_) others.push_back(static_cast<int32_t>(i));
    const Array<int8_t> up(static_cast<size_t>(view_.num_spins), int8_t{1}, host_);
    clamp_to(others, up, run, held_);
  }

  // Goes on with the problem of the members, the others as in spins.
  void clamp_to(const Array<int32_t>& members, const Array<int8_t>& spins, const weiss::plugin::Run& run,
                std::optional<weiss::plugin::OwnedProblem>& out) {
    weiss_problem* made = nullptr;
    weiss::plugin::call_whole(problems_.table().clamp, view_.problem, run.table(),
                              static_cast<int64_t>(members.size()), members.data(), spins.data(),
                              static_cast<const double*>(nullptr), int32_t{1}, &made);
    out.emplace(made, problems_.table().destroy);
    view_ = problems_.view(made);
  }

  // Where spins have many neighbours there is something to remove only if a field decides some spin, and that is
  // seen in a fraction of the time.
  bool is_irreducible() const noexcept {
    if (view_.num_entries <= std::max(kQuicklyReduced, kManyNeighbours * view_.num_spins)) return false;
    for (int64_t i = 0; i < view_.num_spins; ++i) {
      double left = std::fabs(view_.field[i]);
      for (const auto [j, value] : weiss::plugin::row(view_, i))
        if ((left -= std::fabs(value)) < 0.0) break;
      if (left >= 0.0) return false;
    }
    return true;
  }

  // A large problem only when the limits allow several times what the rules cost, and with a quarter of them.
  void reduce(const weiss::plugin::Run& run) {
    if (is_irreducible()) return;
    constexpr double kRules = 64.0;  // work units of an enumeration for each entry, as these are cache misses
    if (view_.num_entries <= kSmall) return reduce_within(run);
    if (kRules * static_cast<double>(view_.num_entries) > affordable(run)) return;
    Share share(run, 4);
    weiss::bundled::unless_stopped([&] { reduce_within(weiss::plugin::Run(share.table())); });
  }

  void reduce_within(const weiss::plugin::Run& run) {
    auto [reduced, reduction] = problems_.reduce(view_.problem, &run);
    removed_ = problems_.info(reduction);
    const weiss_problem_view view = problems_.view(reduced.get());
    if (view.num_spins == view_.num_spins) return;
    reduced_.emplace(std::move(reduced));
    reduction_.emplace(std::move(reduction));
    view_ = view;
  }

  void solve_small_components(const weiss::plugin::Run& run) {
    const weiss::bundled::Components all(host_, problems_, view_.problem, view_.num_spins);
    has_large_part_ = all.largest() > kMostEnumerated;
    if (all.count() < 2 || run.should_stop()) return;
    const double most = std::min(kCheap, affordable(run) / static_cast<double>(8 * all.count()));
    const bool symmetric = is_symmetric(view_);
    fixed_.assign(static_cast<size_t>(view_.num_spins), int8_t{1});
    for (int64_t c = 0; c < all.count(); ++c) {
      const bool cheap = all.size(c) <= kMostEnumerated && cost_of_proof(all.size(c), symmetric) <= most;
      if (cheap && enumerate(run, view_.problem, all, c, fixed_.data()))
        ++solved_;
      else
        members_.insert(members_.end(), all.members(c), all.members(c) + all.size(c));
    }
    if (solved_ == 0 || (!members_.empty() && run.should_stop())) {
      solved_ = 0;
      fixed_.clear();
      members_.clear();
      return;
    }
    std::sort(members_.begin(), members_.end());
    clamp_to(members_, fixed_, run, core_);
  }

  bool enumerate(const weiss::plugin::Run& run, const weiss_problem* problem,
                 const weiss::bundled::Components& components, int64_t c, int8_t* spins) const {
    const int32_t* const members = components.members(c);
    const auto part = problems_.clamp(problem, components.size(c), members, spins);
    int8_t best[kMostEnumerated] = {};
    double energy = 0.0;
    int32_t complete = 0;
    weiss::plugin::call(search_.enumerate, static_cast<const weiss_problem*>(part.get()), run.table(), best,
                        &energy, &complete);
    if (complete == 0) return false;
    for (int64_t k = 0; k < components.size(c); ++k) spins[members[k]] = best[k];
    return true;
  }

  weiss::plugin::Host host_;
  weiss::plugin::Problems problems_;
  const weiss_ext_search& search_;
  weiss_problem_view view_;
  std::optional<weiss::plugin::OwnedProblem> held_, reduced_, core_;
  std::optional<weiss_reduction_info> removed_;  // what a reduction did, if only nothing
  std::optional<weiss::plugin::OwnedReduction> reduction_;
  Array<int8_t> fixed_;     // of the reduced problem: components that are solved; empty when there are none
  Array<int32_t> members_;  // of the reduced problem: the core
  std::optional<weiss::bundled::Components> components_;  // of the core
  bool has_large_part_ = false;  // a component that cannot be enumerated
  int64_t solved_ = 0;
  int64_t hub_ = -1;  // of the problem: a spin that is held at +1
};

}  // namespace
