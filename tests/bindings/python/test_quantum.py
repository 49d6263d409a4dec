"""Registers, circuits and QAOA, each against a formula or against another way to the same."""

import cmath
import gc
import math
import random
import threading
import unittest

import weiss
from support import random_terms


class Quantum(unittest.TestCase):
    def setUp(self):
        self.context = weiss.Context()
        self.addCleanup(self.context.close)

    def bell(self, thing):
        thing.gate("h", 0)
        thing.gate("cx", 0, 1)
        return thing


class Registers(Quantum):
    def test_a_bell_state_is_measured(self):
        state = self.bell(self.context.statevector(2))
        self.assertAlmostEqual(state.norm, 1.0)
        for amplitude, wanted in zip(state.amplitudes(), (math.sqrt(0.5), 0, 0, math.sqrt(0.5))):
            self.assertAlmostEqual(amplitude, wanted, places=14)
        self.assertAlmostEqual(state.expectation({"ZZ": 2.0, "XX": 1.0, "YY": 0.5}), 2.5)
        self.assertAlmostEqual(state.expectation([("ZI", 1.0), ("IX", 1.0)]), 0.0)
        self.assertAlmostEqual(state.mean([1, 5, 5, 3]), 2.0)
        shots = state.sample(1000, seed=1)
        self.assertEqual((list(shots.states), sum(shots.counts), len(shots.energies)), ([0, 3], 1000, 0))
        self.assertEqual(state.sample(1000, seed=1), shots)
        self.assertAlmostEqual(state.marginals()[0], 0.0)
        self.assertAlmostEqual(state.correlations()[0][1], 1.0)
        self.assertEqual(len(state.sample(0).states), 0)

    def test_states_are_written_copied_and_compared(self):
        state, other = self.context.statevector(2, precision="single", threads=2), self.context.statevector(2)
        state.set_amplitudes([1j, 0.5], first=2)
        self.assertEqual(list(state.amplitudes(1, 3)), [0, 1j, 0.5])
        self.assertEqual(list(state.probabilities(2)), [1.0, 0.25])
        other.set_basis(3)
        self.assertEqual(state.overlap(other), 0.5)
        other.copy_from(state)
        self.assertEqual(list(other.amplitudes()), list(state.amplitudes()))
        other.set_uniform()
        self.assertAlmostEqual(other.overlap(other), 1.0)
        other.copy_from(other)
        self.assertEqual(weiss.Statevector.memory(20), 2 * weiss.Statevector.memory(20, precision="single"))

    def test_matrices_rotations_and_phases_are_those_of_their_formulas(self):
        state = self.context.statevector(2)
        state.matrix(0, [[0, -1j], [1j, 0]])  # Y
        self.assertEqual(list(state.amplitudes()), [0, 1j, 0, 0])
        swap = [[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]]
        state.matrix([0, 1], swap)
        self.assertEqual(list(state.amplitudes()), [0, 0, 1j, 0])
        state.pauli_rotation("IZ", 0.5)
        state.phase([0, 0, 1, 0], 0.25)
        state.gate("p", 1, angle=0.1)
        self.assertAlmostEqual(state.amplitudes()[2], 1j * cmath.exp(1j * (0.25 - 0.25 + 0.1)))

    def test_what_does_not_fit_is_refused(self):
        with self.assertRaises(weiss.LimitError) as raised:
            self.context.statevector(41)
        self.assertEqual(raised.exception.name, "WEISS_E_LIMIT")
        with self.assertRaises(weiss.LimitError):
            weiss.Statevector.memory(41)
        state = self.context.statevector(2)
        for wrong in (lambda: state.expectation({"ZQ": 1.0}), lambda: state.expectation({"Z": 1.0}),
                      lambda: state.pauli_rotation("ZZZ", 1.0), lambda: state.gate("x", 2),
                      lambda: state.gate("cx", 1), lambda: state.gate("cx", 1, 1), lambda: state.gate("rx", 0),
                      lambda: state.gate("x", 0, angle=1.0), lambda: state.gate("ccx", 0, 1),
                      lambda: state.set_basis(4), lambda: state.set_basis(-1), lambda: state.amplitudes(3, 2),
                      lambda: state.set_amplitudes([1] * 5), lambda: state.phase([1.0], 1.0),
                      lambda: state.matrix([0], [1, 2]), lambda: state.sample(-1), lambda: state.sample(1, seed=-1),
                      lambda: state.copy_from(self.context.statevector(3)),
                      lambda: self.context.statevector(1 << 32), lambda: self.context.statevector(2, precision="half")):
            with self.assertRaises(weiss.ArgumentError):
                wrong()
        self.assertEqual(list(state.probabilities()), [1, 0, 0, 0])

    def test_numpy_arrays_come_and_go(self):
        try:
            import numpy
        except ImportError:
            self.skipTest("numpy is not there")
        state = self.context.statevector(2)
        for kind in (numpy.complex128, numpy.complex64, numpy.float64):
            state.set_amplitudes(numpy.array([[0, 0.5], [0.25, 1]], dtype=kind).T)
            amplitudes = state.amplitudes()
            self.assertEqual((amplitudes.dtype, list(amplitudes)), (numpy.complex128, [0, 0.25, 0.5, 1]))
        state.phase(numpy.zeros(4), 1.0)


