// Trajectories against the density matrix that the channels make by definition.
#include <doctest/doctest.h>

#include <atomic>
#include <cstring>

#include "runtime/run.hpp"
#include "statevector/circuit_support.hpp"

using weiss_test::CircuitOwner;
using weiss_test::ContextOwner;
using weiss_test::make_circuit;
using weiss_test::make_context;
using weiss_test::random_circuit;

namespace naive = weiss_test::naive;

namespace {

struct Observed {
  double value = 0.0;
  double standard_error = 0.0;
};

struct Histogram {
  std::vector<uint64_t> states;
  std::vector<int64_t> counts;

  bool operator==(const Histogram& other) const { return states == other.states && counts == other.counts; }
};

weiss_noise no_noise() {
  weiss_noise noise;
  weiss_struct_init(&noise, sizeof noise);
  return noise;
}

const std::vector<std::string> kLetters = {"I", "X", "Y", "Z"};

std::vector<std::string> random_paulis(weiss::Random& random, int32_t n) {
  std::vector<std::string> paulis;
  for (int k = 0; k < 4; ++k) {
    std::string pauli;
    for (int32_t i = 0; i < n; ++i) pauli += kLetters[random.below(4)];
    paulis.push_back(pauli);
  }
  return paulis;
}

const double kCoefficients[] = {0.7, -1.1, 0.4, 0.9};

Observed expect(const weiss_circuit* circuit, const weiss_run* run, const weiss_noise* noise, uint64_t seed,
                int64_t trajectories, const std::vector<std::string>& paulis) {
  std::vector<const char*> texts;
  for (const std::string& pauli : paulis) texts.push_back(pauli.c_str());
  Observed observed;
  weiss_error error = WEISS_ERROR_INIT;
  REQUIRE_MESSAGE(weiss_circuit_expectation(circuit, run, noise, seed, trajectories,
                                            static_cast<int64_t>(texts.size()), texts.data(), kCoefficients,
                                            &observed.value, &observed.standard_error, &error) == WEISS_OK,
                  error.message);
  return observed;
}

Histogram sample(const weiss_circuit* circuit, const weiss_run* run, const weiss_noise* noise, uint64_t seed,
                 int64_t shots) {
  Histogram histogram;
  histogram.states.resize(static_cast<size_t>(shots));
  histogram.counts.resize(static_cast<size_t>(shots));
  int64_t num_states = 0;
  weiss_error error = WEISS_ERROR_INIT;
  REQUIRE_MESSAGE(weiss_circuit_sample(circuit, run, noise, seed, shots, histogram.states.data(),
                                       histogram.counts.data(), &num_states, &error) == WEISS_OK,
                  error.message);
  histogram.states.resize(static_cast<size_t>(num_states));
  histogram.counts.resize(static_cast<size_t>(num_states));
  return histogram;
}

// rho[row][column]; what acts on columns acts on kets.
class Density {
 public:
  explicit Density(int32_t n) : size_(size_t{1} << n), rows_(size_, naive::State(size_)) {
    rows_[0][0] = 1.0;
  }

  void run(const weiss_circuit& circuit, const weiss_noise& noise) {
    for (int64_t k = 0; k < circuit.num_gates(); ++k) {
      const weiss::GateView view = circuit.gate(k);
      const std::vector<int> qubits(view.qubits, view.qubits + view.num_qubits);
      conjugate([&](naive::State& ket) { weiss_test::apply_naively(view, ket); });
      replace(qubits, qubits.size() == 1 ? noise.depolarizing_1 : noise.depolarizing_2);
      for (const int qubit : qubits) pauli_channel(qubit, noise);
    }
  }

  double mean(const std::string& pauli) const {
    Density product = *this;
    product.multiply([&](naive::State& ket) { ket = naive::pauli_times(ket, pauli); });
    naive::Complex trace = 0.0;
    for (size_t k = 0; k < size_; ++k) trace += product.rows_[k][k];
    return trace.real();
  }

