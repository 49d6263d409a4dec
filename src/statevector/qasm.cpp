#include "statevector/qasm.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "statevector/circuit_lower.hpp"

namespace weiss {

namespace {

// Names by WEISS_GATE_*, "" where the version has none.
constexpr std::array<std::string_view, 20> kNames2 = {"",   "h",   "x",  "y",  "z",  "s",  "sdg",
                                                      "t",  "tdg", "rx", "ry", "rz", "u1", "cx",
                                                      "cz", "",    "",   "",   "",   "cu1"};
constexpr std::array<std::string_view, 20> kNames3 = {"",   "h",    "x",   "y",   "z",   "s", "sdg",
                                                      "t",  "tdg",  "rx",  "ry",  "rz",  "p", "cx",
                                                      "cz", "swap", "rxx", "ryy", "rzz", "cp"};

struct Definition {
  int32_t gate;
  std::string_view text;
};
constexpr Definition kDefinitions3[] = {
    {WEISS_GATE_RXX, "gate rxx(theta) a, b { h a; h b; cx a, b; rz(theta) b; cx a, b; h a; h b; }\n"},
    {WEISS_GATE_RYY,
     "gate ryy(theta) a, b { rx(pi/2) a; rx(pi/2) b; cx a, b; rz(theta) b; cx a, b; rx(-pi/2) a; rx(-pi/2) "
     "b; }\n"},
    {WEISS_GATE_RZZ, "gate rzz(theta) a, b { cx a, b; rz(theta) b; cx a, b; }\n"},
};

class Writer final : public GateSink {
 public:
  Writer(const Circuit& circuit, int32_t version, TextSink& out)
      : circuit_(circuit), version_(version), names_(version == 2 ? kNames2 : kNames3), out_(out) {}

  void write() {
    begin();
    Lowering lower(*this, circuit_.environment().memory());
    for (int64_t k = 0; k < circuit_.num_gates(); ++k) {
      const GateView view = circuit_.gate(k);
      if (view.kind > 0 && !name(view.kind).empty())
        gate(view.kind, view.qubits[0], view.num_qubits == 2 ? view.qubits[1] : -1, view.angle);
      else if (version_ == 3 && view.kind == kGateControlledPhase && view.num_qubits > 2)
        controlled_phase(view);
      else
        lower(view);
    }
    end();
    out_.finish();
  }

  void gate(int32_t gate, int32_t a, int32_t b, double angle) override {
    out_.text(name(gate));
    if (has_angle(gate)) real(out_.text("("), angle).text(")");
    qubit(out_.text(" "), a);
    if (b >= 0) qubit(out_.text(", "), b);
    out_.text(";\n");
  }

  void unitary(int32_t a, const EulerAngles& angles) override {
    real(out_.text(version_ == 2 ? "u3(" : "U("), angles.theta);
    real(out_.text(", "), angles.phi);
    real(out_.text(", "), angles.lambda);
    qubit(out_.text(") "), a).text(";\n");
  }

 private:
  std::string_view name(int32_t gate) const { return names_[static_cast<size_t>(gate)]; }

  // Always with a point, which version 2 wants even before an exponent.
  TextSink& real(TextSink& out, double number) const {
    char digits[32];
    const std::to_chars_result result = std::to_chars(digits, digits + sizeof digits, number);
    std::string text(digits, result.ptr);
    if (text.find('.') == std::string::npos) text.insert(std::min(text.find('e'), text.size()), ".0");
    return out.text(text);
  }
  TextSink& qubit(TextSink& out, int32_t index) const { return out.text("q[").integer(index).text("]"); }

  void controlled_phase(const GateView& view) {
    out_.text("ctrl(").integer(view.num_qubits - 1);
    real(out_.text(") @ p("), view.angle).text(")");
    for (int32_t k = 0; k < view.num_qubits; ++k) qubit(out_.text(k == 0 ? " " : ", "), view.qubits[k]);
    out_.text(";\n");
  }

  void begin() {
    out_.text(version_ == 2 ? "OPENQASM 2.0;\ninclude \"qelib1.inc\";\n"
                            : "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n");
    if (version_ == 3) {
      std::array<bool, kNames3.size()> used{};
      for (int64_t k = 0; k < circuit_.num_gates(); ++k)
        if (const int32_t kind = circuit_.gate(k).kind; kind > 0) used[static_cast<size_t>(kind)] = true;
      for (const Definition& definition : kDefinitions3)
        if (used[static_cast<size_t>(definition.gate)]) out_.text(definition.text);
    }
    if (circuit_.num_qubits() == 0) return;  // a register of nothing is no legal text
    out_.text(version_ == 2 ? "qreg q[" : "qubit[").integer(circuit_.num_qubits());
    out_.text(version_ == 2 ? "];\ncreg c[" : "] q;\nbit[").integer(circuit_.num_qubits());
    out_.text(version_ == 2 ? "];\n" : "] c;\n");
  }

  void end() {
    if (circuit_.num_qubits() > 0) out_.text(version_ == 2 ? "measure q -> c;\n" : "c = measure q;\n");
  }

  const Circuit& circuit_;
  const int32_t version_;
  const std::array<std::string_view, 20>& names_;
  TextSink& out_;
};

}  // namespace

void write_qasm(const Circuit& circuit, int32_t version, TextSink& out) {
  if (version != 2 && version != 3)
    throw Error(WEISS_E_ARGUMENT, "OpenQASM is written in version 2 or 3, not " + std::to_string(version));
  Writer(circuit, version, out).write();
}

}  // namespace weiss
