// Cosines and sines of a layer's phases.
#pragma once

#include "simd/qaoa_kernels.h"
#include "simd/qaoa_registers_impl.h"

namespace weiss {
namespace {

// sin and cos of r quarter turns, |r| <= 1/2, as polynomials in r of least absolute error (Remez): 1.7e-15
// and 5e-17 for double, 1.2e-9 and 2.8e-8 for float.
template <class Real>
struct QuarterTurn;
template <>
struct QuarterTurn<double> {
  static constexpr int kDegree = 5;  // in r^2; of the cosine one more
  static constexpr double kSine[] = {1.570796326794853,      -0.64596409750135753,   0.07969262608964317,
                                     -0.0046817519871650394, 0.00016042684811175468, -3.5528710010636347e-06};
  static constexpr int kCosineDegree = 6;
  static constexpr double kCosine[] = {1.0,
                                       -1.2337005501361513,
                                       0.25366950789986559,
                                       -0.02086348073496077,
                                       0.00091925995015139058,
                                       -2.5200135654619871e-05,
                                       4.6553013899041735e-07};
  static constexpr double kRound = 6755399441055744.0;  // 1.5 * 2^52: adding it rounds to an integer
};
template <>
struct QuarterTurn<float> {
  static constexpr int kDegree = 3;
  static constexpr double kSine[] = {1.5707963050859068, -0.64596293818196848, 0.079675903072587567,
                                     -0.0045922892764959141};
  static constexpr int kCosineDegree = 3;
  static constexpr double kCosine[] = {0.9999999724237475, -1.2336970142608512, 0.25359864426253304,
                                       -0.020408352937470991};
  static constexpr double kRound = 12582912.0;  // 1.5 * 2^23
};

// scale * exp(i x turns), the scale being part of the polynomials.
template <class Real>
class PhaseFunction {
 public:
  PhaseFunction(double turns, double scale) : turns_(packed<Real>(turns)), round_(packed<Real>(Q::kRound)) {
    for (int k = 0; k <= Q::kDegree; ++k) sine_[k] = packed<Real>(scale * Q::kSine[k]);
    for (int k = 0; k <= Q::kCosineDegree; ++k) cosine_[k] = packed<Real>(scale * Q::kCosine[k]);
  }

  [[gnu::always_inline]] void operator()(const Packed<Real>& x, Packed<Real>* cosine,
                                         Packed<Real>* sine) const {
    using P = Packed<Real>;
    using B = PackedBits<Real>;
    constexpr int bits = 8 * static_cast<int>(sizeof(Real));
    const P rounded = multiply_add(x, turns_, round_);  // its low bits are the number of whole quarter turns
    const P whole = rounded - round_;
    const P r = multiply_add(x, turns_, -whole);
    const P z = r * r;
    P s = sine_[Q::kDegree], c = cosine_[Q::kCosineDegree];
    unrolled<Q::kDegree>([&](auto k) { s = multiply_add(s, z, sine_[Q::kDegree - 1 - k]); });
    unrolled<Q::kCosineDegree>([&](auto k) { c = multiply_add(c, z, cosine_[Q::kCosineDegree - 1 - k]); });
    s = s * r;

    const B turn = bits_of<Real>(rounded);
    constexpr typename BitsOf<Real>::type one = 1, sign = one << (bits - 1);
    const auto is_odd = (turn & one) != 0;
    const P c_or_s = is_odd ? s : c, s_or_c = is_odd ? c : s;
    *cosine = from_bits<Real>(bits_of<Real>(c_or_s) ^ (((turn + one) << (bits - 2)) & sign));
    *sine = from_bits<Real>(bits_of<Real>(s_or_c) ^ ((turn << (bits - 2)) & sign));
  }

