#include "model/reduce.hpp"

#include <numeric>

#include "bounds/roof_dual.hpp"
#include "model/reduction_rules.hpp"
#include "model/remainder.hpp"

weiss_reduction::weiss_reduction(const weiss::Problem& problem)
    : environment(problem.environment), kept(environment->memory()), folds(environment->memory()), counts{} {
  counts.struct_size = sizeof counts;
}

void weiss_reduction::lift(const int8_t* reduced_spins, int8_t* spins) const noexcept {
  for (size_t a = 0; a < kept.size(); ++a) spins[kept[a]] = reduced_spins[a];
  for (auto fold = folds.rbegin(); fold != folds.rend(); ++fold) {
    double felt = fold->field;
    for (int k = 0; k < 3; ++k)
      if (fold->neighbour[k] >= 0) felt += fold->coupling[k] * spins[fold->neighbour[k]];
    spins[fold->spin] = felt > 0.0 ? -1 : 1;
  }
}

void weiss_reduction::restrict(const int8_t* spins, int8_t* reduced_spins) const noexcept {
  for (size_t a = 0; a < kept.size(); ++a) reduced_spins[a] = spins[kept[a]];
}

namespace weiss {

namespace {

// What flows may look at, all together: see weiss_problem_reduce.
constexpr int64_t kArcsOfEach = 64;
constexpr int64_t kFreeArcs = int64_t{1} << 22;
constexpr int64_t kMostEntries = int64_t{1} << 24;  // of a problem that they are tried on

ProblemPtr copy(const Problem& problem) {
  auto same = std::make_unique<Problem>(problem.environment);
  same->row_start = problem.row_start;
  same->column = problem.column;
  same->value = problem.value;
  same->field = problem.field;
  same->offset = problem.offset;
  same->flags = problem.flags;
  same->scale = problem.scale;
  same->trivial_bound = problem.trivial_bound;
  return same;
}

bool decides(const RoofDual& dual, size_t u) noexcept {
  return dual.value[u] != 0 && dual.anchor[u] != static_cast<int32_t>(u);
}

bool decides_some(const RoofDual& dual) noexcept {
  for (size_t u = 0; u < dual.value.size(); ++u)
    if (decides(dual, u)) return true;
  return false;
}

void apply(const RoofDual& dual, ReductionRules& rules) {
  for (size_t u = 0; u < dual.value.size(); ++u) {
    if (!decides(dual, u)) continue;
    if (dual.anchor[u] < 0)
      rules.fix(static_cast<int32_t>(u), dual.value[u]);
    else
      rules.merge(static_cast<int32_t>(u), dual.anchor[u], dual.value[u]);
  }
}

class Reducer {
 public:
  Reducer(const Problem& problem, Reduction& reduction, const weiss_run* run)
      : meter_(run), present_(&problem), reduction_(reduction), max_scale_(largest_scale(problem, meter_)),
        arcs_left_(kArcsOfEach * 2 * (problem.num_entries() + problem.num_spins()) + kFreeArcs) {
    reduction.kept.resize(problem.field.size());
    std::iota(reduction.kept.begin(), reduction.kept.end(), 0);
  }

  ProblemPtr run() {
    if (ReductionRules::apply_to(*present_, meter_)) remove([](ReductionRules&) {});
    while (present_->num_spins() > 0 && present_->num_entries() <= kMostEntries) {
      const RoofDual dual = roof_dual(*present_, arcs_left_, meter_);
      arcs_left_ -= dual.work;
      if (!decides_some(dual)) break;
      remove([&dual](ReductionRules& rules) { apply(dual, rules); });
    }
    reduction_.counts.work = meter_.spent();
    return reduced_ ? std::move(reduced_) : copy(*present_);
  }

 private:
  // Removes what first asks for and then what the rules do; the result is the present problem.
  template <class First>
  void remove(const First& first) {
    Remainder rest(*present_, meter_);
    const Vector<int32_t> spin_of(reduction_.kept, reduction_.environment->memory());
    ReductionRules rules(rest, *present_, spin_of, max_scale_, reduction_);
    first(rules);
    rules.run(meter_);
    reduced_ = rest.compact(*present_, reduction_.kept, meter_);
    present_ = reduced_.get();
    for (int32_t& spin : reduction_.kept) spin = spin_of[static_cast<size_t>(spin)];
  }

  Meter meter_;
  const Problem* present_;
  Reduction& reduction_;
  const double max_scale_;
  int64_t arcs_left_;
  ProblemPtr reduced_;
};

}  // namespace

ProblemPtr reduce(const Problem& problem, std::unique_ptr<Reduction>& reduction, const weiss_run* run) {
  auto back = std::make_unique<Reduction>(problem);
  ProblemPtr reduced = Reducer(problem, *back, run).run();
  back->counts.num_spins = problem.num_spins();
  back->counts.num_kept = reduced->num_spins();
  reduction = std::move(back);
  return reduced;
}

}  // namespace weiss
