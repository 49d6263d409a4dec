// Closed form on the rows of the problem: the products over the neighbourhoods of a pair by a merge of two
// rows.
#include <algorithm>
#include <cmath>

#include "statevector/depth_one_pieces.hpp"
#include "statevector/depth_one_terms.hpp"

namespace weiss {

namespace {

class SparseDepthOne final : public DepthOne {
 public:
  SparseDepthOne(const Problem& problem, Threads threads)
      : memory_(problem.environment->memory()), threads_(threads), pieces_(memory_), sine_(memory_),
        cosine_(memory_), field_sine_(memory_), field_cosine_(memory_) {
    set_problem(problem);
  }

  bool dense() const noexcept override { return false; }

  void set_problem(const Problem& problem) override {
    problem_ = &problem;
    const auto entries = problem.column.size(), n = problem.field.size();
    sine_.resize(entries);
    cosine_.resize(entries);
    field_sine_.resize(n);
    field_cosine_.resize(n);
    pieces_.cut(problem.num_spins(), [&](int64_t row) {
      const auto u = static_cast<size_t>(row);
      int64_t units = 1 + degree(u);
      for (size_t k = problem.row_begin(u); k < problem.row_end(u); ++k)
        if (neighbour(k) > u) units += degree(u) + degree(neighbour(k));
      return units;
    });
  }

  bool curve(const weiss_run* run, double gamma, BetaCurve* curve, BetaCurve* slope) override {
    Meter meter(run);
    if (!turn(meter, gamma)) return false;
    return slope ? sum<Slope>(meter, curve, slope) : sum<double>(meter, curve, slope);
  }

  void marginals(double gamma, double beta, double* out) override {
    Meter no_meter(nullptr);
    turn(no_meter, gamma);
    const BetaFactors factors(beta);
    for (size_t u = 0; u < problem_->field.size(); ++u)
      out[u] = factors.one_spin * field_sine_[u] * product_of_row<double>(u);
  }

  // Spins without a common neighbour and without a coupling are independent.
  void correlations(double gamma, double beta, double* out) override {
    const auto n = problem_->field.size();
    Vector<double> mean(n, memory_);
    marginals(gamma, beta, mean.data());
    for (size_t u = 0; u < n; ++u) {
      for (size_t v = 0; v < n; ++v) out[u * n + v] = mean[u] * mean[v];
      out[u * n + u] = 1.0;
    }
    const BetaFactors factors(beta);
    Vector<size_t> seen_from(n, n, memory_);
    for (size_t u = 0; u < n; ++u) {
      const auto visit = [&](size_t v, double sine) {
        if (v <= u || seen_from[v] == u) return;
        seen_from[v] = u;
        out[u * n + v] = out[v * n + u] = factors.pair(pair<double>(u, v, sine));
      };
      for (size_t k = problem_->row_begin(u); k < problem_->row_end(u); ++k) visit(neighbour(k), sine_[k]);
      for (size_t k = problem_->row_begin(u); k < problem_->row_end(u); ++k)
        for (size_t l = problem_->row_begin(neighbour(k)); l < problem_->row_end(neighbour(k)); ++l)
          visit(neighbour(l), 0.0);
    }
  }

 private:
  size_t neighbour(size_t entry) const noexcept { return static_cast<size_t>(problem_->column[entry]); }
  int64_t degree(size_t u) const noexcept {
    return static_cast<int64_t>(problem_->row_end(u) - problem_->row_begin(u));
  }

  // Sines and cosines of all angles 2 gamma J and 2 gamma h.
  bool turn(Meter& meter, double gamma) noexcept {
    const auto sine_cosine = problem_->environment->kernels().depth_one.sine_cosine;
    return pieces_.for_each(threads_, meter, [&](int64_t, int64_t first, int64_t end) {
      const auto row = static_cast<size_t>(first), entry = problem_->row_begin(row);
      const int64_t count = static_cast<int64_t>(problem_->row_start[static_cast<size_t>(end)]) -
                            static_cast<int64_t>(entry);
      sine_cosine(count, 2.0 * gamma, problem_->value.data() + entry, sine_.data() + entry,
                  cosine_.data() + entry);
      sine_cosine(end - first, 2.0 * gamma, problem_->field.data() + row, field_sine_.data() + row,
                  field_cosine_.data() + row);
    });
  }

