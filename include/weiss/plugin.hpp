// weiss/plugin.hpp - write a class, get a plugin. Header-only C++17 on top of plugin.h. The headers
// ext/problem.hpp, ext/search.hpp, ext/algorithms.hpp and ext/statevector.hpp add classes for the extensions of the
// host.
//
//   namespace {
//   class Coin {
//    public:
//     static constexpr weiss::plugin::About about = {
//         "org.example.coin", "Coin tosses", "1.0", "The best of some random states.", WEISS_CAP_DETERMINISTIC};
//     static constexpr weiss_option_info option_infos[] = {
//         weiss::plugin::int_option("tosses", "States to try.", 100, 1, 1000000)};
//
//     Coin(const weiss::plugin::Host& host, const weiss::plugin::Options& options);
//     void solve(const weiss_problem_view& problem, const weiss_solver_input& input,
//                const weiss::plugin::Run& run, const weiss::plugin::Sink& sink);
//   };
//   constexpr weiss::plugin::Module<Coin> module("org.example", "Examples", "1.0", "MIT");
//   }  // namespace
//   WEISS_PLUGIN_ENTRY(coin) { return &module.table; }
//
// The kind follows from the member that the class has:
//   solve(const weiss_problem_view&, const weiss_solver_input&, const Run&, const Sink&)
//   partition(const weiss_problem_view&, const weiss_partition_task&, const Run&, const PartSink&)
//   minimize(const weiss_objective&, const Run&, weiss_optimizer_output&)
// They return a weiss_status, or void for "OK, or STOPPED when the run says stop". option_infos may be
// left out. A class with solve may have void solve_batch(const Batch&), too: many small problems in
// one call. Whatever constructor and members throw becomes a status with its text: Failure its own,
// std::bad_alloc E_NOMEM, anything else E_FAIL.
//
// Put the classes into an anonymous namespace, so that plugins linked into one program do not clash.
#ifndef WEISS_PLUGIN_HPP
#define WEISS_PLUGIN_HPP

#include "plugin.h"
#include "plugin/host.hpp"
#include "plugin/module.hpp"
#include "plugin/options.hpp"
#include "plugin/run.hpp"

#endif  // WEISS_PLUGIN_HPP
