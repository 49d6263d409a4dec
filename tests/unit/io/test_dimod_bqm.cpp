// dimod's binary file, built here byte by byte from its specification.
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include "io/support.hpp"

namespace weiss_test {

namespace {

struct NumberType {
  const char* name;
  size_t size;
};
constexpr NumberType kReals[] = {{"float32", 4}, {"float64", 8}};
constexpr NumberType kIntegers[] = {{"int8", 1},  {"uint8", 1},  {"int16", 2}, {"uint16", 2},
                                    {"int32", 4}, {"uint32", 4}, {"int64", 8}, {"uint64", 8}};

void append_bits(std::string& out, uint64_t bits, size_t size) {
  for (size_t k = 0; k < size; ++k) out += static_cast<char>(bits >> (8 * k) & 0xFF);
}

void append_real(std::string& out, double value, NumberType type) {
  uint64_t bits = 0;
  if (type.size == 4) {
    const auto single = static_cast<float>(value);
    uint32_t half;
    std::memcpy(&half, &single, sizeof half);
    bits = half;
  } else {
    std::memcpy(&bits, &value, sizeof bits);
  }
  append_bits(out, bits, type.size);
}

// A model and how it is stored. lists are those of the file: what a test changes need not be a model.
struct Model {
  int major = 2;
  int minor = 0;
  std::string magic = "DIMODBQM";
  NumberType real = kReals[1];
  NumberType index = kIntegers[4];
  NumberType place = kIntegers[4];
  std::string vartype = "\"SPIN\"";
  std::string shape;             // empty: as it is
  std::string variables;         // empty: false, or in version 1 the numbers
  std::string labels;            // of version 2: the text of the section; empty: none
  std::string more;              // further members of the header
  std::string tail;
  std::vector<double> linear;
  std::vector<std::vector<std::pair<uint64_t, double>>> lists;
  std::vector<uint64_t> places;  // empty: as they are
  double offset = 0.0;

  static Model of(const UserForm& form) {
    Model model;
    model.vartype = form.origin == WEISS_ORIGIN_ISING ? "\"SPIN\"" : "\"BINARY\"";
    model.offset = form.offset;
    const auto n = static_cast<size_t>(form.num_spins);
    model.linear = form.linear.empty() ? std::vector<double>(n) : form.linear;
    model.lists.resize(n);
    for (const auto& [pair, value] : form.merged()) {  // ascending
      const auto [i, j] = pair;
      model.lists[static_cast<size_t>(i)].push_back({static_cast<uint64_t>(j), static_cast<double>(value)});
      model.lists[static_cast<size_t>(j)].push_back({static_cast<uint64_t>(i), static_cast<double>(value)});
    }
    for (auto& list : model.lists) std::sort(list.begin(), list.end());
    return model;
  }

  std::string header() const {
    size_t entries = 0;
    for (const auto& list : lists) entries += list.size();
    std::string labelled = variables;
    if (labelled.empty()) {
      labelled = labels.empty() ? "false" : "true";
      if (major == 1) {
        labelled = "[";
        for (size_t i = 0; i < linear.size(); ++i) labelled += (i ? ", " : "") + std::to_string(i);
        labelled += "]";
      }
    }
    std::string sizes = shape;
    if (sizes.empty())
      sizes = "[" + std::to_string(linear.size()) + ", " + std::to_string(entries / 2) + "]";
    std::string text = "{\"dtype\": \"" + std::string(real.name) + "\", \"itype\": \"" + index.name +
                       "\", \"ntype\": \"" + place.name + "\", \"shape\": " + sizes +
                       ", \"type\": \"BinaryQuadraticModel\", \"variables\": " + labelled +
                       ", \"vartype\": " + vartype + more + "}\n";
    while ((magic.size() + 6 + text.size()) % 64 != 0) text += ' ';
    return text;
  }

