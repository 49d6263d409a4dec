// What the rules for angles make of a problem: published values, and invariances.
#include "../../../plugins/common/angles/rules.hpp"
#include "qaoa_reference.hpp"

namespace {

using weiss::bundled::Angles;
using weiss::bundled::EnergyScale;
using weiss_test::Terms;

EnergyScale scale_of(const Terms& terms) {
  const auto context = weiss_test::make_context();
  const auto problem = weiss_test::build(context, terms);
  weiss_problem_view view = weiss_test::sized<weiss_problem_view>();
  REQUIRE(weiss_problem_get_view(problem.get(), &view, nullptr) == WEISS_OK);
  return EnergyScale(view);
}

Angles table(const Terms& terms, int64_t depth) {
  Angles angles(static_cast<size_t>(2 * depth));
  weiss::bundled::TableAngles(depth).write(scale_of(terms), angles.data());
  return angles;
}

Terms scaled(Terms terms, double factor) {
  for (double& value : terms.value) value *= factor;
  for (double& field : terms.field) field *= factor;
  return terms;
}

Terms relabelled(const Terms& terms, uint32_t seed) {
  std::vector<int64_t> name(static_cast<size_t>(terms.num_spins));
  for (size_t i = 0; i < name.size(); ++i) name[i] = static_cast<int64_t>(i);
  std::shuffle(name.begin(), name.end(), std::mt19937(seed));
  Terms other;
  other.num_spins = terms.num_spins;
  other.field.resize(terms.field.size());
  for (size_t i = 0; i < terms.field.size(); ++i) other.field[static_cast<size_t>(name[i])] = terms.field[i];
  for (size_t k = terms.row.size(); k-- > 0;)
    other.add(name[static_cast<size_t>(terms.column[k])], name[static_cast<size_t>(terms.row[k])],
              terms.value[k]);
  return other;
}

void check_equal(const Angles& a, const Angles& b) {
  REQUIRE(a.size() == b.size());
  for (size_t k = 0; k < a.size(); ++k) CHECK(std::fabs(a[k] - b[k]) < 1e-12);
}

// The same angles as those of the energy, for energy times factor.
Angles divided(Angles angles, double factor) {
  for (size_t l = 0; l < angles.size() / 2; ++l) angles[l] /= factor;
  return angles;
}

const Terms kSamples[] = {weiss_test::heawood(0.5),
                          weiss_test::random_terms(11, 0.4, false, weiss_test::Data::real, 3),
                          weiss_test::random_terms(9, 0.6, true, weiss_test::Data::real, 4)};

}  // namespace

TEST_CASE("table angles do not depend on a common factor, on the numbering, or on spins without a term") {
  for (const Terms& terms : kSamples)
    for (int64_t depth = 1; depth <= 6; ++depth) {
      const Angles angles = table(terms, depth);
      check_equal(divided(angles, 7.0), table(scaled(terms, 7.0), depth));
      check_equal(angles, table(relabelled(terms, 5), depth));
      Terms wider = terms;
      wider.num_spins += 3;
      if (!wider.field.empty()) wider.field.resize(static_cast<size_t>(wider.num_spins), 0.0);
      check_equal(angles, table(wider, depth));
    }
}

TEST_CASE("a graph read as Max-Cut and the same graph read as Ising get the same circuit") {
  const auto context = weiss_test::make_context();
  for (const Terms& graph : kSamples) {
    if (!graph.field.empty()) continue;
    weiss_problem* out = nullptr;
    REQUIRE(weiss_problem_create_maxcut(context.get(), graph.num_spins,
                                        static_cast<int64_t>(graph.row.size()), graph.row.data(),
                                        graph.column.data(), graph.value.data(), &out, nullptr) == WEISS_OK);
    const weiss_test::ProblemPtr maxcut(out, weiss_problem_destroy);
    weiss_problem_view view = weiss_test::sized<weiss_problem_view>();
    REQUIRE(weiss_problem_get_view(out, &view, nullptr) == WEISS_OK);
    for (int64_t depth = 1; depth <= 3; ++depth) {
      Angles angles(static_cast<size_t>(2 * depth));
      weiss::bundled::TableAngles(depth).write(EnergyScale(view), angles.data());
      check_equal(table(graph, depth), divided(angles, 2.0));  // J = w / 2
    }
  }
}

TEST_CASE("equal couplings on a regular graph get the fixed angles of its degree") {
  const Angles angles = table(weiss_test::heawood(1.0), 2);  // r = 1: gamma / 2
  check_equal(angles, {0.4877097327 / 2, 0.8979876956 / 2, -0.5550603401, -0.2925078148});
  check_equal(table(weiss_test::heawood(-1.0), 2), angles);
  // Past the 11 rows of Wurtz and Lykov those of Basso et al., and then the SK model.
  CHECK(table(weiss_test::heawood(0.5), 12)[0] == 0.2488231822);
  CHECK(table(weiss_test::heawood(0.5), 18)[0] ==
        doctest::Approx(2 * 0.17047699 * std::atan(1 / std::sqrt(2.0))).epsilon(1e-12));
}

