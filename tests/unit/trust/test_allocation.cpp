// Memory that runs out at any moment: every single allocation of a call, the plugin's own included, is made to
// fail once. The call must return a status or a true result, leak nothing, and leave the context fit for work.
#include <cstring>

#include "algorithms.hpp"
#include "failing_new.hpp"

namespace trust {

using runs::ContextPtr;
using runs::make_context;
using runs::ProblemPtr;

TEST_CASE("a context survives any allocation that fails while it is created") {
  with_each_failure([] {
    weiss_context* context = nullptr;
    const weiss_status status = weiss_context_create(nullptr, &context, nullptr);
    weiss_context_destroy(context);
    return status;
  });
}

TEST_CASE("a problem survives any allocation that fails while it is built or transformed") {
  const ContextPtr context = make_context();
  const int32_t row[] = {0, 1, 2, 2}, column[] = {1, 2, 0, 3};
  const double value[] = {1.0, 2.5, -3.0, 0.25}, field[] = {1.0, 0.0, 0.5, 2.0};
  with_each_failure([&] {
    weiss_problem* problem = nullptr;
    const weiss_status status =
        weiss_problem_create_ising(context.get(), 4, field, 4, row, column, value, &problem, nullptr);
    weiss_problem_destroy(problem);
    return status;
  });
  const ProblemPtr problem = tiny_problem(context.get());
  with_each_failure([&] {
    const int32_t members[] = {1, 3, 5, 7};
    const double means[14] = {};
    weiss_problem* part = nullptr;
    const weiss_status status =
        weiss_problem_clamp(problem.get(), nullptr, 4, members, nullptr, means, 1, &part, nullptr);
    weiss_problem_destroy(part);
    return status;
  });
  with_each_failure([&] {
    weiss_problem* reduced = nullptr;
    weiss_reduction* reduction = nullptr;
    const weiss_status status = weiss_problem_reduce(problem.get(), nullptr, &reduced, &reduction, nullptr);
    weiss_reduction_destroy(reduction);
    weiss_problem_destroy(reduced);
    return status;
  });
}

namespace {

struct Text {
  char bytes[1 << 16];
  size_t size = 0;
  static int32_t append(void* user, const char* text, size_t count) noexcept {
    Text& self = *static_cast<Text*>(user);
    if (count > sizeof self.bytes - self.size) return 1;
    std::memcpy(self.bytes + self.size, text, count);
    self.size += count;
    return 0;
  }
};

weiss_status write(const weiss_problem* problem, const char* format, Text& text) {
  weiss_write_options options{};
  options.struct_size = sizeof options;
  options.format = format;
  text.size = 0;
  return weiss_problem_write(problem, &options, Text::append, &text, nullptr);
}

}  // namespace

TEST_CASE("reading and writing survive any allocation that fails, in every format that is written") {
  const ContextPtr context = make_context();
  const ProblemPtr problems[] = {tiny_problem(context.get()),
                                 runs::sparse_problem(context.get(), 12, 3, 4, false, 1)};
  static Text text;
  int formats = 0;
  for (int64_t k = 0; k < weiss_num_formats(); ++k) {
    weiss_format_info info{};
    info.struct_size = sizeof info;
    REQUIRE(weiss_format_get_info(k, &info, nullptr) == WEISS_OK);
    for (const ProblemPtr& problem : problems) {
      if (info.can_write == 0 || write(problem.get(), info.name, text) == WEISS_E_UNSUPPORTED) continue;
      CAPTURE(std::string(info.name));
      with_each_failure([&] { return write(problem.get(), info.name, text); });
      weiss_read_options options{};
      options.struct_size = sizeof options;
      options.format = info.name;
      with_each_failure([&] {
        weiss_problem* read = nullptr;
        const weiss_status status = weiss_problem_read_memory(context.get(), text.bytes, text.size, nullptr, &options,
                                                              &read, nullptr);
        weiss_problem_destroy(read);
        return status;
      });
      ++formats;
    }
  }
  CHECK(formats >= 3);
}

TEST_CASE("a run survives any allocation that fails between the context and the report, with every algorithm") {
  for (const Subject& subject : kSubjects) {
    CAPTURE(std::string(subject.spec));
    with_each_failure([&] {
      weiss_context* made = nullptr;
      weiss_status status = weiss_context_create(nullptr, &made, nullptr);
      const ContextPtr context(made);
      weiss_problem* problem = nullptr;
      if (status == WEISS_OK) status = make_tiny_problem(made, &problem);
      const ProblemPtr owner(problem);
      return status == WEISS_OK ? run(made, subject, problem).status : status;
    });
  }
}

TEST_CASE("after any allocation that fails in a run the same context and problem give the same result as ever") {
  const ContextPtr context = make_context();
  const ProblemPtr problem = tiny_problem(context.get());
  // What stays with the problem and the context: full rows, integer rows (which only sparse chains ask for, and
  // those take the place of dense ones for which there is no memory), and the threads.
  for (const char* spec : {"greedy engine=dense", "annealing engine=sparse"})
    run(context.get(), {WEISS_KIND_SOLVER, spec}, problem.get(), 2);
  for (const int32_t threads : {1, 2})
    for (const Subject& subject : kSubjects) {
      if (runs::kSlowCode && threads == 1) continue;
      CAPTURE(std::string(subject.spec));
      CAPTURE(threads);
      const std::string expected = reproducible_part(run(context.get(), subject, problem.get(), threads).result.get());
      int64_t wrong = 0;
      with_each_failure([&] {
        const Outcome outcome = run(context.get(), subject, problem.get(), threads);
        const int64_t left = fail_allocation(0);
        if (outcome.result && !is_valid(outcome.result.get(), problem.get())) ++wrong;
        const Outcome again = run(context.get(), subject, problem.get(), threads);
        if (!again.result || reproducible_part(again.result.get()) != expected) ++wrong;
        fail_allocation(left);
        return outcome.status;
      });
      CHECK(wrong == 0);
    }
}

}  // namespace trust
