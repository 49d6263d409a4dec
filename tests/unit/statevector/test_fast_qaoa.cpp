// The fast simulator against circuits by definition, on every SIMD level.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "base/random.hpp"
#include "runtime/pool.hpp"
#include "statevector/fast_qaoa.hpp"
#include "statevector/qaoa_reference.hpp"

using namespace weiss;
using reference::Numbers;

namespace {

struct Setting {
  const KernelTable* table;
  std::shared_ptr<Pool> pool = std::make_shared<Pool>(nullptr, nullptr);

  EnvironmentPtr environment() const {
    return std::make_shared<Environment>(0, nullptr, nullptr, nullptr, *table, LogTarget{});
  }
  template <class Real>
  FastQaoa<Real> evaluator(int32_t threads = 1) const {
    return FastQaoa<Real>(environment(), Threads(*pool, threads));
  }
};

std::vector<Setting> levels() {
  std::vector<const KernelTable*> tables(kernel_tables(nullptr, 0));
  kernel_tables(tables.data(), tables.size());
  std::vector<Setting> settings;
  for (const KernelTable* table : tables) settings.push_back({table});
  return settings;
}

enum class Kind { kFields, kPlain, kInteger, kIntegerFields };

double coefficient(Random& random, Kind kind) {
  if (kind == Kind::kInteger || kind == Kind::kIntegerFields)
    return static_cast<double>(random.below(3)) - 1.0;
  return 2.0 * random.uniform() - 1.0;
}

ProblemPtr random_problem(uint64_t seed, size_t n, Kind kind) {
  Random random(seed);
  weiss_test::UserForm form;
  form.num_spins = static_cast<int64_t>(n);
  for (int32_t i = 0; i < static_cast<int32_t>(n); ++i)
    for (int32_t j = 0; j < i; ++j) form.add(i, j, coefficient(random, kind));
  if (kind == Kind::kFields || kind == Kind::kIntegerFields)
    for (size_t i = 0; i < n; ++i) form.linear.push_back(coefficient(random, kind));
  return build_problem(weiss_test::make_environment(), form.data());
}

Numbers random_parameters(uint64_t seed, size_t depth, double gamma, double beta) {
  Random random(seed);
  Numbers parameters;
  for (size_t k = 0; k < 2 * depth; ++k)
    parameters.push_back((2.0 * random.uniform() - 1.0) * (k < depth ? gamma : beta));
  return parameters;
}

template <class Real>
double value_of(FastQaoa<Real>& evaluator, const Numbers& parameters) {
  const size_t depth = parameters.size() / 2;
  double value = NAN;
  REQUIRE(evaluator.value(nullptr, static_cast<int32_t>(depth), parameters.data(), parameters.data() + depth,
                          &value));
  return value;
}

// What errors are measured against: no energy is larger.
double unit(const Numbers& costs) {
  double largest = 1.0;
  for (const double x : costs) largest = std::max(largest, std::fabs(x));
  return largest;
}

}  // namespace

TEST_CASE("cosines and sines of phases are right to 4e-15, in single precision to 2e-7") {
  const auto largest_error = [](const auto& kernels, auto&& phase) {
    Random random(3);
    double error = 0.0;
    for (int round = 0; round < 500; ++round) {
      phase.turns = 1.0;
      phase.scale = 1.0;
      phase.num_codes = kQaoaMostCodes;
      for (auto& x : phase.value)
        x = static_cast<std::decay_t<decltype(x)>>(16.0 * random.uniform() - 8.0);  // quarter turns
      kernels.tabulate(&phase);
      for (int k = 0; k < kQaoaMostCodes; ++k) {
        const double angle = static_cast<double>(phase.value[k]) * std::acos(0.0);
        error = std::max({error, std::fabs(static_cast<double>(phase.cosine[k]) - std::cos(angle)),
                          std::fabs(static_cast<double>(phase.sine[k]) - std::sin(angle))});
      }
    }
    return error;
  };
  for (const Setting& level : levels()) {
    CAPTURE(level.table->name);
    CHECK(largest_error(level.table->qaoa64, QaoaPhase<double>{}) < 4e-15);
    CHECK(largest_error(level.table->qaoa32, QaoaPhase<float>{}) < 2e-7);
  }
}

