// weiss circuit: the QAOA circuit of a problem as OpenQASM, and what it takes.
#include <cstdio>

#include "ansatz.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "option_table.hpp"
#include "text.hpp"

namespace cli {

namespace {

int32_t append(void* text, const char* piece, size_t size) noexcept {
  try {
    static_cast<std::string*>(text)->append(piece, size);
    return 0;
  } catch (...) {
    return 1;
  }
}

std::string qasm_of(const weiss_circuit* circuit, int32_t version) {
  std::string text;
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_circuit_write_qasm(circuit, version, append, &text, &error), error, kFailed);
  return text;
}

weiss_circuit_counts counts_of(const weiss_circuit* circuit, bool decomposed) {
  auto counts = defaults<weiss_circuit_counts>();
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_circuit_count(circuit, decomposed, &counts, &error), error, kFailed);
  return counts;
}

std::string counts_table(const weiss_circuit* circuit) {
  const weiss_circuit_counts gates = counts_of(circuit, false), parts = counts_of(circuit, true);
  const auto row = [](const char* name, int64_t as_it_is, int64_t decomposed) {
    return std::vector<std::string>{name, format_exact(as_it_is), format_exact(decomposed)};
  };
  return aligned({{"", "as it is", "in OpenQASM 2"},
                  row("qubits", gates.num_qubits, parts.num_qubits),
                  row("one-qubit gates", gates.one_qubit_gates, parts.one_qubit_gates),
                  row("two-qubit gates", gates.two_qubit_gates, parts.two_qubit_gates),
                  row("larger gates", gates.many_qubit_gates, parts.many_qubit_gates),
                  row("rotations", gates.rotations, parts.rotations),
                  row("depth", gates.depth, parts.depth),
                  row("two-qubit depth", gates.two_qubit_depth, parts.two_qubit_depth)});
}

int circuit(const Arguments& arguments) {
  const bool counts = arguments.has("--counts");
  const auto out = arguments.has("-o") ? arguments.text("-o") : arguments.text("--out");
  const int32_t version = arguments.choice("--qasm", {"2", "3"}).value_or(1) == 0 ? 2 : 3;
  if (counts && out && *out == "-")
    throw Failure(kUsage, "--counts and --out - would both go to the standard output");
  if (out) require_writable(*out);

  const Context context = open_context();
  const Problem problem = read_problem(context.get(), arguments.positional()[0], arguments);
  const Circuit qaoa = make_circuit(context.get(), problem.get(), arguments);
  if (out || !counts) write_text(out.value_or("-"), qasm_of(qaoa.get(), version));
  if (counts) std::printf("%s", counts_table(qaoa.get()).c_str());
  return kSolved;
}

std::vector<Option> options() {
  std::vector<Option> all = ansatz_options();
  all.push_back({"--qasm", "2|3", "version of OpenQASM; default: 3"});
  all.push_back({"--counts", nullptr, "print gates and depth; the circuit is written only with --out"});
  all.push_back({"--out", "OUT", "where the circuit goes; default: -, the standard output"});
  all.push_back({"-o", "OUT", "the same"});
  return with_reading_options(all);
}

}  // namespace

const Command& circuit_command() {
  static const Command command = {
      "circuit",
      "FILE",
      "writes the QAOA circuit of a problem as OpenQASM, and counts its gates",
      1,
      1,
      options(),
      "Qubit i is variable i of the file, counted from 0; measured 1 is x = 1. A layer is RZ(2 gamma h),\n"
      "RZZ(2 gamma J) and RX(2 beta) for the energy that is minimised (weiss stats shows it): with gamma > "
      "0\n"
      "a good beta is negative. Version 2 needs the gates of qelib1.inc only.\n"
      "\n"
      "    weiss solve g.mc --solver qaoa --set depth=2 --report r.json\n"
      "    weiss circuit g.mc --report r.json --out g.qasm\n"
      "    weiss circuit g.mc --parameters 0.6,-0.4 --counts\n",
      circuit};
  return command;
}

}  // namespace cli
