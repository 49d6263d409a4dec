// Kernels of annealing chains against sweeps written out spin by spin.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "base/random.hpp"
#include "simd/tables.hpp"

namespace {

using weiss::Random;

int64_t between(Random& random, int64_t least, int64_t most) {
  return least + static_cast<int64_t>(random.next() % static_cast<uint64_t>(most - least + 1));
}

std::vector<uint32_t> random_windows(Random& random, int64_t blocks, uint32_t size) {
  std::vector<uint32_t> window(static_cast<size_t>(blocks));
  for (uint32_t& w : window) w = random.below(size);
  return window;
}

// Runs body(table) for each SIMD level.
template <class Body>
void for_each_table(const Body& body) {
  for (const weiss::KernelTable* table : weiss::test::tables()) {
    const std::string level = table->name;
    CAPTURE(level);
    body(*table);
  }
}

// ---- full rows ----

template <class Row, class Field>
struct DenseData {
  // most is what fields and thresholds are bounded by.
  DenseData(int64_t spins, int64_t largest_row, int64_t most_, uint64_t seed)
      : n((spins + 63) / 64 * 64), stride(n + 64), most(most_), rows(size(n * stride), 0),
        diagonal(size(n * 64), 0), threshold(200 + 64), spin(size(n), 1),
        field(size(n), static_cast<Field>(-most - 1)) {
    Random random(seed);
    const int64_t largest = std::min(largest_row, most / (2 * spins));
    for (int64_t i = 0; i < spins; ++i)
      for (int64_t j = 0; j < i; ++j)
        rows[size(i * stride + j)] = rows[size(j * stride + i)] =
            static_cast<Row>(random.below(4) ? between(random, -largest, largest) : largest);
    for (int64_t i = 0; i < n; ++i)
      for (int64_t j = 0; j < 64; ++j) diagonal[size(i * 64 + j)] = rows[size(i * stride + i / 64 * 64 + j)];
    for (Field& t : threshold)
      t = static_cast<Field>(random.below(8) ? between(random, 0, most / 8) : most);
    window = random_windows(random, n / 64, 200);
    for (int64_t i = 0; i < spins; ++i) spin[size(i)] = random.below(2) ? 1 : -1;
    for (int64_t i = 0; i < spins; ++i) {
      int64_t sum = 0, room = most;
      for (int64_t j = 0; j < spins; ++j) {
        sum += rows[size(i * stride + j)] * spin[size(j)];
        room -= std::abs(int64_t{rows[size(i * stride + j)]});
      }
      field[size(i)] = static_cast<Field>(sum + (random.below(2) ? room : -room));  // the bound is reached
    }
  }
  static size_t size(int64_t n) { return static_cast<size_t>(n); }

  int64_t sweep_by_definition() {
    int64_t flips = 0;
    for (int64_t i = 0; i < n; ++i) {
      const int64_t gain = int64_t{spin[size(i)]} * field[size(i)];
      if (gain < -int64_t{threshold[window[size(i / 64)] + size(i % 64)]}) continue;
      spin[size(i)] = static_cast<int8_t>(-spin[size(i)]);
      for (int64_t j = 0; j < n; ++j)
        field[size(j)] = static_cast<Field>(field[size(j)] + 2 * spin[size(i)] * rows[size(i * stride + j)]);
      ++flips;
    }
    return flips;
  }

  int64_t n, stride, most;
  std::vector<Row> rows, diagonal;
  std::vector<Field> threshold;
  std::vector<uint32_t> window;
  std::vector<int8_t> spin;
  std::vector<Field> field;
};

template <class Row, class Field, class Kernel>
void check_dense(int64_t largest_row, int64_t most, const Kernel& kernel_of) {
  for (const int64_t spins : {1, 5, 63, 64, 65, 128, 200, 257, 320, 600}) {
    const DenseData<Row, Field> start(spins, largest_row, most, static_cast<uint64_t>(spins));
    DenseData<Row, Field> expected = start;
    int64_t flips = 0;
    for (int sweep = 0; sweep < 3; ++sweep) flips += expected.sweep_by_definition();
    CAPTURE(spins);
    for_each_table([&](const weiss::KernelTable& table) {
      DenseData<Row, Field> data = start;
      int64_t found = 0;
      for (int sweep = 0; sweep < 3; ++sweep) {
        const int64_t blocks = data.n / 64, half = blocks / 2;
        const auto part = [&](int64_t begin, int64_t end) {
          found += kernel_of(table.dense_chain)(data.n, data.stride, data.rows.data(), data.diagonal.data(),
                                                begin, end, data.threshold.data(),
                                                data.window.data() + begin, data.spin.data(),
                                                data.field.data());
        };
        part(0, half);
        part(half, blocks);
      }
      CHECK(found == flips);
      CHECK(data.spin == expected.spin);
      CHECK(data.field == expected.field);
    });
  }
}

// ---- blocks of one colour ----

// Three blocks; each spin has neighbours in the other two.
struct ColoredData {
  static constexpr int64_t kBlocks = 3, kPositions = kBlocks * 64, kTurned = kPositions + 64;