  // Probabilities of measured states whose bits are flipped with a probability.
  std::vector<double> measured(double readout) const {
    std::vector<double> probabilities(size_);
    for (size_t seen = 0; seen < size_; ++seen)
      for (size_t state = 0; state < size_; ++state) {
        double flips = 1.0;
        for (size_t bit = 1; bit < size_; bit *= 2) flips *= (seen ^ state) & bit ? readout : 1.0 - readout;
        probabilities[seen] += flips * rows_[state][state].real();
      }
    return probabilities;
  }

 private:
  template <class Act>
  void multiply(const Act& act) {  // from the left
    for (size_t column = 0; column < size_; ++column) {
      naive::State ket(size_);
      for (size_t row = 0; row < size_; ++row) ket[row] = rows_[row][column];
      act(ket);
      for (size_t row = 0; row < size_; ++row) rows_[row][column] = ket[row];
    }
  }
  void take_adjoint() {
    for (size_t r = 0; r < size_; ++r)
      for (size_t s = 0; s <= r; ++s) {
        const naive::Complex z = rows_[r][s];
        rows_[r][s] = std::conj(rows_[s][r]);
        rows_[s][r] = std::conj(z);
      }
  }
  template <class Act>
  void conjugate(const Act& act) {
    multiply(act);
    take_adjoint();
    multiply(act);
    take_adjoint();
  }
  // (1 - p) rho + p (maximally mixed qubits) x (trace over them of rho)
  void replace(const std::vector<int>& qubits, double probability) {
    size_t mask = 0;
    for (const int qubit : qubits) mask |= size_t{1} << qubit;
    const Density old = *this;
    for (size_t r = 0; r < size_; ++r)
      for (size_t s = 0; s < size_; ++s) {
        rows_[r][s] *= 1.0 - probability;
        if ((r & mask) != (s & mask)) continue;
        for (size_t bits = 0; bits < size_; ++bits)
          if ((bits & ~mask) == 0)
            rows_[r][s] += probability / static_cast<double>(size_t{1} << qubits.size()) *
                           old.rows_[(r & ~mask) | bits][(s & ~mask) | bits];
      }
  }
  void pauli_channel(int qubit, const weiss_noise& noise) {
    const double probabilities[] = {1.0 - noise.pauli_x - noise.pauli_y - noise.pauli_z, noise.pauli_x,
                                    noise.pauli_y, noise.pauli_z};
    const Density old = *this;
    for (naive::State& row : rows_) row.assign(size_, 0.0);
    for (size_t k = 0; k < 4; ++k) {
      Density branch = old;
      branch.conjugate(
          [&](naive::State& ket) { naive::apply(ket, {qubit}, naive::pauli_matrix(kLetters[k][0])); });
      for (size_t r = 0; r < size_; ++r)
        for (size_t s = 0; s < size_; ++s) rows_[r][s] += probabilities[k] * branch.rows_[r][s];
    }
  }

  size_t size_;
  std::vector<naive::State> rows_;
};

std::vector<weiss_noise> kinds_of_noise() {
  std::vector<weiss_noise> kinds(6, no_noise());
  kinds[0].depolarizing_1 = 0.1;
  kinds[1].depolarizing_2 = 0.2;
  kinds[2].pauli_x = 0.03;
  kinds[2].pauli_y = 0.01;
  kinds[2].pauli_z = 0.05;
  kinds[3].readout = 0.1;
  kinds[4].depolarizing_1 = kinds[4].depolarizing_2 = 1.0;
  kinds[5].depolarizing_1 = 0.01;
  kinds[5].depolarizing_2 = 0.05;
  kinds[5].pauli_y = 0.02;
  kinds[5].readout = 0.03;
  return kinds;
}

// A run of the host's, as a solver gets it.
class HostRun {
 public:
  HostRun(const ContextOwner& context, int32_t threads, int64_t work_limit = weiss::kNoWorkLimit)
      : session_(*context, cancelled_, config()), run_(session_, 1, threads, work_limit) {}

  const weiss_run* table() const { return run_.table(); }
  int64_t work() const { return run_.work(); }

