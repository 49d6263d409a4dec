// Where the spins of a problem stand in a picture.
#pragma once

#include <vector>

#include "../library.hpp"

namespace cli {

struct Point {
  double x, y;
};

// A spring layout: a spring between each two spins of a connected component, as long as the path between them
// has couplings and the weaker the longer it is (Kamada, Kawai 1989), relaxed one spring after another in
// random order by steps that become shorter (Zheng, Pawar, Goodman 2019). Components stand side by side. The
// same graph has the same layout on every machine: nothing but exact IEEE operations, a fixed seed. Memory
// and time grow with the square of the number of spins: for a few thousand.
std::vector<Point> spring_layout(const weiss_problem_view& graph);

}  // namespace cli
