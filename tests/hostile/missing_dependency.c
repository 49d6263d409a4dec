/* A plugin whose other library is not there. */
#include "all_up.h"
#include "hostile.h"
#include "stateless.h"

int hostile_absent(void);

static const weiss_solver solver = {sizeof solver, 0, run, NULL};
HOSTILE_ALGORITHM(WEISS_KIND_SOLVER, 0, &solver, create, destroy);
HOSTILE_PLUGIN(if (!host || !hostile_absent()) return NULL)
