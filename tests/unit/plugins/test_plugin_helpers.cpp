// weiss/plugin.hpp alone: classes become tables, exceptions become statuses.
#include <doctest/doctest.h>

#include <numeric>
#include <stdexcept>

#include "fake_host.hpp"
#include "weiss/ext/search.hpp"
#include "weiss/plugin.hpp"

namespace {

using weiss::plugin::Failure;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::Run;
using weiss_test::FakeHost;
using weiss_test::FakeRun;

constexpr double kAngles[] = {0.5, 0.25};

// Throws what its option names, in the constructor or in run.
class Thrower {
 public:
  static constexpr weiss::plugin::About about = {"test.thrower", "Thrower", "1.0", "Throws.",
                                                 WEISS_CAP_DETERMINISTIC, 12};
  static constexpr weiss_option_info option_infos[] = {
      weiss::plugin::string_option("what", "What to throw.", "nothing", "nothing|failure|memory|other|int"),
      weiss::plugin::bool_option("early", "In the constructor.", false),
      weiss::plugin::advanced(weiss::plugin::int_option("number", "A number.", 5, -1, 9)),
      weiss::plugin::real_option("real", "A real.", 0.5, 0.0, 1.0),
      weiss::plugin::list_option("angles", "Angles.", kAngles, 2, 0.0, 1.0),
      weiss::plugin::algorithm_option("child", "A child.", WEISS_KIND_OPTIMIZER, nullptr, true)};

  Thrower(const Host&, const Options& options) : what_(options.text("what")) {
    CHECK(options.integer("number") == 5);
    CHECK(options.real("real") == 0.5);
    CHECK(options.list("angles") == std::vector<double>{0.5, 0.25});
    CHECK(options.choice("child") == nullptr);
    if (options.boolean("early")) fail();
  }
  void solve(const weiss_problem_view&, const weiss_solver_input&, const Run&, const weiss::plugin::Sink&) {
    fail();
  }

 private:
  void fail() const {
    if (what_ == "failure") throw Failure(WEISS_E_LIMIT, "too large");
    if (what_ == "memory") throw std::bad_alloc();
    if (what_ == "other") throw std::runtime_error("something");
    if (what_ == "int") throw 3;
  }
  std::string what_;
};

// A class without options, with a status of its own.
class Plain {
 public:
  static constexpr weiss::plugin::About about = {"test.plain", "Plain", "1.0", "Does nothing.", 0};
  Plain(const Host&, const Options&) {}
  weiss_status partition(const weiss_problem_view&, const weiss_partition_task&, const Run&,
                         const weiss::plugin::PartSink&) {
    return WEISS_E_UNSUPPORTED;
  }
};
class Minimizer {
 public:
  static constexpr weiss::plugin::About about = {"test.minimizer", "Minimizer", "1.0", "Minimises.", 0};
  Minimizer(const Host&, const Options&) {}
  void minimize(const weiss_objective&, const Run&, weiss_optimizer_output& output) { output.f = 4.0; }
};

constexpr weiss::plugin::Module<Thrower, Plain, Minimizer> module("test", "Tests", "1.0", "MIT");

std::vector<weiss_value> values(const char* what, bool early) {
  std::vector<weiss_value> list;
  for (const weiss_option_info& info : Thrower::option_infos) {
    weiss_value value{};
    value.key = info.key;
    value.type = info.type;
    value.i = info.i_default;
    value.f = info.f_default;
    value.s = info.s_default;
    value.list = info.list_default;
    value.count = info.list_default_count;
    list.push_back(value);
  }
  list[0].s = what;
  list[1].i = early ? 1 : 0;
  return list;
}

struct Outcome {
  weiss_status status;
  std::string text;
};

Outcome create_and_run(const char* what, bool early) {
  const FakeHost host;
  FakeRun run;
  const weiss_algorithm& table = weiss::plugin::algorithm<Thrower>;
  const std::vector<weiss_value> list = values(what, early);
  weiss_error error = WEISS_ERROR_INIT;
  void* self = nullptr;
  const weiss_status status =
      table.create(&table, host.table(), list.data(), static_cast<uint32_t>(list.size()), &self, &error);
  if (status < 0) return {status, error.message};
  const auto* solver = static_cast<const weiss_solver*>(table.table);
  const weiss_problem_view problem{};
  const weiss_solver_input input{};
  const weiss_sink sink{};
  const weiss_status ran = solver->run(self, &problem, &input, run.table(), &sink);
  table.destroy(&table, self);
  return {ran, run.error};
}

}  // namespace

