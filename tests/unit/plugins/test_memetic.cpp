// The solver memetic: exact ends, warm starts, populations, crossovers, and repeatable runs.
#include "../../../plugins/solvers/memetic/crossover.hpp"
#include "../../../plugins/solvers/memetic/evolution.hpp"
#include "support.hpp"

namespace {

using weiss_test::brute_force;
using weiss_test::build;
using weiss_test::ContextPtr;
using weiss_test::counter;
using weiss_test::Data;
using weiss_test::fingerprint;
using weiss_test::info_of;
using weiss_test::limited;
using weiss_test::make_context;
using weiss_test::ProblemPtr;
using weiss_test::random_terms;
using weiss_test::solve;
using weiss_test::Terms;

// A host that gives memory and nothing else.
const weiss_host& plain_host() {
  static const weiss_host host = [] {
    weiss_host made = weiss_test::sized<weiss_host>();
    made.alloc = [](const weiss_host*, size_t size, size_t) noexcept { return std::malloc(size); };
    made.free = [](const weiss_host*, void* memory, size_t, size_t) noexcept { std::free(memory); };
    return made;
  }();
  return host;
}

weiss_problem_view view_of(const ProblemPtr& problem) {
  weiss_problem_view view = weiss_test::sized<weiss_problem_view>();
  REQUIRE(weiss_problem_get_view(problem.get(), &view, nullptr) == WEISS_OK);
  return view;
}

std::vector<int8_t> random_state(int64_t n, std::mt19937& random) {
  std::vector<int8_t> spins(static_cast<size_t>(n));
  for (int8_t& s : spins) s = random() % 2 == 0 ? int8_t{1} : int8_t{-1};
  return spins;
}

std::vector<int8_t> complement(std::vector<int8_t> spins) {
  for (int8_t& s : spins) s = static_cast<int8_t>(-s);
  return spins;
}

Terms rings(int64_t count, int64_t size) {
  Terms terms;
  for (int64_t k = 0; k < count; ++k, terms.num_spins += size)
    for (int64_t i = 0; i < size; ++i) {
      terms.add(terms.num_spins + i, terms.num_spins + (i + 1) % size, i % 3 == 0 ? -1.0 : 1.0);
      terms.add(terms.num_spins + i, terms.num_spins + (i + 2) % size, i % 2 == 0 ? -1.0 : 1.0);
    }
  return terms;
}

}  // namespace

TEST_CASE("the default solver is memetic") {
  const auto context = make_context();
  weiss_instance* instance = nullptr;
  REQUIRE(weiss_instance_create(context.get(), WEISS_KIND_SOLVER, nullptr, nullptr, 0, &instance, nullptr) == WEISS_OK);
  CHECK(std::string(weiss_instance_spec(instance)).find("memetic") < 8);
  weiss_instance_destroy(instance);
}

TEST_CASE("small problems are proven, with and without fields, integer and real") {
  const auto context = make_context();
  for (uint32_t seed = 1; seed <= 24; ++seed) {
    const Data data = seed % 3 == 0 ? Data::real : Data::integer;
    const auto problem = build(context, random_terms(1 + seed % 18, 0.5, seed % 2 == 0, data, seed));
    const auto result = solve(context, problem, "memetic", limited(0));
    CHECK(info_of(result).energy == doctest::Approx(brute_force(problem)));
    CHECK(info_of(result).proof == WEISS_PROOF_OPTIMAL);
  }
}

TEST_CASE("components of few spins are proven one by one, and beside a large one they are decided") {
  const auto context = make_context();
  const auto result = solve(context, build(context, rings(5, 20)), "memetic", limited(0));
  CHECK(info_of(result).proof == WEISS_PROOF_OPTIMAL);
  const double five = info_of(result).energy;
  CHECK(info_of(solve(context, build(context, rings(5, 20)), "exact", limited(0))).energy == five);

  Terms both = rings(5, 20);
  const Terms large = random_terms(60, 0.5, false, Data::integer, 5);
  const double alone = info_of(solve(context, build(context, large), "memetic", limited(3000000))).energy;
  for (size_t k = 0; k < large.row.size(); ++k) both.add(100 + large.row[k], 100 + large.column[k], large.value[k]);
  both.num_spins += 60;
  const auto beside = solve(context, build(context, both), "memetic", limited(3000000));
  CHECK(info_of(beside).energy == five + alone);
  CHECK(info_of(beside).proof != WEISS_PROOF_OPTIMAL);
}

