// The layout that many formats share: a header "n m", then m lines "i j value", 1-based.
#pragma once

#include "io/cursor.hpp"
#include "io/form.hpp"
#include "io/term_collector.hpp"
#include "io/text_sink.hpp"

namespace weiss {

enum class PairValue {
  kRequired,
  kOptional  // files without a third column mean 1
};

// Lines that begin with # may stand above the header.
void read_pair_list(Cursor& cursor, TermCollector& terms, const TermStyle& style, PairValue value);

void write_pair_list(const Form& form, TextSink& sink);

}  // namespace weiss