TEST_CASE("mean energies are those of the circuit by definition") {
  for (const Setting& level : levels()) {
    CAPTURE(level.table->name);
    auto exact = level.evaluator<double>();
    auto single = level.evaluator<float>();
    for (size_t n = 1; n <= 13; ++n)
      for (const Kind kind : {Kind::kFields, Kind::kPlain, Kind::kInteger, Kind::kIntegerFields})
        for (const bool symmetry : {true, false}) {
          const ProblemPtr problem = random_problem(n, n, kind);
          const Numbers costs = reference::energies(*problem);
          exact.set_problem(*problem, symmetry);
          single.set_problem(*problem, symmetry);
          for (size_t depth = 0; depth <= 4; depth += n > 10 ? 2 : 1) {
            const Numbers parameters =
                random_parameters(100 * n + depth, depth, n % 3 == 0 ? 30.0 : 2.0, 3.2);
            CAPTURE(n);
            CAPTURE(static_cast<int>(kind));
            CAPTURE(symmetry);
            CAPTURE(depth);
            const double expected = reference::mean(reference::qaoa(*problem, parameters), costs);
            CHECK(std::fabs(value_of(exact, parameters) - expected) < 1e-12 * unit(costs));
            if (n % 3 != 0) CHECK(std::fabs(value_of(single, parameters) - expected) < 1e-4 * unit(costs));
          }
        }
  }
}

TEST_CASE("gradients are the differences of mean energies") {
  for (const Setting& level : levels()) {
    CAPTURE(level.table->name);
    auto exact = level.evaluator<double>();
    auto single = level.evaluator<float>();
    for (size_t n = 1; n <= 12; ++n)
      for (const Kind kind : {Kind::kFields, Kind::kPlain, Kind::kInteger})
        for (const bool symmetry : {true, false})
          for (size_t depth = 1; depth <= 4; depth += n > 9 ? 2 : 1) {
            const ProblemPtr problem = random_problem(n, n, kind);
            exact.set_problem(*problem, symmetry);
            single.set_problem(*problem, symmetry);
            const Numbers parameters = random_parameters(100 * n + depth, depth, 0.7, 3.2);
            CAPTURE(n);
            CAPTURE(static_cast<int>(kind));
            CAPTURE(symmetry);
            CAPTURE(depth);
            Numbers gradient(2 * depth), rounded(2 * depth);
            double value = NAN, single_value = NAN;
            const auto p = static_cast<int32_t>(depth);
            REQUIRE(exact.gradient(nullptr, p, parameters.data(), parameters.data() + depth, &value,
                                   gradient.data(), gradient.data() + depth));
            REQUIRE(single.gradient(nullptr, p, parameters.data(), parameters.data() + depth, &single_value,
                                    rounded.data(), rounded.data() + depth));
            const double scale = static_cast<double>(n * n);
            CHECK(std::fabs(value - value_of(exact, parameters)) < 1e-13 * scale);
            CHECK(std::fabs(single_value - value) < 1e-4 * scale);
            for (size_t k = 0; k < 2 * depth; ++k) {
              const double expected =
                  reference::difference([&](const Numbers& x) { return value_of(exact, x); }, parameters, k);
              CHECK(std::fabs(gradient[k] - expected) < 1e-7 * scale);
              CHECK(std::fabs(rounded[k] - expected) < 1e-4 * scale);
            }
          }
  }
}

TEST_CASE("a prepared state has the amplitudes of the circuit in the order of all basis states") {
  for (const Setting& level : levels()) {
    CAPTURE(level.table->name);
    auto evaluator = level.evaluator<double>();
    for (size_t n = 1; n <= 12; ++n)
      for (const Kind kind : {Kind::kFields, Kind::kPlain})
        for (const bool symmetry : {true, false})
          for (size_t depth = 0; depth <= 3; ++depth) {
            const ProblemPtr problem = random_problem(n, n, kind);
            const Numbers costs = reference::energies(*problem);
            const Numbers parameters = random_parameters(7 * n + depth, depth, 1.0, 3.2);
            const reference::State expected = reference::qaoa(*problem, parameters);
            evaluator.set_problem(*problem, symmetry);
            CHECK_FALSE(evaluator.prepared());
            REQUIRE(evaluator.prepare(nullptr, static_cast<int32_t>(depth), parameters.data(),
                                      parameters.data() + depth));
            CHECK(evaluator.prepared());
            CAPTURE(n);
            CAPTURE(static_cast<int>(kind));
            CAPTURE(symmetry);
            CAPTURE(depth);

            const auto size = static_cast<int64_t>(expected.size());
            Numbers energies(expected.size()), probabilities(expected.size()),
                amplitudes(2 * expected.size());
            evaluator.energies(0, size, energies.data());
            evaluator.probabilities(0, size, probabilities.data());
            evaluator.amplitudes(0, size, amplitudes.data());
            reference::Complex overlap = 0.0;
            double energy_error = 0.0, probability_error = 0.0;
            for (size_t x = 0; x < expected.size(); ++x) {
              energy_error = std::max(energy_error, std::fabs(energies[x] - costs[x]));
              probability_error =
                  std::max(probability_error, std::fabs(probabilities[x] - std::norm(expected[x])));
              overlap +=
                  std::conj(expected[x]) * reference::Complex(amplitudes[2 * x], amplitudes[2 * x + 1]);
            }
            CHECK(energy_error < 1e-12 * unit(costs));
            CHECK(probability_error < 1e-13);
            CHECK(std::abs(overlap) == doctest::Approx(1.0).epsilon(1e-12));
            CHECK(std::fabs(evaluator.mean() - reference::mean(expected, costs)) < 1e-12 * unit(costs));

            Numbers marginals(n), correlations(n * n);
            evaluator.marginals(marginals.data());
            evaluator.correlations(correlations.data());
            for (size_t i = 0; i < n; ++i) {
              CHECK(std::fabs(marginals[i] - reference::marginal(expected, i)) < 1e-12);
              for (size_t j = 0; j < n; ++j)
                CHECK(std::fabs(correlations[i * n + j] - reference::correlation(expected, i, j)) < 1e-12);
            }
          }
  }
}

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

