// The solver qaoa: its angles, objectives, mixers and answers against the naive simulation.
#include "qaoa_reference.hpp"

namespace {

using weiss_test::attempt;
using weiss_test::build;
using weiss_test::counter;
using weiss_test::fingerprint;
using weiss_test::info_of;
using weiss_test::make_context;
using weiss_test::naive_mean;
using weiss_test::ResultPtr;
using weiss_test::solve;
using weiss_test::spins_of;
using weiss_test::Terms;

constexpr int64_t kEnough = int64_t{1} << 40;

double figure(const ResultPtr& result, const std::string& name) {
  for (int64_t k = 0; k < info_of(result).num_figures; ++k) {
    double value = 0.0;
    if (name == weiss_result_figure(result.get(), k, &value)) return value;
  }
  FAIL("no figure ", name);
  return 0.0;
}

std::vector<double> parameters_of(const ResultPtr& result) {
  const double* const parameters = weiss_result_parameters(result.get());
  return std::vector<double>(parameters, parameters + info_of(result).num_parameters);
}

std::vector<double> marginals_of(const ResultPtr& result) {
  const double* const marginals = weiss_result_marginals(result.get());
  REQUIRE(marginals);
  return std::vector<double>(marginals, marginals + info_of(result).num_spins);
}

ResultPtr run(const Terms& terms, const std::string& options, uint64_t seed = 1) {
  const auto context = make_context();
  return solve(context, build(context, terms), "qaoa " + options, weiss_test::limited(kEnough, seed));
}

const Terms kFields = weiss_test::random_terms(7, 0.7, true, weiss_test::Data::real, 11);
const Terms kGraph = weiss_test::random_terms(8, 0.6, false, weiss_test::Data::real, 12);

std::vector<std::vector<int8_t>> samples_of(const ResultPtr& result, int64_t* shots = nullptr) {
  std::vector<std::vector<int8_t>> samples;
  for (int64_t k = 0; k < info_of(result).num_samples; ++k) {
    weiss_result_sample sample = weiss_test::sized<weiss_result_sample>();
    REQUIRE(weiss_result_get_sample(result.get(), k, &sample, nullptr) == WEISS_OK);
    samples.emplace_back(sample.spins, sample.spins + info_of(result).num_spins);
    if (shots) *shots += sample.multiplicity;
  }
  return samples;
}

}  // namespace

TEST_CASE("fixed angles cut the known fraction of the Heawood graph") {
  const auto context = make_context();
  const Terms graph = weiss_test::heawood(1.0);
  weiss_problem* out = nullptr;
  REQUIRE(weiss_problem_create_maxcut(context.get(), 14, 21, graph.row.data(), graph.column.data(), nullptr,
                                      &out, nullptr) == WEISS_OK);
  const weiss_test::ProblemPtr problem(out, weiss_problem_destroy);
  const double expected[] = {0.692450, 0.755906};
  for (int depth = 1; depth <= 2; ++depth) {
    const auto result =
        solve(context, problem, "qaoa depth=" + std::to_string(depth), weiss_test::limited(kEnough));
    CHECK(std::fabs(-figure(result, "expectation") / 21.0 - expected[depth - 1]) < 1e-6);
    CHECK(counter(result, "shots") == 1024);
    CHECK(info_of(result).objective >= 15.0);
  }
}

TEST_CASE("the expectation that is reported is that of the parameters that are reported") {
  for (const Terms& terms : {kFields, kGraph})
    for (const char* const options :
         {"", "depth=1", "depth=2", "depth=3 start=ramp", "depth=3 start=ramp ramp_gamma=0.5 ramp_beta=0.4",
          "depth=4 start=annealing", "depth=2 start=random", "depth=1 start=given angles=0.3,-0.4",
          "depth=3 start=interp", "depth=3 start=fourier", "depth=2 normalisation=none start=ramp",
          "depth=2 normalisation=max start=ramp"}) {
      CAPTURE(options);
      const auto result = run(terms, options);
      const std::vector<double> parameters = parameters_of(result);
      CHECK(std::fabs(figure(result, "expectation") - naive_mean(terms, parameters)) < 1e-10);
    }
  CHECK(parameters_of(run(kFields, "depth=2 start=random", 1)) !=
        parameters_of(run(kFields, "depth=2 start=random", 2)));
  CHECK(parameters_of(run(kFields, "depth=1 start=given angles=0.3,-0.4")) == std::vector<double>{0.3, -0.4});
}

