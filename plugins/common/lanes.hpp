// Independent one-flip searches side by side: what greedy, tabu and annealing have in common. Each thread
// has one search object, each lane has room for one state, so results do not depend on threads.
#pragma once

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <vector>

#include <weiss/ext/search.hpp>
#include <weiss/plugin.hpp>

#include "unless_stopped.hpp"

namespace weiss {
namespace bundled {

constexpr weiss_option_info engine_option() noexcept {
  return plugin::advanced(plugin::string_option(
      "engine", "How couplings are stored: sparse rows, dense rows, or what suits the problem.", "auto",
      "auto|sparse|dense"));
}
inline int32_t engine_of(const plugin::Options& options) {
  const char* name = options.text("engine");
  if (std::strcmp(name, "sparse") == 0) return WEISS_ENGINE_SPARSE;
  if (std::strcmp(name, "dense") == 0) return WEISS_ENGINE_DENSE;
  return WEISS_ENGINE_AUTO;
}

constexpr int64_t kLanes = 4;

constexpr weiss_option_info searches_option() noexcept {
  return plugin::advanced(plugin::int_option(
      "searches",
      "Independent searches in a round, spread over the threads. 0: under a work limit up to 4, fewer when "
      "it is short, otherwise one for each thread.",
      0, 0, 1024));
}
// work is what one search should have at least. Only a run without a work limit may look at its threads.
inline int64_t number_of_searches(int64_t option, const plugin::Run& run, int64_t work) noexcept {
  if (option > 0) return option;
  if (!run.limits_work()) return run.threads();
  return std::clamp<int64_t>(run.work_left() / std::max<int64_t>(work, 1), 1, kLanes);
}

// For what is set up before the first state: only a cancel or the time may prevent that, not a work limit that is
// used up.
inline const plugin::Run* for_setup(const plugin::Run& run) noexcept {
  return run.work_left() > 0 ? &run : nullptr;
}

class Lanes {
 public:
  Lanes(const plugin::Host& host, const weiss_problem_view& problem, const weiss_solver_input& input,
        int32_t engine, const plugin::Run& run, int64_t count)
      : table_(plugin::search_table(host)),
        problem_(problem),
        input_(input),
        engine_(engine),
        searches_(static_cast<size_t>(run.threads())),
        spins_(static_cast<size_t>(count * problem.num_spins), int8_t{1}, host),
        lanes_(static_cast<size_t>(count)) {}

  int64_t num_spins() const noexcept { return problem_.num_spins; }
  // Searches of all rounds before this one, left out ones included.
  int64_t done() const noexcept { return done_; }
  // Best state of the lane's last search; before the search, room to prepare a start in.
  int8_t* spins(int64_t lane) noexcept { return spins_.data() + lane * num_spins(); }
  double energy(int64_t lane) const noexcept { return lanes_[static_cast<size_t>(lane)].energy; }
  // Did the last round bring a sample in this lane?
  bool filled(int64_t lane) const noexcept { return lanes_[static_cast<size_t>(lane)].filled; }

  // Calls body(lane, search, run) for lanes 0 ... count - 1 and reports what they found. A body must begin
  // its search first. Lanes whose turn comes after the end of the run are left out, but for the very first:
  // there is always a state. What a search has when it is cut off counts only when it is better than all
  // before.
  template <class Body>
  void round(const plugin::Run& run, const plugin::Sink& sink, int64_t count, Body&& body) {
    run.spend(count);  // so that rounds end when shares of the work are too small to begin
    run.parallel_for(count, [&](int64_t index, const plugin::Run& own) {
      Lane& lane = lanes_[static_cast<size_t>(index)];
      lane = {};
      if (own.should_stop() && done_ + index > 0) return;
      std::optional<plugin::Search>& search = searches_[static_cast<size_t>(own.worker())];
      if (!search && !create(search, own)) return;
      body(index, *search, own);
      lane.begun = true;
      lane.energy = search->best_energy();
      lane.filled = !own.should_stop() || lane.energy < best_;
      if (lane.filled) std::memcpy(spins(index), search->best_spins(), static_cast<size_t>(num_spins()));
    });
    for (int64_t index = 0; index < count; ++index) {
      const Lane& lane = lanes_[static_cast<size_t>(index)];
      if (lane.filled) sink.report(spins(index), lane.energy);
      if (lane.filled) best_ = std::min(best_, lane.energy);
      if (!lane.begun) report_start(sink, done_ + index);
    }
    done_ += count;
  }

  // Is the search of this lane one of those that take a start of the input?
  bool has_start(int64_t lane) const noexcept { return done_ + lane < input_.num_starts; }
  // Brings a search to the lane's start, or to a random state. Charges the pass over all couplings.
  void begin(plugin::Search& search, int64_t lane, const plugin::Run& run) const {
    if (has_start(lane))
      search.set(input_.starts + (done_ + lane) * num_spins());
    else
      search.set_random(run.seed());
    run.spend(problem_.num_entries);
  }
  // The same for the state that was prepared in the lane.
  void begin_prepared(plugin::Search& search, int64_t lane, const plugin::Run& run) {
    search.set(spins(lane));
    run.spend(problem_.num_entries);
  }

  // After the last round: starts whose turn never came are states, too.
  void finish(const plugin::Sink& sink) const noexcept {
    for (int64_t index = done_; index < input_.num_starts; ++index) report_start(sink, index);
  }

 private:
  // False when the run says stop first, as it may on large problems.
  bool create(std::optional<plugin::Search>& search, const plugin::Run& run) const {
    return unless_stopped([&] { search.emplace(table_, problem_.problem, engine_, for_setup(run)); });
  }

  struct Lane {
    bool begun = false;
    bool filled = false;
    double energy = 0.0;
  };

  void report_start(const plugin::Sink& sink, int64_t index) const noexcept {
    if (index < input_.num_starts)
      sink.report(input_.starts + index * num_spins(), std::numeric_limits<double>::quiet_NaN(), "start");
  }

  const weiss_ext_search& table_;
  const weiss_problem_view& problem_;
  const weiss_solver_input& input_;
  const int32_t engine_;
  std::vector<std::optional<plugin::Search>> searches_;  // [threads]
  plugin::Array<int8_t> spins_;                          // [count * num_spins]
  std::vector<Lane> lanes_;
  double best_ = std::numeric_limits<double>::infinity();  // of all reported
  int64_t done_ = 0;
};

}  // namespace bundled
}  // namespace weiss
