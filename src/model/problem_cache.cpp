// The couplings in the forms of the search engines, kept with the problem once somebody asked for them.
#include "model/dense.hpp"
#include "model/integer_rows.hpp"
#include "model/problem.hpp"

std::shared_ptr<const weiss::DenseRows> weiss_problem::dense_rows() const {
  const std::lock_guard<std::mutex> lock(cache_mutex_);
  if (!dense_rows_) dense_rows_ = weiss::build_dense_rows(*this);
  return dense_rows_;
}

std::shared_ptr<const weiss::IntegerRows> weiss_problem::integer_rows() const {
  const std::lock_guard<std::mutex> lock(cache_mutex_);
  if (!integer_rows_) integer_rows_ = weiss::build_integer_rows(*this);
  return integer_rows_;
}
