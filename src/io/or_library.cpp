// Beasley's QUBO files of the OR-library, several problems in each.
#include "io/formats.hpp"
#include "io/pair_list.hpp"

namespace weiss {

namespace {

constexpr PairList kList = {kSymmetricQubo.style, kSymmetricQubo.value, ""};

// The number of the problem that is wanted: the one asked for, or the only one.
int64_t chosen_problem(const Cursor& cursor, int64_t asked, int64_t count) {
  if (count < 1) cursor.fail("the number of problems must be 1 or more, not " + std::to_string(count));
  if (asked == 0 && count == 1) return 1;
  if (asked >= 1 && asked <= count) return asked;
  const std::string held =
      "the file holds " + std::to_string(count) + (count == 1 ? " problem" : " problems");
  if (asked == 0)
    cursor.fail(held + "; choose one by its number (--problem, or the read option \"problem_number\")",
                WEISS_E_ARGUMENT);
  cursor.fail(held + ", there is no number " + std::to_string(asked), WEISS_E_ARGUMENT);
}

// Past a problem that is not wanted: its lines are only counted.
void skip_problem(Cursor& cursor) {
  cursor.integer("the number of variables");
  const int64_t count = cursor.integer("the number of terms");
  if (count < 0) cursor.fail("the number of terms is negative: " + std::to_string(count));
  cursor.end_line();
  for (int64_t k = 0; k < count; ++k) {
    if (!cursor.begin_line())
      cursor.fail_line("a header announces " + std::to_string(count) + " terms, the input ends after " +
                       std::to_string(k));
    cursor.skip_line();
  }
}

void read_or_library(Cursor& cursor, TermCollector& terms) {
  if (!cursor.begin_line()) cursor.fail_line("the header, the number of problems, is missing");
  cursor.name_line("header");
  const int64_t count = cursor.integer("the number of problems");
  const int64_t chosen = chosen_problem(cursor, terms.problem_number, count);
  cursor.end_line();
  for (int64_t number = 1; number <= count; ++number) {
    if (!cursor.begin_line())
      cursor.fail_line("the header \"n m\" of problem " + std::to_string(number) + " is missing");
    if (number != chosen) {
      cursor.name_line("problem", number);
      skip_problem(cursor);
      continue;
    }
    const int64_t announced = read_pair_header(cursor, terms, kList);
    read_pair_lines(cursor, terms, kList, number == count ? INT64_MAX : announced);
  }
  if (cursor.begin_line()) cursor.fail_line("unexpected text behind the last problem");
  terms.note("problem " + std::to_string(chosen) + " of " + std::to_string(count));
}

void write_or_library(const Form& form, TextSink& sink) {
  sink.text("1\n");
  write_symmetric_pair_list(form, sink);
}

}  // namespace

const Format kOrLibraryFormat = {
    "or-library",
    "",
    "several symmetric QUBOs to maximise (Beasley's bqp files)",
    "T               number of problems; then T times:\n"
    "n m             variables and entries\n"
    "i j q           m lines, 1-based\n"
    "Each problem is one of biqmac, without comments, but maximised. Of several one must be chosen\n"
    "by its number (--problem N, or the read option \"problem_number\"); of the others the lines are\n"
    "only counted.\n"
    "Example, max 3 x_1 + 2 x_2 - 4 x_1 x_2, best value 3:\n"
    "1\n"
    "2 3\n"
    "1 1 3\n"
    "2 2 2\n"
    "1 2 -2\n",
    WEISS_ORIGIN_QUBO,
    WEISS_SENSE_MAX,
    false,
    "1-based, half of a symmetric matrix: 2 q x_i x_j",
    nullptr,
    nullptr,
    read_or_library,
    write_or_library,
    true,
};

}  // namespace weiss
