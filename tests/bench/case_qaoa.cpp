// The X-mixer circuit: mean energies and gradients on SK and 3-regular instances, each level, halved or not,
// and the floor that the multiplications and additions of a layer set.
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "base/random.hpp"
#include "bench.hpp"
#include "data.hpp"
#include "model/build.hpp"
#include "runtime/pool.hpp"
#include "statevector/fast_qaoa.hpp"

namespace weiss::bench {
namespace {

EnvironmentPtr environment_of(const KernelTable& table) {
  return std::make_shared<Environment>(0, nullptr, nullptr, nullptr, table, LogTarget{});
}

// Couplings between all pairs, near the normal distribution, over sqrt(n); no fields.
std::vector<double> sk_couplings(int32_t n, Random& random) {
  std::vector<double> value;
  for (int32_t k = 0; k < n * (n - 1) / 2; ++k) {
    double sum = -6.0;
    for (int term = 0; term < 12; ++term) sum += random.uniform();
    value.push_back(sum / std::sqrt(static_cast<double>(n)));
  }
  return value;
}

// Pairs of a random 3-regular graph: three perfect matchings without a common edge.
std::vector<std::pair<int32_t, int32_t>> cubic_pairs(int32_t n, Random& random) {
  std::vector<std::pair<int32_t, int32_t>> pairs;
  std::vector<int32_t> order(static_cast<size_t>(n));
  std::iota(order.begin(), order.end(), 0);
  while (pairs.size() < static_cast<size_t>(3 * n / 2)) {
    for (size_t k = order.size() - 1; k > 0; --k)
      std::swap(order[k], order[random.below(static_cast<uint32_t>(k + 1))]);
    std::vector<std::pair<int32_t, int32_t>> matching;
    for (size_t k = 0; k + 1 < order.size(); k += 2)
      matching.emplace_back(std::min(order[k], order[k + 1]), std::max(order[k], order[k + 1]));
    const bool fresh = std::none_of(matching.begin(), matching.end(), [&](const auto& pair) {
      return std::find(pairs.begin(), pairs.end(), pair) != pairs.end();
    });
    if (fresh) pairs.insert(pairs.end(), matching.begin(), matching.end());
  }
  return pairs;
}

ProblemPtr instance(int32_t n, bool cubic, const KernelTable& table) {
  Random random(static_cast<uint64_t>(n));
  std::vector<int32_t> row, column;
  std::vector<double> value;
  if (cubic) {
    for (const auto& [i, j] : cubic_pairs(n, random)) {
      row.push_back(i);
      column.push_back(j);
    }
    value.assign(row.size(), 1.0);
  } else {
    for (int32_t i = 0; i < n; ++i)
      for (int32_t j = 0; j < i; ++j) {
        row.push_back(i);
        column.push_back(j);
      }
    value = sk_couplings(n, random);
  }
  weiss_problem_data data = {};
  data.struct_size = sizeof data;
  data.origin = WEISS_ORIGIN_ISING;
  data.num_spins = n;
  data.num_terms = static_cast<int64_t>(row.size());
  data.row = row.data();
  data.column = column.data();
  data.value = value.data();
  return build_problem(environment_of(table), data);
}

constexpr double kGammas[] = {0.31, 0.52, 0.63};
constexpr double kBetas[] = {-0.61, -0.43, -0.24};

template <class Real>
struct Evaluator {
  Evaluator(const KernelTable& table, const Problem& problem, bool symmetry)
      : qaoa(environment_of(table), Threads(pool, 1)) {
    qaoa.set_problem(problem, symmetry);
  }
  Pool pool{nullptr, nullptr};
  FastQaoa<Real> qaoa;
};

template <class Real>
void add_value(Case& c, const std::string& name, const KernelTable& table, const Problem& problem,
               bool symmetry, int32_t depth, const char* baseline) {
  const auto evaluator = std::make_shared<Evaluator<Real>>(table, problem, symmetry);
  const auto call = [=] {
    double value;
    evaluator->qaoa.value(nullptr, depth, kGammas, kBetas, &value);
    keep(value);
  };
  c.add({name, call, 1.0, 0.0, baseline});
}

template <class Real>
void add_gradient(Case& c, const std::string& name, const KernelTable& table, const Problem& problem,
                  bool symmetry, int32_t depth, const char* baseline) {
  const auto evaluator = std::make_shared<Evaluator<Real>>(table, problem, symmetry);
  const auto call = [=] {
    double value, d_gammas[3], d_betas[3];
    evaluator->qaoa.gradient(nullptr, depth, kGammas, kBetas, &value, d_gammas, d_betas);
    keep(value);
  };
  c.add({name, call, 1.0, 0.0, baseline});
}

// What the multiplications and additions of a layer take alone: for each real number one for each qubit and
// two for the phase.
#if defined(__x86_64__)
[[gnu::target("avx512f")]] void multiply_add_512(int64_t count) {
  const __m512d f = _mm512_set1_pd(0.5);
  __m512d a = f, b = f, c = f, d = f, e = f, g = f, h = f, i = f;
  for (int64_t k = 0; k < count; k += 8) {
    a = _mm512_fmadd_pd(a, f, f);
    b = _mm512_fmadd_pd(b, f, f);
    c = _mm512_fmadd_pd(c, f, f);
    d = _mm512_fmadd_pd(d, f, f);
    e = _mm512_fmadd_pd(e, f, f);
    g = _mm512_fmadd_pd(g, f, f);
    h = _mm512_fmadd_pd(h, f, f);
    i = _mm512_fmadd_pd(i, f, f);
    asm volatile("" : "+v"(a), "+v"(b), "+v"(c), "+v"(d), "+v"(e), "+v"(g), "+v"(h), "+v"(i));
  }
}
void add_floor(Case& c, int32_t n) {
  if (std::string(find_kernels(nullptr)->name) != "avx512") return;
  const int64_t count = (int64_t{1} << n) / 8 * (2 * n + 4);
  c.add({"floor of a layer", [=] { multiply_add_512(count); }, 1.0, 0.0, ""});
}
#else
void add_floor(Case&, int32_t) {}
#endif

void add_values(Case& c, int32_t n, bool cubic) {
  const KernelTable& best = *find_kernels(nullptr);
  const ProblemPtr problem = instance(n, cubic, best);
  add_value<double>(c, "p3", best, *problem, false, 3, "");
  add_value<double>(c, "p1", best, *problem, false, 1, "");
  add_value<double>(c, "p3 halved", best, *problem, true, 3, "p3");
  add_value<double>(c, "p1 halved", best, *problem, true, 1, "p1");
  add_value<float>(c, "p3 single", best, *problem, false, 3, "p3");
  add_value<float>(c, "p3 single halved", best, *problem, true, 3, "p3");
  add_gradient<double>(c, "p3 gradient", best, *problem, false, 3, "p3");
  add_gradient<double>(c, "p3 gradient halved", best, *problem, true, 3, "p3 halved");
  for (const KernelTable* table : tables())
    if (table != &best)
      add_value<double>(c, std::string("p3 ") + table->name, *table, *problem, false, 3, "p3");
  add_floor(c, n);
  c.add({"set problem",
         [=, own = std::make_shared<Evaluator<double>>(best, *problem, true),
          copy = std::shared_ptr<Problem>(instance(n, cubic, best))] { own->qaoa.set_problem(*copy, true); },
         1.0, 0.0, ""});
}

#define WEISS_QAOA_CASES(n)                                                                    \
  const RegisterCase sk_##n("qaoa.sk.n" #n, "call", [](Case& c) { add_values(c, n, false); }); \
  const RegisterCase cubic_##n("qaoa.cubic.n" #n, "call", [](Case& c) { add_values(c, n, true); });
WEISS_QAOA_CASES(8)
WEISS_QAOA_CASES(10)
WEISS_QAOA_CASES(12)
WEISS_QAOA_CASES(14)
WEISS_QAOA_CASES(16)
WEISS_QAOA_CASES(18)
WEISS_QAOA_CASES(20)
#undef WEISS_QAOA_CASES
const RegisterCase sk_22("qaoa.sk.n22", "call", [](Case& c) { add_values(c, 22, false); });
const RegisterCase sk_24("qaoa.sk.n24", "call", [](Case& c) { add_values(c, 24, false); });

}  // namespace
}  // namespace weiss::bench
