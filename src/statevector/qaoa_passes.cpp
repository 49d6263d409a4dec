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

// The uniform superposition of the states that keep every group one-hot.
void set_one_hot(Statevector& state, const Mixer& mixer) {
  Vector<uint64_t> groups(static_cast<size_t>(mixer.num_groups), state.environment().memory());
  double num_states = std::exp2(static_cast<double>(mixer.group.size() - mixer.member.size()));
  for (size_t g = 0; g < groups.size(); ++g) {
    const int32_t begin = mixer.member_start[g], end = mixer.member_start[g + 1];
    num_states *= end - begin;
    for (int32_t k = begin; k < end; ++k) groups[g] |= uint64_t{1} << mixer.member[static_cast<size_t>(k)];
  }
  const double amplitude = 1.0 / std::sqrt(num_states);
  for_each_block(state.threads(), state.size(), [&](int64_t begin, int64_t end) {
    double re_im[2 * kAmplitudesAtATime] = {};
    for (int64_t first = begin; first < end; first += kAmplitudesAtATime) {
      const int64_t count = std::min(kAmplitudesAtATime, end - first);
      for (int64_t k = 0; k < count; ++k) {
        const auto index = static_cast<uint64_t>(first + k);
        re_im[2 * k] = std::all_of(groups.begin(), groups.end(), [index](uint64_t group) {
          const uint64_t ones = index & group;
          return ones != 0 && (ones & (ones - 1)) == 0;
        }) ? amplitude : 0.0;
      }
      state.set_amplitudes(first, count, re_im);
    }
  });
}

}  // namespace

void set_start(Statevector& state, const Mixer& mixer) {
  if (mixer.num_groups > 0) {
    set_one_hot(state, mixer);
  } else if (mixer.kind == WEISS_MIXER_WARM_START) {
    state.set_basis(0);
    for (int32_t i = 0; i < state.num_qubits(); ++i)
      state.gate(WEISS_GATE_RY, i, 0, mixer.tilt[static_cast<size_t>(i)]);
  } else {
    state.set_uniform();
  }
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

void imaginary_products(const Statevector& lambda, const Statevector& psi, int64_t first, int64_t count, double* out) {
  visit_both(lambda, psi, [&](const auto& a, const auto& b) {
    for (int64_t k = 0; k < count; ++k)
      out[k] = double{a.re()[first + k]} * double{b.im()[first + k]} -
               double{a.im()[first + k]} * double{b.re()[first + k]};
  });
}

}  // namespace weiss
