"""What an algorithm written in Python gets: its options, its run, its task."""

from __future__ import annotations

import math
import threading
from array import array
from ctypes import byref
from typing import Any, List, NamedTuple, Optional, Sequence, Tuple, Union

from . import _arrays, _native
from ._arrays import Numbers
from ._errors import ArgumentError, ClosedError, Stopped
from ._problem import sized


class Option(NamedTuple):
    """One option of an algorithm written in Python; the type is that of the default.

    bool, int, float, str (choices: the words that are allowed) or a sequence of floats. low and high bound int, float
    and the entries of a sequence.
    """

    key: str
    default: Any
    help: str
    low: Union[int, float, None] = None
    high: Union[int, float, None] = None
    choices: Sequence[str] = ()
    advanced: bool = False


class Services:
    """What an algorithm may ask of its run, on the thread that runs it and until it returns."""

    def __init__(self, run: Any) -> None:
        self._run = run
        self._table = table = run.contents
        self._thread = threading.get_ident()
        self.threads: int = table.threads
        self.seed: int = table.seed  # the only source of randomness of a deterministic algorithm
        self.time_limit: float = table.time_limit
        self.work_limit: int = table.work_limit

    def _end(self) -> None:
        self._table = None

    def _live(self) -> Any:
        if self._table is None:
            raise ClosedError("the run that this belongs to has ended")
        if threading.get_ident() != self._thread:
            raise ArgumentError("a run is used on the thread that entered it only")
        return self._table

    def should_stop(self) -> bool:
        """True: return soon with what there is. Ask at least every 10 ms."""
        return self._live().should_stop(self._run) != 0

    def time_left(self) -> float:
        return self._live().time_left(self._run)

    def work_left(self) -> int:
        return self._live().work_left(self._run)

    def spend(self, units: int) -> None:
        """Charges work; one unit is one coupling visited."""
        self._live().spend(self._run, units)

    def count(self, name: str, n: int = 1) -> None:
        """Adds to a counter of the result."""
        self._live().count(self._run, name.encode(), n)

    def progress(self, fraction: float) -> None:
        """Says how far the run is, 0 ... 1."""
        self._live().progress(self._run, fraction)

    def cancel(self) -> None:
        """Ends the whole call of the user's, also below a scheme; it keeps its best."""
        self._live().cancel(self._run)


class SolverRun(Services):
    """The run of a solver: what it may start from, and where it leaves samples."""

    def __init__(self, run: Any, given: Any, sink: Any, num_spins: int) -> None:
        super().__init__(run)
        self._sink = sink
        self._num_spins = n = num_spins
        given = given.contents
        self.starts = [_arrays.read("b", (given.starts or 0) + k * n, n) for k in range(given.num_starts)]
        self.mean_spins: Optional[array] = _arrays.read("d", given.mean_spins, n) or None
        self.parameters: array = _arrays.read("d", given.parameters, given.num_parameters)
        self.target: Optional[float] = given.target if given.has_target else None  # an energy

    def report(self, spins: Numbers, energy: float = math.nan, *, multiplicity: int = 1,
               source: Optional[str] = None) -> bool:
        """Offers a state of -1 and +1; the library computes its energy. True: stop soon."""
        self._live()
        state = sized("b", spins, self._num_spins, "spins")
        sample = _native.Sample(spins=_arrays.address(state), energy=energy, multiplicity=multiplicity,
                                source=None if source is None else source.encode())
        return self._sink.contents.report(self._sink, byref(sample)) != 0

    def marginals(self, values: Numbers) -> None:
        """The mean of each spin."""
        self._live()
        means = sized("d", values, self._num_spins, "marginals")
        self._sink.contents.marginals(self._sink, _arrays.address(means))

    def bound(self, energy: float, *, optimal: bool = False) -> None:
        """A proven lower bound; optimal: the best sample reaches it. Believed of algorithms with exact=True."""
        self._live()
        self._sink.contents.bound(self._sink, energy, 2 if optimal else 1)

    def figure(self, name: str, value: float) -> None:
        """A number for the result, such as "expectation"."""
        self._live()
        self._sink.contents.figure(self._sink, name.encode(), value)


class Task(NamedTuple):
    """What is asked of a partitioner; see weiss_partition_task."""

    num_parts: int  # 0: the method chooses
    max_part_spins: int  # 0: none
    imbalance: float
    may_overlap: bool
    may_omit: bool
    fixed: Optional[array]
    best: Optional[array]
    current: Optional[array]
    marginals: Optional[array]
    pool: List[array]  # states that the scheme keeps
    pool_energies: array

    @staticmethod
    def of(task: Any, n: int) -> Task:
        return Task(
            task.num_parts, task.max_part_spins, task.imbalance, bool(task.may_overlap), bool(task.may_omit),
            _arrays.read("i", task.fixed, n) or None, _arrays.read("b", task.best, n) or None,
            _arrays.read("b", task.current, n) or None, _arrays.read("d", task.marginals, n) or None,
            [_arrays.read("b", (task.pool or 0) + k * n, n) for k in range(task.pool_size)],
            _arrays.read("d", task.pool_energies, task.pool_size))


class Objective:
    """The function that an optimizer is to minimise. It keeps the best point, which is what the run returns."""

    def __init__(self, table: Any, start: array) -> None:
        self._pointer, self._table = table, table.contents
        struct = self._table
        self.dimension: int = struct.dimension
        self.start = start
        self.lower: Optional[array] = _arrays.read("d", struct.lower, self.dimension) or None
        self.upper: Optional[array] = _arrays.read("d", struct.upper, self.dimension) or None
        self.initial_step: float = struct.initial_step
        self.has_gradient = bool(struct.has_gradient)
        self.stochastic = bool(struct.stochastic)
        self.best_x: Optional[array] = None
        self.best_f = math.inf

    def _end(self) -> None:
        self._table = None

    def evaluate(self, points: Numbers, gradients: Optional[array] = None) -> array:
        """Values at points, one after another; raises Stopped when the run is over. See gradient()."""
        if self._table is None:
            raise ClosedError("the run that this objective belongs to has ended")
        x = _arrays.pack("d", points)
        if not x or len(x) % self.dimension:
            raise ArgumentError("points must hold %d entries for each point, got %d" % (self.dimension, len(x)))
        values = array("d", bytes(8 * (len(x) // self.dimension)))
        status = self._table.evaluate(self._pointer, len(values), _arrays.address(x), _arrays.address(values),
                                      _arrays.address(gradients))
        if status != _native.OK:
            raise Stopped("the run is over")
        for k, value in enumerate(values):
            if value < self.best_f or self.best_x is None:
                self.best_f, self.best_x = value, x[k * self.dimension:(k + 1) * self.dimension]
        return values

    def __call__(self, x: Numbers) -> float:
        return self.evaluate(x)[0]

    def gradient(self, x: Numbers) -> Tuple[float, array]:
        """Value and gradient at one point; of an objective that has_gradient."""
        slopes = array("d", bytes(8 * self.dimension))
        return self.evaluate(x, slopes)[0], slopes