class Circuits(Quantum):
    def test_a_circuit_is_run_counted_sampled_and_written(self):
        circuit = self.context.circuit(2)
        circuit.append(self.bell(self.context.circuit(2)))
        circuit.controlled_phase([0, 1], math.pi)
        circuit.pauli_rotation("ZZ", 0.0)
        circuit.matrix(1, [[1, 0], [0, 1j]])
        counts = circuit.count()
        self.assertEqual((counts.num_qubits, counts.one_qubit_gates, counts.two_qubit_gates), (2, 2, 3))
        self.assertTrue(circuit.qasm(2).startswith("OPENQASM 2.0"))
        self.assertTrue(circuit.qasm().startswith("OPENQASM 3"))
        state = self.context.statevector(2)
        circuit.run(state)
        self.assertAlmostEqual(state.overlap(self.bell(self.context.statevector(2))), (1 + 1j) / 2)
        self.assertEqual(list(circuit.sample(100, seed=1).states), [0, 3])
        self.assertAlmostEqual(circuit.expectation({"ZZ": 1.0}).value, 1.0)
        circuit.append(circuit)
        self.assertEqual(circuit.count().two_qubit_gates, 6)
        with self.assertRaises(weiss.ArgumentError):
            circuit.matrix(0, [[1, 1], [0, 1]])  # not unitary

    def test_noise_mixes_the_state(self):
        circuit, noise = self.bell(self.context.circuit(2)), weiss.Noise(depolarizing_1=1.0)
        mean = circuit.expectation({"XX": 1.0}, noise=noise, trajectories=400, seed=1)
        self.assertGreater(mean.standard_error, 0.0)
        self.assertLess(abs(mean.value), 4 * mean.standard_error)
        shots = circuit.sample(200, seed=2, noise=weiss.Noise(readout=1.0))
        self.assertEqual((list(shots.states), sum(shots.counts)), ([0, 3], 200))
        with self.assertRaises(weiss.ArgumentError):
            circuit.sample(1, noise=weiss.Noise(pauli_x=0.7, pauli_z=0.7))