 private:
  static weiss_run_config config() {
    weiss_run_config config;
    weiss_struct_init(&config, sizeof config);
    config.time_limit = weiss::kNoTimeLimit;
    return config;
  }

  std::atomic<int32_t> cancelled_{0};
  weiss::Session session_;
  weiss::Run run_;
};

}  // namespace

TEST_CASE("means over trajectories are those of the density matrix within four standard errors") {
  const ContextOwner context = make_context();
  weiss::Random random(11);
  for (const weiss_noise& noise : kinds_of_noise())
    for (int32_t n = 1; n <= 4; ++n) {
      CAPTURE(n);
      const CircuitOwner circuit = random_circuit(random, context, n, 12);
      const auto paulis = random_paulis(random, n);
      Density density(n);
      density.run(*circuit, noise);
      double exact = 0.0;
      for (size_t k = 0; k < paulis.size(); ++k) exact += kCoefficients[k] * density.mean(paulis[k]);
      const Observed observed = expect(circuit.get(), nullptr, &noise, 5, 4000, paulis);
      CHECK(std::abs(observed.value - exact) <= 4.0 * observed.standard_error + 1e-12);
      CHECK(observed.standard_error < 0.05);
    }
}

TEST_CASE("samples with noise follow the diagonal of the density matrix within four standard errors") {
  const ContextOwner context = make_context();
  weiss::Random random(12);
  constexpr int64_t kShots = 20000;
  for (const weiss_noise& noise : kinds_of_noise())
    for (int32_t n = 1; n <= 4; ++n) {
      CAPTURE(n);
      const CircuitOwner circuit = random_circuit(random, context, n, 12);
      Density density(n);
      density.run(*circuit, noise);
      const std::vector<double> exact = density.measured(noise.readout);
      const Histogram histogram = sample(circuit.get(), nullptr, &noise, 6, kShots);
      std::vector<double> seen(exact.size());
      int64_t shots = 0;
      for (size_t k = 0; k < histogram.states.size(); ++k) {
        seen[histogram.states[k]] = static_cast<double>(histogram.counts[k]) / kShots;
        shots += histogram.counts[k];
        CHECK((k == 0 || histogram.states[k - 1] < histogram.states[k]));
      }
      CHECK(shots == kShots);
      for (size_t state = 0; state < exact.size(); ++state)
        CHECK(std::abs(seen[state] - exact[state]) <=
              4.0 * std::sqrt(std::max(exact[state] * (1.0 - exact[state]), 1e-9) / kShots));
    }
}

TEST_CASE("noise of probability 0 is no noise, exactly") {
  const ContextOwner context = make_context();
  weiss::Random random(13);
  const CircuitOwner circuit = random_circuit(random, context, 4, 20);
  const auto paulis = random_paulis(random, 4);
  const weiss_noise zero = no_noise();
  const Observed with = expect(circuit.get(), nullptr, &zero, 3, 100, paulis);
  const Observed without = expect(circuit.get(), nullptr, nullptr, 4, 0, paulis);
  CHECK(with.value == without.value);
  CHECK(with.standard_error == 0.0);
  CHECK(sample(circuit.get(), nullptr, &zero, 3, 500) == sample(circuit.get(), nullptr, nullptr, 3, 500));
}

TEST_CASE("same seed, same trajectories, for every number of threads") {
  const ContextOwner context = make_context();
  weiss::Random random(14);
  const CircuitOwner circuit = random_circuit(random, context, 5, 30);
  const auto paulis = random_paulis(random, 5);
  weiss_noise noise = no_noise();
  noise.depolarizing_2 = 0.02;
  noise.pauli_x = 0.01;
  noise.readout = 0.01;
  const Observed alone = expect(circuit.get(), nullptr, &noise, 9, 1000, paulis);
  const Histogram samples = sample(circuit.get(), nullptr, &noise, 9, 1000);
  int64_t work = -1;
  for (const int32_t threads : {1, 2, 5}) {
    HostRun run(context, threads);
    const Observed observed = expect(circuit.get(), run.table(), &noise, 9, 1000, paulis);
    CHECK(observed.value == alone.value);
    CHECK(observed.standard_error == alone.standard_error);
    CHECK(sample(circuit.get(), run.table(), &noise, 9, 1000) == samples);
    if (work < 0) work = run.work();
    CHECK(run.work() == work);
  }
  CHECK(work > 1000 * 32);
  CHECK(!(sample(circuit.get(), nullptr, &noise, 10, 1000) == samples));
}