TEST_CASE("a proof that takes long is preceded by a search, and is not begun when it cannot be paid") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(30, 1.0, false, Data::integer, 7));
  const auto proven = solve(context, problem, "memetic", limited(0));
  CHECK(info_of(proven).proof == WEISS_PROOF_OPTIMAL);
  CHECK(counter(proven, "founders") > 0);
  const auto quick = solve(context, problem, "memetic", limited(1000000));
  CHECK(info_of(quick).proof != WEISS_PROOF_OPTIMAL);
  CHECK(info_of(quick).energy == info_of(proven).energy);
}

TEST_CASE("a spin that stands for fields does not hide the couplings of the others") {
  const auto context = make_context();
  std::mt19937 random(4);
  for (const int64_t n : {70, 90, 100}) {  // positive QUBO coefficients beside negative linear ones, as Max-Cut
    Terms terms;
    terms.num_spins = n + 1;
    std::vector<double> sum(static_cast<size_t>(n), 0.0);
    for (int64_t i = 0; i < n; ++i) sum[static_cast<size_t>(i)] = -2.0 * static_cast<double>(random() % 64);
    for (int64_t i = 0; i < n; ++i)
      for (int64_t j = i + 1; j < n; ++j) {
        const auto q = static_cast<double>(1 + random() % 100);
        terms.add(1 + i, 1 + j, q);
        sum[static_cast<size_t>(i)] += q;
        sum[static_cast<size_t>(j)] += q;
      }
    Terms with_fields = terms;
    for (int64_t i = 0; i < n; ++i) terms.add(0, 1 + i, sum[static_cast<size_t>(i)]);
    with_fields.field.assign(1, 0.0);
    with_fields.field.insert(with_fields.field.end(), sum.begin(), sum.end());
    const double best = info_of(solve(context, build(context, with_fields), "tabu", limited(50000000))).energy;
    const auto problem = build(context, terms);
    const auto result = solve(context, problem, "memetic", limited(50000000));
    CHECK(info_of(result).energy == best);
    double energy = 0.0;
    REQUIRE(weiss_problem_energies(problem.get(), 1, weiss_result_spins(result.get()), &energy, nullptr) == WEISS_OK);
    CHECK(energy == best);
    if (info_of(result).bound > -1e300) CHECK(info_of(result).bound <= best);
  }
}

TEST_CASE("graphs that are too wide for a proof by their tree are left to the search without a warning") {
  const auto context = make_context();
  const auto result = solve(context, build(context, random_terms(200, 0.03, true, Data::integer, 6)), "memetic",
                            limited(30000000));
  CHECK(info_of(result).proof != WEISS_PROOF_OPTIMAL);
  CHECK(info_of(result).bound > -1e300);  // it was tried
  CHECK(info_of(result).num_warnings == 0);
}

TEST_CASE("without a limit there is room for a bound, sparse and dense, and it is not beyond the best state") {
  const auto context = make_context();
  for (const int64_t n : {150, 900})
    for (const bool fields : {false, true}) {
      const auto problem = build(context, random_terms(n, 6.0 / static_cast<double>(n), fields, Data::integer, 12));
      const auto proving = info_of(solve(context, problem, "memetic", limited(0)));
      CHECK(proving.proof != WEISS_PROOF_NONE);
      CHECK(proving.bound > proving.energy + 0.3 * proving.energy);
      CHECK(proving.bound <= proving.energy);
      const auto searching = info_of(solve(context, problem, "greedy", limited(0)));
      CHECK(proving.work_limit > searching.work_limit);
      CHECK(proving.work_limit <= 2 * searching.work_limit);
    }
}

