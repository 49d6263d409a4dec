"""What a run returned."""

from __future__ import annotations

import json
from array import array
from ctypes import byref, c_double, c_int64
from typing import Any, Dict, Iterator, List, NamedTuple, Optional

from . import _arrays, _native
from ._errors import call
from ._handle import Handle, Owned

lib = _native.lib


class Sample(NamedTuple):
    """One state that a solver found."""

    spins: array  # -1 or +1
    energy: float
    objective: float  # in the user's own form
    multiplicity: int

    @property
    def bits(self) -> array:
        return array("b", [(1 - s) // 2 for s in self.spins])


class Part(NamedTuple):
    """A part that a partitioner cut out."""

    members: Any  # spins
    priority: float = 0.0
    parameters: Any = ()  # initial circuit parameters


class Improvement(NamedTuple):
    """One step of the incumbent trace."""

    seconds: float
    energy: float
    work: int
    source: str


class Result(Owned):
    """A result does not change, and outlives instance, problem and context.

    Of a solver: objective, energy, bits, spins, samples, bound, proof, marginals. Of a partitioner: parts; a solver
    that cuts the problem into parts has the last ones here, too. Of an optimizer: x, and its value as energy.
    """

    def __init__(self, pointer: int) -> None:
        self._handle = Handle("result", pointer, lib.result_destroy)
        self._info = info = _native.ResultInfo()
        call(lib.result_get_info, pointer, byref(info))
        self.energy: float = info.energy
        self.objective: float = info.objective  # the best value in the user's own form
        self.bound: float = info.bound  # no energy is below it
        self.seconds: float = info.seconds
        self.time_to_best: float = info.time_to_best
        self.work: int = info.work
        self.seed: int = info.seed
        self.threads: int = info.threads
        self.exact = bool(info.exact)  # energies are exact sums

    def __repr__(self) -> str:
        return "<weiss.Result %s: %g, %s>" % (_native.KINDS[self._info.kind], self.objective, self.reason)

    @property
    def reason(self) -> str:
        """Why the run ended: "optimal", "target", "converged", "work", "time", "cancelled"."""
        return lib.reason_name(self._info.reason).decode()

    @property
    def proof(self) -> Optional[str]:
        """What is proven: None, "bound", or "optimal"."""
        return _native.PROOFS.get(self._info.proof)

    def _array(self, typecode: str, read: Any, count: int) -> array:
        with self._handle as pointer:
            return _arrays.read(typecode, read(pointer), count)

    @property
    def spins(self) -> array:
        """The best state as -1 and +1; empty without a sample."""
        return self._array("b", lib.result_spins, self._info.num_spins)

    @property
    def bits(self) -> array:
        """The best state as 0 and 1, x = (1 - s) / 2."""
        return self._array("b", lib.result_bits, self._info.num_spins)

    @property
    def marginals(self) -> array:
        """The mean of each spin; empty when not reported."""
        return self._array("d", lib.result_marginals, self._info.num_spins)

    @property
    def parameters(self) -> array:
        """Circuit parameters; empty when not reported."""
        return self._array("d", lib.result_parameters, self._info.num_parameters)

    @property
    def x(self) -> array:
        """The best point of an optimizer."""
        return self._array("d", lib.result_x, self._info.dimension)

    @property
    def samples_seen(self) -> int:
        """Samples reported, with multiplicity; samples holds the distinct best of them."""
        return self._info.samples_seen

    @property
    def samples(self) -> List[Sample]:
        """Distinct samples, best first."""
        n, count = self._info.num_spins, self._info.num_samples
        spins, multiplicities = array("b", bytes(n * count)), array("q", bytes(8 * count))
        energies, objectives = array("d", bytes(8 * count)), array("d", bytes(8 * count))
        with self._handle as pointer:
            call(lib.result_samples, pointer, 0, count, _arrays.address(spins), _arrays.address(energies),
                 _arrays.address(objectives), _arrays.address(multiplicities))
        return [Sample(spins[k * n:(k + 1) * n], energies[k], objectives[k], multiplicities[k]) for k in range(count)]

    @property
    def trace(self) -> List[Improvement]:
        """Each improvement, first to last."""
        return [_arrays.record(Improvement, step) for step in
                self._each(_native.ResultImprovement, lib.result_get_improvement, self._info.num_trace)]

    @property
    def parts(self) -> List[Part]:
        """Parts, highest priority first."""
        return [
            Part(_arrays.read("i", part.members, part.num_members), part.priority,
                 _arrays.read("d", part.parameters, part.num_parameters))
            for part in self._each(_native.ResultPart, lib.result_get_part, self._info.num_parts)]

    def _each(self, kind: Any, get: Any, count: int) -> Iterator[Any]:
        with self._handle as pointer:
            for index in range(count):
                item = kind()
                call(get, pointer, index, byref(item))
                yield item

    @property
    def counters(self) -> Dict[str, int]:
        """What the algorithms counted, such as "flips"."""
        counters = {}
        value = c_int64()
        with self._handle as pointer:
            for index in range(self._info.num_counters):
                name = lib.result_counter(pointer, index, byref(value))
                counters[name.decode("utf-8", "replace")] = value.value
        return counters

    @property
    def figures(self) -> Dict[str, float]:
        """Numbers that the solver reported by name, such as "expectation"."""
        figures = {}
        value = c_double()
        with self._handle as pointer:
            for index in range(self._info.num_figures):
                name = lib.result_figure(pointer, index, byref(value))
                figures[name.decode("utf-8", "replace")] = value.value
        return figures

    @property
    def warnings(self) -> List[str]:
        with self._handle as pointer:
            return [lib.result_warning(pointer, k).decode("utf-8", "replace") for k in range(self._info.num_warnings)]

    @property
    def report_text(self) -> str:
        """The run as a JSON document (schema "weiss.report/1")."""
        with self._handle as pointer:
            text = lib.result_report(pointer)
            if text is None:
                raise MemoryError("there is no memory for the report")
            return text.decode()

    @property
    def report(self) -> Dict[str, Any]:
        """The document of report_text, read."""
        return json.loads(self.report_text)