TEST_CASE("parameters of the run come before those of the option") {
  const auto context = make_context();
  const auto problem = build(context, kFields);
  const double angles[] = {0.1, 0.2, -0.5, -0.3};
  weiss_run_config config = weiss_test::limited(kEnough);
  config.parameters = angles;
  config.num_parameters = 4;
  const auto result = solve(context, problem, "qaoa depth=2 start=given angles=9,9,9,9", config);
  CHECK(parameters_of(result) == std::vector<double>(angles, angles + 4));
  const auto deeper = solve(context, problem, "qaoa depth=3 start=interp", config);
  CHECK(std::fabs(parameters_of(deeper)[1] - 0.15) < 1e-15);
}

TEST_CASE("with fields the scan at depth 1 finds better angles than the table") {
  for (uint32_t seed = 0; seed < 5; ++seed) {
    const Terms terms = weiss_test::random_terms(8, 0.5, true, weiss_test::Data::real, seed);
    const auto scanned = run(terms, "depth=1"), table = run(terms, "depth=1 scan=false");
    CHECK(figure(scanned, "expectation") < figure(table, "expectation"));
    CHECK(counter(scanned, "gammas scanned") >= 5);
    CHECK(counter(table, "gammas scanned") == 0);
    CHECK(parameters_of(scanned)[0] > 0.0);
    CHECK(parameters_of(scanned)[1] < 0.0);
  }
}

TEST_CASE("an optimizer improves the angles and counts its evaluations") {
  for (const Terms& terms : {kFields, kGraph}) {
    const double plain = figure(run(terms, "depth=2"), "expectation");
    for (const char* const optimizer : {"cobyla", "nelder-mead", "lbfgs", "adam"}) {
      CAPTURE(optimizer);
      const auto result = run(terms, std::string("depth=2 max_evaluations=80 optimizer=") + optimizer);
      CHECK(figure(result, "expectation") < plain);
      CHECK(counter(result, "evaluations") > 0);
      CHECK(counter(result, "evaluations") <= 80);
      CHECK(std::fabs(figure(result, "expectation") - naive_mean(terms, parameters_of(result))) < 1e-10);
    }
  }
}

TEST_CASE("a common factor changes nothing but the scale of gamma, with an optimizer, too") {
  Terms scaled = kFields;
  for (double& value : scaled.value) value *= 8.0;
  for (double& field : scaled.field) field *= 8.0;
  for (const char* const options :
       {"depth=2", "depth=2 optimizer=lbfgs", "depth=3 optimizer=cobyla start=interp",
        "depth=2 start=ramp normalisation=max optimizer=nelder-mead"}) {
    CAPTURE(options);
    const auto a = run(kFields, options), b = run(scaled, options);
    const std::vector<double> x = parameters_of(a), y = parameters_of(b);
    REQUIRE(x.size() == y.size());
    for (size_t k = 0; k < x.size(); ++k)
      CHECK(x[k] == doctest::Approx(k < x.size() / 2 ? 8.0 * y[k] : y[k]));
  }
}

TEST_CASE("layer by layer the optimizer works at each depth, within all evaluations") {
  for (const char* const start : {"interp", "fourier"}) {
    CAPTURE(start);
    const std::string options = std::string("depth=3 optimizer=lbfgs start=") + start;
    const auto result = run(kGraph, options);
    CHECK(figure(result, "expectation") < figure(run(kGraph, "depth=2 optimizer=lbfgs"), "expectation"));
    CHECK(counter(run(kGraph, options + " max_evaluations=30"), "evaluations") <= 30);
  }
}