  ColoredData(int64_t largest_, uint64_t seed)
      : largest(largest_), spin(2 * kTurned, 0), window(random_windows(random = Random(seed), kBlocks, 300)) {
    for (int64_t p = 0; p < kPositions; ++p) {
      spin[static_cast<size_t>(p)] = random.below(2) ? 1 : -1;
      spin[static_cast<size_t>(kTurned + p)] = static_cast<int8_t>(-spin[static_cast<size_t>(p)]);
    }
    first_piece.push_back(0);
    for (int64_t b = 0; b < kBlocks; ++b) {
      for (int32_t width = 1; width <= weiss::kColoredWidths; ++width) {
        const auto count = static_cast<int32_t>(between(random, 1, 64));
        pieces.push_back({static_cast<int64_t>(neighbour.size()), width, count});
        for (int32_t k = 0; k < count * width; ++k) {
          const int64_t other = (b + between(random, 1, kBlocks - 1)) % kBlocks;
          const bool none = random.below(20) == 0;
          neighbour.push_back(static_cast<uint32_t>(none ? kPositions : other * 64 + between(random, 0, 63)));
          weight.push_back(none ? 0 : between(random, 0, 3) ? between(random, -largest, largest) : -largest);
        }
      }
      first_piece.push_back(static_cast<int64_t>(pieces.size()));
    }
  }

  weiss::ColoredBlocks view() const { return {first_piece.data(), pieces.data(), neighbour.data()}; }

  // The sum of |couplings| of each position.
  std::vector<int64_t> sizes() const {
    std::vector<int64_t> sum(kPositions, 0);
    for_each([&](int64_t p, size_t k) { sum[static_cast<size_t>(p)] += std::abs(weight[k]); });
    return sum;
  }

  template <class Field>
  void sweep_by_definition(const std::vector<Field>& own, const std::vector<Field>& threshold) {
    for (int64_t b = 0; b < kBlocks; ++b) {
      std::vector<int64_t> field(own.begin(), own.end());
      for_each([&](int64_t p, size_t k) {
        field[static_cast<size_t>(p)] += weight[k] * spin[static_cast<size_t>(neighbour[k])];
      });
      for (int64_t p = b * 64; p < b * 64 + 64; ++p) {
        int8_t& s = spin[static_cast<size_t>(p)];
        const int64_t allowed = threshold[window[static_cast<size_t>(b)] + static_cast<size_t>(p % 64)];
        if (s * field[static_cast<size_t>(p)] >= -allowed) s = static_cast<int8_t>(-s);
        spin[static_cast<size_t>(kTurned + p)] = static_cast<int8_t>(-s);
      }
    }
  }

  template <class Body>
  void for_each(const Body& body) const {
    for (int64_t b = 0; b < kBlocks; ++b)
      for (int64_t at = first_piece[static_cast<size_t>(b)]; at < first_piece[static_cast<size_t>(b) + 1]; ++at) {
        const weiss::ColoredPiece& piece = pieces[static_cast<size_t>(at)];
        for (int32_t l = 0; l < piece.count; ++l)
          for (int32_t k = 0; k < piece.width; ++k)
            body(b * 64 + l, static_cast<size_t>(piece.at + l * piece.width + k));
      }
  }

