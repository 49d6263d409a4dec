#include "layout.hpp"

#include <algorithm>
#include <cmath>

#include "../stream.hpp"

namespace cli {

namespace {

constexpr double kLastStep = 0.02;  // of the steps, where 1 moves a spring to its length at once
constexpr double kCooling = 0.75;
constexpr double kSpace = 1.2;  // between two components, in lengths of a coupling

struct Spring {
  int32_t from, to;
  float length;
};

// The spins of each component, ascending; largest components first, equal ones by their first spin.
std::vector<std::vector<int32_t>> components_of(const weiss_problem_view& graph) {
  std::vector<int32_t> component(static_cast<size_t>(graph.num_spins) + 1);
  int64_t count = 0;
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_problem_components(graph.problem, component.data(), &count, &error), error, kFailed);
  std::vector<std::vector<int32_t>> components(static_cast<size_t>(count));
  for (int32_t i = 0; i < graph.num_spins; ++i)
    components[static_cast<size_t>(component[static_cast<size_t>(i)])].push_back(i);
  std::stable_sort(components.begin(), components.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return components;
}

// A spring for each two members; its length is that of the shortest path, found breadth first.
std::vector<Spring> springs_of(const weiss_problem_view& graph, const std::vector<int32_t>& members) {
  std::vector<Spring> springs;
  springs.reserve(members.size() * (members.size() - 1) / 2);
  std::vector<int32_t> distance(static_cast<size_t>(graph.num_spins)), queue;
  for (const int32_t source : members) {
    std::fill(distance.begin(), distance.end(), -1);
    distance[static_cast<size_t>(source)] = 0;
    queue.assign(1, source);
    for (size_t head = 0; head < queue.size(); ++head) {
      const int32_t at = queue[head];
      const int32_t next = distance[static_cast<size_t>(at)] + 1;
      if (source < at) springs.push_back({source, at, static_cast<float>(next - 1)});
      for (int64_t k = graph.row_start[at]; k < graph.row_start[at + 1]; ++k)
        if (int32_t& known = distance[static_cast<size_t>(graph.column[k])]; known < 0) {
          known = next;
          queue.push_back(graph.column[k]);
        }
    }
  }
  return springs;
}

// Moves both ends of a spring towards its length; step 1, or more for its weight, does it at once.
void relax(const Spring& spring, double step, std::vector<Point>& points) {
  Point& a = points[static_cast<size_t>(spring.from)];
  Point& b = points[static_cast<size_t>(spring.to)];
  const double length = spring.length;
  const double dx = a.x - b.x, dy = a.y - b.y;
  const double now = std::sqrt(dx * dx + dy * dy);
  if (now == 0) return;
  const double share = std::min(1.0, step / (length * length)) * (now - length) / (2 * now);
  a.x -= share * dx;
  a.y -= share * dy;
  b.x += share * dx;
  b.y += share * dy;
}

void lay_out(const weiss_problem_view& graph, const std::vector<int32_t>& members, Stream& stream,
             std::vector<Point>& points) {
  std::vector<Spring> springs = springs_of(graph, members);
  float longest = 1;
  for (const Spring& spring : springs) longest = std::max(longest, spring.length);
  for (const int32_t i : members)
    points[static_cast<size_t>(i)] = {stream.uniform() * longest, stream.uniform() * longest};
  for (double step = double{longest} * longest; step > kLastStep; step *= kCooling) {
    for (size_t k = springs.size(); k > 1; --k) std::swap(springs[k - 1], springs[stream.below(k)]);
    for (const Spring& spring : springs) relax(spring, step, points);
  }
}

// Turns the points so that they spread most along x, and moves their box to the origin. Returns its size.
Point straighten(const std::vector<int32_t>& members, std::vector<Point>& points) {
  const double count = static_cast<double>(members.size());
  Point centre{0, 0};
  for (const int32_t i : members) {
    centre.x += points[static_cast<size_t>(i)].x / count;
    centre.y += points[static_cast<size_t>(i)].y / count;
  }
  double xx = 0, xy = 0, yy = 0;
  for (const int32_t i : members) {
    const double x = points[static_cast<size_t>(i)].x - centre.x,
                 y = points[static_cast<size_t>(i)].y - centre.y;
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  // The eigenvector of the larger eigenvalue of ((xx, xy), (xy, yy)).
  const double half = (xx - yy) / 2;
  double cosine = half + std::sqrt(half * half + xy * xy), sine = xy;
  const double norm = std::sqrt(cosine * cosine + sine * sine);
  cosine = norm > 0 ? cosine / norm : 1;
  sine = norm > 0 ? sine / norm : 0;
  Point least{0, 0}, most{0, 0};
  for (const int32_t i : members) {
    Point& point = points[static_cast<size_t>(i)];
    const double x = point.x - centre.x, y = point.y - centre.y;
    point = {cosine * x + sine * y, cosine * y - sine * x};
    least = {std::min(least.x, point.x), std::min(least.y, point.y)};
    most = {std::max(most.x, point.x), std::max(most.y, point.y)};
  }
  for (const int32_t i : members) {
    points[static_cast<size_t>(i)].x -= least.x;
    points[static_cast<size_t>(i)].y -= least.y;
  }
  return {most.x - least.x, most.y - least.y};
}

}  // namespace

std::vector<Point> spring_layout(const weiss_problem_view& graph) {
  std::vector<Point> points(static_cast<size_t>(graph.num_spins), Point{0, 0});
  const std::vector<std::vector<int32_t>> components = components_of(graph);
  Stream stream(1);
  std::vector<Point> sizes;
  double area = 0, widest = 0;
  for (const std::vector<int32_t>& members : components) {
    lay_out(graph, members, stream, points);
    sizes.push_back(straighten(members, points));
    area += (sizes.back().x + kSpace) * (sizes.back().y + kSpace);
    widest = std::max(widest, sizes.back().x + kSpace);
  }
  // Shelves about as wide as all of them are high.
  const double width = std::max(widest, std::sqrt(area));
  Point corner{0, 0};
  double shelf = 0;
  for (size_t c = 0; c < components.size(); ++c) {
    if (corner.x > 0 && corner.x + sizes[c].x > width) {
      corner = {0, corner.y + shelf + kSpace};
      shelf = 0;
    }
    for (const int32_t i : components[c]) {
      points[static_cast<size_t>(i)].x += corner.x;
      points[static_cast<size_t>(i)].y += corner.y;
    }
    corner.x += sizes[c].x + kSpace;
    shelf = std::max(shelf, sizes[c].y);
  }
  return points;
}

}  // namespace cli
