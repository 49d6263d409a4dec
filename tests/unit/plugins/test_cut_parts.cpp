// The partitioners bfs, growth, components, impact, certainty, kernighan-lin and multilevel-kl.
#include <set>

#include "../../../plugins/partitioners/multilevel-kl/exchange.hpp"
#include "fake_host.hpp"
#include "partitions.hpp"

namespace {

using weiss::bundled::Weights;
using weiss_test::build;
using weiss_test::cut;
using weiss_test::Cut;
using weiss_test::Data;
using weiss_test::largest;
using weiss_test::make_context;
using weiss_test::Parts;
using weiss_test::random_terms;
using weiss_test::sized;
using weiss_test::smallest;
using weiss_test::Terms;

const char* const kAll[] = {"bfs",
                            "bfs seeds=worst",
                            "bfs seeds=frustrated",
                            "growth",
                            "growth rule=attach seeds=frustrated",
                            "growth rule=strongest noise=0",
                            "growth rule=unsatisfied seeds=worst",
                            "components",
                            "impact",
                            "certainty",
                            "certainty ties=index",
                            "random sizes=full",
                            "kernighan-lin",
                            "kernighan-lin as_published=true",
                            "multilevel-kl",
                            "multilevel-kl restarts=1 kicks=0"};
// Those that make the number of parts that is asked for.
const char* const kNumbered[] = {"bfs", "growth", "impact", "certainty", "multilevel-kl"};

std::vector<int8_t> random_state(int64_t n, uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<int8_t> state(static_cast<size_t>(n));
  for (int8_t& s : state) s = random() % 2 == 0 ? int8_t{1} : int8_t{-1};
  return state;
}

weiss_partition_task task_of(const std::vector<int8_t>& state, int64_t capacity) {
  weiss_partition_task task = sized<weiss_partition_task>();
  task.max_part_spins = capacity;
  task.best = state.data();
  task.current = state.data();
  return task;
}

Terms chain(int64_t n) {
  Terms terms;
  terms.num_spins = n;
  for (int64_t i = 0; i + 1 < n; ++i) terms.add(i, i + 1, i % 2 == 0 ? 1.0 : -1.0);
  return terms;
}
Terms star(int64_t n) {
  Terms terms;
  terms.num_spins = n;
  for (int64_t i = 1; i < n; ++i) terms.add(0, i, 1.0);
  return terms;
}
// Two-dimensional torus of side times side.
Terms torus(int64_t side) {
  Terms terms;
  terms.num_spins = side * side;
  for (int64_t y = 0; y < side; ++y)
    for (int64_t x = 0; x < side; ++x) {
      terms.add(y * side + x, y * side + (x + 1) % side, 1.0);
      terms.add(y * side + x, (y + 1) % side * side + x, -1.0);
    }
  return terms;
}

double inside(const Terms& terms, const Parts& parts) {
  std::vector<int32_t> label(static_cast<size_t>(terms.num_spins), -1);
  for (size_t p = 0; p < parts.size(); ++p)
    for (const int32_t i : parts[p]) label[static_cast<size_t>(i)] = static_cast<int32_t>(p);
  double sum = 0.0;
  for (size_t k = 0; k < terms.row.size(); ++k)
    if (label[static_cast<size_t>(terms.row[k])] == label[static_cast<size_t>(terms.column[k])])
      sum += std::fabs(terms.value[k]);
  return sum;
}

bool is_connected(const Terms& terms, const std::vector<int32_t>& part) {
  std::set<int32_t> left(part.begin(), part.end()), front = {part.front()};
  left.erase(part.front());
  while (!front.empty()) {
    std::set<int32_t> next;
    for (size_t k = 0; k < terms.row.size(); ++k)
      for (const auto& [a, b] : {std::pair(terms.row[k], terms.column[k]), std::pair(terms.column[k], terms.row[k])})
        if (front.count(a) != 0 && left.erase(b) != 0) next.insert(b);
    front = next;
  }
  return left.empty();
}

}  // namespace

