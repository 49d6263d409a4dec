// Mixers other than X, and an angle for each term, against the definition.
#include <algorithm>

#include "statevector/qaoa_support.hpp"

using namespace weiss_test;

namespace {

struct Fixture {
  ContextPtr context = make_context();
  weiss::Random random{3};

  weiss::ProblemPtr problem(int64_t n, double density = 0.7) {
    return build(make_environment(), random_ising(random, n, density, false, true));
  }
};

// Checks value, gradient, state and moments of an evaluator against circuit(parameters).
template <class Circuit>
void check_evaluator(const QaoaPtr& qaoa, const weiss::Problem& problem, int32_t depth,
                     const Numbers& parameters, const Circuit& circuit) {
  const auto n = problem.field.size();
  const Numbers costs = reference::energies(problem);
  const auto f = [&](const Numbers& p) { return reference::mean(circuit(p), costs) + problem.offset; };
  CHECK(value_of(qaoa, depth, parameters) == doctest::Approx(f(parameters)).epsilon(1e-12));
  check_gradient(qaoa, depth, parameters, f);

  prepare(qaoa, depth, parameters);
  const reference::State state = circuit(parameters);
  const Numbers probabilities = probabilities_of(qaoa, n);
  for (size_t x = 0; x < state.size(); ++x) CHECK(std::fabs(probabilities[x] - std::norm(state[x])) < 1e-13);
  Numbers marginals(n), correlations(n * n);
  double mean = 0.0;
  REQUIRE(weiss_qaoa_mean(qaoa.get(), &mean, nullptr) == WEISS_OK);
  REQUIRE(weiss_qaoa_marginals(qaoa.get(), marginals.data(), nullptr) == WEISS_OK);
  REQUIRE(weiss_qaoa_correlations(qaoa.get(), correlations.data(), nullptr) == WEISS_OK);
  CHECK(mean == doctest::Approx(f(parameters)).epsilon(1e-12));
  for (size_t i = 0; i < n; ++i) {
    CHECK(std::fabs(marginals[i] - reference::marginal(state, i)) < 1e-12);
    for (size_t j = 0; j < n; ++j)
      CHECK(std::fabs(correlations[i * n + j] - reference::correlation(state, i, j)) < 1e-12);
  }
}

Numbers gammas_of(const Numbers& parameters) {
  return Numbers(parameters.begin(), parameters.begin() + static_cast<std::ptrdiff_t>(parameters.size() / 2));
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "the warm-start mixer is RY(t) RZ(2 beta) RY(-t) on its start") {
  for (const size_t n : {1u, 2u, 5u}) {
    const auto p = problem(static_cast<int64_t>(n));
    Numbers start(n);
    for (double& c : start) c = 0.1 + 0.8 * random.uniform();
    auto config = qaoa_config(WEISS_QAOA_AUTO, WEISS_MIXER_WARM_START);
    config.start = start.data();
    const auto qaoa = make_qaoa(context, *p, config);
    for (const int32_t depth : {0, 1, 3})
      check_evaluator(qaoa, *p, depth, random_numbers(random, static_cast<size_t>(2 * depth), 2.0),
                      [&](const Numbers& x) {
                        return reference::qaoa(*p, reference::warm_start(start), gammas_of(x),
                                               [&](reference::State& state, size_t l) {
          for (size_t i = 0; i < n; ++i) reference::mix_warm(state, i, start[i], x[x.size() / 2 + l]);
                                               });
                      });
  }
}

TEST_CASE_FIXTURE(Fixture, "a warm start of one half is the X mixer") {
  const auto p = problem(6);
  const Numbers start(6, 0.5), parameters{0.4, -0.2, -0.5, 0.9};
  auto config = qaoa_config(WEISS_QAOA_AUTO, WEISS_MIXER_WARM_START);
  config.start = start.data();
  const auto warm = make_qaoa(context, *p, config);
  const double expected =
      reference::mean(reference::qaoa(*p, parameters), reference::energies(*p)) + p->offset;
  CHECK(value_of(warm, 2, parameters) == doctest::Approx(expected).epsilon(1e-12));
}

TEST_CASE_FIXTURE(Fixture, "XY mixers act pair by pair, and keep every group one-hot") {
  const std::vector<std::vector<int32_t>> all_groups = {
      {0, 0, 0}, {0, 0}, {1, 0, 1, 0, 0, 1, 0}, {0, -1, 0, 1, 0, 1, -1, 1}, {-1, -1, -1}};
  for (const auto& groups : all_groups)
    for (const int32_t mixer : {WEISS_MIXER_XY_RING, WEISS_MIXER_XY_COMPLETE}) {
      const size_t n = groups.size();
      const auto p = problem(static_cast<int64_t>(n));
      auto config = qaoa_config(WEISS_QAOA_AUTO, mixer);
      config.groups = groups.data();
      const auto qaoa = make_qaoa(context, *p, config);
      const auto mix = [&](reference::State& state, double beta) {
        for (int32_t g = 0; g < 2; ++g) {
          std::vector<size_t> members;
          for (size_t i = 0; i < n; ++i)
            if (groups[i] == g) members.push_back(i);
          const size_t m = members.size();
          const auto pair = [&](size_t a, size_t b) {
            reference::mix_xy(state, members[a], members[b], beta);
          };
          if (mixer == WEISS_MIXER_XY_COMPLETE) {
            for (size_t a = 0; a < m; ++a)
              for (size_t b = a + 1; b < m; ++b) pair(a, b);
          } else {
            for (size_t a = 0; a + 1 < m; a += 2) pair(a, a + 1);
            for (size_t a = 1; a < m; a += 2)
              if (m > 2 && (a + 1 < m || m % 2 == 0)) pair(a, (a + 1) % m);
            if (m > 2 && m % 2 == 1) pair(m - 1, 0);
          }
        }
        for (size_t i = 0; i < n; ++i)
          if (groups[i] < 0) reference::mix_x(state, i, beta);
      };
      const Numbers parameters = random_numbers(random, 4, 2.0);
      check_evaluator(qaoa, *p, 2, parameters, [&](const Numbers& x) {
        return reference::qaoa(*p, reference::one_hot_start(groups), gammas_of(x),
                               [&](reference::State& state, size_t l) { mix(state, x[x.size() / 2 + l]); });
      });
      prepare(qaoa, 2, parameters);
      const Numbers probabilities = probabilities_of(qaoa, n);
      for (size_t x = 0; x < probabilities.size(); ++x)
        if (!reference::one_hot(x, groups)) CHECK(probabilities[x] == 0.0);
    }
}

TEST_CASE_FIXTURE(Fixture, "the Grover mixer turns about its start, with groups and without") {
  const std::vector<std::vector<int32_t>> all_groups = {{}, {0, 1, 0, -1, 1, 0}};
  for (const auto& groups : all_groups) {
    const size_t n = groups.empty() ? 5 : groups.size();
    const auto p = problem(static_cast<int64_t>(n));
    auto config = qaoa_config(WEISS_QAOA_AUTO, WEISS_MIXER_GROVER);
    if (!groups.empty()) config.groups = groups.data();
    const auto qaoa = make_qaoa(context, *p, config);
    const reference::State start = groups.empty() ? reference::uniform(n) : reference::one_hot_start(groups);
    check_evaluator(qaoa, *p, 2, random_numbers(random, 4, 2.0), [&](const Numbers& x) {
      return reference::qaoa(*p, start, gammas_of(x), [&](reference::State& state, size_t l) {
        reference::mix_start(state, start, x[x.size() / 2 + l]);
      });
    });
  }
}

TEST_CASE_FIXTURE(Fixture, "with the Grover mixer states of one energy have one amplitude") {
  UserForm form;
  form.num_spins = 6;
  for (int32_t i = 0; i < 6; ++i) form.add(i, (i + 1) % 6, 1.0);
  const auto p = build(make_environment(), form);
  const auto qaoa = make_qaoa(context, *p, qaoa_config(WEISS_QAOA_AUTO, WEISS_MIXER_GROVER));
  prepare(qaoa, 3, {0.3, 0.7, -0.4, 1.1, -0.9, 2.0});
  const Numbers probabilities = probabilities_of(qaoa, 6), costs = reference::energies(*p);
  for (size_t x = 0; x < costs.size(); ++x)
    for (size_t y = 0; y < x; ++y)
      if (costs[x] == costs[y]) CHECK(std::fabs(probabilities[x] - probabilities[y]) < 1e-15);
}

TEST_CASE_FIXTURE(Fixture, "with many angles each coupling, field and spin has its own") {
  for (const int32_t mixer : {WEISS_MIXER_X, WEISS_MIXER_WARM_START}) {
    const size_t n = 5;
    const auto p = problem(n, 0.6);
    Numbers start{0.3, 0.5, 0.9, 0.2, 0.6};
    auto config = qaoa_config(WEISS_QAOA_AUTO, mixer);
    config.multi_angle = 1;
    if (mixer == WEISS_MIXER_WARM_START) config.start = start.data();
    const auto qaoa = make_qaoa(context, *p, config);
    const int32_t depth = 2;
    const auto m = static_cast<size_t>(p->num_entries() / 2);
    const Numbers parameters = random_numbers(random, 2 * (m + 2 * n), 2.0);
    check_evaluator(qaoa, *p, depth, parameters, [&](const Numbers& x) {
      reference::State state =
          mixer == WEISS_MIXER_X ? reference::uniform(n) : reference::warm_start(start);
      for (size_t l = 0; l < 2; ++l) {
        const double* gamma = x.data() + l * (m + n);
        Numbers costs(state.size());
        for (size_t i = 0; i < n; ++i)
          for (size_t k = p->row_begin(i); k < p->row_end(i); ++k) {
            const auto j = static_cast<size_t>(p->column[k]);
            if (j < i) continue;
            for (size_t s = 0; s < costs.size(); ++s)
              costs[s] += *gamma * p->value[k] * reference::spin(s, i) * reference::spin(s, j);
            ++gamma;
          }
        for (size_t i = 0; i < n; ++i, ++gamma)
          for (size_t s = 0; s < costs.size(); ++s) costs[s] += *gamma * p->field[i] * reference::spin(s, i);
        reference::phase(state, costs, 1.0);
        for (size_t i = 0; i < n; ++i) {
          const double beta = x[2 * (m + n) + l * n + i];
          mixer == WEISS_MIXER_X ? reference::mix_x(state, i, beta)
                                 : reference::mix_warm(state, i, start[i], beta);
        }
      }
      return state;
    });
  }
}

// <s_u s_v> at depth one with all angles different (Herrman et al., arXiv:2109.11455).
TEST_CASE_FIXTURE(Fixture, "many angles at depth one have a closed form") {
  const size_t n = 7;
  const auto p = problem(n, 0.8);
  auto config = qaoa_config();
  config.multi_angle = 1;
  const auto qaoa = make_qaoa(context, *p, config);
  const auto m = static_cast<size_t>(p->num_entries() / 2);
  const Numbers parameters = random_numbers(random, m + 2 * n, 1.5);
  prepare(qaoa, 1, parameters);
  Numbers marginals(n), correlations(n * n);
  REQUIRE(weiss_qaoa_marginals(qaoa.get(), marginals.data(), nullptr) == WEISS_OK);
  REQUIRE(weiss_qaoa_correlations(qaoa.get(), correlations.data(), nullptr) == WEISS_OK);

  Numbers x(n * n), y(n), sine(n), cosine(n);  // twice the angles
  const double* gamma = parameters.data();
  for (size_t i = 0; i < n; ++i)
    for (size_t k = p->row_begin(i); k < p->row_end(i); ++k) {
      const auto j = static_cast<size_t>(p->column[k]);
      if (i < j) x[i * n + j] = x[j * n + i] = 2.0 * *gamma++ * p->value[k];
    }
  for (size_t i = 0; i < n; ++i) {
    y[i] = 2.0 * *gamma++ * p->field[i];
    sine[i] = std::sin(2.0 * parameters[m + n + i]);
    cosine[i] = std::cos(2.0 * parameters[m + n + i]);
  }
  const auto product = [&](size_t u, size_t v, const auto& angle) {
    double total = 1.0;
    for (size_t k = 0; k < n; ++k)
      if (k != u && k != v) total *= std::cos(angle(k));
    return total;
  };
  for (size_t u = 0; u < n; ++u) {
    const double own = product(u, u, [&](size_t k) { return x[u * n + k]; });
    CHECK(std::fabs(marginals[u] - sine[u] * std::sin(y[u]) * own) < 1e-13);
    for (size_t v = 0; v < n; ++v) {
      if (u == v) continue;
      const double pu = product(u, v, [&](size_t k) { return x[u * n + k]; });
      const double pv = product(u, v, [&](size_t k) { return x[v * n + k]; });
      const double sum = product(u, v, [&](size_t k) { return x[u * n + k] + x[v * n + k]; });
      const double difference = product(u, v, [&](size_t k) { return x[u * n + k] - x[v * n + k]; });
      const double expected =
          std::sin(x[u * n + v]) *
              (sine[u] * cosine[v] * std::cos(y[u]) * pu + cosine[u] * sine[v] * std::cos(y[v]) * pv) -
          0.5 * sine[u] * sine[v] * (std::cos(y[u] + y[v]) * sum - std::cos(y[u] - y[v]) * difference);
      CHECK(std::fabs(correlations[u * n + v] - expected) < 1e-13);
    }
  }
}

TEST_CASE_FIXTURE(Fixture, "single precision is good to six digits with every mixer") {
  const auto p = problem(6);
  const std::vector<int32_t> groups{0, 0, 1, -1, 1, 0};
  const Numbers start(6, 0.3), parameters{0.3, -0.2, 0.4, 0.8};
  for (const int32_t mixer :
       {WEISS_MIXER_WARM_START, WEISS_MIXER_XY_RING, WEISS_MIXER_XY_COMPLETE, WEISS_MIXER_GROVER}) {
    auto config = qaoa_config(WEISS_QAOA_AUTO, mixer);
    if (mixer == WEISS_MIXER_WARM_START)
      config.start = start.data();
    else
      config.groups = groups.data();
    const Numbers expected = gradient_of(make_qaoa(context, *p, config), 2, parameters);
    config.precision = WEISS_PRECISION_SINGLE;
    const Numbers single = gradient_of(make_qaoa(context, *p, config), 2, parameters);
    for (size_t k = 0; k < single.size(); ++k) CHECK(std::fabs(single[k] - expected[k]) < 2e-5);
  }
}

TEST_CASE_FIXTURE(Fixture, "a config that breaks the contract is refused") {
  const auto p = problem(3);
  const Numbers start{0.5, 1.5, 0.5};
  const std::vector<int32_t> groups{0, 0, 0}, gap{0, 2, 0}, negative{0, -2, 0};
  const auto refused = [&](const weiss_qaoa_config& config, weiss_status status = WEISS_E_ARGUMENT) {
    weiss_qaoa* qaoa = nullptr;
    weiss_error error = WEISS_ERROR_INIT;
    CHECK(weiss_qaoa_create(context.get(), p.get(), &config, &qaoa, &error) == status);
    CHECK(error.message[0] != '\0');
    CHECK(qaoa == nullptr);
  };
  refused(qaoa_config(WEISS_QAOA_AUTO, 5));
  refused(qaoa_config(3));
  refused(qaoa_config(WEISS_QAOA_AUTO, WEISS_MIXER_WARM_START));  // no start
  refused(qaoa_config(WEISS_QAOA_AUTO, WEISS_MIXER_XY_RING));     // no groups
  refused(qaoa_config(WEISS_QAOA_CLOSED_FORM, WEISS_MIXER_GROVER), WEISS_E_UNSUPPORTED);
  auto config = qaoa_config(WEISS_QAOA_AUTO, WEISS_MIXER_WARM_START);
  config.start = start.data();
  refused(config);
  config = qaoa_config();
  config.groups = groups.data();
  refused(config);
  config = qaoa_config(WEISS_QAOA_AUTO, WEISS_MIXER_XY_COMPLETE);
  config.groups = gap.data();
  refused(config);
  config.groups = negative.data();
  refused(config);
  config.groups = groups.data();
  config.multi_angle = 1;
  refused(config);
  config = qaoa_config();
  config.precision = 2;
  refused(config);
  config = qaoa_config();
  config.threads = -1;
  refused(config);
}
