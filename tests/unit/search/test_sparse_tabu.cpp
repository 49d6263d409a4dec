#include <doctest/doctest.h>

#include <optional>

#include "search/gain_buckets.hpp"
#include "search/sparse_engine.hpp"
#include "search/support.hpp"
#include "search/vertex_order.hpp"

using weiss::Random;
using weiss_test::Spins;
using weiss_test::UserForm;

namespace {

using Indices = std::vector<int64_t>;  // ascending

// A choice among few numbers below 64: from those that have a bit of the lot, if any, the next from a place
// on.
int64_t pick_below_64(const Indices& candidates, uint64_t lot) {
  Indices left;
  for (const int64_t c : candidates)
    if (lot >> c & 1) left.push_back(c);
  if (left.empty()) left = candidates;
  for (const int64_t c : left)
    if (c >= static_cast<int64_t>(lot >> 58)) return c;
  return left.front();
}

// First among the groups of 64^(levels - 1), then in the one chosen.
int64_t pick_by_level(const Indices& candidates, int level, uint64_t lot) {
  const int64_t group = int64_t{1} << (6 * level);
  Indices digits;
  for (const int64_t c : candidates)
    if (const int64_t digit = c / group % 64; digits.empty() || digits.back() != digit)
      digits.push_back(digit);
  const int64_t digit = pick_below_64(digits, lot);
  Indices inside;
  for (const int64_t c : candidates)
    if (c / group % 64 == digit) inside.push_back(c);
  return level == 0 ? inside.front() : pick_by_level(inside, level - 1, lot * 0x9e3779b97f4a7c15u);
}

int64_t pick_evenly(const Indices& candidates, uint64_t lot) {
  return candidates[static_cast<size_t>((lot >> 32) * candidates.size() >> 32)];
}

struct Counts {
  int64_t aspirations = 0;
  int64_t singles = 0;  // choices in a bucket of one gain
};

// Tabu search in which each step computes every gain from the definition.
class NaiveTabu {
 public:
  NaiveTabu(const weiss::Problem& problem, Spins start)
      : spins(std::move(start)),
        best(spins),
        energy(problem.energy(spins.data())),
        best_energy(energy),
        problem_(problem),
        order_(weiss::local_order(problem, weiss_test::unwatched())) {
    int64_t bound = 0;
    bool odd = false, even = false;
    for (size_t i = 0; i < spins.size(); ++i) {
      double sum = std::fabs(problem.field[i]);
      for (size_t k = problem.row_begin(i); k < problem.row_end(i); ++k) sum += std::fabs(problem.value[k]);
      const auto whole = static_cast<int64_t>(sum * problem.scale);
      bound = std::max(bound, whole);
      (whole % 2 == 0 ? even : odd) = true;
    }
    buckets_.emplace(problem.environment->memory(), bound, !(odd && even));
  }

  void run(const weiss_tabu_params& params) {
    const auto n = static_cast<int64_t>(spins.size());
    const int top_level = n <= 4096 ? 1 : n <= 262144 ? 2 : 3;
    Random random(params.seed);
    Indices free_at(spins.size(), 0);  // by place, as all below
    for (int64_t step = 0; step < params.max_steps; ++step) {
      std::vector<double> gains;
      for (int64_t p = 0; p < n; ++p) gains.push_back(weiss_test::gain_of(problem_, spins, order_.spin(p)));
      const auto is_free = [&](int64_t p) { return free_at[static_cast<size_t>(p)] <= step; };
      double best_free = -1e300, best_any = -1e300;
      for (int64_t p = 0; p < n; ++p) {
        best_any = std::max(best_any, gains[static_cast<size_t>(p)]);
        if (is_free(p)) best_free = std::max(best_free, gains[static_cast<size_t>(p)]);
      }
      const bool aspires = best_any > best_free && energy - 2.0 * best_any / problem_.scale < best_energy;
      const double wanted = aspires ? best_any : best_free;
      Indices ties;
      for (int64_t p = 0; p < n; ++p)
        if (gains[static_cast<size_t>(p)] == wanted && is_free(p) != aspires) ties.push_back(p);

      const uint64_t draw = random.next(), lot = draw * 0x9e3779b97f4a7c15u;
      const bool single = !aspires && is_single(wanted);
      const int64_t place = single ? pick_by_level(ties, top_level, lot) : pick_evenly(ties, lot);
      counts.aspirations += aspires;
      counts.singles += single;
      const auto range = static_cast<uint64_t>(std::min(params.tenure_range, n - 1) + 1);
      const int64_t tenure =
          std::min(std::min(params.tenure, n - 1) + static_cast<int64_t>((draw >> 32) * range >> 32), n - 1);
      free_at[static_cast<size_t>(place)] = step + 1 + tenure;
      weiss_test::flip(spins, order_.spin(place));
      energy -= 2.0 * wanted / problem_.scale;
      if (energy < best_energy) {
        best_energy = energy;
        best = spins;
      }
    }
  }

