// The binary file of dimod's BinaryQuadraticModel (its to_file), versions 1.0 and 2.0.
//
// A header in JSON is followed by the offset, for each variable the place where its interactions begin and
// its bias, and the interactions of each variable, ascending: the other variable and the bias. So each is
// listed twice. Version 1.0 has the labels of the variables in the header, 2.0 has them in a section of their
// own at the end.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "io/bytes.hpp"
#include "io/formats.hpp"
#include "io/json_members.hpp"
#include "io/utf8.hpp"

namespace weiss {

namespace {

constexpr TermStyle kStyle = {"interaction", "interactions", "variable", "variables", 0};
constexpr std::string_view kMagic = "DIMODBQM";

// ---- header and labels ----

struct Header {
  ByteType real;
  ByteType index;  // of a variable
  ByteType place;  // in the list of interactions
  int64_t num_variables = 0;
  int64_t num_interactions = 0;
  bool is_spin = false;
  int64_t num_labels = -1;     // -1: the variables have none
  bool labels_follow = false;  // behind the interactions
};

ByteType real_type(JsonScanner& json) {
  const std::string name = json.string();
  if (name == "float64") return {8};
  if (name == "float32") return {4};
  json.fail("\"float64\" or \"float32\" is needed, not " + quoted(name));
}

ByteType integer_type(JsonScanner& json) {
  const std::string name = json.string();
  for (const int64_t size : {1, 2, 4, 8}) {
    const std::string signed_name = "int" + std::to_string(8 * size);
    if (name == signed_name) return {size, true};
    if (name == "u" + signed_name) return {size, false};
  }
  json.fail("an integer type of 8 to 64 bits is needed, not " + quoted(name));
}

bool is_spin_type(JsonScanner& json) {
  const std::string name = json.string();
  if (name != "SPIN" && name != "BINARY")
    json.fail("\"SPIN\" or \"BINARY\" is needed, not " + quoted(name));
  return name == "SPIN";
}

void read_shape(JsonScanner& json, Header& header) {
  int64_t* const places[] = {&header.num_variables, &header.num_interactions};
  size_t count = 0;
  for (json.begin_array(); json.next_item(); ++count) {
    const int64_t number = json.integer();
    if (number < 0) json.fail("must not be negative, got " + std::to_string(number));
    if (count < std::size(places)) *places[count] = number;
  }
  if (count != std::size(places))
    json.fail("shape: two numbers are needed, of variables and of interactions");
}

// A label may be anything; nothing but their number matters.
int64_t count_labels(JsonScanner& json) {
  int64_t count = 0;
  for (json.begin_array(); json.next_item(); ++count) json.skip();
  return count;
}

// A piece of JSON behind its length.
std::string_view take_json(ByteSections& file, const std::string& what) {
  const std::string_view length = file.take(1, 4, "the length of the " + what);
  return file.take(static_cast<int64_t>(load_bytes(length.data(), 4)), 1, "the " + what);
}

int read_version(ByteSections& file) {
  file.take(1, kMagic.size(), "the magic");
  const std::string_view version = file.take(2, 1, "the version");
  const auto major = static_cast<unsigned char>(version[0]);
  const auto minor = static_cast<unsigned char>(version[1]);
  if ((major != 1 && major != 2) || minor != 0)
    file.fail("version " + std::to_string(major) + "." + std::to_string(minor) +
              " of the format is not known; 1.0 and 2.0 are");
  return major;
}

Header read_header(ByteSections& file) {
  static constexpr std::string_view kKeys[] = {"dtype", "itype", "ntype", "shape", "vartype", "variables"};
  const int version = read_version(file);
  JsonScanner json(take_json(file, "header"), file.origin());
  Header header;
  for (JsonMembers members(json, kKeys); members.next();)
    switch (members.key()) {
      case 0: header.real = real_type(json); break;
      case 1: header.index = integer_type(json); break;
      case 2: header.place = integer_type(json); break;
      case 3: read_shape(json, header); break;
      case 4: header.is_spin = is_spin_type(json); break;
      case 5:
        if (version == 1) header.num_labels = count_labels(json);
        else header.labels_follow = json.boolean();
        break;
      default: json.skip();
    }
  json.finish();
  return header;
}

void read_labels(ByteSections& file, Header& header) {
  if (header.labels_follow) {
    if (file.take(1, 4, "the labels") != "VARS") file.fail("the labels must begin with \"VARS\"");
    JsonScanner json(take_json(file, "labels"), file.origin());
    header.num_labels = count_labels(json);
    json.finish();
  }
  if (header.num_labels >= 0 && header.num_labels != header.num_variables)
    file.fail("there are " + std::to_string(header.num_labels) + " labels for " +
              std::to_string(header.num_variables) + " variables");
  if (file.left() > 0) file.fail(std::to_string(file.left()) + " bytes follow behind the end");
}

// ---- biases and interactions ----

// One piece of the file at a time, in the order in which they stand there.
class Body {
 public:
  Body(ByteSections& file, const Header& header)
      : file_(file), header_(header), variable_size_(header.place.size + header.real.size),
        entry_size_(header.index.size + header.real.size) {
    const std::string_view offset = file.take(1, header.real.size, "the offset");
    offset_ = finite(header.real.real(offset.data()), "the offset");
    variables_ = file.take(header.num_variables, variable_size_, "variables").data();
    const std::string_view first = file.take(header.num_interactions, entry_size_, "interactions");
    file.take(header.num_interactions, entry_size_, "interactions, listed twice");
    entries_ = first.data();
  }

