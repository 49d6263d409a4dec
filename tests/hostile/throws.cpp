// C++ plugins that throw. Compiled as C++14, whose function types still allow it.
#include <new>
#include <stdexcept>

#include "all_up.h"
#include "hostile.h"

enum { throws_runtime_error, throws_bad_alloc, throws_number, throws_in_create, throws_in_entry, throws_in_destroy };

static weiss_status create(const weiss_algorithm*, const weiss_host*, const weiss_value*, uint32_t, void** self,
                           weiss_error*) {
  if (CASE == throws_in_create) throw std::runtime_error("no device for create");
  *self = nullptr;
  return WEISS_OK;
}

static void destroy(const weiss_algorithm*, void*) {
  if (CASE == throws_in_destroy) throw std::runtime_error("nothing to destroy");
}

static weiss_status throwing_run(void* self, const weiss_problem_view* problem, const weiss_solver_input* input,
                                 const weiss_run* services, const weiss_sink* sink) {
  if (CASE == throws_bad_alloc) throw std::bad_alloc();
  if (CASE == throws_number) throw 42;
  if (CASE == throws_runtime_error) throw std::runtime_error("the device is on fire");
  return run(self, problem, input, services, sink);
}

static const weiss_solver solver = {sizeof solver, 0, throwing_run, nullptr};
HOSTILE_ALGORITHM(WEISS_KIND_SOLVER, 0, &solver, create, destroy);
HOSTILE_PLUGIN(if (CASE == throws_in_entry && host) throw std::runtime_error("no device for entry"))
