// rqaoa as a whole: what it finds, how it ends, and that it takes no worse decisions than the recursion by
// its book.
#include <cmath>

#include "../../../plugins/solvers/rqaoa/best_beta.hpp"
#include "qaoa_reference.hpp"
#include "support.hpp"

namespace {

using weiss_test::attempt;
using weiss_test::brute_force;
using weiss_test::build;
using weiss_test::counter;
using weiss_test::Data;
using weiss_test::fingerprint;
using weiss_test::info_of;
using weiss_test::limited;
using weiss_test::make_context;
using weiss_test::random_terms;
using weiss_test::solve;
using weiss_test::Terms;

constexpr int64_t kEnough = 1000000000;

Terms ring(int64_t num_spins, uint32_t seed) {
  std::mt19937 random(seed);
  Terms terms;
  terms.num_spins = num_spins;
  for (int64_t i = 0; i < num_spins; ++i)
    terms.add(i, (i + 1) % num_spins, static_cast<double>(random() % 9) - 4.5);
  return terms;
}

// A union of three random perfect matchings, an edge that comes twice counting double: cubic but for these.
Terms cubic(int64_t num_spins, uint32_t seed) {
  std::mt19937 random(seed);
  Terms terms;
  terms.num_spins = num_spins;
  std::vector<int64_t> order(static_cast<size_t>(num_spins));
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int64_t>(i);
  for (int matching = 0; matching < 3; ++matching) {
    for (size_t i = order.size() - 1; i > 0; --i) std::swap(order[i], order[random() % (i + 1)]);
    for (size_t i = 0; i < order.size(); i += 2) terms.add(order[i], order[i + 1], 0.5);
  }
  return terms;
}

// The recursion on matrices, by its definition: every mean anew, gamma by a fine scan, before each
// elimination.
class Reference {
 public:
  Reference(const Terms& terms, size_t cutoff)
      : n_(static_cast<size_t>(terms.num_spins)),
        coupling_(n_ * n_, 0.0),
        left_(n_, true),
        merged_(n_, {0, 1}) {
    for (size_t k = 0; k < terms.row.size(); ++k) {
      at(static_cast<size_t>(terms.row[k]), static_cast<size_t>(terms.column[k])) += terms.value[k];
      at(static_cast<size_t>(terms.column[k]), static_cast<size_t>(terms.row[k])) += terms.value[k];
    }
    std::vector<size_t> order;
    for (size_t left = n_; left > cutoff; --left) {
      const auto [i, j, sign] = strongest();
      if (i == j) break;
      merged_[j] = {i, sign};
      left_[j] = false;
      order.push_back(j);
      for (size_t k = 0; k < n_; ++k) {
        if (k == i) continue;
        at(i, k) += sign * at(j, k);
        at(k, i) = at(i, k);
      }
      for (size_t k = 0; k < n_; ++k) at(j, k) = at(k, j) = 0.0;
    }
    enumerate();
    for (auto j = order.rbegin(); j != order.rend(); ++j)
      spins[*j] = static_cast<int8_t>(merged_[*j].second * spins[merged_[*j].first]);
  }
  std::vector<int8_t> spins;

 private:
  struct Choice {
    size_t i, j;
    int sign;
  };
  double& at(size_t i, size_t j) { return coupling_[i * n_ + j]; }

