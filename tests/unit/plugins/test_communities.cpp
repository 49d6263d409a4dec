// The partitioners modularity, louvain and boundary, and the methods that they are made of.
#include <set>

#include "../../../plugins/common/louvain.hpp"
#include "../../../plugins/partitioners/boundary/descent.hpp"
#include "../../../plugins/partitioners/modularity/agglomeration.hpp"
#include "fake_host.hpp"
#include "partitions.hpp"

namespace {

using weiss::bundled::Labels;
using weiss::bundled::WeightedGraph;
using weiss::bundled::Weights;
using weiss::plugin::Host;
using weiss::plugin::Random;
using weiss::plugin::Run;
using weiss_test::build;
using weiss_test::cut;
using weiss_test::Cut;
using weiss_test::Data;
using weiss_test::make_context;
using weiss_test::Parts;
using weiss_test::random_terms;
using weiss_test::sized;
using weiss_test::Terms;

const char* const kMethods[] = {"modularity",
                                "modularity weighted=true",
                                "modularity bounded=true",
                                "louvain",
                                "louvain bounded=false",
                                "louvain weights=signed",
                                "louvain weights=unit resolution=2",
                                "boundary",
                                "boundary weights=absolute"};

// A graph of the helpers from a problem of the interface.
struct Fixture {
  explicit Fixture(const Terms& terms, Weights weights)
      : context(make_context()), problem(build(context, terms)), graph(host) {
    weiss_problem_view view = sized<weiss_problem_view>();
    REQUIRE(weiss_problem_get_view(problem.get(), &view, nullptr) == WEISS_OK);
    graph = graph_of(host, view, weights);
  }

  double modularity(const Labels& label, double resolution) const {
    double total = 0.0;
    std::vector<double> inside(label.size(), 0.0), degree(label.size(), 0.0);
    for (int64_t u = 0; u < graph.num_nodes(); ++u)
      for (const auto [v, w] : graph.row(u)) {
        const auto a = static_cast<size_t>(label[static_cast<size_t>(u)]);
        total += 0.5 * w;
        degree[a] += w;
        if (label[static_cast<size_t>(v)] == label[static_cast<size_t>(u)]) inside[a] += 0.5 * w;
      }
    double sum = 0.0;
    for (size_t c = 0; c < label.size(); ++c) {
      const double share = degree[c] / (2.0 * total);
      sum += inside[c] / total - resolution * share * share;
    }
    return sum;
  }
  double modularity_of_singles(double resolution) const {
    Labels label(static_cast<size_t>(graph.num_nodes()), 0, host);
    std::iota(label.begin(), label.end(), 0);
    return modularity(label, resolution);
  }
  int64_t boundary(const Labels& label) const {
    int64_t count = 0;
    for (int64_t u = 0; u < graph.num_nodes(); ++u) {
      bool outside = false;
      for (const auto [v, w] : graph.row(u))
        outside |= label[static_cast<size_t>(v)] != label[static_cast<size_t>(u)];
      count += outside;
    }
    return count;
  }

  weiss_test::FakeHost fake{};
  weiss_test::FakeRun fake_run{};
  Host host{(fake.limit = SIZE_MAX, fake.table())};
  Run run{fake_run.table()};
  weiss_test::ContextPtr context;
  weiss_test::ProblemPtr problem;
  WeightedGraph graph;
};

// Merges the best pair of all until none is left that adds to the modularity.
double naive_agglomeration(const Fixture& fixture, double resolution, Labels& label) {
  for (double now = fixture.modularity(label, resolution);;) {
    double best = now;
    Labels next(label);
    std::set<std::pair<int32_t, int32_t>> coupled;
    for (int64_t u = 0; u < fixture.graph.num_nodes(); ++u)
      for (const auto [v, w] : fixture.graph.row(u))
        coupled.emplace(label[static_cast<size_t>(u)], label[static_cast<size_t>(v)]);
    for (const auto& [a, b] : coupled) {
      if (a >= b) continue;
      Labels joined(label);
      std::replace(joined.begin(), joined.end(), b, a);
      const double value = fixture.modularity(joined, resolution);
      if (value <= best + 1e-12) continue;
      best = value;
      next = joined;
    }
    if (best == now) return now;
    now = best;
    label = next;
  }
}

Terms grid(int64_t side) {
  Terms terms;
  terms.num_spins = side * side;
  for (int64_t i = 0; i < terms.num_spins; ++i) {
    if (i % side + 1 < side) terms.add(i, i + 1, i % 3 == 0 ? -1.0 : 1.0);
    if (i + side < terms.num_spins) terms.add(i, i + side, 1.0);
  }
  return terms;
}

}  // namespace

