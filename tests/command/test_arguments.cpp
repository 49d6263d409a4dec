#include <doctest/doctest.h>

#include "arguments.hpp"
#include "failure.hpp"

namespace {

const cli::Command& command() {
  static const cli::Command table = {"paint",
                                     "FILE [FILE]",
                                     "paints",
                                     1,
                                     2,
                                     {{"--seed", "S", "seed"},
                                      {"--set", "K=V", "setting", true},
                                      {"--quiet", nullptr, "no log"},
                                      {"-v", nullptr, "more log"}},
                                     "",
                                     nullptr};
  return table;
}

cli::Arguments parse(const std::vector<std::string>& words) { return {command(), "brush", words}; }

}  // namespace

TEST_CASE("values follow an option or its equals sign") {
  const cli::Arguments arguments = parse({"a", "--seed", "7", "--quiet", "--set=x=1", "--set", "y=2", "b"});
  CHECK(arguments.positional() == std::vector<std::string>{"a", "b"});
  CHECK(arguments.seed("--seed") == 7u);
  CHECK(arguments.has("--quiet"));
  CHECK_FALSE(arguments.has("-v"));
  CHECK(arguments.all("--set") == std::vector<std::string>{"x=1", "y=2"});
  CHECK_FALSE(arguments.text("-v").has_value());
  CHECK(arguments.words()[0] == "brush");
  CHECK(arguments.words()[1] == "paint");
  CHECK(arguments.words()[2] == "a");
}

TEST_CASE("a value may look like an option") {
  CHECK(parse({"a", "--set", "-v"}).all("--set") == std::vector<std::string>{"-v"});
  CHECK_FALSE(parse({"a", "--set", "-v"}).has("-v"));
}

TEST_CASE("a dash alone is an argument, two dashes end the options") {
  CHECK(parse({"-"}).positional() == std::vector<std::string>{"-"});
  CHECK(parse({"--", "--seed"}).positional() == std::vector<std::string>{"--seed"});
}

TEST_CASE("what the table does not allow is refused") {
  CHECK_THROWS_AS(parse({}), cli::Failure);
  CHECK_THROWS_AS(parse({"a", "b", "c"}), cli::Failure);
  CHECK_THROWS_AS(parse({"a", "--sed", "1"}), cli::Failure);
  CHECK_THROWS_AS(parse({"a", "--seed"}), cli::Failure);
  CHECK_THROWS_AS(parse({"a", "--quiet=1"}), cli::Failure);
  CHECK_THROWS_AS(parse({"a", "--seed", "1", "--seed", "2"}), cli::Failure);
}

TEST_CASE("typed values are checked") {
  const cli::Arguments arguments = parse({"a", "--seed", "-1"});
  CHECK_THROWS_AS(arguments.seed("--seed"), cli::Failure);
  CHECK(arguments.integer("--seed", -5, 5) == -1);
  CHECK_THROWS_AS(arguments.integer("--seed", 0, 5), cli::Failure);
  CHECK(arguments.real("--seed") == -1.0);
  CHECK_THROWS_AS(arguments.seconds("--seed"), cli::Failure);
  CHECK_THROWS_AS(arguments.choice("--seed", {"0", "1"}), cli::Failure);
  CHECK(arguments.choice("--seed", {"0", "-1"}) == 1u);
}

TEST_CASE("the help names each option") {
  const std::string help = cli::help_text(command());
  for (const char* text : {"weiss paint FILE [FILE]", "--seed S", "--set K=V", "--quiet", "-v"})
    CHECK(help.find(text) != std::string::npos);
}
