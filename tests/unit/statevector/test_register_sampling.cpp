// Sampling: the law of what is drawn.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "base/error.hpp"
#include "statevector/sampling.hpp"
#include "statevector/support.hpp"

using namespace weiss_test;

namespace {

using Counts = std::map<uint64_t, int64_t>;

Counts draw(const std::vector<double>& weights, uint64_t seed, int64_t shots, int32_t threads = 1) {
  const auto environment = make_environment();
  std::vector<uint64_t> states(static_cast<size_t>(shots));
  std::vector<int64_t> counts(static_cast<size_t>(shots));
  const int64_t distinct = weiss::sample(
      environment->memory(), weiss::Threads(pool(), threads), static_cast<int64_t>(weights.size()),
      [&](int64_t first, int64_t count, double* out) { std::copy_n(weights.data() + first, count, out); },
      seed, shots, states.data(), counts.data());
  REQUIRE(distinct <= shots);
  CHECK(std::is_sorted(states.begin(), states.begin() + distinct));
  Counts result;
  for (size_t k = 0; k < static_cast<size_t>(distinct); ++k) {
    CHECK(counts[k] > 0);
    result[states[k]] = counts[k];
  }
  CHECK(static_cast<int64_t>(result.size()) == distinct);
  return result;
}

int64_t total(const Counts& counts) {
  int64_t sum = 0;
  for (const auto& [state, count] : counts) sum += count;
  return sum;
}

std::vector<double> random_weights(uint64_t seed, size_t size, double scale = 1.0) {
  Dice dice(seed);
  std::vector<double> weights(size);
  for (double& w : weights) w = dice.below(3) == 0 ? 0.0 : scale * std::exp(dice.normal());
  return weights;
}

// The law in the header, one shot after another.
Counts draw_by_definition(const std::vector<double>& weights, uint64_t seed, int64_t shots) {
  const long double sum = std::accumulate(weights.begin(), weights.end(), 0.0L);
  Counts counts;
  for (int64_t s = 0; s < shots; ++s) {
    uint64_t z = weiss_seed_derive(seed, 0) + (static_cast<uint64_t>(s) + 1) * UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    z ^= z >> 31;
    const long double u = sum * static_cast<long double>(z >> 11) / 9007199254740992.0L;
    long double cumulative = 0.0L;
    uint64_t state = 0;
    while ((cumulative += weights[state]) <= u) ++state;
    ++counts[state];
  }
  return counts;
}

// Chi-square of the counts over states grouped to an expectation of 20 and more, as standard deviations from
// its mean.
double chi_square_deviation(const std::vector<double>& weights, const Counts& counts) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  const auto shots = static_cast<double>(total(counts));
  double chi_square = 0.0, expected = 0.0, seen = 0.0, groups = 0.0;
  for (size_t k = 0; k < weights.size(); ++k) {
    expected += shots * weights[k] / sum;
    if (const auto found = counts.find(k); found != counts.end()) seen += static_cast<double>(found->second);
    if (expected < 20.0 && k + 1 < weights.size()) continue;
    if (expected > 0.0) chi_square += (seen - expected) * (seen - expected) / expected;
    groups += 1.0;
    expected = seen = 0.0;
  }
  const double freedom = std::max(groups - 1.0, 1.0);
  return (chi_square - freedom) / std::sqrt(2.0 * freedom);
}

}  // namespace

TEST_CASE("each shot draws the state of the law, for few and many shots and states") {
  for (const size_t size : {1, 2, 8, 1024, 4096, 32768})
    for (const int64_t shots : {1, 10, 1000, 20000}) {
      CAPTURE(size);
      CAPTURE(shots);
      std::vector<double> weights = random_weights(size, size);
      weights[0] = 1.0;
      CHECK(draw(weights, 5, shots) == draw_by_definition(weights, 5, shots));
    }
}

TEST_CASE("frequencies are those of the weights, whatever their sum") {
  for (const size_t size : {16, 1024, 65536})
    for (const double scale : {1.0, 1e-30, 1e30}) {
      CAPTURE(size);
      const std::vector<double> weights = random_weights(size, size, scale);
      const Counts counts = draw(weights, 23, 200000);
      CHECK(total(counts) == 200000);
      CHECK(std::abs(chi_square_deviation(weights, counts)) < 4.0);
    }
}

TEST_CASE("states of probability zero are never drawn") {
  std::vector<double> weights(16384, 0.0);
  weights[5] = weights[9000] = 1e-300;
  const Counts counts = draw(weights, 29, 5000);
  CHECK(counts.size() == 2);
  CHECK(counts.count(5) == 1);
  CHECK(counts.count(9000) == 1);
  CHECK(total(counts) == 5000);
}

TEST_CASE("no shots draw nothing, one shot draws one state") {
  const std::vector<double> weights = random_weights(31, 64);
  CHECK(draw(weights, 31, 0).empty());
  CHECK(total(draw(weights, 31, 1)) == 1);
}

TEST_CASE("a longer run begins with the shots of a shorter one") {
  const std::vector<double> weights = random_weights(37, 8192);
  Counts longer = draw(weights, 37, 3000);
  for (const auto& [state, count] : draw(weights, 37, 1000)) CHECK(longer[state] >= count);
}

TEST_CASE("a register draws the same states for every number of threads") {
  constexpr int n = 16;
  Dice dice(41);
  const naive::State amplitudes = naive::random_state(dice.generator(), n);
  std::vector<std::vector<uint64_t>> results;
  for (const int32_t threads : {1, 4}) {
    weiss::Statevector state = make_register(make_environment(), n, WEISS_PRECISION_DOUBLE, threads);
    set_amplitudes(state, amplitudes);
    std::vector<uint64_t> states(3000);
    std::vector<int64_t> counts(3000);
    states.resize(static_cast<size_t>(state.sample(43, 3000, states.data(), counts.data())));
    results.push_back(states);
  }
  CHECK(results[0] == results[1]);
  CHECK(results[0].size() > 2000);
}

TEST_CASE("a register in single precision draws by its own probabilities") {
  constexpr int n = 10;
  Dice dice(47);
  weiss::Statevector state = make_register(make_environment(), n, WEISS_PRECISION_SINGLE);
  set_amplitudes(state, naive::random_state(dice.generator(), n));
  std::vector<double> weights(1024);
  state.probabilities(0, 1024, weights.data());
  std::vector<uint64_t> states(50000);
  std::vector<int64_t> counts(50000);
  const int64_t distinct = state.sample(47, 50000, states.data(), counts.data());
  Counts drawn;
  for (size_t k = 0; k < static_cast<size_t>(distinct); ++k) drawn[states[k]] = counts[k];
  CHECK(drawn == draw(weights, 47, 50000));
  CHECK(std::abs(chi_square_deviation(weights, drawn)) < 4.0);
}

TEST_CASE("what cannot be measured is refused") {
  CHECK_THROWS_AS(draw({0.0, 0.0}, 1, 3), weiss::Error);
  CHECK_THROWS_AS(draw({1.0, NAN}, 1, 3), weiss::Error);
  const std::vector<double> weights{1.0, 1.0};
  uint64_t state = 0;
  int64_t count = 0;
  CHECK_THROWS_AS(weiss::sample(
                      make_environment()->memory(), weiss::Threads(pool(), 1), 2,
                      [&](int64_t, int64_t, double* out) { out[0] = out[1] = 1.0; }, 1, -1, &state, &count),
                  weiss::Error);
}