  template <class Number>
  Turn<Number> coupling(size_t entry) const noexcept {
    return {problem_->value[entry], sine_[entry], cosine_[entry]};
  }
  template <class Number>
  Turn<Number> field(size_t u) const noexcept {
    return {problem_->field[u], field_sine_[u], field_cosine_[u]};
  }

  template <class Number>
  Number product_of_row(size_t u) const noexcept {
    Number product = number<Number>(1.0);
    for (size_t k = problem_->row_begin(u); k < problem_->row_end(u); ++k)
      product = product * coupling<Number>(k).cosine;
    return product;
  }

  template <class Number>
  PairTerms<Number> pair(size_t u, size_t v, const Number& sine) const noexcept {
    const Number one = number<Number>(1.0);
    PairProductsOf<Number> products{one, one, one, one};
    Number alone = one;  // over those that are neighbours of one of the two only
    size_t k = problem_->row_begin(u), l = problem_->row_begin(v);
    const size_t k_end = problem_->row_end(u), l_end = problem_->row_end(v);
    const size_t none = problem_->field.size();
    for (;;) {
      const size_t at_u = k < k_end ? neighbour(k) : none, at_v = l < l_end ? neighbour(l) : none;
      if (at_u == v) {
        ++k;
      } else if (at_v == u) {
        ++l;
      } else if (at_u < at_v) {
        const Number cosine = coupling<Number>(k++).cosine;
        products.u = products.u * cosine;
        alone = alone * cosine;
      } else if (at_v < at_u) {
        const Number cosine = coupling<Number>(l++).cosine;
        products.v = products.v * cosine;
        alone = alone * cosine;
      } else if (at_u == none) {
        break;
      } else {
        const Turn<Number> x = coupling<Number>(k++), y = coupling<Number>(l++);
        const Number cosines = x.cosine * y.cosine, sines = x.sine * y.sine;
        products.u = products.u * x.cosine;
        products.v = products.v * y.cosine;
        products.sum = products.sum * (cosines - sines);
        products.difference = products.difference * (cosines + sines);
      }
    }
    products.sum = products.sum * alone;
    products.difference = products.difference * alone;
    return {sine, field<Number>(u), field<Number>(v), products};
  }

  template <class Number>
  bool sum(Meter& meter, BetaCurve* curve, BetaCurve* slope) {
    Vector<CurveSum<Number>> parts(static_cast<size_t>(pieces_.count()), memory_);
    const auto add_rows = [&](int64_t piece, int64_t first, int64_t end) {
      CurveSum<Number> part;
      for (int64_t row = first; row < end; ++row) add_row(static_cast<size_t>(row), part);
      parts[static_cast<size_t>(piece)] = part;
    };
    if (!pieces_.for_each(threads_, meter, add_rows)) return false;
    CurveSum<Number> total;
    for (const CurveSum<Number>& part : parts) total.add(part);
    total.write(curve, slope);
    return true;
  }

  template <class Number>
  void add_row(size_t u, CurveSum<Number>& part) const noexcept {
    const double h = problem_->field[u];
    if (h != 0.0) part.a = part.a + number<Number>(h) * field<Number>(u).sine * product_of_row<Number>(u);
    for (size_t k = problem_->row_begin(u); k < problem_->row_end(u); ++k) {
      const size_t v = neighbour(k);
      if (v < u) continue;
      const PairTerms<Number> terms = pair<Number>(u, v, coupling<Number>(k).sine);
      const Number weight = number<Number>(problem_->value[k]);
      part.b = part.b + weight * terms.first;
      part.c = part.c + weight * terms.second;
    }
  }

  Memory* const memory_;
  const Threads threads_;
  const Problem* problem_ = nullptr;
  RowPieces pieces_;
  Vector<double> sine_, cosine_;              // of 2 gamma J, for each entry
  Vector<double> field_sine_, field_cosine_;  // of 2 gamma h
};

}  // namespace

std::unique_ptr<DepthOne> make_sparse_depth_one(const Problem& problem, Threads threads) {
  return std::make_unique<SparseDepthOne>(problem, threads);
}

}  // namespace weiss
