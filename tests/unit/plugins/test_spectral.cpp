// The partitioner spectral, and the methods that it is made of.
#include "../../../plugins/partitioners/spectral/group_sizes.hpp"
#include "../../../plugins/partitioners/spectral/lowest_vectors.hpp"
#include "../../../plugins/partitioners/spectral/sized_kmeans.hpp"
#include "fake_host.hpp"
#include "partitions.hpp"

namespace {

using weiss::plugin::Array;
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

struct Services {
  weiss_test::FakeHost fake{};
  weiss_test::FakeRun fake_run{};
  Host host{(fake.limit = SIZE_MAX, fake.table())};
  Run run{fake_run.table()};
};

// The least cost of all assignments, one point after another.
int64_t cheapest(const Array<int32_t>& cost, const Array<SizeBounds>& bounds, size_t point,
                 std::vector<int64_t>& size) {
  const size_t clusters = bounds.size(), points = cost.size() / clusters;
  if (point == points) {
    for (size_t c = 0; c < clusters; ++c)
      if (size[c] < bounds[c].least) return INT64_MAX;
    return 0;
  }
  int64_t best = INT64_MAX;
  for (size_t c = 0; c < clusters; ++c) {
    if (size[c] == bounds[c].most) continue;
    ++size[c];
    const int64_t rest = cheapest(cost, bounds, point + 1, size);
    if (rest != INT64_MAX) best = std::min(best, rest + cost[point * clusters + c]);
    --size[c];
  }
  return best;
}

// L of a view of random couplings in a random state.
struct ViewOfProblem {
  ViewOfProblem(Services& services, const Terms& terms, View which, bool normalised)
      : context(make_context()),
        problem(build(context, terms)),
        view(view_of(problem)),
        state(random_state(terms.num_spins)),
        group(state.size(), 0),
        members(state.size()),
        laplacian(services.host, Correlations{view, state.data(), group.data(), numbered(members)},
                  terms.num_spins, members.data(), which, normalised) {}

  static weiss_problem_view view_of(const weiss_test::ProblemPtr& problem) {
    weiss_problem_view out = sized<weiss_problem_view>();
    REQUIRE(weiss_problem_get_view(problem.get(), &out, nullptr) == WEISS_OK);
    return out;
  }
  static std::vector<int8_t> random_state(int64_t n) {
    std::mt19937 random(11);
    std::vector<int8_t> state(static_cast<size_t>(n));
    for (int8_t& s : state) s = random() % 2 == 0 ? int8_t{1} : int8_t{-1};
    return state;
  }
  static const int32_t* numbered(std::vector<int32_t>& members) {
    for (size_t i = 0; i < members.size(); ++i) members[i] = static_cast<int32_t>(i);
    return members.data();
  }

