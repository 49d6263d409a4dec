// BQPJSON: documents in any order of their keys, and every way in which one may be wrong.
#include <cmath>

#include "io/support.hpp"

namespace weiss_test {

namespace {

// A document of three variables with ids of its own; a test replaces or drops one member.
struct Parts {
  std::string version = "\"version\": \"1.0.0\"";
  std::string id = "\"id\": 17";
  std::string variable_ids = "\"variable_ids\": [30, 4, 7]";
  std::string variable_domain = "\"variable_domain\": \"boolean\"";
  std::string scale = "\"scale\": 2";
  std::string offset = "\"offset\": -1.5";
  std::string linear_terms = "\"linear_terms\": [{\"id\": 4, \"coeff\": 3}, {\"coeff\": -1, \"id\": 30}]";
  std::string quadratic_terms =
      "\"quadratic_terms\": [{\"id_head\": 30, \"id_tail\": 7, \"coeff\": 0.5},\n"
      "  {\"id_tail\": 30, \"id_head\": 4, \"coeff\": -4, \"remark\": null}]";
  std::string metadata = "\"metadata\": {\"generated\": \"by hand\", \"more\": [1, {}]}";
  std::string rest;

  std::string text() const {
    std::string all = "{";
    for (const std::string& part : {version, id, variable_ids, variable_domain, scale, offset, linear_terms,
                                    quadratic_terms, metadata, rest})
      if (!part.empty()) all += (all.size() > 1 ? ",\n" : "") + part;
    return all + "}";
  }
};

weiss::ProblemPtr read(const Parts& parts) { return read_text(parts.text(), "x.json"); }
weiss::Error error_of(const Parts& parts) { return read_error(parts.text(), "x.json"); }

// 2 (-1.5 + 3 x_1 - x_0 + 0.5 x_0 x_2 - 4 x_0 x_1), with 30, 4, 7 as variables 0, 1, 2.
double expected_value(const Spins& spins) {
  const double x0 = (1 - spins[0]) / 2, x1 = (1 - spins[1]) / 2, x2 = (1 - spins[2]) / 2;
  return 2.0 * (-1.5 + 3.0 * x1 - x0 + 0.5 * x0 * x2 - 4.0 * x0 * x1);
}

}  // namespace

TEST_CASE("bqpjson: variables are numbered as listed, scale multiplies terms and offset") {
  const auto problem = read(Parts{});
  REQUIRE(problem->num_spins() == 3);
  CHECK(problem->origin == WEISS_ORIGIN_QUBO);
  CHECK(problem->sense == WEISS_SENSE_MIN);
  for_each_state(3, [&](const Spins& spins) {
    CHECK(problem->energy(spins.data()) == expected_value(spins));
  });
  CHECK(problem->format ==
        "bqpjson (by content: an object of JSON), minimise, each pair once, boolean, variables in the order "
        "of variable_ids, multiplied with scale");
}

TEST_CASE("bqpjson: keys come in any order") {
  const Parts parts;
  const std::string sorted = "\xEF\xBB\xBF\r\n {" + parts.linear_terms + "," + parts.quadratic_terms + "," +
                             parts.metadata + "," + parts.scale + "," + parts.variable_domain + "," +
                             parts.variable_ids + "," + parts.offset + "," + parts.version + "," + parts.id +
                             ", \"unknown\": [[[]]]}\r\n";
  check_equal(*read_text(sorted, "x"), *read(parts));
}

TEST_CASE("bqpjson: a spin domain gives fields and couplings as they are") {
  Parts parts;
  parts.variable_domain = "\"variable_domain\": \"spin\"";
  parts.scale = "\"scale\": 1";
  const auto problem = read(parts);
  CHECK(problem->origin == WEISS_ORIGIN_ISING);
  CHECK(problem->field == weiss::Vector<double>({-1.0, 3.0, 0.0}));
  CHECK(problem->value == weiss::Vector<double>({-4.0, 0.5, -4.0, 0.5}));
  CHECK(problem->offset == -1.5);
}

TEST_CASE("bqpjson: a problem without variables is its offset") {
  Parts parts;
  parts.variable_ids = "\"variable_ids\": []";
  parts.linear_terms = "\"linear_terms\": []";
  parts.quadratic_terms = "\"quadratic_terms\": []";
  const auto problem = read(parts);
  CHECK(problem->num_spins() == 0);
  CHECK(problem->offset == -3.0);
}

TEST_CASE("bqpjson: every key but description and solutions is needed") {
  for (std::string Parts::* const part :
       {&Parts::version, &Parts::id, &Parts::variable_ids, &Parts::variable_domain, &Parts::scale,
        &Parts::offset, &Parts::linear_terms, &Parts::quadratic_terms, &Parts::metadata}) {
    Parts parts;
    const std::string key = (parts.*part).substr(0, (parts.*part).find(':'));
    (parts.*part).clear();
    CHECK(error_of(parts).message() == "the key " + key + " is missing");
    parts = Parts{};
    parts.rest = parts.*part;
    CHECK(contains(error_of(parts).message(), "this key comes twice"));
  }
}

TEST_CASE("bqpjson: description and solutions are checked for their shape alone") {
  Parts parts;
  parts.rest =
      "\"description\": \"d\", \"solutions\": [{\"id\": 0, \"assignment\": [{\"id\": 99, \"value\": 1}], "
      "\"evaluation\": 1.5, \"description\": \"s\", \"x\": 1}, {\"id\": 1, \"assignment\": []}]";
  check_equal(*read(parts), *read(Parts{}));
  for (const char* bad : {"\"description\": 1", "\"solutions\": {}", "\"solutions\": [1]",
                          "\"solutions\": [{\"id\": 1}]",
                          "\"solutions\": [{\"assignment\": []}]",
                          "\"solutions\": [{\"id\": 1, \"assignment\": [{\"id\": 1}]}]",
                          "\"solutions\": [{\"id\": 1, \"assignment\": [{\"id\": 1, \"value\": 0.5}]}]",
                          "\"solutions\": [{\"id\": 1, \"assignment\": [], \"evaluation\": null}]"}) {
    parts.rest = bad;
    error_of(parts);
  }
}

TEST_CASE("bqpjson: what is wrong is named with its path, line and column") {
  struct Case {
    std::string Parts::* part;
    const char* text;
    const char* message;
    int64_t line;
  };
  for (const Case& c : std::initializer_list<Case>{
           {&Parts::version, "\"version\": \"0.1.0\"",
            "version: version \"1.0.0\" is needed, not \"0.1.0\"", 1},
           {&Parts::version, "\"version\": 1", "version: a string is needed, not a number", 1},
           {&Parts::id, "\"id\": -1", "id: an id must not be negative, got -1", 2},
           {&Parts::id, "\"id\": 1.5", "id: an integer is needed, not \"1.5\"", 2},
           {&Parts::variable_ids, "\"variable_ids\": [1, 2, 1]", "variable_ids: the id 1 comes twice", 3},
           {&Parts::variable_ids, "\"variable_ids\": [1, -2]",
            "variable_ids[1]: an id must not be negative, got -2", 3},
           {&Parts::variable_ids, "\"variable_ids\": [1.0]", "variable_ids[0]: an integer is needed", 3},
           {&Parts::variable_ids, "\"variable_ids\": 3", "variable_ids: an array is needed, not a number", 3},
           {&Parts::variable_ids, "\"variable_ids\": [0, 1, 2]",
            "linear_terms[0].id: the id 4 is not among the variable_ids", 7},
           {&Parts::variable_ids, "\"variable_ids\": [9223372036854775808]", "an integer is needed", 3},
           {&Parts::variable_domain, "\"variable_domain\": \"SPIN\"", "\"spin\" or \"boolean\" is needed", 4},
           {&Parts::scale, "\"scale\": -2", "scale: the scale must not be negative", 5},
           {&Parts::scale, "\"scale\": \"2\"", "scale: a number is needed, not a string", 5},
           {&Parts::scale, "\"scale\": 1e308",
            "linear_terms[0].coeff: the scaled value is more than a double can hold", 7},
           {&Parts::offset, "\"offset\": NaN", "offset: expected a value", 6},
           {&Parts::offset, "\"offset\": 1e400", "offset: the number \"1e400\"", 6},
           {&Parts::offset, "\"offset\": 1e308", "scale * offset is more", 0},
           {&Parts::linear_terms, "\"linear_terms\": [{\"id\": 4}]",
            "linear_terms[0]: the key \"coeff\" is missing", 7},
           {&Parts::linear_terms, "\"linear_terms\": [{\"id\": 4, \"coeff\": 1, \"coeff\": 2}]",
            "linear_terms[0].coeff: this key comes twice", 7},
           {&Parts::linear_terms, "\"linear_terms\": [[4, 1]]", "linear_terms[0]: an object is needed", 7},
           {&Parts::quadratic_terms,
            "\"quadratic_terms\": [\n{\"id_head\": 4, \"id_tail\": 4, \"coeff\": 1}]",
            "quadratic_terms[0]: id_head and id_tail are the same", 9},
           {&Parts::quadratic_terms, "\"quadratic_terms\": [{\"id_head\": 4, \"id_tail\": 5, \"coeff\": 1}]",
            "quadratic_terms[0].id_tail: the id 5 is not among the variable_ids", 8},
           {&Parts::metadata, "\"metadata\": []", "metadata: an object is needed, not an array", 10},
           {&Parts::rest, "1", "expected a key in quotes", 11},
       }) {
    Parts parts;
    parts.*c.part = c.text;
    const weiss::Error error = error_of(parts);
    INFO("expected ", c.message, " got ", error.message());
    CHECK(contains(error.message(), c.message));
    if (c.line > 0) CHECK(error.line() == c.line);
    if (c.line > 0) CHECK(error.column() > 0);
  }
}

TEST_CASE("bqpjson: text that is no document is refused") {
  const std::string whole = Parts{}.text();
  for (size_t size = 1; size < whole.size(); ++size) read_error(whole.substr(0, size), "x.json");
  read_error(whole + "x", "x.json");
  read_error(whole + std::string(1, '\0'), "x.json");
  read_error("[" + whole + "]", "x.json");
  Parts deep;
  deep.metadata = "\"metadata\": {\"a\":" + std::string(100, '[') + std::string(100, ']') + "}";
  CHECK(contains(error_of(deep).message(), "64 deep"));
}

TEST_CASE("bqpjson: a pair that comes twice follows the policy") {
  Parts parts;
  parts.scale = "\"scale\": 1";
  parts.linear_terms = "\"linear_terms\": [{\"id\": 4, \"coeff\": 3}, {\"id\": 4, \"coeff\": 5}]";
  parts.quadratic_terms =
      "\"quadratic_terms\": [{\"id_head\": 4, \"id_tail\": 7, \"coeff\": 8},"
      "{\"id_head\": 7, \"id_tail\": 4, \"coeff\": 4}]";
  for (const char* domain : {"spin", "boolean"}) {
    parts.variable_domain = "\"variable_domain\": \"" + std::string(domain) + "\"";
    const Spins flipped = {1, -1, -1};
    const auto value = [&](int32_t duplicates) {
      weiss_read_options options = read_options();
      options.duplicates = duplicates;
      return read_text(parts.text(), "", options)->energy(flipped.data());
    };
    const bool spin = std::string_view(domain) == "spin";
    CHECK(value(WEISS_DUPLICATES_SUM) == -1.5 + (spin ? -8.0 + 12.0 : 8.0 + 12.0));
    CHECK(value(WEISS_DUPLICATES_LAST) == -1.5 + (spin ? -5.0 + 4.0 : 5.0 + 4.0));
    weiss_read_options refuse = read_options();
    refuse.duplicates = WEISS_DUPLICATES_ERROR;
    CHECK(contains(read_error(parts.text(), "x", refuse).message(),
                   "term 2: the pair 1 1 was given before, as term 1"));
  }
}

TEST_CASE("bqpjson: sums that overflow are refused") {
  Parts parts;
  parts.scale = "\"scale\": 1";
  parts.quadratic_terms =
      "\"quadratic_terms\": [{\"id_head\": 4, \"id_tail\": 7, \"coeff\": 1e308},"
      "{\"id_head\": 7, \"id_tail\": 4, \"coeff\": 1e308}]";
  error_of(parts);
}

TEST_CASE("bqpjson: what is written reads back with equal bits") {
  weiss::Random random(3);
  for (int round = 0; round < 200; ++round) {
    const bool is_qubo = round % 2 == 0;  // any doubles have an Ising form, but not always a QUBO form
    UserForm form = random_ising(random, random.below(12), 0.4, is_qubo, round % 3 != 0);
    if (is_qubo) form.origin = WEISS_ORIGIN_QUBO;
    if (round % 8 == 7) form.sense = WEISS_SENSE_MAX;
    const auto problem = build(make_environment(), form);
    const std::string text = written(*problem, "bqpjson");
    const auto again = read_text(text, "x");
    check_equal(*again, *problem);
    CHECK(again->origin == problem->origin);
    CHECK(written(*again, "bqpjson") == text);
  }
}

TEST_CASE("bqpjson: the written document, byte for byte") {
  UserForm form;
  form.num_spins = 3;
  form.offset = 1e-7;
  form.linear = {0.0, -0.5, 0.0};
  form.add(0, 2, 3.0);
  CHECK(written(*build(make_environment(), form), "bqpjson") ==
        "{\n"
        "\"version\": \"1.0.0\",\n"
        "\"id\": 0,\n"
        "\"variable_ids\": [0, 1, 2],\n"
        "\"variable_domain\": \"spin\",\n"
        "\"scale\": 1,\n"
        "\"offset\": 1e-07,\n"
        "\"linear_terms\": [\n"
        "{\"id\": 1, \"coeff\": -0.5}],\n"
        "\"quadratic_terms\": [\n"
        "{\"id_head\": 0, \"id_tail\": 2, \"coeff\": 3}],\n"
        "\"metadata\": {}\n"
        "}\n");
}

TEST_CASE("bqpjson: memory is a small multiple of the text") {
  std::string ids, terms;
  for (int i = 0; i < 20000; ++i) {
    ids += (i ? "," : "") + std::to_string(3 * i);
    if (i > 0) terms += (i > 1 ? "," : "") + ("{\"id_head\":" + std::to_string(3 * i)) +
                        ",\"id_tail\":0,\"coeff\":" + std::to_string(i % 7 - 3) + ".25}";
  }
  Parts parts;
  parts.variable_ids = "\"variable_ids\": [" + ids + "]";
  parts.linear_terms = "\"linear_terms\": []";
  parts.quadratic_terms = "\"quadratic_terms\": [" + terms + "]";
  const std::string text = parts.text();
  const auto environment = make_environment();
  const auto problem = read_text(text, "x", read_options(), environment);
  CHECK(problem->num_spins() == 20000);
  CHECK(environment->memory()->peak() < 4 * static_cast<int64_t>(text.size()));
  weiss_read_options options = read_options();
  const auto small = make_environment(static_cast<int64_t>(text.size()) / 2);
  try {
    read_text(text, "x", options, small);
    FAIL("this was read");
  } catch (const weiss::Error& error) {
    CHECK(error.status() == WEISS_E_LIMIT);
  }
  CHECK(small->memory()->used() == 0);
}

}  // namespace weiss_test
