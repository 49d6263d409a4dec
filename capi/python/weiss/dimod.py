"""A sampler in the shape of dimod's, on any solver of Weiss. Importing it needs dimod."""

from __future__ import annotations

from array import array
from typing import Any, Dict, List, Optional, Union

import dimod

from . import Context, Coo, Problem, Spec

__all__ = ["Sampler"]


class Sampler(dimod.Sampler):
    """Samples binary quadratic models: Sampler().sample(bqm, num_reads=10, seed=1, solver="tabu").

    A context may be given, with algorithms of your own in it.
    """

    def __init__(self, context: Optional[Context] = None) -> None:
        self.context = context or Context()

    @property
    def parameters(self) -> Dict[str, List[str]]:
        return {name: [] for name in ("num_reads", "seed", "time_limit", "work_limit", "threads", "solver")}

    @property
    def properties(self) -> Dict[str, Any]:
        return {"solvers": [a.name for a in self.context.algorithms() if a.kind == "solver"]}

    def sample(self, bqm: dimod.BinaryQuadraticModel, num_reads: int = 1, seed: Optional[int] = None,
               time_limit: float = 0.0, solver: Union[str, Spec, None] = None, *, work_limit: int = 0,
               threads: int = 1, **options: Any) -> dimod.SampleSet:
        """The num_reads best distinct states that one run of the solver found, with energies of the model's own.

        seed None is 0: the same call gives the same samples. options are those of the solver.
        """
        variables = list(bqm.variables)
        problem = problem_of(self.context, bqm)
        result = self.context.solve(problem, solver, seed=seed or 0, time_limit=time_limit, work_limit=work_limit,
                                    threads=threads, max_samples=num_reads, **options)
        samples = result.samples
        binary = bqm.vartype is dimod.BINARY
        return dimod.SampleSet.from_samples(
            ([list(s.bits if binary else s.spins) for s in samples], variables), vartype=bqm.vartype,
            energy=[s.objective for s in samples], num_occurrences=[s.multiplicity for s in samples],
            info={"reason": result.reason, "proof": result.proof, "bound": problem.objective(result.bound),
                  "seconds": result.seconds})


def problem_of(context: Context, bqm: dimod.BinaryQuadraticModel) -> Problem:
    """The model as a problem: spin k is its variable number k, objectives are its energies."""
    index = {variable: k for k, variable in enumerate(bqm.variables)}
    row, column, value = array("i"), array("i"), array("d")
    for u, v, bias in bqm.iter_quadratic():
        row.append(index[u])
        column.append(index[v])
        value.append(float(bias))
    linear = [bqm.get_linear(variable) for variable in bqm.variables]
    build = context.qubo if bqm.vartype is dimod.BINARY else context.ising
    return build(len(index), Coo(row, column, value), linear, offset=float(bqm.offset))
