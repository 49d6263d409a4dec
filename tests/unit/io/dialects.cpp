#include "io/dialects.hpp"

namespace weiss_test {

namespace {

std::string replaced(std::string text, const std::string& key, const std::string& value) {
  for (size_t at = 0; (at = text.find(key, at)) != std::string::npos; at += value.size())
    text.replace(at, key.size(), value);
  return text;
}

std::string biqmac_matrix(int64_t n, const std::vector<Line>& lines) {
  std::vector<std::string> entry(static_cast<size_t>(n * n), "0");
  for (const Line& l : lines) {
    entry[static_cast<size_t>(l.i * n + l.j)] = l.value;
    entry[static_cast<size_t>(l.j * n + l.i)] = l.value;
  }
  std::string text = std::to_string(n) + "\n";
  for (size_t k = 0; k < entry.size(); ++k)
    text += entry[k] + ((k + 1) % static_cast<size_t>(n) ? " " : "\n");
  return text;
}

template <bool spins>
std::string bqpjson(int64_t n, const std::vector<Line>& lines) {
  std::string ids;
  for (int64_t i = 0; i < n; ++i) ids += (i > 0 ? ", " : "") + std::to_string(i);
  std::string linear, quadratic;
  for (const Line& l : lines) {
    std::string& terms = l.i == l.j ? linear : quadratic;
    const std::string i = std::to_string(l.i);
    terms += terms.empty() ? "\n" : ",\n";
    terms += l.i == l.j ? "{\"id\": " + i : "{\"id_head\": " + i + ", \"id_tail\": " + std::to_string(l.j);
    terms += ", \"coeff\": " + l.value + "}";
  }
  return "{\"version\": \"1.0.0\", \"id\": 7,\n\"variable_ids\": [" + ids + "],\n\"variable_domain\": " +
         (spins ? "\"spin\"" : "\"boolean\"") + ", \"scale\": 1.0, \"offset\": 0,\n\"linear_terms\": [" +
         linear + "],\n\"quadratic_terms\": [" + quadratic + "],\n\"metadata\": {}}\n";
}

std::vector<Dialect> all_dialects() {
  const Dialect maxcut = {"maxcut", WEISS_ORIGIN_MAXCUT, WEISS_SENSE_MAX, 1, "edge", "edges", "node", "nodes",
                          "$n $m\n"};
  const Dialect qubo = {"qubo-max", WEISS_ORIGIN_QUBO, WEISS_SENSE_MAX, 1,        "term",
                        "terms",    "variable",        "variables",     "$n $m\n"};
  std::vector<Dialect> all;
  const auto add = [&all](Dialect dialect, const char* format) -> Dialect& {
    dialect.format = format;
    all.push_back(dialect);
    return all.back();
  };
  add(maxcut, "maxcut").comments = "#c";
  {
    Dialect& qbsolv = add(qubo, "qbsolv");
    qbsolv.sense = WEISS_SENSE_MIN;
    qbsolv.base = 0;
    qbsolv.header = "p qubo 0 $n $d $o\n";
    qbsolv.comments = "cC";
  }
  add(qubo, "qubo-max").comments = "#";
  {
    Dialect& biqmac = add(qubo, "biqmac");
    biqmac.sense = WEISS_SENSE_MIN;
    biqmac.comments = "#";
    biqmac.pair_factor = 2.0;
  }
  {
    Dialect& matrix = add(all.back(), "biqmac-mat");
    matrix.header = "$n\n";
    matrix.whole = biqmac_matrix;
  }
  {
    Dialect& mqlib = add(qubo, "mqlib-qubo");
    mqlib.comments = "#";
    mqlib.pair_factor = 2.0;
  }
  {
    Dialect& or_library = add(qubo, "or-library");
    or_library.header = "1\n$n $m\n";
    or_library.pair_factor = 2.0;
  }
  {
    Dialect& mtx = add(qubo, "mtx-qubo");
    mtx.sense = WEISS_SENSE_MIN;
    mtx.term = "entry";
    mtx.terms = "entries";
    mtx.header = "%%MatrixMarket matrix coordinate real symmetric\n$n $n $m\n";
    mtx.pair_factor = 2.0;
    mtx.fortran = true;
  }
  {
    Dialect& mtx = add(maxcut, "mtx-graph");
    mtx.term = "entry";
    mtx.terms = "entries";
    mtx.header = "%%MatrixMarket matrix coordinate real symmetric\n$n $n $m\n";
    mtx.fortran = true;
  }
  {
    Dialect& dimacs = add(maxcut, "dimacs");
    dimacs.header = "p edge $n $m\n";
    dimacs.comments = "cC";
    dimacs.line_start = "e ";
    dimacs.has_values = false;
  }
  {
    Dialect& qubist = add(qubo, "qubist");
    qubist.origin = WEISS_ORIGIN_ISING;
    qubist.sense = WEISS_SENSE_MIN;
    qubist.term = "line";
    qubist.terms = "lines";
    qubist.variable = "site";
    qubist.variables = "sites";
  }
  for (const int32_t origin : {WEISS_ORIGIN_QUBO, WEISS_ORIGIN_ISING}) {
    Dialect& coo = add(qubo, "dimod-coo");
    coo.origin = origin;
    coo.sense = WEISS_SENSE_MIN;
    coo.base = 0;
    coo.header = origin == WEISS_ORIGIN_ISING ? "# vartype=SPIN\n" : "# vartype=BINARY\n";
    coo.comments = "#";
  }
  for (const bool spins : {false, true}) {
    Dialect& json = add(qubo, "bqpjson");
    json.origin = spins ? WEISS_ORIGIN_ISING : WEISS_ORIGIN_QUBO;
    json.sense = WEISS_SENSE_MIN;
    json.json = true;
    json.whole = spins ? bqpjson<true> : bqpjson<false>;
  }
  return all;
}

}  // namespace

const std::vector<Dialect>& dialects() {
  static const std::vector<Dialect> all = all_dialects();
  return all;
}

std::string Dialect::header_of(const std::string& n, const std::string& m) const {
  return replaced(replaced(replaced(replaced(header, "$n", n), "$m", m), "$o", m), "$d", "0");
}

std::string Dialect::header_of(int64_t n, const std::vector<Line>& lines) const {
  const auto diagonal = std::count_if(lines.begin(), lines.end(), [](const Line& l) { return l.i == l.j; });
  const auto total = static_cast<int64_t>(lines.size());
  std::string result = replaced(header, "$n", std::to_string(n));
  result = replaced(result, "$m", std::to_string(total));
  result = replaced(result, "$d", std::to_string(diagonal));
  return replaced(result, "$o", std::to_string(total - diagonal));
}

std::string Dialect::line(const Line& line) const {
  return line_start + std::to_string(line.i + base) + " " + std::to_string(line.j + base) +
         (has_values ? " " + line.value : "") + "\n";
}

std::string Dialect::file(int64_t n, const std::vector<Line>& lines) const {
  if (whole) return whole(n, lines);
  std::string result = header_of(n, lines);
  int64_t largest = -1;
  for (const Line& l : lines) {
    result += line(l);
    largest = std::max({largest, l.i, l.j});
  }
  if (!tells_size() && largest < n - 1) result += line({n - 1, n - 1, "0"});
  return result;
}

UserForm Dialect::form(int64_t n, const std::vector<Line>& lines) const {
  UserForm form;
  form.origin = origin;
  form.sense = sense;
  form.num_spins = n;
  if (origin == WEISS_ORIGIN_ISING) form.linear.assign(static_cast<size_t>(n), 0.0);
  if (!has_values) form.duplicates = WEISS_DUPLICATES_LAST;
  for (const Line& l : lines) {
    const double value = has_values ? std::stod(l.value) : 1.0;
    if (l.i == l.j && origin == WEISS_ORIGIN_ISING) form.linear[static_cast<size_t>(l.i)] += value;
    else
      form.add(static_cast<int32_t>(l.i), static_cast<int32_t>(l.j),
               l.i == l.j ? value : pair_factor * value);
  }
  return form;
}

int64_t Dialect::column(int64_t word_column) const {
  return word_column + static_cast<int64_t>(std::string_view(line_start).size());
}

}  // namespace weiss_test
