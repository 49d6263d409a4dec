"""Problems: build, read, evaluate, transform, write."""

from __future__ import annotations

import ctypes
import os
import weakref
from array import array
from ctypes import byref, c_int64, c_void_p
from typing import Any, Callable, Iterable, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from . import _arrays, _native
from ._arrays import Numbers
from ._errors import ArgumentError, call
from ._handle import Alone, Handle, Owned

lib = _native.lib
Terms = Union[Mapping[Tuple[int, int], float], Iterable[Sequence[float]]]
Path = Union[str, "os.PathLike[str]"]
_ORIGINS = {name: number for number, name in _native.ORIGINS.items()}


class Coo(NamedTuple):
    """Quadratic terms as three arrays of equal length; value None: all 1."""

    row: Numbers
    column: Numbers
    value: Optional[Numbers] = None


class ProblemInfo(NamedTuple):
    """Facts about a problem; see weiss_problem_info."""

    origin: str
    sense: str
    num_spins: int
    num_couplings: int
    num_fields: int
    duplicates_merged: int
    self_loops: int
    zeros_dropped: int
    memory: int
    smallest: float
    largest: float
    trivial_bound: float
    format: str
    integer: bool


class Problem(Owned):
    """An Ising energy that remembers its form. Made by a Context; changed by update() alone; for any number of runs."""

    def __init__(self, pointer: int, *, borrowed: bool = False) -> None:
        self._borrowed = borrowed
        self._dependents: weakref.WeakSet[Owned] = weakref.WeakSet()
        self._handle = Handle("problem", pointer, _leave if borrowed else lib.problem_destroy)

    def close(self) -> None:
        """Closes the problem, and before it what searches or evaluates it. Not while something runs."""
        self._handle.close(before=self._dependents)

    @property
    def num_spins(self) -> int:
        with self._handle as pointer:
            return lib.problem_num_spins(pointer)

    def __len__(self) -> int:
        return self.num_spins

    @property
    def info(self) -> ProblemInfo:
        info = _native.ProblemInfo()
        with self._handle as pointer:
            call(lib.problem_get_info, pointer, byref(info))
            return _arrays.record(ProblemInfo, info, origin=_native.ORIGINS[info.origin],
                                  sense="max" if info.sense == 2 else "min", integer=bool(info.flags & 1))

    # ---- the energy: E(s) = offset + sum field_i s_i + sum_{i<j} J_ij s_i s_j ----

    def _view_array(self, typecode: str, name: str, count: str, extra: int = 0) -> array:
        view = _native.ProblemView()
        with self._handle as pointer:
            call(lib.problem_get_view, pointer, byref(view))
            return _arrays.read(typecode, getattr(view, name), getattr(view, count) + extra)

    @property
    def field(self) -> array:
        """The field of each spin."""
        return self._view_array("d", "field", "num_spins")

    @property
    def row_start(self) -> array:
        """Row i of the couplings, both directions of each, is column and value [row_start[i]:row_start[i + 1]]."""
        return self._view_array("q", "row_start", "num_spins", 1)

    @property
    def column(self) -> array:
        return self._view_array("i", "column", "num_entries")

    @property
    def value(self) -> array:
        return self._view_array("d", "value", "num_entries")

    @property
    def offset(self) -> float:
        view = _native.ProblemView()
        with self._handle as pointer:
            call(lib.problem_get_view, pointer, byref(view))
        return view.offset

    def energies(self, spins: Numbers) -> array:
        """Energies of states, one after another, each num_spins of -1 and +1."""
        with self._handle as pointer:
            count, packed = states(spins, lib.problem_num_spins(pointer), "spins")
            energies = array("d", bytes(8 * count))
            call(lib.problem_energies, pointer, count, _arrays.address(packed), _arrays.address(energies))
            return energies

    def energy(self, spins: Numbers) -> float:
        """Energy of one state."""
        energies = self.energies(spins)
        if len(energies) != 1:
            raise ArgumentError("spins holds %d states, not one" % len(energies))
        return energies[0]

    def objective(self, energy: float) -> float:
        """The user's own value (cut, QUBO value, Ising energy) of an energy."""
        with self._handle as pointer:
            return lib.problem_objective(pointer, energy)

    def energy_of(self, objective: float) -> float:
        """The energy of a user's own value."""
        with self._handle as pointer:
            return lib.problem_energy_of(pointer, objective)

    def update(self, terms: Union[Terms, Coo], linear: Optional[Numbers] = None, *, offset: float = 0.0,
               duplicates: str = "sum", index_base: int = 0) -> None:
        """Gives it new coefficients, in the form that it was made in: pairs that it was made with, others become 0."""
        if self._borrowed:
            raise ArgumentError("the problem of a run belongs to the library: it cannot be updated")
        info = self.info
        with Alone(self._handle) as pointer:
            data, _kept = _problem_data(_ORIGINS[info.origin], info.num_spins, terms, linear, offset, info.sense,
                                        duplicates, index_base)
            call(lib.problem_update, pointer, byref(data))

    # ---- transform ----

    def clamp(self, members: Numbers, spins: Optional[Numbers] = None, *, mean_spins: Optional[Numbers] = None,
              with_offset: bool = True) -> Problem:
        """The energy of the members with all other spins clamped, to spins or to mean values."""
        out = c_void_p()
        with self._handle as pointer:
            kept = _arrays.pack("i", members)
            state = sized("b", spins, lib.problem_num_spins(pointer), "spins")
            means = sized("d", mean_spins, lib.problem_num_spins(pointer), "mean_spins")
            call(lib.problem_clamp, pointer, None, len(kept), _arrays.address(kept), _arrays.address(state),
                 _arrays.address(means), int(with_offset), byref(out))
        return Problem(out.value or 0)

    def contract(self, group: Numbers, sign: Optional[Numbers] = None, *, num_groups: int = 0) -> Problem:
        """The energy with the spins of each group tied together: s_i = sign_i S_group(i). Groups are 0, 1, ...;
        num_groups 0: as many as are named."""
        out = c_void_p()
        with self._handle as pointer:
            n = lib.problem_num_spins(pointer)
            groups, signs = sized("i", group, n, "group"), sized("b", sign, n, "sign")
            count = num_groups or max(groups or (), default=-1) + 1
            call(lib.problem_contract, pointer, None, count, _arrays.address(groups), _arrays.address(signs),
                 byref(out))
        return Problem(out.value or 0)

    def reduce(self) -> Tuple[Problem, Reduction]:
        """The problem without the spins that can be decided exactly, of the same minimum, and the way back."""
        out, reduction = c_void_p(), c_void_p()
        with self._handle as pointer:
            call(lib.problem_reduce, pointer, None, byref(out), byref(reduction))
            reduced = Problem(out.value or 0)
            return reduced, Reduction(reduction.value or 0, reduced.num_spins, lib.problem_num_spins(pointer))

    def multiply(self, x: Numbers, count: int = 1) -> array:
        """The couplings times count vectors: entry k of spin i lies at i * count + k of x and of what is returned."""
        if count < 1:
            raise ArgumentError("count must be 1 or more, got %d" % count)
        with self._handle as pointer:
            packed = sized("d", x, count * lib.problem_num_spins(pointer), "x")
            product = _arrays.zeros("d", len(packed or ()))
            call(lib.problem_multiply, pointer, count, _arrays.address(packed), _arrays.address(product))
        return product

    def components(self) -> array:
        """The number of each spin's connected component."""
        count = c_int64()
        with self._handle as pointer:
            component = array("i", bytes(4 * lib.problem_num_spins(pointer)))
            call(lib.problem_components, pointer, _arrays.address(component), byref(count))
        return component

    # ---- write ----

    def write(self, path: Path, *, format: Optional[str] = None, plain_decimal: bool = False) -> None:
        """Writes a file; without a format, by the extension of its name."""
        options = _write_options(format, plain_decimal)
        with self._handle as pointer:
            call(lib.problem_write_file, pointer, os.fsencode(path), byref(options))

    def text(self, format: str, *, plain_decimal: bool = False) -> str:
        """The problem in a format, as text."""
        options = _write_options(format, plain_decimal)
        with self._handle as pointer:
            return written(lambda receive: call(lib.problem_write, pointer, byref(options), receive, None))


