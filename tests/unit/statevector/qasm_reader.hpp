// Runs the OpenQASM that Weiss writes, read by the grammar of the language: real numbers with a point in
// version 2, gates of qelib1.inc or stdgates.inc, definitions, and ctrl @ in version 3. Whatever else comes
// is an error.
#pragma once

#include <cctype>
#include <cmath>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "statevector/naive.hpp"

namespace weiss_test {

class QasmReader {
 public:
  explicit QasmReader(const std::string& text) : text_(text) {}

  // Applies the whole circuit to a state of as many qubits.
  void run(naive::State& state) {
    state_ = &state;
    version_ = take("OPENQASM 2.0;") ? 2 : 3;
    if (version_ == 3) expect("OPENQASM 3.0;");
    expect(version_ == 2 ? "include \"qelib1.inc\";" : "include \"stdgates.inc\";");
    while (!at_end()) statement();
    if (num_qubits_ > 0 && !measured_) fail("no measurement");
  }

  int num_qubits() const { return num_qubits_; }
  int version() const { return version_; }

 private:
  struct Definition {
    std::vector<std::string> parameters, qubits;
    size_t body;  // where it begins in the text
  };
  using Numbers = std::map<std::string, double>;
  using Qubits = std::map<std::string, int>;

  void statement() {
    if (measured_) fail("something after the measurement");
    if (version_ == 2 && take("qreg q[")) return declare("];");
    if (version_ == 2 && take("creg c[")) return same_size("];");
    if (version_ == 2 && take("measure q -> c;")) return measure();
    if (version_ == 3 && take("qubit[")) return declare("] q;");
    if (version_ == 3 && take("bit[")) return same_size("] c;");
    if (version_ == 3 && take("c = measure q;")) return measure();
    if (version_ == 3 && take("gate ")) return define();
    call({}, {});
  }
  void declare(const char* end) {
    num_qubits_ = static_cast<int>(number({}));
    expect(end);
    if (state_->size() != size_t{1} << num_qubits_) fail("another number of qubits than expected");
  }
  void same_size(const char* end) {
    if (static_cast<int>(number({})) != num_qubits_) fail("registers of different sizes");
    expect(end);
  }
  void measure() { measured_ = true; }

  void define() {
    Definition definition;
    const std::string name = word();
    expect("(");
    do definition.parameters.push_back(word());
    while (take(","));
    expect(")");
    do definition.qubits.push_back(word());
    while (take(","));
    expect("{");
    definition.body = position_;
    definitions_[name] = definition;
    position_ = text_.find('}', position_) + 1;
  }

  void call(const Numbers& numbers, const Qubits& qubits) {
    int controls = 0;
    if (version_ == 3 && take("ctrl(")) {
      controls = static_cast<int>(number({}));
      expect(") @");
    }
    const std::string name = word();
    std::vector<double> angles;
    if (take("(")) {
      do angles.push_back(expression(numbers));
      while (take(","));
      expect(")");
    }
    std::vector<int> targets;
    do targets.push_back(qubit(qubits));
    while (take(","));
    expect(";");
    const auto found = definitions_.find(name);
    if (found == definitions_.end()) return apply(name, angles, controls, targets);
    const Definition& definition = found->second;
    if (angles.size() != definition.parameters.size() || targets.size() != definition.qubits.size())
      fail("another number of arguments than " + name + " has");
    Numbers inner_numbers;
    Qubits inner_qubits;
    for (size_t k = 0; k < angles.size(); ++k) inner_numbers[definition.parameters[k]] = angles[k];
    for (size_t k = 0; k < targets.size(); ++k) inner_qubits[definition.qubits[k]] = targets[k];
    const size_t back = position_;
    position_ = definition.body;
    while (!take("}")) call(inner_numbers, inner_qubits);
    position_ = back;
  }

