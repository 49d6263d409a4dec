"""Weiss for Python: minimises QUBO, Ising and Max-Cut energies.

    import weiss
    with weiss.Context() as context:
        result = context.solve(context.maxcut(3, [(0, 1), (1, 2), (2, 0)]))
        print(result.objective, result.bits)
"""

from ._call import Progress
from ._circuit import Circuit, CircuitCounts, Noise, NoisyMean
from ._context import Algorithm, Context, OptionInfo
from ._errors import (
    ArgumentError, ClosedError, Error, FormatError, Interrupted, LimitError, NotFoundError, OptionError, Stopped,
)
from ._files import Format, formats, read_solution, write_solution
from ._native import lib as _lib
from ._problem import Coo, Problem, ProblemInfo, Reduction, ReductionInfo
from ._qaoa import Qaoa
from ._result import Improvement, Part, Result, Sample
from ._run import Optimizer, Partitioner, Run, Solver, Spec
from ._search import Replicas, RoofDual, SdpBound, Search, roof_dual, sdp_bound
from ._services import Objective, Option, Services, SolverRun, Task
from ._statevector import Shots, Statevector

__version__ = _lib.version().decode()
__all__ = [
    "Algorithm", "ArgumentError", "Circuit", "CircuitCounts", "ClosedError", "Context", "Coo", "Error",
    "Format", "FormatError", "Improvement", "Interrupted", "LimitError", "Noise", "NoisyMean", "NotFoundError",
    "Objective", "Optimizer", "Option", "OptionError", "OptionInfo", "Part", "Partitioner", "Problem",
    "ProblemInfo", "Progress", "Qaoa", "Reduction", "ReductionInfo", "Replicas", "Result", "RoofDual", "Run",
    "Sample", "SdpBound", "Search", "Services", "Shots", "Solver", "SolverRun", "Spec", "Statevector",
    "Stopped", "Task", "formats", "read_solution", "roof_dual", "sdp_bound", "write_solution",
]