  double offset() const noexcept { return offset_; }

  void read_biases(TermCollector& terms) const {
    for (int64_t i = 0; i < header_.num_variables; ++i) {
      const char* const bias = variables_ + i * variable_size_ + header_.place.size;
      const double value = finite(header_.real.real(bias), "the bias of variable " + std::to_string(i));
      if (value != 0.0) terms.add(static_cast<int32_t>(i), static_cast<int32_t>(i), value);
    }
  }

  // Each list is ascending. So what the lists of i = 0, 1, ... say of a j > i stands at the start of the list
  // of j, in the same order: seen[j] is how far that has come.
  void read_interactions(TermCollector& terms) const {
    Vector<int64_t> seen(static_cast<size_t>(header_.num_variables), terms.memory());
    for (int64_t i = 0; i < header_.num_variables; ++i) seen[static_cast<size_t>(i)] = begin_of(i);
    for (int64_t i = 0; i < header_.num_variables; ++i) {
      if (begin_of(i) > end_of(i)) fail(i, "their list ends before it begins");
      int64_t last = i;
      for (int64_t k = seen[static_cast<size_t>(i)]; k < end_of(i); ++k) {
        const int64_t j = other(k);
        if (j <= last || j >= header_.num_variables)
          fail(i, "variable " + std::to_string(j) +
                      " is out of range, out of order, or lacks it in its own list");
        last = j;
        const int64_t mirrored = seen[static_cast<size_t>(j)]++;
        if (mirrored >= end_of(j) || other(mirrored) != i || !(value_of(mirrored) == value_of(k)))
          fail(i, "the list of variable " + std::to_string(j) + " does not have the same");
        terms.add(static_cast<int32_t>(i), static_cast<int32_t>(j), finite(value_of(k), "an interaction"));
      }
    }
  }

 private:
  int64_t begin_of(int64_t i) const {
    const int64_t place = header_.place.integer(variables_ + i * variable_size_);
    if (place < 0 || place > 2 * header_.num_interactions || (i == 0 && place > 0))
      fail(i, "their list cannot begin at " + std::to_string(place));
    return place;
  }
  int64_t end_of(int64_t i) const {
    return i + 1 < header_.num_variables ? begin_of(i + 1) : 2 * header_.num_interactions;
  }
  int64_t other(int64_t k) const noexcept { return header_.index.integer(entries_ + k * entry_size_); }
  double value_of(int64_t k) const noexcept {
    return header_.real.real(entries_ + k * entry_size_ + header_.index.size);
  }

  double finite(double value, const std::string& what) const {
    if (!std::isfinite(value)) file_.fail(what + " is not a finite number");
    return value;
  }
  [[noreturn]] void fail(int64_t i, const std::string& message) const {
    file_.fail("interactions of variable " + std::to_string(i) + ": " + message);
  }

