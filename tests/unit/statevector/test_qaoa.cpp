// The evaluator of weiss/qaoa.h with the X mixer: methods, mean energies, gradients, and what a state is
// asked for.
#include <algorithm>
#include <limits>
#include <string>

#include "statevector/qaoa_support.hpp"

using namespace weiss_test;

namespace {

constexpr double kPi = 3.14159265358979323846;

struct Fixture {
  ContextPtr context = make_context();
  weiss::Random random{4};

  weiss::ProblemPtr problem(int64_t n, bool fields, double density = 0.7) {
    return build(make_environment(), random_ising(random, n, density, false, fields));
  }
};

double reference_value(const weiss::Problem& problem, const Numbers& parameters) {
  return reference::mean(reference::qaoa(problem, parameters), reference::energies(problem)) + problem.offset;
}

}  // namespace

TEST_CASE_FIXTURE(Fixture,
                  "one field turns its spin over with certainty, and the other sign of beta turns it back") {
  for (int64_t n = 1; n <= 3; ++n)
    for (const int32_t method : {WEISS_QAOA_STATEVECTOR, WEISS_QAOA_CLOSED_FORM}) {
      UserForm form;
      form.num_spins = n;
      form.linear.assign(static_cast<size_t>(n), 0.0);
      form.linear[0] = 1.0;
      const auto p = build(make_environment(), form);
      const auto qaoa = make_qaoa(context, *p, qaoa_config(method));
      CHECK(value_of(qaoa, 1, {kPi / 4, -kPi / 4}) == doctest::Approx(-1.0).epsilon(1e-14));
      CHECK(value_of(qaoa, 1, {kPi / 4, kPi / 4}) == doctest::Approx(1.0).epsilon(1e-14));
    }
}

TEST_CASE_FIXTURE(Fixture, "one coupling is satisfied with certainty, and broken by the other sign of beta") {
  UserForm form;
  form.num_spins = 2;
  form.add(0, 1, 0.5);
  const auto p = build(make_environment(), form);
  for (const int32_t method : {WEISS_QAOA_STATEVECTOR, WEISS_QAOA_CLOSED_FORM}) {
    const auto qaoa = make_qaoa(context, *p, qaoa_config(method));
    for (const double sign : {-1.0, 1.0}) {
      prepare(qaoa, 1, {kPi / 2, sign * kPi / 8});
      Numbers correlations(4);
      REQUIRE(weiss_qaoa_correlations(qaoa.get(), correlations.data(), nullptr) == WEISS_OK);
      CHECK(correlations[1] == doctest::Approx(sign).epsilon(1e-14));
      CHECK(correlations[0] == 1.0);
    }
  }
}

TEST_CASE_FIXTURE(Fixture,
                  "values and gradients are those of the definition, whatever the method and the symmetry") {
  for (int64_t n = 1; n <= 10; n += n < 4 ? 1 : 3)
    for (const bool fields : {false, true})
      for (int32_t depth = 0; depth <= 4; ++depth)
        for (const int32_t no_symmetry : {0, 1}) {
          const auto p = problem(n, fields);
          auto config = qaoa_config(no_symmetry ? WEISS_QAOA_STATEVECTOR : WEISS_QAOA_AUTO);
          config.no_symmetry = no_symmetry;
          const auto qaoa = make_qaoa(context, *p, config);
          CAPTURE(n);
          CAPTURE(depth);
          const Numbers parameters = random_numbers(random, static_cast<size_t>(2 * depth), 3.0);
          CHECK(std::fabs(value_of(qaoa, depth, parameters) - reference_value(*p, parameters)) < 1e-12);
          check_gradient(qaoa, depth, parameters, [&](const Numbers& x) { return reference_value(*p, x); });
        }
}

TEST_CASE_FIXTURE(Fixture, "a batch of values has the bits of one value at a time") {
  for (const int64_t n : {5, 12}) {
    const auto p = problem(n, true);
    const auto qaoa = make_qaoa(context, *p, qaoa_config(WEISS_QAOA_AUTO));
    for (const int32_t depth : {1, 2}) {
      const auto width = static_cast<size_t>(2 * depth);
      const Numbers parameters = random_numbers(random, 5 * width, 1.0);
      Numbers values(5);
      REQUIRE(weiss_qaoa_values(qaoa.get(), nullptr, 5, depth, parameters.data(), values.data(), nullptr) ==
              WEISS_OK);
      for (size_t k = 0; k < 5; ++k)
        CHECK(values[k] == value_of(qaoa, depth, Numbers(parameters.data() + k * width,
                                                         parameters.data() + (k + 1) * width)));
    }
  }
}