TEST_CASE("parts keep to the capacity on graphs of every kind") {
  const auto context = make_context();
  const Terms graphs[] = {Terms{1, {}, {}, {}, {}},
                          Terms{30, {}, {}, {}, {}},
                          Terms{30, {}, {}, {}, std::vector<double>(30, 1.5)},
                          chain(57),
                          star(64),
                          torus(9),
                          random_terms(73, 0.02, true, Data::real, 1),
                          random_terms(60, 0.5, false, Data::integer, 2),
                          random_terms(41, 1.0, true, Data::integer, 3)};
  for (const Terms& terms : graphs) {
    const auto problem = build(context, terms);
    const auto state = random_state(terms.num_spins, 5);
    for (const char* spec : kAll)
      for (const int64_t capacity : {1, 2, 10, 1000}) {
        CAPTURE(spec);
        CAPTURE(terms.num_spins);
        CAPTURE(terms.row.size());
        CAPTURE(capacity);
        const Cut done = cut(context, problem, spec, task_of(state, capacity));  // checked by the host
        CAPTURE(done.message);
        REQUIRE(done.status == WEISS_OK);
        CHECK(largest(done.parts) <= static_cast<size_t>(capacity));
      }
  }
}

TEST_CASE("as many parts as asked for, none above the even size, and but for multilevel-kl none far below") {
  const auto context = make_context();
  for (const int64_t n : {1, 2, 30, 101}) {
    const auto problem = build(context, random_terms(n, 0.1, false, Data::integer, 4));
    const auto state = random_state(n, 6);
    for (const char* spec : kNumbered)
      for (const int64_t num_parts : {1, 2, 7, 30, 101}) {
        if (num_parts > n) continue;
        CAPTURE(spec);
        CAPTURE(n);
        CAPTURE(num_parts);
        weiss_partition_task task = task_of(state, 0);
        task.num_parts = num_parts;
        const Cut done = cut(context, problem, spec, task);
        CAPTURE(done.message);
        REQUIRE(done.status == WEISS_OK);
        CHECK(done.parts.size() == static_cast<size_t>(num_parts));
        CHECK(largest(done.parts) == static_cast<size_t>((n + num_parts - 1) / num_parts));
        if (spec != std::string("multilevel-kl")) CHECK(largest(done.parts) - smallest(done.parts) <= 1);
      }
  }
}

TEST_CASE("what a method has no place for is refused, and the text says what to use") {
  const auto context = make_context();
  const auto problem = build(context, chain(20));
  const auto state = random_state(20, 1);
  std::vector<int32_t> fixed(20, -1);
  fixed[3] = 1;
  for (const char* spec : {"bfs", "growth", "impact", "certainty", "components", "kernighan-lin"}) {
    weiss_partition_task task = task_of(state, 5);
    task.fixed = fixed.data();
    const Cut done = cut(context, problem, spec, task);
    CHECK(done.status == WEISS_E_UNSUPPORTED);
    CHECK(done.message.find("multilevel-kl") != std::string::npos);
  }
  for (const char* spec : {"components", "kernighan-lin"}) {
    weiss_partition_task task = task_of(state, 5);
    task.num_parts = 4;
    CHECK(cut(context, problem, spec, task).status == WEISS_E_UNSUPPORTED);
    task.num_parts = 0;
    task.imbalance = 0.1;
    CHECK(cut(context, problem, spec, task).message.find("multilevel-kl") != std::string::npos);
  }
  weiss_partition_task bare = sized<weiss_partition_task>();
  for (const char* spec : {"impact", "certainty"})
    CHECK(cut(context, problem, spec, bare).parts.size() == 1);  // without a state: any order
  CHECK(cut(context, problem, "impact keep=best part_size=5", task_of(state, 5)).message.find("keep=all") !=
        std::string::npos);
}