TEST_CASE("shots and CVaR are objectives, too") {
  const auto mean = run(kFields, "depth=1 objective=shots optimizer=cobyla max_evaluations=40 shots=512");
  CHECK(counter(mean, "shots") == 512 * (counter(mean, "evaluations") + 1));
  const auto table = run(kFields, "depth=1 scan=false");
  CHECK(naive_mean(kFields, parameters_of(mean)) < figure(table, "expectation") + 0.5);
  const auto tail = run(kFields, "depth=2 objective=cvar cvar_alpha=0.1 optimizer=spsa max_evaluations=100");
  CHECK(counter(tail, "evaluations") > 0);
  // What the shots say, not the state.
  double sum = 0.0;
  int64_t shots = 0;
  weiss_run_config config = weiss_test::limited(kEnough);
  config.max_samples = 4096;
  const auto context = make_context();
  const auto all = solve(context, build(context, kFields), "qaoa objective=shots answer=all", config);
  for (int64_t k = 0; k < info_of(all).num_samples; ++k) {
    weiss_result_sample sample = weiss_test::sized<weiss_result_sample>();
    REQUIRE(weiss_result_get_sample(all.get(), k, &sample, nullptr) == WEISS_OK);
    sum += static_cast<double>(sample.multiplicity) * sample.energy;
    shots += sample.multiplicity;
  }
  CHECK(shots == 1024);
  CHECK(figure(all, "expectation") == doctest::Approx(sum / 1024.0).epsilon(1e-12));
}

TEST_CASE("the answer is the best sample, the most frequent, or all of them") {
  weiss_run_config config = weiss_test::limited(kEnough);
  config.max_samples = 4096;
  const auto context = make_context();
  const auto problem = build(context, kFields);
  const auto all = solve(context, problem, "qaoa depth=2 answer=all", config);
  const auto best = solve(context, problem, "qaoa depth=2", config);
  const auto frequent = solve(context, problem, "qaoa depth=2 answer=frequent", config);
  int64_t shots = 0;
  CHECK(samples_of(all, &shots).size() > 10);
  CHECK(shots == 1024);
  CHECK(info_of(best).num_samples == 1);
  CHECK(info_of(frequent).num_samples == 1);
  CHECK(spins_of(best) == spins_of(all));
  int64_t most = 0;
  double energy = 0.0;
  for (int64_t k = 0; k < info_of(all).num_samples; ++k) {
    weiss_result_sample sample = weiss_test::sized<weiss_result_sample>();
    REQUIRE(weiss_result_get_sample(all.get(), k, &sample, nullptr) == WEISS_OK);
    if (sample.multiplicity <= most) continue;
    most = sample.multiplicity;
    energy = sample.energy;
  }
  for (const auto* const result : {&all, &best, &frequent}) {
    CHECK(figure(*result, "best energy") == doctest::Approx(info_of(all).energy).epsilon(1e-12));
    CHECK(figure(*result, "most frequent energy") == doctest::Approx(energy).epsilon(1e-12));
  }
  CHECK(info_of(frequent).energy == doctest::Approx(energy).epsilon(1e-12));
}

TEST_CASE(
    "marginals are those of the state; without fields, relative to the spin with the strongest couplings") {
  for (const Terms& terms : {kFields, kGraph}) {
    const auto n = static_cast<size_t>(terms.num_spins);
    const auto result = run(terms, "depth=2");
    const auto probabilities = weiss_test::naive_probabilities(terms, parameters_of(result));
    const auto sign = [](size_t state, size_t i) { return (state >> i) & 1u ? -1.0 : 1.0; };
    std::vector<double> strength(n, 0.0);
    for (size_t k = 0; k < terms.row.size(); ++k) {
      strength[static_cast<size_t>(terms.row[k])] += std::fabs(terms.value[k]);
      strength[static_cast<size_t>(terms.column[k])] += std::fabs(terms.value[k]);
    }
    const auto gauge =
        static_cast<size_t>(std::max_element(strength.begin(), strength.end()) - strength.begin());
    const std::vector<double> exact = marginals_of(result);
    const std::vector<double> counted = marginals_of(run(terms, "depth=2 objective=shots shots=100000"));
    for (size_t i = 0; i < n; ++i) {
      double mean = 0.0;
      for (size_t x = 0; x < probabilities.size(); ++x)
        mean += probabilities[x] * sign(x, i) * (terms.field.empty() ? sign(x, gauge) : 1.0);
      CHECK(std::fabs(exact[i] - mean) < 1e-10);
      CHECK(std::fabs(counted[i] - mean) < 4.0 / std::sqrt(100000.0));
    }
  }
}

TEST_CASE("a warm start that knows nothing is the X mixer") {
  for (const char* const depth : {"depth=1 scan=false", "depth=2"})
    CHECK(figure(run(kFields, depth + std::string(" mixer=warm-start warm_margin=0.5")), "expectation") ==
          doctest::Approx(figure(run(kFields, depth), "expectation")).epsilon(1e-10));
}

