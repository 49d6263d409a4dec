// Any problem in any format: written and read back it is the very same, or the format refuses it and names
// one that does not.
#include <cmath>

#include "io/dialects.hpp"
#include "io/formats.hpp"

namespace weiss_test {

namespace {

enum class Numbers { kIntegers, kDecimals, kDoubles, kManySizes, kTiny, kHuge };
constexpr Numbers kNumbers[] = {Numbers::kIntegers,  Numbers::kDecimals, Numbers::kDoubles,
                                Numbers::kManySizes, Numbers::kTiny,     Numbers::kHuge};

double number(Numbers numbers, weiss::Random& random) {
  const double uniform = 2.0 * random.uniform() - 1.0;
  switch (numbers) {
    case Numbers::kIntegers: return static_cast<double>(random.below(41)) - 20.0;
    case Numbers::kDecimals: return (static_cast<double>(random.below(2001)) - 1000.0) / 100.0;
    case Numbers::kDoubles: return uniform;
    case Numbers::kManySizes: return std::ldexp(uniform, static_cast<int>(random.below(600)) - 300);
    case Numbers::kTiny:
      return std::ldexp(std::floor(16.0 * uniform), -1074 + static_cast<int>(random.below(8)));
    default: return std::ldexp(uniform, 1024 - static_cast<int>(random.below(8)));
  }
}

// A random problem with isolated variables, the last one among them at times; null when its sums overflow.
weiss::ProblemPtr random_problem(int32_t origin, int32_t sense, Numbers numbers, weiss::Random& random) {
  UserForm form;
  form.origin = origin;
  form.sense = sense;
  form.num_spins = random.below(9);
  const auto n = static_cast<uint32_t>(form.num_spins);
  for (uint32_t k = n > 0 ? random.below(2 * n) : 0; k > 0; --k)
    form.add(static_cast<int32_t>(random.below(n)), static_cast<int32_t>(random.below(n)),
             number(numbers, random));
  if (origin != WEISS_ORIGIN_MAXCUT && random.below(2))
    for (uint32_t i = 0; i < n; ++i) form.linear.push_back(random.below(2) ? number(numbers, random) : 0.0);
  if (random.below(2)) form.offset = number(numbers, random);
  try {
    return build(make_environment(), form);
  } catch (const weiss::Error&) {
    return nullptr;
  }
}

bool names_another_format(const std::string& message, const char* format) {
  for (int64_t k = 0; k < weiss::num_formats(); ++k) {
    const char* name = weiss::format_at(k).name;
    if (std::string_view(name) != format && contains(message, name)) return true;
  }
  return false;
}

// How often it was written.
int check_round_trip(const weiss::Problem& problem, const weiss::Format& format, bool plain_decimal) {
  weiss_read_options options = read_options();
  options.format = format.name;
  try {
    const std::string text = written(problem, format.name, plain_decimal);
    const auto again = read_text(text, "", options);
    check_equal(*again, problem);
    CHECK(again->num_spins() == problem.num_spins());
    if (plain_decimal) CHECK(text.find("e-") == std::string::npos);
    if (plain_decimal) CHECK(text.find("e+") == std::string::npos);
    return 1;
  } catch (const weiss::Error& error) {
    INFO("message ", error.message());
    CHECK(error.status() == WEISS_E_UNSUPPORTED);
    CHECK(names_another_format(error.message(), format.name));
    return 0;
  }
}

}  // namespace

TEST_CASE("any problem is written and read with equal bits, or refused") {
  for (int64_t k = 0; k < weiss::num_formats(); ++k) {
    const weiss::Format& format = weiss::format_at(k);
    INFO("format ", std::string(format.name));
    weiss::Random random(17);
    int count = 0;
    for (const int32_t origin : {WEISS_ORIGIN_ISING, WEISS_ORIGIN_QUBO, WEISS_ORIGIN_MAXCUT})
      for (const int32_t sense : {WEISS_SENSE_MIN, WEISS_SENSE_MAX})
        for (const Numbers numbers : kNumbers)
          for (int round = 0; round < 20; ++round)
            if (const auto problem = random_problem(origin, sense, numbers, random))
              count += check_round_trip(*problem, format, round % 2 == 1);
    CHECK(count > 40);
  }
}

}  // namespace weiss_test