TEST_CASE("a run without work left stops circuits, with noise and without") {
  const ContextOwner context = make_context();
  weiss::Random random(15);
  const CircuitOwner circuit = random_circuit(random, context, 5, 30);
  weiss_noise noise = no_noise();
  noise.pauli_z = 0.1;
  std::vector<uint64_t> states(1000);
  std::vector<int64_t> counts(1000);
  int64_t num_states = 0;
  weiss_error error = WEISS_ERROR_INIT;
  for (const weiss_noise* given :
       {static_cast<const weiss_noise*>(&noise), static_cast<const weiss_noise*>(nullptr)})
    for (const int32_t threads : {1, 3}) {
      HostRun run(context, threads, 100);
      CHECK(weiss_circuit_sample(circuit.get(), run.table(), given, 1, 1000, states.data(), counts.data(),
                                 &num_states, &error) == WEISS_STOPPED);
    }
  HostRun enough(context, 1, 30 * 32);
  CHECK(weiss_circuit_sample(circuit.get(), enough.table(), nullptr, 1, 1000, states.data(), counts.data(),
                             &num_states, &error) == WEISS_OK);
  CHECK(enough.work() == 32 * circuit->num_gates());
}

TEST_CASE("arguments of noise are checked") {
  const ContextOwner context = make_context();
  const CircuitOwner circuit = make_circuit(context, 2);
  weiss_circuit_gate(circuit.get(), WEISS_GATE_H, 0, 0, 0.0, nullptr);
  weiss_error error = WEISS_ERROR_INIT;
  uint64_t states[4];
  int64_t counts[4], num_states = 0;
  weiss_noise noise = no_noise();
  const auto status = [&](int64_t shots) {
    return weiss_circuit_sample(circuit.get(), nullptr, &noise, 1, shots, states, counts, &num_states,
                                &error);
  };
  CHECK(status(-1) == WEISS_E_ARGUMENT);
  CHECK(status(0) == WEISS_OK);
  CHECK(num_states == 0);
  noise.readout = 1.5;
  CHECK(status(4) == WEISS_E_ARGUMENT);
  CHECK(std::strstr(error.message, "readout must lie in 0..1") != nullptr);
  noise.readout = std::nan("");
  CHECK(status(4) == WEISS_E_ARGUMENT);
  noise.readout = 0.0;
  noise.pauli_x = noise.pauli_y = 0.6;
  CHECK(status(4) == WEISS_E_ARGUMENT);
  CHECK(std::strstr(error.message, "the sum of") != nullptr);
  noise.pauli_y = 0.4;
  CHECK(status(4) == WEISS_OK);
  double value = 0.0, standard_error = 0.0;
  const char* const paulis[] = {"ZI"};
  const auto expectation = [&](int64_t trajectories) {
    return weiss_circuit_expectation(circuit.get(), nullptr, &noise, 1, trajectories, 1, paulis,
                                     kCoefficients, &value, &standard_error, &error);
  };
  CHECK(expectation(0) == WEISS_E_ARGUMENT);
  CHECK(expectation(1) == WEISS_OK);
  CHECK(std::isinf(standard_error));
  const char* const wrong[] = {"Z"};
  CHECK(weiss_circuit_expectation(circuit.get(), nullptr, nullptr, 1, 1, 1, wrong, kCoefficients, &value,
                                  nullptr, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_circuit_expectation(circuit.get(), nullptr, nullptr, 1, 1, 1, nullptr, kCoefficients, &value,
                                  nullptr, &error) == WEISS_E_ARGUMENT);
}