TEST_CASE("the same seed gives the same parts for every number of threads") {
  const auto context = make_context();
  for (const Terms& terms : {random_terms(90, 0.2, true, Data::integer, 7), torus(40)}) {
    const auto problem = build(context, terms);
    const auto state = random_state(terms.num_spins, 2);
    for (const char* spec : kAll) {
      const Parts once = cut(context, problem, spec, task_of(state, 8), 3, 1).parts;
      CAPTURE(spec);
      CHECK(once == cut(context, problem, spec, task_of(state, 8), 3, 2).parts);
      CHECK(once == cut(context, problem, spec, task_of(state, 8), 3, 4).parts);
    }
  }
}

TEST_CASE("a run that is out of work still gives parts that keep to the task") {
  const auto context = make_context();
  for (const Terms& terms : {torus(40), random_terms(120, 0.4, false, Data::integer, 3)}) {
    const auto problem = build(context, terms);
    const auto state = random_state(terms.num_spins, 4);
    for (const char* spec : kAll)
      for (const int64_t work : {1, 3000, 30000, 300000}) {
        weiss_instance* instance = nullptr;
        REQUIRE(weiss_instance_create(context.get(), WEISS_KIND_PARTITIONER, spec, nullptr, 0, &instance, nullptr) ==
                WEISS_OK);
        const weiss_test::InstancePtr owner(instance, weiss_instance_destroy);
        const weiss_run_config config = weiss_test::limited(work);
        const weiss_partition_task task = task_of(state, 10);
        weiss_error error = WEISS_ERROR_INIT;
        weiss_result* raw = nullptr;
        const weiss_status status = weiss_instance_partition(instance, problem.get(), &task, &config, &raw, &error);
        const weiss_test::ResultPtr result(raw, weiss_result_destroy);
        CAPTURE(spec);
        CAPTURE(work);
        CAPTURE(error.message);
        CHECK(status == WEISS_OK);
      }
  }
}

TEST_CASE("balls and groups are connected while there is room for them") {
  const auto context = make_context();
  const Terms terms = torus(20);
  const auto problem = build(context, terms);
  const auto state = random_state(400, 9);
  for (const char* spec : {"bfs", "bfs seeds=worst", "growth", "growth rule=strongest seeds=frustrated"}) {
    weiss_partition_task task = task_of(state, 12);
    task.may_omit = 1;
    const Cut one = cut(context, problem, spec, task);
    REQUIRE(one.parts.size() == 1);
    CHECK(one.parts[0].size() == 12);
    CHECK(is_connected(terms, one.parts[0]));

    task.may_overlap = 1;
    task.num_parts = 60;  // more than could be without sharing spins
    const Cut many = cut(context, problem, spec, task);
    REQUIRE(many.parts.size() == 60);
    for (const auto& part : many.parts) {
      CHECK(part.size() == 12);
      CHECK(is_connected(terms, part));
    }

    task.may_omit = 0;
    task.num_parts = 0;
    const Cut cover = cut(context, problem, spec, task);  // the host checks that it is one
    REQUIRE(cover.status == WEISS_OK);
    CHECK(smallest(cover.parts) == 12);
    CHECK(cover.parts.size() >= 34);

    task.may_omit = 1;
    task.may_overlap = 0;
    task.num_parts = 50;  // 400 spins give 33 whole parts, but each of the others gets some
    CHECK(cut(context, problem, spec, task).parts.size() == 50);
  }
}

TEST_CASE("worst balls begin where a flip gains, and growth follows what it is told") {
  const auto context = make_context();
  Terms terms = chain(40);
  for (double& w : terms.value) w = -1.0;
  terms.value[30] = -7.0;
  const auto problem = build(context, terms);
  std::vector<int8_t> state(40, 1);
  state[20] = -1;  // its flip gains, and its two couplings are the only ones that are not satisfied
  weiss_partition_task task = task_of(state, 3);
  task.may_omit = 1;
  CHECK(cut(context, problem, "bfs seeds=worst", task).parts[0] == std::vector<int32_t>{19, 20, 21});
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    const auto part = cut(context, problem, "growth seeds=frustrated", task, seed).parts[0];
    CHECK(std::count_if(part.begin(), part.end(), [](int32_t i) { return i >= 19 && i <= 21; }) >= 1);
  }
  task.max_part_spins = 11;
  for (uint64_t seed = 1; seed <= 5; ++seed) {  // a group that meets the strong coupling takes it whole
    const auto part = cut(context, problem, "growth rule=strongest noise=0", task, seed).parts[0];
    CHECK(part.size() == 11);
    const bool has_30 = std::count(part.begin(), part.end(), 30) != 0;
    const bool has_31 = std::count(part.begin(), part.end(), 31) != 0;
    if (part.front() < 30 && part.back() > 31) CHECK((has_30 && has_31));
  }
}

