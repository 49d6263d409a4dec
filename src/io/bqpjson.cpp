// BQPJSON 1.0.0 (Los Alamos National Laboratory), the JSON form of QUBO and Ising problems.
#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "io/formats.hpp"
#include "io/json_members.hpp"
#include "io/utf8.hpp"

namespace weiss {

namespace {

constexpr TermStyle kStyle = {"term", "terms", "variable", "variables", 0};

int64_t id_of(JsonScanner& json) {
  const int64_t id = json.integer();
  if (id < 0) json.fail("an id must not be negative, got " + std::to_string(id));
  return id;
}

// ---- variable_ids ----

// Any numbers of a file to the variables 0, 1, ... in the order in which the file lists them.
class Variables {
 public:
  Variables(JsonScanner& json, Memory* memory) : by_id_(memory) {
    for (json.begin_array(); json.next_item();) {
      const int64_t id = id_of(json);
      counted_ = counted_ && id == size();
      by_id_.emplace_back(id, size());
    }
    std::sort(by_id_.begin(), by_id_.end());
    const auto twice = std::adjacent_find(by_id_.begin(), by_id_.end(),
                                          [](const Entry& a, const Entry& b) { return a.first == b.first; });
    if (twice != by_id_.end()) json.fail("the id " + std::to_string(twice->first) + " comes twice");
  }

  int64_t size() const noexcept { return static_cast<int64_t>(by_id_.size()); }
  bool counted() const noexcept { return counted_; }  // the ids are 0, 1, 2, ...

  int32_t index(JsonScanner& json) const {
    const int64_t id = id_of(json);
    if (counted_ && id < size()) return static_cast<int32_t>(id);
    const auto entry = std::lower_bound(by_id_.begin(), by_id_.end(), Entry{id, 0});
    if (entry == by_id_.end() || entry->first != id)
      json.fail("the id " + std::to_string(id) + " is not among the variable_ids");
    return static_cast<int32_t>(entry->second);
  }