TEST_CASE_FIXTURE(Fixture, "no beta is better than the best one") {
  for (const bool fields : {false, true}) {
    const auto p = problem(7, fields);
    const auto qaoa = make_qaoa(context, *p, qaoa_config());
    for (const double gamma : {0.3, -0.8}) {
      double beta = 0.0, value = 0.0;
      REQUIRE(weiss_qaoa_best_beta(qaoa.get(), nullptr, gamma, &beta, &value, nullptr) == WEISS_OK);
      CHECK(value == doctest::Approx(reference_value(*p, {gamma, beta})).epsilon(1e-12));
      for (int k = 0; k < 100; ++k) CHECK(value <= value_of(qaoa, 1, {gamma, k * kPi / 100}) + 1e-12);
    }
  }
}

TEST_CASE_FIXTURE(Fixture, "many problems at once have the values of each alone") {
  std::vector<weiss::ProblemPtr> problems;
  std::vector<const weiss_problem*> pointers;
  for (const int64_t n : {4, 4, 9, 7, 0, 1, 12, 12, 5, 5, 5}) {
    problems.push_back(problem(n, n % 2 == 0));
    pointers.push_back(problems.back().get());
  }
  for (const int32_t depth : {1, 3}) {
    const auto width = static_cast<size_t>(2 * depth);
    const Numbers parameters = random_numbers(random, problems.size() * width, 1.0);
    Numbers values(problems.size());
    REQUIRE(weiss_qaoa_values_many(context.get(), nullptr, static_cast<int64_t>(problems.size()),
                                   pointers.data(), depth, parameters.data(), values.data(),
                                   nullptr) == WEISS_OK);
    for (size_t k = 0; k < problems.size(); ++k) {
      const Numbers own(parameters.data() + k * width, parameters.data() + (k + 1) * width);
      CHECK(std::fabs(values[k] - reference_value(*problems[k], own)) < 1e-12);
    }
  }
}

TEST_CASE_FIXTURE(Fixture,
                  "a prepared state has the moments, probabilities and amplitudes of the definition") {
  for (const bool fields : {false, true})
    for (const int32_t depth : {0, 1, 2})
      for (const size_t n : {2u, 8u, 11u}) {
        const auto p = problem(static_cast<int64_t>(n), fields);
        const auto qaoa = make_qaoa(context, *p, qaoa_config(WEISS_QAOA_AUTO));
        const Numbers parameters = random_numbers(random, static_cast<size_t>(2 * depth), 1.0);
        const reference::State state = reference::qaoa(*p, parameters);
        prepare(qaoa, depth, parameters);
        double mean = 0.0;
        REQUIRE(weiss_qaoa_mean(qaoa.get(), &mean, nullptr) == WEISS_OK);
        CHECK(std::fabs(mean - reference_value(*p, parameters)) < 1e-12);
        Numbers marginals(n), correlations(n * n);
        REQUIRE(weiss_qaoa_marginals(qaoa.get(), marginals.data(), nullptr) == WEISS_OK);
        REQUIRE(weiss_qaoa_correlations(qaoa.get(), correlations.data(), nullptr) == WEISS_OK);
        for (size_t i = 0; i < n; ++i) {
          CHECK(std::fabs(marginals[i] - reference::marginal(state, i)) < 1e-12);
          for (size_t j = 0; j < n; ++j)
            CHECK(std::fabs(correlations[i * n + j] - reference::correlation(state, i, j)) < 1e-12);
        }
        const Numbers costs = reference::energies(*p), probabilities = probabilities_of(qaoa, n);
        for (size_t x = 0; x < state.size(); ++x)
          CHECK(std::fabs(probabilities[x] - std::norm(state[x])) < 1e-13);
        double energy = 0.0;
        REQUIRE(weiss_qaoa_probabilities(qaoa.get(), 3, 1, nullptr, &energy, nullptr) == WEISS_OK);
        CHECK(energy == doctest::Approx(costs[3] + p->offset).epsilon(1e-12));

        weiss_statevector* reg = nullptr;
        REQUIRE(weiss_statevector_create(context.get(), static_cast<int32_t>(n), WEISS_PRECISION_DOUBLE, 1,
                                         &reg, nullptr) == WEISS_OK);
        REQUIRE(weiss_qaoa_state(qaoa.get(), reg, nullptr) == WEISS_OK);
        std::vector<double> amplitudes(2 * state.size());
        REQUIRE(weiss_statevector_amplitudes(reg, 0, static_cast<int64_t>(state.size()), amplitudes.data(),
                                             nullptr) == WEISS_OK);
        weiss_statevector_destroy(reg);
        reference::Complex overlap = 0.0;
        for (size_t x = 0; x < state.size(); ++x)
          overlap += std::conj(state[x]) * reference::Complex(amplitudes[2 * x], amplitudes[2 * x + 1]);
        CHECK(std::abs(overlap) == doctest::Approx(1.0).epsilon(1e-12));
      }
}

