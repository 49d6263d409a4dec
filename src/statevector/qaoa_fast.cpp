// The X mixer with an angle for each layer.
#include "statevector/fast_qaoa.hpp"
#include "statevector/qaoa_engine.hpp"

namespace weiss {

namespace {

template <class Real>
class FastEngine final : public QaoaEngine {
 public:
  FastEngine(const Problem& problem, Threads threads, bool use_symmetry)
      : use_symmetry_(use_symmetry), qaoa_(problem.environment, threads) {
    qaoa_.set_problem(problem, use_symmetry_);
  }

  void set_problem(const Problem& problem) override { qaoa_.set_problem(problem, use_symmetry_); }

  bool value(const weiss_run* run, int32_t depth, const double* parameters, double* value) override {
    return qaoa_.value(run, depth, parameters, parameters + depth, value);
  }
  bool gradient(const weiss_run* run, int32_t depth, const double* parameters, double* value,
                double* gradient) override {
    return qaoa_.gradient(run, depth, parameters, parameters + depth, value, gradient, gradient + depth);
  }
  bool prepare(const weiss_run* run, int32_t depth, const double* parameters) override {
    return qaoa_.prepare(run, depth, parameters, parameters + depth);
  }

  double mean() const override { return qaoa_.mean(); }
  void marginals(double* out) const override { qaoa_.marginals(out); }
  void correlations(double* out) const override { qaoa_.correlations(out); }
  void probabilities(int64_t first, int64_t count, double* out) const override {
    qaoa_.probabilities(first, count, out);
  }
  void energies(int64_t first, int64_t count, double* out) const override {
    qaoa_.energies(first, count, out);
  }
  void amplitudes(int64_t first, int64_t count, double* out) const override {
    qaoa_.amplitudes(first, count, out);
  }

 private:
  const bool use_symmetry_;
  FastQaoa<Real> qaoa_;
};

}  // namespace

std::unique_ptr<QaoaEngine> make_fast_qaoa(const Problem& problem, Threads threads, int32_t precision,
                                           bool use_symmetry) {
  if (precision == WEISS_PRECISION_SINGLE)
    return std::make_unique<FastEngine<float>>(problem, threads, use_symmetry);
  return std::make_unique<FastEngine<double>>(problem, threads, use_symmetry);
}

int64_t fast_qaoa_memory(int64_t num_spins, int32_t precision, bool halved, int32_t depth) noexcept {
  const auto n = static_cast<int32_t>(num_spins);
  return precision == WEISS_PRECISION_SINGLE ? FastQaoa<float>::memory(n, halved, depth)
                                             : FastQaoa<double>::memory(n, halved, depth);
}

}  // namespace weiss
