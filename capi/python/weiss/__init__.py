"""Weiss for Python: minimises QUBO, Ising and Max-Cut energies.

    import weiss
    with weiss.Context() as context:
        result = context.solve(context.maxcut(3, [(0, 1), (1, 2), (2, 0)]))
        print(result.objective, result.bits)
"""

from ._call import Progress
from ._context import Algorithm, Context, OptionInfo
from ._errors import (
    ArgumentError, ClosedError, Error, FormatError, Interrupted, LimitError, NotFoundError, OptionError, Stopped,
)
from ._files import Format, formats, read_solution, write_solution
from ._native import lib as _lib
from ._problem import Coo, Problem, ProblemInfo, Reduction
from ._result import Improvement, Part, Result, Sample
from ._run import Optimizer, Partitioner, Run, Solver, Spec
from ._services import Objective, Option, Services, SolverRun, Task

__version__ = _lib.version().decode()
__all__ = [
    "Algorithm", "ArgumentError", "ClosedError", "Context", "Coo", "Error", "Format", "FormatError", "Improvement",
    "Interrupted", "LimitError", "NotFoundError", "Objective", "Option", "OptionError", "OptionInfo", "Optimizer",
    "Part", "Partitioner", "Problem", "ProblemInfo", "Progress", "Reduction", "Result", "Run", "Sample", "Services",
    "Solver", "SolverRun", "Spec", "Stopped", "Task", "formats", "read_solution", "write_solution",
]