TEST_CASE("other problems without fields get the angles of the SK model at their mean degree and coupling") {
  Terms path;  // mean degree 4/3, which counts as 2
  path.num_spins = 3;
  path.add(0, 1, 3.0);
  path.add(1, 2, 4.0);
  const double r = std::sqrt(12.5), angle = std::atan(1.0);
  check_equal(table(path, 1), {0.5 * angle / r, -0.39269907});
  check_equal(table(path, 2), {0.38174264 * angle / r, 0.66549924 * angle / r, -0.49596777, -0.26904314});
}

TEST_CASE("with fields the gammas have the scale of what acts on a spin") {
  Terms terms;
  terms.num_spins = 2;
  terms.add(0, 1, 2.0);
  terms.field = {3.0, 0.0};
  const double local = std::sqrt(0.5 * 9.0 + 4.0);
  CHECK(scale_of(terms).local == doctest::Approx(local).epsilon(1e-14));
  check_equal(table(terms, 1), {0.5 / local, -0.39269907});
  check_equal(table(terms, 2), {0.38174264 / local, 0.66549924 / local, -0.49596777, -0.26904314});
}

TEST_CASE("nothing to scale by gives gamma 0") {
  Terms nothing;
  nothing.num_spins = 4;
  for (const double angle : {table(nothing, 3)[0], table(nothing, 3)[2]}) CHECK(angle == 0.0);
}

TEST_CASE("depths that no table has come from the next shallower one") {
  const Angles angles = table(kSamples[1], 21);
  CHECK(angles.size() == 42);
  const Angles before = table(kSamples[1], 20);
  check_equal(angles, weiss::bundled::interpolated(before));
  CHECK(table(kSamples[1], 120).size() == 240);
}

TEST_CASE("INTERP of depth 1 and 2 is what Zhou et al. define") {
  check_equal(weiss::bundled::interpolated({0.4, -0.6}), {0.4, 0.4, -0.6, -0.6});
  check_equal(weiss::bundled::interpolated({0.2, 0.6, -0.8, -0.4}), {0.2, 0.4, 0.6, -0.8, -0.6, -0.4});
}

TEST_CASE("FOURIER keeps the coefficients of the shallower circuit") {
  const double pi = std::acos(-1.0);
  const double u[] = {0.5, -0.1, 0.03}, v[] = {-0.6, 0.05, -0.02};
  const auto series = [&](size_t depth) {
    Angles angles(2 * depth, 0.0);
    for (size_t i = 0; i < depth; ++i)
      for (size_t k = 0; k < 3; ++k) {
        const double phase =
            (static_cast<double>(k) + 0.5) * (static_cast<double>(i) + 0.5) * pi / static_cast<double>(depth);
        angles[i] += u[k] * std::sin(phase);
        angles[depth + i] += v[k] * std::cos(phase);
      }
    return angles;
  };
  check_equal(weiss::bundled::fourier_extended(series(3)), series(4));
}

TEST_CASE("ramps rise in gamma and fall in beta, in units of the scale") {
  Angles angles(4);
  weiss::bundled::ramp_angles(2, 0.8, 0.4, 2.0, angles.data());
  check_equal(angles, {0.1, 0.3, -0.3, -0.1});
  Angles schedule(6);
  weiss::bundled::annealing_angles(3, 4.0, schedule.data());
  check_equal(schedule, {0.0, 0.125, 0.25, -1.0, -0.5, 0.0});
  // A ramp of many layers follows the ground state.
  Angles long_ramp(80);
  const Terms terms = weiss_test::random_terms(6, 0.8, true, weiss_test::Data::real, 9);
  weiss::bundled::ramp_angles(40, 0.75, 0.75, scale_of(terms).local, long_ramp.data());
  const auto energies = weiss_test::all_energies(terms);
  CHECK(weiss_test::naive_mean(terms, long_ramp) < 0.9 * *std::min_element(energies.begin(), energies.end()));
}

TEST_CASE("random angles come from the seed and keep their ranges") {
  const double pi = std::acos(-1.0);
  Angles a(200), b(200), c(200);
  weiss::bundled::random_angles(100, 5, 2.0, a.data());
  weiss::bundled::random_angles(100, 5, 2.0, b.data());
  weiss::bundled::random_angles(100, 6, 2.0, c.data());
  CHECK(a == b);
  CHECK(a != c);
  for (size_t l = 0; l < 100; ++l) {
    CHECK((a[l] >= 0.0 && a[l] < pi / 2.0));
    CHECK((a[100 + l] >= -pi / 2.0 && a[100 + l] < pi / 2.0));
  }
}

TEST_CASE(
    "table angles of depth 2 beat depth 1, and both beat a random state, on SK with and without fields") {
  for (const double field : {0.0, 0.7})
    for (uint32_t seed = 1; seed <= 3; ++seed) {
      const Terms terms = weiss_test::sherrington_kirkpatrick(9, seed, field);
      const double one = weiss_test::naive_mean(terms, table(terms, 1));
      const double two = weiss_test::naive_mean(terms, table(terms, 2));
      CHECK(one < 0.0);
      CHECK(two < one);
    }
}