TEST_CASE("a crowded problem is reduced when a field decides a spin, and only then") {
  const auto context = make_context();
  Terms terms = random_terms(200, 1.0, true, Data::integer, 13);
  const auto removed = [&] {
    const auto result = solve(context, build(context, terms), "memetic", limited(5000000));
    double value = 0.0;
    const char* name = nullptr;
    for (int64_t k = 0; *(name = weiss_result_figure(result.get(), k, &value)) != 0; ++k)
      if (std::string(name) == "spins removed") return value;
    return 0.0;
  };
  CHECK(removed() == 0.0);
  for (size_t i = 0; i < 3; ++i) terms.field[i] = 1e6;
  CHECK(removed() == 3.0);
}

TEST_CASE("every way to improve reaches the optimum, and children end a run") {
  const auto context = make_context();
  for (const bool fields : {false, true})
    for (const Data data : {Data::integer, Data::real}) {
      const auto problem = build(context, random_terms(36, 0.3, fields, data, 8));
      const double best = info_of(solve(context, problem, "tabu", limited(3000000))).energy;
      for (const std::string spec : {"memetic improve=tabu children=60", "memetic improve=annealing children=60",
                                     "memetic population=2 parents=2 patience=3 children=200"}) {
        CAPTURE(spec);
        const auto result = solve(context, problem, spec, limited(1000000000));
        CHECK(info_of(result).energy == doctest::Approx(best));
        CHECK(weiss_result_reason(result.get()) != WEISS_REASON_WORK);
      }
    }
}

TEST_CASE("runs under a work limit repeat for any number of threads, with starts and restarts too") {
  const auto context = make_context();
  std::mt19937 random(3);
  for (const int64_t n : {40, 150}) {
    const auto problem = build(context, random_terms(n, 0.1, n == 40, Data::integer, 9));
    const std::vector<int8_t> start = random_state(n, random);
    for (const std::string spec : {"memetic improve=annealing sweeps=10 patience=2", "memetic improve=tabu patience=1",
                                   "memetic improve=annealing searches=3"})
      for (const int64_t work : {1, 20000, 2000000}) {
        CAPTURE(spec);
        CAPTURE(work);
        std::string once;
        for (const int32_t threads : {1, 2, 4}) {
          weiss_run_config config = limited(work, 5, threads);
          config.num_starts = 1;
          config.starts = start.data();
          const std::string print = fingerprint(solve(context, problem, spec, config));
          if (threads == 1) once = print;
          CHECK(print == once);
        }
      }
  }
}

TEST_CASE("problems with nothing to decide have a state") {
  const auto context = make_context();
  for (const int64_t n : {1, 2, 40}) {
    Terms terms;
    terms.num_spins = n;
    for (int64_t i = 0; i + 1 < n; ++i) terms.add(i, i + 1, 0.0);
    for (const int64_t work : {1, 1000}) {
      const auto result = solve(context, build(context, terms), "memetic", limited(work));
      CHECK(info_of(result).energy == 0.0);
    }
  }
}

TEST_CASE("a population keeps states that differ, complements counted as one") {
  std::mt19937 random(1);
  const weiss::plugin::Host host(&plain_host());
  Population population(host, 50, 3, true);
  const std::vector<int8_t> a = random_state(50, random);
  CHECK(population.add(a.data(), -5.0, 0));
  CHECK_FALSE(population.add(a.data(), -5.0, 0));
  CHECK_FALSE(population.add(complement(a).data(), -5.0, 0));
  CHECK(population.alignment(a.data(), complement(a).data()) == -1);
  std::vector<int8_t> close = a;
  close[7] = static_cast<int8_t>(-close[7]);
  CHECK(population.distance(a.data(), complement(close).data()) == 1);
  CHECK_FALSE(population.add(close.data(), -4.0, 1));  // worse than the one that it is near to
  CHECK(population.size() == 1);
  CHECK(population.add(close.data(), -6.0, 1));
  CHECK(population.size() == 1);
  CHECK(population.energy(0) == -6.0);
  CHECK(population.add(random_state(50, random).data(), -1.0, 1));
  CHECK(population.add(random_state(50, random).data(), -2.0, 1));
  CHECK(population.full());
  CHECK_FALSE(population.add(random_state(50, random).data(), -0.5, 1));
  CHECK(population.add(random_state(50, random).data(), -3.0, 1));  // in the place of the worst
  CHECK(population.best() == 0);
}

