"""What the package offers, each against a reference or against another way to the same."""

import array
import os
import tempfile
import threading
import unittest

import weiss
from support import compass, descend, ising_energy, random_terms, ring, stripes


class Problems(unittest.TestCase):
    def setUp(self):
        self.context = weiss.Context()
        self.addCleanup(self.context.close)

    def test_energies_of_all_three_forms_are_those_of_their_formulas(self):
        terms = random_terms(6, 12, seed=1)
        fields = [1.0, -2.0, 0.5, 0.0, 3.0, -1.0]
        ising = self.context.ising(6, terms, fields, offset=2.5)
        qubo = self.context.qubo(6, terms, fields, offset=-1.0)
        maxcut = self.context.maxcut(6, terms)
        for state in range(64):
            bits = [state >> i & 1 for i in range(6)]
            spins = [1 - 2 * x for x in bits]
            self.assertEqual(ising.energy(spins), ising_energy(spins, terms, fields, 2.5))
            value = -1.0 + sum(q * bits[i] * bits[j] for (i, j), q in terms.items())
            value += sum(q * x for q, x in zip(fields, bits))
            self.assertEqual(qubo.objective(qubo.energy(spins)), value)
            self.assertEqual(qubo.energy_of(value), qubo.energy(spins))
            cut = sum(w for (i, j), w in terms.items() if spins[i] != spins[j])
            self.assertEqual(maxcut.objective(maxcut.energy(spins)), cut)

    def test_terms_may_be_a_mapping_triples_or_arrays(self):
        terms = random_terms(8, 10, seed=2)
        rows, columns = [i for i, _ in terms], [j for _, j in terms]
        triples = [(i, j, value) for (i, j), value in terms.items()]
        coo = weiss.Coo(array.array("i", rows), columns, array.array("d", terms.values()))
        texts = {self.context.qubo(8, form).text("qbsolv") for form in (terms, triples, coo)}
        self.assertEqual(len(texts), 1)

    def test_arrays_of_another_type_are_converted_or_refused(self):
        rows = array.array("q", [0, 1])  # 64 bits
        problem = self.context.maxcut(3, weiss.Coo(rows, memoryview(array.array("h", [1, 2]))))
        self.assertEqual(problem.info.num_couplings, 2)
        with self.assertRaises(TypeError):
            self.context.maxcut(3, weiss.Coo([0.5, 1], [1, 2]))
        with self.assertRaises(OverflowError):
            self.context.maxcut(3, weiss.Coo([0, 1 << 40], [1, 2]))

    def test_a_problem_is_written_and_read_back(self):
        problem = self.context.qubo(8, random_terms(8, 12, seed=3))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "problem.qubo")
            problem.write(path, format="qbsolv")
            with open(path) as file:
                text = file.read()
            for other in (self.context.read(path), self.context.parse(text), self.context.parse(text.encode())):
                self.assertEqual(other.text("qbsolv"), text)
                self.assertEqual(other.value, problem.value)
            solution = os.path.join(folder, "solution.txt")
            weiss.write_solution(solution, [1, -1, 1])
            self.assertEqual(list(weiss.read_solution(solution, 3)), [1, -1, 1])

    def test_clamped_spins_leave_the_energy_of_the_rest(self):
        terms = random_terms(8, 16, seed=4)
        problem = self.context.ising(8, terms)
        spins = [1, -1, -1, 1, 1, -1, 1, -1]
        part = problem.clamp([2, 5], spins)
        for a in (-1, 1):
            for b in (-1, 1):
                whole = spins[:]
                whole[2], whole[5] = a, b
                self.assertEqual(part.energy([a, b]), problem.energy(whole))
        self.assertEqual(list(self.context.ising(4, {(0, 1): 1, (2, 3): 1}).components()), [0, 0, 1, 1])

    def test_contracted_spins_go_together(self):
        terms, linear = random_terms(8, 16, seed=5), [0.5 * k for k in range(8)]
        problem = self.context.ising(8, terms, linear, offset=2.0)
        group, sign = [0, 0, 1, 2, 2, 2, 1, 0], [1, -1, 1, -1, -1, 1, 1, 1]
        small = problem.contract(group, sign)
        self.assertEqual(small.num_spins, 3)
        for bits in range(8):
            super_spins = [1 - 2 * (bits >> k & 1) for k in range(3)]
            spins = [sign[i] * super_spins[group[i]] for i in range(8)]
            self.assertAlmostEqual(small.energy(super_spins), problem.energy(spins))
        self.assertEqual(problem.contract([0] * 8, num_groups=2).num_spins, 2)
        with self.assertRaises(weiss.ArgumentError):
            problem.contract([0, 1])

    def test_a_reduced_problem_has_the_same_minimum(self):
        edges = {(i, j): 1.0 for j in range(5) for i in range(j)}
        edges.update({(4, 5): -1.0, (5, 6): 2.0})
        problem = self.context.ising(7, edges)
        reduced, back = problem.reduce()
        self.assertEqual(reduced.num_spins, 5)
        best = self.context.solve(reduced, "exact")
        num_spins, kept, *removed, work = back.info
        self.assertEqual((num_spins, kept, sum(removed)), (7, 5, 2))
        self.assertGreater(work, 0)
        lifted = back.lift(best.spins)
        self.assertAlmostEqual(problem.energy(lifted), best.energy)
        self.assertEqual(list(back.restrict(lifted)), list(best.spins))
        self.assertAlmostEqual(best.energy, self.context.solve(problem, "exact").energy)
        for wrong in ([1, 1], [1, 0, 1, 1, 1]):
            with self.assertRaises(weiss.ArgumentError):
                back.lift(wrong)
        tree, back = self.context.ising(2, {(0, 1): 1.0}).reduce()
        self.assertEqual((tree.num_spins, sum(back.lift([]))), (0, 0))
        back.close()
        with self.assertRaises(weiss.ClosedError):
            back.lift([])

    def test_an_updated_problem_has_new_coefficients_on_its_pattern(self):
        problem = self.context.qubo(3, {(0, 1): 2.0, (1, 2): -3.0}, [1.0, 0.0, 0.0], sense="max")
        problem.update({(1, 2): 4.0}, [0.0, -1.0, 0.0], offset=0.5)
        self.assertEqual(problem.objective(problem.energy([1, -1, -1])), 0.5 + 4.0 - 1.0)
        with self.assertRaises(weiss.ArgumentError):
            problem.update({(0, 2): 1.0})

        def update(given, run):
            with self.assertRaises(weiss.ArgumentError):
                given.update({})
            with self.assertRaises(weiss.Error) as raised:
                problem.update({})
            self.assertEqual(raised.exception.name, "WEISS_E_BUSY")
            run.report([1, 1, 1])

        self.context.add_solver("test.update", update)
        self.context.solve(problem, "test.update")

    def test_a_run_starts_from_circuit_parameters(self):
        seen = []

        def look(problem, run):
            seen.append(list(run.parameters))
            run.report([1, 1])

        self.context.add_solver("test.parameters", look)
        self.context.solve(self.context.ising(2, {(0, 1): 1.0}), "test.parameters", parameters=[0.5, -0.25])
        self.assertEqual(seen, [[0.5, -0.25]])

    def test_an_algorithm_may_cancel_the_call_it_runs_in(self):
        context = weiss.Context()
        ring = context.ising(40, {(k, (k + 1) % 40): 1.0 for k in range(40)})

        def give_up(problem, run):
            run.report([1] * problem.num_spins)
            run.cancel()

        context.add_solver("test.give-up", give_up)
        solver = context.solver("subqubo", subsolver="test.give-up", part_size=8)
        self.assertEqual(solver.solve(ring, time_limit=60.0).reason, "cancelled")

    def test_one_context_serves_several_threads(self):
        context = weiss.Context()
        ring = context.ising(6, {(k, (k + 1) % 6): 1.0 for k in range(6)})
        failed = []

        def work(thread):
            try:
                for k in range(5):
                    name = "test.thread-%d-%d" % (thread, k)
                    context.add_solver(name, lambda problem, run: run.report([1] * 6) and None)
                    self.assertIn(name, [algorithm.id for algorithm in context.algorithms()])
                    self.assertEqual(context.solve(ring, name).energy, 6.0)
            except BaseException as error:
                failed.append(error)

        threads = [threading.Thread(target=work, args=(k,)) for k in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failed, [])

    def test_numpy_arrays_come_and_go(self):
        try:
            import numpy
        except ImportError:
            self.skipTest("numpy is not there")
        row, column = numpy.array([0, 1, 2]), numpy.array([1, 2, 0], dtype=numpy.int32)
        problem = self.context.ising(3, weiss.Coo(row, column, numpy.array([1, 2, 3], dtype=numpy.float32)))
        states = numpy.array([[1, 1, 1], [1, -1, 1]], dtype=numpy.int8)
        self.assertEqual(list(problem.energies(states)), [6.0, 0.0])
        self.assertEqual(list(problem.energies(states[:, ::-1])), [6.0, 0.0])
        result = self.context.solve(problem, starts=states)
        self.assertEqual(numpy.asarray(result.spins).dtype, numpy.int8)