  // b and c of an edge at a gamma, without fields.
  std::pair<double, double> terms_of(size_t i, size_t j, double gamma) {
    double one = 1.0, two = 1.0, plus = 1.0, minus = 1.0;
    for (size_t k = 0; k < n_; ++k) {
      if (k == i || k == j || (at(i, k) == 0.0 && at(j, k) == 0.0)) continue;
      one *= std::cos(2 * gamma * at(i, k));
      two *= std::cos(2 * gamma * at(j, k));
      plus *= std::cos(2 * gamma * (at(i, k) + at(j, k)));
      minus *= std::cos(2 * gamma * (at(i, k) - at(j, k)));
    }
    return {0.5 * std::sin(2 * gamma * at(i, j)) * (one + two), -0.5 * (plus - minus)};
  }
  Choice strongest() {
    double size = 0.0;
    for (size_t i = 0; i < n_; ++i) {
      double sum = 0.0;
      for (size_t j = 0; j < n_; ++j) sum += at(i, j) * at(i, j);
      size = std::max(size, sum);
    }
    double gamma = 0.0, least = 0.0;
    weiss::rqaoa::BestBeta best{0.0, 0.0};
    for (int g = 1; g <= 150; ++g) {
      const double tried = 0.02 * g / std::sqrt(size);
      weiss::rqaoa::MixerCurve curve = {0.0, 0.0, 0.0};
      for (size_t i = 0; i < n_; ++i)
        for (size_t j = 0; j < i; ++j) {
          if (at(i, j) == 0.0) continue;
          const auto [b, c] = terms_of(i, j, tried);
          curve.b += at(i, j) * b;
          curve.c += at(i, j) * c;
        }
      const weiss::rqaoa::BestBeta found = weiss::rqaoa::best_beta(curve);
      if (found.value < least) {
        least = found.value;
        best = found;
        gamma = tried;
      }
    }
    Choice choice = {0, 0, 1};
    double most = 0.0;
    const double sine = std::sin(2 * best.beta);
    for (size_t i = 0; i < n_; ++i)
      for (size_t j = 0; j < i; ++j) {
        if (at(i, j) == 0.0) continue;
        const auto [b, c] = terms_of(i, j, gamma);
        const double mean = std::sin(4 * best.beta) * b + sine * sine * c;
        if (std::fabs(mean) < most + 1e-9) continue;
        most = std::fabs(mean);
        choice = {i, j, mean < 0.0 ? -1 : 1};
      }
    return choice;
  }
  void enumerate() {
    std::vector<size_t> rest;
    for (size_t i = 0; i < n_; ++i)
      if (left_[i]) rest.push_back(i);
    double least = 1e300;
    for (size_t state = 0; state < size_t{1} << rest.size(); ++state) {
      std::vector<int8_t> tried(n_, int8_t{1});
      for (size_t k = 0; k < rest.size(); ++k)
        tried[rest[k]] = (state >> k & 1u) != 0 ? int8_t{-1} : int8_t{1};
      double energy = 0.0;
      for (const size_t i : rest)
        for (const size_t j : rest) energy += 0.5 * at(i, j) * tried[i] * tried[j];
      if (energy < least) {
        least = energy;
        spins = tried;
      }
    }
  }

  size_t n_;
  std::vector<double> coupling_;
  std::vector<bool> left_;
  std::vector<std::pair<size_t, int>> merged_;
};

}  // namespace

TEST_CASE("rqaoa: up to the cutoff it is the enumeration") {
  const auto context = make_context();
  for (uint32_t seed = 1; seed <= 12; ++seed) {
    const auto problem = build(context, random_terms(seed, 0.6, seed % 2 == 0, Data::real, seed));
    const auto result = solve(context, problem, "rqaoa", limited(kEnough));
    CHECK(info_of(result).energy == doctest::Approx(brute_force(problem)));
    CHECK(counter(result, "eliminations") == 0);
  }
}

TEST_CASE("rqaoa: rings are solved exactly") {
  const auto context = make_context();
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    const Terms terms = ring(100 + seed, seed);
    const auto problem = build(context, terms);
    double least = 0.0, weakest = 1e300;
    int negative = 0;
    for (const double value : terms.value) {
      least -= std::fabs(value);
      weakest = std::fmin(weakest, std::fabs(value));
      negative += value > 0.0 ? 1 : 0;
    }
    if (negative % 2 != 0) least += 2.0 * weakest;
    CHECK(info_of(solve(context, problem, "rqaoa cutoff=3", limited(kEnough, seed))).energy == least);
  }
}

TEST_CASE("rqaoa: on cubic graphs it is as good as the recursion with all means anew, and better than 0.95") {
  const auto context = make_context();
  double own = 0.0, reference = 0.0, best = 0.0;
  for (uint32_t seed = 1; seed <= 16; ++seed) {
    const Terms terms = cubic(30 + 10 * (seed % 3), seed);
    const auto problem = build(context, terms);
    const double edges = static_cast<double>(terms.value.size());
    const auto cut_of = [&](double energy) { return 0.5 * edges - energy; };
    own += cut_of(info_of(solve(context, problem, "rqaoa cutoff=8", limited(kEnough, seed))).energy);
    reference += cut_of(weiss_test::energy_of(problem, Reference(terms, 8).spins));
    best += cut_of(info_of(solve(context, problem, "tabu", limited(300000, seed))).energy);
  }
  MESSAGE("ratios to the best cuts: " << own / best << ", reference " << reference / best);
  CHECK(own / best > 0.95);
  CHECK(own > 0.99 * reference);
}

TEST_CASE("rqaoa: fields and dense problems end near the optimum") {
  const auto context = make_context();
  double found = 0.0, best = 0.0;
  for (uint32_t seed = 1; seed <= 12; ++seed) {
    const double density = seed % 2 == 0 ? 1.0 : 0.3;
    const auto problem = build(context, random_terms(18, density, seed % 3 != 0, Data::integer, seed));
    found += info_of(solve(context, problem, "rqaoa cutoff=4", limited(kEnough))).energy;
    best += brute_force(problem);
  }
  CHECK(found < 0.9 * best);
}