class Evaluators(Quantum):
    def test_signs_are_those_of_the_convention(self):
        """A field alone, and a pair: with the good sign of beta the minimum, with the other the maximum."""
        for n in (1, 2, 3):
            field = self.context.ising(n, {}, [1.0] + [0.0] * (n - 1))
            qaoa = self.context.qaoa(field)
            for sign in (1, -1):
                qaoa.prepare([math.pi / 4, -sign * math.pi / 4])
                self.assertAlmostEqual(qaoa.marginals()[0], -sign, places=12)
        qaoa = self.context.qaoa(self.context.ising(2, {(0, 1): 0.5}))
        for sign in (1, -1):
            qaoa.prepare([math.pi / 2, -sign * math.pi / 8])
            self.assertAlmostEqual(qaoa.correlations()[0][1], -sign, places=12)

    def test_gradients_are_those_of_differences(self):
        terms = {pair: value / 8 for pair, value in random_terms(6, 10, seed=1).items()}
        problem = self.context.ising(6, terms, [0.5, -1, 0, 0.25, 0, 1], offset=3.0)
        draw = random.Random(2)
        for options in ({}, {"multi_angle": True}, {"mixer": "warm-start", "start": [0.25] * 6},
                        {"mixer": "xy-ring", "groups": [0, 0, 0, 1, 1, -1]}, {"mixer": "grover"}):
            qaoa = self.context.qaoa(problem, **options)
            parameters = [draw.uniform(-0.3, 0.3) for _ in range(qaoa.num_parameters(2))]
            value, gradient = qaoa.gradient(parameters)
            self.assertAlmostEqual(value, qaoa.value(parameters), places=11)
            for k, slope in enumerate(gradient):
                around = [parameters[:], parameters[:]]
                around[0][k] += 1e-5
                around[1][k] -= 1e-5
                above, below = qaoa.values(2, around)
                self.assertAlmostEqual(slope, (above - below) / 2e-5, delta=1e-7)

    def test_the_closed_form_agrees_with_the_amplitudes(self):
        problem = self.context.ising(5, random_terms(5, 8, seed=3), [1, 0, -1, 0.5, 0])
        closed, amplitudes = [self.context.qaoa(problem, method=m) for m in ("closed-form", "statevector")]
        beta, value = closed.best_beta(0.2)
        self.assertAlmostEqual(closed.value([0.2, beta]), value)
        self.assertAlmostEqual(amplitudes.value([0.2, beta]), value)
        many = self.context.qaoa_values([problem, problem], 1, [[0.2, beta], [0.1, -0.3]])
        self.assertAlmostEqual(many[0], value)
        self.assertAlmostEqual(many[1], amplitudes.value([0.1, -0.3]))
        with self.assertRaises(weiss.Error) as raised:
            closed.value([0.2, 0.2, beta, beta])
        self.assertEqual(raised.exception.name, "WEISS_E_UNSUPPORTED")

    def test_the_state_is_measured(self):
        problem = self.context.ising(4, random_terms(4, 5, seed=4), offset=-2.0)
        qaoa = self.context.qaoa(problem)
        parameters = [0.1, 0.2, -0.4, -0.3]
        qaoa.prepare(parameters)
        probabilities, energies = qaoa.probabilities(), qaoa.energies()
        self.assertAlmostEqual(sum(p * e for p, e in zip(probabilities, energies)), qaoa.mean())
        self.assertEqual(list(qaoa.energies(2, 3)), list(energies[2:5]))
        shots = qaoa.sample(500, seed=5)
        self.assertEqual(sum(shots.counts), 500)
        for state, energy in zip(shots.states, shots.energies):
            self.assertEqual(problem.energy([1 - 2 * (state >> i & 1) for i in range(4)]), energy)
        state, gates = qaoa.state(), self.context.statevector(4)
        qaoa.circuit(parameters).run(gates)
        self.assertAlmostEqual(abs(state.overlap(gates)), 1.0, places=12)
        self.assertAlmostEqual(state.mean(energies), qaoa.mean())
        self.assertIs(qaoa.state(gates), gates)
        qaoa.prepare([])
        self.assertAlmostEqual(qaoa.probabilities()[3], 1 / 16)

    def test_the_circuit_of_any_size_is_written(self):
        problem = self.context.ising(40, {(k, k + 1): 1.0 for k in range(39)}, [0.5] * 40)
        qaoa = self.context.qaoa(problem)
        circuit = qaoa.circuit([0.3, -0.2])
        self.assertEqual((circuit.num_qubits, circuit.count().two_qubit_gates), (40, 39))
        text = circuit.qasm(3)
        self.assertIn("rzz(", text)
        self.assertEqual(text.count("rx("), 40)
        self.assertAlmostEqual(qaoa.value([0.3, 0.0]), 0.0)  # by the closed form
        for refused in (lambda: qaoa.value([0.3, 0.2, -0.1, -0.2]), qaoa.probabilities, lambda: qaoa.memory(1)):
            with self.assertRaises(weiss.LimitError):
                refused()

    def test_wrong_parameters_and_settings_are_refused(self):
        problem = self.context.ising(2, {(0, 1): 1.0})
        qaoa = self.context.qaoa(problem)
        for wrong in (lambda: qaoa.value([1.0]), lambda: qaoa.values(1, [1.0, 2.0, 3.0]),
                      lambda: qaoa.value([1, math.nan]), qaoa.mean, lambda: self.context.qaoa(problem, mixer="y"),
                      lambda: self.context.qaoa(problem, mixer="warm-start"),
                      lambda: self.context.qaoa(problem, start=[0.5] * 3),
                      lambda: qaoa.set_problem(self.context.ising(3, {})),
                      lambda: self.context.qaoa_values([problem], 1, [1.0])):
            with self.assertRaises(weiss.ArgumentError):
                wrong()
        self.assertGreater(qaoa.memory(2, gradient=True), qaoa.memory(2))


