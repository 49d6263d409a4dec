// The gates of QAOA against what the mixers of weiss/qaoa.h are by definition.
#include <doctest/doctest.h>

#include <cstring>

#include "model/support.hpp"
#include "statevector/circuit_support.hpp"

using weiss_test::CircuitOwner;
using weiss_test::ContextOwner;
using weiss_test::make_context;

namespace naive = weiss_test::naive;

namespace {

struct ProblemDestroy {
  void operator()(weiss_problem* problem) const { weiss_problem_destroy(problem); }
};
using ProblemOwner = std::unique_ptr<weiss_problem, ProblemDestroy>;

ProblemOwner random_problem(const ContextOwner& context, weiss::Random& random, int32_t n, double density) {
  weiss_test::UserForm form;
  form.num_spins = n;
  form.offset = 0.3;
  for (int32_t i = 0; i < n; ++i) form.linear.push_back(i == 0 ? 0.0 : random.uniform() - 0.5);
  for (int32_t i = 0; i < n; ++i)
    for (int32_t j = i + 1; j < n; ++j)
      if (random.uniform() < density) form.add(i, j, random.uniform() - 0.5);
  const weiss_problem_data data = form.data();
  weiss_problem* problem = nullptr;
  REQUIRE(weiss_problem_create(context.get(), &data, &problem, nullptr) == WEISS_OK);
  return ProblemOwner(problem);
}

weiss_qaoa_config config_of(int32_t mixer) {
  weiss_qaoa_config config;
  weiss_struct_init(&config, sizeof config);
  config.mixer = mixer;
  return config;
}

CircuitOwner circuit_of(const ContextOwner& context, const ProblemOwner& problem,
                        const weiss_qaoa_config* config, int32_t depth,
                        const std::vector<double>& parameters) {
  weiss_circuit* circuit = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  REQUIRE_MESSAGE(weiss_qaoa_circuit(context.get(), problem.get(), config, depth, parameters.data(), &circuit,
                                     &error) == WEISS_OK,
                  error.message);
  return CircuitOwner(circuit);
}

double spin(size_t state, size_t i) { return state >> i & 1 ? -1.0 : 1.0; }

// exp(-i (sum of the angle of each term times its coefficient times its spins)).
template <class Gamma>
void phase(const weiss_problem& problem, const Gamma& gamma, naive::State& state) {
  const size_t n = problem.field.size();
  for (size_t x = 0; x < state.size(); ++x) {
    double total = 0.0;
    size_t index = 0;
    for (size_t i = 0; i < n; ++i)
      for (size_t k = problem.row_begin(i); k < problem.row_end(i); ++k)
        if (const auto j = static_cast<size_t>(problem.column[k]); i < j)
          total += gamma(index++) * problem.value[k] * spin(x, i) * spin(x, j);
    for (size_t i = 0; i < n; ++i) total += gamma(index + i) * problem.field[i] * spin(x, i);
    state[x] *= std::polar(1.0, -total);
  }
}

naive::State run(const weiss_circuit* circuit) {
  naive::State state = naive::zero_state(weiss_circuit_num_qubits(circuit));
  weiss_test::apply_naively(*circuit, state);
  return state;
}

void check_equal(const naive::State& a, const naive::State& b) {
  CHECK(std::abs(std::abs(naive::overlap(a, b)) - 1.0) < 1e-12);
}

// Normalised superposition of the states that a function accepts.
template <class Accept>
naive::State uniform(int32_t n, const Accept& accept) {
  naive::State state(size_t{1} << n);
  double count = 0.0;
  for (size_t x = 0; x < state.size(); ++x)
    if (accept(x)) state[x] = 1.0, ++count;
  for (naive::Complex& a : state) a /= std::sqrt(count);
  return state;
}

const std::vector<int32_t> kGroups = {0, 1, 0, -1, 0, 1, 1, 0};  // sizes 4 and 3, one spin in none

bool is_one_hot(size_t x) {
  int ones[2] = {0, 0};
  for (size_t i = 0; i < kGroups.size(); ++i)
    if (kGroups[i] >= 0) ones[kGroups[i]] += static_cast<int>(x >> i & 1);
  return ones[0] == 1 && ones[1] == 1;
}

void mix_xy(naive::State& state, int a, int b, double beta) {
  const naive::Complex c = std::cos(beta), s = -naive::kI * std::sin(beta);
  naive::apply(state, {a, b}, {1, 0, 0, 0, 0, c, s, 0, 0, s, c, 0, 0, 0, 0, 1});
}

const std::vector<double> kParameters = {0.4, -0.9, 1.3, 0.3, 0.8, -0.5};  // depth 3
constexpr int32_t kDepth = 3;

// The state of kDepth layers, given the start and what a mixer does.
template <class Mix>
naive::State by_definition(const ProblemOwner& problem, naive::State state, const Mix& mix) {
  for (size_t layer = 0; layer < kDepth; ++layer) {
    phase(
        *problem, [&](size_t) { return kParameters[layer]; }, state);
    mix(state, kParameters[kDepth + layer]);
  }
  return state;
}

}  // namespace