TEST_CASE("components stay whole, and are packed where there is a capacity") {
  const auto context = make_context();
  Terms terms;
  terms.num_spins = 20;  // chains of 7, 5 and 3, and five single spins
  for (const auto& [first, last] : {std::pair(0, 6), std::pair(7, 11), std::pair(12, 14)})
    for (int i = first; i < last; ++i) terms.add(i, i + 1, 1.0);
  const auto problem = build(context, terms);
  weiss_partition_task task = sized<weiss_partition_task>();
  const Parts whole = cut(context, problem, "components", task).parts;
  CHECK(whole.size() == 8);
  CHECK(whole[0] == std::vector<int32_t>{0, 1, 2, 3, 4, 5, 6});
  task.max_part_spins = 7;
  CHECK(cut(context, problem, "components pack=false", task).parts.size() == 8);
  const Parts packed = cut(context, problem, "components", task).parts;
  CHECK(packed.size() == 3);  // 7, 5 + 1 + 1, 3 + 1 + 1 + 1
  CHECK(inside(terms, packed) == 12.0);
  task.max_part_spins = 4;
  const Parts pieces = cut(context, problem, "components", task).parts;
  CHECK(inside(terms, pieces) == 10.0);  // the two long chains are cut once each, one into 4 and 3, one into 3 and 2
  CHECK(pieces.size() == 5);
}

TEST_CASE("impact cuts the order of flip energies in blocks") {
  const auto context = make_context();
  const Terms terms = random_terms(50, 0.2, true, Data::integer, 12);
  const auto problem = build(context, terms);
  std::vector<int8_t> state = random_state(50, 3);
  const double energy = weiss_test::energy_of(problem, state);
  std::vector<std::pair<double, int32_t>> change;
  for (int32_t i = 0; i < 50; ++i) {
    state[static_cast<size_t>(i)] = static_cast<int8_t>(-state[static_cast<size_t>(i)]);
    change.emplace_back(weiss_test::energy_of(problem, state) - energy, i);
    state[static_cast<size_t>(i)] = static_cast<int8_t>(-state[static_cast<size_t>(i)]);
  }
  std::sort(change.begin(), change.end());
  const auto block = [&](size_t first, size_t last) {
    std::vector<int32_t> members;
    for (size_t k = first; k < last; ++k) members.push_back(change[k].second);
    std::sort(members.begin(), members.end());
    return members;
  };
  weiss_partition_task task = task_of(state, 16);
  const Parts parts = cut(context, problem, "impact", task).parts;
  CHECK(std::set<std::vector<int32_t>>(parts.begin(), parts.end()) ==
        std::set<std::vector<int32_t>>{block(0, 16), block(16, 32), block(32, 48), block(48, 50)});
  CHECK(parts != cut(context, problem, "impact", task, 2).parts);  // the order is random
  task.may_omit = 1;
  CHECK(cut(context, problem, "impact keep=best", task).parts == Parts{block(0, 16)});
}

