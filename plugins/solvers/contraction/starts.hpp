// Where a search begins, and where it begins anew.
#pragma once

#include <cstring>
#include <weiss/ext/algorithms.hpp>

#include "../../common/best_start.hpp"

namespace weiss {
namespace contraction {

using plugin::Array;
using plugin::Child;
using plugin::Host;
using plugin::Problems;
using plugin::Random;
using plugin::Run;

// Starts of the solver are kept, so that a search can be repeated from the same ones.
class Starts {
 public:
  // solver: gives starts, or null.
  Starts(const Host& host, const weiss_problem_view& problem, const Run& run, Child* solver)
      : problem_(problem), run_(run), solver_(solver), spins_(size(), int8_t{1}, host), host_(host) {}

  const int8_t* spins() const noexcept { return spins_.data(); }
  int64_t solved() const noexcept { return solved_; }  // sub-problems that these spins took
  // Sub-problems of all that the solver gave, and the most of one.
  int64_t all_solved() const noexcept {
    int64_t sum = 0;
    for (const Given& given : given_) sum += given.solved;
    return sum;
  }
  int64_t most_solved() const noexcept {
    int64_t most = 0;
    for (const Given& given : given_) most = std::max(most, given.solved);
    return most;
  }

  // The best given start, what the solver finds, or a random state. The sequence begins again.
  void first(const Problems& problems, const weiss_solver_input& input) {
    count_ = next_given_ = 0;
    solved_ = 0;
    if (const int8_t* const best = bundled::best_start(problems, problem_, input, run_))
      std::copy_n(best, size(), spins_.begin());
    else
      next(true);
  }
  // A random state; the sequence begins again.
  void first_at_random() {
    count_ = next_given_ = 0;
    next(false);
  }

  // Another start: of the solver when that is wanted and it is there, else a random state.
  void next(bool by_solver) {
    const uint64_t stream = kFirstStream + count_++;
    if (by_solver && solver_) {
      if (next_given_ == given_.size()) given_.push_back(ask(stream));
      const Given& given = given_[next_given_++];
      std::copy_n(given.spins.data(), size(), spins_.begin());
      solved_ = given.solved;
    } else {
      Random random(run_.stream(stream));
      for (int8_t& spin : spins_) spin = random.below(2) == 0 ? int8_t{1} : int8_t{-1};
      solved_ = 0;
    }
  }

 private:
  static constexpr uint64_t kFirstStream = uint64_t{1} << 62;  // sub-problems have those from 1

  struct Given {
    Array<int8_t> spins;
    int64_t solved;
  };

  size_t size() const noexcept { return static_cast<size_t>(problem_.num_spins); }

  Given ask(uint64_t stream) {
    Given given{Array<int8_t>(size(), int8_t{1}, host_), 0};
    weiss_task task = plugin::sized<weiss_task>();
    task.problem = problem_.problem;
    task.stream = stream;
    task.work_limit = std::max<int64_t>(run_.work_left() / 2, 1);  // a start that is cut short is none
    const weiss_outcome outcome = solver_->solve(run_, task);
    if (outcome.spins) std::copy_n(outcome.spins, size(), given.spins.begin());
    for (int64_t k = 0; k < outcome.num_figures; ++k)
      if (std::strcmp(outcome.figure_names[k], "sub-problems") == 0)
        given.solved = static_cast<int64_t>(outcome.figures[k]);
    return given;
  }

  const weiss_problem_view& problem_;
  const Run& run_;
  Child* const solver_;
  Array<int8_t> spins_;
  Host host_;
  std::vector<Given> given_;
  size_t next_given_ = 0;
  uint64_t count_ = 0;
  int64_t solved_ = 0;
};

}  // namespace contraction
}  // namespace weiss