TEST_CASE("a module lists its classes with kind, capabilities and options") {
  CHECK(module.table.num_algorithms == 3);
  const weiss_algorithm& solver = *module.table.algorithms[0];
  CHECK(solver.kind == WEISS_KIND_SOLVER);
  CHECK(solver.max_spins == 12);
  CHECK(solver.caps == WEISS_CAP_DETERMINISTIC);
  REQUIRE(solver.num_options == 6);
  CHECK(std::string(solver.options[0]->choices) == "nothing|failure|memory|other|int");
  CHECK((solver.options[2]->flags & WEISS_OPTION_ADVANCED) != 0);
  CHECK(solver.options[5]->algorithm_optional == 1);
  CHECK(module.table.algorithms[1]->kind == WEISS_KIND_PARTITIONER);
  CHECK(module.table.algorithms[1]->num_options == 0);
  CHECK(module.table.algorithms[2]->kind == WEISS_KIND_OPTIMIZER);
}

TEST_CASE("exceptions of a run become statuses with their texts") {
  CHECK(create_and_run("nothing", false).status == WEISS_OK);
  CHECK(create_and_run("failure", false).status == WEISS_E_LIMIT);
  CHECK(create_and_run("failure", false).text == "too large");
  CHECK(create_and_run("memory", false).status == WEISS_E_NOMEM);
  CHECK(create_and_run("other", false).status == WEISS_E_FAIL);
  CHECK(create_and_run("other", false).text == "something");
  CHECK(create_and_run("int", false).status == WEISS_E_FAIL);
}

TEST_CASE("exceptions of a constructor become statuses with their texts") {
  CHECK(create_and_run("failure", true).status == WEISS_E_LIMIT);
  CHECK(create_and_run("failure", true).text == "too large");
  CHECK(create_and_run("memory", true).status == WEISS_E_NOMEM);
}

TEST_CASE("a status that a member returns is passed on, void becomes OK or STOPPED") {
  const FakeHost host;
  FakeRun run;
  void* self = nullptr;
  const weiss_algorithm& plain = *module.table.algorithms[1];
  REQUIRE(plain.create(&plain, host.table(), nullptr, 0, &self, nullptr) == WEISS_OK);
  const auto* partitioner = static_cast<const weiss_partitioner*>(plain.table);
  const weiss_problem_view problem{};
  const weiss_partition_task task{};
  const weiss_part_sink parts{};
  CHECK(partitioner->run(self, &problem, &task, run.table(), &parts) == WEISS_E_UNSUPPORTED);
  plain.destroy(&plain, self);

  const weiss_algorithm& minimizer = *module.table.algorithms[2];
  REQUIRE(minimizer.create(&minimizer, host.table(), nullptr, 0, &self, nullptr) == WEISS_OK);
  const auto* optimizer = static_cast<const weiss_optimizer*>(minimizer.table);
  const weiss_objective objective{};
  weiss_optimizer_output output{};
  CHECK(optimizer->run(self, &objective, run.table(), &output) == WEISS_OK);
  CHECK(output.f == 4.0);
  run.stop = 1;
  CHECK(optimizer->run(self, &objective, run.table(), &output) == WEISS_STOPPED);
  minimizer.destroy(&minimizer, self);
}

namespace {

// Solves nothing: problems with an odd number of spins fail, and with one of no spins all of them.
class Batcher {
 public:
  static constexpr weiss::plugin::About about = {"test.batcher", "Batcher", "1.0", "Solves many.", 0};
  Batcher(const Host&, const Options&) {}
  void solve(const weiss_problem_view&, const weiss_solver_input&, const Run&, const weiss::plugin::Sink&) {}
  void solve_batch(const weiss::plugin::Batch& batch) {
    for (int64_t k = 0; k < batch.size(); ++k) {
      if (batch.problem(k).num_spins == 0) throw Failure(WEISS_E_LIMIT, "no spins");
      batch.run(k).spend(batch.input(k).num_starts);
      if (batch.problem(k).num_spins % 2 == 1) batch.fail(k, WEISS_E_UNSUPPORTED, "odd");
      CHECK(batch.sink(k).table() != nullptr);
    }
  }
};

}  // namespace