TEST_CASE("the X mixer, by default and by name") {
  const ContextOwner context = make_context();
  weiss::Random random(1);
  for (int32_t n = 1; n <= 6; ++n) {
    const ProblemOwner problem = random_problem(context, random, n, 0.7);
    const naive::State expected = by_definition(
        problem, uniform(n, [](size_t) { return true; }), [&](naive::State& state, double beta) {
          const naive::Complex c = std::cos(beta), s = -naive::kI * std::sin(beta);
          for (int i = 0; i < n; ++i) naive::apply(state, {i}, {c, s, s, c});
        });
    check_equal(run(circuit_of(context, problem, nullptr, kDepth, kParameters).get()), expected);
    const weiss_qaoa_config config = config_of(WEISS_MIXER_X);
    check_equal(run(circuit_of(context, problem, &config, kDepth, kParameters).get()), expected);
  }
}

TEST_CASE("the warm start begins with its probabilities and keeps them at depth 0; one half is the X mixer") {
  const ContextOwner context = make_context();
  weiss::Random random(2);
  const ProblemOwner problem = random_problem(context, random, 4, 0.7);
  std::vector<double> start = {0.1, 0.5, 0.9, 1.0};
  weiss_qaoa_config config = config_of(WEISS_MIXER_WARM_START);
  config.start = start.data();
  const naive::State first = run(circuit_of(context, problem, &config, 0, {}).get());
  for (size_t x = 0; x < first.size(); ++x) {
    double probability = 1.0;
    for (size_t i = 0; i < 4; ++i) probability *= x >> i & 1 ? start[i] : 1.0 - start[i];
    CHECK(std::abs(std::norm(first[x]) - probability) < 1e-14);
  }
  // The start is the ground state of minus the mixer, whose other eigenvector is orthogonal to it.
  const naive::State expected = by_definition(problem, first, [&](naive::State& state, double beta) {
    for (int i = 0; i < 4; ++i) {
      const double p = start[static_cast<size_t>(i)], a = std::sqrt(1.0 - p), b = std::sqrt(p);
      const naive::Complex up = std::polar(1.0, -beta), down = std::polar(1.0, beta);
      naive::apply(
          state, {i},
          {up * a * a + down * b * b, (up - down) * a * b, (up - down) * a * b, up * b * b + down * a * a});
    }
  });
  check_equal(run(circuit_of(context, problem, &config, kDepth, kParameters).get()), expected);

  start.assign(4, 0.5);
  check_equal(run(circuit_of(context, problem, &config, kDepth, kParameters).get()),
              run(circuit_of(context, problem, nullptr, kDepth, kParameters).get()));
}

