/* Solvers whose create misbehaves. Those that get as far as a run have a sound one. */
#include <fenv.h>
#include <string.h>

#include "all_up.h"
#include "hostile.h"

enum {
  null_self, positive_status, /* harmless */
  fails_without_message, fails_with_message, message_without_end, message_not_utf8, negative_status,
  rounding_mode, leaks
};

/* Never given back, but remembered, each block by the next: leak checkers are to find the host's leaks. */
static void* last_leak;
static weiss_status leak(const weiss_host* host) {
  void** block = host->alloc(host, 1000, 8);
  if (!block) return WEISS_E_NOMEM;
  *block = last_leak;
  last_leak = block;
  return WEISS_OK;
}

static weiss_status create(const weiss_algorithm* algorithm, const weiss_host* host, const weiss_value* values,
                           uint32_t num_values, void** self, weiss_error* error) {
  (void)algorithm, (void)values, (void)num_values;
  *self = NULL;
  switch (CASE) {
    case null_self: return WEISS_OK;
    case positive_status: return 77;
    case fails_without_message: return WEISS_E_FAIL;
    case fails_with_message: strcpy(error->message, "the device is switched off"); return WEISS_E_IO;
    case message_without_end: memset(error->message, 'x', sizeof error->message); return WEISS_E_FAIL;
    case message_not_utf8: strcpy(error->message, "bad \xC3\x28 bytes"); return WEISS_E_FAIL;
    case negative_status: return -7777;
    case rounding_mode: fesetround(FE_UPWARD); return WEISS_OK;
    case leaks: return leak(host);
  }
  return WEISS_E_INTERNAL;
}

static void destroy(const weiss_algorithm* algorithm, void* self) {
  (void)algorithm;
  (void)self;
}

static const weiss_solver solver = {sizeof solver, 0, run, NULL};
HOSTILE_ALGORITHM(WEISS_KIND_SOLVER, 0, &solver, create, destroy);
HOSTILE_PLUGIN((void)host)
