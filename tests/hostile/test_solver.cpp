// What the host makes of solvers that misbehave: as the user's own choice, and as the sub-solver of a scheme.
#include <cfenv>
#include <filesystem>

#include "support.hpp"

namespace hostile {

namespace {

struct Expectation {
  std::string file;
  weiss_status status;  // of create or of solve
  int32_t reason;       // when solve returns OK
  std::string text;     // a part of the message, or of the warnings of the result; "": no warnings
};

constexpr int32_t kConverged = WEISS_REASON_CONVERGED;
constexpr int32_t kFailed = WEISS_REASON_PLUGIN_FAILED;

const Expectation kExpectations[] = {
    // create
    {"harmless/create_null_self", WEISS_OK, kConverged, ""},
    {"harmless/create_positive_status", WEISS_OK, kConverged, ""},
    {"caught/create_fails_without_message", WEISS_E_FAIL, 0, "create returned WEISS_E_FAIL"},
    {"caught/create_fails_with_message", WEISS_E_IO, 0, "the device is switched off"},
    {"caught/create_message_without_end", WEISS_E_FAIL, 0, "xxxx"},
    {"caught/create_message_not_utf8", WEISS_E_FAIL, 0, " bytes"},
    {"caught/create_negative_status", WEISS_E_PLUGIN, 0, "unknown status -7777"},
    {"caught/create_rounding_mode", WEISS_E_PLUGIN, 0, "changed the floating-point control state"},
    {"caught/create_leaks", WEISS_OK, kConverged, ""},
    {"caught/throws_throws_in_create", WEISS_E_PLUGIN, 0, "no device for create"},
    // run, without a sound sample
    {"caught/solver_reports_nothing", WEISS_E_PLUGIN, 0, "returned OK without a sample"},
    {"caught/solver_reports_null", WEISS_E_PLUGIN, 0, "struct_size"},
    {"caught/solver_null_spins", WEISS_E_PLUGIN, 0, "without spins"},
    {"caught/solver_sample_size_0", WEISS_E_PLUGIN, 0, "struct_size"},
    {"caught/solver_spin_of_0", WEISS_E_PLUGIN, 0, "spin 6 as 0"},
    {"caught/solver_spin_of_2", WEISS_E_PLUGIN, 0, "spin 11 as 2"},
    {"caught/solver_negative_multiplicity", WEISS_E_PLUGIN, 0, "negative multiplicity"},
    {"caught/solver_lies", WEISS_E_PLUGIN, 0, "claimed the energy"},
    {"caught/solver_claims_infinity", WEISS_E_PLUGIN, 0, "claimed the energy"},
    {"caught/solver_fails", WEISS_E_FAIL, 0, "the device is on fire"},
    {"caught/solver_fails_silently", WEISS_E_FAIL, 0, "returned WEISS_E_FAIL"},
    {"caught/solver_negative_status", WEISS_E_PLUGIN, 0, "unknown status -7777"},
    {"caught/solver_refuses_all", WEISS_E_LIMIT, 0, "too few wires"},
    {"caught/throws_throws_runtime_error", WEISS_E_PLUGIN, 0, "the device is on fire"},
    {"caught/throws_throws_bad_alloc", WEISS_E_NOMEM, 0, "std::bad_alloc"},
    {"caught/throws_throws_number", WEISS_E_PLUGIN, 0, "unknown type"},
#if defined(HOSTILE_RUST)
    {"caught/rust_caught_panic", WEISS_E_FAIL, 0, "the device is on fire"},
#endif
    {"harmless/throws_throws_in_destroy", WEISS_OK, kConverged, ""},
    // run, after a sound sample: it is kept
    {"harmless/solver_claims_nothing", WEISS_OK, kConverged, ""},
    {"harmless/solver_claims_right", WEISS_OK, kConverged, ""},
    {"harmless/solver_repeats_a_sample", WEISS_OK, kConverged, ""},
    {"harmless/solver_large_multiplicity", WEISS_OK, kConverged, ""},
    {"harmless/solver_stops_unasked", WEISS_OK, kConverged, ""},
    {"harmless/solver_null_counter", WEISS_OK, kConverged, ""},
    {"harmless/solver_negative_work", WEISS_OK, kConverged, ""},
    {"caught/solver_huge_numbers", WEISS_OK, WEISS_REASON_WORK, ""},
    {"harmless/solver_progress_is_nan", WEISS_OK, kConverged, ""},
    {"harmless/solver_refuses_dense", WEISS_OK, kConverged, ""},
    {"caught/solver_refuses_dense_silently", WEISS_OK, kConverged, ""},
    {"caught/solver_lies_after_a_sound_sample", WEISS_OK, kFailed, "claimed the energy"},
    {"caught/solver_fails_after_a_sound_sample", WEISS_OK, kFailed, "the device is on fire"},
    {"caught/solver_bound_is_nan", WEISS_OK, kFailed, "NaN"},
    {"caught/solver_bound_above_energy", WEISS_OK, kFailed, "above its own sample"},
    {"caught/solver_bound_below_infinity", WEISS_OK, kFailed, "above its own sample"},
    {"caught/solver_proof_without_exact", WEISS_OK, kConverged, "EXACT"},
    {"caught/solver_unknown_proof", WEISS_OK, kFailed, "unknown proof 9"},
    {"caught/solver_optimum_beaten", WEISS_OK, kFailed, "above its own sample"},
    {"caught/solver_marginal_is_nan", WEISS_OK, kFailed, "marginal"},
    {"caught/solver_marginal_of_2", WEISS_OK, kFailed, "marginal"},
    {"caught/solver_parameter_is_nan", WEISS_OK, kFailed, "parameters"},
    {"caught/solver_parameters_null", WEISS_OK, kFailed, "parameters"},
    {"caught/solver_negative_parameter_count", WEISS_OK, kFailed, "parameters"},
    {"caught/solver_null_error", WEISS_OK, kFailed, "returned WEISS_E_FAIL"},
    {"caught/solver_null_body", WEISS_OK, kFailed, "returned WEISS_E_ARGUMENT"},
    {"caught/solver_negative_loop", WEISS_OK, kFailed, "returned WEISS_E_ARGUMENT"},
    {"caught/solver_reports_in_body", WEISS_OK, kFailed, "used its sink"},
    {"caught/solver_rounding_mode", WEISS_OK, kFailed, "floating-point control state"},
    {"caught/solver_flush_to_zero", WEISS_OK, kFailed, "floating-point control state"},
    {"caught/solver_ignores_stop", WEISS_OK, WEISS_REASON_TIME, "after it had been asked to stop"},
};

bool is_solver(const std::string& name) {
  return holds(name, "create_") || holds(name, "solver_") || holds(name, "throws_") || holds(name, "rust_");
}

// "caught/solver_spin_of_0" has the id "hostile.solver-spin-of-0".
std::string id_of(const std::string& file) {
  std::string id = "hostile." + file.substr(file.find('/') + 1);
  for (char& c : id)
    if (c == '_') c = '-';
  return id;
}

weiss_run_config limits(double seconds) {
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.work_limit = 100000;
  config.time_limit = seconds;
  return config;
}

// What a file of solvers did when it was used as expected.
struct Trial {
  Outcome outcome;
  ResultPtr result;
};

Trial try_out(Host& host, const Expectation& expected) {
  Trial trial;
  trial.outcome = host.load(module_path(expected.file));
  REQUIRE(trial.outcome.status == WEISS_OK);
  InstancePtr instance;
  trial.outcome = host.create(WEISS_KIND_SOLVER, id_of(expected.file), instance);
  if (trial.outcome.status < WEISS_OK) return trial;

  const weiss_run_config config = limits(expected.reason == WEISS_REASON_TIME ? 0.01 : 0.0);
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* result = nullptr;
  const weiss_status status = weiss_instance_solve(instance.get(), host.problem(), &config, &result, &error);
  CHECK((status < WEISS_OK) == (result == nullptr));
  trial.outcome = {status, error.message};
  trial.result.reset(result);
  return trial;
}

}  // namespace

TEST_CASE("each solver that misbehaves gets the status and the text of its rule, and the context still solves") {
  for (const Expectation& expected : kExpectations) {
    CAPTURE(expected.file);
    Host host;
    const Trial trial = try_out(host, expected);
    CAPTURE(trial.outcome.message);
    CHECK(trial.outcome.status == expected.status);
    if (trial.outcome.status < WEISS_OK) {
      CHECK(holds(trial.outcome.message, expected.text));
      CHECK(holds(trial.outcome.message, id_of(expected.file)));
    } else if (trial.result) {
      const std::string told = warnings(trial.result.get());
      CAPTURE(told);
      CHECK(weiss_result_reason(trial.result.get()) == expected.reason);
      CHECK(told.empty() == expected.text.empty());
      CHECK(holds(told, expected.text));
    }
    CHECK(std::fegetround() == FE_TONEAREST);
    CHECK(host.still_solves());
  }
}

TEST_CASE("what a solver claims beyond its samples does not reach the result") {
  for (const Expectation& expected : kExpectations) {
    if (expected.status < WEISS_OK) continue;
    CAPTURE(expected.file);
    Host host;
    const Trial trial = try_out(host, expected);
    REQUIRE(trial.result);
    const weiss_result_info numbers = info(trial.result.get());
    double energy = 0.0;
    REQUIRE(weiss_problem_energies(host.problem(), 1, weiss_result_spins(trial.result.get()), &energy, nullptr) ==
            WEISS_OK);
    CHECK(numbers.energy == energy);
    CHECK(numbers.energy >= host.minimum());
    CHECK(numbers.bound <= host.minimum());
    CHECK(numbers.proof == WEISS_PROOF_NONE);
    CHECK(numbers.work >= 0);
    CHECK(numbers.samples_seen > 0);
    CHECK(weiss_result_marginals(trial.result.get()) == nullptr);
    CHECK(weiss_result_parameters(trial.result.get()) == nullptr);
    CHECK(weiss_result_report(trial.result.get()) != nullptr);
  }
}

TEST_CASE("a sub-solver that misbehaves is set aside, and the scheme still ends well") {
  for (const Expectation& expected : kExpectations) {
    const bool fails = expected.status < WEISS_OK || expected.reason == kFailed;
    if (!fails || holds(expected.file, "create")) continue;
    CAPTURE(expected.file);
    Host host;
    REQUIRE(host.load(module_path(expected.file)).status == WEISS_OK);
    InstancePtr instance;
    const Outcome outcome = host.create(
        WEISS_KIND_SOLVER, "subqubo partitioner=contiguous subsolver=" + id_of(expected.file), instance);
    CAPTURE(outcome.message);
    REQUIRE(outcome.status == WEISS_OK);
    const weiss_run_config config = limits(0.0);
    weiss_error error = WEISS_ERROR_INIT;
    weiss_result* made = nullptr;
    CHECK(weiss_instance_solve(instance.get(), host.problem(), &config, &made, &error) == WEISS_OK);
    const ResultPtr result(made);
    CAPTURE(error.message);
    REQUIRE(result);
    CHECK(counter(result.get(), "sub-solver failures") >= 1);
    const std::string told = warnings(result.get());
    CAPTURE(told);
    CHECK(holds(told, id_of(expected.file)));
    CHECK(holds(told, expected.text));
    CHECK(weiss_result_reason(result.get()) != kFailed);
    CHECK(weiss_result_energy(result.get()) >= host.minimum());
    CHECK(host.still_solves());
  }
}

TEST_CASE("a scheme whose sub-solver cannot be created fails with the sub-solver's text") {
  Host host;
  REQUIRE(host.load(module_path("caught/create_fails_with_message")).status == WEISS_OK);
  InstancePtr instance;
  Outcome outcome =
      host.create(WEISS_KIND_SOLVER, "subqubo subsolver=hostile.create-fails-with-message", instance);
  if (outcome.status == WEISS_OK) {
    const weiss_run_config config = limits(0.0);
    weiss_error error = WEISS_ERROR_INIT;
    weiss_result* made = nullptr;
    outcome.status = weiss_instance_solve(instance.get(), host.problem(), &config, &made, &error);
    outcome.message = error.message;
    const ResultPtr result(made);
  }
  CHECK(outcome.status < WEISS_OK);
  CHECK(holds(outcome.message, "the device is switched off"));
  CHECK(host.still_solves());
}

TEST_CASE("what a plugin takes from the host and does not give back stays on the account of its context") {
  Host host;
  REQUIRE(host.load(module_path("caught/create_leaks")).status == WEISS_OK);
  const int64_t before = weiss_context_memory(host.context(), nullptr);
  InstancePtr instance;
  REQUIRE(host.create(WEISS_KIND_SOLVER, "hostile.create-leaks", instance).status == WEISS_OK);
  instance.reset();
  CHECK(weiss_context_memory(host.context(), nullptr) - before == 1000);
}

TEST_CASE("the table names each solver of the folders") {
  for (const char* folder : {"harmless", "caught"}) {
    for (const auto& entry : std::filesystem::directory_iterator(std::string(HOSTILE_DIR "/") + folder)) {
      const std::string name = std::string(folder) + "/" + entry.path().stem().string();
      if (!is_solver(name)) continue;
      bool named = false;
      for (const Expectation& expected : kExpectations) named = named || name == expected.file;
      CHECK_MESSAGE(named, name);
    }
  }
}

}  // namespace hostile