TEST_CASE("XY mixers act on the pairs of their groups in order, and on spins outside as X") {
  const ContextOwner context = make_context();
  weiss::Random random(3);
  const ProblemOwner problem = random_problem(context, random, 8, 0.5);
  const std::vector<std::pair<int, int>> ring = {{0, 2}, {4, 7}, {2, 4}, {0, 7}, {1, 5}, {5, 6}, {1, 6}};
  const std::vector<std::pair<int, int>> complete = {{0, 2}, {0, 4}, {0, 7}, {2, 4}, {2, 7},
                                                     {4, 7}, {1, 5}, {1, 6}, {5, 6}};
  for (const int32_t mixer : {WEISS_MIXER_XY_RING, WEISS_MIXER_XY_COMPLETE}) {
    weiss_qaoa_config config = config_of(mixer);
    config.groups = kGroups.data();
    const naive::State expected =
        by_definition(problem, uniform(8, is_one_hot), [&](naive::State& state, double beta) {
          for (const auto& [a, b] : mixer == WEISS_MIXER_XY_RING ? ring : complete) mix_xy(state, a, b, beta);
          const naive::Complex c = std::cos(beta), s = -naive::kI * std::sin(beta);
          naive::apply(state, {3}, {c, s, s, c});
        });
    check_equal(run(circuit_of(context, problem, &config, kDepth, kParameters).get()), expected);
  }
}

TEST_CASE("the Grover mixer turns about its start, with groups and without") {
  const ContextOwner context = make_context();
  weiss::Random random(4);
  const ProblemOwner problem = random_problem(context, random, 8, 0.5);
  for (const bool with_groups : {false, true}) {
    weiss_qaoa_config config = config_of(WEISS_MIXER_GROVER);
    if (with_groups) config.groups = kGroups.data();
    const naive::State start = uniform(8, [&](size_t x) { return !with_groups || is_one_hot(x); });
    const naive::State expected = by_definition(problem, start, [&](naive::State& state, double beta) {
      const naive::Complex factor = (std::polar(1.0, -beta) - 1.0) * naive::overlap(start, state);
      for (size_t x = 0; x < state.size(); ++x) state[x] += factor * start[x];
    });
    check_equal(run(circuit_of(context, problem, &config, kDepth, kParameters).get()), expected);
  }
}

TEST_CASE("each term and each spin has an angle of its own with multi_angle") {
  const ContextOwner context = make_context();
  weiss::Random random(5);
  const ProblemOwner problem = random_problem(context, random, 5, 0.7);
  const size_t n = 5, terms = static_cast<size_t>(problem->num_entries()) / 2 + n;
  std::vector<double> parameters;
  for (size_t k = 0; k < kDepth * (terms + n); ++k) parameters.push_back(weiss_test::random_angle(random));
  naive::State expected = uniform(5, [](size_t) { return true; });
  for (size_t layer = 0; layer < kDepth; ++layer) {
    phase(
        *problem, [&](size_t k) { return parameters[layer * terms + k]; }, expected);
    for (size_t i = 0; i < n; ++i) {
      const double beta = parameters[kDepth * terms + layer * n + i];
      const naive::Complex c = std::cos(beta), s = -naive::kI * std::sin(beta);
      naive::apply(expected, {static_cast<int>(i)}, {c, s, s, c});
    }
  }
  weiss_qaoa_config config = config_of(WEISS_MIXER_X);
  config.multi_angle = 1;
  check_equal(run(circuit_of(context, problem, &config, kDepth, parameters).get()), expected);
}