class Lifetimes(Quantum):
    def test_use_after_close_is_an_error(self):
        problem = self.context.ising(2, {(0, 1): 1.0})
        state, circuit, qaoa = self.context.statevector(2), self.context.circuit(2), self.context.qaoa(problem)
        uses = (lambda: state.norm, lambda: circuit.qasm(), lambda: qaoa.value([1, 1]), lambda: circuit.run(state))
        with state, circuit, qaoa:
            pass
        for use in uses:
            with self.assertRaises(weiss.ClosedError):
                use()
        with weiss.Context() as context:
            things = [context.statevector(1), context.circuit(1), context.qaoa(context.ising(1, {}, [1.0]))]
        self.assertEqual([thing.closed for thing in things], [True] * 3)

    def test_an_evaluator_ends_with_its_problem_which_is_not_updated_below_it(self):
        first, second = self.context.ising(2, {(0, 1): 1.0}), self.context.ising(2, {(0, 1): 2.0})
        qaoa = self.context.qaoa(first)
        with self.assertRaises(weiss.Error) as raised:
            first.update({})
        self.assertEqual(raised.exception.name, "WEISS_E_BUSY")
        before = qaoa.value([0.3, -0.2])
        qaoa.set_problem(second)
        first.update({})
        first.close()
        self.assertAlmostEqual(qaoa.value([0.15, -0.2]), 2 * before)
        del second
        gc.collect()
        self.assertAlmostEqual(qaoa.value([0.15, 0.2]), -2 * before)
        with self.context.ising(2, {}) as third:
            qaoa.set_problem(third)
        self.assertTrue(qaoa.closed)

    def test_an_evaluator_of_the_problem_of_a_run_ends_with_the_run(self):
        kept = []

        def solve(problem, run):
            kept.append(self.context.qaoa(problem))
            kept[0].prepare([0.1, -0.2])
            kept.append(kept[0].marginals())
            run.marginals(list(kept[1]))
            run.report([1, 1])

        self.context.add_solver("test.evaluate", solve)
        result = self.context.solve(self.context.ising(2, {(0, 1): 1.0}, [1.0, 0.0]), "test.evaluate")
        self.assertEqual(result.marginals, kept[1])
        with self.assertRaises(weiss.ClosedError):
            kept[0].value([0.1, -0.2])

    def test_a_register_serves_one_thread_at_a_time(self):
        state, names = self.context.statevector(4), set()

        def work():
            for _ in range(300):
                try:
                    state.gate("h", 0)
                except weiss.Error as error:
                    names.add(error.name)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertLessEqual(names, {"WEISS_E_BUSY"})
        self.assertAlmostEqual(state.norm, 1.0)


if __name__ == "__main__":
    unittest.main()