  weiss_test::ContextPtr context;
  weiss_test::ProblemPtr problem;
  weiss_problem_view view;
  std::vector<int8_t> state;
  std::vector<int32_t> group, members;
  Laplacian laplacian;
};

std::vector<double> times(const std::vector<double>& matrix, const std::vector<double>& x) {
  std::vector<double> y(x.size(), 0.0);
  for (size_t i = 0; i < x.size(); ++i)
    for (size_t j = 0; j < x.size(); ++j) y[i] += matrix[i * x.size() + j] * x[j];
  return y;
}
double dot(const std::vector<double>& x, const std::vector<double>& y) {
  double sum = 0.0;
  for (size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

}  // namespace

TEST_CASE("assignments to clusters of bounded sizes cost what enumeration finds") {
  Services services;
  std::mt19937 random(1);
  for (int round = 0; round < 400; ++round) {
    const size_t points = 1 + random() % 8, clusters = 1 + random() % std::min<size_t>(points, 4);
    Array<SizeBounds> bounds(services.host);
    for (size_t c = 0; c < clusters; ++c) {
      const auto least = static_cast<int64_t>(random() % (points / clusters + 1));
      const auto full = static_cast<int64_t>((points + clusters - 1) / clusters);
      bounds.push_back({least, std::max(least, full) + static_cast<int64_t>(random() % 2)});
    }
    const uint32_t range = round % 3 == 0 ? 3 : 1000;  // with many ties, and with few
    Array<int32_t> cost(points * clusters, 0, services.host), label(points, -1, services.host);
    for (int32_t& c : cost) c = static_cast<int32_t>(random() % range);
    SizedAssignment assignment(services.host, static_cast<int64_t>(points), bounds);
    for (int again = 0; again < 2; ++again) {
      assignment.solve(cost.data(), label.data());
      int64_t sum = 0;
      std::vector<int64_t> size(clusters, 0);
      for (size_t p = 0; p < points; ++p) {
        sum += cost[p * clusters + static_cast<size_t>(label[p])];
        ++size[static_cast<size_t>(label[p])];
      }
      for (size_t c = 0; c < clusters; ++c) {
        CHECK(size[c] >= bounds[c].least);
        CHECK(size[c] <= bounds[c].most);
      }
      std::vector<int64_t> none(clusters, 0);
      CHECK(sum == cheapest(cost, bounds, 0, none));
    }
  }
}

TEST_CASE("points that all want one cluster are spread, whatever the sizes") {
  Services services;
  const Array<SizeBounds> bounds({{10, 20}, {30, 30}, {0, 25}, {12, 40}}, services.host);
  Array<int32_t> cost(100 * 4, 0, services.host), label(100, 0, services.host);
  for (size_t p = 0; p < 100; ++p)
    for (size_t c = 0; c < 4; ++c) cost[p * 4 + c] = static_cast<int32_t>(c * (p + 1));
  SizedAssignment(services.host, 100, bounds).solve(cost.data(), label.data());
  // Large p gain most: cluster 3 gets its 12, the least p; 1 must have 30; 0 and 2 are full.
  int64_t sum = 0;
  for (size_t p = 0; p < 100; ++p) sum += cost[p * 4 + static_cast<size_t>(label[p])];
  int64_t expected = 0;
  for (int64_t p = 1; p <= 100; ++p) expected += p * (p <= 25 ? 3 : p <= 50 ? 2 : p <= 80 ? 1 : 0);
  CHECK(sum == expected);
}

TEST_CASE("the dense solver gives eigenvalues and orthonormal eigenvectors") {
  Services services;
  std::mt19937 random(2);
  for (const size_t n : {1u, 2u, 3u, 10u, 57u})
    for (const bool degenerate : {false, true}) {
      std::vector<double> matrix(n * n, 0.0);
      for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j <= i; ++j) {
          const double x =
              degenerate ? static_cast<double>(i % 3 == j % 3) : static_cast<double>(random() % 1000) - 500.0;
          matrix[i * n + j] = matrix[j * n + i] = x;
        }
      std::vector<double> work(matrix);
      const SymmetricEigen eigen(services.host, n, work.data());
      std::vector<std::vector<double>> vectors(n, std::vector<double>(n));
      for (size_t k = 0; k < n; ++k) {
        eigen.vector(k, vectors[k].data());
        if (k > 0) CHECK(eigen.value(k - 1) <= eigen.value(k));
        const std::vector<double> image = times(matrix, vectors[k]);
        for (size_t i = 0; i < n; ++i) CHECK(std::abs(image[i] - eigen.value(k) * vectors[k][i]) < 1e-9);
        for (size_t l = 0; l <= k; ++l)
          CHECK(dot(vectors[k], vectors[l]) == doctest::Approx(k == l ? 1.0 : 0.0).epsilon(1e-10));
      }
    }
}

TEST_CASE("Laplacians have the weights of their view, and no negative eigenvalue") {
  Services services;
  const Terms terms = random_terms(30, 0.3, true, Data::integer, 3);
  for (const bool normalised : {false, true})
    for (const View which : {View::kPositive, View::kNegative, View::kAbsolute}) {
      const ViewOfProblem made(services, terms, which, normalised);
      std::vector<double> weight(900, 0.0), degree(30, 0.0), dense(900);
      for (size_t k = 0; k < terms.row.size(); ++k) {
        const auto i = static_cast<size_t>(terms.row[k]), j = static_cast<size_t>(terms.column[k]);
        const double c = terms.value[k] * made.state[i] * made.state[j];
        const double w = which == View::kPositive   ? std::max(c, 0.0)
                         : which == View::kNegative ? std::max(-c, 0.0)
                                                    : std::abs(c);
        weight[i * 30 + j] = weight[j * 30 + i] = w;
        degree[i] += w;
        degree[j] += w;
      }
      made.laplacian.write_dense(dense.data());
      for (size_t i = 0; i < 30; ++i)
        for (size_t j = 0; j < 30; ++j) {
          double entry = (i == j ? degree[i] : 0.0) - weight[i * 30 + j];
          if (normalised && entry != 0.0) entry /= std::sqrt(degree[i] * degree[j]);
          CHECK(dense[i * 30 + j] == doctest::Approx(entry));
        }
      const SymmetricEigen eigen(services.host, 30, dense.data());
      CHECK(eigen.value(0) > -1e-12);
      CHECK(eigen.value(29) <= made.laplacian.largest() + 1e-9);
    }
}

TEST_CASE("the correlation of two spins is a quarter of the second difference of the energy") {
  Services services;
  constexpr size_t kN = 12;
  const Terms terms = random_terms(kN, 0.6, true, Data::real, 7);
  const ViewOfProblem positive(services, terms, View::kPositive, false);
  const ViewOfProblem negative(services, terms, View::kNegative, false);
  std::vector<double> above(kN * kN), below(kN * kN);
  positive.laplacian.write_dense(above.data());
  negative.laplacian.write_dense(below.data());
  const auto energy_after = [&](std::vector<size_t> flips) {
    std::vector<int8_t> spins(positive.state.begin(), positive.state.end());
    for (const size_t i : flips) spins[i] = static_cast<int8_t>(-spins[i]);
    return weiss_test::energy_of(positive.problem, spins);
  };
  for (size_t i = 0; i < kN; ++i)
    for (size_t j = 0; j < i; ++j) {
      const double second = energy_after({i, j}) - energy_after({i}) - energy_after({j}) + energy_after({});
      CHECK(below[i * kN + j] - above[i * kN + j] == doctest::Approx(second / 4.0));
    }
}

TEST_CASE("sparse eigenvectors span what the dense solver finds") {
  Services services;
  for (const bool normalised : {false, true})
    for (const View which : {View::kPositive, View::kAbsolute}) {
      const size_t n = 260, count = 6;
      const ViewOfProblem made(services, random_terms(n, 0.02, false, Data::real, 4), which, normalised);
      std::vector<double> dense(n * n), points(n * count);
      made.laplacian.write_dense(dense.data());
      std::vector<double> matrix(dense);
      const SymmetricEigen eigen(services.host, n, dense.data());
      write_lowest_vectors(services.host, made.laplacian, count, 1e-4, services.run, 5, count, points.data());
      for (size_t k = 0; k < count; ++k) {
        std::vector<double> x(n);
        for (size_t i = 0; i < n; ++i) x[i] = points[i * count + k];
        CHECK(dot(x, x) == doctest::Approx(1.0));
        const double quotient = dot(x, times(matrix, x));
        CHECK(std::abs(quotient - eigen.value(k)) < 1e-6 * made.laplacian.largest());
      }
    }
}

TEST_CASE("numbers and sizes of groups are those of the publication") {
  const int64_t published[][3] = {{10, 11, 8}, {12, 9, 10}, {15, 7, 12}, {16, 7, 13},
                                  {17, 6, 14}, {18, 6, 15}, {20, 5, 16}, {24, 5, 20}};
  for (const auto& [most, count, least] : published) {
    const GroupSizes sizes = sizes_within(100, most, 0.8);
    CHECK(sizes.count == count);
    CHECK(sizes.bounds.least == least);
    CHECK(sizes.bounds.most == most);
  }
  CHECK(sizes_within(100, 16, 0.0).count == 9);
  for (int64_t n = 1; n < 200; ++n)
    for (int64_t most = 1; most <= n; ++most)
      for (const double ratio : {0.0, 0.5, 0.8, 1.0}) {
        const GroupSizes sizes = sizes_within(n, most, ratio);
        REQUIRE(sizes.count * sizes.bounds.least <= n);
        REQUIRE(sizes.count * sizes.bounds.most >= n);
        REQUIRE(sizes.bounds.least >= 1);
        REQUIRE(sizes.bounds.least <= sizes.bounds.most);
      }
}

TEST_CASE("k-means finds clusters that lie apart, and keeps to their sizes") {
  Services services;
  std::mt19937 random(6);
  std::vector<double> points;
  for (size_t p = 0; p < 60; ++p)
    for (size_t k = 0; k < 2; ++k)
      points.push_back((k == 0 ? static_cast<double>(p % 3) * 10.0 : 0.0) +
                       static_cast<double>(random() % 100) / 100.0);
  const Array<SizeBounds> loose(3, SizeBounds{15, 25}, services.host),
      uneven({{30, 30}, {10, 20}, {10, 20}}, services.host);
  Array<int32_t> label(60, 0, services.host);
  SizedKMeans(services.host, 60, 2, points.data(), loose).run(services.run, 1, 300, label.data());
  for (size_t p = 0; p < 60; ++p) CHECK(label[p] == label[p % 3]);
  CHECK(label[0] != label[1]);
  SizedKMeans(services.host, 60, 2, points.data(), uneven).run(services.run, 1, 300, label.data());
  CHECK(std::count(label.begin(), label.end(), 0) == 30);
}

TEST_CASE("spectral keeps to sizes for every view, repeats, and needs no state") {
  const auto context = make_context();
  for (const int64_t n : {100, 230}) {
    const auto problem =
        build(context, random_terms(n, 6.0 / static_cast<double>(n), true, Data::integer, 7));
    const auto state =
        weiss_test::spins_of(weiss_test::solve(context, problem, "greedy", weiss_test::limited(1000000)));
    for (const char* views : {"both", "negative", "positive", "absolute"})
      for (const bool with_state : {true, false}) {
        weiss_partition_task task = sized<weiss_partition_task>();
        task.max_part_spins = 16;
        task.best = with_state ? state.data() : nullptr;
        const std::string spec = std::string("spectral restarts=2 views=") + views;
        CAPTURE(spec);
        const Cut once = cut(context, problem, spec, task, 3, 1);
        REQUIRE(once.status == WEISS_OK);
        CHECK(weiss_test::largest(once.parts) <= 16);
        CHECK(weiss_test::smallest(once.parts) >= 13);
        CHECK(once.parts.size() == static_cast<size_t>(sizes_within(n, 16, 0.8).count));
        CHECK(once.parts == cut(context, problem, spec, task, 3, 4).parts);
      }
  }
}

TEST_CASE("spectral cuts in levels where there are more groups than one k-means takes") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(600, 0.01, false, Data::integer, 8));
  weiss_partition_task task = sized<weiss_partition_task>();
  task.max_part_spins = 10;
  const std::string spec = "spectral clusters=8 restarts=2 normalised=true";
  const Cut once = cut(context, problem, spec, task, 3, 1);
  REQUIRE(once.status == WEISS_OK);
  CHECK(once.parts.size() == static_cast<size_t>(sizes_within(600, 10, 0.8).count));
  CHECK(weiss_test::smallest(once.parts) >= 8);
  CHECK(once.parts == cut(context, problem, spec, task, 3, 2).parts);
  task.num_parts = 75;  // all of eight spins
  task.max_part_spins = 8;
  CHECK(cut(context, problem, spec, task).parts.size() == 75);
}