TEST_CASE("the test vectors of the convention: which sign of beta is the good one") {
  const ContextOwner context = make_context();
  const double quarter = std::acos(-1.0) / 4;
  for (const double sign : {1.0, -1.0}) {
    weiss_test::UserForm field;
    field.num_spins = 1;
    field.linear = {1.0};
    weiss_problem* problem = nullptr;
    weiss_problem_data data = field.data();
    REQUIRE(weiss_problem_create(context.get(), &data, &problem, nullptr) == WEISS_OK);
    const ProblemOwner one(problem);
    const naive::State state = run(circuit_of(context, one, nullptr, 1, {quarter, -sign * quarter}).get());
    CHECK(std::abs(naive::expectation(state, "Z") + sign) < 1e-12);

    weiss_test::UserForm pair;
    pair.num_spins = 2;
    pair.add(0, 1, 0.5);
    data = pair.data();
    REQUIRE(weiss_problem_create(context.get(), &data, &problem, nullptr) == WEISS_OK);
    const ProblemOwner two(problem);
    const naive::State pairs =
        run(circuit_of(context, two, nullptr, 1, {2 * quarter, -sign * quarter / 2}).get());
    CHECK(std::abs(naive::expectation(pairs, "ZZ") + sign) < 1e-12);
  }
}

TEST_CASE("couplings without a common spin run side by side") {
  const ContextOwner context = make_context();
  weiss_test::UserForm path;
  path.num_spins = 1000;
  for (int32_t i = 0; i + 1 < 1000; ++i) path.add(i, i + 1, 1.0);
  for (int32_t i = 2; i < 202; ++i) path.add(0, i, 1.0);  // and a hub with more neighbours than colours
  weiss_problem* problem = nullptr;
  const weiss_problem_data data = path.data();
  REQUIRE(weiss_problem_create(context.get(), &data, &problem, nullptr) == WEISS_OK);
  const ProblemOwner owner(problem);
  const CircuitOwner circuit = circuit_of(context, owner, nullptr, 1, {0.1, 0.2});
  const weiss_circuit_counts counts = weiss_test::count(circuit.get(), false);
  CHECK(counts.two_qubit_gates == 1199);
  CHECK(counts.one_qubit_gates == 2000);
  CHECK(counts.two_qubit_depth < 210);
}

TEST_CASE("an empty problem has an empty circuit, whatever the mixer") {
  const ContextOwner context = make_context();
  weiss_test::UserForm nothing;
  weiss_problem* problem = nullptr;
  const weiss_problem_data data = nothing.data();
  REQUIRE(weiss_problem_create(context.get(), &data, &problem, nullptr) == WEISS_OK);
  const ProblemOwner owner(problem);
  for (const int32_t mixer : {WEISS_MIXER_X, WEISS_MIXER_GROVER}) {
    const weiss_qaoa_config config = config_of(mixer);
    CHECK(weiss_test::count(circuit_of(context, owner, &config, 1, {0.1, 0.2}).get(), false).depth == 0);
  }
}

TEST_CASE("arguments of the QAOA circuit are checked") {
  const ContextOwner context = make_context();
  weiss::Random random(6);
  const ProblemOwner problem = random_problem(context, random, 3, 0.7);
  weiss_circuit* circuit = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  const double parameters[] = {0.1, std::nan("")};
  CHECK(weiss_qaoa_circuit(context.get(), nullptr, nullptr, 0, parameters, &circuit, &error) ==
        WEISS_E_ARGUMENT);
  CHECK(weiss_qaoa_circuit(context.get(), problem.get(), nullptr, 0, parameters, nullptr, &error) ==
        WEISS_E_ARGUMENT);
  CHECK(weiss_qaoa_circuit(context.get(), problem.get(), nullptr, -1, parameters, &circuit, &error) ==
        WEISS_E_ARGUMENT);
  CHECK(weiss_qaoa_circuit(context.get(), problem.get(), nullptr, 1, nullptr, &circuit, &error) ==
        WEISS_E_ARGUMENT);
  CHECK(weiss_qaoa_circuit(context.get(), problem.get(), nullptr, 1, parameters, &circuit, &error) ==
        WEISS_E_ARGUMENT);
  weiss_qaoa_config config = config_of(WEISS_MIXER_XY_RING);
  CHECK(weiss_qaoa_circuit(context.get(), problem.get(), &config, 0, nullptr, &circuit, &error) ==
        WEISS_E_ARGUMENT);
  CHECK(std::strstr(error.message, "groups") != nullptr);
  CHECK(circuit == nullptr);
}
