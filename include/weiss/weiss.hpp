// weiss/weiss.hpp - the embedder's interface as C++ classes. Header-only C++17 on top of weiss.h.
//
//   weiss::Context context;
//   const weiss::Problem problem = weiss::Problem::read(context, "G22.mc");
//   weiss::RunOptions options;
//   options.time_limit = 5.0;
//   const weiss::Result result = weiss::solve(context, problem, "tabu", options);
//   std::cout << result.objective() << "\n";
//
// A class owns one handle, moves and does not copy; get() is the handle, for all of weiss.h that has no
// member here. What fails throws weiss::Error. Everything lies in an inline namespace, so that a program
// may link the library statically: no symbol here is one of the library's own.
//
// Plugin authors include weiss/plugin.hpp instead; both in one file are fine.
#ifndef WEISS_WEISS_HPP
#define WEISS_WEISS_HPP

#include "embed/base.hpp"
#include "embed/bounds.hpp"
#include "embed/circuit.hpp"
#include "embed/context.hpp"
#include "embed/problem.hpp"
#include "embed/qaoa.hpp"
#include "embed/replicas.hpp"
#include "embed/result.hpp"
#include "embed/run.hpp"
#include "embed/search.hpp"
#include "embed/statevector.hpp"
#include "weiss.h"

#endif  // WEISS_WEISS_HPP
