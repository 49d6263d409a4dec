#include "statevector/fast_many.hpp"

#include <algorithm>
#include <string>

#include "base/aligned.hpp"
#include "base/error.hpp"
#include "search/meter.hpp"
#include "statevector/fast_mixer.hpp"

namespace weiss {

static_assert(kFastManySpins == kQaoaManySpins);

namespace {

// The lanes of one call of the kernel.
class ManyLanes {
 public:
  ManyLanes(Environment& environment, int32_t depth)
      : kernels_(environment.kernels()),
        lanes_(static_cast<int32_t>(kernels_.lanes)),
        depth_(depth),
        numbers_(environment.memory(), (kCoefficients + 3 * kStates + 4 * depth + 2) * lanes_, 0.0) {
    double* next = numbers_.data();
    const auto take = [&](int64_t count) {
      double* const begin = next;
      next += count * lanes_;
      return begin;
    };
    field_ = take(kFastManySpins);
    coupling_ = take(kCoefficients - kFastManySpins);
    turns_ = take(depth);
    tangent_ = take(depth);
    scale_ = take(depth);
    turned_ = take(depth + 1);
    cost_ = take(kStates);
    re_ = take(kStates);
    im_ = take(kStates);
    values_ = take(1);
  }

  int32_t count() const noexcept { return lanes_; }

  void set(int32_t lane, const Problem& problem, const double* parameters) {
    const auto n = static_cast<int32_t>(problem.num_spins());
    for (int32_t k = 0; k < n * (n - 1) / 2; ++k) coupling_[k * lanes_ + lane] = 0.0;
    for (int32_t i = 0; i < n; ++i) {
      const auto row = static_cast<size_t>(i);
      field_[i * lanes_ + lane] = problem.field[row];
      for (size_t k = problem.row_begin(row); k < problem.row_end(row); ++k) {
        const int32_t j = problem.column[k];
        if (j < i) coupling_[(i * (i - 1) / 2 + j) * lanes_ + lane] = problem.value[k];
      }
    }
    bool turned = false;
    for (int32_t l = 0; l <= depth_; ++l) {
      turned_[l * lanes_ + lane] = turned ? -1.0 : 1.0;
      if (l == depth_) break;
      const FastMixer mixer = fast_mixer(parameters[depth_ + l], n);
      turns_[l * lanes_ + lane] = quarter_turns(-parameters[l]);
      tangent_[l * lanes_ + lane] = mixer.tangent;
      scale_[l * lanes_ + lane] = mixer.scale;
      turned = turned != mixer.turned;
    }
  }

  // Values of the lanes, some of which may be left from before.
  const double* run(int64_t num_spins) {
    const QaoaMany many = {static_cast<int32_t>(num_spins),
                           depth_,
                           field_,
                           coupling_,
                           turns_,
                           tangent_,
                           scale_,
                           turned_,
                           cost_,
                           re_,
                           im_,
                           values_};
    kernels_.qaoa_many.mean(&many);
    return values_;
  }

 private:
  static constexpr int64_t kStates = int64_t{1} << kFastManySpins;
  static constexpr int64_t kCoefficients = kFastManySpins * (kFastManySpins + 1) / 2;

  const KernelTable& kernels_;
  const int32_t lanes_;
  const int32_t depth_;
  AlignedArray<double> numbers_;
  double *field_, *coupling_, *turns_, *tangent_, *scale_, *turned_, *cost_, *re_, *im_, *values_;
};

// The mean over all states: every coefficient averages out.
constexpr double kUniformMean = 0.0;

}  // namespace

bool fast_values_many(const EnvironmentPtr& environment, const weiss_run* run, int64_t count,
                      const Problem* const* problems, int32_t depth, const double* parameters,
                      double* values) {
  for (int64_t k = 0; k < count; ++k)
    if (problems[k]->num_spins() < 1 || problems[k]->num_spins() > kFastManySpins)
      throw Error(WEISS_E_ARGUMENT,
                  "problem " + std::to_string(k) + " has " + std::to_string(problems[k]->num_spins()) +
                      " spins: many problems at once have 1 ... " + std::to_string(kFastManySpins));
  if (depth == 0) {
    std::fill_n(values, count, kUniformMean);
    return true;
  }
  ManyLanes lanes(*environment, depth);
  Meter meter(run);
  for (int64_t begin = 0; begin < count && !meter.stopped();) {
    const int64_t n = problems[begin]->num_spins();
    int64_t end = begin;
    while (end < count && end - begin < lanes.count() && problems[end]->num_spins() == n) {
      lanes.set(static_cast<int32_t>(end - begin), *problems[end], parameters + end * 2 * depth);
      ++end;
    }
    std::copy_n(lanes.run(n), end - begin, values + begin);
    meter.spend((end - begin) * depth << n);
    begin = end;
  }
  return !meter.stopped();
}

}  // namespace weiss
