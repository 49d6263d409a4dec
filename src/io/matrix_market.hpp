// MatrixMarket files. They do not say what a matrix means, so there are two formats: the matrix of a QUBO,
// and the weights of a graph.
#pragma once

#include <string_view>

#include "io/form.hpp"
#include "io/term_collector.hpp"
#include "io/text_sink.hpp"

namespace weiss {

bool is_matrix_market(std::string_view head);

// mirror: what entries (i,j) and (j,i) are to a pair. Of a matrix that is symmetric by its header, one half
// is listed.
void read_matrix_market(Cursor& cursor, TermCollector& terms, const TermStyle& style, Mirror mirror);

// As a symmetric matrix in coordinates. Pairs, but not i = j, are multiplied with pair_factor.
void write_matrix_market(const Form& form, TextSink& sink, double pair_factor);

}  // namespace weiss
