"""Search without an algorithm around it: bounds, one state, many states; and the product with the couplings."""

import unittest

import weiss
from support import random_terms, ring


class Searching(unittest.TestCase):
    def setUp(self):
        self.context = weiss.Context()
        self.addCleanup(self.context.close)
        self.pentagon = self.context.maxcut(5, ring(5))

    def test_no_cut_is_above_the_bounds(self):
        found = weiss.sdp_bound(self.pentagon, roundings=8)
        self.assertEqual(self.pentagon.objective(found.bound), 4.0)  # 4.52 by the vectors; cuts are integers
        self.assertAlmostEqual(self.pentagon.objective(found.value), 4.5225, places=3)
        energies = [self.pentagon.energy(spins) for spins in found.roundings]
        self.assertEqual((len(energies), energies), (8, sorted(energies)))
        self.assertEqual(self.pentagon.objective(energies[0]), 4.0)
        self.assertEqual(weiss.sdp_bound(self.pentagon).roundings, [])
        self.assertGreaterEqual(self.pentagon.objective(weiss.roof_dual(self.pentagon).bound), 4.0)
        for wrong in ({"roundings": -1}, {"rank": -1}, {"seed": -1}):
            with self.assertRaises(weiss.ArgumentError):
                weiss.sdp_bound(self.pentagon, **wrong)

    def test_roof_duality_decides_spins_that_fields_hold(self):
        chain = self.context.ising(3, {(0, 1): 1.0, (1, 2): -1.0}, [3.0, 0.0, -1.0])
        found = weiss.roof_dual(chain)
        self.assertEqual((found.bound, list(found.persistent)), (-6.0, [-1, 1, 1]))

    def test_each_way_of_searching_finds_the_minimum(self):
        problem = self.context.ising(16, random_terms(16, 40, seed=1))
        least = self.context.solve(problem, "exact").energy
        search = weiss.Search(problem)
        ways = (lambda seed: search.tabu(seed=seed), lambda seed: search.anneal(seed=seed, schedule="linear"),
                lambda seed: search.trees(seed=seed, temperature=5.0, t_last=0.5),
                lambda seed: search.trees(seed=seed, width=6))
        for way in ways:
            found = []
            for seed in range(10):
                search.set_random(seed)
                search.descend()
                self.assertGreater(way(seed), 0)
                self.assertEqual(problem.energy(search.best_spins), search.best_energy)
                self.assertEqual(problem.energy(search.spins), search.energy)
                found.append(search.best_energy)
            self.assertEqual(min(found), least)
        search.set([1] * 16)
        self.assertEqual(search.energy, problem.energy([1] * 16))
        for wrong in (lambda: search.trees(width=17), lambda: search.trees(width=2, temperature=1.0),
                      lambda: search.set([1]), lambda: search.anneal(schedule="none"),
                      lambda: weiss.Search(problem, engine="none")):
            self.assertRaises(weiss.ArgumentError, wrong)

    def test_replicas_reach_the_largest_cut(self):
        self.assertEqual(weiss.Replicas.lanes(self.pentagon), 64)
        replicas = weiss.Replicas(self.pentagon, 10)
        replicas.set_random(1)
        self.assertEqual(replicas.anneal(seed=2, sweeps=50), 50)
        energies = replicas.energies()
        self.assertEqual(list(energies), [self.pentagon.energy(replicas.spins(r)) for r in range(10)])
        self.assertEqual(self.pentagon.objective(min(energies)), 4.0)
        state = [1, -1, 1, -1, 1]
        replicas.set(3, state)
        self.assertEqual(list(replicas.spins(3)), state)
        self.assertEqual(replicas.sweep(5, [0.0] * 10, seed=1), 5)
        self.assertEqual(self.pentagon.objective(replicas.energies()[3]), 4.0)
        for wrong in (lambda: replicas.spins(10), lambda: replicas.set(0, [1]), lambda: replicas.sweep(1, [0.0]),
                      lambda: weiss.Replicas(self.pentagon, 0)):
            self.assertRaises(weiss.ArgumentError, wrong)

    def test_they_end_with_their_problem(self):
        search, replicas = weiss.Search(self.pentagon), weiss.Replicas(self.pentagon, 2)
        with self.assertRaises(weiss.Error):
            self.pentagon.update(ring(5))
        self.pentagon.close()
        self.assertTrue(search.closed and replicas.closed)
        with self.assertRaises(weiss.ClosedError):
            search.descend()

    def test_couplings_are_multiplied_with_vectors(self):
        chain = self.context.ising(3, {(0, 1): 2.0, (1, 2): -3.0}, [9.0, 9.0, 9.0])
        self.assertEqual(list(chain.multiply([1, 10, 100])), [20.0, -298.0, -30.0])
        self.assertEqual(list(chain.multiply([[1, 1], [10, 0], [100, 0]], 2)), [20.0, 0.0, -298.0, 2.0, -30.0, 0.0])
        for wrong in (lambda: chain.multiply([1, 2]), lambda: chain.multiply([1, 2, 3], 0)):
            self.assertRaises(weiss.ArgumentError, wrong)
