// Results from another thread than the one that entered run() are refused, of every kind of algorithm.
#include <cmath>
#include <thread>

#include "runtime/fake.hpp"

namespace {

const std::string kWrong = "on another thread than the one that entered run";

bool holds(const weiss_error& error, const std::string& text) {
  return std::string(error.message).find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a part that is added from another thread fails the partitioner") {
  fake::Partitioner cutter("test.cutter", [](auto* problem, auto*, auto*, auto* sink) -> weiss_status {
    std::thread([&] {
      std::vector<int32_t> members;
      for (int32_t i = 0; i < problem->num_spins; ++i) members.push_back(i);
      weiss_part part{};
      part.struct_size = sizeof part;
      part.num_members = problem->num_spins;
      part.members = members.data();
      CHECK(sink->add(sink, &part) != 0);
    }).join();
    return WEISS_OK;
  });
  const auto context = fake::make_context();
  cutter.add_to(context.get());
  const auto problem = fake::ring(context.get(), 5);
  const auto instance = fake::make_instance(context.get(), WEISS_KIND_PARTITIONER, "test.cutter");
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* result = nullptr;
  CHECK(weiss_instance_partition(instance.get(), problem.get(), nullptr, nullptr, &result, &error) == WEISS_E_PLUGIN);
  CHECK(holds(error, "used its sink " + kWrong));
}

TEST_CASE("a part that is added inside of a parallel section fails the partitioner") {
  fake::Partitioner cutter("test.cutter", [](auto*, auto*, auto* run, auto* sink) -> weiss_status {
    return run->parallel_for(
        run, 1,
        [](void* user, int64_t, const weiss_run*) noexcept {
          const auto* out = static_cast<const weiss_part_sink*>(user);
          weiss_part part{};
          part.struct_size = sizeof part;
          CHECK(out->add(out, &part) != 0);
        },
        const_cast<weiss_part_sink*>(sink));
  });
  const auto context = fake::make_context();
  cutter.add_to(context.get());
  const auto problem = fake::ring(context.get(), 5);
  const auto instance = fake::make_instance(context.get(), WEISS_KIND_PARTITIONER, "test.cutter");
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* result = nullptr;
  CHECK(weiss_instance_partition(instance.get(), problem.get(), nullptr, nullptr, &result, &error) == WEISS_E_PLUGIN);
  CHECK(holds(error, "used its sink inside of a parallel section"));
}

TEST_CASE("an evaluation from another thread fails the optimizer, and what it evaluated before is kept") {
  for (const bool evaluates_first : {false, true}) {
    CAPTURE(evaluates_first);
    fake::Optimizer descent("test.descent", [=](auto* objective, auto*, auto* output) -> weiss_status {
      double f = 0.0;
      if (evaluates_first) objective->evaluate(objective, 1, output->x, &f, nullptr);
      output->f = f;
      std::thread([&] {
        CHECK(objective->evaluate(objective, 1, output->x, &f, nullptr) == WEISS_E_ARGUMENT);
      }).join();
      return WEISS_OK;
    });
    const auto context = fake::make_context();
    descent.add_to(context.get());
    const auto instance = fake::make_instance(context.get(), WEISS_KIND_OPTIMIZER, "test.descent");
    weiss_objective objective{};
    objective.struct_size = sizeof objective;
    objective.dimension = 1;
    objective.evaluate = [](const weiss_objective*, int64_t, const double* x, double* f,
                            double*) noexcept -> weiss_status {
      *f = x[0] * x[0] + 1.0;
      return WEISS_OK;
    };
    weiss_error error = WEISS_ERROR_INIT;
    weiss_result* made = nullptr;
    const weiss_status status = weiss_instance_minimize(instance.get(), &objective, nullptr, &made, &error);
    const fake::Result result(made);
    if (!evaluates_first) {
      CHECK(status == WEISS_E_PLUGIN);
      CHECK(holds(error, "used its objective " + kWrong));
      continue;
    }
    REQUIRE(status == WEISS_OK);
    CHECK(weiss_result_reason(made) == WEISS_REASON_PLUGIN_FAILED);
    CHECK(weiss_result_energy(made) == 1.0);
    CHECK(std::string(weiss_result_warning(made, 0)).find("used its objective " + kWrong) != std::string::npos);
  }
}