TEST_CASE("partition crossover is never worse than either parent, and is right about the change") {
  const auto context = make_context();
  const weiss::plugin::Host host(&plain_host());
  std::mt19937 random(2);
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    const int64_t n = 20 + 5 * seed;
    const auto problem = build(context, random_terms(n, 3.0 / static_cast<double>(n), seed % 2 == 0, Data::integer, seed));
    const weiss_problem_view view = view_of(problem);
    const Links links(host, view);
    Partition partition(host, view, links);
    std::vector<int8_t> child = random_state(n, random);
    const std::vector<int8_t> other = random_state(n, random);
    const double first = weiss_test::energy_of(problem, child);
    int64_t work = 0;
    const double change = partition.improve(child.data(), other.data(), &work);
    CHECK(weiss_test::energy_of(problem, child) == first + change);
    CHECK(first + change <= std::min(first, weiss_test::energy_of(problem, other)));
    CHECK(work > 0);
  }
}

TEST_CASE("contracted blocks have all parents among their states") {
  const auto context = make_context();
  const weiss::plugin::Host host(&plain_host());
  std::mt19937 random(4);
  for (uint32_t seed = 1; seed <= 10; ++seed) {
    const int64_t n = 60, parents = 1 + seed % 4;
    const auto problem = build(context, random_terms(n, 0.06, seed % 2 == 0, Data::integer, seed));
    const weiss_problem_view view = view_of(problem);
    const Links links(host, view);
    Blocks blocks(host, view, links);
    blocks.begin();
    std::vector<std::vector<int8_t>> states;
    for (int64_t k = 0; k < parents; ++k) {
      states.push_back(random_state(n, random));
      blocks.add_parent(states.back().data());
    }
    blocks.connect();
    weiss_problem* made = nullptr;
    REQUIRE(weiss_problem_contract(problem.get(), nullptr, blocks.count(), blocks.group(), states[0].data(), &made, nullptr) ==
            WEISS_OK);
    const ProblemPtr small(made, weiss_problem_destroy);
    for (const std::vector<int8_t>& state : states) {
      std::vector<int8_t> signs(static_cast<size_t>(blocks.count()));
      for (size_t i = 0; i < state.size(); ++i)
        signs[static_cast<size_t>(blocks.group()[i])] = static_cast<int8_t>(state[i] * states[0][i]);
      CHECK(weiss_test::energy_of(small, signs) == weiss_test::energy_of(problem, state));
    }
  }
}

TEST_CASE("a mixture has what its parents agree on") {
  const weiss::plugin::Host host(&plain_host());
  std::mt19937 random(6);
  Population population(host, 200, 2, true);
  const std::vector<int8_t> a = random_state(200, random);
  std::vector<int8_t> b = a;
  for (size_t i = 0; i < 80; ++i) b[i] = static_cast<int8_t>(-b[i]);
  population.add(a.data(), 0.0, 0);
  population.add(complement(b).data(), 0.0, 0);
  std::vector<int8_t> child(200);
  Random draws(1);
  mix(population, 0, 1, draws, child.data());
  for (size_t i = 80; i < 200; ++i) CHECK(child[i] == a[i]);
  int64_t turned = 0;
  for (size_t i = 0; i < 80; ++i) turned += child[i] != a[i];
  CHECK(turned > 20);
  CHECK(turned < 60);
}

TEST_CASE("restarts grow by Luby's sequence") {
  const int64_t expected[] = {1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8};
  for (int64_t k = 0; k < 15; ++k) CHECK(luby(k + 1) == expected[k]);
}