TEST_CASE("spectral makes the number of parts that is asked for, and refuses what cannot be") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(50, 0.2, false, Data::integer, 9));
  weiss_partition_task task = sized<weiss_partition_task>();
  task.num_parts = 7;
  Cut done = cut(context, problem, "spectral", task);
  CHECK(done.parts.size() == 7);
  CHECK(weiss_test::largest(done.parts) <= 8);
  task.imbalance = 0.2;
  CHECK(cut(context, problem, "spectral", task).parts.size() == 7);
  task.imbalance = 0.0;
  task.num_parts = 4;
  task.max_part_spins = 12;
  task.may_omit = 1;
  done = cut(context, problem, "spectral", task);
  CHECK(done.status == WEISS_E_ARGUMENT);
  CHECK(done.message.find("4 parts of at most 12") != std::string::npos);
  const std::vector<int32_t> fixed(50, 0);
  task = sized<weiss_partition_task>();
  task.fixed = fixed.data();
  CHECK(cut(context, problem, "spectral", task).status == WEISS_E_UNSUPPORTED);
}

TEST_CASE("spectral works without couplings, and in the smallest problems") {
  const auto context = make_context();
  weiss_partition_task task = sized<weiss_partition_task>();
  for (const int64_t n : {1, 2, 17, 300}) {
    Terms terms;
    terms.num_spins = n;
    const auto problem = build(context, terms);
    for (const int64_t capacity : {1, 16}) {
      task.max_part_spins = capacity;
      const Cut done = cut(context, problem, "spectral", task);
      CHECK(done.status == WEISS_OK);
      CHECK(weiss_test::largest(done.parts) <= static_cast<size_t>(capacity));
    }
  }
}
