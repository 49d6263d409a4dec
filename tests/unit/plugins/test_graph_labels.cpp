// What partitioners share: graphs with weights, labels, the tournament and the two sides of a bisection.
#include <map>
#include <numeric>

#include "../../../plugins/common/bisection.hpp"
#include "fake_host.hpp"
#include "support.hpp"

namespace {

using weiss::bundled::Bisection;
using weiss::bundled::Labels;
using weiss::bundled::SideLimits;
using weiss::bundled::Tournament;
using weiss::bundled::WeightedGraph;
using weiss::bundled::Weights;
using weiss::plugin::Array;
using weiss::plugin::Host;
using weiss::plugin::Random;
using weiss_test::Data;
using weiss_test::random_terms;
using weiss_test::Terms;

using Matrix = std::vector<std::vector<double>>;

struct Fixture {
  explicit Fixture(const Terms& terms, Weights weights = Weights::kSigned)
      : context(weiss_test::make_context()), problem(weiss_test::build(context, terms)), graph(host) {
    weiss_problem_view view = weiss_test::sized<weiss_problem_view>();
    REQUIRE(weiss_problem_get_view(problem.get(), &view, nullptr) == WEISS_OK);
    graph = graph_of(host, view, weights);
  }
  Labels labels(const std::vector<int32_t>& values) const { return Labels(values.begin(), values.end(), host); }
  Labels random_labels(int64_t count, uint64_t seed) const {
    Random random(seed);
    Labels label(static_cast<size_t>(graph.num_nodes()), 0, host);
    for (int32_t& l : label) l = static_cast<int32_t>(random.below(count));
    return label;
  }

  weiss_test::FakeHost fake{};
  Host host{(fake.limit = SIZE_MAX, fake.table())};
  weiss_test::FakeRun fake_run{};
  weiss::plugin::Run run{fake_run.table()};
  weiss_test::ContextPtr context;
  weiss_test::ProblemPtr problem;
  WeightedGraph graph;
};

Matrix dense(const WeightedGraph& graph) {
  const auto n = static_cast<size_t>(graph.num_nodes());
  Matrix weight(n, std::vector<double>(n, 0.0));
  for (size_t u = 0; u < n; ++u)
    for (const auto [v, w] : graph.row(static_cast<int64_t>(u))) weight[u][static_cast<size_t>(v)] += w;
  return weight;
}

// Weight between all groups; on the diagonal twice the weight inside.
Matrix between(const WeightedGraph& graph, const Labels& label, int64_t count) {
  const auto k = static_cast<size_t>(count);
  Matrix sum(k, std::vector<double>(k, 0.0));
  const Matrix weight = dense(graph);
  for (size_t u = 0; u < weight.size(); ++u)
    for (size_t v = 0; v < weight.size(); ++v)
      sum[static_cast<size_t>(label[u])][static_cast<size_t>(label[v])] += weight[u][v];
  return sum;
}

std::map<int32_t, int64_t> sizes(const Labels& label) {
  std::map<int32_t, int64_t> size;
  for (const int32_t l : label) ++size[l];
  return size;
}

}  // namespace

TEST_CASE("a contracted graph has the weights between and inside of the groups") {
  for (const double density : {0.0, 0.1, 0.7})
    for (const Weights weights : {Weights::kSigned, Weights::kAbsolute, Weights::kUnit}) {
      const Fixture fixture(random_terms(40, density, false, Data::integer, 3), weights);
      Labels label = fixture.random_labels(7, 5);
      const int64_t count = weiss::bundled::compact(label);
      const WeightedGraph coarse = contract(fixture.host, fixture.graph, label, count);
      const Matrix expected = between(fixture.graph, label, count);
      const Matrix found = dense(coarse);
      const auto size = sizes(label);
      double inside = 0.0;
      REQUIRE(coarse.num_nodes() == count);
      for (int32_t a = 0; a < count; ++a) {
        const auto i = static_cast<size_t>(a);
        CHECK(coarse.size[i] == size.at(a));
        CHECK(coarse.inner[i] == doctest::Approx(0.5 * expected[i][i]));
        inside += coarse.inner[i];
        for (size_t j = 0; j < static_cast<size_t>(count); ++j)
          CHECK(found[i][j] == doctest::Approx(i == j ? 0.0 : expected[i][j]));
      }
      CHECK(weight_inside(fixture.graph, label) == doctest::Approx(inside));

      // Twice is once.
      Labels again(static_cast<size_t>(count), 0, fixture.host);
      for (size_t a = 0; a < again.size(); ++a) again[a] = static_cast<int32_t>(a % 2);
      const int64_t fewer = weiss::bundled::compact(again);
      const WeightedGraph twice = contract(fixture.host, coarse, again, fewer);
      Labels once(label);
      for (int32_t& l : once) l = again[static_cast<size_t>(l)];
      const WeightedGraph direct = contract(fixture.host, fixture.graph, once, fewer);
      for (size_t a = 0; a < static_cast<size_t>(fewer); ++a) {
        CHECK(twice.inner[a] == doctest::Approx(direct.inner[a]));
        CHECK(twice.size[a] == direct.size[a]);
      }
    }
}