  const ByteSections& file_;
  const Header& header_;
  const int64_t variable_size_;
  const int64_t entry_size_;
  double offset_ = 0.0;
  const char* variables_ = nullptr;
  const char* entries_ = nullptr;
};

void read_dimod_bqm(Cursor& cursor, TermCollector& terms) {
  const std::pmr::string bytes = cursor.take_rest();
  ByteSections file(bytes, cursor.origin());
  const std::string_view magic = std::string_view(bytes).substr(0, kMagic.size());
  if (magic != kMagic)
    file.fail("a binary quadratic model of dimod begins with " + std::string(kMagic) + ", this file with " +
              quoted(magic) + "; only binary quadratic models can be read");
  Header header = read_header(file);
  const Body body(file, header);
  read_labels(file, header);

  terms.begin_unannounced(kStyle, header.num_variables);
  terms.origin = header.is_spin ? WEISS_ORIGIN_ISING : WEISS_ORIGIN_QUBO;
  terms.offset = body.offset();
  body.read_biases(terms);
  body.read_interactions(terms);
  terms.note(header.is_spin ? "SPIN" : "BINARY");
  if (header.num_labels >= 0) terms.note("variables in the order of their labels");
}

// ---- writing ----

std::string header_text(const Form& form) {
  std::string text = "{\"dtype\": \"float64\", \"itype\": \"int32\", \"ntype\": \"int64\", \"shape\": [" +
                     std::to_string(form.num_variables) + ", " +
                     std::to_string(form.num_terms() - form.num_diagonal) +
                     "], \"type\": \"BinaryQuadraticModel\", \"variables\": false, \"vartype\": \"" +
                     (form.origin == WEISS_ORIGIN_ISING ? "SPIN" : "BINARY") + "\"}\n";
  constexpr size_t kAlignment = 64;
  const size_t before = kMagic.size() + 2 + 4;
  while ((before + text.size()) % kAlignment != 0) text += ' ';
  return text;
}

// The terms of the form with i < j come by rows, so that both directions of them are ascending in each list.
void write_dimod_bqm(const Form& form, TextSink& sink) {
  const auto n = static_cast<size_t>(form.num_variables);
  const auto num_linear = static_cast<size_t>(form.num_diagonal);
  const TermArrays& terms = form.terms;
  const auto allocator = terms.value.get_allocator();
  Vector<double> bias(n, allocator);
  Vector<int64_t> begin(n + 1, allocator);
  for (size_t k = 0; k < terms.row.size(); ++k) {
    const auto i = static_cast<size_t>(terms.row[k]);
    const auto j = static_cast<size_t>(terms.column[k]);
    if (k < num_linear) {
      bias[i] = terms.value[k];
    } else {
      ++begin[i + 1];
      ++begin[j + 1];
    }
  }
  for (size_t i = 0; i < n; ++i) begin[i + 1] += begin[i];

  struct Entry {
    int32_t other;
    size_t term;
  };
  Vector<Entry> entries(static_cast<size_t>(begin[n]), allocator);
  Vector<int64_t> next(begin, allocator);
  for (size_t k = num_linear; k < terms.row.size(); ++k) {
    const int32_t i = terms.row[k];
    const int32_t j = terms.column[k];
    entries[static_cast<size_t>(next[static_cast<size_t>(i)]++)] = {j, k};
    entries[static_cast<size_t>(next[static_cast<size_t>(j)]++)] = {i, k};
  }

  const std::string header = header_text(form);
  sink.text(kMagic).text({"\2\0", 2});
  store_bytes(sink, header.size(), 4);
  sink.text(header);
  store_double(sink, form.offset);
  for (size_t i = 0; i < n; ++i) {
    store_bytes(sink, static_cast<uint64_t>(begin[i]), 8);
    store_double(sink, bias[i]);
  }
  for (const Entry& entry : entries) {
    store_bytes(sink, static_cast<uint32_t>(entry.other), 4);
    store_double(sink, terms.value[entry.term]);
  }
}

// Files of dimod's other models too: the reader tells that they are not read.
bool is_dimod(std::string_view head) { return head.substr(0, 5) == "DIMOD"; }

}  // namespace

const Format kDimodBqmFormat = {
    "dimod-bqm",
    ".bqm",
    "binary quadratic model of dimod, the binary file of BinaryQuadraticModel.to_file",
    "Versions 1.0 and 2.0, with every type of numbers that they know; 2.0 is written, with float64. The\n"
    "model is an Ising energy (vartype SPIN) or a QUBO (BINARY) with an offset, minimised. Variables are\n"
    "numbered in the order of the file; their labels are left out.\n"
    "Example, in Python:\n"
    "model = dimod.BinaryQuadraticModel({0: 1}, {(0, 1): -1}, 0, \"SPIN\")\n"
    "with open(\"model.bqm\", \"wb\") as file: file.write(model.to_file().read())\n",
    kAnyOrigin,
    WEISS_SENSE_MIN,
    true,
    "each pair once",
    "the first bytes are DIMOD",
    is_dimod,
    read_dimod_bqm,
    write_dimod_bqm,
};

}  // namespace weiss