TEST_CASE("random with full sizes makes parts of the capacity and a smaller last one") {
  const auto context = make_context();
  const auto problem = build(context, chain(100));
  weiss_partition_task task = sized<weiss_partition_task>();
  task.max_part_spins = 16;
  const Parts full = cut(context, problem, "random sizes=full", task).parts;
  REQUIRE(full.size() == 7);
  for (size_t p = 0; p < 7; ++p) CHECK(full[p].size() == (p < 6 ? 16 : 4));
  CHECK(full != cut(context, problem, "random sizes=full", task, 2).parts);
  const Parts equal = cut(context, problem, "random", task).parts;
  for (size_t p = 0; p < 7; ++p) CHECK(equal[p].size() == (p < 2 ? 15 : 14));
}

TEST_CASE("certainty begins with the spins on which the pool disagrees") {
  const auto context = make_context();
  const auto problem = build(context, chain(30));
  std::vector<int8_t> pool(4 * 30, 1);
  for (size_t i = 10; i < 15; ++i) pool[i] = pool[30 + i] = -1;  // two of four
  for (size_t i = 20; i < 25; ++i) pool[i] = -1;                 // one of four
  const double energies[] = {0.0, 0.0, 0.0, 0.0};
  weiss_partition_task task = sized<weiss_partition_task>();
  task.max_part_spins = 5;
  task.pool = pool.data();
  task.pool_size = 4;
  task.pool_energies = energies;
  const Parts parts = cut(context, problem, "certainty", task).parts;
  REQUIRE(parts.size() == 6);
  CHECK(parts[0] == std::vector<int32_t>{10, 11, 12, 13, 14});
  CHECK(parts[1] == std::vector<int32_t>{20, 21, 22, 23, 24});
  CHECK(parts != cut(context, problem, "certainty", task, 2).parts);  // ties go at random
  const Parts by_index = cut(context, problem, "certainty ties=index", task).parts;
  CHECK(by_index[2] == std::vector<int32_t>{0, 1, 2, 3, 4});
  CHECK(by_index == cut(context, problem, "certainty ties=index", task, 2).parts);
}

TEST_CASE("Kernighan-Lin halves until the parts fit") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(101, 0.2, false, Data::integer, 5));
  weiss_partition_task task = sized<weiss_partition_task>();
  task.max_part_spins = 10;
  const Parts parts = cut(context, problem, "kernighan-lin", task).parts;
  CHECK(parts.size() == 16);
  CHECK(smallest(parts) == 6);
  CHECK(largest(parts) == 7);
}

TEST_CASE("what looks at couplings has more of them inside of parts, multilevel-kl most") {
  const auto context = make_context();
  for (uint32_t seed = 1; seed <= 3; ++seed) {
    const Terms terms = random_terms(100, seed == 1 ? 0.06 : 0.5, false, Data::integer, seed);
    const auto problem = build(context, terms);
    weiss_partition_task task = sized<weiss_partition_task>();
    task.max_part_spins = 10;
    const auto weight = [&](const char* spec) { return inside(terms, cut(context, problem, spec, task).parts); };
    const double kl = weight("kernighan-lin"), ours = weight("multilevel-kl");
    CHECK(weight("kernighan-lin as_published=true") < 0.8 * kl);
    CHECK(weight("growth") > weight("random"));
    CHECK(ours > 1.05 * kl);
    CHECK(ours >= weight("multilevel-kl restarts=1 kicks=0"));
  }
}

TEST_CASE("multilevel-kl finds planted parts") {
  const auto context = make_context();
  Terms terms;
  terms.num_spins = 60;
  std::mt19937 random(4);
  const auto group = [](int64_t i) { return i * 7 % 60 / 10; };  // six groups of ten
  for (int64_t i = 0; i < 60; ++i)
    for (int64_t j = i + 1; j < 60; ++j) {
      if (group(i) == group(j)) terms.add(i, j, random() % 2 == 0 ? 5.0 : -5.0);
      else if (random() % 4 == 0) terms.add(i, j, 1.0);
    }
  const auto problem = build(context, terms);
  weiss_partition_task task = sized<weiss_partition_task>();
  task.max_part_spins = 10;
  CHECK(inside(terms, cut(context, problem, "multilevel-kl", task).parts) == 6 * 45 * 5.0);
}