  int64_t largest;
  Random random{0};
  std::vector<int64_t> first_piece;
  std::vector<weiss::ColoredPiece> pieces;
  std::vector<uint32_t> neighbour;
  std::vector<int64_t> weight;
  std::vector<int8_t> spin;
  std::vector<uint32_t> window;
};

// Own fields that bring the fields to most, and thresholds up to it.
template <class Field>
std::vector<Field> own_fields(ColoredData& data, int64_t most) {
  std::vector<Field> own;
  for (const int64_t size : data.sizes()) {
    REQUIRE(size <= most);
    own.push_back(static_cast<Field>(data.random.below(2) ? most - size : size - most));
  }
  return own;
}
template <class Field>
std::vector<Field> thresholds(ColoredData& data, int64_t most) {
  std::vector<Field> threshold;
  for (int k = 0; k < 300 + 64; ++k)
    threshold.push_back(static_cast<Field>(data.random.below(4) ? between(data.random, 0, most / 4) : most));
  return threshold;
}

template <class Field, class Weight, class Kernel>
void check_weighted(int64_t largest, int64_t most, const Kernel& kernel_of) {
  for (uint64_t seed = 0; seed < 4; ++seed) {
    ColoredData start(largest, seed);
    const auto own = own_fields<Field>(start, most), threshold = thresholds<Field>(start, most);
    const std::vector<Weight> weight(start.weight.begin(), start.weight.end());
    ColoredData expected = start;
    for (int sweep = 0; sweep < 5; ++sweep) expected.sweep_by_definition(own, threshold);
    expected.spin.resize(ColoredData::kPositions);
    for_each_table([&](const weiss::KernelTable& table) {
      ColoredData data = start;
      const weiss::ColoredBlocks view = data.view();
      for (int sweep = 0; sweep < 5; ++sweep)
        for (int64_t b = 0; b < ColoredData::kBlocks; b += 2)
          kernel_of(table.colored)(&view, b, std::min(b + 2, ColoredData::kBlocks), weight.data(), own.data(),
                                   threshold.data(), data.window.data() + b, data.spin.data());
      data.spin.resize(ColoredData::kPositions);
      CHECK(data.spin == expected.spin);
    });
  }
}

}  // namespace

TEST_CASE("a sweep on full rows decides each spin by the fields that it then has") {
  check_dense<int8_t, int16_t>(127, 16383, [](const auto& k) { return k.sweep_i8_i16; });
  check_dense<int8_t, int32_t>(127, (1 << 30) - 1, [](const auto& k) { return k.sweep_i8_i32; });
  check_dense<int16_t, int16_t>(32767, 16383, [](const auto& k) { return k.sweep_i16_i16; });
  check_dense<int16_t, int32_t>(32767, (1 << 30) - 1, [](const auto& k) { return k.sweep_i16_i32; });
}

TEST_CASE("a coloured sweep decides each spin by the sum over its neighbours") {
  check_weighted<int32_t, int16_t>(32767, (1 << 30) - 1, [](const auto& k) { return k.sweep_i16; });
  check_weighted<int32_t, int32_t>((1 << 30) / 40, (1 << 30) - 1, [](const auto& k) { return k.sweep_i32; });
}

TEST_CASE("a coloured sweep of unit couplings reads signs from the turned copy") {
  constexpr int64_t most = 125;
  for (uint64_t seed = 0; seed < 4; ++seed) {
    ColoredData start(1, seed);
    for (size_t k = 0; k < start.weight.size(); ++k)
      if (start.neighbour[k] < ColoredData::kPositions) start.weight[k] = start.random.below(2) ? 1 : -1;
    const auto own = own_fields<int8_t>(start, most), threshold = thresholds<int8_t>(start, most);
    ColoredData expected = start;
    for (int sweep = 0; sweep < 5; ++sweep) expected.sweep_by_definition(own, threshold);
    for (size_t k = 0; k < start.weight.size(); ++k)
      if (start.weight[k] < 0) start.neighbour[k] += static_cast<uint32_t>(ColoredData::kTurned);
    for_each_table([&](const weiss::KernelTable& table) {
      ColoredData data = start;
      const weiss::ColoredBlocks view = data.view();
      for (int sweep = 0; sweep < 5; ++sweep)
        table.colored.sweep_unit(&view, 0, ColoredData::kBlocks, own.data(), threshold.data(),
                                 data.window.data(), data.spin.data(), ColoredData::kTurned);
      CHECK(data.spin == expected.spin);
    });
  }
}
