// A solver whose run is a function of the test, registered by the program itself.
#pragma once

#include <functional>
#include <limits>
#include <vector>

#include "support.hpp"

namespace hostile {

struct Closure {
  using Run = std::function<weiss_status(const weiss_problem_view* problem, const weiss_run* run,
                                         const weiss_sink* sink)>;

  explicit Closure(Run body) : run(std::move(body)) {
    solver.struct_size = sizeof solver;
    solver.run = call;
    algorithm.struct_size = sizeof algorithm;
    algorithm.kind = WEISS_KIND_SOLVER;
    algorithm.id = "hostile.closure";
    algorithm.title = algorithm.summary = "A closure.";
    algorithm.version = "1.0.0";
    algorithm.table = &solver;
    algorithm.user = this;
    algorithm.create = [](const weiss_algorithm* made_of, const weiss_host*, const weiss_value*, uint32_t,
                          void** self, weiss_error*) noexcept -> weiss_status {
      *self = made_of->user;
      return WEISS_OK;
    };
    algorithm.destroy = [](const weiss_algorithm*, void*) noexcept {};
  }
  Closure(const Closure&) = delete;
  Closure& operator=(const Closure&) = delete;

  Run run;
  weiss_solver solver{};
  weiss_algorithm algorithm{};

 private:
  static weiss_status call(void* self, const weiss_problem_view* problem, const weiss_solver_input*,
                           const weiss_run* run, const weiss_sink* sink) noexcept {
    return static_cast<Closure*>(self)->run(problem, run, sink);
  }
};

inline weiss_status report_all_up(const weiss_problem_view* problem, const weiss_sink* sink) {
  const std::vector<int8_t> up(static_cast<size_t>(problem->num_spins), int8_t{1});
  weiss_sample sample{};
  sample.struct_size = sizeof sample;
  sample.spins = up.data();
  sample.energy = std::numeric_limits<double>::quiet_NaN();
  sink->report(sink, &sample);
  return WEISS_OK;
}

// The closure's instance in a host, registered there.
inline InstancePtr instance_of(Host& host, Closure& closure) {
  REQUIRE(weiss_context_add_algorithm(host.context(), &closure.algorithm, nullptr, nullptr) == WEISS_OK);
  InstancePtr instance;
  REQUIRE(host.create(WEISS_KIND_SOLVER, "closure", instance).status == WEISS_OK);
  return instance;
}

struct Ran {
  Outcome outcome;
  ResultPtr result;
};

inline Ran solve(weiss_instance* instance, const weiss_problem* problem, weiss_run_config config = {}) {
  config.struct_size = sizeof config;
  if (config.work_limit == 0) config.work_limit = 100000;
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* result = nullptr;
  const weiss_status status = weiss_instance_solve(instance, problem, &config, &result, &error);
  CHECK((status < WEISS_OK) == (result == nullptr));
  return {{status, error.message}, ResultPtr(result)};
}

}  // namespace hostile