 private:
  using Q = QuarterTurn<Real>;
  Packed<Real> turns_, round_;
  Packed<Real> sine_[Q::kDegree + 1];
  Packed<Real> cosine_[Q::kCosineDegree + 1];
};

template <class Real>
void tabulate_phases(QaoaPhase<Real>* phase) {
  const PhaseFunction<Real> function(phase->turns, phase->scale);
  for (int k = 0; k < phase->num_codes; k += kWidth<Real>) {
    Packed<Real> cosine, sine;
    function(load<Real>(phase->value + k), &cosine, &sine);
    store<Real>(phase->cosine + k, cosine);
    store<Real>(phase->sine + k, sine);
  }
}

// What a pass holds in registers: qubits above the lanes in the low pass, qubits of high and top passes.
#if defined(WEISS_ARCH_avx512) || defined(WEISS_ARCH_neon64)  // 32 registers
constexpr int kLowQubitsAboveLanes = 3;
constexpr int kHighQubits = 4;
constexpr int kTopQubits = 3;
#elif defined(WEISS_ARCH_avx2)
constexpr int kLowQubitsAboveLanes = 3;
constexpr int kHighQubits = 3;
constexpr int kTopQubits = 2;
#else  // what runs where nothing else can: short code
constexpr int kLowQubitsAboveLanes = 2;
constexpr int kHighQubits = 2;
constexpr int kTopQubits = 1;
#endif
constexpr int kLowVectors = 1 << kLowQubitsAboveLanes;

#if defined(WEISS_ARCH_avx512)

// Tables are looked up in pages of two registers.
inline __m512i load_codes(const uint8_t* p, double) {
  return _mm512_cvtepu8_epi64(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)));
}
inline __m512i load_codes(const uint8_t* p, float) {
  return _mm512_cvtepu8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
}
inline __m512d look_up_page(__m512i code, const double* page) {
  return _mm512_permutex2var_pd(_mm512_loadu_pd(page), code, _mm512_loadu_pd(page + 8));
}
inline __m512 look_up_page(__m512i code, const float* page) {
  return _mm512_permutex2var_ps(_mm512_loadu_ps(page), code, _mm512_loadu_ps(page + 16));
}
inline __m512d choose_page(__m512i code, int bit, __m512d zero, __m512d one) {
  return _mm512_mask_blend_pd(_mm512_test_epi64_mask(code, _mm512_set1_epi64(bit)), zero, one);
}
inline __m512 choose_page(__m512i code, int bit, __m512 zero, __m512 one) {
  return _mm512_mask_blend_ps(_mm512_test_epi32_mask(code, _mm512_set1_epi32(bit)), zero, one);
}
template <int Pages, class Real>
inline Packed<Real> look_up(__m512i code, const Real* table) {
  constexpr int page = 2 * kWidth<Real>;
  if constexpr (Pages == 1)
    return look_up_page(code, table);
  else
    return choose_page(code, page * Pages / 2, look_up<Pages / 2>(code, table),
                       look_up<Pages / 2>(code, table + page * Pages / 2));
}

template <int Pages, class Real>
inline void look_up_phases(const QaoaPhase<Real>& phase, int64_t begin, Packed<Real>* cosine,
                           Packed<Real>* sine) {
  unrolled<kLowVectors>([&](auto u) {
    const __m512i code = load_codes(phase.code + begin + u * kWidth<Real>, Real());
    cosine[u] = look_up<Pages>(code, phase.cosine);
    sine[u] = look_up<Pages>(code, phase.sine);
  });
}

constexpr int32_t kTableCodes = kQaoaMostCodes;

template <class Real>
inline void tabulated_phases(const QaoaPhase<Real>& phase, int64_t begin, Packed<Real>* cosine,
                             Packed<Real>* sine) {
  constexpr int page = 2 * kWidth<Real>;
  if (phase.num_codes <= page) return look_up_phases<1>(phase, begin, cosine, sine);
  if (phase.num_codes <= 2 * page) return look_up_phases<2>(phase, begin, cosine, sine);
  if constexpr (2 * page < kQaoaMostCodes) look_up_phases<4>(phase, begin, cosine, sine);
}

#else

// Without permutations by variable indices computing is as fast.
constexpr int32_t kTableCodes = 0;

template <class Real>
inline void tabulated_phases(const QaoaPhase<Real>&, int64_t, Packed<Real>*, Packed<Real>*) {}

#endif

// Of the kLowVectors vectors from begin on.
template <class Real>
inline void low_phases(const QaoaPhase<Real>& phase, const PhaseFunction<Real>& function, int64_t begin,
                       Packed<Real>* cosine, Packed<Real>* sine) {
  if (kTableCodes > 0 && phase.code) return tabulated_phases(phase, begin, cosine, sine);
  for (int u = 0; u < kLowVectors; ++u)
    function(load<Real>(phase.cost + begin + u * kWidth<Real>), cosine + u, sine + u);
}

}  // namespace
}  // namespace weiss
