// Closed form on full rows, by kernels that take eight spins v at a time for each u.
#include <algorithm>
#include <cmath>

#include "base/aligned.hpp"
#include "statevector/depth_one_pieces.hpp"
#include "statevector/depth_one_terms.hpp"

namespace weiss {

namespace {

// Numbers in an array; their derivatives are in another one.
template <class Number>
struct NumberArray {
  double* value;
  double* slope;

  Number operator[](int64_t k) const noexcept {
    if constexpr (std::is_same_v<Number, Slope>)
      return {value[k], slope[k]};
    else
      return value[k];
  }
  void clear(int64_t size) const noexcept {
    std::fill_n(value, size, 0.0);
    if (slope) std::fill_n(slope, size, 0.0);
  }
};

class DenseDepthOne final : public DepthOne {
 public:
  DenseDepthOne(const Problem& problem, Threads threads)
      : memory_(problem.environment->memory()), threads_(threads), pieces_(memory_) {
    set_problem(problem);
  }

  bool dense() const noexcept override { return true; }

  void set_problem(const Problem& problem) override {
    problem_ = &problem;
    if (problem.num_spins() != n_) resize(problem.num_spins());
    std::fill_n(coupling_.data(), coupling_.size(), 0.0);
    for (size_t u = 0; u < problem.field.size(); ++u) {
      double* const row = coupling_.data() + static_cast<int64_t>(u) * stride_;
      for (size_t k = problem.row_begin(u); k < problem.row_end(u); ++k)
        row[problem.column[k]] = problem.value[k];
    }
  }

  bool curve(const weiss_run* run, double gamma, BetaCurve* curve, BetaCurve* slope) override {
    Meter meter(run);
    if (slope && product_slopes_.empty()) {
      product_slopes_ = make(products_.size());
      sum_slopes_ = make(sums_.size());
    }
    return slope ? sum<Slope>(meter, gamma, curve, slope) : sum<double>(meter, gamma, curve, slope);
  }

  void marginals(double gamma, double beta, double* out) override {
    turn(gamma, nullptr);
    const BetaFactors factors(beta);
    for (int64_t v = 0; v < n_; ++v) out[v] = factors.one_spin * field_sine_[v] * products_[n_ * stride_ + v];
  }

  void correlations(double gamma, double beta, double* out) override {
    const CosineRows rows = turn(gamma, nullptr);
    const BetaFactors factors(beta);
    Meter no_meter(nullptr);
    pieces_.for_each(threads_, no_meter, [&](int64_t piece, int64_t first, int64_t end) {
      double* const sum = sums_of(sums_, piece);  // these arrays are free meanwhile
      double* const difference = sum + stride_;
      for (int64_t u = first; u < end; ++u) {
        kernels().pair_products(&rows, u, sum, difference);
        out[u * n_ + u] = 1.0;
        for (int64_t v = u + 1; v < n_; ++v) {
          const PairTerms<double> terms(
              sine_[u * stride_ + v], field<double>(u), field<double>(v),
              {products_[v * stride_ + u], products_[u * stride_ + v], sum[v], difference[v]});
          out[u * n_ + v] = out[v * n_ + u] = factors.pair(terms);
        }
      }
    });
  }

 private:
  using Array = AlignedArray<double>;

  const DepthOneKernels& kernels() const noexcept { return problem_->environment->kernels().depth_one; }
  Array make(int64_t size) const { return Array(memory_, size, 0.0); }

  void resize(int64_t n) {
    n_ = n;
    stride_ = (n + 7) / 8 * 8;
    coupling_ = make(n_ * stride_);
    sine_ = make(n_ * stride_);
    cosine_ = make(n_ * stride_);
    products_ = make((n_ + 1) * stride_);
    field_sine_ = make(n_);
    field_cosine_ = make(n_);
    // Eight factors cost about as much as an amplitude.
    pieces_.cut(n_, [&](int64_t row) { return 1 + (n_ - row) * n_ / 8; });
    sums_ = make(std::min(pieces_.count(), RowPieces::kAtATime) * 3 * stride_);
    product_slopes_ = {};
    sum_slopes_ = {};
  }