TEST_CASE("solve_batch of a class is the run_batch of its table, where an item or the whole may fail") {
  const auto& table = *static_cast<const weiss_solver*>(weiss::plugin::algorithm<Batcher>.table);
  const bool has_batch = table.run_batch != nullptr;
  REQUIRE(has_batch);
  const bool has_none = static_cast<const weiss_solver*>(module.table.algorithms[0]->table)->run_batch == nullptr;
  CHECK(has_none);

  const FakeHost host;
  Batcher batcher(Host(host.table()), Options(nullptr, 0));
  weiss_problem_view views[3] = {};
  weiss_solver_input inputs[3] = {};
  const weiss_sink sink{};
  FakeRun runs[3];
  for (int32_t k = 0; k < 3; ++k) {
    views[k].num_spins = 10 + k;
    inputs[k].num_starts = k;
  }
  const weiss_problem_view* const problem_list[] = {&views[0], &views[1], &views[2]};
  const weiss_solver_input* const input_list[] = {&inputs[0], &inputs[1], &inputs[2]};
  const weiss_run* const run_list[] = {runs[0].table(), runs[1].table(), runs[2].table()};
  const weiss_sink* const sink_list[] = {&sink, &sink, &sink};
  weiss_status statuses[3] = {};
  CHECK(table.run_batch(&batcher, 3, problem_list, input_list, run_list, sink_list, statuses) == WEISS_OK);
  CHECK(statuses[0] == WEISS_OK);
  CHECK(statuses[1] == WEISS_E_UNSUPPORTED);
  CHECK(statuses[2] == WEISS_OK);
  CHECK(runs[0].error.empty());
  CHECK(runs[1].error == "odd");
  CHECK(runs[2].spent == 2);

  views[2].num_spins = 0;
  CHECK(table.run_batch(&batcher, 3, problem_list, input_list, run_list, sink_list, statuses) == WEISS_E_LIMIT);
  for (const FakeRun& run : runs) CHECK(run.error == "no spins");
}

TEST_CASE("an option that is not declared with that type is a failure") {
  const std::vector<weiss_value> list = values("nothing", false);
  const Options options(list.data(), static_cast<uint32_t>(list.size()));
  CHECK_THROWS_AS(options.integer("missing"), Failure);
  CHECK_THROWS_AS(options.integer("real"), Failure);
}

TEST_CASE("a host without an extension is a failure that names it") {
  FakeHost fake;
  const Host host(fake.table());
  try {
    weiss::plugin::search_table(host);
    FAIL("no failure");
  } catch (const Failure& failure) {
    CHECK(failure.status() == WEISS_E_UNSUPPORTED);
    CHECK(std::string(failure.what()).find("weiss.search/1") != std::string::npos);
  }
  weiss_ext_search table{};
  table.struct_size = sizeof table - 8;  // of an older host
  fake.extensions[WEISS_EXT_SEARCH] = &table;
  CHECK_THROWS_AS(weiss::plugin::search_table(host), Failure);
  table.struct_size = sizeof table;
  CHECK(&weiss::plugin::search_table(host) == &table);
}

TEST_CASE("arrays live in the memory of the host and respect its limit") {
  FakeHost fake;
  const Host host(fake.table());
  {
    weiss::plugin::Array<double> numbers(1000, 1.5, host);
    CHECK(fake.held == 8000);
    const weiss::plugin::Array<double> copy(numbers);
    CHECK(fake.held == 16000);
    CHECK(copy[999] == 1.5);
  }
  CHECK(fake.held == 0);
  fake.limit = 100;
  CHECK_THROWS_AS(weiss::plugin::Array<double>(1000, 1.5, host), std::bad_alloc);
}

TEST_CASE("a parallel section rethrows the exception of the smallest index after all bodies have run") {
  const FakeRun fake;
  const Run run(fake.table());
  int64_t bodies = 0;
  try {
    run.parallel_for(5, [&](int64_t index, const Run&) {
      ++bodies;
      if (index >= 2) throw Failure(WEISS_E_FAIL, "body " + std::to_string(index));
    });
    FAIL("no failure");
  } catch (const Failure& failure) {
    CHECK(std::string(failure.what()) == "body 2");
  }
  CHECK(bodies == 5);
}

TEST_CASE("random numbers repeat and stay in their range") {
  weiss::plugin::Random a(3), b(3), c(4);
  bool differ = false;
  std::vector<int> seen(10, 0);
  for (int k = 0; k < 2000; ++k) {
    const uint64_t x = a.next();
    CHECK(x == b.next());
    differ |= x != c.next();
    const int64_t below = a.below(10);
    b.next();
    REQUIRE((below >= 0 && below < 10));
    ++seen[static_cast<size_t>(below)];
    const double u = a.uniform();
    b.next();
    REQUIRE((u >= 0.0 && u < 1.0));
  }
  CHECK(differ);
  for (const int count : seen) CHECK(count > 100);
}

TEST_CASE("a row yields the couplings of a spin") {
  const int64_t row_start[] = {0, 2, 3, 4};
  const int32_t column[] = {1, 2, 0, 0};
  const double value[] = {0.5, -2.0, 0.5, -2.0};
  weiss_problem_view problem{};
  problem.num_spins = 3;
  problem.row_start = row_start;
  problem.column = column;
  problem.value = value;
  double sum = 0.0;
  int64_t spins = 0;
  for (const auto [spin, coupling] : weiss::plugin::row(problem, 0)) {
    sum += coupling;
    spins += spin;
  }
  CHECK(sum == -1.5);
  CHECK(spins == 3);
  CHECK(weiss::plugin::row(problem, 1).size() == 1);
}