TEST_CASE("gains of agglomeration add up to the modularity, and no union is left that adds to it") {
  for (const double resolution : {0.5, 1.0, 3.0})
    for (const uint32_t seed : {1u, 2u, 3u, 4u})
      for (const Weights weights : {Weights::kUnit, Weights::kAbsolute}) {
        const Fixture fixture(random_terms(40, 0.1, false, Data::integer, seed), weights);
        Agglomeration agglomeration(fixture.host, fixture.graph, resolution, INT64_MAX);
        const double growth = agglomeration.run(fixture.run);
        Labels label(fixture.host);
        const int64_t count = agglomeration.write(label);
        const double value = fixture.modularity(label, resolution);
        CHECK(value - fixture.modularity_of_singles(resolution) == doctest::Approx(growth).epsilon(1e-9));
        CHECK(count == *std::max_element(label.begin(), label.end()) + 1);
        Labels again(label);
        CHECK(naive_agglomeration(fixture, resolution, again) == doctest::Approx(value).epsilon(1e-12));
      }
}

TEST_CASE("agglomeration takes the best union each time") {
  for (const uint32_t seed : {5u, 6u, 7u}) {
    const Fixture fixture(random_terms(30, 0.15, false, Data::real, seed), Weights::kAbsolute);  // no ties
    Labels naive(30, 0, fixture.host);
    std::iota(naive.begin(), naive.end(), 0);
    naive_agglomeration(fixture, 1.0, naive);
    weiss::bundled::compact(naive);
    Agglomeration agglomeration(fixture.host, fixture.graph, 1.0, INT64_MAX);
    agglomeration.run(fixture.run);
    Labels label(fixture.host);
    agglomeration.write(label);
    CHECK(label == naive);
  }
}

TEST_CASE("gains of Louvain add up to the modularity, with negative weights too") {
  for (const double resolution : {0.5, 1.0, 3.0})
    for (const uint32_t seed : {1u, 2u, 3u, 4u, 5u})
      for (const Weights weights : {Weights::kUnit, Weights::kAbsolute, Weights::kSigned}) {
        const Fixture fixture(random_terms(60, 0.1, false, Data::integer, seed), weights);
        Random random(seed);
        weiss::bundled::CommunityRules rules;
        rules.resolution = resolution;
        Labels label(fixture.host);
        double growth = 0.0;
        const int64_t count = weiss::bundled::find_communities(fixture.host, fixture.graph, rules, random,
                                                               fixture.run, label, &growth);
        const double grown =
            fixture.modularity(label, resolution) - fixture.modularity_of_singles(resolution);
        CHECK(grown == doctest::Approx(growth).epsilon(1e-9));
        CHECK(growth > 0.0);
        CHECK(count == *std::max_element(label.begin(), label.end()) + 1);
      }
}

TEST_CASE("Louvain and agglomeration find cliques that are loosely tied") {
  Terms terms;
  terms.num_spins = 40;
  for (int64_t c = 0; c < 8; ++c) {
    for (int64_t i = 0; i < 5; ++i)
      for (int64_t j = i + 1; j < 5; ++j) terms.add(5 * c + i, 5 * c + j, -1.0);
    terms.add(5 * c, (5 * c + 9) % 40, 1.0);
  }
  const auto context = make_context();
  const auto problem = build(context, terms);
  weiss_partition_task task = sized<weiss_partition_task>();
  task.max_part_spins = 5;
  for (const char* method : kMethods) {
    const Cut done = cut(context, problem, method, task);
    CAPTURE(method);
    REQUIRE(done.parts.size() == 8);
    for (const auto& part : done.parts) CHECK(part.front() / 5 == part.back() / 5);
  }
}

TEST_CASE("counts of the boundary descent are those of a recount, and no move is left") {
  for (const uint32_t seed : {1u, 2u, 3u, 4u})
    for (const double density : {0.03, 0.08, 0.3}) {
      const Fixture fixture(random_terms(80, density, false, Data::integer, seed), Weights::kSigned);
      Random random(seed);
      Labels label(80, 0, fixture.host);
      for (int32_t& l : label) l = static_cast<int32_t>(random.below(10));
      const int64_t before = fixture.boundary(label), capacity = 12;
      BoundaryDescent descent(fixture.host, fixture.graph, label, 10, capacity);
      CHECK(descent.boundary() == before);
      descent.run(random, fixture.run);
      const int64_t after = fixture.boundary(label);
      CHECK(descent.boundary() == after);
      CHECK(after <= before);
      for (size_t u = 0; u < label.size(); ++u)
        for (const auto [v, w] : fixture.graph.row(static_cast<int64_t>(u))) {
          const int32_t target = label[static_cast<size_t>(v)];
          if (target == label[u] || std::count(label.begin(), label.end(), target) >= capacity) continue;
          Labels moved(label);
          moved[u] = target;
          CHECK(fixture.boundary(moved) >= after);
        }
    }
}