TEST_CASE("a warm start leads to what it starts from") {
  const auto context = make_context();
  const auto problem = build(context, kFields);
  weiss_run_config config = weiss_test::limited(kEnough);
  const auto exact = solve(context, problem, "exact", config);
  const std::vector<int8_t> optimum = spins_of(exact);
  std::vector<int8_t> starts(optimum);
  for (int8_t& spin : starts) spin = static_cast<int8_t>(-spin);  // a worse one beside it
  starts.insert(starts.end(), optimum.begin(), optimum.end());
  config.starts = starts.data();
  config.num_starts = 2;
  const std::string spec = "qaoa mixer=warm-start warm_margin=0.05 answer=frequent";
  CHECK(spins_of(solve(context, problem, spec, config)) == optimum);
  config.num_starts = 0;
  config.starts = nullptr;
  std::vector<double> means(optimum.begin(), optimum.end());
  config.mean_spins = means.data();
  CHECK(spins_of(solve(context, problem, spec, config)) == optimum);
  config.mean_spins = nullptr;
  // The relaxation needs neither, and knows more than nothing.
  const auto relaxed = solve(context, problem, spec + " warm_start=relaxation", config);
  CHECK(figure(relaxed, "expectation") < figure(run(kFields, ""), "expectation"));
  const auto refused = attempt(context, problem, spec + " warm_start=starts", config);
  CHECK(refused.status == WEISS_E_OPTION);
  CHECK(refused.message.find("start state") != std::string::npos);
}

TEST_CASE("XY and Grover mixers keep groups one-hot") {
  const Terms terms = weiss_test::random_terms(8, 0.8, true, weiss_test::Data::real, 14);
  for (const char* const mixer : {"xy-ring", "xy-complete", "grover"}) {
    CAPTURE(mixer);
    const auto result = run(terms, std::string("depth=2 answer=all groups=0,1,2;5,4,3,6 mixer=") + mixer);
    for (const std::vector<int8_t>& spins : samples_of(result)) {
      CHECK((spins[0] < 0) + (spins[1] < 0) + (spins[2] < 0) == 1);
      CHECK((spins[3] < 0) + (spins[4] < 0) + (spins[5] < 0) + (spins[6] < 0) == 1);
    }
  }
  CHECK(parameters_of(run(terms, "mixer=grover depth=2")).size() == 4);
}

TEST_CASE("an angle for each term does better than one for all") {
  for (const Terms& terms : {kGraph, kFields}) {
    const auto one = run(terms, "depth=1 optimizer=lbfgs");
    const auto many = run(terms, "depth=1 optimizer=lbfgs multi_angle=true");
    CHECK(figure(many, "expectation") < figure(one, "expectation"));
    const auto couplings = static_cast<int64_t>(terms.row.size());
    CHECK(info_of(many).num_parameters == couplings + 2 * terms.num_spins);
  }
}

TEST_CASE("single precision is close to double") {
  CHECK(figure(run(kFields, "depth=3 precision=single"), "expectation") ==
        doctest::Approx(figure(run(kFields, "depth=3"), "expectation")).epsilon(1e-4));
}

TEST_CASE("noise spoils the answer as it should") {
  Terms one;
  one.num_spins = 1;
  one.field = {1.0};
  const std::string exact =
      "depth=1 objective=shots start=given angles=0.7853981633974483,-0.7853981633974483 ";
  CHECK(figure(run(one, exact), "expectation") == -1.0);
  CHECK(figure(run(one, exact + "readout=1"), "expectation") == 1.0);
  CHECK(std::fabs(figure(run(one, exact + "depolarizing_1=1"), "expectation")) < 0.15);
  CHECK(std::fabs(figure(run(one, exact + "pauli=0.5,0,0"), "expectation")) < 0.15);
  const auto noisy =
      run(kFields, "depth=2 objective=cvar depolarizing_2=0.01 shots=64 optimizer=cobyla max_evaluations=5");
  CHECK(counter(noisy, "shots") == 64 * 6);
}