TEST_CASE("rqaoa: spins without any coupling are free, and components do not disturb each other") {
  const auto context = make_context();
  Terms terms;
  terms.num_spins = 60;
  for (int64_t i = 0; i < 40; i += 2) terms.add(i, i + 1, i % 4 == 0 ? 1.0 : -2.0);
  terms.field.assign(60, 0.0);
  for (size_t i = 40; i < 50; ++i) terms.field[i] = i % 2 == 0 ? 3.0 : -3.0;
  const auto problem = build(context, terms);
  for (const uint64_t seed : {1, 2})
    CHECK(info_of(solve(context, problem, "rqaoa cutoff=1", limited(kEnough, seed))).energy == -60.0);
  CHECK(fingerprint(solve(context, problem, "rqaoa", limited(kEnough, 1))) !=
        fingerprint(solve(context, problem, "rqaoa", limited(kEnough, 2))));
}

TEST_CASE("rqaoa: the seed decides between equal means, and the number of threads nothing") {
  const auto context = make_context();
  const auto problem = build(context, cubic(200, 7));
  const std::string once = fingerprint(solve(context, problem, "rqaoa", limited(kEnough, 1)));
  CHECK(fingerprint(solve(context, problem, "rqaoa", limited(kEnough, 1, 3))) == once);
  CHECK(fingerprint(solve(context, problem, "rqaoa", limited(kEnough, 2))) != once);
}

TEST_CASE("rqaoa: an early end leaves a state that is a local minimum or better") {
  const auto context = make_context();
  const auto problem = build(context, cubic(300, 7));
  for (const int64_t work : {1, 20000, 60000}) {
    const auto result = solve(context, problem, "rqaoa", limited(work));
    CHECK(weiss_result_reason(result.get()) == WEISS_REASON_WORK);
    CHECK(counter(result, "eliminations") < 288);
    CHECK(info_of(result).energy < -100.0);  // of -225 at best; a random state has 0
  }
}

TEST_CASE("rqaoa: angles are those of the first round, given, or those that the run starts with") {
  const auto context = make_context();
  const auto problem = build(context, weiss_test::heawood(0.5));
  const auto parameters = [&](const std::string& spec, const weiss_run_config& config) {
    const auto result = solve(context, problem, spec, config);
    const double* const values = weiss_result_parameters(result.get());
    return std::vector<double>(values, values + info_of(result).num_parameters);
  };
  const std::vector<double> found = parameters("rqaoa cutoff=8 angles=first", limited(kEnough));
  REQUIRE(found.size() == 2);
  CHECK(found[0] == doctest::Approx(std::atan(1.0 / std::sqrt(2.0))).epsilon(1e-5));
  CHECK(found[1] == doctest::Approx(-std::atan(1.0) / 2).epsilon(1e-5));
  const std::vector<double> given = {0.5, -0.25};
  CHECK(parameters("rqaoa cutoff=8 angles=given gammas=0.5 betas=-0.25", limited(kEnough)) == given);
  weiss_run_config config = limited(kEnough);
  config.parameters = given.data();
  config.num_parameters = 2;
  CHECK(parameters("rqaoa cutoff=8 angles=given", config) == given);
}

TEST_CASE("rqaoa: angles at which nothing can be told still lead to a state") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(40, 0.2, true, Data::integer, 3));
  const auto result = solve(context, problem, "rqaoa angles=given gammas=0 betas=0", limited(kEnough));
  CHECK(counter(result, "eliminations") >= 25);
  CHECK(weiss_result_reason(result.get()) == WEISS_REASON_CONVERGED);
}

TEST_CASE("rqaoa: the descent at the end is a second sample that is not worse") {
  const auto context = make_context();
  const auto problem = build(context, cubic(400, 9));
  const auto pure = solve(context, problem, "rqaoa", limited(kEnough));
  const auto descended = solve(context, problem, "rqaoa descend=true", limited(kEnough));
  CHECK(info_of(pure).samples_seen == 1);
  CHECK(info_of(descended).samples_seen == 2);
  CHECK(info_of(descended).energy <= info_of(pure).energy);
}

TEST_CASE("rqaoa: angles that are missing or do not fit are refused") {
  const auto context = make_context();
  const auto problem = build(context, cubic(30, 1));
  const auto uneven = attempt(context, problem, "rqaoa angles=given gammas=0.5", limited(kEnough));
  CHECK(uneven.status == WEISS_E_OPTION);
  CHECK(uneven.message.find("betas") != std::string::npos);
  const auto missing = attempt(context, problem, "rqaoa angles=given", limited(kEnough));
  CHECK(missing.message.find("gammas") != std::string::npos);
}