  std::string bytes() const {
    std::string out = magic;
    out += static_cast<char>(major);
    out += static_cast<char>(minor);
    append_bits(out, header().size(), 4);
    out += header();
    append_real(out, offset, real);
    uint64_t begin = 0;
    for (size_t i = 0; i < linear.size(); ++i) {
      append_bits(out, places.empty() ? begin : places[i], place.size);
      append_real(out, linear[i], real);
      begin += lists[i].size();
    }
    for (const auto& list : lists)
      for (const auto& [other, bias] : list) {
        append_bits(out, other, index.size);
        append_real(out, bias, real);
      }
    if (!labels.empty()) {
      std::string section = labels;
      while ((8 + section.size()) % 64 != 0) section += ' ';
      out += "VARS";
      append_bits(out, section.size(), 4);
      out += section;
    }
    return out + tail;
  }
};

UserForm small_form() {
  UserForm form;
  form.num_spins = 4;
  form.offset = 0.25;
  form.linear = {1.0, 2.0, 0.0, -3.5};
  form.add(0, 1, -1.5);
  form.add(0, 3, 7.0);
  form.add(1, 2, 0.5);
  return form;
}

Model small_model() { return Model::of(small_form()); }

std::string message_of(const Model& model) {
  return read_error(model.bytes(), "x.bqm").message();
}

}  // namespace

TEST_CASE("dimod-bqm: each combination of versions, types and vartypes is read") {
  for (const int major : {1, 2})
    for (const int32_t origin : {WEISS_ORIGIN_ISING, WEISS_ORIGIN_QUBO})
      for (const NumberType& real : kReals)
        for (const NumberType& index : kIntegers)
          for (const NumberType& place : kIntegers) {
            UserForm form = small_form();
            form.origin = origin;
            Model model = Model::of(form);
            model.major = major;
            model.real = real;
            model.index = index;
            model.place = place;
            const auto problem = read_text(model.bytes(), "x");
            CHECK(problem->origin == origin);
            check_equal(*problem, *build(make_environment(), form));
          }
}

TEST_CASE("dimod-bqm: random models are read as they are, and written so that they read back") {
  weiss::Random random(8);
  for (int round = 0; round < 200; ++round) {
    const bool is_qubo = round % 4 < 2;  // any doubles have an Ising form, but not always a QUBO form
    UserForm form = random_ising(random, random.below(14), 0.5, is_qubo, round % 3 != 0);
    if (is_qubo) form.origin = WEISS_ORIGIN_QUBO;
    const auto expected = build(make_environment(), form);
    Model model = Model::of(form);
    model.major = 1 + round % 2;
    check_equal(*read_text(model.bytes(), "x"), *expected);

    const std::string bytes = written(*expected, "dimod-bqm");
    const auto again = read_text(bytes, "x");
    check_equal(*again, *expected);
    CHECK(again->origin == expected->origin);
    CHECK(written(*again, "dimod-bqm") == bytes);
  }
}

TEST_CASE("dimod-bqm: what is written is version 2.0 with these bytes") {
  UserForm form = small_form();
  Model model = Model::of(form);
  model.place = kIntegers[6];
  CHECK(written(*build(make_environment(), form), "dimod-bqm") == model.bytes());
}

TEST_CASE("dimod-bqm: the format is told by its first bytes, and the text says what was read") {
  Model model = small_model();
  CHECK(read_text(model.bytes(), "x")->format ==
        "dimod-bqm (by content: the first bytes are DIMOD), minimise, each pair once, SPIN");
  model.labels = "[\"a\", 3, [1, [2, \"b\"]], 0.5]";
  CHECK(contains(read_text(model.bytes(), "x")->format, "variables in the order of their labels"));
}

TEST_CASE("dimod-bqm: an empty model is its offset") {
  UserForm form;
  form.offset = -2.0;
  const auto problem = read_text(Model::of(form).bytes(), "x");
  CHECK(problem->num_spins() == 0);
  CHECK(problem->offset == -2.0);
}

TEST_CASE("dimod-bqm: other files of dimod and other versions are refused by name") {
  Model model = small_model();
  for (const char* magic : {"DIMODCQM", "DIMODDQM", "DIMODQM"}) {
    model.magic = magic;
    CHECK(contains(message_of(model), magic));
  }
  model = small_model();
  for (const auto& [major, minor] : {std::pair{0, 0}, {1, 1}, {2, 1}, {3, 0}, {255, 255}}) {
    model.major = major;
    model.minor = minor;
    CHECK(contains(message_of(model), "version " + std::to_string(major) + "." + std::to_string(minor)));
  }
}

TEST_CASE("dimod-bqm: a file that ends early or late is refused") {
  Model model = small_model();
  model.labels = "[\"a\", \"b\", \"c\", \"d\"]";
  for (const int major : {1, 2}) {
    if (major == 1) model = small_model();
    model.major = major;
    const std::string whole = model.bytes();
    for (size_t size = 5; size < whole.size(); ++size) read_error(whole.substr(0, size), "x.bqm");
    read_error(whole + '\0', "x.bqm");
  }
}

TEST_CASE("dimod-bqm: sizes that the file cannot hold are refused before memory is asked for") {
  for (const char* shape :
       {"[5, 3]", "[3, 3]", "[4, 4]", "[4, 2]", "[1000000000, 3]", "[9223372036854775807, 3]",
        "[4, 9223372036854775807]", "[4, 4611686018427387904]", "[0, 3]", "[4, 0]", "[0, 1000000000000]"}) {
    Model model = small_model();
    model.shape = shape;
    const auto environment = make_environment(1 << 20);
    try {
      read_text(model.bytes(), "x", read_options(), environment);
      FAIL("this was read: ", std::string(shape));
    } catch (const weiss::Error& error) {
      CHECK(error.status() == WEISS_E_FORMAT);
    }
    CHECK(environment->memory()->peak() < 1 << 16);
  }
  for (const size_t at : {10u, 11u, 12u, 13u}) {  // the length of the header
    std::string bytes = small_model().bytes();
    bytes[at] = '\x7F';
    read_error(bytes, "x.bqm");
  }
}

TEST_CASE("dimod-bqm: a wrong header is refused with the path of what is wrong") {
  const auto message = [](void (*change)(Model&)) {
    Model model = small_model();
    change(model);
    return message_of(model);
  };
  CHECK(contains(message([](Model& m) { m.real.name = "float16"; }), "dtype: \"float64\" or \"float32\""));
  CHECK(contains(message([](Model& m) { m.index.name = "float64"; }), "itype: an integer type"));
  CHECK(contains(message([](Model& m) { m.place.name = ""; }), "ntype: an integer type"));
  CHECK(contains(message([](Model& m) { m.vartype = "\"INTEGER\""; }), "vartype: \"SPIN\" or \"BINARY\""));
  CHECK(contains(message([](Model& m) { m.vartype = "1"; }), "vartype: a string is needed"));
  CHECK(contains(message([](Model& m) { m.shape = "[4]"; }), "shape: two numbers"));
  CHECK(contains(message([](Model& m) { m.shape = "[4, 3, 0]"; }), "shape: two numbers"));
  CHECK(contains(message([](Model& m) { m.shape = "[-4, 3]"; }), "shape[0]: must not be negative"));
  CHECK(contains(message([](Model& m) { m.shape = "[4.0, 3]"; }), "shape[0]: an integer"));
  CHECK(contains(message([](Model& m) { m.variables = "0"; }), "variables: true or false"));
  CHECK(contains(message([](Model& m) { m.more = ", \"shape\": [4, 3]"; }), "shape: this key comes twice"));
  CHECK(contains(message([](Model& m) { m.more = "} {"; }), "after the end"));
}

TEST_CASE("dimod-bqm: labels are counted") {
  Model model = small_model();
  for (const char* labels : {"[0, 1, 2]", "[0, 1, 2, 3, 4]", "[]"}) {
    model.labels = labels;
    CHECK(contains(message_of(model), "labels for 4 variables"));
  }
  for (const char* labels : {"{}", "3", "[0, 1, 2, 3", "[0, 1, 2, 3] 4"}) {
    model.labels = labels;
    message_of(model);
  }
  model.labels.clear();
  model.major = 1;
  model.variables = "[1, 2]";
  CHECK(contains(message_of(model), "2 labels for 4 variables"));
  model.variables = "false";
  CHECK(contains(message_of(model), "variables: an array is needed"));
}

TEST_CASE("dimod-bqm: lists that are not those of a symmetric matrix are refused") {
  const auto refused = [](void (*change)(Model&)) {
    Model model = small_model();
    change(model);
    CHECK(contains(message_of(model), "interactions of variable"));
  };
  refused([](Model& m) { m.lists[0][0].second = 9.0; });                // another value at 1
  refused([](Model& m) { m.lists[0][0].first = 2; });                   // 2 does not have it
  refused([](Model& m) { m.lists[0][0].first = 0; });                   // itself
  refused([](Model& m) { m.lists[0][0].first = 4; });                   // out of range
  refused([](Model& m) { m.lists[0][0].first = uint64_t{0} - 1; });
  refused([](Model& m) { std::swap(m.lists[0][0], m.lists[0][1]); });   // not ascending
  refused([](Model& m) { m.lists[0][1] = m.lists[0][0]; });             // twice
  refused([](Model& m) { m.lists[3][0].first = 1; });                   // 0 does not find itself
  refused([](Model& m) { m.lists[2] = {{3, 0.5}}; });
  refused([](Model& m) { m.places = {1, 2, 4, 5}; });                   // does not begin at 0
  refused([](Model& m) { m.places = {0, 4, 2, 5}; });
  refused([](Model& m) { m.places = {0, 2, 4, 7}; });
  refused([](Model& m) { m.places = {0, 2, 4, uint64_t{0} - 1}; });
  refused([](Model& m) { m.places = {0, 0, 0, 0}; });
  refused([](Model& m) { m.lists[0][0].second = m.lists[1][0].second = std::nan(""); });
}

TEST_CASE("dimod-bqm: numbers that are not finite, or sum up to such, are refused") {
  for (const double bad : {std::nan(""), HUGE_VAL, -HUGE_VAL})
    for (const NumberType& real : kReals) {
      Model model = small_model();
      model.real = real;
      model.offset = bad;
      CHECK(contains(message_of(model), "the offset is not a finite number"));
      model = small_model();
      model.real = real;
      model.linear[2] = bad;
      CHECK(contains(message_of(model), "the bias of variable 2 is not a finite number"));
      model = small_model();
      model.real = real;
      model.lists[0][0].second = model.lists[1][0].second = bad;
      message_of(model);
    }
  UserForm form = small_form();
  form.origin = WEISS_ORIGIN_QUBO;
  form.linear[0] = form.linear[1] = form.offset = std::numeric_limits<double>::max();
  message_of(Model::of(form));
}

}  // namespace weiss_test
