#include <doctest/doctest.h>

#include "trace.hpp"

TEST_CASE("a field of CSV stands in quotes only where it needs them") {
  CHECK(cli::csv_field("subqubo/tabu") == "subqubo/tabu");
  CHECK(cli::csv_field("").empty());
  CHECK(cli::csv_field("a,b") == "\"a,b\"");
  CHECK(cli::csv_field("a\nb") == "\"a\nb\"");
  CHECK(cli::csv_field("\"") == "\"\"\"\"");
  CHECK(cli::csv_field("say \"a\"") == "\"say \"\"a\"\"\"");
}
