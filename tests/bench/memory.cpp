// weiss_bench_memory FILE...: bytes that a problem, a search on it with a tabu search done, and a full set of
// replicas hold, by the context's own count, for each coupling; one line of TSV a problem.
//
// weiss_bench_memory --partition "NAME OPTION=VALUE..." FILE...: the most that a run of this partitioner holds,
// problem and parts included, likewise.
#include <cstdio>
#include <cstring>
#include <exception>

#include "weiss/weiss.hpp"

namespace {

constexpr int64_t kSteps = 1000;

weiss_problem_info info_of(const weiss::Problem& problem) {
  weiss_problem_info info;
  weiss_struct_init(&info, sizeof info);
  weiss_problem_get_info(problem.get(), &info, nullptr);
  return info;
}

void measure(const char* file) {
  const weiss::Context context;
  const int64_t empty = context.memory();
  const weiss::Problem problem = weiss::Problem::read(context, file);
  const weiss_problem_info info = info_of(problem);
  const int64_t with_problem = context.memory();

  int64_t with_search = 0;
  {
    weiss::Search search(problem);
    weiss_tabu_params params;
    weiss_struct_init(&params, sizeof params);
    params.max_steps = kSteps;
    search.set_random(1);
    search.tabu(params);
    with_search = context.memory();
  }
  const int64_t after_search = context.memory();  // the problem keeps full rows for the next search
  const weiss::Replicas replicas(problem, weiss::Replicas::lanes(problem));
  const int64_t with_replicas = context.memory();

  const auto couplings = static_cast<double>(info.num_couplings);
  const auto pairs = static_cast<double>(info.num_spins) * static_cast<double>(info.num_spins);
  std::printf("%s\t%lld\t%lld\t%.1f\t%.1f\t%.3f\t%.1f\n", file, static_cast<long long>(info.num_spins),
              static_cast<long long>(info.num_couplings),
              static_cast<double>(with_problem - empty) / couplings,
              static_cast<double>(with_search - with_problem) / couplings,
              static_cast<double>(with_search - with_problem) / pairs,
              static_cast<double>(with_replicas - after_search) / couplings);
}

void measure_partition(const char* spec, const char* file) {
  const weiss::Context context;
  const weiss::Problem problem = weiss::Problem::read(context, file);
  const weiss_problem_info info = info_of(problem);
  const int64_t reading = context.peak_memory();
  weiss::Instance(context, WEISS_KIND_PARTITIONER, spec).partition(problem);
  const auto couplings = static_cast<double>(info.num_couplings);
  std::printf("%s\t%s\t%lld\t%lld\t%.1f\t%.1f\n", file, spec, static_cast<long long>(info.num_spins),
              static_cast<long long>(info.num_couplings), static_cast<double>(reading) / couplings,
              static_cast<double>(context.peak_memory()) / couplings);
}

}  // namespace

int main(int argc, char** argv) {
  const char* const partitioner = argc > 2 && std::strcmp(argv[1], "--partition") == 0 ? argv[2] : nullptr;
  if (partitioner)
    std::printf("file\tpartitioner\tspins\tcouplings\tpeak of reading B/coupling\tpeak B/coupling\n");
  else
    std::printf("file\tspins\tcouplings\tproblem B/coupling\tsearch B/coupling\tsearch B/n^2\treplicas B/coupling\n");
  for (int k = partitioner ? 3 : 1; k < argc; ++k) {
    try {
      if (partitioner)
        measure_partition(partitioner, argv[k]);
      else
        measure(argv[k]);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s: %s\n", argv[k], error.what());
      return 1;
    }
  }
  return 0;
}
