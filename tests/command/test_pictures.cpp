#include <doctest/doctest.h>

#include <cmath>

#include "library.hpp"
#include "pictures/axis.hpp"
#include "pictures/layout.hpp"
#include "pictures/svg.hpp"

namespace {

std::vector<std::string> labels(const cli::Axis& axis, int count) {
  std::vector<std::string> texts;
  for (const cli::Tick& tick : axis.ticks(count))
    if (!tick.label.empty()) texts.push_back(tick.label);
  return texts;
}

cli::Axis axis(cli::Scale scale, cli::Unit unit, double low, double high) {
  return cli::Axis(scale, unit, low, high, 0, 100);
}

using Texts = std::vector<std::string>;

// A cycle of 12 spins, a path of 3 and two spins alone, as a view on arrays of the test.
struct Graph {
  Graph() {
    std::vector<int32_t> row, column;
    for (int32_t i = 0; i < 12; ++i) {
      row.push_back(i);
      column.push_back((i + 1) % 12);
    }
    for (const int32_t i : {12, 13}) {
      row.push_back(i);
      column.push_back(i + 1);
    }
    weiss_error error = WEISS_ERROR_INIT;
    weiss_problem* raw = nullptr;
    cli::require(weiss_problem_create_maxcut(context.get(), 17, static_cast<int64_t>(row.size()), row.data(),
                                             column.data(), nullptr, &raw, &error),
                 error, cli::kFailed);
    problem.reset(raw);
    weiss_problem_get_view(raw, &view, nullptr);
  }
  cli::Context context = cli::open_context();
  cli::Problem problem;
  weiss_problem_view view = cli::defaults<weiss_problem_view>();
};

double distance(const cli::Point& a, const cli::Point& b) { return std::hypot(a.x - b.x, a.y - b.y); }

}  // namespace

TEST_CASE("numbers of a picture are rounded to hundredths, and text is escaped") {
  cli::Svg svg(640, 10.005, "a<b", "c&d");
  svg.circle(1.005, -0.001, 1.0 / 3, {{"fill", "\"x\""}});
  svg.text(0, 100, "tab\there");
  svg.path(cli::SvgPath().move(0.5, 1).line(2, 3).horizontal(1e6).close());
  svg.path(cli::SvgPath());
  const std::string text = svg.finish();
  for (const char* part :
       {"<title id=\"title\">a&lt;b</title>", "<desc id=\"desc\">c&amp;d</desc>", "r=\"0.33\"", "cy=\"0\"",
        "fill=\"&quot;x&quot;\"", ">tab here</text>", "d=\"M0.5 1L2 3H1000000Z\""})
    CHECK_MESSAGE(text.find(part) != std::string::npos, part);
  CHECK(text.find("d=\"\"") == std::string::npos);
}

TEST_CASE("axes are marked at round numbers") {
  using cli::Scale;
  using cli::Unit;
  CHECK(labels(axis(Scale::kLinear, Unit::kPlain, 0, 10), 6) == Texts{"0", "2", "4", "6", "8", "10"});
  CHECK(labels(axis(Scale::kLinear, Unit::kPlain, -0.31, 0.09), 5) == Texts{"-0.3", "-0.2", "-0.1", "0"});
  CHECK(labels(axis(Scale::kLinear, Unit::kPlain, 371400, 371438), 4) ==
        Texts{"371400", "371410", "371420", "371430"});
  CHECK(labels(axis(Scale::kLinear, Unit::kCount, 0, 2), 6) == Texts{"0", "1", "2"});
  CHECK(labels(axis(Scale::kLinear, Unit::kCount, 0, 2.5e6), 6) ==
        Texts{"0", "500k", "1M", "1.5M", "2M", "2.5M"});
  CHECK(labels(axis(Scale::kLog, Unit::kSeconds, 3e-5, 20), 6) ==
        Texts{"100 \u00b5s", "1 ms", "10 ms", "100 ms", "1 s", "10 s"});
  CHECK(labels(axis(Scale::kLog, Unit::kCount, 15, 700), 6) == Texts{"20", "50", "100", "200", "500"});
  CHECK(labels(axis(Scale::kLog, Unit::kCount, 1, 1e12), 6) ==
        Texts{"1", "100", "10k", "1M", "100M", "10G", "1T"});
}

TEST_CASE("an axis maps its range to its pixels, and what is outside to its ends") {
  const cli::Axis linear = axis(cli::Scale::kLinear, cli::Unit::kPlain, -5, 5);
  CHECK(linear(-5) == 0);
  CHECK(linear(0) == 50);
  CHECK(linear(7) == 100);
  const cli::Axis log = axis(cli::Scale::kLog, cli::Unit::kPlain, 1, 100);
  CHECK(log(10) == doctest::Approx(50));
  CHECK(log(0) == 0);
}

TEST_CASE("an axis without width gets some, whatever the values are") {
  for (const double value : {0.0, 1.0, -1e300, 1e-320, 371438.0}) {
    const cli::Axis narrow = axis(cli::Scale::kLinear, cli::Unit::kPlain, value, value);
    CHECK(narrow(value) == doctest::Approx(50));
    CHECK(narrow.ticks(6).size() >= 2);
    CHECK(narrow.ticks(6).size() <= 7);
  }
}

TEST_CASE("a spring layout keeps couplings short, distances long and components apart") {
  const Graph graph;
  const std::vector<cli::Point> points = cli::spring_layout(graph.view);
  REQUIRE(points.size() == 17);
  for (size_t i = 0; i < 12; ++i) {
    CHECK(distance(points[i], points[(i + 1) % 12]) == doctest::Approx(1).epsilon(0.25));
    CHECK(distance(points[i], points[(i + 6) % 12]) > 2.5);
  }
  CHECK(distance(points[12], points[14]) == doctest::Approx(2).epsilon(0.05));
  for (size_t i = 0; i < 12; ++i)
    for (size_t j = 12; j < 17; ++j) CHECK(distance(points[i], points[j]) > 0.9);
  CHECK(distance(points[15], points[16]) > 0.9);
}

TEST_CASE("a spring layout is the same each time") {
  const Graph graph;
  const std::vector<cli::Point> first = cli::spring_layout(graph.view),
                                second = cli::spring_layout(graph.view);
  for (size_t i = 0; i < first.size(); ++i) {
    CHECK(first[i].x == second[i].x);
    CHECK(first[i].y == second[i].y);
  }
}
