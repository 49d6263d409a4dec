#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "base/random.hpp"
#include "search/rows.hpp"
#include "search/ties.hpp"
#include "simd/tables.hpp"

namespace {

using weiss::FlipKernels;
using weiss::FlipScan;
using weiss::Random;

// Arrays of a search of n spins padded to 64, in which the last `unused` stand for no spin.
template <class Field, class Row>
struct State {
  State(int64_t spins, uint64_t seed)
      : n((spins + 63) / 64 * 64), field(size(), Field(0)), threshold(field), free_at(size(), 0.0),
        lane_best(static_cast<size_t>(weiss::flip_lanes(n)), 7.0), spin(size(), 1),
        row(size(), Row(0)) {
    Random random(seed);
    for (int64_t i = 0; i < spins; ++i) {
      const auto at = static_cast<size_t>(i);
      field[at] = value(random, 400);
      threshold[at] = static_cast<Field>(random.below(50));
      free_at[at] = static_cast<double>(random.below(10));
      spin[at] = random.below(2) ? 1 : -1;
      row[at] = static_cast<Row>(value(random, 100));
    }
    for (auto at = static_cast<size_t>(spins); at < static_cast<size_t>(n); ++at) {
      field[at] = lowest() / 2;
      free_at[at] = std::numeric_limits<double>::max();
    }
  }

  static Field lowest() { return std::numeric_limits<Field>::lowest(); }
  static Field value(Random& random, uint32_t size) {
    const double fraction = std::is_same_v<Field, double> ? random.uniform() : 0.0;
    return static_cast<Field>(static_cast<double>(random.below(2 * size + 1)) - size + fraction);
  }
  size_t size() const { return static_cast<size_t>(n + weiss::kFlipOverread); }

  FlipScan scan() { return {n, field.data(), spin.data(), free_at.data(), 5.0, lane_best.data(), 0, 0}; }
  Field gain(int64_t i) const { return spin[static_cast<size_t>(i)] * field[static_cast<size_t>(i)]; }

  int64_t n;
  std::vector<Field> field, threshold;
  std::vector<double> free_at, lane_best;
  std::vector<int8_t> spin;
  std::vector<Row> row;
};

void call_add(const FlipKernels& k, State<int32_t, int8_t>& s, int32_t sign) {
  k.add_i8(s.n, s.field.data(), sign, s.row.data());
}
void call_add(const FlipKernels& k, State<int32_t, int16_t>& s, int32_t sign) {
  k.add_i16(s.n, s.field.data(), sign, s.row.data());
}
void call_add(const FlipKernels& k, State<double, double>& s, int32_t sign) {
  k.add_f64(s.n, s.field.data(), sign, s.row.data());
}

// Runs body(kernels, state) for sizes and tables.
template <class Field, class Row, class Body>
void for_each_state(const Body& body) {
  for (const int64_t n : {1, 2, 63, 64, 65, 127, 128, 200, 256, 257, 500, 513, 1000, 2049})
    for (const weiss::KernelTable* table : weiss::test::tables()) {
      const std::string level = table->name;
      CAPTURE(level);
      CAPTURE(n);
      State<Field, Row> state(n, static_cast<uint64_t>(n));
      body(table->flip, state);
    }
}

// What a scan has to find, from the definition of the lanes.
void check_scan(const State<double, double>& state, const FlipScan& scan) {
  constexpr int64_t lanes = weiss::kFlipLanes;
  std::vector<double> lane_best(state.lane_best.size(), state.lowest());
  double best_free = state.lowest(), best_any = state.lowest();
  for (int64_t i = 0; i < state.n; ++i) {
    best_any = std::max(best_any, state.gain(i));
    if (state.free_at[static_cast<size_t>(i)] > scan.now) continue;
    double& best = lane_best[static_cast<size_t>(i / (lanes * weiss::kFlipRows) * lanes + i % lanes)];
    best = std::max(best, state.gain(i));
    best_free = std::max(best_free, state.gain(i));
  }
  CHECK(weiss::test::same_bits(lane_best, state.lane_best));
  CHECK(scan.best_free == best_free);
  CHECK(scan.best_any == best_any);
}

template <class Field, class Row>
std::vector<Field> after_flip(const State<Field, Row>& state, int32_t sign) {
  std::vector<Field> field = state.field;
  for (size_t i = 0; i < static_cast<size_t>(state.n); ++i)
    field[i] += static_cast<Field>(2 * sign) * static_cast<Field>(state.row[i]);
  return field;
}

}  // namespace