  Spins spins, best;
  double energy, best_energy;
  Counts counts;

 private:
  bool is_single(double gain) const {
    const auto stored = 2 * (static_cast<uint64_t>(static_cast<int64_t>(gain) + buckets_->bias()));
    return buckets_->single(buckets_->table()[stored >> buckets_->shift()]);
  }

  const weiss::Problem& problem_;
  const weiss::VertexOrder order_;
  std::optional<weiss::GainBuckets> buckets_;
};

weiss_tabu_params params_of(int64_t steps, int64_t tenure, int64_t range, uint64_t seed) {
  weiss_tabu_params params = {};
  params.struct_size = sizeof params;
  params.max_steps = params.max_idle = steps;
  params.tenure = tenure;
  params.tenure_range = range;
  params.seed = seed;
  return params;
}

Counts compare_with_naive(const UserForm& form, const weiss_tabu_params& params) {
  const auto problem = weiss_test::build(weiss_test::make_environment(), form);
  const auto start = weiss::make_search(*problem, WEISS_ENGINE_SPARSE);
  start->set_random(params.seed);
  NaiveTabu naive(*problem, weiss_test::spins_of(*start));
  naive.run(params);
  CHECK(naive.energy == problem->energy(naive.spins.data()));
  weiss_test::for_each_level([&](const weiss::EnvironmentPtr& environment) {
    const auto same = weiss_test::build(environment, form);
    const auto search = weiss::make_sparse_integer_search(*same, WEISS_ENGINE_SPARSE, weiss_test::unwatched());
    REQUIRE(search);
    search->set_random(params.seed);
    CHECK(search->tabu(nullptr, params) == params.max_steps);
    CHECK(weiss_test::spins_of(*search) == naive.spins);
    CHECK(search->energy() == naive.energy);
    CHECK(weiss_test::best_of(*search) == naive.best);
    CHECK(search->best_energy() == naive.best_energy);
  });
  return naive.counts;
}

// A ring of n spins with random chords; weights up to size, either sign.
UserForm ring(Random& random, int32_t n, int32_t chords, uint32_t size) {
  UserForm form;
  form.num_spins = n;
  const auto weight = [&] {
    const double w = 1.0 + random.below(size);
    return random.below(2) ? w : -w;
  };
  for (int32_t i = 0; i < n; ++i)
    if (i + 1 < n) form.add(i, i + 1, weight());
  for (int32_t k = 0; k < chords; ++k) {
    const auto i = static_cast<int32_t>(random.below(static_cast<uint32_t>(n)));
    const auto j = static_cast<int32_t>(random.below(static_cast<uint32_t>(n)));
    if (i != j) form.add(i, j, weight());
  }
  return form;
}

// A square lattice of couplings -1 and +1, spins in no order.
UserForm shuffled_lattice(Random& random, int32_t side) {
  const int32_t n = side * side;
  std::vector<int32_t> name(static_cast<size_t>(n));
  for (int32_t i = 0; i < n; ++i) name[static_cast<size_t>(i)] = i;
  for (uint32_t i = static_cast<uint32_t>(n); i > 1; --i) std::swap(name[i - 1], name[random.below(i)]);
  UserForm form;
  form.num_spins = n;
  const auto couple = [&](int32_t a, int32_t b) {
    form.add(name[static_cast<size_t>(a)], name[static_cast<size_t>(b)], random.below(2) ? 1.0 : -1.0);
  };
  for (int32_t y = 0; y < side; ++y)
    for (int32_t x = 0; x < side; ++x) {
      couple(y * side + x, y * side + (x + 1) % side);
      couple(y * side + x, (y + 1) % side * side + x);
    }
  return form;
}

}  // namespace