TEST_CASE("work-limited runs are the same for any number of threads") {
  const auto context = make_context();
  const auto problem = build(context, kFields);
  for (const char* const spec :
       {"qaoa depth=3", "qaoa depth=2 optimizer=lbfgs", "qaoa objective=cvar optimizer=spsa"}) {
    const auto one = solve(context, problem, spec, weiss_test::limited(20000, 3, 1));
    const auto four = solve(context, problem, spec, weiss_test::limited(20000, 3, 4));
    CHECK(fingerprint(one) == fingerprint(four));
  }
}

TEST_CASE("under any work limit there is an answer") {
  const auto context = make_context();
  const auto problem = build(context, kFields);
  const auto result = solve(context, problem, "qaoa depth=3 optimizer=cobyla", weiss_test::limited(1));
  CHECK(counter(result, "shots") == 1024);
  CHECK(counter(result, "evaluations") == 0);
  const auto more = solve(context, problem, "qaoa depth=3 optimizer=cobyla", weiss_test::limited(4000));
  CHECK(counter(more, "evaluations") > 0);
  CHECK(counter(more, "shots") == 1024);
}

TEST_CASE("a run that is cancelled still has the answer of a small circuit") {
  const auto context = make_context();
  const auto problem = build(context, kFields);
  weiss_run_config config = weiss_test::limited(kEnough);
  config.progress = [](void*, const weiss_progress*) noexcept -> int32_t { return 1; };
  const auto result = solve(context, problem, "qaoa depth=2 optimizer=spsa", config);
  CHECK(info_of(result).reason == WEISS_REASON_CANCELLED);
  CHECK(counter(result, "evaluations") == 0);
  CHECK(counter(result, "shots") == 1024);
  CHECK(info_of(result).num_parameters == 4);
}

TEST_CASE("a register that is too large is refused with a forecast") {
  const auto context = make_context();
  Terms terms;
  terms.num_spins = 40;
  terms.add(0, 39, 1.0);
  const auto refused = attempt(context, build(context, terms), "qaoa depth=3", weiss_test::limited(kEnough));
  CHECK(refused.status == WEISS_E_LIMIT);
  CHECK(refused.message.find("16 TiB") != std::string::npos);
  CHECK(refused.message.find("max_qubits") != std::string::npos);
  const auto small =
      attempt(context, build(context, kFields), "qaoa max_qubits=6", weiss_test::limited(kEnough));
  CHECK(small.status == WEISS_E_LIMIT);
}

TEST_CASE("options that make no sense together are refused, and the text says what to do") {
  const auto context = make_context();
  const auto problem = build(context, kFields);
  const std::pair<const char*, const char*> cases[] = {
      {"groups=0,1", "mixer"},
      {"mixer=xy-ring", "groups=0,1,2"},
      {"mixer=xy-ring groups=0,1 start=table", "start=ramp"},
      {"mixer=xy-ring groups=0,1;1,2", "twice"},
      {"mixer=xy-ring groups=0,1;x", "numbers of spins"},
      {"mixer=xy-ring groups=0,99", "99"},
      {"mixer=grover start=interp", "angles"},
      {"depth=2 start=annealing", "depth 3"},
      {"angles=0.1,0.2", "start=given"},
      {"start=given", "angles"},
      {"start=given angles=1,2,3,4", "needs 6"},
      {"depth=1 start=interp angles=1,2,3,4", "raise depth"},
      {"start=interp depth=3 angles=1,2,3", "as many gammas"},
      {"ramp_gamma=2", "start=ramp"},
      {"multi_angle=true", "optimizer"},
      {"multi_angle=true optimizer=lbfgs start=interp", "use table"},
      {"max_evaluations=5", "optimizer"},
      {"cvar_alpha=0.5", "objective=cvar"},
      {"warm_margin=0.1", "mixer=warm-start"},
      {"readout=0.1", "shots"},
      {"objective=shots pauli=0.1,0.1", "sum at most 1"},
      {"objective=shots pauli=0.5,0.4,0.3", "sum at most 1"}};
  for (const auto& [options, text] : cases) {
    CAPTURE(options);
    const auto refused =
        attempt(context, problem, std::string("qaoa ") + options, weiss_test::limited(kEnough));
    CHECK(refused.status == WEISS_E_OPTION);
    CAPTURE(refused.message);
    CHECK(refused.message.find(text) != std::string::npos);
  }
}