  void apply(const std::string& name, const std::vector<double>& angles, int controls,
             const std::vector<int>& targets) {
    static const std::map<std::string, int> gates = {
        {"h", WEISS_GATE_H},   {"x", WEISS_GATE_X},     {"y", WEISS_GATE_Y},   {"z", WEISS_GATE_Z},
        {"s", WEISS_GATE_S},   {"sdg", WEISS_GATE_SDG}, {"t", WEISS_GATE_T},   {"tdg", WEISS_GATE_TDG},
        {"rx", WEISS_GATE_RX}, {"ry", WEISS_GATE_RY},   {"rz", WEISS_GATE_RZ}, {"cx", WEISS_GATE_CX},
        {"cz", WEISS_GATE_CZ}};
    const bool swap = name == "swap" && version_ == 3;
    const auto is = [&](const char* name2, const char* name3) {
      return name == (version_ == 2 ? name2 : name3);
    };
    if (controls > 0 ? name == "p" : is("u1", "p") || is("cu1", "cp")) {
      require(angles.size() == 1 && targets.size() == (controls > 0    ? static_cast<size_t>(controls) + 1
                                                       : is("u1", "p") ? 1u
                                                                       : 2u),
              name);
      naive::controlled_phase(*state_, targets, angles[0]);
    } else if (controls == 0 && is("u3", "U")) {
      require(angles.size() == 3 && targets.size() == 1, name);
      naive::apply(*state_, targets, u3(angles[0], angles[1], angles[2]));
    } else if (controls == 0 && (swap || gates.count(name))) {
      const int gate = swap ? WEISS_GATE_SWAP : gates.at(name);
      const bool turns = gate >= WEISS_GATE_RX && gate <= WEISS_GATE_RZ;
      require(angles.size() == (turns ? 1 : 0) && targets.size() == (gate >= WEISS_GATE_CX ? 2 : 1), name);
      naive::gate(*state_, num_qubits_, gate, targets[0], targets.back(), turns ? angles[0] : 0.0);
    } else {
      fail("unknown gate " + name);
    }
  }
  void require(bool right, const std::string& name) const {
    if (!right) fail("another number of angles or qubits than " + name + " has");
  }

  static naive::Matrix u3(double theta, double phi, double lambda) {
    const double c = std::cos(theta / 2), s = std::sin(theta / 2);
    return {c, -std::polar(s, lambda), std::polar(s, phi), std::polar(c, phi + lambda)};
  }

  int qubit(const Qubits& qubits) {
    const std::string name = word();
    if (!qubits.empty()) return qubits.at(name);
    if (name != "q") fail("register " + name);
    expect("[");
    const int index = static_cast<int>(number({}));
    expect("]");
    if (index >= num_qubits_) fail("qubit out of range");
    return index;
  }

  double expression(const Numbers& numbers) {
    const bool negative = take("-");
    double value = number(numbers);
    if (take("/")) value /= number(numbers);
    return negative ? -value : value;
  }
  double number(const Numbers& numbers) {
    skip_blanks();
    if (std::isalpha(static_cast<unsigned char>(text_[position_]))) {
      const std::string name = word();
      return name == "pi" ? std::acos(-1.0) : numbers.at(name);
    }
    char* end = nullptr;
    const double value = std::strtod(text_.c_str() + position_, &end);
    const std::string digits(text_.c_str() + position_, static_cast<const char*>(end));
    if (digits.empty()) fail("no number");
    if (digits.find_first_of("eE") != std::string::npos && digits.find('.') == std::string::npos)
      fail("an exponent without a point");
    position_ += digits.size();
    return value;
  }

  std::string word() {
    skip_blanks();
    const size_t begin = position_;
    while (position_ < text_.size() &&
           (std::isalnum(static_cast<unsigned char>(text_[position_])) || text_[position_] == '_'))
      ++position_;
    if (position_ == begin) fail("no name");
    return text_.substr(begin, position_ - begin);
  }
  bool take(const std::string& token) {
    skip_blanks();
    if (text_.compare(position_, token.size(), token) != 0) return false;
    position_ += token.size();
    return true;
  }
  void expect(const std::string& token) {
    if (!take(token)) fail("no " + token);
  }
  void skip_blanks() {
    while (position_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[position_])))
      ++position_;
  }
  bool at_end() {
    skip_blanks();
    return position_ == text_.size();
  }
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error(what + " at " + text_.substr(position_, 40));
  }

  const std::string text_;
  size_t position_ = 0;
  int version_ = 0;
  int num_qubits_ = 0;
  bool measured_ = false;
  naive::State* state_ = nullptr;
  std::map<std::string, Definition> definitions_;
};

}  // namespace weiss_test
