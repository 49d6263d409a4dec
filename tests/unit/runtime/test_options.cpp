#include <cmath>

#include "fake.hpp"

namespace {

weiss_status do_nothing(const weiss_problem_view* problem, const weiss_solver_input*, const weiss_run*,
                        const weiss_sink* sink) {
  fake::report(sink, fake::all_up(problem), std::nan(""));
  return WEISS_OK;
}

struct Fixture {
  fake::Solver leaf{"test.leaf", do_nothing};
  fake::Solver branch{"test.branch", do_nothing};
  fake::Context context = fake::make_context();

  Fixture() {
    leaf.option(fake::int_option("sweeps", 100, 1, 1000));
    weiss_option_info real{};
    real.struct_size = sizeof real;
    real.key = "rate";
    real.help = "a rate";
    real.type = WEISS_TYPE_REAL;
    real.f_default = 0.5;
    real.f_max = 1.0;
    leaf.option(real);
    weiss_option_info text{};
    text.struct_size = sizeof text;
    text.key = "mode";
    text.help = "a mode";
    text.type = WEISS_TYPE_STRING;
    text.choices = "fast|slow";
    text.s_default = "fast";
    leaf.option(text);
    weiss_option_info list{};
    list.struct_size = sizeof list;
    list.key = "angles";
    list.help = "angles";
    list.type = WEISS_TYPE_REAL_LIST;
    list.f_min = -4.0;
    list.f_max = 4.0;
    leaf.option(list);
    branch.option(fake::algorithm_option("inner", WEISS_KIND_SOLVER, "test.leaf"));
    branch.option(fake::algorithm_option("extra", WEISS_KIND_SOLVER, nullptr, true));
    leaf.add_to(context.get());
    branch.add_to(context.get());
  }