class Runs(unittest.TestCase):
    def setUp(self):
        self.context = weiss.Context()
        self.addCleanup(self.context.close)
        self.terms = random_terms(12, 30, seed=5)
        self.problem = self.context.ising(12, self.terms)

    def brute_force(self):
        return min(ising_energy([1 - 2 * (state >> i & 1) for i in range(12)], self.terms) for state in range(1 << 12))

    def test_the_default_solver_proves_the_minimum(self):
        result = self.context.solve(self.problem)
        self.assertEqual(result.energy, self.brute_force())
        self.assertEqual((result.reason, result.proof, result.exact), ("optimal", "optimal", True))
        self.assertEqual(self.problem.energy(result.spins), result.energy)
        self.assertEqual([(1 - s) // 2 for s in result.spins], list(result.bits))

    def test_samples_trace_counters_and_report_agree(self):
        result = self.context.solve(self.problem, "annealing", seed=3, work_limit=200000, max_samples=4)
        samples = result.samples
        self.assertTrue(1 <= len(samples) <= 4)
        self.assertEqual(samples[0].energy, result.energy)
        self.assertEqual(sorted(s.energy for s in samples), [s.energy for s in samples])
        self.assertEqual([self.problem.energy(s.spins) for s in samples], [s.energy for s in samples])
        self.assertEqual(list(samples[0].bits), list(result.bits))
        self.assertEqual(result.trace[-1].energy, result.energy)
        self.assertEqual(result.report["schema"], "weiss.report/1")
        self.assertEqual(result.counters, result.report["reproducible"]["counters"])

    def test_figures_arrive_and_the_report_compares_with_the_optimum(self):
        def solve(problem, run):
            run.figure("expectation", 1.5)
            run.report([1] * 12)

        self.context.add_solver("test.figures", solve)
        result = self.context.solve(self.problem, "test.figures", optimum=2 * self.problem.energy([1] * 12))
        self.assertEqual(result.figures, {"expectation": 1.5})
        self.assertEqual(result.report["reproducible"]["ratios"]["best"]["ratio"], 0.5)

    def test_algorithms_and_options_are_listed(self):
        names = [algorithm.name for algorithm in self.context.algorithms()]
        self.assertTrue({"exact", "tabu", "subqubo", "random"} <= set(names))
        subqubo = self.context.algorithm("subqubo", "solver")
        options = {option.key: option for option in subqubo.options}
        self.assertEqual((options["subsolver"].type, options["subsolver"].kind), ("algorithm", "solver"))
        self.assertEqual((options["part_size"].default, options["part_size"].low), (50, 1))
        self.assertIn("deterministic", subqubo.caps)
        self.assertGreater(len(weiss.formats()), 5)

    def test_nested_options_reach_the_nested_algorithm(self):
        wanted = "subsolver=tabu subsolver.tenure=7"
        nested = weiss.Spec("tabu", tenure=7)
        for solver in (self.context.solver("subqubo", subsolver=nested, part_size=5),
                       self.context.solver(weiss.Spec("subqubo", part_size=5, subsolver=nested)),
                       self.context.solver("subqubo part_size=5 " + wanted),
                       self.context.solver("subqubo", **{"subsolver": "tabu", "subsolver.tenure": 7,
                                                         "part_size": 5})):
            self.assertIn(wanted, solver.spec)
            self.assertIn("part_size=5", solver.spec)
            self.assertEqual(self.context.solver(solver.spec).spec, solver.spec)

    def test_progress_sees_the_run_and_can_stop_it(self):
        events = []
        self.context.solve(self.problem, "tabu", work_limit=100000, progress=events.append)
        self.assertEqual((events[0].event, events[-1].event), ("started", "finished"))
        self.assertTrue(any(event.event == "improved" for event in events))
        stopped = self.context.solve(self.problem, "tabu", time_limit=60.0, progress=lambda p: p.event == "improved")
        self.assertEqual(stopped.reason, "cancelled")
        self.assertEqual(self.problem.energy(stopped.spins), stopped.energy)

    def test_starts_and_targets_reach_the_solver(self):
        best = self.context.solve(self.problem)
        result = self.context.solve(self.problem, "tabu", starts=[best.spins], target=best.objective, time_limit=60.0)
        self.assertEqual(result.reason, "target")

    def test_a_run_under_a_work_limit_repeats(self):
        def once():
            return self.context.solve(self.problem, "annealing", seed=2**64 - 1, work_limit=100000).report

        self.assertEqual(once()["reproducible"], once()["reproducible"])

    def test_results_outlive_everything(self):
        with weiss.Context() as context:
            result = context.solve(context.maxcut(4, ring(4)))
        self.assertEqual((result.objective, len(result.bits)), (4.0, 4))

    def test_the_log_arrives(self):
        lines = []
        with weiss.Context(log=lambda level, text: lines.append((level, text)), log_level="debug") as context:
            context.solve(context.maxcut(4, ring(4)))
        self.assertTrue(all(isinstance(text, str) for _, text in lines))
        self.assertTrue(lines)


class Algorithms(unittest.TestCase):
    def setUp(self):
        self.context = weiss.Context()
        self.addCleanup(self.context.close)
        self.context.add_solver("org.example.descend", descend, warm_start=True, deterministic=True)
        self.context.add_partitioner("org.example.stripes", stripes, deterministic=True)
        self.context.add_optimizer("org.example.compass", compass, [
            weiss.Option("step", 1.0, "First step.", low=1e-6, high=1e6)], deterministic=True)
        self.terms = random_terms(40, 100, seed=6)
        self.problem = self.context.ising(40, self.terms)

    def test_a_solver_written_in_python_solves(self):
        result = self.context.solve(self.problem, "descend", seed=1)
        self.assertEqual(result.counters["descents"], 1)
        spins = list(result.spins)
        self.assertEqual(result.energy, ising_energy(spins, self.terms))
        for i in range(40):  # a one-flip minimum
            spins[i] = -spins[i]
            self.assertGreaterEqual(ising_energy(spins, self.terms), result.energy)
            spins[i] = -spins[i]

    def test_solver_and_partitioner_work_below_a_bundled_scheme(self):
        result = self.context.solve(self.problem, "subqubo", subsolver="descend", partitioner="stripes", part_size=8,
                                    work_limit=100000)
        self.assertGreater(result.counters["descents"], 0)
        self.assertNotIn("sub-solver failures", result.counters)
        self.assertEqual([list(part.members) for part in result.parts],
                         [list(range(k, k + 8)) for k in range(0, 40, 8)])
        self.assertEqual(result.energy, ising_energy(result.spins, self.terms))

    def test_a_partitioner_gets_its_task(self):
        seen = []

        def look(problem, task, run):
            seen.append(task)
            return [weiss.Part(range(20), priority=1.0), weiss.Part(range(20, 40), 2.0, parameters=[0.5])]

        self.context.add_partitioner("org.example.look", look)
        best = [1] * 40
        result = self.context.partitioner("look").partition(self.problem, num_parts=2, imbalance=0.5, best=best)
        self.assertEqual((seen[0].num_parts, seen[0].imbalance, list(seen[0].best)), (2, 0.5, best))
        self.assertIsNone(seen[0].current)
        self.assertEqual([(part.priority, list(part.parameters)) for part in result.parts], [(2.0, [0.5]), (1.0, [])])

    def test_an_optimizer_written_in_python_minimises(self):
        result = self.context.optimizer("compass", step=2.0).minimize(
            lambda x: (x[0] - 1) ** 2 + 3 * (x[1] + 2) ** 2, [5.0, 5.0])
        self.assertAlmostEqual(result.x[0], 1.0, places=4)
        self.assertAlmostEqual(result.x[1], -2.0, places=4)
        self.assertEqual(result.energy, (result.x[0] - 1) ** 2 + 3 * (result.x[1] + 2) ** 2)

    def test_an_optimizer_is_stopped_by_the_limit_of_evaluations(self):
        evaluated = []
        result = self.context.optimizer("compass").minimize(
            lambda x: evaluated.append(x) or sum(v * v for v in x), dimension=3, lower=[-1] * 3, upper=[9] * 3,
            work_limit=5)
        self.assertEqual((len(evaluated), result.reason), (5, "work"))

    def test_gradients_reach_the_optimizer(self):
        def newton(objective, run):
            f, g = objective.gradient(objective.start)
            objective([x - slope / 2 for x, slope in zip(objective.start, g)])

        self.context.add_optimizer("org.example.newton", newton)
        result = self.context.optimizer("newton").minimize(
            lambda x: (x[0] - 3) ** 2, [10.0], gradient=lambda x: [2 * (x[0] - 3)])
        self.assertEqual(list(result.x), [3.0])

    def test_options_of_every_type_arrive(self):
        seen = {}

        def remember(problem, run, **options):
            seen.update(options)
            run.report([1] * problem.num_spins)

        self.context.add_solver("org.example.remember", remember, [
            weiss.Option("flag", True, "A bool."), weiss.Option("number", 3, "An int.", 0, 9),
            weiss.Option("real", 0.5, "A real.", 0.0, 1.0), weiss.Option("word", "a", "A choice.", choices=("a", "b")),
            weiss.Option("path", "", "Free text."), weiss.Option("list", [1.0, 2.0], "Reals.", 0.0, 9.0)])
        self.context.solve(self.problem, "remember", word="b", list=[3.0, 4.5], path="a b=c")
        self.assertEqual(seen, {"flag": True, "number": 3, "real": 0.5, "word": "b", "path": "a b=c",
                                "list": [3.0, 4.5]})
        for wrong in ({"number": 10}, {"word": "c"}, {"real": float("inf")}, {"list": [99.0]}, {"flag": "maybe"}):
            with self.assertRaises(weiss.OptionError):
                self.context.solver("remember", **wrong)

    def test_a_bound_of_an_exact_solver_is_believed(self):
        def prove(problem, run):
            run.report([1] * problem.num_spins)
            run.bound(-1.0, optimal=True)

        problem = self.context.ising(2, {(0, 1): -1.0})
        self.context.add_solver("org.example.prove", prove, exact=True)
        self.assertEqual(self.context.solve(problem, "prove").proof, "optimal")


if __name__ == "__main__":
    unittest.main()