TEST_CASE("an induced graph has the edges among its members and leaves the index as it was") {
  const Fixture fixture(random_terms(30, 0.4, false, Data::real, 8));
  const std::vector<int32_t> members = {4, 29, 0, 17, 8, 9};
  Labels index(30, -1, fixture.host);
  const WeightedGraph part = induced(fixture.host, fixture.graph, members.data(), 6, index);
  const Matrix whole = dense(fixture.graph), found = dense(part);
  for (size_t i = 0; i < members.size(); ++i)
    for (size_t j = 0; j < members.size(); ++j)
      CHECK(found[i][j] == whole[static_cast<size_t>(members[i])][static_cast<size_t>(members[j])]);
  CHECK(std::count(index.begin(), index.end(), -1) == 30);
}

TEST_CASE("labels are numbered without gaps, and groups above the capacity are cut") {
  const Fixture fixture(Terms{50, {}, {}, {}, {}});
  Labels label = fixture.labels({7, -1, 7, 2, 9, 2});
  CHECK(weiss::bundled::compact(label) == 3);
  CHECK(label == fixture.labels({0, -1, 0, 1, 2, 1}));
  Labels none = fixture.labels({});
  CHECK(weiss::bundled::compact(none) == 0);

  Labels large = fixture.random_labels(2, 4);
  const Labels before(large);
  Random random(3);
  const int64_t count = weiss::bundled::chop(fixture.host, large, weiss::bundled::compact(large), 6, random);
  std::map<int32_t, int32_t> from;
  for (size_t i = 0; i < large.size(); ++i) {
    const auto [at, is_new] = from.emplace(large[i], before[i]);
    CHECK(at->second == before[i]);  // no block has spins of two groups
  }
  CHECK(static_cast<int64_t>(from.size()) == count);
  int64_t smaller = 0;
  for (const auto& [l, size] : sizes(large)) {
    CHECK(size <= 6);
    smaller += size < 6;
  }
  CHECK(smaller <= 2);
}

TEST_CASE("fill-merge ends where no pair that fits has a weight of 0 or more, and begins with the heaviest") {
  for (const double density : {0.0, 0.05, 0.4, 1.0})
    for (uint64_t seed = 1; seed <= 8; ++seed) {
      const Fixture fixture(random_terms(40, density, false, Data::integer, static_cast<uint32_t>(seed)));
      for (const int64_t capacity : {1, 5, 11, 40}) {
        CAPTURE(density);
        CAPTURE(seed);
        CAPTURE(capacity);
        Labels label(40, 0, fixture.host);
        std::iota(label.begin(), label.end(), 0);
        Random random(seed);
        const int64_t count = weiss::bundled::fill_merge(fixture.host, fixture.graph, label, 40, capacity, random);
        const auto size = sizes(label);
        REQUIRE(static_cast<int64_t>(size.size()) == count);
        const Matrix weight = between(fixture.graph, label, count);
        for (int32_t a = 0; a < count; ++a) {
          CHECK(size.at(a) <= capacity);
          for (int32_t b = a + 1; b < count; ++b)
            if (size.at(a) + size.at(b) <= capacity)
              CHECK(weight[static_cast<size_t>(a)][static_cast<size_t>(b)] < 0.0);
        }
      }
    }
  Terms chain;
  chain.num_spins = 6;
  for (int32_t i = 0; i < 5; ++i) chain.add(i, i + 1, i == 2 ? 9.0 : 1.0 + i);  // 1 2 9 4 5
  const Fixture fixture(chain);
  Labels label = fixture.labels({0, 1, 2, 3, 4, 5});
  Random random(1);
  CHECK(weiss::bundled::fill_merge(fixture.host, fixture.graph, label, 6, 2, random) == 3);
  CHECK(label[2] == label[3]);
  CHECK(label[4] == label[5]);
  CHECK(label[0] == label[1]);
}

