/* weiss/weiss.h - everything for embedders; plugin authors include weiss/plugin.h instead. */
#ifndef WEISS_WEISS_H
#define WEISS_WEISS_H

#include "base.h"
#include "bounds.h"
#include "circuit.h"
#include "context.h"
#include "io.h"
#include "problem.h"
#include "qaoa.h"
#include "replicas.h"
#include "result.h"
#include "run.h"
#include "search.h"
#include "statevector.h"
#include "version.h"

#endif /* WEISS_WEISS_H */
