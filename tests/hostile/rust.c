/* A solver whose work is done in Rust (panic.rs): it panics. */
#include "all_up.h"
#include "hostile.h"
#include "stateless.h"

enum { caught_panic, panic };

/* Writes the text of the panic when catches is 1; lets it go otherwise. */
int32_t hostile_panic(int32_t catches, char* text, size_t size);

static weiss_status panicking_run(void* self, const weiss_problem_view* problem, const weiss_solver_input* input,
                                  const weiss_run* services, const weiss_sink* sink) {
  char text[128] = "";
  if (hostile_panic(CASE == caught_panic, text, sizeof text) == 0) return run(self, problem, input, services, sink);
  services->set_error(services, text);
  return WEISS_E_FAIL;
}

static const weiss_solver solver = {sizeof solver, 0, panicking_run, NULL};
HOSTILE_ALGORITHM(WEISS_KIND_SOLVER, 0, &solver, create, destroy);
HOSTILE_PLUGIN((void)host)