TEST_CASE("communities keep to the capacity, cover all spins and repeat for any number of threads") {
  const auto context = make_context();
  for (const auto& terms : {grid(20), random_terms(300, 0.02, true, Data::integer, 1),
                            random_terms(120, 1.0, true, Data::real, 2)}) {
    const auto problem = build(context, terms);
    for (const char* method : kMethods)
      for (const int64_t capacity : {1, 7, 10, 64}) {
        CAPTURE(method);
        CAPTURE(capacity);
        weiss_partition_task task = sized<weiss_partition_task>();
        task.max_part_spins = capacity;
        const Parts once =
            cut(context, problem, method, task, 3, 1).parts;  // the host checks capacity and cover
        CHECK(!once.empty());
        CHECK(weiss_test::largest(once) <= static_cast<size_t>(capacity));
        CHECK(once == cut(context, problem, method, task, 3, 4).parts);
      }
  }
}

TEST_CASE("bounded communities are not above the capacity, and single moves and unions add nothing") {
  for (const uint32_t seed : {1u, 2u, 3u}) {
    const Fixture fixture(random_terms(90, 0.06, false, Data::real, seed), Weights::kAbsolute);
    Random random(seed);
    weiss::bundled::CommunityRules rules;
    rules.capacity = 7;
    Labels moved(fixture.host), merged(fixture.host);
    const int64_t count =
        weiss::bundled::find_communities(fixture.host, fixture.graph, rules, random, fixture.run, moved);
    CHECK(count >= 13);
    Agglomeration agglomeration(fixture.host, fixture.graph, 1.0, 7);
    agglomeration.run(fixture.run);
    agglomeration.write(merged);
    for (const Labels& label : {moved, merged}) {
      const auto size = [&](int32_t l) { return std::count(label.begin(), label.end(), l); };
      for (const int32_t l : label) CHECK(size(l) <= 7);
    }
    const double value = fixture.modularity(merged, 1.0);
    for (int64_t u = 0; u < fixture.graph.num_nodes(); ++u)
      for (const auto [v, w] : fixture.graph.row(u)) {
        const int32_t a = merged[static_cast<size_t>(u)], b = merged[static_cast<size_t>(v)];
        if (a == b ||
            std::count(merged.begin(), merged.end(), a) + std::count(merged.begin(), merged.end(), b) > 7)
          continue;
        Labels joined(merged);
        std::replace(joined.begin(), joined.end(), b, a);
        CHECK(fixture.modularity(joined, 1.0) <= value + 1e-12);
      }
  }
}

TEST_CASE("a hub of many neighbours costs agglomeration little more than its edges") {
  Terms star;
  star.num_spins = 20000;
  for (int64_t i = 1; i < star.num_spins; ++i) star.add(0, i, 1.0);
  const Fixture fixture(star, Weights::kUnit);
  Agglomeration agglomeration(fixture.host, fixture.graph, 1.0, INT64_MAX);
  agglomeration.run(fixture.run);
  CHECK(fixture.fake_run.spent < 200 * star.num_spins);
  Labels label(fixture.host);
  CHECK(agglomeration.write(label) < 10);
}

TEST_CASE("communities exist without couplings, and in the smallest problems") {
  const auto context = make_context();
  weiss_partition_task task = sized<weiss_partition_task>();
  for (const int64_t n : {1, 2, 30}) {
    Terms terms;
    terms.num_spins = n;
    const auto problem = build(context, terms);
    for (const char* method : kMethods) {
      CAPTURE(method);
      task.max_part_spins = 10;
      const auto parts = cut(context, problem, method, task).parts;
      for (size_t a = 0; a < parts.size(); ++a)
        for (size_t b = 0; b < a; ++b) CHECK(parts[a].size() + parts[b].size() > 10);  // no two of them fit together
      task.max_part_spins = 0;  // then part_size counts
      CHECK(cut(context, problem, method, task).parts.size() == 1);
    }
  }
  Terms balanced;  // signed weights add up to nothing
  balanced.num_spins = 4;
  balanced.add(0, 1, 1.0);
  balanced.add(2, 3, -1.0);
  const auto problem = build(context, balanced);
  for (const char* method : kMethods) CHECK(cut(context, problem, method, task).status == WEISS_OK);
}

TEST_CASE("communities refuse tasks that they cannot keep to") {
  const auto context = make_context();
  const auto problem = build(context, grid(5));
  const std::vector<int32_t> fixed(25, 0);
  for (const char* method : kMethods) {
    weiss_partition_task task = sized<weiss_partition_task>();
    task.num_parts = 3;
    Cut done = cut(context, problem, method, task);
    CHECK(done.status == WEISS_E_UNSUPPORTED);
    CHECK(done.message.find("chooses the number of parts itself") != std::string::npos);
    task.num_parts = 0;
    task.fixed = fixed.data();
    done = cut(context, problem, method, task);
    CHECK(done.status == WEISS_E_UNSUPPORTED);
    CHECK(done.message.find("fixed") != std::string::npos);
  }
}
