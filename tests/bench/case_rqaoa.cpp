// The solver rqaoa at depth 1 on random cubic graphs, from the call of the user's to the result. Its targets
// are 0.2 s for 1,000 spins and 5 s for 10,000.
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "bench.hpp"
#include "weiss/weiss.h"

namespace weiss::bench {
namespace {

void require(weiss_status status) {
  if (status < WEISS_OK) throw std::runtime_error(weiss_status_name(status));
}

class CubicGraph {
 public:
  // The union of three random perfect matchings; the one or two pairs that come twice weigh double.
  CubicGraph(int32_t n, const char* spec) {
    Random random(1);
    std::vector<int32_t> order(static_cast<size_t>(n)), row, column;
    std::iota(order.begin(), order.end(), 0);
    for (int matching = 0; matching < 3; ++matching) {
      for (size_t k = order.size() - 1; k > 0; --k)
        std::swap(order[k], order[random.below(static_cast<uint32_t>(k + 1))]);
      for (size_t k = 0; k < order.size(); k += 2) {
        row.push_back(order[k]);
        column.push_back(order[k + 1]);
      }
    }
    require(weiss_context_create(nullptr, &context_, nullptr));
    require(weiss_problem_create_maxcut(context_, n, static_cast<int64_t>(row.size()), row.data(),
                                        column.data(), nullptr, &problem_, nullptr));
    require(weiss_instance_create(context_, WEISS_KIND_SOLVER, spec, nullptr, 0, &instance_, nullptr));
  }
  ~CubicGraph() {
    weiss_instance_destroy(instance_);
    weiss_problem_destroy(problem_);
    weiss_context_destroy(context_);
  }
  CubicGraph(const CubicGraph&) = delete;
  CubicGraph& operator=(const CubicGraph&) = delete;

  void solve() const {
    weiss_run_config config{};
    config.struct_size = sizeof config;
    config.threads = 1;
    config.work_limit = int64_t{1} << 60;
    weiss_result* result = nullptr;
    require(weiss_instance_solve(instance_, problem_, &config, &result, nullptr));
    weiss_result_destroy(result);
  }

 private:
  weiss_context* context_ = nullptr;
  weiss_problem* problem_ = nullptr;
  weiss_instance* instance_ = nullptr;
};

const RegisterCase rqaoa("solver.rqaoa", "spin", [](Case& c) {
  for (const int32_t n : {1000, 10000})
    for (const char* const angles : {"optimise", "first"}) {
      const auto graph = std::make_shared<CubicGraph>(n, (std::string("rqaoa angles=") + angles).c_str());
      c.add({std::to_string(n) + " " + angles, [graph] { graph->solve(); }, static_cast<double>(n), 0.0, ""});
    }
});

}  // namespace
}  // namespace weiss::bench