class ReductionInfo(NamedTuple):
    """What a reduction did; see weiss_reduction_info."""

    num_spins: int
    num_kept: int
    num_low_degree: int
    num_degree_two: int
    num_degree_three: int
    num_dominated: int
    num_decided: int
    num_persistent: int
    work: int


class Reduction(Owned):
    """The way back from a reduced problem."""

    def __init__(self, pointer: int, reduced_spins: int, num_spins: int) -> None:
        self._handle = Handle("reduction", pointer, lib.reduction_destroy)
        self._sizes = reduced_spins, num_spins

    @property
    def info(self) -> ReductionInfo:
        """How many spins were removed, and by which rules."""
        info = _native.ReductionInfo()
        with self._handle as pointer:
            call(lib.reduction_get_info, pointer, byref(info))
        return _arrays.record(ReductionInfo, info)

    def lift(self, spins: Numbers) -> array:
        """The state of least energy among those that agree with a state of the reduced problem."""
        reduced_spins, num_spins = self._sizes
        kept, lifted = sized("b", spins, reduced_spins, "spins"), array("b", bytes(num_spins))
        for k, spin in enumerate(kept or ()):
            if spin not in (-1, 1):
                raise ArgumentError("spin %d is %d; a spin is -1 or +1" % (k, spin))
        with self._handle as pointer:
            lib.reduction_lift(pointer, _arrays.address(kept), _arrays.address(lifted))
        return lifted

    def restrict(self, spins: Numbers) -> array:
        """The kept spins of a state of the problem: lifted again, it has no higher energy than before."""
        reduced_spins, num_spins = self._sizes
        state, kept = sized("b", spins, num_spins, "spins"), array("b", bytes(reduced_spins))
        with self._handle as pointer:
            lib.reduction_restrict(pointer, _arrays.address(state), _arrays.address(kept))
        return kept