 private:
  using Entry = std::pair<int64_t, int64_t>;
  Vector<Entry> by_id_;
  bool counted_ = true;
};

// ---- the document ----

// What the document says but for the variables and terms, which may come before the keys that they need: the
// scanners stand before their arrays.
struct Document {
  bool spins = false;
  double scale = 1.0;
  double offset = 0.0;
  std::optional<JsonScanner> variable_ids;
  std::optional<JsonScanner> linear_terms;
  std::optional<JsonScanner> quadratic_terms;
};

void require_version(JsonScanner& json) {
  const std::string version = json.string();
  if (version != "1.0.0") json.fail("version \"1.0.0\" is needed, not " + quoted(version));
}

bool is_spin_domain(JsonScanner& json) {
  const std::string domain = json.string();
  if (domain != "spin" && domain != "boolean")
    json.fail("\"spin\" or \"boolean\" is needed, not " + quoted(domain));
  return domain == "spin";
}

double scale_of(JsonScanner& json) {
  const double scale = json.number();
  if (scale < 0.0) json.fail("the scale must not be negative");
  return scale;
}

void check_solutions(JsonScanner& json) {
  static constexpr std::string_view kSolutionKeys[] = {"id", "assignment", "evaluation", "description"};
  static constexpr std::string_view kAssignmentKeys[] = {"id", "value"};
  const auto check_assignment = [&] {
    for (JsonMembers members(json, kAssignmentKeys); members.next();)
      switch (members.key()) {
        case 0: id_of(json); break;
        case 1: json.integer(); break;
        default: json.skip();
      }
  };
  for (json.begin_array(); json.next_item();)
    for (JsonMembers members(json, kSolutionKeys, 2); members.next();)
      switch (members.key()) {
        case 0: id_of(json); break;
        case 1:
          for (json.begin_array(); json.next_item();) check_assignment();
          break;
        case 2: json.number(); break;
        case 3: json.string(); break;
        default: json.skip();
      }
}

void skip_object(JsonScanner& json) {
  for (json.begin_object(); json.next_member();) json.skip();
}

Document read_document(JsonScanner& json) {
  static constexpr std::string_view kKeys[] = {
      "version",      "id",           "variable_ids",    "variable_domain", "scale",      "offset",
      "linear_terms", "quadratic_terms", "metadata",     "description",     "solutions"};
  Document document;
  const auto come_back = [&](std::optional<JsonScanner>& place) {
    place.emplace(json);
    json.skip();
  };
  for (JsonMembers members(json, kKeys, 2); members.next();)
    switch (members.key()) {
      case 0: require_version(json); break;
      case 1: id_of(json); break;
      case 2: come_back(document.variable_ids); break;
      case 3: document.spins = is_spin_domain(json); break;
      case 4: document.scale = scale_of(json); break;
      case 5: document.offset = json.number(); break;
      case 6: come_back(document.linear_terms); break;
      case 7: come_back(document.quadratic_terms); break;
      case 8: skip_object(json); break;
      case 9: json.string(); break;
      case 10: check_solutions(json); break;
      default: json.skip();
    }
  json.finish();
  return document;
}

// ---- terms ----

double scaled(JsonScanner& json, double scale) {
  const double value = scale * json.number();
  if (!std::isfinite(value)) json.fail("the scaled value is more than a double can hold");
  return value;
}

void read_linear_terms(JsonScanner& json, const Variables& variables, double scale, TermCollector& terms) {
  static constexpr std::string_view kKeys[] = {"id", "coeff"};
  for (json.begin_array(); json.next_item();) {
    int32_t i = 0;
    double value = 0.0;
    for (JsonMembers members(json, kKeys); members.next();)
      switch (members.key()) {
        case 0: i = variables.index(json); break;
        case 1: value = scaled(json, scale); break;
        default: json.skip();
      }
    terms.add(i, i, value);
  }
}

void read_quadratic_terms(JsonScanner& json, const Variables& variables, double scale, TermCollector& terms) {
  static constexpr std::string_view kKeys[] = {"id_head", "id_tail", "coeff"};
  for (json.begin_array(); json.next_item();) {
    int32_t i = 0;
    int32_t j = 0;
    double value = 0.0;
    for (JsonMembers members(json, kKeys); members.next();)
      switch (members.key()) {
        case 0: i = variables.index(json); break;
        case 1: j = variables.index(json); break;
        case 2: value = scaled(json, scale); break;
        default: json.skip();
      }
    if (i == j) json.fail("id_head and id_tail are the same; that is a linear term");
    terms.add(i, j, value);
  }
}

void read_bqpjson(Cursor& cursor, TermCollector& terms) {
  const std::pmr::string text = cursor.take_rest();
  JsonScanner json(text, cursor.origin());
  Document document = read_document(json);
  const Variables variables(*document.variable_ids, terms.memory());
  terms.begin_unannounced(kStyle, variables.size());
  terms.origin = document.spins ? WEISS_ORIGIN_ISING : WEISS_ORIGIN_QUBO;
  terms.offset = document.scale * document.offset;
  if (!std::isfinite(terms.offset))
    cursor.fail_line("scale * offset is more than a double can hold");
  read_linear_terms(*document.linear_terms, variables, document.scale, terms);
  read_quadratic_terms(*document.quadratic_terms, variables, document.scale, terms);
  terms.note(document.spins ? "spin" : "boolean");
  if (!variables.counted()) terms.note("variables in the order of variable_ids");
  if (document.scale != 1.0) terms.note("multiplied with scale");
}

// ---- writing ----

void write_bqpjson(const Form& form, TextSink& sink) {
  sink.text("{\n\"version\": \"1.0.0\",\n\"id\": 0,\n\"variable_ids\": [");
  for (int64_t i = 0; i < form.num_variables; ++i) sink.text(i == 0 ? "" : ", ").integer(i);
  sink.text("],\n\"variable_domain\": ").text(form.origin == WEISS_ORIGIN_ISING ? "\"spin\"" : "\"boolean\"");
  sink.text(",\n\"scale\": 1,\n\"offset\": ").number(form.offset);
  sink.text(",\n\"linear_terms\": [");
  const auto num_linear = static_cast<size_t>(form.num_diagonal);
  for (size_t k = 0; k < num_linear; ++k) {
    sink.text(k == 0 ? "\n" : ",\n").text("{\"id\": ").integer(form.terms.row[k]);
    sink.text(", \"coeff\": ").number(form.terms.value[k]).text("}");
  }
  sink.text("],\n\"quadratic_terms\": [");
  for (size_t k = num_linear; k < form.terms.row.size(); ++k) {
    sink.text(k == num_linear ? "\n" : ",\n").text("{\"id_head\": ").integer(form.terms.row[k]);
    sink.text(", \"id_tail\": ").integer(form.terms.column[k]);
    sink.text(", \"coeff\": ").number(form.terms.value[k]).text("}");
  }
  sink.text("],\n\"metadata\": {}\n}\n");
}

// A JSON object, whatever is in it.
bool is_object(std::string_view head) {
  const size_t first = head.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && head[first] == '{';
}

}  // namespace

const Format kBqpjsonFormat = {
    "bqpjson",
    ".json",
    "QUBO or Ising problem in JSON, with an offset (LANL bqpjson 1.0.0)",
    "An object with the keys\n"
    "version          \"1.0.0\"\n"
    "id               a number, not used\n"
    "variable_ids     [3, 7, ...]: integers, not negative; variables are numbered in this order\n"
    "variable_domain  \"spin\" (-1, +1) or \"boolean\" (0, 1)\n"
    "scale, offset    numbers; scale is not negative\n"
    "linear_terms     [{\"id\": 3, \"coeff\": 0.5}, ...]\n"
    "quadratic_terms  [{\"id_head\": 3, \"id_tail\": 7, \"coeff\": -1}, ...]: two different ids\n"
    "metadata         an object, not used\n"
    "and perhaps description and solutions, which are not used either; other keys are ignored.\n"
    "The value is scale * (the sum of all terms + offset), minimised. A pair that comes twice, in\n"
    "either order, is summed up.\n"
    "Example, min 1 + s_0 - s_0 s_1, best value -1:\n"
    "{\"version\": \"1.0.0\", \"id\": 0, \"variable_ids\": [0, 1], \"variable_domain\": \"spin\",\n"
    " \"scale\": 1, \"offset\": 1, \"linear_terms\": [{\"id\": 0, \"coeff\": 1}],\n"
    " \"quadratic_terms\": [{\"id_head\": 0, \"id_tail\": 1, \"coeff\": -1}], \"metadata\": {}}\n",
    kAnyOrigin,
    WEISS_SENSE_MIN,
    true,
    "each pair once",
    "an object of JSON",
    is_object,
    read_bqpjson,
    write_bqpjson,
};

}  // namespace weiss
