"""The sampler against dimod's own exact one. Skipped where dimod is missing."""

import random
import unittest

import weiss

try:
    import dimod
except ImportError:
    dimod = None


@unittest.skipUnless(dimod, "dimod is not there")
class Sampler(unittest.TestCase):
    def setUp(self):
        from weiss.dimod import Sampler

        self.sampler = Sampler()

    def model(self, vartype, seed):
        draw = random.Random(seed)
        names = ["v%d" % k for k in range(9)] + [("w", 1)]
        linear = {name: draw.randint(-4, 4) for name in names}
        pairs = [(u, v) for k, u in enumerate(names) for v in names[:k]]
        return dimod.BinaryQuadraticModel(linear, {p: draw.randint(-4, 4) for p in pairs}, 1.5, vartype)

    def test_the_best_sample_is_that_of_the_exact_sampler(self):
        for vartype in ("SPIN", "BINARY"):
            for seed in range(5):
                bqm = self.model(vartype, seed)
                found = self.sampler.sample(bqm, num_reads=3, seed=seed)
                self.assertEqual(found.first.energy, dimod.ExactSolver().sample(bqm).first.energy)
                self.assertEqual(found.vartype, bqm.vartype)
                for sample, energy in found.data(["sample", "energy"]):
                    self.assertEqual(bqm.energy(sample), energy)

    def test_solver_and_options_are_passed_on(self):
        bqm = self.model("SPIN", 1)
        found = self.sampler.sample(bqm, 5, 3, 0.0, solver="annealing", work_limit=50000, sweeps=50)
        self.assertLessEqual(len(found), 5)
        self.assertEqual(found.info["reason"], "work")
        with self.assertRaises(weiss.OptionError):
            self.sampler.sample(bqm, solver="tabu", tenor=1)

    def test_it_has_the_shape_of_a_sampler(self):
        import dimod.testing

        dimod.testing.assert_sampler_api(self.sampler)
        self.assertEqual(self.sampler.sample_ising({0: 1}, {(0, 1): 1}).first.energy, -2)
        self.assertEqual(self.sampler.sample_qubo({(0, 0): -1, (0, 1): 2}).first.energy, -1)
        self.assertIn("tabu", self.sampler.properties["solvers"])


if __name__ == "__main__":
    unittest.main()