TEST_CASE_FIXTURE(Fixture, "the mean of sampled energies is the mean energy within four standard errors") {
  for (const int64_t n : {6, 10}) {
    const auto p = problem(n, n == 10);
    for (const int32_t precision : {WEISS_PRECISION_DOUBLE, WEISS_PRECISION_SINGLE}) {
      auto config = qaoa_config(WEISS_QAOA_AUTO);
      config.precision = precision;
      const auto qaoa = make_qaoa(context, *p, config);
      prepare(qaoa, 1, {0.4, -0.3});
      constexpr int64_t kShots = 20000;
      std::vector<uint64_t> states(kShots);
      std::vector<int64_t> counts(kShots);
      Numbers energies(kShots);
      int64_t num_states = 0;
      REQUIRE(weiss_qaoa_sample(qaoa.get(), nullptr, 7, kShots, states.data(), counts.data(), energies.data(),
                                &num_states, nullptr) == WEISS_OK);
      double sum = 0.0, squares = 0.0;
      int64_t shots = 0;
      const Numbers costs = reference::energies(*p);
      for (size_t k = 0; k < static_cast<size_t>(num_states); ++k) {
        if (k > 0) CHECK(states[k - 1] < states[k]);
        CHECK(energies[k] == doctest::Approx(costs[states[k]] + p->offset).epsilon(1e-5));
        const auto count = static_cast<double>(counts[k]);
        shots += counts[k];
        sum += count * energies[k];
        squares += count * energies[k] * energies[k];
      }
      CHECK(shots == kShots);
      const double mean = sum / kShots, error = std::sqrt((squares / kShots - mean * mean) / kShots);
      CHECK(std::fabs(mean - reference_value(*p, {0.4, -0.3})) < 4.0 * error);
    }
  }
}

TEST_CASE_FIXTURE(Fixture, "at depth one there is no limit on spins but for amplitudes") {
  const auto p = problem(200, true, 0.05);
  const auto qaoa = make_qaoa(context, *p, qaoa_config(WEISS_QAOA_AUTO));
  const double value = value_of(qaoa, 1, {0.2, -0.3});
  CHECK(gradient_of(qaoa, 1, {0.2, -0.3})[0] == doctest::Approx(value).epsilon(1e-13));
  prepare(qaoa, 1, {0.2, -0.3});
  Numbers marginals(200), correlations(200 * 200);
  double mean = 0.0;
  REQUIRE(weiss_qaoa_mean(qaoa.get(), &mean, nullptr) == WEISS_OK);
  REQUIRE(weiss_qaoa_marginals(qaoa.get(), marginals.data(), nullptr) == WEISS_OK);
  REQUIRE(weiss_qaoa_correlations(qaoa.get(), correlations.data(), nullptr) == WEISS_OK);
  double sum = p->offset;
  for (size_t i = 0; i < 200; ++i) {
    sum += p->field[i] * marginals[i];
    for (size_t k = p->row_begin(i); k < p->row_end(i); ++k)
      sum += 0.5 * p->value[k] * correlations[i * 200 + static_cast<size_t>(p->column[k])];
  }
  CHECK(mean == value);
  CHECK(sum == doctest::Approx(value).epsilon(1e-12));

  uint64_t state = 0;
  int64_t count = 0, num_states = 0;
  weiss_error error = WEISS_ERROR_INIT;
  CHECK(weiss_qaoa_sample(qaoa.get(), nullptr, 1, 1, &state, &count, nullptr, &num_states, &error) ==
        WEISS_E_LIMIT);
  CHECK(std::string(error.message).find("200 qubits need") != std::string::npos);
  CHECK(weiss_qaoa_prepare(qaoa.get(), nullptr, 2, Numbers(4).data(), &error) == WEISS_E_LIMIT);
}