TEST_CASE("a scan finds the best gain of each lane, of the free and of all") {
  for_each_state<double, double>([](const FlipKernels& kernels, State<double, double>& state) {
    auto scan = state.scan();
    kernels.scan(&scan);
    check_scan(state, scan);
  });
}

TEST_CASE("a scan without a free spin finds the lowest number") {
  for_each_state<double, double>([](const FlipKernels& kernels, State<double, double>& state) {
    std::fill(state.free_at.begin(), state.free_at.end(), 6.0);
    auto scan = state.scan();
    kernels.scan(&scan);
    CHECK(scan.best_free == std::numeric_limits<double>::lowest());
  });
}

TEST_CASE_TEMPLATE("a row is added to the fields twice, with the sign of the flip", Row, int8_t, int16_t,
                   double) {
  using Field = std::conditional_t<std::is_same_v<Row, double>, double, int32_t>;
  for (const int32_t sign : {-1, 1})
    for_each_state<Field, Row>([sign](const FlipKernels& kernels, State<Field, Row>& state) {
      const std::vector<Field> expected = after_flip(state, sign);
      call_add(kernels, state, sign);
      CHECK(weiss::test::same_bits(expected, state.field));
    });
}

TEST_CASE("a step adds the row and scans") {
  for (const int32_t sign : {-1, 1})
    for_each_state<double, double>([sign](const FlipKernels& kernels, State<double, double>& state) {
      const std::vector<double> expected = after_flip(state, sign);
      auto scan = state.scan();
      kernels.step(&scan, sign, state.row.data());
      CHECK(weiss::test::same_bits(expected, state.field));
      check_scan(state, scan);
    });
}

TEST_CASE_TEMPLATE("the next flip is the first spin whose loss is within its threshold", Field, int32_t,
                   double) {
  for_each_state<Field, Field>([](const FlipKernels& kernels, State<Field, Field>& state) {
    const auto next = weiss::next_kernel(kernels, Field());
    for (int64_t begin = 0; begin <= state.n; begin += 1 + begin / 7)
      for (const int64_t length : {0, 5, 64, 3000}) {
        const int64_t end = std::min(begin + length, state.n);
        int64_t expected = begin;
        while (expected < end && state.gain(expected) < -state.threshold[static_cast<size_t>(expected)])
          ++expected;
        CHECK(next(begin, end, state.field.data(), state.spin.data(), state.threshold.data()) == expected);
      }
  });
}

TEST_CASE("ties are picked among all equals, and only among the free") {
  State<double, double> state(300, 1);
  std::fill(state.field.begin(), state.field.begin() + 300, -4);
  std::fill(state.spin.begin(), state.spin.end(), int8_t{1});
  std::fill(state.free_at.begin(), state.free_at.begin() + 300, 0);
  const std::vector<int64_t> equals = {0, 8, 33, 127, 128, 299};
  for (const int64_t i : equals) state.field[static_cast<size_t>(i)] = 9;
  state.field[16] = 9;
  state.free_at[16] = 6;
  auto scan = state.scan();
  weiss::find_kernels("scalar")->flip.scan(&scan);
  Random random(3);
  std::vector<int> picked(300, 0);
  for (int k = 0; k < 6000; ++k) ++picked[static_cast<size_t>(weiss::pick_tie(scan, scan.best_free, random))];
  int total = 0;
  for (const int64_t i : equals) {
    CHECK(picked[static_cast<size_t>(i)] > 300);
    total += picked[static_cast<size_t>(i)];
  }
  CHECK(total == 6000);
}
