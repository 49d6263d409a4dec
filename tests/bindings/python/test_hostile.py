"""What goes wrong ends as an exception of Python, and nothing is left behind."""

import gc
import os
import signal
import subprocess
import sys
import threading
import unittest
import weakref

import weiss
from support import compass, descend, random_terms, ring


class Boom(Exception):
    pass


class Hostile(unittest.TestCase):
    def setUp(self):
        self.context = weiss.Context()
        self.addCleanup(self.context.close)
        self.problem = self.context.ising(60, random_terms(60, 150, seed=7))

    def raising(self, error):
        def function(*_, **__):
            raise error
        return function

    # ---- exceptions in callbacks ----

    def test_what_progress_raises_arrives(self):
        boom = Boom("progress")
        with self.assertRaises(Boom) as caught:
            self.context.solve(self.problem, "tabu", time_limit=60.0, progress=self.raising(boom))
        self.assertIs(caught.exception, boom)
        self.assertEqual(self.context.solve(self.problem, "greedy").reason, "converged")

    def test_what_an_algorithm_raises_arrives_also_from_below_a_scheme(self):
        boom = Boom("algorithm")
        self.context.add_solver("org.example.raise", self.raising(boom))
        self.context.add_partitioner("org.example.raise-part", self.raising(boom))
        self.context.add_optimizer("org.example.raise-opt", self.raising(boom))
        for run in (lambda: self.context.solve(self.problem, "raise"),
                    lambda: self.context.solve(self.problem, "subqubo", subsolver="raise", time_limit=60.0),
                    lambda: self.context.solve(self.problem, "subqubo", partitioner="raise-part", time_limit=60.0),
                    lambda: self.context.partitioner("raise-part").partition(self.problem),
                    lambda: self.context.optimizer("raise-opt").minimize(sum, [1.0])):
            with self.assertRaises(Boom) as caught:
                run()
            self.assertIs(caught.exception, boom)

    def test_what_an_objective_raises_arrives(self):
        self.context.add_optimizer("org.example.compass", compass, [weiss.Option("step", 1.0, "First step.")])
        with self.assertRaises(Boom):
            self.context.optimizer("compass").minimize(self.raising(Boom()), [1.0])
        with self.assertRaises(TypeError):
            self.context.optimizer("compass").minimize(lambda x: "no number", [1.0])

    def test_system_exit_passes_through_the_library(self):
        with self.assertRaises(SystemExit):
            self.context.solve(self.problem, progress=self.raising(SystemExit(3)))

    def test_nonsense_of_an_algorithm_is_an_error(self):
        for number, spins in enumerate(([0] * 60, [1] * 59, ["a"] * 60, [300] * 60, None)):
            def report(problem, run, spins=spins):
                run.report(spins)
            name = "org.example.nonsense%d" % number
            self.context.add_solver(name, report)
            with self.assertRaises((weiss.Error, TypeError, ValueError, OverflowError)):
                self.context.solve(self.problem, name)
        self.context.add_partitioner("org.example.twice", lambda problem, task, run: [[0, 0]])
        with self.assertRaisesRegex(weiss.Error, "twice|repeat|once"):
            self.context.partitioner("twice").partition(self.problem)

    # ---- cancel ----

    def test_another_thread_cancels(self):
        started = threading.Event()
        solver = self.context.solver("tabu")
        thread = threading.Thread(target=lambda: started.wait() and solver.cancel())
        thread.start()
        result = solver.solve(self.problem, time_limit=60.0, progress=lambda p: started.set())
        thread.join()
        self.assertEqual(result.reason, "cancelled")
        self.assertEqual(solver.solve(self.problem, time_limit=60.0).reason, "cancelled")  # sticky
        solver.reset_cancel()
        self.assertEqual(solver.solve(self.problem, work_limit=1000).reason, "work")

    def test_control_c_ends_a_run_with_the_best_so_far(self):
        def interrupt(progress):
            if progress.event == "improved":
                os.kill(os.getpid(), signal.SIGINT)

        handler = signal.getsignal(signal.SIGINT)
        with self.assertRaises(KeyboardInterrupt) as caught:
            self.context.solve(self.problem, "tabu", time_limit=60.0, progress=interrupt)
        result = caught.exception.result
        self.assertEqual(result.reason, "cancelled")
        self.assertEqual(self.problem.energy(result.spins), result.energy)
        self.assertIs(signal.getsignal(signal.SIGINT), handler)

    def test_control_c_is_seen_without_a_progress_callback(self):
        def interrupt(level, text):
            os.kill(os.getpid(), signal.SIGINT)

        with weiss.Context(log=interrupt, log_level="debug") as context:
            problem = context.ising(60, random_terms(60, 150, seed=7))
            with self.assertRaises(KeyboardInterrupt):  # the library says that there is no limit
                context.solve(problem, "tabu")

    def test_control_c_reaches_a_solver_written_in_python(self):
        def solver(problem, run):
            run.report([1] * problem.num_spins)
            os.kill(os.getpid(), signal.SIGINT)
            while not run.should_stop():
                pass

        self.context.add_solver("org.example.wait", solver)
        with self.assertRaises(weiss.Interrupted) as caught:
            self.context.solve(self.problem, "wait", time_limit=60.0)
        self.assertEqual(caught.exception.result.energy, self.problem.energy([1] * 60))

    # ---- bad arguments ----

    def test_bad_options_name_the_option(self):
        with self.assertRaisesRegex(weiss.OptionError, "tenure"):
            self.context.solver("tabu", tenor=3)
        with self.assertRaisesRegex(weiss.OptionError, "part_size"):
            self.context.solver("subqubo", part_size=0)
        with self.assertRaises(weiss.OptionError):
            self.context.solver("subqubo", subsolver=weiss.Spec("tabu", tenure="many"))
        with self.assertRaisesRegex(weiss.NotFoundError, "tabu"):
            self.context.solver("tabo")
        with self.assertRaises(weiss.Error):
            self.context.solver("contiguous")  # no solver

    def test_bad_arguments_are_refused(self):
        for wrong in ({"seed": -1}, {"seed": 1 << 64}, {"time_limit": float("nan")}, {"starts": [1, -1]},
                      {"mean_spins": [0.0]}, {"threads": -1}, {"target": float("nan")}):
            with self.assertRaises(ValueError, msg=str(wrong)):
                self.context.solve(self.problem, **wrong)
        with self.assertRaises(weiss.ArgumentError):
            self.context.ising(2, {(0, 2): 1.0})
        with self.assertRaises(weiss.ArgumentError):
            self.context.ising(2, {(0, 1): float("inf")})
        with self.assertRaises(weiss.ArgumentError):
            self.context.ising(3, {(0, 1): 1.0}, fields=[1.0])
        with self.assertRaises(weiss.NotFoundError):
            self.context.read("/nowhere/at/all.mc")
        with self.assertRaises(weiss.FormatError) as caught:
            self.context.parse("2 1\n1 x 1\n", format="maxcut")
        self.assertEqual(caught.exception.line, 2)
        with self.assertRaises(weiss.Error):
            self.context.add_solver("no id!", descend)
        self.context.add_solver("org.example.once", descend)
        with self.assertRaises(weiss.Error):
            self.context.add_solver("org.example.once", descend)

    # ---- lifetimes ----

    def test_use_after_close_is_an_error(self):
        solver = self.context.solver("exact")
        result = solver.solve(self.context.ising(4, ring(4)))
        other = self.context.ising(4, ring(4))
        for thing, use in ((result, lambda: result.spins), (other, lambda: solver.solve(other)),
                           (solver, lambda: solver.solve(self.problem)),
                           (self.context, lambda: self.context.solver())):
            thing.close()
            thing.close()  # again
            self.assertTrue(thing.closed)
            with self.assertRaises(weiss.ClosedError):
                use()

    def test_what_is_in_use_is_not_closed(self):
        refused = []

        def close_all(progress):
            for thing in (solver, self.problem, self.context):
                try:
                    thing.close()
                except weiss.Error as error:
                    refused.append(error.name)

        solver = self.context.solver("greedy")
        self.assertEqual(solver.solve(self.problem, progress=close_all).reason, "converged")
        self.assertEqual(set(refused), {"WEISS_E_BUSY"})
        with self.assertRaises(weiss.Error) as caught:
            solver.solve(self.problem, progress=lambda p: solver.solve(self.problem))
        self.assertEqual(caught.exception.name, "WEISS_E_BUSY")

    def test_what_belongs_to_a_run_ends_with_it(self):
        kept = []

        def keep(problem, run):
            kept.append((problem, run))
            run.report([1] * problem.num_spins)

        self.context.add_solver("org.example.keep", keep)
        self.context.solve(self.problem, "keep")
        problem, run = kept[0]
        for use in (run.should_stop, lambda: run.spend(1), lambda: run.report([1] * 60), lambda: problem.field):
            with self.assertRaises(weiss.ClosedError):
                use()

    def test_a_run_is_refused_to_other_threads(self):
        errors = []

        def share(problem, run):
            def other():
                try:
                    run.should_stop()
                except weiss.ArgumentError as error:
                    errors.append(error)
            thread = threading.Thread(target=other)
            thread.start()
            thread.join()
            run.report([1] * problem.num_spins)

        self.context.add_solver("org.example.share", share)
        self.context.solve(self.problem, "share")
        self.assertEqual(len(errors), 1)

    def test_the_collector_may_run_at_any_time(self):
        def register(context):
            local = {"calls": 0}

            def solver(problem, run, step):
                local["calls"] += 1
                gc.collect()
                run.report([1] * problem.num_spins)

            context.add_solver("org.example.local", solver, [weiss.Option("step", 1, "A step.")])
            return local

        local = register(self.context)
        gc.collect()
        solver = self.context.solver("local")
        gc.collect()
        for _ in range(3):
            solver.solve(self.problem, progress=lambda p: gc.collect() and None)
        self.assertEqual(local["calls"], 3)

    def test_a_cycle_through_a_closure_is_collected(self):
        def make():
            context = weiss.Context()

            def solver(problem, run):
                context.simd  # the closure refers to the context, and the context to the closure
                run.report([1] * problem.num_spins)

            context.add_solver("org.example.cycle", solver)
            instance = context.solver("cycle")
            instance.solve(context.ising(4, ring(4)))
            return weakref.ref(context), weakref.ref(instance)

        references = make()
        gc.collect()
        self.assertEqual([reference() for reference in references], [None, None])

    def test_a_daemon_thread_may_run_when_the_program_ends(self):
        program = """
import sys, threading, weiss
context = weiss.Context()
solver, problem = context.solver("tabu"), context.maxcut(4, [(0, 1), (1, 2)])
started = threading.Event()
run = dict(time_limit=60.0, target=1e9, progress=lambda p: started.set())
threading.Thread(target=lambda: solver.solve(problem, **run), daemon=True).start()
started.wait()
sys.exit(7)
"""
        self.assertEqual(subprocess.run([sys.executable, "-c", program]).returncode, 7)

    def test_a_solver_keeps_its_context(self):
        def make():
            context = weiss.Context()
            context.add_solver("org.example.descend", descend)
            return context.solver("descend"), context.ising(4, ring(4))

        solver, problem = make()
        gc.collect()
        self.assertEqual(solver.solve(problem).counters["descents"], 1)


if __name__ == "__main__":
    unittest.main()
