/* A plugin that calls a function which nobody has: with lazy binding it would load, and end the process later. */
#include "all_up.h"
#include "hostile.h"
#include "stateless.h"

int hostile_nowhere(void);

static const weiss_solver solver = {sizeof solver, 0, run, NULL};
HOSTILE_ALGORITHM(WEISS_KIND_SOLVER, 0, &solver, create, destroy);
HOSTILE_PLUGIN(if (!host && hostile_nowhere()) return NULL)