TEST_CASE("open groups are in the order of their sizes while they come and go") {
  const Fixture fixture(Terms{1, {}, {}, {}, {}});
  for (const int64_t largest : {1, 2, 7, 64, 1000}) {
    weiss::bundled::OpenGroups open(fixture.host, 200, largest);
    std::map<int32_t, int64_t> naive;  // size of each that is in
    Random random(static_cast<uint64_t>(largest));
    for (int step = 0; step < 600; ++step) {
      const auto group = static_cast<int32_t>(random.below(200));
      const auto found = naive.find(group);
      if (found == naive.end()) {
        const int64_t size = 1 + random.below(largest);
        open.add(group, size);
        naive.emplace(group, size);
      } else {
        open.remove(group, found->second);
        naive.erase(found);
      }
      REQUIRE(open.count() == static_cast<int64_t>(naive.size()));
      if (step % 20 != 0) continue;
      std::vector<int64_t> expected;
      for (const auto& [g, size] : naive) expected.push_back(size);
      std::sort(expected.begin(), expected.end());
      std::vector<int32_t> seen;
      for (int64_t k = 0; k < open.count(); ++k) {
        seen.push_back(open.at(k));
        REQUIRE(naive.count(seen.back()) == 1);
        CHECK(naive.at(seen.back()) == expected[static_cast<size_t>(k)]);
      }
      std::sort(seen.begin(), seen.end());
      CHECK(std::adjacent_find(seen.begin(), seen.end()) == seen.end());
      for (const int64_t size : {int64_t{0}, int64_t{1}, largest / 2, largest})
        CHECK(open.count_up_to(size) == std::upper_bound(expected.begin(), expected.end(), size) - expected.begin());
    }
  }
}

TEST_CASE("groups without weight between them are merged by the lots of the naive rule") {
  // Spins in groups of 1, 1, 2, 2 and 3, an edge of weight -1 between the first and the last group; capacity 4.
  const std::vector<int32_t> first = {0, 1, 2, 2, 3, 3, 4, 4, 4};
  Terms terms;
  terms.num_spins = 9;
  terms.add(0, 8, -1.0);
  const Fixture fixture(terms);
  std::map<std::vector<int32_t>, int> found, expected;  // how often which groups end together
  constexpr int kRuns = 20000;
  for (int run = 0; run < kRuns; ++run) {
    Labels label = fixture.labels(first);
    Random random(static_cast<uint64_t>(run));
    weiss::bundled::fill_merge(fixture.host, fixture.graph, label, 5, 4, random);
    ++found[{label[0], label[1], label[2], label[4], label[6]}];

    std::vector<int32_t> group = {0, 1, 2, 3, 4};
    const auto size = [&](int32_t g) {
      const int64_t own[] = {1, 1, 2, 2, 3};
      int64_t sum = 0;
      for (size_t k = 0; k < 5; ++k) sum += group[k] == g ? own[k] : 0;
      return sum;
    };
    for (;;) {
      std::vector<std::pair<int32_t, int32_t>> pairs;
      for (int32_t a = 0; a < 5; ++a)
        for (int32_t b = a + 1; b < 5; ++b) {
          const bool is_edge = (group[0] == a && group[4] == b) || (group[0] == b && group[4] == a);
          if (size(a) > 0 && size(b) > 0 && size(a) + size(b) <= 4 && !is_edge) pairs.emplace_back(a, b);
        }
      if (pairs.empty()) break;
      const auto [a, b] = pairs[static_cast<size_t>(random.below(static_cast<int64_t>(pairs.size())))];
      for (int32_t& g : group) g = g == b ? a : g;
    }
    Labels naive = fixture.labels(group);
    weiss::bundled::compact(naive);
    ++expected[{naive.begin(), naive.end()}];
  }
  CHECK(found.size() == expected.size());
  for (const auto& [labels, times] : expected) CHECK(std::abs(found[labels] - times) < 5.0 * std::sqrt(2.0 * times) + 5.0);
}

TEST_CASE("a hundred thousand groups are filled up") {
  Terms terms;
  terms.num_spins = 100000;
  const Fixture fixture(terms);
  for (const int64_t capacity : {2, 10, 100000}) {
    Labels label(100000, 0, fixture.host);
    std::iota(label.begin(), label.end(), 0);
    Random random(1);
    const int64_t count = weiss::bundled::fill_merge(fixture.host, fixture.graph, label, 100000, capacity, random);
    for (const auto& [l, size] : sizes(label)) REQUIRE(size <= capacity);
    CHECK(count >= 100000 / capacity);
    if (capacity != 10) CHECK(count == 100000 / capacity);
  }
}

