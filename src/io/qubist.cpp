// Ising energies as D-Wave's Qubist and QUBOTools have them.
#include "io/formats.hpp"
#include "io/pair_list.hpp"

namespace weiss {

namespace {

void read_qubist(Cursor& cursor, TermCollector& terms) {
  read_pair_list(cursor, terms, {{"line", "lines", "site", "sites", 1}, PairValue::kRequired, ""});
}

// Its readers know no exponents.
void write_qubist(const Form& form, TextSink& sink) {
  sink.set_plain_decimal(true);
  write_pair_list(form, sink);
}

}  // namespace

const Format kQubistFormat = {
    "qubist",
    "",
    "Ising energy to minimise (Qubist, QUBOTools)",
    "n m             sites and lines\n"
    "i i h           1-based, field of a spin\n"
    "i j J           coupling of two\n"
    "There are no comments. The value is the sum of h s_i and J s_i s_j, s = -1 or +1, minimised. A\n"
    "line i > j is the pair (j,i); what comes twice is summed up. Numbers are written without\n"
    "exponents.\n"
    "Example, min s_1 + 2 s_1 s_2, best value -3:\n"
    "2 2\n"
    "1 1 1\n"
    "1 2 2\n",
    WEISS_ORIGIN_ISING,
    WEISS_SENSE_MIN,
    false,
    "1-based, each pair once: J s_i s_j",
    nullptr,
    nullptr,
    read_qubist,
    write_qubist,
};

}  // namespace weiss
