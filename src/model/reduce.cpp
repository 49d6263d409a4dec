#include "model/reduce.hpp"

#include <algorithm>
#include <cmath>

#include "model/properties.hpp"
#include "model/sum.hpp"

weiss_reduction::weiss_reduction(const weiss::Problem& problem)
    : environment(problem.environment), kept(environment->memory()), folds(environment->memory()) {}

void weiss_reduction::lift(const int8_t* reduced_spins, int8_t* spins) const noexcept {
  for (size_t a = 0; a < kept.size(); ++a) spins[kept[a]] = reduced_spins[a];
  for (auto fold = folds.rbegin(); fold != folds.rend(); ++fold) {
    const double felt =
        fold->neighbour < 0 ? fold->field : fold->field + fold->coupling * spins[fold->neighbour];
    spins[fold->spin] = felt > 0.0 ? -1 : 1;
  }
}

namespace weiss {

namespace {

constexpr int32_t kNone = -1;

// The state of the folding: what is left of the problem.
struct Remainder {
  Remainder(const Problem& problem, Memory* memory)
      : degree(memory), field(problem.field, memory), offset(problem.offset), place(memory) {
    const auto n = static_cast<size_t>(problem.num_spins());
    degree.resize(n);
    place.resize(n);  // 0: there; turned into places of the reduced problem at the end
    for (size_t u = 0; u < n; ++u)
      degree[u] = static_cast<int32_t>(problem.row_end(u) - problem.row_begin(u));
  }

  bool foldable(int32_t spin) const noexcept {
    const auto u = static_cast<size_t>(spin);
    return place[u] != kNone && degree[u] <= 1;
  }

  Vector<int32_t> degree;
  Vector<double> field;
  CompensatedSum offset;
  Vector<int32_t> place;  // kNone once folded away
};

// Folds a spin and returns the neighbour that took it, or kNone.
int32_t fold_spin(const Problem& problem, int32_t spin, Remainder& rest, Reduction& reduction) {
  const auto u = static_cast<size_t>(spin);
  rest.place[u] = kNone;
  const double h = rest.field[u];
  size_t k = problem.row_begin(u);
  while (k < problem.row_end(u) && rest.place[static_cast<size_t>(problem.column[k])] == kNone) ++k;
  if (k == problem.row_end(u)) {
    reduction.folds.push_back({spin, kNone, h, 0.0});
    rest.offset.add(-std::fabs(h));
    return kNone;
  }
  const int32_t neighbour = problem.column[k];
  const double coupling = problem.value[k];
  reduction.folds.push_back({spin, neighbour, h, coupling});
  rest.offset.add(-std::max(std::fabs(h), std::fabs(coupling)));
  const double pull = std::min(std::fabs(h), std::fabs(coupling));
  rest.field[static_cast<size_t>(neighbour)] += (h > 0.0) == (coupling > 0.0) ? -pull : pull;
  --rest.degree[static_cast<size_t>(neighbour)];
  return neighbour;
}

// Takes what is left over into a problem of its own.
ProblemPtr compact(const Problem& problem, Remainder& rest, Reduction& reduction) {
  const auto n = static_cast<size_t>(problem.num_spins());
  int64_t entries = 0;
  reduction.kept.reserve(n - reduction.folds.size());
  for (size_t u = 0; u < n; ++u) {
    if (rest.place[u] == kNone) continue;
    rest.place[u] = static_cast<int32_t>(reduction.kept.size());
    reduction.kept.push_back(static_cast<int32_t>(u));
    entries += rest.degree[u];
  }
  auto reduced = std::make_unique<Problem>(problem.environment);
  reduced->column.reserve(static_cast<size_t>(entries));
  reduced->value.reserve(static_cast<size_t>(entries));
  reduced->field.reserve(reduction.kept.size());
  reduced->row_start.reserve(reduction.kept.size() + 1);
  reduced->row_start.push_back(0);
  for (const int32_t spin : reduction.kept) {
    const auto u = static_cast<size_t>(spin);
    for (size_t k = problem.row_begin(u); k < problem.row_end(u); ++k) {
      const int32_t place = rest.place[static_cast<size_t>(problem.column[k])];
      if (place == kNone) continue;
      reduced->column.push_back(place);
      reduced->value.push_back(problem.value[k]);
    }
    reduced->field.push_back(rest.field[u]);
    reduced->row_start.push_back(static_cast<int64_t>(reduced->column.size()));
  }
  reduced->offset = rest.offset.value();
  return reduced;
}

}  // namespace

ProblemPtr reduce(const Problem& problem, std::unique_ptr<Reduction>& reduction) {
  auto back = std::make_unique<Reduction>(problem);
  Remainder rest(problem, problem.environment->memory());
  const int64_t n = problem.num_spins();
  for (int64_t first = 0; first < n; ++first) {
    // A fold may leave its neighbour with one neighbour in turn: follow the chain.
    auto spin = static_cast<int32_t>(first);
    while (spin != kNone && rest.foldable(spin)) spin = fold_spin(problem, spin, rest, *back);
  }
  ProblemPtr reduced = compact(problem, rest, *back);
  inherit_properties(*reduced, problem);
  reduction = std::move(back);
  return reduced;
}

}  // namespace weiss