TEST_CASE("a tournament knows the first of the largest values") {
  const Fixture fixture(Terms{1, {}, {}, {}, {}});
  for (const int64_t n : {1, 31, 32, 33, 1024, 1025, 5000}) {
    Tournament tournament(fixture.host);
    for (int round = 0; round < 2; ++round) {
      tournament.reset(n);
      CHECK(tournament.top() == -1);
      std::vector<double> value(static_cast<size_t>(n), -std::numeric_limits<double>::infinity());
      Random random(static_cast<uint64_t>(n + round));
      for (int step = 0; step < 300; ++step) {
        for (int64_t k = random.below(20); k >= 0; --k) {
          const int64_t i = random.below(n);
          value[static_cast<size_t>(i)] =
              random.below(4) == 0 ? -std::numeric_limits<double>::infinity() : static_cast<double>(random.below(50));
          tournament.set(i, value[static_cast<size_t>(i)]);
        }
        const auto most = std::max_element(value.begin(), value.end());
        CHECK(tournament.top() == (*most == -std::numeric_limits<double>::infinity() ? -1 : most - value.begin()));
      }
    }
  }
}

TEST_CASE("refinement keeps to the limits, leaves frozen nodes alone, and never cuts more") {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    const Fixture fixture(random_terms(30, seed % 2 ? 0.1 : 0.6, false, Data::real, seed), Weights::kAbsolute);
    Random random(seed);
    Array<int8_t> side(30, 1, fixture.host), frozen(30, 0, fixture.host);
    for (size_t u = 0; u < 30; u += 2) side[u] = 0;
    if (seed % 3 == 0)
      for (size_t u = 0; u < 30; u += 7) frozen[u] = 1;
    const Array<int8_t> before(side);
    Bisection bisection(fixture.host, fixture.run, fixture.graph, side, frozen);
    const double cut = bisection.cut();
    bisection.refine({15, 15}, 10, 30);
    CHECK(bisection.size() == 15);
    CHECK(std::count(side.begin(), side.end(), 0) == 15);
    CHECK(bisection.cut() <= cut + 1e-9);
    for (size_t u = 0; u < 30; ++u)
      if (frozen[u]) CHECK(side[u] == before[u]);
    bisection.refine({4, 6}, 10, 30);  // from outside of the limits
    CHECK(bisection.size() <= 6);
    CHECK(bisection.size() >= 4);
  }
}

TEST_CASE("bisection from some random starts finds the best halves of small graphs") {
  for (uint32_t seed = 1; seed <= 10; ++seed) {
    const Fixture fixture(random_terms(12, 0.5, false, Data::integer, seed), Weights::kAbsolute);
    const Matrix weight = dense(fixture.graph);
    const auto cut_of = [&](uint32_t state) {
      double cut = 0.0;
      for (size_t u = 0; u < 12; ++u)
        for (size_t v = 0; v < u; ++v) cut += ((state >> u ^ state >> v) & 1u) != 0 ? weight[u][v] : 0.0;
      return cut;
    };
    double least = 1e300;
    for (uint32_t state = 0; state < 4096; ++state) {
      int ones = 0;
      for (uint32_t s = state; s != 0; s >>= 1) ones += static_cast<int>(s & 1u);
      if (ones == 6) least = std::min(least, cut_of(state));
    }
    double found = 1e300;
    Random random(seed);
    const Array<int8_t> frozen(fixture.host);
    for (int trial = 0; trial < 20; ++trial) {
      std::vector<int32_t> order(12);
      std::iota(order.begin(), order.end(), 0);
      weiss::bundled::shuffle(order.data(), order.data() + 12, random);
      Array<int8_t> side(12, 0, fixture.host);
      for (size_t k = 0; k < 6; ++k) side[static_cast<size_t>(order[k])] = 1;
      Bisection bisection(fixture.host, fixture.run, fixture.graph, side, frozen);
      bisection.refine({6, 6}, 10, 12);
      uint32_t state = 0;
      for (size_t u = 0; u < 12; ++u) state |= static_cast<uint32_t>(side[u]) << u;
      CHECK(bisection.cut() == doctest::Approx(cut_of(state)));
      found = std::min(found, bisection.cut());
    }
    CHECK(found == doctest::Approx(least));
  }
}