TEST_CASE("states of many blocks have the same values, whole, halved and with mirrored phases") {
  const Setting level = levels().back();
  for (const size_t n : {19u, 20u})
    for (const Kind kind : {Kind::kFields, Kind::kPlain}) {
      if (kSanitized && (n > 19 || kind == Kind::kFields)) continue;  // a minute there
      const ProblemPtr problem = random_problem(n, n, kind);
      const Numbers costs = reference::energies(*problem);
      const Numbers parameters = random_parameters(n, 2, 0.7, 1.5);
      const double expected = reference::mean(reference::qaoa(*problem, parameters), costs);
      for (const bool symmetry : {true, false}) {
        CAPTURE(n);
        CAPTURE(static_cast<int>(kind));
        CAPTURE(symmetry);
        auto evaluator = level.evaluator<double>(2);
        evaluator.set_problem(*problem, symmetry);
        CHECK(std::fabs(value_of(evaluator, parameters) - expected) < 1e-12 * unit(costs));
        Numbers gradient(4);
        double value = NAN;
        REQUIRE(evaluator.gradient(nullptr, 2, parameters.data(), parameters.data() + 2, &value, gradient.data(),
                                   gradient.data() + 2));
        CHECK(std::fabs(value - expected) < 1e-12 * unit(costs));
      }
    }
}

// Takes minutes under a sanitizer, for which the case above visits the same code.
TEST_CASE("states beyond the caches have the same values, with the same bits for every number of threads" *
          doctest::skip(kSanitized)) {
  for (const Setting& level : levels()) {
    if (level.table->lanes == 1) continue;
    CAPTURE(level.table->name);
    for (const size_t n : {14u, 15u, 16u, 18u, 19u})
      for (const Kind kind : {Kind::kFields, Kind::kPlain, Kind::kInteger})
        for (const bool symmetry : {true, false}) {
          if (n >= 18 && kind != (symmetry ? Kind::kPlain : Kind::kFields)) continue;
          const ProblemPtr problem = random_problem(n, n, kind);
          const Numbers costs = reference::energies(*problem);
          const Numbers parameters = random_parameters(n, 2, 0.7, 3.2);
          const double expected = reference::mean(reference::qaoa(*problem, parameters), costs);
          CAPTURE(n);
          CAPTURE(static_cast<int>(kind));
          CAPTURE(symmetry);
          auto one = level.evaluator<double>(), two = level.evaluator<double>(2);
          one.set_problem(*problem, symmetry);
          two.set_problem(*problem, symmetry);
          const double value = value_of(one, parameters);
          CHECK(std::fabs(value - expected) < 1e-12 * unit(costs));
          CHECK(value_of(two, parameters) == value);

          Numbers gradient(4), other(4);
          double gradient_value = NAN, other_value = NAN;
          REQUIRE(one.gradient(nullptr, 2, parameters.data(), parameters.data() + 2, &gradient_value,
                               gradient.data(), gradient.data() + 2));
          REQUIRE(two.gradient(nullptr, 2, parameters.data(), parameters.data() + 2, &other_value,
                               other.data(), other.data() + 2));
          CHECK(std::fabs(gradient_value - expected) < 1e-12 * unit(costs));
          CHECK(other_value == gradient_value);
          CHECK(other == gradient);
          const auto f = [&](const Numbers& x) { return value_of(one, x); };
          for (size_t k = 0; k < 4; ++k)
            CHECK(std::fabs(gradient[k] - reference::difference(f, parameters, k)) <
                  1e-7 * static_cast<double>(n * n));
        }
  }
}
