/* A graph for the examples: node i is tied to i + 1, i + 6 and i + 31 around a ring. */
#ifndef EXAMPLE_GRAPH_H
#define EXAMPLE_GRAPH_H

#include <weiss/weiss.h>

enum { kNodes = 300, kEdges = 3 * kNodes };

static weiss_status make_graph(weiss_context* context, weiss_problem** problem, weiss_error* error) {
  static const int32_t steps[] = {1, 6, 31};
  int32_t row[kEdges], column[kEdges];
  for (int32_t i = 0; i < kNodes; ++i)
    for (int32_t k = 0; k < 3; ++k) {
      row[3 * i + k] = i;
      column[3 * i + k] = (i + steps[k]) % kNodes;
    }
  return weiss_problem_create_maxcut(context, kNodes, kEdges, row, column, NULL, problem, error);
}

#endif