TEST_CASE("sparse tabu search takes the steps of the naive one") {
  int64_t aspirations = 0, singles = 0;
  for (const int64_t n : {1, 2, 3, 7, 50, 63, 64, 65, 260}) {
    CAPTURE(n);
    Random random(static_cast<uint64_t>(n));
    const UserForm form = weiss_test::random_ising(random, n, n < 100 ? 0.5 : 0.05, true, n % 2 == 1);
    const Counts counts = compare_with_naive(form, params_of(700, 1 + n / 10, 4, 3));
    aspirations += counts.aspirations;
    singles += counts.singles;
  }
  CHECK(aspirations > 0);
  CHECK(singles > 0);
}

TEST_CASE("sparse tabu search takes the steps of the naive one with weights of all sizes") {
  for (const uint32_t size : {1u, 2u, 100u, 127u, 128u, 1000u, 32767u, 32768u, 100000u, 1u << 26}) {
    CAPTURE(size);
    Random random(size);
    compare_with_naive(ring(random, 300, 200, size), params_of(1000, 8, 10, 4));
  }
}

TEST_CASE("sparse tabu search takes the steps of the naive one among many ties and with a hub") {
  Random random(9);
  compare_with_naive(weiss_test::ladder(random, 300), params_of(1500, 8, 10, 4));
  UserForm form = weiss_test::ladder(random, 400);
  form.num_spins = 430;  // the last are alone
  for (int32_t i = 2; i < 400; ++i) form.add(0, i == 2 ? 5 : i, random.below(3) ? 1.0 : -1.0);
  compare_with_naive(form, params_of(1000, 8, 10, 4));
}

TEST_CASE("a long tenure leaves one spin free, and is not cut short") {
  Random random(10);
  compare_with_naive(weiss_test::ladder(random, 9), params_of(300, 1000, 1000, 4));
  compare_with_naive(weiss_test::ladder(random, 1000), params_of(2500, 900, 60, 4));
}

TEST_CASE("large graphs are searched in an order of their own, or in that of the problem") {
  Random random(11);
  compare_with_naive(weiss_test::ladder(random, 4097), params_of(150, 50, 10, 4));
  const UserForm lattice = shuffled_lattice(random, 67);
  const auto environment = weiss_test::make_environment();
  CHECK(weiss::local_order(*weiss_test::build(environment, lattice), weiss_test::unwatched()).changes());
  compare_with_naive(lattice, params_of(150, 50, 10, 4));
}

TEST_CASE("sums of weights at the bounds of what is stored do not wrap") {
  // In 16 bits up to 7279, in 32 bits up to 477218586.
  for (const int64_t bound : {7279, 7280, 477218586}) {
    CAPTURE(bound);
    Random random(12);
    UserForm form = weiss_test::ladder(random, 200);
    form.linear.assign(200, 1.0);
    form.linear[100] = static_cast<double>(bound - 4);
    form.linear[17] = -static_cast<double>(bound - 4);
    compare_with_naive(form, params_of(1000, 30, 10, 4));
  }
  UserForm beyond;
  beyond.num_spins = 2;
  beyond.add(0, 1, 477218587.0);
  const auto problem = weiss_test::build(weiss_test::make_environment(), beyond);
  CHECK(weiss::make_sparse_integer_search(*problem, WEISS_ENGINE_SPARSE, weiss_test::unwatched()) == nullptr);
  CHECK(weiss::make_search(*problem, WEISS_ENGINE_SPARSE)->energy() == 477218587.0);
}