  // The sums of add_pairs for a piece, in turn with those that are worked on at the same time.
  double* sums_of(Array& sums, int64_t piece) const noexcept {
    return sums.data() + piece % RowPieces::kAtATime * 3 * stride_;
  }

  CosineRows turn(double gamma, double* product_slopes) noexcept {
    const CosineRows rows = {n_, stride_, coupling_.data(), sine_.data(), cosine_.data(), products_.data(),
                             product_slopes};
    kernels().sine_cosine(coupling_.size(), 2.0 * gamma, coupling_.data(), sine_.data(), cosine_.data());
    kernels().sine_cosine(n_, 2.0 * gamma, problem_->field.data(), field_sine_.data(), field_cosine_.data());
    kernels().leave_one_out(&rows);
    return rows;
  }

  template <class Number>
  Turn<Number> field(int64_t v) const noexcept {
    return {problem_->field[static_cast<size_t>(v)], field_sine_[v], field_cosine_[v]};
  }
  FieldTurn field_turn(int64_t v) const noexcept {
    const Turn<Slope> y = field<Slope>(v);
    return {y.sine.value, y.cosine.value, y.sine.slope, y.cosine.slope};
  }

  template <class Number>
  bool sum(Meter& meter, double gamma, BetaCurve* curve, BetaCurve* slope) {
    constexpr bool kSlopes = std::is_same_v<Number, Slope>;
    if (meter.stopped()) return false;
    const CosineRows rows = turn(gamma, kSlopes ? product_slopes_.data() : nullptr);
    Vector<CurveSum<Number>> parts(static_cast<size_t>(pieces_.count()), memory_);
    const bool done = pieces_.for_each(threads_, meter, [&](int64_t piece, int64_t first, int64_t end) {
      const NumberArray<Number> sums = {sums_of(sums_, piece),
                                        kSlopes ? sums_of(sum_slopes_, piece) : nullptr};
      sums.clear(3 * stride_);
      for (int64_t u = first; u < end; ++u) {
        const FieldTurn y = field_turn(u);
        kernels().add_pairs(&rows, u, &y, sums.value, sums.slope);
      }
      CurveSum<Number>& part = parts[static_cast<size_t>(piece)];
      for (int64_t v = 0; v < n_; ++v) {
        const Turn<Number> y = field<Number>(v);
        part.b = part.b + y.cosine * sums[v];
        part.c = part.c + y.cosine * sums[stride_ + v] + y.sine * sums[2 * stride_ + v];
      }
    });
    if (!done) return false;

    CurveSum<Number> total;
    for (const CurveSum<Number>& part : parts) total.add(part);
    const Number half = number<Number>(0.5);
    total.b = half * total.b;
    total.c = half * total.c;
    const NumberArray<Number> products = {rows.product + n_ * stride_,
                                      kSlopes ? rows.product_slope + n_ * stride_ : nullptr};
    for (int64_t v = 0; v < n_; ++v)
      total.a = total.a +
                number<Number>(problem_->field[static_cast<size_t>(v)]) * field<Number>(v).sine * products[v];
    total.write(curve, slope);
    return true;
  }

  Memory* const memory_;
  const Threads threads_;
  const Problem* problem_ = nullptr;
  RowPieces pieces_;
  int64_t n_ = -1;
  int64_t stride_ = 0;
  Array coupling_, sine_, cosine_, products_, product_slopes_;  // rows, see CosineRows
  Array field_sine_, field_cosine_;
  Array sums_, sum_slopes_;  // of add_pairs, for each piece that is worked on at the same time
};

}  // namespace

std::unique_ptr<DepthOne> make_dense_depth_one(const Problem& problem, Threads threads) {
  return std::make_unique<DenseDepthOne>(problem, threads);
}

// A step of a merge costs as much as some sixteen factors of the kernels.
bool dense_depth_one_pays(const Problem& problem) noexcept {
  const auto n = static_cast<double>(problem.num_spins());
  double steps = 0.0;
  for (size_t u = 0; u < problem.field.size(); ++u) {
    const auto degree = static_cast<double>(problem.row_end(u) - problem.row_begin(u));
    steps += degree * degree;
  }
  return 16.0 * steps > n * n * n;
}

}  // namespace weiss
