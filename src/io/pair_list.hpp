// The layout that many formats share: a header "n m", then m lines "i j value", 1-based.
#pragma once

#include "io/cursor.hpp"
#include "io/form.hpp"
#include "io/term_collector.hpp"
#include "io/text_sink.hpp"

namespace weiss {

enum class PairValue {
  kRequired,
  kOptional,  // files without a third column mean 1
  kSymmetric  // an entry of a symmetric matrix listed once: a pair counts twice
};

struct PairList {
  TermStyle style;
  PairValue value;
  const char* comments = "#";  // lines that begin with one of these characters are skipped
  const char* title = "";      // a word that may stand before n
};

constexpr PairList kSymmetricQubo = {{"term", "terms", "variable", "variables", 1}, PairValue::kSymmetric};

void read_pair_list(Cursor& cursor, TermCollector& terms, const PairList& list);

// The two parts of it, for files of several lists: the header, at its first word, and the lines up to the
// end of the input or, unless the list is the last one, as many as announced.
int64_t read_pair_header(Cursor& cursor, TermCollector& terms, const PairList& list);
void read_pair_lines(Cursor& cursor, TermCollector& terms, const PairList& list, int64_t most = INT64_MAX);

// Lines "i j value" of all terms. Pairs, but not i = j, are multiplied with a power of two, 1/2 in formats
// that list one half of a symmetric matrix: that is exact, as the values of pairs are multiples of 2 there.
void write_terms(const Form& form, TextSink& sink, int32_t index_base, double pair_factor = 1.0);

void write_pair_list(const Form& form, TextSink& sink);
void write_symmetric_pair_list(const Form& form, TextSink& sink);

}  // namespace weiss
