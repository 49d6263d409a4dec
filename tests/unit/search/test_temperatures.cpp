#include <doctest/doctest.h>

#include "search/support.hpp"
#include "search/temperatures.hpp"

using weiss::Random;
using weiss::TemperatureRange;
using weiss_test::UserForm;

namespace {

TemperatureRange range_of(const UserForm& form) {
  return weiss::temperature_range(*weiss_test::build(weiss_test::make_environment(), form));
}

bool is_range(const TemperatureRange& range) {
  return range.last > 0.0 && range.first >= range.last && std::isfinite(range.first);
}

}  // namespace

TEST_CASE("problems of any kind have a range of temperatures") {
  UserForm form;
  CHECK(is_range(range_of(form)));
  form.num_spins = 2;
  CHECK(is_range(range_of(form)));
  form.linear = {1.0, 0.0};
  CHECK(is_range(range_of(form)));
  form.add(0, 1, 1e-300);
  CHECK(is_range(range_of(form)));
  form.linear = {1e300, 0.0};
  CHECK(is_range(range_of(form)));
}

TEST_CASE("temperatures scale with the energy") {
  Random random(1);
  UserForm form = weiss_test::random_ising(random, 100, 0.3, true, true);
  const TemperatureRange range = range_of(form);
  for (double& v : form.value) v *= 8.0;
  for (double& v : form.linear) v *= 8.0;
  CHECK(range_of(form).first == doctest::Approx(8.0 * range.first));
  CHECK(range_of(form).last == doctest::Approx(8.0 * range.last));
}

TEST_CASE("a few hubs and a few decided spins do not move the range") {
  Random random(2);
  UserForm form = weiss_test::ladder(random, 500);
  const TemperatureRange range = range_of(form);
  for (int32_t i = 100; i < 300; i += 2) form.add(0, i, 1e-3);  // spins with a weak coupling
  for (int32_t i = 1; i < 20; ++i) form.add(0, 20 * i + 5, 1e4);
  form.linear.assign(500, 0.0);
  form.linear[77] = 1e9;
  const TemperatureRange with_hub = range_of(form);
  CHECK(with_hub.first == doctest::Approx(range.first));
  CHECK(with_hub.last == doctest::Approx(range.last));
}

TEST_CASE("a spin that stands for fields counts as that") {
  Random random(5);
  UserForm with_fields = weiss_test::random_ising(random, 100, 0.5, true, true);
  with_fields.linear.assign(100, 0.0);
  UserForm with_hub = with_fields;
  with_hub.num_spins = 101;
  with_hub.linear.clear();
  for (int32_t i = 0; i < 100; ++i) {
    const double field = i % 4 == 0 ? 1e3 : 60.0 + i % 7;
    with_fields.linear[static_cast<size_t>(i)] = field;
    with_hub.add(i, 100, field);
  }
  CHECK(range_of(with_hub).first == range_of(with_fields).first);
  CHECK(range_of(with_hub).last == range_of(with_fields).last);
}

TEST_CASE("a typical spin turns freely at first and is frozen at last") {
  Random random(3);
  const TemperatureRange range = range_of(weiss_test::ladder(random, 200));  // fields of 0, +-2, +-4
  CHECK(std::exp(-2.0 * 2.0 / range.first) > 0.1);
  CHECK(std::exp(-2.0 * 2.0 / range.last) < 0.01);
}