TEST_CASE_FIXTURE(Fixture, "an evaluator goes on with another problem when the old one is gone") {
  for (const int32_t mixer : {WEISS_MIXER_X, WEISS_MIXER_GROVER})
    for (const int32_t depth : {1, 2}) {
      auto old = problem(6, true);
      const auto next = problem(6, true);
      const Numbers parameters(static_cast<size_t>(2 * depth), 0.3);
      const auto qaoa = make_qaoa(context, *old, qaoa_config(WEISS_QAOA_AUTO, mixer));
      value_of(qaoa, depth, parameters);
      old.reset();
      REQUIRE(weiss_qaoa_set_problem(qaoa.get(), next.get(), nullptr) == WEISS_OK);
      const auto fresh = make_qaoa(context, *next, qaoa_config(WEISS_QAOA_AUTO, mixer));
      CHECK(value_of(qaoa, depth, parameters) == value_of(fresh, depth, parameters));
    }
}

TEST_CASE_FIXTURE(Fixture, "what a method does not have is refused") {
  const auto p = problem(6, true);
  const auto qaoa = make_qaoa(context, *p, qaoa_config(WEISS_QAOA_CLOSED_FORM));
  const Numbers parameters(4);
  double value = 0.0;
  uint64_t state = 0;
  int64_t count = 0, num_states = 0;
  weiss_error error = WEISS_ERROR_INIT;
  CHECK(weiss_qaoa_values(qaoa.get(), nullptr, 1, 2, parameters.data(), &value, &error) ==
        WEISS_E_UNSUPPORTED);
  CHECK(weiss_qaoa_mean(qaoa.get(), &value, &error) == WEISS_E_ARGUMENT);  // nothing is prepared
  prepare(qaoa, 1, {0.1, 0.2});
  CHECK(weiss_qaoa_mean(qaoa.get(), &value, &error) == WEISS_OK);
  CHECK(weiss_qaoa_sample(qaoa.get(), nullptr, 1, 1, &state, &count, nullptr, &num_states, &error) ==
        WEISS_E_UNSUPPORTED);
  value_of(qaoa, 1, {0.1, 0.2});
  CHECK(weiss_qaoa_mean(qaoa.get(), &value, &error) == WEISS_E_ARGUMENT);  // not any more

  const auto grover = make_qaoa(context, *p, qaoa_config(WEISS_QAOA_AUTO, WEISS_MIXER_GROVER));
  CHECK(weiss_qaoa_best_beta(grover.get(), nullptr, 0.1, &value, &value, &error) == WEISS_E_UNSUPPORTED);
  const auto other = problem(7, true);
  CHECK(weiss_qaoa_set_problem(qaoa.get(), other.get(), &error) == WEISS_E_ARGUMENT);
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), 1e12}) {
    const double gamma[] = {bad, 0.0}, beta[] = {0.0, bad};
    CHECK(weiss_qaoa_values(qaoa.get(), nullptr, 1, 1, gamma, &value, &error) == WEISS_E_ARGUMENT);
    CHECK(weiss_qaoa_values(qaoa.get(), nullptr, 1, 1, beta, &value, &error) == WEISS_E_ARGUMENT);
  }
  CHECK(weiss_qaoa_values(qaoa.get(), nullptr, 1, -1, parameters.data(), &value, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_qaoa_values(nullptr, nullptr, 1, 1, parameters.data(), &value, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_qaoa_values(qaoa.get(), nullptr, 1, 1, nullptr, &value, &error) == WEISS_E_ARGUMENT);
  weiss_qaoa_destroy(nullptr);
}

TEST_CASE_FIXTURE(Fixture, "a problem without spins has the energy of its offset") {
  UserForm form;
  form.offset = 2.5;
  const auto p = build(make_environment(), form);
  const auto qaoa = make_qaoa(context, *p, qaoa_config(WEISS_QAOA_AUTO));
  CHECK(value_of(qaoa, 2, {0.1, 0.2, 0.3, 0.4}) == 2.5);
  CHECK(gradient_of(qaoa, 1, {0.1, 0.2}) == Numbers{2.5, 0.0, 0.0});
}

TEST_CASE_FIXTURE(Fixture, "another problem of as many spins is evaluated as by an evaluator of its own") {
  for (const int64_t n : {5, 12})
    for (const int32_t mixer : {WEISS_MIXER_X, WEISS_MIXER_GROVER}) {
      const auto first = problem(n, false), second = problem(n, true, 0.3);
      const auto qaoa = make_qaoa(context, *first, qaoa_config(WEISS_QAOA_AUTO, mixer));
      const Numbers one{0.1, -0.3}, two{0.2, 0.1, -0.4, -0.2};
      value_of(qaoa, 1, one);
      value_of(qaoa, 2, two);
      REQUIRE(weiss_qaoa_set_problem(qaoa.get(), second.get(), nullptr) == WEISS_OK);
      const auto fresh = make_qaoa(context, *second, qaoa_config(WEISS_QAOA_AUTO, mixer));
      CHECK(value_of(qaoa, 1, one) == value_of(fresh, 1, one));
      CHECK(gradient_of(qaoa, 2, two) == gradient_of(fresh, 2, two));
    }
}

TEST_CASE_FIXTURE(Fixture, "memory is foretold, and what does not fit is refused") {
  auto config = qaoa_config();
  CHECK(weiss_qaoa_memory(31, &config, 1, 0) == -1);
  CHECK(weiss_qaoa_memory(-1, &config, 1, 0) == -1);
  for (const int32_t mixer : {WEISS_MIXER_X, WEISS_MIXER_WARM_START, WEISS_MIXER_GROVER})
    for (const int32_t gradient : {0, 1}) {
      config.mixer = mixer;
      config.precision = WEISS_PRECISION_DOUBLE;
      const int64_t bytes = weiss_qaoa_memory(16, &config, 2, gradient);
      CHECK(bytes > int64_t{16} << 16);
      CHECK(weiss_qaoa_memory(17, &config, 2, gradient) > 19 * bytes / 10);
      config.precision = WEISS_PRECISION_SINGLE;
      CHECK(weiss_qaoa_memory(16, &config, 2, gradient) < bytes);

      // What is taken in fact.
      config.precision = WEISS_PRECISION_DOUBLE;
      const auto environment = make_environment();
      const auto p = build(environment, random_ising(random, 16, 0.5, false, true));
      const Numbers start(16, 0.4);
      config.start = mixer == WEISS_MIXER_WARM_START ? start.data() : nullptr;
      const auto qaoa = make_qaoa(context, *p, config);
      const int64_t before = environment->memory()->used();
      const Numbers parameters{0.1, 0.2, 0.3, 0.4};
      gradient ? static_cast<void>(gradient_of(qaoa, 2, parameters))
               : static_cast<void>(value_of(qaoa, 2, parameters));
      const int64_t taken = environment->memory()->used() - before;
      CHECK(taken <= bytes + (int64_t{1} << 16));
      CHECK(taken > bytes - bytes / 4);
    }

  const auto p = build(make_environment(1 << 20), random_ising(random, 18, 0.5, false, true));
  const auto qaoa = make_qaoa(context, *p, qaoa_config());
  double value = 0.0;
  weiss_error error = WEISS_ERROR_INIT;
  CHECK(weiss_qaoa_values(qaoa.get(), nullptr, 1, 1, Numbers(2).data(), &value, &error) == WEISS_E_LIMIT);
  CHECK(std::string(error.message).find("the state vector of 18 spins") != std::string::npos);
  const auto large = problem(40, true, 0.1);
  const auto refused = make_qaoa(context, *large, qaoa_config());
  CHECK(weiss_qaoa_values(refused.get(), nullptr, 1, 1, Numbers(2).data(), &value, &error) == WEISS_E_LIMIT);
  CHECK(std::string(error.message).find("40 qubits need") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "threads change neither bits nor work, and a run that says stop ends the call") {
  for (const int32_t mixer : {WEISS_MIXER_X, WEISS_MIXER_GROVER, WEISS_MIXER_WARM_START}) {
    const auto p = problem(18, true, 0.4);
    const Numbers start(18, 0.4), parameters{0.05, 0.1, -0.4, -0.2};
    Numbers first;
    int64_t charged = 0;
    for (const int32_t threads : {1, 3}) {
      auto config = qaoa_config(WEISS_QAOA_AUTO, mixer);
      config.threads = threads;
      config.start = mixer == WEISS_MIXER_WARM_START ? start.data() : nullptr;
      const auto qaoa = make_qaoa(context, *p, config);
      Numbers result(5);
      CountingRun run;
      REQUIRE(weiss_qaoa_gradient(qaoa.get(), run.table(), 2, parameters.data(), result.data(),
                                  result.data() + 1, nullptr) == WEISS_OK);
      if (threads == 1) {
        first = result;
        charged = run.spent;
      }
      CHECK(weiss::test::same_bits(result, first));
      CHECK(run.spent == charged);
      CHECK(charged >= 4 << 18);
      CountingRun short_run(charged / 3);
      CHECK(weiss_qaoa_gradient(qaoa.get(), short_run.table(), 2, parameters.data(), result.data(),
                                result.data() + 1, nullptr) == WEISS_STOPPED);
      CHECK(short_run.spent < charged);
      CountingRun no_work(0);
      double value = 0.0;
      CHECK(weiss_qaoa_values(qaoa.get(), no_work.table(), 1, 2, parameters.data(), &value, nullptr) ==
            WEISS_STOPPED);
    }
  }
}

TEST_CASE_FIXTURE(Fixture, "the circuit as gates makes the state of the evaluator, with every mixer") {
  const size_t n = 6;
  const auto p = problem(n, true);
  const Numbers start{0.1, 0.5, 0.9, 0.3, 0.7, 0.2};
  const std::vector<int32_t> groups{0, 1, 0, -1, 1, 0};
  const auto check = [&](const weiss_qaoa_config& config) {
    const auto qaoa = make_qaoa(context, *p, config);
    const auto count = static_cast<size_t>(weiss_qaoa_num_parameters(qaoa.get(), 2));
    const Numbers parameters = random_numbers(random, count, 1.5);
    prepare(qaoa, 2, parameters);
    weiss_circuit* circuit = nullptr;
    weiss_error error = WEISS_ERROR_INIT;
    REQUIRE(weiss_qaoa_circuit(context.get(), p.get(), &config, 2, parameters.data(), &circuit, &error) ==
            WEISS_OK);
    weiss_statevector *expected = nullptr, *state = nullptr;
    for (weiss_statevector** reg : {&expected, &state})
      REQUIRE(weiss_statevector_create(context.get(), n, WEISS_PRECISION_DOUBLE, 1, reg, nullptr) ==
              WEISS_OK);
    REQUIRE(weiss_qaoa_state(qaoa.get(), expected, nullptr) == WEISS_OK);
    REQUIRE(weiss_circuit_run(circuit, nullptr, state, nullptr) == WEISS_OK);
    double overlap[2];
    REQUIRE(weiss_statevector_overlap(expected, state, overlap, nullptr) == WEISS_OK);
    CAPTURE(config.mixer);
    CHECK(std::hypot(overlap[0], overlap[1]) == doctest::Approx(1.0).epsilon(1e-12));
    weiss_statevector_destroy(expected);
    weiss_statevector_destroy(state);
    weiss_circuit_destroy(circuit);
  };
  for (const int32_t multi_angle : {0, 1}) {
    auto config = qaoa_config();
    config.multi_angle = multi_angle;
    check(config);
    config.mixer = WEISS_MIXER_WARM_START;
    config.start = start.data();
    check(config);
  }
  check(qaoa_config(WEISS_QAOA_AUTO, WEISS_MIXER_GROVER));
  for (const int32_t mixer : {WEISS_MIXER_XY_RING, WEISS_MIXER_XY_COMPLETE, WEISS_MIXER_GROVER}) {
    auto config = qaoa_config(WEISS_QAOA_AUTO, mixer);
    config.groups = groups.data();
    check(config);
  }
}