TEST_CASE("multilevel-kl keeps fixed spins, imbalance, and the number of parts of large problems") {
  const auto context = make_context();
  for (const int64_t side : {9, 50}) {
    const int64_t n = side * side;
    const auto problem = build(context, torus(side));
    std::vector<int32_t> fixed(static_cast<size_t>(n), -1);
    for (size_t i = 0; i < 9; ++i) fixed[i * 8] = static_cast<int32_t>(i % 3);
    weiss_partition_task task = sized<weiss_partition_task>();
    task.fixed = fixed.data();
    for (const int64_t num_parts : {3, 5, 20}) {
      task.num_parts = num_parts;
      for (const double imbalance : {0.0, 0.3}) {
        task.imbalance = imbalance;
        const Cut done = cut(context, problem, "multilevel-kl restarts=2", task);  // checked by the host
        CAPTURE(done.message);
        REQUIRE(done.status == WEISS_OK);
        CHECK(done.parts.size() == static_cast<size_t>(num_parts));
        if (imbalance == 0.0) CHECK(largest(done.parts) == static_cast<size_t>((n + num_parts - 1) / num_parts));
      }
    }
  }
}

TEST_CASE("hubs, chains and loose spins of large problems are no trouble") {
  const auto context = make_context();
  const int64_t n = 70000;  // what is quadratic in it would not end
  Terms loose;
  loose.num_spins = n;
  const auto state = random_state(n, 1);
  for (const Terms& terms : {star(n), chain(n), loose}) {
    const auto problem = build(context, terms);
    for (const char* spec : {"bfs", "growth", "components", "impact", "certainty", "kernighan-lin passes=1",
                             "multilevel-kl"})
      for (const int64_t capacity : {10, 30000}) {
        CAPTURE(spec);
        CAPTURE(capacity);
        const Cut done = cut(context, problem, spec, task_of(state, capacity));
        CAPTURE(done.message);
        CHECK(done.status == WEISS_OK);
      }
  }
}

TEST_CASE("the exchange knows the weight inside, keeps to the capacity, and a kick never loses") {
  const auto context = make_context();
  for (uint32_t seed = 1; seed <= 6; ++seed) {
    const Terms terms = random_terms(50, seed % 2 ? 0.1 : 0.8, false, Data::integer, seed);
    const auto problem = build(context, terms);
    weiss_problem_view view = sized<weiss_problem_view>();
    REQUIRE(weiss_problem_get_view(problem.get(), &view, nullptr) == WEISS_OK);
    weiss_test::FakeHost fake;
    fake.limit = SIZE_MAX;
    const Host host(fake.table());
    const weiss_test::FakeRun fake_run;
    const Run run(fake_run.table());
    const WeightedGraph graph = graph_of(host, view, Weights::kAbsolute);
    const int64_t num_parts = 8, capacity = seed % 3 == 0 ? 7 : 9;
    Labels label(50, 0, host);
    for (size_t u = 0; u < 50; ++u) label[u] = static_cast<int32_t>(u % 8);
    Array<int8_t> fixed(50, 0, host);
    fixed[11] = 1;
    Exchange exchange(host, run, graph, num_parts, capacity, fixed);
    exchange.set(label);
    Random random(seed);
    double before = exchange.inside();
    CHECK(before == doctest::Approx(weight_inside(graph, exchange.labels())));
    exchange.improve(random);
    for (int kick = 0; kick < 30; ++kick) {
      CHECK(exchange.inside() >= before - 1e-6);
      CHECK(exchange.inside() == doctest::Approx(weight_inside(graph, exchange.labels())));
      before = exchange.inside();
      std::vector<int64_t> count(8, 0);
      for (const int32_t l : exchange.labels()) ++count[static_cast<size_t>(l)];
      CHECK(*std::max_element(count.begin(), count.end()) <= capacity);
      CHECK(*std::min_element(count.begin(), count.end()) >= 1);
      CHECK(exchange.labels()[11] == 3);
      exchange.kick(random, 3);
    }
  }
}
