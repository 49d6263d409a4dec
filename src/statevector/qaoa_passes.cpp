#include "statevector/qaoa_passes.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

#include "statevector/blocks.hpp"

namespace weiss {

namespace {

// body(a, b) with the amplitudes of two registers of one precision.
template <class First, class Second, class Body>
void visit_both(First& first, Second& second, const Body& body) {
  first.visit([&](auto& a) {
    second.visit([&](auto& b) {
      using A = typename std::decay_t<decltype(a)>::value_type;
      using B = typename std::decay_t<decltype(b)>::value_type;
      if constexpr (std::is_same_v<A, B>) body(a, b);
    });
  });
}

constexpr int64_t kStartBits = 9;  // of an index within a stretch
static_assert(kAmplitudesAtATime == int64_t{1} << kStartBits);

// Writes amplitude(high, low) for each index high + low, in one pass. high has the bits from kStartBits on.
template <class Amplitude>
void set_all(Statevector& state, const Amplitude& amplitude) {
  for_each_block(state.threads(), state.size(), [&](int64_t begin, int64_t end) {
    double re_im[2 * kAmplitudesAtATime] = {};
    for (int64_t first = begin; first < end; first += kAmplitudesAtATime) {
      const int64_t count = std::min(kAmplitudesAtATime, end - first);
      const auto at = amplitude(first);
      for (int64_t k = 0; k < count; ++k) re_im[2 * k] = at(k);
      state.set_amplitudes(first, count, re_im);
    }
  });
}

// The groups that have no one, and exactly one, among the bits of an index.
struct GroupOnes {
  uint32_t none, one;
};

GroupOnes ones_of(const Vector<uint32_t>& groups, uint32_t index) noexcept {
  GroupOnes ones{0, 0};
  for (size_t g = 0; g < groups.size(); ++g) {
    const uint32_t members = index & groups[g], bit = uint32_t{1} << g;
    if (members == 0) ones.none |= bit;
    if (members != 0 && (members & (members - 1)) == 0) ones.one |= bit;
  }
  return ones;
}

// The uniform superposition of the states that keep every group one-hot.
void set_one_hot(Statevector& state, const Mixer& mixer) {
  Vector<uint32_t> groups(static_cast<size_t>(mixer.num_groups), state.environment().memory());
  double num_states = std::exp2(static_cast<double>(mixer.group.size() - mixer.member.size()));
  for (size_t g = 0; g < groups.size(); ++g) {
    const int32_t begin = mixer.member_start[g], end = mixer.member_start[g + 1];
    num_states *= end - begin;
    for (int32_t k = begin; k < end; ++k) groups[g] |= uint32_t{1} << mixer.member[static_cast<size_t>(k)];
  }
  GroupOnes low[kAmplitudesAtATime];
  for (uint32_t k = 0; k < kAmplitudesAtATime; ++k) low[k] = ones_of(groups, k);
  const uint32_t all = static_cast<uint32_t>((uint64_t{1} << groups.size()) - 1);
  const double amplitude = 1.0 / std::sqrt(num_states);
  set_all(state, [&](int64_t first) {
    const GroupOnes high = ones_of(groups, static_cast<uint32_t>(first));
    return [&low, all, amplitude, high](int64_t k) {
      return ((high.none & low[k].one) | (high.one & low[k].none)) == all ? amplitude : 0.0;
    };
  });
}

// The product of cos(t/2)|0> + sin(t/2)|1> over all spins.
void set_tilted(Statevector& state, const Mixer& mixer) {
  const auto n = static_cast<int64_t>(mixer.tilt.size());
  const auto product = [&](int64_t index, int64_t begin, int64_t end) {
    double total = 1.0;
    for (int64_t i = begin; i < end; ++i) {
      const double half = 0.5 * mixer.tilt[static_cast<size_t>(i)];
      total *= index >> i & 1 ? std::sin(half) : std::cos(half);
    }
    return total;
  };
  double low[kAmplitudesAtATime];
  for (int64_t k = 0; k < kAmplitudesAtATime; ++k) low[k] = product(k, 0, std::min(n, kStartBits));
  set_all(state, [&](int64_t first) {
    const double high = product(first, kStartBits, n);
    return [&low, high](int64_t k) { return low[k] * high; };
  });
}

}  // namespace

void set_start(Statevector& state, const Mixer& mixer) {
  if (mixer.num_groups > 0)
    set_one_hot(state, mixer);
  else if (mixer.kind == WEISS_MIXER_WARM_START)
    set_tilted(state, mixer);
  else
    state.set_uniform();
}

void multiply(Statevector& state, const Factors& factors) {
  state.visit([&](auto& a) {
    using Real = typename std::decay_t<decltype(a)>::value_type;
    for_each_block(state.threads(), a.size(), [&](int64_t begin, int64_t end) {
      double factor_re[kAmplitudesAtATime], factor_im[kAmplitudesAtATime];
      for (int64_t first = begin; first < end; first += kAmplitudesAtATime) {
        const int64_t count = std::min(kAmplitudesAtATime, end - first);
        factors(first, count, factor_re, factor_im);
        Real* const re = a.re() + first;
        Real* const im = a.im() + first;
        for (int64_t k = 0; k < count; ++k) {
          const double x = re[k], y = im[k];
          re[k] = static_cast<Real>(x * factor_re[k] - y * factor_im[k]);
          im[k] = static_cast<Real>(x * factor_im[k] + y * factor_re[k]);
        }
      }
    });
  });
}

void add(Statevector& state, const Statevector& other, double re, double im) {
  visit_both(state, other, [&](auto& a, const auto& b) {
    using Real = typename std::decay_t<decltype(a)>::value_type;
    for_each_block(state.threads(), a.size(), [&](int64_t begin, int64_t end) {
      for (int64_t k = begin; k < end; ++k) {
        const double x = b.re()[k], y = b.im()[k];
        a.re()[k] += static_cast<Real>(re * x - im * y);
        a.im()[k] += static_cast<Real>(re * y + im * x);
      }
    });
  });
}

void imaginary_products(const Statevector& lambda, const Statevector& psi, int64_t first, int64_t count,
                        double* out) {
  visit_both(lambda, psi, [&](const auto& a, const auto& b) {
    for (int64_t k = 0; k < count; ++k)
      out[k] = double{a.re()[first + k]} * double{b.im()[first + k]} -
               double{a.im()[first + k]} * double{b.re()[first + k]};
  });
}

}  // namespace weiss
