// The closed form of QAOA with the X mixer at depth one, for any number of spins (Ozaeta, van Dam, McMahon,
// arXiv:2012.03421). With x_ij = 2 gamma J_ij, y_i = 2 gamma h_i and products over k other than the spins
// named:
//   <s_i>     = sin 2b sin y_i prod cos x_ik
//   <s_u s_v> = sin 4b sin x_uv / 2 (cos y_u prod cos x_uk + cos y_v prod cos x_vk)
//             - sin^2 2b / 2 (cos(y_u + y_v) prod cos(x_uk + x_vk) - cos(y_u - y_v) prod cos(x_uk - x_vk))
//
// Sums are made in the same pieces and order for every number of threads: results have the same bits.
#pragma once

#include <cstdint>
#include <memory>

#include "model/problem.hpp"
#include "statevector/depth_one_curve.hpp"
#include "statevector/threads.hpp"
#include "weiss/plugin.h"

namespace weiss {

class DepthOne {
 public:
  virtual ~DepthOne() = default;

  // Goes on with another problem, in the memory that there is. It must outlive its use here.
  virtual void set_problem(const Problem& problem) = 0;

  // The mean energy over beta, without the offset, and its derivative by gamma (null: not wanted). Charges
  // the run and returns false when it says stop; the results are undefined then. run may be null.
  virtual bool curve(const weiss_run* run, double gamma, BetaCurve* curve, BetaCurve* slope) = 0;

  // <s_i> [n], and <s_i s_j> [n * n] with 1 on the diagonal.
  virtual void marginals(double gamma, double beta, double* out) = 0;
  virtual void correlations(double gamma, double beta, double* out) = 0;

  virtual bool dense() const noexcept = 0;
};

// Rows in full, eight entries at a time: n^3 / 2 factors whatever the couplings.
std::unique_ptr<DepthOne> make_dense_depth_one(const Problem& problem, Threads threads);
// Rows as they are: the degrees of both spins for each coupling.
std::unique_ptr<DepthOne> make_sparse_depth_one(const Problem& problem, Threads threads);

// Which of the two is faster.
bool dense_depth_one_pays(const Problem& problem) noexcept;

}  // namespace weiss
