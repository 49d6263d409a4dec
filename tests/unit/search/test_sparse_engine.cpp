#include <doctest/doctest.h>

#include <numeric>
#include <set>

#include "search/bucket_sets.hpp"
#include "search/gain_buckets.hpp"
#include "search/sparse_engine.hpp"
#include "search/support.hpp"
#include "search/tabu_ring.hpp"
#include "search/vertex_order.hpp"

using weiss::Random;
using weiss_test::Spins;
using weiss_test::UserForm;

namespace {

template <int kLevels>
void check_sets(int64_t n) {
  constexpr int64_t kBuckets = 3;
  Random random(static_cast<uint64_t>(n));
  std::vector<uint64_t> words(static_cast<size_t>(weiss::BucketSets<kLevels>::size(n, kBuckets)), 77);
  weiss::BucketSets<kLevels> sets(words.data(), n, kBuckets);
  std::set<uint64_t> expected[kBuckets];
  for (int k = 0; k < 3000; ++k) {
    const uint64_t spin = random.below(static_cast<uint32_t>(n)), bucket = random.below(kBuckets);
    if (expected[bucket].erase(spin) != 0) {
      sets.erase(spin, bucket);
    } else {
      expected[bucket].insert(spin);
      sets.insert(spin, bucket);
    }
    const bool filled = !expected[bucket].empty();
    REQUIRE((sets.filled() >> bucket & 1) == filled);
    if (filled) REQUIRE(expected[bucket].count(sets.pick(bucket, random.next())) == 1);
  }
  for (uint64_t bucket = 0; bucket < kBuckets; ++bucket) {
    std::vector<uint64_t> members;
    sets.for_each(bucket, [&members](uint64_t spin) { members.push_back(spin); });
    CHECK(members == std::vector<uint64_t>(expected[bucket].begin(), expected[bucket].end()));
  }
}

}  // namespace

TEST_CASE("sets of bits with summaries hold what is put into them") {
  for (const int64_t n : {1, 64, 65, 4096}) check_sets<2>(n);
  for (const int64_t n : {70, 4097, 262144}) check_sets<3>(n);
  check_sets<4>(300000);
  check_sets<6>(300000);
}

TEST_CASE("equals are picked with no great favour") {
  for (const uint64_t word :
       {uint64_t{3} << 40, uint64_t{0x8000000000000001}, uint64_t{0x0f00000000000700}}) {
    Random random(1);
    std::vector<int> count(64, 0);
    for (int k = 0; k < 20000; ++k) ++count[static_cast<size_t>(weiss::pick_bit(word, random.next()))];
    const double fair = 20000.0 / __builtin_popcountll(word);
    for (size_t bit = 0; bit < 64; ++bit) {
      if ((word >> bit & 1) == 0)
        CHECK(count[bit] == 0);
      else
        CHECK(count[bit] > fair / 4.0);
    }
  }
}

TEST_CASE("buckets ascend with the gain, and forbidden spins have their own") {
  weiss::EnvironmentPtr environment = weiss_test::make_environment();
  for (const int64_t bound : {0, 1, 4, 5, 40, 41, 7279, 16384, 16385, 1000000, 477218586})
    for (const bool one_parity : {false, true}) {
      CAPTURE(bound);
      const weiss::GainBuckets buckets(environment->memory(), bound, one_parity);
      REQUIRE(buckets.count() <= 64);
      const int64_t grain = one_parity ? 2 : 1;
      const int64_t stride = std::max<int64_t>(bound / 30000, 1) * grain;
      int64_t before = 0, before_forbidden = 0, previous = -bound - 1;
      for (int64_t gain = -bound; gain <= bound; gain += stride) {
        const auto bucket_of = [&](int64_t stored) {
          REQUIRE(stored <= weiss::GainBuckets::stored_limit(bound));
          return static_cast<int64_t>(buckets.table()[stored >> buckets.shift()]);
        };
        const int64_t free = bucket_of(2 * (gain + buckets.bias()) + 1);
        const int64_t forbidden = bucket_of(2 * (gain + buckets.bias() + buckets.forbidden()) + 1);
        REQUIRE(free >= std::max(before, buckets.first_free()));
        REQUIRE(free < buckets.count());
        if (free == before && previous >= -bound) REQUIRE(!buckets.single(free));
        REQUIRE(forbidden >= before_forbidden);
        REQUIRE(forbidden < buckets.first_free());
        if (gain > 0) REQUIRE(forbidden > 0);
        if (forbidden > 0) REQUIRE(gain <= buckets.largest(forbidden));
        before = free;
        before_forbidden = forbidden;
        previous = gain;
      }
      if (bound <= 5) CHECK(buckets.single(before));
    }
}