def _leave(_pointer: int) -> None:
    """A borrowed problem belongs to the library."""


def _write_options(format: Optional[str], plain_decimal: bool) -> _native.WriteOptions:
    return _native.WriteOptions(format=encoded(format), plain_decimal=int(plain_decimal))


def written(write: Callable[[Any], Any]) -> str:
    """What write(receive) makes the library hand to its receiver, as text."""
    pieces: List[bytes] = []

    @_native.WriteFn
    def receive(_user: Any, text: int, size: int) -> int:
        pieces.append(ctypes.string_at(text, size))
        return 0

    write(ctypes.cast(receive, c_void_p))
    return b"".join(pieces).decode()


def encoded(text: Optional[str]) -> Optional[bytes]:
    return None if text is None else text.encode()


def states(spins: Numbers, num_spins: int, name: str) -> Tuple[int, array]:
    """How many states there are, and they, one after another."""
    packed = _arrays.pack("b", spins)
    if len(packed) % num_spins if num_spins else packed:
        raise ArgumentError("%s must hold %d entries for each state, got %d" % (name, num_spins, len(packed)))
    return len(packed) // num_spins if num_spins else 0, packed


def sized(typecode: str, values: Optional[Numbers], size: int, name: str) -> Optional[array]:
    """The numbers, when given, of which there must be size."""
    if values is None:
        return None
    packed = _arrays.pack(typecode, values)
    if len(packed) != size:
        raise ArgumentError("%s must hold %d numbers, got %d" % (name, size, len(packed)))
    return packed


def fits(kind: Any, number: int, name: str) -> int:
    """The number, when the type of ctypes holds it: ctypes itself would cut it to size."""
    if kind(number).value != number:
        raise ArgumentError("%s is out of range: %d" % (name, number))
    return number


def build(context: int, origin: int, num_spins: int, terms: Union[Terms, Coo], linear: Optional[Numbers],
          offset: float, sense: Optional[str], duplicates: str, index_base: int) -> Problem:
    """weiss_problem_create from what Python has."""
    data, _kept = _problem_data(origin, num_spins, terms, linear, offset, sense, duplicates, index_base)
    out = c_void_p()
    call(lib.problem_create, context, byref(data), byref(out))
    return Problem(out.value or 0)


def _problem_data(origin: int, num_spins: int, terms: Union[Terms, Coo], linear: Optional[Numbers], offset: float,
                  sense: Optional[str], duplicates: str, index_base: int) -> Tuple[_native.ProblemData, Any]:
    """The struct, and the arrays that it points to."""
    row, column, value = _coo(terms)
    if len(row) != len(column) or (value is not None and len(value) != len(row)):
        raise ArgumentError("row, column and value must be of one length, got %d, %d and %s"
                            % (len(row), len(column), "-" if value is None else len(value)))
    fields = sized("d", linear, num_spins, "linear")
    data = _native.ProblemData(
        origin=origin, sense=choice(_native.SENSES, sense, "sense"), index_base=index_base,
        duplicates=choice(_native.DUPLICATES, duplicates, "duplicates"), num_spins=num_spins, num_terms=len(row),
        row=_arrays.address(row), column=_arrays.address(column), value=_arrays.address(value),
        linear=_arrays.address(fields), offset=offset)
    return data, (row, column, value, fields)


def choice(choices: Mapping[Any, int], word: Any, name: str) -> int:
    if word not in choices:
        raise ArgumentError("%s is one of %s, got %r" % (name, ", ".join(str(w) for w in choices), word))
    return choices[word]


def _coo(terms: Union[Terms, Coo]) -> Tuple[array, array, Optional[array]]:
    if isinstance(terms, Coo):
        value = None if terms.value is None else _arrays.pack("d", terms.value)
        return _arrays.pack("i", terms.row), _arrays.pack("i", terms.column), value
    if isinstance(terms, Mapping):
        terms = [(i, j, value) for (i, j), value in terms.items()]
    row, column, weights = array("i"), array("i"), array("d")
    term: Any
    for term in terms:
        i, j, *rest = term
        row.append(i)
        column.append(j)
        weights.append(rest[0] if rest else 1.0)
    return row, column, weights