  std::string error_of(const char* spec, weiss_status expected) {
    weiss_instance* instance = nullptr;
    weiss_error error = WEISS_ERROR_INIT;
    CHECK(weiss_instance_create(context.get(), WEISS_KIND_SOLVER, spec, nullptr, 0, &instance, &error) == expected);
    CHECK(instance == nullptr);
    CHECK(error.status == expected);
    return error.message;
  }
};

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("defaults are filled in and the spec shows the whole tree") {
  Fixture f;
  const auto instance = fake::make_instance(f.context.get(), WEISS_KIND_SOLVER, "branch");
  CHECK(std::string(weiss_instance_spec(instance.get())) ==
        "branch inner=leaf inner.sweeps=100 inner.rate=0.5 inner.mode=fast inner.angles= extra=none");
}

TEST_CASE("the default of a nested algorithm may have settings, which hold as long as it is not named") {
  Fixture f;
  fake::Solver tuned{"test.tuned", do_nothing};
  tuned.option(fake::algorithm_option("inner", WEISS_KIND_SOLVER, "leaf sweeps=7 rate=0.25"));
  tuned.add_to(f.context.get());
  const auto spec = [&](const char* text) {
    return std::string(weiss_instance_spec(fake::make_instance(f.context.get(), WEISS_KIND_SOLVER, text).get()));
  };
  CHECK(spec("tuned") == "tuned inner=leaf inner.sweeps=7 inner.rate=0.25 inner.mode=fast inner.angles=");
  CHECK(spec("tuned inner.sweeps=8") == "tuned inner=leaf inner.sweeps=8 inner.rate=0.25 inner.mode=fast inner.angles=");
  CHECK(spec("tuned inner=leaf") == "tuned inner=leaf inner.sweeps=100 inner.rate=0.5 inner.mode=fast inner.angles=");
}

TEST_CASE("a spec creates the same instance again") {
  Fixture f;
  const char* spec =
      "branch inner.sweeps=7 inner.rate=0.1 inner.mode=slow inner.angles=1,-2.5 extra=leaf extra.rate=1";
  const auto first = fake::make_instance(f.context.get(), WEISS_KIND_SOLVER, spec);
  const auto second = fake::make_instance(f.context.get(), WEISS_KIND_SOLVER, weiss_instance_spec(first.get()));
  CHECK(std::string(weiss_instance_spec(first.get())) == weiss_instance_spec(second.get()));
  CHECK(contains(weiss_instance_spec(first.get()), "inner.angles=1,-2.5"));
}

TEST_CASE("typed settings reach the plugin, the last of a key wins") {
  Fixture f;
  weiss_value values[3] = {};
  values[0].key = "sweeps";
  values[0].type = WEISS_TYPE_INT;
  values[0].i = 11;
  values[1].key = "rate";
  values[1].type = WEISS_TYPE_INT;  // an integer is a real number, too
  values[1].i = 1;
  values[2].key = "sweeps";
  values[2].s = "12";
  weiss_instance* instance = nullptr;
  REQUIRE(weiss_instance_create(f.context.get(), WEISS_KIND_SOLVER, "leaf sweeps=3", values, 3, &instance, nullptr) ==
          WEISS_OK);
  REQUIRE(f.leaf.num_values == 4);
  CHECK(f.leaf.values[0].i == 12);
  CHECK(f.leaf.values[1].f == 1.0);
  CHECK(std::string(f.leaf.values[2].s) == "fast");
  CHECK(f.leaf.values[3].count == 0);
  weiss_instance_destroy(instance);
}

TEST_CASE("errors name the option, the range and the nearest name") {
  Fixture f;
  CHECK(f.error_of("leaf sweeps=0", WEISS_E_OPTION) ==
        "option \"sweeps\" of \"test.leaf\" must lie in 1..1000, got 0");
  CHECK(contains(f.error_of("leaf sweep=3", WEISS_E_OPTION), "the nearest is \"sweeps\""));
  CHECK(contains(f.error_of("leaf sweeps=many", WEISS_E_OPTION), "takes a whole number, got many"));
  CHECK(contains(f.error_of("leaf rate=nan", WEISS_E_OPTION), "takes a number"));
  CHECK(contains(f.error_of("leaf mode=quick", WEISS_E_OPTION), "is one of fast|slow"));
  CHECK(contains(f.error_of("leaf angles=1,5", WEISS_E_OPTION), "must lie in -4..4, got 5"));
  CHECK(contains(f.error_of("leaf mode.deep=1", WEISS_E_OPTION), "is no algorithm"));
  CHECK(contains(f.error_of("branch inner.swepes=1", WEISS_E_OPTION),
                 "\"test.leaf\" has no option \"swepes\""));
  CHECK(contains(f.error_of("branch extra.sweeps=1", WEISS_E_OPTION), "is none"));
  CHECK(contains(f.error_of("branch inner=leef", WEISS_E_NOT_FOUND), "the nearest is \"leaf\""));
  CHECK(contains(f.error_of("leaf sweeps", WEISS_E_OPTION), "write key=value"));
  CHECK(contains(f.error_of("leaf mode=\"fast", WEISS_E_OPTION), "quote"));
}

TEST_CASE("nesting that is too deep is an error that prints the chain") {
  Fixture f;
  std::string spec = "branch inner=branch", key = "inner";
  for (int k = 0; k < 8; ++k) {
    key += ".inner";
    spec += " " + key + "=branch";
  }
  const std::string text = f.error_of(spec.c_str(), WEISS_E_OPTION);
  CHECK(contains(text, "deeper than 8"));
  CHECK(contains(text, "test.branch > test.branch > test.branch"));
}

TEST_CASE("an algorithm of another kind is refused") {
  Fixture f;
  weiss_instance* instance = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  CHECK(weiss_instance_create(f.context.get(), WEISS_KIND_PARTITIONER, "test.leaf", nullptr, 0, &instance, &error) ==
        WEISS_E_NOT_FOUND);
  CHECK(contains(error.message, "is a solver, not a partitioner"));
}