TEST_CASE("forbidden spins become free when their time has come") {
  const auto environment = weiss_test::make_environment();
  weiss::TabuRing ring(environment->memory(), 100);
  Random random(2);
  std::map<int64_t, std::set<int64_t>> expected;
  for (int64_t step = 0; step < 5000; ++step) {
    std::set<int64_t> freed;
    ring.expire(step, [&freed](int32_t spin) { freed.insert(spin); });
    REQUIRE(freed == expected[step]);
    const int64_t free_at = step + 1 + random.below(101);
    ring.forbid(step, step % 1000, free_at);
    expected[free_at].insert(step % 1000);
    if (random.below(10) == 0) {
      ring.forget(step % 1000);
      expected[free_at].erase(step % 1000);
    }
  }
  std::set<int64_t> left, freed;
  for (auto entry = expected.lower_bound(5000); entry != expected.end(); ++entry) left.merge(entry->second);
  ring.clear([&freed](int32_t spin) { freed.insert(spin); });
  CHECK(freed == left);
}

TEST_CASE("an order of its own is given to a lattice in disorder only") {
  Random random(5);
  UserForm form = weiss_test::torus(random, 70);
  const auto environment = weiss_test::make_environment();
  CHECK(!weiss::local_order(*weiss_test::build(environment, form), weiss_test::unwatched()).changes());
  std::vector<int32_t> name(4900);
  std::iota(name.begin(), name.end(), 0);
  for (uint32_t i = 4900; i > 1; --i) std::swap(name[i - 1], name[random.below(i)]);
  for (int32_t& i : form.row) i = name[static_cast<size_t>(i)];
  for (int32_t& j : form.column) j = name[static_cast<size_t>(j)];
  const auto problem = weiss_test::build(environment, form);
  const weiss::VertexOrder order = weiss::local_order(*problem, weiss_test::unwatched());
  REQUIRE(order.changes());
  for (int64_t i = 0; i < 4900; ++i) REQUIRE(order.spin(order.place(i)) == i);

  // All that goes in and out is in the order of the problem.
  const auto search = weiss::make_sparse_integer_search(*problem, WEISS_ENGINE_SPARSE, weiss_test::unwatched());
  REQUIRE(search);
  const Spins start = weiss_test::random_spins(random, 4900);
  search->set(start.data());
  CHECK(weiss_test::spins_of(*search) == start);
  search->flip(nullptr, 1234);
  Spins flipped = start;
  weiss_test::flip(flipped, 1234);
  CHECK(weiss_test::spins_of(*search) == flipped);
  CHECK(search->energy() == problem->energy(flipped.data()));
  std::vector<double> gains(4900);
  search->gains(gains.data());
  for (int64_t i = 0; i < 4900; ++i)
    REQUIRE(gains[static_cast<size_t>(i)] == 2.0 * weiss_test::gain_of(*problem, flipped, i));
  weiss_anneal_params anneal = {};
  anneal.struct_size = sizeof anneal;
  anneal.sweeps = 20;
  search->anneal(nullptr, anneal);
  CHECK(search->energy() == problem->energy(weiss_test::spins_of(*search).data()));
  CHECK(search->best_energy() == problem->energy(weiss_test::best_of(*search).data()));
  CHECK(search->descend(nullptr) == 0);
  search->set_random(7);
  const Spins coins = weiss_test::spins_of(*search);
  const auto dense = weiss::make_search(*problem, WEISS_ENGINE_DENSE);
  dense->set_random(7);
  CHECK(coins == weiss_test::spins_of(*dense));
}

TEST_CASE("a sparse search of small weights takes at most 16 bytes for each coupling") {
  Random random(5);
  const auto problem = weiss_test::build(weiss_test::make_environment(), weiss_test::torus(random, 100));
  const weiss::Memory& memory = *problem->environment->memory();
  const int64_t before = memory.used();
  const auto search = weiss::make_sparse_integer_search(*problem, WEISS_ENGINE_SPARSE, weiss_test::unwatched());
  CHECK(memory.used() - before <= 16 * 20000);
}
